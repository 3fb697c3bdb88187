import FundingValues

extension Parser {
  /// Reads a literal with its unit, which must not be larger than can be reckoned with.
  mutating func amount(_ expected: String) throws(Skip) -> AmountSyntax {
    try within(literal(expected))
  }

  /// Refuses an amount that is larger than can be reckoned with.
  mutating func within(_ amount: AmountSyntax) throws(Skip) -> AmountSyntax {
    guard let excess = amount.excess else { return amount }
    throw fault(
      "P0114", "`\(text(Int(amount.span.start), Int(amount.span.end)))` is too large",
      at: amount.span, notes: [excess])
  }

  private mutating func literal(_ expected: String) throws(Skip) -> AmountSyntax {
    let start = token
    switch start.kind {
    case .money: return try money()
    case .percent:
      at += 1
      let value = decimal(start, skippingSign: 0)
      let per = perUnit()
      return AmountSyntax(.percent(value), per: per, span(from: start))
    case .number: return quantity()
    case .date:
      let day = try date()
      return AmountSyntax(.date(day.date), day.span)
    case .name where start.word == .yes || start.word == .no:
      at += 1
      return AmountSyntax(.truth(start.word == .yes), span(start))
    default: throw unexpected(expected)
    }
  }

  private mutating func money() throws(Skip) -> AmountSyntax {
    let start = token
    at += 1
    let signLength = signLength(start)
    let value = decimal(start, skippingSign: signLength)
    let factor = multiplier()
    if factor == 1 { try requirePence(start) }
    let sign = text(Int(start.start), Int(start.start) + signLength)
    let amount = factor == 1 ? value : value * Ratio(factor)
    let per = perUnit() ?? perCredits()
    return AmountSyntax(.money(amount, sign: sign), per: per, span(from: start))
  }

  private func signLength(_ token: Token) -> Int {
    var end = Int(token.start)
    while !bytes[end].isDigit { end += 1 }
    return end - Int(token.start)
  }

  /// Refuses money with some of its pence and not all.
  private mutating func requirePence(_ token: Token) throws(Skip) {
    var decimals = 0
    var offset = Int(token.end) - 1
    while bytes[offset].isDigit, offset > Int(token.start) {
      decimals += 1
      offset -= 1
    }
    guard bytes[offset] == .stop, !(2...4).contains(decimals) else { return }
    let written = text(token)
    throw fault(
      "P0104", "`\(written)` has \(decimals == 1 ? "one digit" : "\(decimals) digits") of pence",
      at: span(token), notes: ["money has no pence or both digits of them"],
      help: decimals == 1
        ? "write `\(written)0`, or `\(written) million` if that is meant" : "write whole pence")
  }

  private mutating func quantity() -> AmountSyntax {
    let start = token
    at += 1
    var value = decimal(start, skippingSign: 0)
    let factor = multiplier()
    if factor != 1 { value = value * Ratio(factor) }
    guard let unit = token.word?.unit, next.kind != .stop else {
      return AmountSyntax(.number(value), span(from: start))
    }
    at += 1
    let per = perUnit()
    return AmountSyntax(.quantity(value, unit), per: per, span(from: start))
  }

  /// Reads `per` and a unit, if both stand here.
  private mutating func perUnit() -> AmountSyntax.Per? {
    guard isAt(.per), let unit = next.word?.unit, unit.isSingular else { return nil }
    at += 2
    return .unit(unit)
  }

  /// Reads `per`, a number and `credits`, if all stand here.
  private mutating func perCredits() -> AmountSyntax.Per? {
    let number = next
    guard isAt(.per), number.kind == .number, ahead(2).word == .credits else { return nil }
    at += 3
    return .credits(decimal(number, skippingSign: 0))
  }
}

extension UnitWord {
  /// Whether the word names one of its unit.
  var isSingular: Bool {
    switch self {
    case .credit, .hour, .day, .week, .month, .year: true
    default: false
    }
  }
}
