import Simulation
import Statistics

extension Comparison {
  /// More support paid than under the baseline, for each additional completer, in pounds.
  ///
  /// Nothing where nobody is additional, or where their number cannot be told from nought.
  public func supportPerAdditionalCompletion(regime: Int) -> Estimate? {
    guard regime > 0, result.regimes.indices.contains(regime) else { return nil }
    guard let paid = measure(.paid, of: .support),
      let completions = measure(.completionsOf(.additional)),
      total(completions, regime: regime) != nil
    else { return nil }
    return ratio(
      of: differenceValues(paid, regime: regime), to: values(completions, regime: regime),
      scale: Double(completions.perUnit) / Double(paid.perUnit))
  }

  /// One sum over another, with the error of their ratio.
  ///
  /// The error is that of the numerator less the ratio times the denominator, over the mean
  /// denominator: the first-order error of a ratio of means, with pairs of draws kept whole.
  func ratio(of top: [Int128], to bottom: [Int128], scale: Double) -> Estimate? {
    let count = min(top.count, bottom.count) / 2 * 2
    guard count > 0 else { return nil }
    let uncertain = !result.uncertain.isEmpty
    let over = bottom.prefix(count).map(Double.init)
    let under = PairedDraws(over, uncertainParameters: uncertain)
    guard under.mean > 2 * under.monteCarloStandardError else { return nil }
    let all = top.prefix(count).reduce(Int128(0), +)
    let value = Double(all) / Double(count) / under.mean
    let errors = zip(top, over).map { scale * (Double($0) - value * $1) / under.mean }
    let quotients = zip(top, over).map { $1 > 0 ? scale * Double($0) / $1 : .infinity }
    let ranges = quotients.allSatisfy(\.isFinite) ? quotients : errors.map { $0 + scale * value }
    return Estimate(
      ratio: value * scale, error: PairedDraws(errors, uncertainParameters: uncertain),
      ranges: PairedDraws(ranges, uncertainParameters: uncertain))
  }
}
