/// Cuts the bytes of a source into lines and tokens; bad bytes become faulty tokens.
struct Lexer {
  /// The whole source.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The index of the source among those of the run.
  let file: Int32
  /// The offset of the next byte.
  var at = 0
  /// What has been read.
  var result: LexedFile
  /// The widths of the indents that are open.
  private var indents = [0]
  private var tooDeep = false
  /// Whether unreadable text has been reported on the line being read.
  var isUnreadable = false
  /// How many faults of the line being read are reported.
  var faultsOfLine = 0

  /// The largest source that is read, in bytes.
  static let largestSource = 64 * 1024 * 1024
  /// How many lines a line may stand beneath, and how many brackets may be open.
  static let deepest = 64

  /// The most words and marks that are read on one line.
  static let mostTokensOfLine = 100_000

  /// A reader at the first byte of a source, with the space and the names of the file before.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, file: Int32,
    reusing room: consuming LexedFile = LexedFile()
  ) {
    self.bytes = bytes
    self.file = file
    room.clear()
    result = consume room
  }

  /// Reads the whole source.
  mutating func run() {
    guard bytes.count <= Lexer.largestSource else { return refuseSize() }
    result.tokens.reserveCapacity(bytes.count / 6 + 16)
    result.lines.reserveCapacity(bytes.count / 32 + 16)
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { at = 3 }
    while at < bytes.count, result.diagnostics.count < Parser.mostFaults { readLine() }
  }

  /// The byte at an offset, or nought after the end.
  @inline(__always) func byte(_ offset: Int) -> UInt8 {
    offset < bytes.count ? bytes[offset] : 0
  }

  /// The place between two offsets.
  func span(_ start: Int, _ end: Int) -> SourceSpan {
    SourceSpan(
      file: file, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
  }

  private mutating func readLine() {
    let start = at
    isUnreadable = false
    faultsOfLine = 0
    var tabbed = false
    while byte(at) == .space || byte(at) == .tab {
      if byte(at) == .tab { tabbed = true }
      at += 1
    }
    let width = at - start
    if isEndOfLine { return endLine() }
    if byte(at) == .hash {
      readComment()
      return endLine()
    }
    let columns = tabbed ? reportTabs(from: start) : width
    let first = result.tokens.count
    place(indent: columns, first: first)
    while !isEndOfLine {
      readToken()
      if result.tokens.count - first > Lexer.mostTokensOfLine { refuseRestOfLine(first) }
    }
    let last = result.tokens.last.map { Int($0.end) } ?? at
    append(.endOfLine, last, last)
    endLine()
  }

  /// Whether the line ends here.
  private var isEndOfLine: Bool {
    at >= bytes.count || bytes[at] == .newline
      || (bytes[at] == .carriageReturn && byte(at + 1) == .newline)
  }

  private mutating func endLine() {
    if byte(at) == .carriageReturn { at += 1 }
    if at < bytes.count { at += 1 }
  }

  /// Reads a comment to the end of its line.
  mutating func readComment() {
    let start = at
    while !isEndOfLine {
      if bytes[at] < 0x20 && bytes[at] != .tab || bytes[at] >= 0x7F {
        skipCharacter()
      } else {
        at += 1
      }
    }
    result.comments.append(Comment(start: Int32(start), end: Int32(at)))
  }

  private mutating func place(indent width: Int, first: Int) {
    if width > indents[indents.count - 1] {
      if indents.count > Lexer.deepest {
        if !tooDeep { report(tooDeepAt: at) }
        tooDeep = true
      } else {
        indents.append(width)
      }
    } else {
      while indents[indents.count - 1] > width, indents.count > 1 {
        let above = indents[indents.count - 2]
        if above < width {
          let top = indents[indents.count - 1]
          report(misalignedAt: at, width: width, between: above, and: top)
          indents.removeLast()
          if width - above > top - width { indents.append(width) }
          break
        }
        indents.removeLast()
      }
    }
    result.lines.append(Line(first: Int32(first), depth: Int32(indents.count - 1)))
  }

  private mutating func refuseRestOfLine(_ first: Int) {
    let start = at
    while !isEndOfLine { at += 1 }
    report(longLineFrom: start)
    result.tokens.removeSubrange(first...)
    append(.faulty, start, at)
  }

  /// Adds a token.
  @inline(__always)
  mutating func append(_ kind: TokenKind, _ start: Int, _ end: Int) {
    result.tokens.append(
      Token(kind: kind, word: nil, name: -1, start: Int32(start), end: Int32(end)))
  }
}

extension UInt8 {
  /// A tab.
  static let tab: UInt8 = 0x09
  /// The end of a line.
  static let newline: UInt8 = 0x0A
  /// What may stand before the end of a line.
  static let carriageReturn: UInt8 = 0x0D
  /// A space.
  static let space: UInt8 = 0x20
  /// A straight double quote.
  static let quote: UInt8 = 0x22
  /// The sign that starts a comment.
  static let hash: UInt8 = 0x23
  /// A percent sign.
  static let percent: UInt8 = 0x25
  /// A comma.
  static let comma: UInt8 = 0x2C
  /// A hyphen or a minus.
  static let hyphen: UInt8 = 0x2D
  /// A full stop.
  static let stop: UInt8 = 0x2E

  /// Whether the byte is a digit.
  @inline(__always) var isDigit: Bool { self &- 0x30 < 10 }
  /// Whether the byte is an unaccented letter.
  @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
