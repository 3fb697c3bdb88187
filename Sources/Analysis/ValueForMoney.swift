import Simulation
import Statistics

extension Comparison {
  /// More support paid than under the baseline, for each additional completer, in pounds.
  ///
  /// Nothing where nobody is additional, or where their number cannot be told from nought.
  public func supportPerAdditionalCompletion(regime: Int) -> Estimate? {
    guard regime > 0, result.regimes.indices.contains(regime) else { return nil }
    let paid = Measure.publicSupport
    guard let completions = measure(.completionsOf(.additional)),
      total(completions, regime: regime) != nil
    else { return nil }
    return ratio(
      of: differenceValues(paid, regime: regime), to: values(completions, regime: regime),
      scale: Double(result.perUnit(of: completions)) / Double(result.perUnit(of: paid)))
  }

  /// One sum over another, with the error of their ratio and its range over draws.
  ///
  /// The error is that of top − ratio·bottom, over the mean of the bottom: the first-order error of a
  /// ratio of means (Cochran, "Sampling Techniques", 3rd edition, section 6.3), with pairs of draws kept
  /// whole. The range is of the quotients of single draws; one with nothing below counts as infinite.
  /// Nothing where the bottom cannot be told from zero.
  func ratio(of top: [Int128], to bottom: [Int128], scale: Double) -> Estimate? {
    let count = min(top.count, bottom.count) / 2 * 2
    guard count > 0 else { return nil }
    let uncertain = !result.uncertain.isEmpty
    let over = bottom.prefix(count).map(Double.init)
    let under = PairedDraws(over, uncertainParameters: uncertain)
    guard under.mean > leastErrorsFromZero * under.monteCarloStandardError else { return nil }
    let all = top.prefix(count).reduce(Int128(0), +)
    let value = Double(all) / Double(count) / under.mean
    let errors = zip(top, over).map { scale * (Double($0) - value * $1) / under.mean }
    return Estimate(
      ratio: value * scale,
      standardError: PairedDraws(errors, uncertainParameters: uncertain).monteCarloStandardError,
      inDraws: zip(top, over).map { $1 > 0 ? scale * Double($0) / $1 : .infinity })
  }
}
