import FundingValues

extension Parser {
  /// Goes past a fixed word, or reports that it is missing.
  mutating func expect(_ word: Word, _ expected: String? = nil) throws(Skip) {
    guard accept(word) else {
      throw unexpected(expected ?? "`\(word.rawValue)`", nearest: [word])
    }
  }

  /// Goes past two fixed words, or reports the first that is missing.
  mutating func expect(_ first: Word, _ second: Word) throws(Skip) {
    try expect(first)
    try expect(second)
  }

  /// Goes past three fixed words, or reports the first that is missing.
  mutating func expect(_ first: Word, _ second: Word, _ third: Word) throws(Skip) {
    try expect(first, second)
    try expect(third)
  }

  /// Reads a name.
  mutating func name(_ expected: String = "a name") throws(Skip) -> NameSyntax {
    let token = token
    guard token.kind == .name else { throw unexpected(expected) }
    if let word = token.word, word.isReserved {
      throw fault(
        "P0113", "`\(word.rawValue)` cannot be a name", at: span(token), "expected \(expected)")
    }
    at += 1
    return NameSyntax(names[Int(token.name)], span(token))
  }

  /// Reads the name of a source, in full where two files used have it: `lle-loan.guide`.
  mutating func sourceName() throws(Skip) -> NameSyntax {
    let first = try name("the name of a source")
    guard accept(.stop) else { return first }
    let second = try name("the name of a source in that file")
    return NameSyntax(first.text + "." + second.text, first.span.joined(to: second.span))
  }

  /// Reads a name where even a reserved word is one.
  mutating func anyName(_ expected: String) throws(Skip) -> NameSyntax {
    let token = token
    guard token.kind == .name else { throw unexpected(expected) }
    at += 1
    return NameSyntax(names[Int(token.name)], span(token))
  }

  /// Reads names between commas.
  mutating func nameList(_ expected: String = "a name") throws(Skip) -> [NameSyntax] {
    var list = [try name(expected)]
    while accept(.comma) { list.append(try name("a name after the comma")) }
    if text(token) == "or" || text(token) == "and", next.kind == .name {
      throw fault(
        "P0105", "expected a comma between names", at: span(token), shown(token),
        suggestion: Suggestion(
          "put a comma", replace: SourceSpan(file: file, start: token.start - 1, end: token.end),
          with: ","))
    }
    return list
  }

  /// Reads names joined by full stops.
  mutating func path(_ expected: String = "a name") throws(Skip) -> PathSyntax {
    let start = token
    var parts = [try name(expected)]
    while accept(.stop) { parts.append(try anyName("a name after the full stop")) }
    return PathSyntax(parts, span(from: start))
  }

  /// Reads a path that names a fact, perhaps one of the last whole period.
  mutating func fact(_ expected: String) throws(Skip) -> PathSyntax {
    let start = token
    return try inTheLast(try path(expected), from: start)
  }

  /// Reads `in the last PERIOD` where it follows a path.
  mutating func inTheLast(_ path: PathSyntax, from start: Token) throws(Skip) -> PathSyntax {
    guard isAt(.in, .the), ahead(2).word == .last else { return path }
    at += 3
    let period = try name("the name of a period")
    return PathSyntax(path.parts, last: period, span(from: start))
  }

  /// Reads a quoted text.
  mutating func text(_ expected: String = "a text in double quotes") throws(Skip) -> TextSyntax {
    let token = token
    guard token.kind == .text else { throw unexpected(expected) }
    at += 1
    return TextSyntax(text(Int(token.start) + 1, Int(token.end) - 1), span(token))
  }

  /// Reads a quoted text if one stands here.
  mutating func optionalText() throws(Skip) -> TextSyntax? {
    token.kind == .text ? try text() : nil
  }

  /// Reads a day.
  mutating func date(_ expected: String = "a day, such as 2027-08-01") throws(Skip) -> DateSyntax {
    let token = token
    guard token.kind == .date, let date = Lexer.date(in: bytes, at: Int(token.start)) else {
      throw unexpected(expected)
    }
    at += 1
    return DateSyntax(date, span(token))
  }

  /// Reads `from` and a day.
  mutating func from() throws(Skip) -> DateSyntax {
    guard accept(.from) else { throw unexpected("`from` and a day", nearest: [.from]) }
    return try date("a day after `from`, such as 2027-08-01")
  }

  /// Reads a number without a unit, which must not be larger than can be reckoned with.
  mutating func number(_ expected: String) throws(Skip) -> NumberSyntax {
    try within(seed(expected))
  }

  /// Reads a number without a unit, of any size.
  mutating func seed(_ expected: String) throws(Skip) -> NumberSyntax {
    let token = token
    guard token.kind == .number else { throw unexpected(expected) }
    at += 1
    return NumberSyntax(decimal(token, skippingSign: 0), span(token))
  }

  /// Reads a number that may be followed by `million` or `billion`.
  mutating func largeNumber(_ expected: String) throws(Skip) -> NumberSyntax {
    let start = token
    let number = try number(expected)
    let factor = multiplier()
    return factor == 1
      ? number : try within(NumberSyntax(number.value * Ratio(factor), span(from: start)))
  }

  private mutating func within(_ number: NumberSyntax) throws(Skip) -> NumberSyntax {
    _ = try within(AmountSyntax(.number(number.value), number.span))
    return number
  }

  /// Reads a whole number that fits.
  mutating func wholeNumber(_ expected: String) throws(Skip) -> Int {
    let number = try seed(expected)
    guard let whole = number.whole, whole >= 0, whole < 1 << 40 else {
      throw fault("P0104", "expected \(expected)", at: number.span, "not a whole number")
    }
    return whole
  }

  /// Goes past `million` or `billion` and gives what it multiplies by.
  mutating func multiplier() -> Int64 {
    if accept(.million) { return 1_000_000 }
    if accept(.billion) { return 1_000_000_000 }
    return 1
  }

  /// Reads a day of the month and a month.
  mutating func dayOfYear() throws(Skip) -> (day: Int, month: Int) {
    let start = token
    let day = try wholeNumber("a day of the month, such as `1 April`")
    guard let month = token.word?.month else {
      throw unexpected("the name of a month", nearest: Word.inOrder)
    }
    at += 1
    guard day >= 1, day <= CivilDate.length(ofMonth: month, year: 2000) else {
      throw fault(
        "P0110", "`\(text(start)) \(Word.inOrder[month - 1].rawValue)` is not a day",
        at: span(from: start))
    }
    return (day, month)
  }

  /// The value of the digits of a token, its sign and its percent sign left out.
  func decimal(_ token: Token, skippingSign sign: Int) -> Ratio {
    var top: Int128 = 0
    var bottom: Int128 = 1
    var isFraction = false
    for offset in (Int(token.start) + sign)..<Int(token.end) {
      let byte = bytes[offset]
      if byte.isDigit {
        top = top * 10 + Int128(byte - 0x30)
        if isFraction { bottom *= 10 }
      } else if byte == .stop {
        isFraction = true
      }
    }
    return Ratio(top, over: bottom)
  }
}
