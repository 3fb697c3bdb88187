/// The count, mean and variance of numbers, gathered one by one or in parts.
///
/// Merging is exact in the count, and in the mean and variance up to rounding: parts joined in
/// different orders may differ in the last places. Where identical bits matter, merge in a fixed
/// order, or sum whole numbers instead.
public struct Moments: Sendable, Equatable {
  /// How many numbers were added.
  public private(set) var count: Int

  /// Their mean, or zero where there are none.
  public private(set) var mean: Double

  /// The sum of their squared distances from the mean.
  private var squares: Double

  /// The moments of nothing.
  public init() {
    count = 0
    mean = 0
    squares = 0
  }

  /// The moments of some numbers, added in order.
  public init(_ values: [Double]) {
    self.init()
    for value in values { add(value) }
  }

  /// Adds a number by Welford's update, which does not cancel.
  public mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  /// Adds all that another gathered, by the update of Chan, Golub and LeVeque.
  public mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = Double(count + other.count)
    let distance = other.mean - mean
    let share = Double(other.count) / total
    squares += other.squares + distance * distance * (Double(count) * share)
    mean += distance * share
    count += other.count
  }

  /// The unbiased variance, or zero for fewer than two numbers.
  public var variance: Double { count > 1 ? squares / Double(count - 1) : 0 }

  /// The square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }

  /// The standard error of the mean, or infinity for fewer than two numbers.
  public var standardError: Double {
    count > 1 ? (variance / Double(count)).squareRoot() : .infinity
  }
}
