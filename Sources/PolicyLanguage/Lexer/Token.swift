/// What a token is.
enum TokenKind: UInt8, Sendable {
  /// Letters and digits in groups joined by single hyphens.
  case name
  /// A currency sign with digits against it.
  case money
  /// A number with `%` against it.
  case percent
  /// A bare number.
  case number
  /// A day written in full.
  case date
  /// A text in double quotes.
  case text
  /// A currency sign by itself.
  case sign
  case comma, stop, colon, plus, minus, star, slash, openBracket, closeBracket
  /// Something already reported.
  case faulty
  /// The end of a line that holds something.
  case endOfLine
}

/// The smallest piece of a line that means something.
struct Token: Sendable {
  /// What it is.
  let kind: TokenKind
  /// The fixed word it spells, if it spells one.
  let word: Word?
  /// The number of its name in the table of names, or -1.
  let name: Int32
  /// The offset of its first byte.
  let start: Int32
  /// The offset after its last byte.
  let end: Int32
}

/// A line that holds more than a comment.
struct Line: Sendable {
  /// The index of its first token.
  let first: Int32
  /// How many lines it stands beneath.
  let depth: Int32
}

/// A comment, from its sign to the end of the line.
struct Comment: Sendable {
  /// The offset of its `#`.
  let start: Int32
  /// The offset after its last byte.
  let end: Int32
}

/// A source cut into lines and tokens.
struct LexedFile: Sendable {
  /// Every token, each line closed by an `endOfLine`.
  var tokens: [Token] = []
  /// Every line that holds a token.
  var lines: [Line] = []
  /// Every comment.
  var comments: [Comment] = []
  /// Every name of this file and of those read before it, once.
  var names = NameTable()
  /// What could not be read.
  var diagnostics: [Diagnostic] = []

  /// Makes room for the next file: its names are kept and its space is used again.
  mutating func clear() {
    tokens.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    comments.removeAll(keepingCapacity: true)
    diagnostics.removeAll(keepingCapacity: true)
  }
}
