/// A value and its simulation error, both rounded to the digits that the error lets one see.
public struct SeenDigits: Sendable, Hashable {
  /// The power of ten to which both are rounded; zero for a value without error.
  public let step: Double
  /// The value, rounded.
  public let value: Double
  /// The error, rounded.
  public let error: Double

  /// Digits from their parts.
  public init(step: Double, value: Double, error: Double) {
    self.step = step
    self.value = value
    self.error = error
  }
}

/// How many standard errors a value stands from zero, at least, before it is told apart from it.
///
/// Student's t on 15 degrees of freedom at 95%.
public let leastErrorsFromZero = 2.13

/// Whether a value can be told apart from zero; one without error always can.
public func isResolved(value: Double, standardError: Double) -> Bool {
  guard standardError >= 0, standardError.isFinite, value.isFinite else { return false }
  return standardError == 0 || value.magnitude >= leastErrorsFromZero * standardError
}

/// A value and its error as they are printed, or nothing where either is not a number.
///
/// The step is the largest power of ten that is not above half the error: one digit of the error, two
/// when it begins with 1. So what is printed is within a quarter of the error of the value. Halves
/// round away from zero. An error of zero gives a step of zero and the value itself.
public func seenDigits(value: Double, standardError: Double) -> SeenDigits? {
  guard standardError >= 0, standardError.isFinite, value.isFinite else { return nil }
  guard standardError > 0 else { return SeenDigits(step: 0, value: value, error: 0) }
  let most = standardError / 2
  var power = 0
  while power < 300, powerOfTen(power + 1) <= most { power += 1 }
  while power > -300, powerOfTen(power) > most { power -= 1 }
  // Below one, multiplying by a whole power keeps decimals such as 0.1 exact where they can be.
  let scale = powerOfTen(power.magnitude)
  func rounded(_ number: Double) -> Double {
    let steps = wholeNearest(power >= 0 ? number / scale : number * scale)
    return power >= 0 ? steps * scale : steps / scale
  }
  return SeenDigits(
    step: powerOfTen(power), value: rounded(value), error: rounded(standardError))
}

/// Ten to a whole power, correctly rounded between -22 and 22.
private func powerOfTen(_ power: Int) -> Double {
  let size = powerOfTen(power.magnitude)
  return power >= 0 ? size : 1 / size
}

/// Ten to a whole power that is not negative, exact up to 22.
private func powerOfTen(_ power: UInt) -> Double {
  var result = 1.0
  for _ in 0..<power { result *= 10 }
  return result
}

/// The nearest whole number, halves away from zero.
private func wholeNearest(_ value: Double) -> Double {
  guard value.magnitude < 0x1p52 else { return value }
  let below = Double(Int64(value.magnitude))
  let whole = value.magnitude - below >= 0.5 ? below + 1 : below
  return value < 0 ? -whole : whole
}
