extension Shape {
  /// The chance that the distribution gives at most a number.
  public func cumulative(_ x: Double) -> Double {
    switch self {
    case .fixed(let value): return x >= value ? 1 : 0
    case .uniform(let low, let high):
      guard x < high else { return 1 }
      return x <= low ? 0 : (x - low) / (high - low)
    case .normal(let mean, let deviation):
      guard deviation > 0 else { return x >= mean ? 1 : 0 }
      return Elementary.normalCDF((x - mean) / deviation)
    case .lognormal(let middle, let deviation):
      guard deviation > 0 else { return x >= Elementary.exp(middle) ? 1 : 0 }
      return x > 0 ? Elementary.normalCDF((Elementary.log(x) - middle) / deviation) : 0
    case .triangular(let low, let mode, let high):
      return Shape.triangularCumulative(x, low, mode, high)
    case .beta(let alpha, let beta): return BetaDistribution(alpha: alpha, beta: beta).cumulative(x)
    case .power(let low, let high, let exponent):
      return Shape.powerCumulative(x, low, high, exponent)
    case .choice(let weights):
      return Shape.weight(of: weights) { Double($0) <= x } / Shape.sum(weights)
    }
  }

  /// The quantile of what is left of the distribution between two numbers, both included.
  ///
  /// The uniform number is mapped to the chances between the two, so this too is rising. Where
  /// nothing is left, it is the centre moved to the nearer of the two. Normal and lognormal shapes
  /// keep their precision in both tails; others lose it as the part left falls below 1e-10.
  public func quantile(_ u: Double, between low: Double, and high: Double) -> Double {
    switch self {
    case .normal(let mean, let deviation) where deviation > 0:
      let lowest = (low - mean) / deviation
      let highest = (high - mean) / deviation
      let value = mean + deviation * Shape.normalQuantile(u, between: lowest, and: highest)
      return Shape.bounded(value, low, high)
    case .lognormal(let middle, let deviation) where deviation > 0:
      guard high > 0 else { return Shape.bounded(centre, low, high) }
      let lowest = low > 0 ? (Elementary.log(low) - middle) / deviation : -.infinity
      let highest = (Elementary.log(high) - middle) / deviation
      let standard = Shape.normalQuantile(u, between: lowest, and: highest)
      return Shape.bounded(Elementary.exp(middle + deviation * standard), low, high)
    default:
      let first = chance(below: low)
      let share = cumulative(high) - first
      guard share > 0 else { return Shape.bounded(centre, low, high) }
      return Shape.bounded(quantile(first + u * share), low, high)
    }
  }
}

extension Shape {
  /// The chance that the distribution gives less than a number.
  private func chance(below x: Double) -> Double {
    switch self {
    case .fixed(let value): return x > value ? 1 : 0
    case .choice(let weights):
      return Shape.weight(of: weights) { Double($0) < x } / Shape.sum(weights)
    default: return cumulative(x)
    }
  }

  /// The sum of the weights of the choices that a test admits, in order.
  private static func weight(of weights: [Double], where admits: (Int) -> Bool) -> Double {
    var total = 0.0
    for index in weights.indices where admits(index) { total += weights[index] }
    return total
  }

  /// The quantile of a standard normal distribution cut at two numbers.
  ///
  /// Above the middle it works on the mirrored distribution, where chances keep their figures.
  private static func normalQuantile(
    _ u: Double, between low: Double, and high: Double
  ) -> Double {
    if low > 0 { return -normalQuantile(1 - u, between: -high, and: -low) }
    let first = Elementary.normalCDF(low)
    let share = Elementary.normalCDF(high) - first
    guard share > 0 else { return bounded(0, low, high) }
    return bounded(Elementary.inverseNormalCDF(first + u * share), low, high)
  }

  /// The chance that a triangular distribution gives at most a number.
  private static func triangularCumulative(
    _ x: Double, _ low: Double, _ mode: Double, _ high: Double
  ) -> Double {
    guard x < high else { return 1 }
    guard x >= low else { return 0 }
    let width = high - low
    if x < mode { return (x - low) * (x - low) / (width * (mode - low)) }
    return 1 - (high - x) * (high - x) / (width * (high - mode))
  }

  /// The chance that a power distribution gives at most a number.
  private static func powerCumulative(
    _ x: Double, _ low: Double, _ high: Double, _ exponent: Double
  ) -> Double {
    guard x < high else { return 1 }
    guard x > low else { return 0 }
    let a = 1 - exponent
    let range = Elementary.log(high / low)
    let reached = Elementary.log(x / low)
    if a == 0 { return reached / range }
    return Elementary.expm1(a * reached) / Elementary.expm1(a * range)
  }
}
