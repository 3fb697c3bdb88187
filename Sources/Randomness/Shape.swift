/// A distribution as the inverse function of one uniform number.
///
/// One number in, one number out, so how many are drawn never depends on their values; and each is
/// rising, so distributions joined by a normal copula keep their rank correlation.
public enum Shape: Sendable, Hashable {
  /// Always the same number.
  case fixed(Double)

  /// Every number between two equally likely.
  case uniform(low: Double, high: Double)

  /// A normal distribution.
  case normal(mean: Double, standardDeviation: Double)

  /// A distribution whose logarithm is normal.
  case lognormal(logMedian: Double, logStandardDeviation: Double)

  /// A density that rises straight from the low end to the mode and falls straight to the high end.
  case triangular(low: Double, mode: Double, high: Double)

  /// A beta distribution on the interval from zero to one.
  case beta(alpha: Double, beta: Double)

  /// A density proportional to a negative power of the number, between two positive ends.
  case power(low: Double, high: Double, exponent: Double)

  /// The index of a choice, each as likely as its share of the weights.
  case choice([Double])

  /// Whether the numbers that describe the distribution make one.
  ///
  /// Check it where they are read: the other members assume it. A spread of zero is allowed.
  public var isValid: Bool {
    switch self {
    case .fixed(let value): return value.isFinite
    case .uniform(let low, let high): return low <= high && (high - low).isFinite
    case .normal(let mean, let deviation): return mean.isFinite && Shape.isSpread(deviation)
    case .lognormal(let middle, let deviation): return middle.isFinite && Shape.isSpread(deviation)
    case .triangular(let low, let mode, let high):
      return low <= mode && mode <= high && (high - low).isFinite
    case .beta(let alpha, let beta):
      return alpha > 0 && beta > 0 && (alpha + beta).isFinite
    case .power(let low, let high, let exponent):
      guard low > 0 && low <= high && high.isFinite else { return false }
      return ((1 - exponent) * Elementary.log(high / low)).magnitude < 700
    case .choice(let weights):
      let total = Shape.sum(weights)
      return weights.allSatisfy { $0 >= 0 } && total > 0 && total.isFinite
    }
  }

  /// The number that the distribution stays below with a given chance.
  ///
  /// Rising in the chance. A chance of 0 or less gives the lower end, and of 1 or more the upper.
  public func quantile(_ u: Double) -> Double {
    switch self {
    case .fixed(let value): return value
    case .uniform(let low, let high): return Shape.bounded(low + u * (high - low), low, high)
    case .normal(let mean, let deviation):
      return deviation == 0 ? mean : mean + deviation * Elementary.inverseNormalCDF(u)
    case .lognormal(let middle, let deviation):
      guard deviation != 0 else { return Elementary.exp(middle) }
      return Elementary.exp(middle + deviation * Elementary.inverseNormalCDF(u))
    case .triangular(let low, let mode, let high):
      return Shape.triangularQuantile(u, low, mode, high)
    case .beta(let alpha, let beta): return BetaDistribution(alpha: alpha, beta: beta).quantile(u)
    case .power(let low, let high, let exponent):
      return Shape.powerQuantile(u, low, high, exponent)
    case .choice(let weights): return Shape.choiceQuantile(u, weights)
    }
  }

  /// The number to use where one number must stand for the distribution.
  ///
  /// It is the mean of a normal or beta distribution, the median of a lognormal or power one, the
  /// mode of a triangular one, the midpoint of a uniform one, and of choices the first likeliest.
  public var centre: Double {
    switch self {
    case .fixed(let value): return value
    case .uniform(let low, let high): return low + 0.5 * (high - low)
    case .normal(let mean, _): return mean
    case .lognormal(let middle, _): return Elementary.exp(middle)
    case .triangular(_, let mode, _): return mode
    case .beta(let alpha, let beta): return alpha / (alpha + beta)
    case .power: return quantile(0.5)
    case .choice(let weights):
      var best = 0
      for index in weights.indices where weights[index] > weights[best] { best = index }
      return Double(best)
    }
  }
}

extension Shape {
  /// Whether a number can be a standard deviation.
  private static func isSpread(_ deviation: Double) -> Bool { deviation >= 0 && deviation.isFinite }

  /// A number moved to the nearer end of an interval it lies outside.
  static func bounded(_ value: Double, _ low: Double, _ high: Double) -> Double {
    value < low ? low : value > high ? high : value
  }

  /// The sum of numbers, in order.
  static func sum(_ values: [Double]) -> Double {
    var total = 0.0
    for value in values { total += value }
    return total
  }

  /// The quantile of a triangular distribution, from whichever end is nearer.
  private static func triangularQuantile(
    _ u: Double, _ low: Double, _ mode: Double, _ high: Double
  ) -> Double {
    let width = high - low
    guard width > 0 && u > 0 else { return low }
    guard u < 1 else { return high }
    let value =
      u * width < mode - low
      ? low + (u * width * (mode - low)).squareRoot()
      : high - ((1 - u) * width * (high - mode)).squareRoot()
    return bounded(value, low, high)
  }

  /// The quantile of a power distribution, smooth where the exponent passes one.
  private static func powerQuantile(
    _ u: Double, _ low: Double, _ high: Double, _ exponent: Double
  ) -> Double {
    guard u > 0 else { return low }
    guard u < 1 else { return high }
    let a = 1 - exponent
    let range = Elementary.log(high / low)
    let log =
      a == 0 ? u * range : Elementary.log1p(u * Elementary.expm1(a * range)) / a
    return bounded(low * Elementary.exp(log), low, high)
  }

  /// The first choice whose running share of the weights exceeds a uniform number.
  private static func choiceQuantile(_ u: Double, _ weights: [Double]) -> Double {
    let target = u * sum(weights)
    var running = 0.0
    var last = 0
    for index in weights.indices where weights[index] > 0 {
      last = index
      running += weights[index]
      if running > target { break }
    }
    return Double(last)
  }
}
