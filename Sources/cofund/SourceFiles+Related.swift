import PolicyLanguage
import Quoting

extension SourceFiles {
  /// Leaves out neighbours that have nothing to do with the files named: those that no name ties to
  /// one of them, directly or through others. Two countries' rules may stand in one folder.
  ///
  /// A file is tied to another that uses a regime, a policy or another unit of its, or that says a fact,
  /// a category, a period or a payer which it does not declare and the other does. A vocabulary that
  /// says again what is there already is of another country too, unless a file uses it by name.
  mutating func keepRelated() {
    guard named.count < sources.count else { return }
    let all = sources.map(RelatedFile.init)
    var kept = Set(named.map(Int.init))
    func tied(_ others: (Int, Int) -> Bool) {
      var edge = kept.sorted()
      while let one = edge.popLast() {
        for other in all.indices where !kept.contains(other) && others(one, other) {
          kept.insert(other)
          edge.append(other)
        }
      }
    }
    func isNew(_ other: Int) -> Bool {
      !kept.contains { all[$0].declaresAgain(all[other]) }
    }
    func isThere(_ other: Int) -> Bool { kept.contains { all[$0].isAgain(all[other]) } }
    tied {
      !isThere($1) && (all[$0].mentions(all[$1]) || all[$1].mentions(all[$0]) && isNew($1))
    }
    tied { (all[$0].uses(all[$1]) || all[$1].mentions(all[$0])) && isNew($1) }
    for other in all.indices where all[other].isVocabulary && !kept.contains(other) {
      if isNew(other) { kept.insert(other) }
    }
    keep(kept)
  }
}

/// What ties a file to others: what it declares, and what it says.
private struct RelatedFile {
  let isVocabulary: Bool
  /// The units that it is and declares, which others name.
  private var units: Set<String> = []
  /// The units that it names, and whatever stands before a full stop.
  private var unitsNamed: Set<String>
  /// What it declares that is known everywhere: facts, categories, periods, payers and awards.
  private var shared: Set<String> = []
  /// Every name in it that it does not declare so itself.
  private let needed: Set<String>

  init(_ source: PolicySource) {
    let syntax = parse(source, file: 0).syntax
    isVocabulary = syntax.header?.kind == .vocabulary
    var names = syntax.header?.uses ?? []
    if let header = syntax.header { units.insert(header.name.text) }
    for declaration in syntax.declarations {
      switch declaration {
      case .regime(let regime):
        units.insert(regime.name.text)
        names += regime.uses
      case .reform(let reform):
        units.insert(reform.name.text)
        names += reform.uses + [reform.base] + reform.amendments.map(\.target)
      case .scenario(let scenario):
        units.insert(scenario.name.text)
        names += scenario.uses + [scenario.compare.base] + scenario.compare.others
      case .profile(let profile):
        units.insert(profile.name.text)
        names += profile.uses + [profile.compare.base] + profile.compare.others
      case .claim(let claim):
        names += [claim.under?.regime, claim.under?.scenario].compactMap { $0 }
      case .example(let example): names += [example.by?.regime].compactMap { $0 }
      case .record(let record):
        shared.formUnion(record.fields.map { record.name.text + "." + $0.name.text })
      case .derive(let derive): shared.insert(derive.path.text)
      case .category, .period, .payer, .award:
        if let name = declaration.declaredName?.text { shared.insert(name) }
      default: break
      }
    }
    let words = RelatedFile.words(in: source.bytes)
    let owners = words.compactMap { word in
      word.lastIndex(of: ".").map { String(word[..<$0]) }
    }
    unitsNamed = Set(names.map(\.text)).union(owners)
    needed = words.subtracting(shared)
  }

  /// Whether it names a unit of another, or says what the other declares for everyone.
  func uses(_ other: RelatedFile) -> Bool {
    mentions(other) || !other.shared.isDisjoint(with: needed)
  }

  /// Whether it declares a unit that another declares too.
  func isAgain(_ other: RelatedFile) -> Bool { !units.isDisjoint(with: other.units) }

  /// Whether it declares what another declares too.
  func declaresAgain(_ other: RelatedFile) -> Bool {
    !shared.isDisjoint(with: other.shared) || !units.isDisjoint(with: other.units)
  }

  /// Whether it names a unit of another.
  func mentions(_ other: RelatedFile) -> Bool { !other.units.isDisjoint(with: unitsNamed) }

  /// Every name of a text, those with a full stop in them whole; texts in quotes and comments hold none.
  private static func words(in bytes: [UInt8]) -> Set<String> {
    var isQuoted = false
    var isComment = false
    let code = bytes.map { byte -> UInt8 in
      if byte == 10 { (isQuoted, isComment) = (false, false) }
      if byte == UInt8(ascii: "\""), !isComment { isQuoted.toggle() }
      if byte == UInt8(ascii: "#"), !isQuoted { isComment = true }
      return isQuoted || isComment ? 32 : byte
    }
    let words = code.split { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        false
      default: true
      }
    }
    return Set(words.map { String(decoding: $0, as: UTF8.self) })
  }
}
