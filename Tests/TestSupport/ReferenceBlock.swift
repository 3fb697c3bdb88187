public import PolicyLanguage

/// A block of policy text in a Markdown page.
///
/// A block that begins "```policy" is a program of its own. One that begins "```policy wrong" or
/// "```policy right" is one too, and a number after that repeats its text. Blocks that begin
/// "```policy part" make one program together, in their order; a part with a name takes the place
/// of the earlier part of that name. What only the program needs stands in a comment that begins
/// "<!-- policy part"; "<!-- policy form" holds clauses that are read for their form alone. A line
/// `# file NAME` begins another file of the program, and `␇` stands for the character that no page
/// can show.
public struct ReferenceBlock: Sendable {
  /// What a block is for.
  public enum Kind: String, Sendable { case whole, wrong, right, part, form }

  /// What the block is for.
  public let kind: Kind
  /// The name of a part.
  public let name: String?
  /// The line on which the block's text begins.
  public let line: Int
  /// How many headings stand above it.
  public let section: Int
  /// Whether a reader of the page sees it.
  public let isShown: Bool
  /// What stands between its fences, as often over as the block says.
  public let text: String

  /// The blocks of a page, in order.
  public static func all(in page: String) -> [ReferenceBlock] {
    var blocks: [ReferenceBlock] = []
    var open: (kind: Kind, words: [String], line: Int, isShown: Bool)?
    var lines = ""
    var section = 0
    let all = page.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in all.enumerated() {
      guard let block = open else {
        if line.hasPrefix("#") { section += 1 }
        open = opening(String(line)).map { ($0, $1, index + 2, line.hasPrefix("```")) }
        lines = ""
        continue
      }
      if line != "```", line != "-->" {
        lines += line + "\n"
        continue
      }
      let count = block.words.first.flatMap { Int($0) } ?? 1
      blocks.append(
        ReferenceBlock(
          kind: block.kind, name: block.kind == .part ? block.words.first : nil, line: block.line,
          section: section, isShown: block.isShown,
          text: String(repeating: lines, count: count)))
      open = nil
    }
    return blocks
  }

  /// What a line opens, with the words after its kind.
  private static func opening(_ line: String) -> (Kind, [String])? {
    for start in ["```policy", "<!-- policy"] where line.hasPrefix(start) {
      let words = line.dropFirst(start.count).split(separator: " ").map(String.init)
      guard let first = words.first else { return (.whole, []) }
      return Kind(rawValue: first).map { ($0, Array(words.dropFirst())) }
    }
    return nil
  }

  /// The programs that a page's parts make, after each section that has any.
  public static func states(of blocks: [ReferenceBlock]) -> [String] {
    var parts: [ReferenceBlock] = []
    var states: [Int: String] = [:]
    for block in blocks where block.kind == .part {
      if let name = block.name, let index = parts.firstIndex(where: { $0.name == name }) {
        parts[index] = block
      } else {
        parts.append(block)
      }
      states[block.section] = parts.map(\.text).joined(separator: "\n")
    }
    return states.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The files of a program.
  public static func sources(of text: String) -> [PolicySource] {
    var files: [(path: String, lines: [String])] = [("page.policy", [])]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("# file ") {
        files.append((String(line.dropFirst(7)), []))
      } else {
        files[files.count - 1].lines.append(String(line))
      }
    }
    return files.compactMap { path, lines in
      let first = lines.firstIndex { !$0.isEmpty }
      let last = lines.lastIndex { !$0.isEmpty }
      guard let first, let last else { return nil }
      let bytes = (lines[first...last].joined(separator: "\n") + "\n").utf8
      return PolicySource(path: path, bytes: withBells(Array(bytes)))
    }
  }

  /// The bytes with each bell that a page shows as a sign turned into one.
  private static func withBells(_ bytes: [UInt8]) -> [UInt8] {
    let sign: [UInt8] = [0xE2, 0x90, 0x87]
    guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: sign) }) else {
      return bytes
    }
    return Array(bytes[..<start]) + [7] + withBells(Array(bytes[(start + 3)...]))
  }
}
