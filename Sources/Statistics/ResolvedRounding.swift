/// A value rounded to what its error lets one see, or nothing where nothing is left of it.
///
/// The step is the least power of ten that is not below twice the standard error; halves round away
/// from zero. An error of zero gives a step of zero and the value itself, so an exact zero stays
/// one. An error that is infinite or not a number resolves nothing.
public func resolvedRounding(
  value: Double, standardError: Double
) -> (step: Double, value: Double)? {
  guard standardError >= 0 && standardError.isFinite && value.isFinite else { return nil }
  guard standardError > 0 else { return (0, value) }
  let needed = 2 * standardError
  var power = 0
  while power < 300 && powerOfTen(power) < needed { power += 1 }
  while power > -300 && powerOfTen(power - 1) >= needed { power -= 1 }
  // Below one, multiplying by a whole power keeps decimals such as 0.1 exact where they can be.
  let scale = powerOfTen(power.magnitude)
  let steps = wholeNearest(power >= 0 ? value / scale : value * scale)
  guard steps != 0 else { return nil }
  return (powerOfTen(power), power >= 0 ? steps * scale : steps / scale)
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
