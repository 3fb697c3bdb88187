/// The source in its canonical layout, or nothing if it cannot be read.
///
/// The words are those of the source in their order, but that the values of a parameter stand
/// together by key and by date, which changes no meaning.
///
/// A layout that would not be read as the same lines is not used: the source is then given as it is.
public func formatted(_ source: PolicySource) -> String? {
  let laidOut = Reading(source) { parser, comments, bytes in
    Formatter(parser, comments: comments, bytes: bytes).formatted()
  }
  guard let text = laidOut.text else { return nil }
  let again = Reading(PolicySource(path: source.path, text: text)) { _, _, _ in "" }
  guard again.text != nil, again.lines == laidOut.lines else {
    return String(decoding: source.bytes, as: UTF8.self)
  }
  return text
}

/// What a source is read as: its lines of code, each with its depth, in an order of their own.
private struct Reading {
  /// What is made of it, or nothing if it cannot be read.
  private(set) var text: String?
  private(set) var lines: [String] = []

  init(
    _ source: PolicySource,
    _ make: (Parser, [Comment], UnsafeBufferPointer<UInt8>) -> String
  ) {
    source.bytes.withUnsafeBufferPointer { bytes in
      var lexer = Lexer(bytes, file: 0)
      lexer.run()
      var parser = Parser(lexer.result, bytes: bytes, file: 0)
      _ = parser.readFile()
      guard parser.diagnostics.isEmpty else { return }
      text = make(parser, lexer.result.comments, bytes)
      let formatter = Formatter(parser, comments: [], bytes: bytes)
      lines = parser.lines.indices.map { line in
        let words = formatter.tokens(of: line).map { parser.text(parser.tokens[$0]) }
        return "\(parser.lines[line].depth) " + words.joined(separator: " ")
      }.sorted()
    }
  }
}

/// Prints the tokens of a file again, with its comments and at most one blank line between lines.
struct Formatter {
  /// A line of code or a line that holds only a comment.
  struct Item {
    /// The index of the line of code, or nothing for a comment.
    let line: Int?
    /// How many lines it stands beneath.
    var depth: Int
    /// Whether a blank line stands before it.
    var followsBlank: Bool
    /// What is printed, without its indent.
    var text: String
    /// The comment at the end of the line, if it has one.
    let comment: String?
  }

  /// The tokens and the lines.
  let parser: Parser
  private let comments: [Comment]
  private let bytes: UnsafeBufferPointer<UInt8>

  /// A printer of a file that has been read without fault.
  init(_ parser: Parser, comments: [Comment], bytes: UnsafeBufferPointer<UInt8>) {
    self.parser = parser
    self.comments = comments
    self.bytes = bytes
  }

  /// The whole text.
  func formatted() -> String {
    var items = items()
    alignParameters(&items)
    var result = ""
    for (index, item) in items.enumerated() {
      if item.followsBlank, index > 0 { result += "\n" }
      result += String(repeating: " ", count: item.depth * 4) + item.text
      if let comment = item.comment { result += "  " + comment }
      result += "\n"
    }
    return result
  }

  /// The indexes of a line's tokens, its end excluded.
  func tokens(of line: Int) -> Range<Int> {
    let first = Int(parser.lines[line].first)
    let isLast = line + 1 == parser.lines.count
    let end = isLast ? parser.tokens.count : Int(parser.lines[line + 1].first)
    return first..<(end - 1)
  }

  /// The tokens with one space between them, except about the marks that stand close.
  func text(_ range: Range<Int>) -> String {
    var result = ""
    for index in range {
      if index > range.lowerBound, isSpaced(index - 1, index) { result += " " }
      result += parser.text(parser.tokens[index])
    }
    return result
  }

  private func isSpaced(_ before: Int, _ after: Int) -> Bool {
    switch parser.tokens[after].kind {
    case .comma, .colon, .stop, .closeBracket: return false
    case .openBracket where parser.tightTokens.contains(after): return false
    default: break
    }
    switch parser.tokens[before].kind {
    case .stop, .openBracket: return false
    case .minus: return !parser.tightTokens.contains(before)
    default: return true
    }
  }

  /// The lines and the comments in file order.
  private func items() -> [Item] {
    var items: [Item] = []
    var nextComment = 0
    var end = 0
    for line in 0...parser.lines.count {
      let isLine = line < parser.lines.count
      let range = isLine ? tokens(of: line) : 0..<0
      let start = isLine ? Int(parser.tokens[range.lowerBound].start) : bytes.count
      while nextComment < comments.count, Int(comments[nextComment].start) < start {
        let comment = comments[nextComment]
        items.append(
          Item(
            line: nil, depth: depth(of: comment, before: line),
            followsBlank: isBlank(between: end, and: Int(comment.start)), text: text(comment),
            comment: nil))
        end = Int(comment.end)
        nextComment += 1
      }
      guard isLine else { break }
      let isBlank = isBlank(between: end, and: start)
      end = Int(parser.tokens[range.upperBound].end)
      var trailing: String?
      if nextComment < comments.count, !holdsLineEnd(end, Int(comments[nextComment].start)) {
        trailing = text(comments[nextComment])
        end = Int(comments[nextComment].end)
        nextComment += 1
      }
      items.append(
        Item(
          line: line, depth: Int(parser.lines[line].depth), followsBlank: isBlank,
          text: text(range), comment: trailing))
    }
    return items
  }

  private func text(_ comment: Comment) -> String {
    var end = Int(comment.end)
    while bytes[end - 1] == .space || bytes[end - 1] == .tab { end -= 1 }
    return parser.text(Int(comment.start), end)
  }

  private func isBlank(between start: Int, and end: Int) -> Bool {
    var ends = 0
    for offset in start..<max(start, end) where bytes[offset] == .newline { ends += 1 }
    return ends > 1
  }

  private func holdsLineEnd(_ start: Int, _ end: Int) -> Bool {
    (start..<max(start, end)).contains { bytes[$0] == .newline }
  }

  /// A comment goes with the line after it, unless it is indented further than that.
  private func depth(of comment: Comment, before line: Int) -> Int {
    let width = indent(Int(comment.start))
    if line < parser.lines.count, width <= indent(ofLine: line) {
      return Int(parser.lines[line].depth)
    }
    for above in stride(from: line - 1, through: 0, by: -1) where indent(ofLine: above) <= width {
      let depth = Int(parser.lines[above].depth)
      return indent(ofLine: above) == width ? depth : depth + 1
    }
    return 0
  }

  private func indent(ofLine line: Int) -> Int {
    indent(Int(parser.tokens[Int(parser.lines[line].first)].start))
  }

  private func indent(_ offset: Int) -> Int {
    var start = offset
    while start > 0, bytes[start - 1] == .space { start -= 1 }
    return offset - start
  }
}
