import PolicyLanguage

extension SourceFiles {
  /// Leaves out neighbours that have nothing to do with the files named: those that no name ties to
  /// one of them, directly or through others. Two countries' rules may stand in one folder.
  ///
  /// A file is tied to another that uses a regime, a policy or another unit of its, or that says a fact,
  /// a category, a period or a payer which it does not declare and the other does; vocabularies are seen
  /// by every file, and stay.
  mutating func keepRelated() {
    guard named.count < sources.count else { return }
    let owned = sources.indices.map { Set(SourceFiles.units(of: sources[$0])) }
    let said = sources.map(SourceFiles.mentions)
    let shared = sources.map(SourceFiles.shared)
    let needed = sources.indices.map {
      SourceFiles.words(in: sources[$0].bytes).subtracting(shared[$0])
    }
    var kept = Set(named.map(Int.init))
    for (index, source) in sources.enumerated() where SourceFiles.isVocabulary(source) {
      kept.insert(index)
    }
    var edge = Array(named.map(Int.init))
    while let one = edge.popLast() {
      for other in sources.indices
      where !kept.contains(other)
        && (!owned[one].isDisjoint(with: said[other]) || !owned[other].isDisjoint(with: said[one])
          || !shared[other].isDisjoint(with: needed[one]))
      {
        kept.insert(other)
        edge.append(other)
      }
    }
    keep(kept)
  }

  /// The names of what a file is and declares that others may use.
  private static func units(of source: PolicySource) -> [String] {
    let syntax = parse(source, file: 0).syntax
    return [syntax.header?.name.text].compactMap { $0 }
      + syntax.declarations.compactMap { declaration in
        switch declaration {
        case .regime, .reform, .scenario, .profile: declaration.declaredName?.text
        default: nil
        }
      }
  }

  /// What a file declares that is known everywhere: facts, categories, periods, payers and awards.
  private static func shared(_ source: PolicySource) -> Set<String> {
    var names: [String] = []
    for declaration in parse(source, file: 0).syntax.declarations {
      switch declaration {
      case .record(let record):
        names += record.fields.map { record.name.text + "." + $0.name.text }
      case .derive(let derive): names.append(derive.path.text)
      case .category, .period, .payer, .award:
        if let name = declaration.declaredName?.text { names.append(name) }
      default: break
      }
    }
    return Set(names)
  }

  /// Every name of a text, those with a full stop in them whole.
  private static func words(in bytes: [UInt8]) -> Set<String> {
    let words = bytes.split { !isOfName($0) && $0 != UInt8(ascii: ".") }
    return Set(words.map { String(decoding: $0, as: UTF8.self) })
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isVocabulary(_ source: PolicySource) -> Bool {
    parse(source, file: 0).syntax.header?.kind == .vocabulary
  }

  /// The units that a file names: what it uses, amends, compares and is worked by, and whatever stands
  /// before a full stop.
  private static func mentions(_ source: PolicySource) -> Set<String> {
    let syntax = parse(source, file: 0).syntax
    var names = syntax.header?.uses ?? []
    for declaration in syntax.declarations {
      switch declaration {
      case .regime(let regime): names += regime.uses
      case .reform(let reform):
        names += reform.uses + [reform.base] + reform.amendments.map(\.target)
      case .scenario(let scenario):
        names += scenario.uses + [scenario.compare.base] + scenario.compare.others
      case .profile(let profile):
        names += profile.uses + [profile.compare.base] + profile.compare.others
      case .claim(let claim):
        names += [claim.under?.regime, claim.under?.scenario].compactMap { $0 }
      case .example(let example): names += [example.by?.regime].compactMap { $0 }
      default: break
      }
    }
    return Set(names.map(\.text)).union(owners(in: source.bytes))
  }

  /// Every word that a full stop and a letter follow.
  private static func owners(in bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: ".") {
      guard index + 1 < bytes.count, isOfName(bytes[index + 1]) else { continue }
      let word = bytes[..<index].reversed().prefix(while: isOfName).reversed()
      if !word.isEmpty { names.insert(String(decoding: Array(word), as: UTF8.self)) }
    }
    return names
  }
}
