extension Shape {
  /// The lognormal distribution with a median and a level that one in ten exceeds.
  ///
  /// A median that is not positive, or a top decile below it, gives a shape that is not valid.
  public static func lognormal(median: Double, topDecile: Double) -> Shape {
    let ninetieth = 1.2815515655446004
    return .lognormal(
      logMedian: Elementary.log(median),
      logStandardDeviation: Elementary.log(topDecile / median) / ninetieth)
  }

  /// The lognormal distribution with a mean and a standard deviation.
  ///
  /// A mean that is not positive, or a negative deviation, gives a shape that is not valid.
  public static func lognormal(mean: Double, standardDeviation: Double) -> Shape {
    guard standardDeviation >= 0 else {
      return .lognormal(logMedian: .nan, logStandardDeviation: .nan)
    }
    let ratio = standardDeviation / mean
    let variance = Elementary.log1p(ratio * ratio)
    return .lognormal(
      logMedian: Elementary.log(mean) - 0.5 * variance,
      logStandardDeviation: variance.squareRoot())
  }

  /// The beta distribution with a mean and a standard deviation, if there is one.
  ///
  /// The mean is strictly between 0 and 1, and the variance positive and below mean times its rest.
  public static func beta(mean: Double, standardDeviation: Double) -> Shape? {
    guard mean > 0 && mean < 1 && standardDeviation > 0 else { return nil }
    let weight = mean * (1 - mean) / (standardDeviation * standardDeviation) - 1
    let shape = Shape.beta(alpha: mean * weight, beta: (1 - mean) * weight)
    return weight > 0 && shape.isValid ? shape : nil
  }
}
