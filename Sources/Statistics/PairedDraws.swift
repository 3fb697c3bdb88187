/// One output over draws in pairs whose two members share the uncertain parameters.
///
/// Write a draw as the sum of a level, a part that the parameters decide and a part that chance
/// decides. The two members of a pair differ by chance alone, and the means of pairs by parameters
/// and half of chance, so the two variances can be told apart without nested simulation.
public struct PairedDraws: Sendable {
  /// The mean of all draws.
  public let mean: Double

  /// The variance of one draw about the mean that its own parameters imply: chance alone.
  ///
  /// Half the mean squared difference within pairs, which is unbiased.
  public let simulationVariance: Double

  /// The unbiased variance of the pairs' means.
  ///
  /// With a single pair it cannot be seen, and is taken to be half the simulation variance.
  public let pairMeanVariance: Double

  /// The unbiased estimate of the variance that parameters cause, which chance can make negative.
  public let parameterEstimate: Double

  /// The standard error of the estimate of the variance that parameters cause.
  ///
  /// About the mean, a pair's squared mean less a quarter of its squared difference is the product
  /// of its members. So the estimate is their covariance over pairs, and its standard error is the
  /// standard deviation of those products over the root of their number. That needs no normality;
  /// it leaves out the error of the overall mean, which is smaller by the number of pairs. With a
  /// single pair it is infinite.
  public let parameterStandardError: Double

  /// Whether any parameter was uncertain when the draws were made.
  public let hasUncertainParameters: Bool

  /// How many pairs there are.
  public let pairs: Int

  /// The draws in rising order.
  private let sortedDraws: [Double]

  /// The pairs' means in rising order.
  private let sortedPairMeans: [Double]

  /// Gathers an even number of finite values in the order of their draws.
  ///
  /// Where no parameter was uncertain the caller says so, and what parameters cause is exactly zero
  /// rather than an estimate near it.
  public init(_ values: [Double], uncertainParameters: Bool = true) {
    precondition(!values.isEmpty && values.count % 2 == 0, "draws come in pairs")
    let pairs = values.count / 2
    var means: [Double] = []
    var squaredDifferences = 0.0
    for first in stride(from: 0, to: values.count, by: 2) {
      let difference = values[first] - values[first + 1]
      squaredDifferences += difference * difference
      means.append(0.5 * (values[first] + values[first + 1]))
    }
    let mean = PairedDraws.mean(of: means)
    let simulation = 0.5 * (squaredDifferences / Double(pairs))
    let between =
      pairs > 1 ? PairedDraws.variance(of: means, about: mean) : 0.5 * simulation
    self.mean = mean
    self.pairs = pairs
    hasUncertainParameters = uncertainParameters
    simulationVariance = simulation
    pairMeanVariance = between
    parameterEstimate = uncertainParameters ? between - 0.5 * simulation : 0
    parameterStandardError =
      uncertainParameters ? PairedDraws.covarianceError(of: values, about: mean) : 0
    sortedDraws = values.sorted()
    sortedPairMeans = means.sorted()
  }

  /// The variance that parameters cause, or zero where its estimate is negative.
  ///
  /// The variance of the pairs' means less half the simulation variance.
  public var parameterVariance: Double { parameterEstimate > 0 ? parameterEstimate : 0 }

  /// Whether the variance that parameters cause is known or stands above its own standard error.
  ///
  /// It is known, and zero, where no parameter was uncertain or no two draws differ.
  public var isParameterResolved: Bool {
    guard hasUncertainParameters else { return true }
    if sortedDraws[0] == sortedDraws[sortedDraws.count - 1] { return true }
    return parameterEstimate > parameterStandardError
  }

  /// The standard error of the mean over draws, which shrinks as draws are added.
  ///
  /// The root of the variance of the pairs' means over the number of pairs: pairs are independent,
  /// their two members are not. It covers both chance and the parameters that happened to be drawn.
  public var monteCarloStandardError: Double { (pairMeanVariance / Double(pairs)).squareRoot() }

  /// A quantile of the single draws: parameters and chance together.
  public func quantile(_ p: Double) -> Double { Quantiles.quantile(sortedDraws, p) }

  /// A quantile of what parameters alone cause.
  ///
  /// The pairs' means, shrunk towards the mean until their variance is that which parameters cause.
  /// This keeps the shape of their distribution; half of chance is in that shape too.
  public func parameterQuantile(_ p: Double) -> Double {
    guard parameterVariance > 0 else { return mean }
    let share = (parameterVariance / pairMeanVariance).squareRoot()
    return mean + share * (Quantiles.quantile(sortedPairMeans, p) - mean)
  }

  /// A quantile of what chance alone causes, with the parameters at their average effect.
  ///
  /// The single draws, shrunk towards the mean until their variance is that which chance causes.
  /// Without uncertain parameters these are the draws themselves.
  public func chanceQuantile(_ p: Double) -> Double {
    let whole = simulationVariance + parameterVariance
    guard simulationVariance > 0 else { return mean }
    guard parameterVariance > 0 else { return quantile(p) }
    return mean + (simulationVariance / whole).squareRoot() * (quantile(p) - mean)
  }
}

extension PairedDraws {
  /// The mean of numbers summed in order.
  private static func mean(of values: [Double]) -> Double {
    var sum = 0.0
    for value in values { sum += value }
    return sum / Double(values.count)
  }

  /// The unbiased variance of two or more numbers about their mean.
  private static func variance(of values: [Double], about mean: Double) -> Double {
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    return squares / Double(values.count - 1)
  }

  /// The standard error of the covariance of the two members of a pair.
  private static func covarianceError(of values: [Double], about mean: Double) -> Double {
    var products = Moments()
    for first in stride(from: 0, to: values.count, by: 2) {
      products.add((values[first] - mean) * (values[first + 1] - mean))
    }
    return products.standardError
  }
}
