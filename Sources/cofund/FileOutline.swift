import PolicyLanguage
import Quoting

/// What a policy file is, declares for others and names, seen from how its lines begin.
struct FileOutline {
  /// Whether it is a vocabulary.
  private(set) var isVocabulary = false
  /// Whether it declares a tax or a repayment plan.
  private(set) var isOfPay = false
  /// The units that it is and declares, which others name.
  private(set) var units: Set<String> = []
  /// The regimes, policies and other units that it names.
  private(set) var named: Set<String> = []
  /// What it declares that is known everywhere: facts, categories, periods, payers and awards.
  private(set) var shared: Set<String> = []

  /// Reads the lines of a text; one that is no policy has an empty outline.
  init(_ source: PolicySource) {
    var record = ""
    source.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 10 { end += 1 }
        let first = bytes[start]
        if first > 32, first != UInt8(ascii: "#") {
          record = ""
          declare(FileOutline.words(bytes[start..<end]), &record)
        } else if first == 32 {
          FileOutline.takesPart(bytes[start..<end]).map { continueWith($0, record) }
        }
        start = end + 1
      }
    }
  }

  /// Takes in a line that begins a declaration.
  private mutating func declare(_ words: [String], _ record: inout String) {
    guard words.count > 1 else { return }
    let name = words[1]
    switch words[0] {
    case "policy", "vocabulary", "evidence", "claims", "scenario", "profile", "regime", "reform":
      units.insert(name)
      if words[0] == "vocabulary" { isVocabulary = true }
      if words[0] == "reform", words.count > 3, words[2] == "of" { named.insert(words[3]) }
    case "record": record = name
    case "derive", "category", "period", "payer", "award": shared.insert(name)
    case "tax", "plan": isOfPay = true
    default: break
    }
  }

  /// Takes in a line within a declaration.
  private mutating func continueWith(_ words: [String], _ record: String) {
    switch words.first {
    case "has":
      if words.count > 1, !record.isEmpty { shared.insert(record + "." + words[1]) }
    case "uses": named.formUnion(words.dropFirst())
    case "compare": named.formUnion(words.dropFirst().filter { $0 != "with" })
    case "amend": named.formUnion(words.dropFirst().prefix(1))
    case "under": named.formUnion(words.dropFirst().filter { $0 != "in" }.prefix(2))
    default: break
    }
  }

  /// The words of an indented line that may say something of the outline.
  private static func takesPart(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> [String]? {
    guard let first = line.firstIndex(where: { $0 > 32 }) else { return nil }
    switch line[first] {
    case UInt8(ascii: "h"), UInt8(ascii: "u"), UInt8(ascii: "c"), UInt8(ascii: "a"):
      return words(line[first...])
    default: return nil
    }
  }

  /// The words of a line up to a quote or a comment; commas part them too.
  private static func words(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> [String] {
    let plain = line.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "#") }
    return plain.split { $0 <= 32 || $0 == UInt8(ascii: ",") }
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

extension SourceFiles {
  /// The files that some of them need: those whose units they name, directly or through others, the
  /// vocabularies that say nothing again, and those named on the command line.
  func needed(by isAsked: (FileOutline) -> Bool) -> SourceFiles {
    let outlines = sources.map(FileOutline.init)
    var kept = Set(named.map(Int.init))
    kept.formUnion(outlines.indices.filter { isAsked(outlines[$0]) })
    var names = Set<String>()
    var edge = Array(kept)
    while let file = edge.popLast() {
      let new = outlines[file].named.subtracting(names)
      names.formUnion(new)
      for other in outlines.indices
      where !kept.contains(other) && !outlines[other].units.isDisjoint(with: new) {
        kept.insert(other)
        edge.append(other)
      }
    }
    var said = kept.reduce(into: Set<String>()) { $0.formUnion(outlines[$1].shared) }
    for other in outlines.indices where outlines[other].isVocabulary && !kept.contains(other) {
      guard outlines[other].shared.isDisjoint(with: said) else { continue }
      kept.insert(other)
      said.formUnion(outlines[other].shared)
    }
    var files = self
    files.keep(kept)
    return files
  }
}

extension SourceFiles {
  /// Says which files with faults were left out.
  func tellLeftOut(_ errors: [Diagnostic], by sound: SourceFiles, _ console: Console) {
    let kept = Set(sound.sources.map(\.path))
    let places = Set(errors.map { Int($0.primary.span.file) }).sorted()
    let names = places.map { sources[$0].path }.filter { !kept.contains($0) }
    console.remark(
      "cofund: \(names.map { "`\($0)`" }.joined(separator: ", ")) "
        + (names.count == 1 ? "has" : "have")
        + " faults and is left out, for nothing asked needs it; `cofund check` tells of them\n")
  }
}
