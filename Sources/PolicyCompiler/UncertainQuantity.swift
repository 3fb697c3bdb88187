public import FundingValues

/// A value that is not known, drawn once a pair of draws.
public struct UncertainQuantity: Sendable {
  /// The number of the parameter.
  public let parameter: Int
  /// The parameter's name, with the case of its row and, where needed, the day it starts.
  public let name: String
  /// The distribution that it is drawn from.
  public let shape: UncertainShape
  /// The ends that draws are kept between.
  public let bounds: (low: Ratio, high: Ratio)?
  /// What stands for the value where nothing is drawn.
  public let centre: Ratio
  /// Whether the value is a percentage.
  public let isShare: Bool
  /// The quantities it moves with; each pair is said once, where the text says it.
  public internal(set) var movesWith: [(quantity: Int, rankCorrelation: Double)]
}

/// A distribution as written, in pence, fractions of one, years and so on.
public enum UncertainShape: Sendable, Hashable {
  case fixed(Double)
  case uniform(low: Double, high: Double)
  case normal(mean: Double, sd: Double)
  case lognormal(median: Double, topDecile: Double)
  case lognormalMean(mean: Double, sd: Double)
  case triangular(low: Double, mode: Double, high: Double)
  case beta(mean: Double, sd: Double)
  /// A density proportional to a negative power, between two positive ends.
  case power(low: Double, high: Double, exponent: Double)
}
