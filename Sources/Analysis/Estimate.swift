import Statistics

/// A figure over all draws: its mean, its simulation error and its ranges, in pounds or in people.
public struct Estimate: Sendable, Hashable {
  /// A range between two points.
  public struct Range: Sendable, Hashable {
    /// The lower point.
    public let low: Double
    /// The higher point.
    public let high: Double
    /// A range from its points.
    public init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }
  }
  /// The mean over draws.
  public let value: Double
  /// The standard error of the mean, which shrinks as draws are added.
  public let standardError: Double
  /// The 5% point over draws, parameters and chance together.
  public let p05: Double
  /// The 25% point over draws.
  public let p25: Double
  /// The median over draws.
  public let p50: Double
  /// The 75% point over draws.
  public let p75: Double
  /// The 95% point over draws.
  public let p95: Double
  /// From the 5% to the 95% point of what chance alone causes.
  public let chance: Range
  /// The same of what uncertain parameters cause, or nothing if that is not resolved.
  public let parameter: Range?
  /// Whether every single draw is exactly zero.
  public let isExactlyZero: Bool
  /// The mean as an exact fraction of a unit, for figures that are sums.
  public let exact: ExactMean?

  /// A mean that is a whole number over another.
  public struct ExactMean: Sendable, Hashable {
    /// The sum over draws, in the smallest steps in which results are held.
    public let numerator: Int128
    /// How many of those steps, over all draws, make a unit of the mean.
    public let denominator: Int128

    /// The mean times a power of ten, rounded half up once.
    public func rounded(places: Int) -> Int128 {
      var scale: Int128 = 1
      for _ in 0..<places { scale *= 10 }
      let bottom = denominator * 2
      let (quotient, rest) = (numerator * 2 * scale + denominator)
        .quotientAndRemainder(dividingBy: bottom)
      return rest < 0 ? quotient - 1 : quotient
    }
  }

  /// An estimate from one exact value a draw, in millionths of the smallest unit.
  public init(_ values: [Int128], perUnit: Int128, uncertain: Bool) {
    let even = Estimate.paired(values, empty: 0)
    let draws = PairedDraws(
      even.map { Double($0) / Double(perUnit) }, uncertainParameters: uncertain)
    let sum = even.reduce(Int128(0), +)
    self.init(
      draws, isExactlyZero: values.allSatisfy { $0 == 0 },
      exact: ExactMean(numerator: sum, denominator: perUnit * Int128(even.count)))
  }

  /// An estimate from one number a draw.
  public init(numbers: [Double], uncertain: Bool) {
    let draws = PairedDraws(Estimate.paired(numbers, empty: 0), uncertainParameters: uncertain)
    self.init(draws, isExactlyZero: numbers.allSatisfy { $0 == 0 }, exact: nil)
  }

  private init(_ draws: PairedDraws, isExactlyZero: Bool, exact: ExactMean?) {
    value = exact.map { Double($0.numerator) / Double($0.denominator) } ?? draws.mean
    standardError = draws.monteCarloStandardError
    p05 = draws.quantile(0.05)
    p25 = draws.quantile(0.25)
    p50 = draws.quantile(0.5)
    p75 = draws.quantile(0.75)
    p95 = draws.quantile(0.95)
    chance = Range(low: draws.chanceQuantile(0.05), high: draws.chanceQuantile(0.95))
    parameter =
      draws.isParameterResolved
      ? Range(low: draws.parameterQuantile(0.05), high: draws.parameterQuantile(0.95)) : nil
    self.isExactlyZero = isExactlyZero
    self.exact = exact
  }

  /// An estimate of a ratio of two means, from its own error and the ratio in each draw.
  ///
  /// A draw whose ratio has no meaning counts as infinite. Chance and parameters are not told apart.
  init(ratio value: Double, standardError: Double, inDraws quotients: [Double]) {
    let sorted = quotients.sorted()
    self.value = value
    self.standardError = standardError
    p05 = Estimate.quantile(sorted, 0.05)
    p25 = Estimate.quantile(sorted, 0.25)
    p50 = Estimate.quantile(sorted, 0.5)
    p75 = Estimate.quantile(sorted, 0.75)
    p95 = Estimate.quantile(sorted, 0.95)
    chance = Range(low: .nan, high: .nan)
    parameter = nil
    isExactlyZero = false
    exact = nil
  }

  /// An estimate of a ratio of two means, whose own error and ranges are worked out elsewhere.
  init(ratio value: Double, error: PairedDraws, ranges: PairedDraws) {
    self.value = value
    standardError = error.monteCarloStandardError
    p05 = ranges.quantile(0.05)
    p25 = ranges.quantile(0.25)
    p50 = ranges.quantile(0.5)
    p75 = ranges.quantile(0.75)
    p95 = ranges.quantile(0.95)
    chance = Range(low: ranges.chanceQuantile(0.05), high: ranges.chanceQuantile(0.95))
    parameter =
      ranges.isParameterResolved
      ? Range(low: ranges.parameterQuantile(0.05), high: ranges.parameterQuantile(0.95)) : nil
    isExactlyZero = value == 0 && error.monteCarloStandardError == 0
    exact = nil
  }

  /// A figure known by its value and error alone.
  public init(value: Double, standardError: Double) {
    self.init(ratio: value, standardError: standardError, inDraws: [value])
  }

  /// A quantile of numbers of which some may be infinite.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let found = Quantiles.quantile(sorted, share)
    return found.isNaN ? .infinity : found
  }

  /// The value and its error, rounded to the digits that the error lets one see.
  public var seen: (step: Double, value: Double, error: Double)? {
    seenDigits(value: value, standardError: standardError).map { ($0.step, $0.value, $0.error) }
  }

  /// Whether the value can be told apart from zero.
  public var isResolved: Bool {
    Statistics.isResolved(value: value, standardError: standardError)
  }

  /// An estimate of a function of means: its value, what each draw makes it deviate by, and what it is over
  /// draws.
  init(value: Double, deviations: [Double], ranges: [Double], uncertain: Bool) {
    let error = PairedDraws(
      Estimate.paired(deviations, empty: 0), uncertainParameters: uncertain)
    let spread = PairedDraws(Estimate.paired(ranges, empty: value), uncertainParameters: uncertain)
    self.init(ratio: value, error: error, ranges: spread)
  }

  /// The values as whole pairs: draws come in pairs, and a lone last one is counted twice.
  private static func paired<Number>(_ values: [Number], empty: Number) -> [Number] {
    guard let last = values.last else { return [empty, empty] }
    return values.count % 2 == 0 ? values : values + [last]
  }
}
