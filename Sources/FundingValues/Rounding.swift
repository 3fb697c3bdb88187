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

extension Rounding {
  /// The step in pence if it is whole, so that sums may be rounded in whole numbers.
  public var wholeStep: Int64? {
    let step: Ratio =
      switch self {
      case .nearest(let step), .nearestHalvesDown(let step), .up(let step), .down(let step): step
      }
    return step.isWhole && step >= .one && step < Ratio(1_000_000_000)
      ? Int64(clamping: step.floor()) : nil
  }

  /// A sum that is not negative in millionths of a penny, rounded to a whole step in pence.
  public func applied(toMillionths sum: Int64, step: Int64) -> Int64 {
    let size = step * 1_000_000
    let (below, rest) = sum.quotientAndRemainder(dividingBy: size)
    let isUp =
      switch self {
      case .nearest: rest >= size - rest
      case .nearestHalvesDown: rest > size - rest
      case .up: rest > 0
      case .down: false
      }
    return (isUp ? below + 1 : below) * step
  }
}

extension Ratio {
  /// The nearest whole number, halves upwards: the one rounding of money.
  ///
  /// It is held within `Int64.mostHeld` either way, so that a thousand such numbers can be added up.
  public func roundedHalfUp() -> Int64 {
    if denominator == 1 { return Int64(held: numerator) }
    if let top = Int64(exactly: numerator), let bottom = Int64(exactly: denominator) {
      // Most money has 64 bits, in which a division takes a fraction of the time.
      let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
      let below = remainder < 0 ? quotient - 1 : quotient
      let rest = remainder < 0 ? remainder + bottom : remainder
      return Int64(held: Int128(rest >= bottom - rest ? below + 1 : below))
    }
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    let below = remainder < 0 ? quotient - 1 : quotient
    let rest = remainder < 0 ? remainder + denominator : remainder
    return Int64(held: rest >= denominator - rest ? below + 1 : below)
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
