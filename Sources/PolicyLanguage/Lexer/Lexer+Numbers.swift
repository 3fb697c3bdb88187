import FundingValues

extension Lexer {
  /// Reads a number, a percentage, a sum of money or a day.
  mutating func readNumber(from digits: Int, sign: Bool) {
    let start = at
    at = digits
    skipDigits()
    if !sign, byte(at) == .hyphen, byte(at + 1).isDigit { return readDate(from: start) }
    if !sign, let end = dayWithSlashes(from: start) {
      at = end
      report(dayWithSlashes: start, at)
      return append(.faulty, start, at)
    }
    var commas = false
    while byte(at) == .comma, byte(at + 1).isDigit {
      commas = true
      at += 1
      skipDigits()
    }
    let whole = at
    if byte(at) == .stop, byte(at + 1).isDigit {
      at += 1
      skipDigits()
    }
    let number = at
    let isPercent = !sign && byte(at) == .percent
    if isPercent { at += 1 }
    if byte(at).isLetter || byte(at) == 0x5F { return reportJoined(from: start, number: number) }
    let kind: TokenKind = sign ? .money : isPercent ? .percent : .number
    if isSound(start: start, digits: digits, whole: whole, grouped: commas, sign: sign) {
      append(kind, start, at)
    } else {
      append(.faulty, start, at)
    }
  }

  /// The end of digits such as 01/09/2027, which are meant for a day.
  private func dayWithSlashes(from start: Int) -> Int? {
    var index = start
    var lengths: [Int] = []
    for part in 0..<3 {
      let first = index
      while byte(index).isDigit { index += 1 }
      lengths.append(index - first)
      if part < 2 {
        guard byte(index) == 0x2F else { return nil }
        index += 1
      }
    }
    let isDay = (1...2).contains(lengths[0]) && (1...2).contains(lengths[1]) && lengths[2] == 4
    return isDay ? index : nil
  }

  private mutating func skipDigits() {
    while byte(at).isDigit { at += 1 }
  }

  /// Reports a number whose digits are too many or grouped amiss.
  private mutating func isSound(start: Int, digits: Int, whole: Int, grouped: Bool, sign: Bool)
    -> Bool
  {
    if at - digits > 32 {
      report(tooLong: span(start, at))
      return false
    }
    if byte(digits) == 0x30, whole - digits > 1 {
      report(leadingNoughts: span(start, at))
      return false
    }
    let needsGroups = grouped || (sign && whole - digits > 3)
    if needsGroups, !isGrouped(digits..<whole) {
      report(grouping: digits..<whole, span(start, at), sign: sign)
      return false
    }
    return true
  }

  private func isGrouped(_ range: Range<Int>) -> Bool {
    for (index, offset) in range.reversed().enumerated() {
      if (byte(offset) == .comma) != (index % 4 == 3) { return false }
    }
    return byte(range.lowerBound) != .comma
  }

  /// Reads digits joined by hyphens, which must be a day.
  private mutating func readDate(from start: Int) {
    while byte(at).isDigit || (byte(at) == .hyphen && byte(at + 1).isDigit) { at += 1 }
    while byte(at).isLetter || byte(at) == .hyphen { at += 1 }
    if civilDate(start, at) != nil {
      append(.date, start, at)
    } else {
      report(notADay: start, at)
      append(.faulty, start, at)
    }
  }

  private func civilDate(_ start: Int, _ end: Int) -> CivilDate? {
    guard end - start == 10 else { return nil }
    return Lexer.date(in: bytes, at: start)
  }

  /// The day written in the ten bytes at an offset, if they are one.
  static func date(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> CivilDate? {
    func number(_ from: Int, _ count: Int) -> Int? {
      var value = 0
      for index in from..<(from + count) {
        guard bytes[start + index].isDigit else { return nil }
        value = value * 10 + Int(bytes[start + index] - 0x30)
      }
      return value
    }
    guard start + 10 <= bytes.count, bytes[start + 4] == .hyphen, bytes[start + 7] == .hyphen,
      let year = number(0, 4), let month = number(5, 2), let day = number(8, 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }
}
