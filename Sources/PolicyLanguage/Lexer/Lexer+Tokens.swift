extension Lexer {
  /// Reads one token, a space or a comment.
  mutating func readToken() {
    let byte = bytes[at]
    if byte.isLetter { return readName() }
    if byte.isDigit { return readNumber(from: at, sign: false) }
    switch byte {
    case .space: at += 1
    case .hash: readComment()
    case .quote: readText()
    case .comma: readMark(.comma)
    case .stop: readMark(.stop)
    case 0x3A: readMark(.colon)
    case 0x2B: readMark(.plus)
    case .hyphen: readMark(.minus)
    case 0x2A: readMark(.star)
    case 0x2F: readMark(.slash)
    case 0x28: readMark(.openBracket)
    case 0x29: readMark(.closeBracket)
    case 0x24: readSign(length: 1)
    // A pound sign: looking up what kind of character it is would take far longer.
    case 0xC2 where self.byte(at + 1) == 0xA3: readSign(length: 2)
    default: readUnusual(byte)
    }
  }

  private mutating func readMark(_ kind: TokenKind) {
    append(kind, at, at + 1)
    at += 1
  }

  /// Reads letters and digits in groups joined by single hyphens.
  mutating func readName() {
    let start = at
    at = endOfGroup(from: at)
    while byte(at) == .hyphen {
      let end = endOfGroup(from: at + 1)
      if end == at + 1 { break }
      at = end
    }
    let number = result.names.number(of: bytes, start..<at)
    result.tokens.append(
      Token(
        kind: .name, word: NameTable.word(number), name: number, start: Int32(start),
        end: Int32(at)))
  }

  /// The offset after the letters and digits that begin at an offset.
  private func endOfGroup(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte.isLetter || byte.isDigit {
        end += 1
      } else if byte >= 0x80, let (scalar, length) = scalar(at: end), scalar.properties.isAlphabetic
      {
        end += length
      } else {
        break
      }
    }
    return end
  }

  /// Reads a currency sign and the digits against it.
  mutating func readSign(length: Int) {
    if byte(at + length).isDigit { return readNumber(from: at + length, sign: true) }
    append(.sign, at, at + length)
    at += length
  }

  /// Reads a text in straight double quotes, which ends on its line.
  private mutating func readText() {
    let start = at
    at += 1
    while at < bytes.count {
      let byte = bytes[at]
      if byte == .quote {
        at += 1
        return append(.text, start, at)
      }
      if byte == .newline || (byte == .carriageReturn && self.byte(at + 1) == .newline) { break }
      if byte < 0x20 && byte != .tab || byte >= 0x7F {
        skipCharacter()
      } else {
        at += 1
      }
    }
    report(openTextFrom: start, to: at)
    append(.faulty, start, at)
  }

  /// Reads something that begins with a byte no token begins with.
  private mutating func readUnusual(_ first: UInt8) {
    let start = at
    guard let (scalar, length) = scalar(at: at), first >= 0x20 || first == .tab, first != 0x7F
    else {
      skipCharacter()
      return append(.faulty, start, at)
    }
    if scalar.properties.generalCategory == .currencySymbol { return readSign(length: length) }
    if first >= 0x80, scalar.properties.isAlphabetic { return readName() }
    at += length
    if Lexer.curlyQuotes.contains(scalar) {
      readCurlyText(from: start)
    } else {
      while Lexer.comparisonSigns.contains(first), Lexer.comparisonSigns.contains(byte(at)) {
        at += 1
      }
      report(oddCharacter: scalar, from: start, to: at)
    }
    append(.faulty, start, at)
  }

  /// The signs that other languages compare with: less, equal, more and not.
  private static let comparisonSigns: [UInt8] = [0x3C, 0x3D, 0x3E, 0x21]
  /// Quotes that a word processor writes.
  private static let curlyQuotes: [Unicode.Scalar] = ["\u{201C}", "\u{201D}", "\u{201E}"]

  /// Goes past a text in curly quotes and reports it.
  private mutating func readCurlyText(from start: Int) {
    let first = at
    while at < bytes.count, bytes[at] != .newline, bytes[at] != .quote {
      guard let (scalar, length) = scalar(at: at), scalar.value >= 0x20 else { break }
      at += length
      if Lexer.curlyQuotes.contains(scalar) {
        return report(curlyText: text(first, at - length), from: start, to: at)
      }
    }
    at = first
    report(curlyText: nil, from: start, to: at)
  }

  /// Goes past one character, and reports it if it cannot be read.
  mutating func skipCharacter() {
    if let (scalar, length) = scalar(at: at), scalar.value >= 0x20, scalar.value != 0x7F,
      !(0x80..<0xA0).contains(scalar.value)
    {
      at += length
      return
    }
    let start = at
    at += 1
    while at < bytes.count, bytes[at] >= 0x80, scalar(at: at) == nil { at += 1 }
    if !isUnreadable { report(unreadableFrom: start, to: at) }
    isUnreadable = true
  }

  /// The character at an offset and its length in bytes, if the bytes spell one.
  func scalar(at offset: Int) -> (Unicode.Scalar, Int)? {
    let first = byte(offset)
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, offset + length <= bytes.count else { return nil }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for index in 1..<length {
      guard bytes[offset + index] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[offset + index] & 0x3F)
    }
    guard value >= (length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000) else { return nil }
    return Unicode.Scalar(value).map { ($0, length) }
  }
}
