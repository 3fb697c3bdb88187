public import FundingValues

extension AmountSyntax {
  /// The most that money or a number may be, in whole units, wherever it is given: in text, by a setting or in
  /// a cell.
  public static let most = Ratio(10_000_000_000_000)
  /// The most that a percentage may be, as a share.
  public static let mostShare = Ratio(10_000)

  /// What a literal is more than, if it is more than can be reckoned with exactly: the kind of amount and
  /// the most that one may be, in words.
  ///
  /// With these limits every product of a few amounts and every sum over a population is exact.
  public var excess: String? {
    switch literal {
    case .money(let money, let sign):
      return money.magnitude > AmountSyntax.most
        ? "money is at most \(sign)10,000,000,000,000" : nil
    case .percent(let percent):
      return percent.magnitude > AmountSyntax.mostShare * Ratio(100)
        ? "a percentage is at most 1,000,000%" : nil
    case .number(let number):
      return number.magnitude > AmountSyntax.most ? "a number is at most 10,000,000,000,000" : nil
    case .quantity(let number, let unit): return AmountSyntax.excess(of: number, unit)
    case .date, .truth: return nil
    }
  }

  /// The most that a span or a quantity of some unit may be, and its words.
  public static func most(of unit: UnitWord) -> (number: Int64, words: String) {
    switch unit {
    case .year, .years: (1_000_000, "1,000,000 years")
    case .month, .months: (12_000_000, "12,000,000 months")
    case .week, .weeks: (52_000_000, "52,000,000 weeks")
    case .day, .days: (365_000_000, "365,000,000 days")
    case .hour, .hours: (1_000_000_000, "1,000,000,000 hours")
    case .credit, .credits: (1_000_000_000, "1,000,000,000 credits")
    }
  }

  private static func excess(of number: Ratio, _ unit: UnitWord) -> String? {
    let most = most(of: unit)
    return number.magnitude > Ratio(most.number)
      ? "a span or a quantity of this unit is at most \(most.words)" : nil
  }
}
