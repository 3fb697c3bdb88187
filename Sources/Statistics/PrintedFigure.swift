/// A figure and its simulation error as they are printed together.
///
/// Both are rounded to the largest power of ten that is not above half the error, halves away from zero: the error
/// keeps one digit, two where it begins with 1, and the printed value is within a quarter of the error of the
/// value itself. A figure without error is rounded to three digits. It is resolved where zero is not within
/// t₀.₉₇₅(15) = 2.13 errors.
public struct PrintedFigure: Sendable, Hashable {
  /// The power of ten to which both are rounded; 0 for zero itself.
  public let step: Double
  /// The value, rounded.
  public let value: Double
  /// The error, rounded.
  public let error: Double
  /// Whether the value itself is further from zero than chance in the draws explains.
  public let isResolved: Bool

  /// How many errors from zero a value must be: Student's t on 15 degrees of freedom, two-sided 95%.
  public static let errorsToResolve = 2.13

  /// A value and its standard error, which may be zero.
  public init(value: Double, error: Double) {
    isResolved =
      value.magnitude >= PrintedFigure.errorsToResolve * error && (value != 0 || error == 0)
    guard error.isFinite, value.isFinite, error > 0 || value != 0 else {
      step = 0
      self.value = value
      self.error = error
      return
    }
    let power =
      error > 0
      ? PrintedFigure.power(notAbove: error / 2)
      : PrintedFigure.power(notAbove: value.magnitude) - 2
    self.step = PrintedFigure.ten(to: power)
    self.value = PrintedFigure.nearest(value, power)
    self.error = PrintedFigure.nearest(error, power)
  }

  /// Another number, such as the end of a range, at the step of a figure.
  public static func rounded(_ value: Double, step: Double) -> Double {
    guard step > 0 else { return value }
    return nearest(value, power(notAbove: step * 1.5))
  }

  /// The largest whole power of ten that is not above a positive number.
  private static func power(notAbove size: Double) -> Int {
    var power = 0
    while power < 300, ten(to: power + 1) <= size { power += 1 }
    while power > -300, ten(to: power) > size { power -= 1 }
    return power
  }

  /// Ten to a whole power; below one it is one over an exact power, so that decimals come out as written.
  private static func ten(to power: Int) -> Double {
    var result = 1.0
    for _ in 0..<power.magnitude { result *= 10 }
    return power < 0 ? 1 / result : result
  }

  private static func nearest(_ value: Double, _ power: Int) -> Double {
    let scale = ten(to: Int(power.magnitude))
    let steps = power >= 0 ? value / scale : value * scale
    guard steps.magnitude < 0x1p52 else { return value }
    let whole = (steps.magnitude + 0.5).rounded(.down)
    let rounded = power >= 0 ? whole * scale : whole / scale
    return value < 0 && rounded != 0 ? -rounded : rounded
  }
}
