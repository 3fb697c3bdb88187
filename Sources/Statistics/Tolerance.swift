/// How far a statistic may stray from what is true before a test calls it a fault.
///
/// Every tolerance has the same two-sided rate of false alarm, so a suite of a thousand assertions
/// would fail on one seed in a thousand if its seeds were free.
public enum Tolerance {
  /// The chance that an assertion about a correct program fails under a new seed.
  public static let falseAlarm = 1e-6

  /// The number that a standard normal number exceeds in size with the chance of a false alarm.
  public static let standardErrors = 4.8916384756985904

  /// How far the mean of independent numbers may be from the true mean.
  ///
  /// A shift of 7.98 standard errors is caught 999 times in 1,000.
  public static func ofMean(standardDeviation: Double, count: Int) -> Double {
    standardErrors * standardDeviation / Double(count).squareRoot()
  }

  /// How far a share of independent trials may be from the true chance.
  ///
  /// It rests on the normal approximation: expect at least 100 of both outcomes.
  public static func ofProportion(_ proportion: Double, count: Int) -> Double {
    standardErrors * (proportion * (1 - proportion) / Double(count)).squareRoot()
  }

  /// How far a sample's distribution function may be from the true one, anywhere.
  ///
  /// From twice the exponential of minus twice the square, which bounds the chance at every count.
  public static func kolmogorovSmirnov(count: Int) -> Double {
    2.6935 / Double(count).squareRoot()
  }

  /// How large a chi-square statistic may be, for its degrees of freedom.
  ///
  /// The exact quantile at one less the chance of a false alarm, to about 1e-9 of itself.
  ///
  /// - Complexity: some hundred thousand multiplications; meant for tests and single reports.
  public static func chiSquare(degrees: Int) -> Double {
    precondition(degrees > 0, "a chi-square statistic has at least one degree of freedom")
    var low = Double(degrees)
    var high = 2 * low + 60
    for _ in 0..<200 {
      let middle = low + 0.5 * (high - low)
      if middle <= low || middle >= high { break }
      if ChiSquareTail.chance(above: middle, degrees: degrees) > falseAlarm {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }
}
