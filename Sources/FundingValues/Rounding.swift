/// A direction and a step in which a value is rounded.
public enum Rounding: Sendable, Hashable {
  /// To the nearest step, halves up.
  case nearest(step: Ratio)
  /// To the nearest step, halves down.
  case nearestHalvesDown(step: Ratio)
  /// Up to the next step.
  case up(step: Ratio)
  /// Down to the step below.
  case down(step: Ratio)

  /// The value rounded as asked.
  public func applied(to value: Ratio) -> Ratio {
    switch self {
    case .nearest(let step): Ratio((value / step).roundedHalfUp()) * step
    case .nearestHalvesDown(let step): Ratio((value / step).roundedHalfDown()) * step
    case .up(let step): Ratio(whole: (value / step).ceiling()) * step
    case .down(let step): Ratio(whole: (value / step).floor()) * step
    }
  }
}

extension Ratio {
  /// The nearest whole number, halves upwards: the one rounding of money.
  public func roundedHalfUp() -> Int64 {
    if denominator == 1 { return Int64(clamping: numerator) }
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    let below = remainder < 0 ? quotient - 1 : quotient
    let rest = remainder < 0 ? remainder + denominator : remainder
    return Int64(clamping: rest >= denominator - rest ? below + 1 : below)
  }

  /// The nearest whole number, halves downwards, where a law drops "a half-penny or less".
  public func roundedHalfDown() -> Int64 {
    let below = floor()
    let rest = numerator - below * denominator
    return Int64(clamping: rest > denominator - rest ? below + 1 : below)
  }

  /// The greatest whole number not above the value.
  public func floor() -> Int128 {
    if denominator == 1 { return numerator }
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The least whole number not below the value.
  public func ceiling() -> Int128 {
    if denominator == 1 { return numerator }
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder > 0 ? quotient + 1 : quotient
  }
}
