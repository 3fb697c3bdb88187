/// A file read as far as it can be, with what is wrong in it.
public struct ParsedFile: Sendable {
  /// The declarations that could be read.
  public let syntax: FileSyntax
  /// Every fault of layout and form, in file order.
  public let diagnostics: [Diagnostic]
}

/// Reads a source as declarations; it never fails, whatever the bytes.
public func parse(_ source: PolicySource, file: Int32) -> ParsedFile {
  var room = LexedFile()
  return parse(source, file: file, in: &room)
}

/// Reads a source in the room that another took, so that names are shared and space is not asked for
/// again.
func parse(_ source: PolicySource, file: Int32, in room: inout LexedFile) -> ParsedFile {
  source.bytes.withUnsafeBufferPointer { bytes in
    var taken = LexedFile()
    swap(&taken, &room)
    var lexer = Lexer(bytes, file: file, reusing: consume taken)
    lexer.run()
    defer { swap(&room, &lexer.result) }
    var parser = Parser(lexer.result, bytes: bytes, file: file)
    let syntax = parser.readFile()
    return ParsedFile(syntax: syntax, diagnostics: parser.sortedDiagnostics())
  }
}

/// Thrown when a line cannot be read any further; the fault is already reported.
struct Skip: Error {}

/// Reads the tokens of one file; the first word of a line selects the rule.
struct Parser {
  /// The index of the source among those of the run.
  let file: Int32
  /// The whole source.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Every token, each line closed by an `endOfLine`; a misspelt word is put right once reported.
  private(set) var tokens: [Token]
  /// Every line that holds a token.
  let lines: [Line]
  /// The names by number.
  let names: [String]
  /// The line being read.
  var line = 0
  /// The token being read.
  var at = 0
  /// What is wrong so far.
  var diagnostics: [Diagnostic]
  /// The declarations that hold the line being read, for messages.
  var breadcrumbs: [Breadcrumb] = []
  /// The minuses before a number and the brackets after a function's name, for the formatter.
  var tightTokens: Set<Int> = []
  /// How many brackets are open.
  var openBrackets = 0
  /// Whether a word of the line being read was put right, so that the line can be read again.
  var isPutRight = false

  /// The most faults that are reported in one file.
  static let mostFaults = 1_000

  /// A reader at the first token.
  init(_ lexed: LexedFile, bytes: UnsafeBufferPointer<UInt8>, file: Int32) {
    self.file = file
    self.bytes = bytes
    tokens = lexed.tokens
    lines = lexed.lines
    names = lexed.names.texts
    diagnostics = lexed.diagnostics
  }

  /// The token being read, which is never past the end of its line.
  @inline(__always) var token: Token { tokens[at] }

  /// The token after the one being read, or the end of the line.
  var next: Token { ahead(1) }

  /// The token so many further on, or the end of the line.
  func ahead(_ count: Int) -> Token {
    var index = at
    for _ in 0..<count where tokens[index].kind != .endOfLine { index += 1 }
    return tokens[index]
  }

  /// Whether every line has been read.
  var isAtEnd: Bool { line >= lines.count }

  /// How many lines the line being read stands beneath; -1 after the last.
  var depth: Int { isAtEnd ? -1 : Int(lines[line].depth) }

  /// Goes to the next token of the line.
  @inline(__always) mutating func advance() {
    if tokens[at].kind != .endOfLine { at += 1 }
  }

  /// Whether the token being read spells a fixed word.
  @inline(__always) func isAt(_ word: Word) -> Bool { token.word == word }

  /// Whether the tokens being read spell fixed words.
  func isAt(_ first: Word, _ second: Word) -> Bool { isAt(first) && next.word == second }

  /// Goes past a fixed word if it stands here.
  @inline(__always) mutating func accept(_ word: Word) -> Bool {
    guard token.word == word else { return false }
    at += 1
    return true
  }

  /// Goes past a mark if it stands here.
  @inline(__always) mutating func accept(_ kind: TokenKind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// The place of a token.
  func span(_ token: Token) -> SourceSpan {
    SourceSpan(file: file, start: token.start, end: token.end)
  }

  /// The place from a token's start to the end of the last token read.
  func span(from start: Token) -> SourceSpan {
    let end = at > 0 ? tokens[at - 1].end : start.end
    return SourceSpan(file: file, start: start.start, end: max(end, start.end))
  }

  /// The place of all that is written on a line.
  func span(ofLine index: Int) -> SourceSpan {
    let first = Int(lines[index].first)
    let last = index + 1 < lines.count ? Int(lines[index + 1].first) - 1 : tokens.count - 1
    return SourceSpan(file: file, start: tokens[first].start, end: tokens[last].end)
  }

  /// The place of all that is written on the line being read.
  var lineSpan: SourceSpan { span(ofLine: min(line, lines.count - 1)) }

  /// Puts right the misspelt word being read, whose fault is reported.
  mutating func putRight(_ word: String) {
    let token = token
    let isAsWritten = token.word == Word(rawValue: text(token))
    guard isAsWritten, let word = Word(rawValue: word) else { return }
    tokens[at] = Token(
      kind: .name, word: word, name: token.name, start: token.start, end: token.end)
    isPutRight = true
  }

  /// What a token spells.
  func text(_ token: Token) -> String {
    text(Int(token.start), Int(token.end))
  }

  /// The text between two offsets.
  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }
}

extension Parser {
  /// A declaration that holds the line being read.
  struct Breadcrumb {
    /// What it is, such as `grant`.
    let kind: String
    /// Its name, if it could be read.
    let name: String?
  }
}
