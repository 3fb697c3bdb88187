import Foundation

/// The golden corpus: one hash for each file of policy, regime and scenario.
///
/// `Data/golden.txt` holds a line for each part, its hash and its name. A part is a list of lines
/// of figures, and a figure that moves moves the hash of its part alone.
///
/// To see which figures a change moved, write the figures of both commits and compare them:
///
///     COFUND_FIGURES=/tmp/before swift test --filter Golden   # on the commit before
///     COFUND_FIGURES=/tmp/after swift test --filter Golden    # on the commit after
///     diff -r /tmp/before /tmp/after
///
/// `COFUND_RECORD=1` writes the hashes anew; say in the commit which figures moved and why. Without
/// `COFUND_FIGURES`, the figures of parts that moved are written to a temporary folder.
struct GoldenRecord {
  /// The lines of figures of one part, such as the quotes of a regime.
  struct Part: Sendable {
    /// What the figures are of.
    let name: String
    /// One line a figure or a case.
    let lines: [String]

    /// Sixteen hexadecimal digits of all lines.
    var hash: String {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for line in lines { hash = seed(of: line, from: hash &* 0x0000_0100_0000_01b3 ^ 10) }
      let digits = String(hash, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }

  /// The folder of the corpus.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Data")
  private static let file = folder.appending(path: "golden.txt")
  private static let environment = ProcessInfo.processInfo.environment

  /// The parts of one kind, by the first word of their names.
  let kind: String
  let parts: [Part]

  /// The names of parts whose figures are not those of the record; they are recorded instead if the
  /// environment says so.
  func moved() throws -> [String] {
    if let path = Self.environment["COFUND_FIGURES"] { try write(parts, to: URL(filePath: path)) }
    var hashes = try Self.hashes()
    let known = hashes.filter { $0.key.hasPrefix(kind + " ") }
    let moved = parts.filter { known[$0.name] != $0.hash }
    let gone = Set(known.keys).subtracting(parts.map(\.name)).sorted()
    if Self.environment["COFUND_RECORD"] != nil {
      for name in gone { hashes[name] = nil }
      for part in parts { hashes[part.name] = part.hash }
      let lines = hashes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)\n" }
      try Data(lines.joined().utf8).write(to: Self.file, options: .atomic)
      return []
    }
    if !moved.isEmpty, Self.environment["COFUND_FIGURES"] == nil {
      let place = FileManager.default.temporaryDirectory
        .appending(path: "cofund-figures-\(ProcessInfo.processInfo.processIdentifier)")
      try write(moved, to: place)
      return moved.map { "\($0.name): see \(place.path)/\(Self.fileName($0))" } + gone
    }
    return moved.map(\.name) + gone
  }

  private func write(_ parts: [Part], to place: URL) throws {
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for part in parts {
      let text = part.lines.joined(separator: "\n") + "\n"
      try Data(text.utf8).write(to: place.appending(path: Self.fileName(part)))
    }
  }

  private static func fileName(_ part: Part) -> String {
    part.name.map { $0 == " " || $0 == "/" ? "-" : String($0) }.joined() + ".txt"
  }

  private static func hashes() throws -> [String: String] {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [:] }
    let pairs = text.split(separator: "\n").map { line in
      (String(line.dropFirst(17)), String(line.prefix(16)))
    }
    return Dictionary(pairs) { $1 }
  }
}

/// A seed that a text alone decides (64-bit FNV-1a).
func seed(of text: String, from start: UInt64 = 0xcbf2_9ce4_8422_2325) -> UInt64 {
  var hash = start
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  return hash
}
