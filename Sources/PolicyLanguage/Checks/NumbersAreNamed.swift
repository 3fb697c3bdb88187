import FundingValues

extension Checker {
  /// Warns of a measured number inside a rule, where it has no date and no source.
  ///
  /// Nought, one of anything, the smallest amount of money and 100% may stand, and in `outcomes` spans
  /// and shares too.
  mutating func requireNamed(_ amount: AmountSyntax) {
    switch amount.literal {
    case .money(let value, _):
      let smallest = Ratio(1, over: Int128(program.currency.minorUnits))
      if value == .zero || value == .one || value == smallest { return }
    case .percent(let value):
      if place == .outcomes || value == .zero || value == Ratio(100) { return }
    case .quantity(let value, let unit):
      let isSpan = unit.dimension.year != 0 || unit.dimension.day != 0
      if value == .zero || value == .one || (place == .outcomes && isSpan) { return }
    case .number, .date, .truth: return
    }
    report(
      "P0506", .warning, "`\(text(amount.span))` stands inside a rule, without a date or a source",
      at: Label(amount.span, "where does this come from?"),
      notes: ["a parameter can change on a day, be cited, and be changed by a reform"],
      help: "give it a name with `parameter`")
  }
}
