public import FundingValues

extension CivilDate {
  /// The day a span in years later: by whole months where it is so many, else by days of which 365 make a
  /// year.
  public func later(by years: Ratio) -> CivilDate {
    let months = (years * Ratio(12)).reduced
    let most: Int128 = 200_000
    if months.denominator == 1 {
      return adding(months: Int(max(-most, min(most, months.numerator))))
    }
    let days = Int128((years * Ratio(365)).roundedHalfUp())
    return adding(days: Int(max(-40 * most, min(40 * most, days))))
  }
}
