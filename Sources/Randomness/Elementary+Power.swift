extension Elementary {
  /// A positive number raised to any power, within 1 ulp where the result is a normal number.
  ///
  /// The power zero gives one for every base. Zero gives zero, or infinity for a negative power. A
  /// negative base gives not-a-number, also where the power is whole: money and hours are positive.
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 || base == 1 { return 1 }
    guard base >= 0 && !exponent.isNaN else { return .nan }
    if base == 0 || base == .infinity {
      return (base == 0) == (exponent < 0) ? .infinity : 0
    }
    let logarithm = wideLogarithm(base)
    let estimate = exponent * logarithm.high
    guard estimate.magnitude < 760 else { return estimate > 0 ? .infinity : 0 }
    let product = twoProduct(exponent, logarithm.high)
    let correction = product.low + exponent * logarithm.low
    if estimate.magnitude >= 708 {
      return exponentialAtEdge(product.high, correction: correction)
    }
    let (fraction, power) = reducedExponential(product.high, correction: correction)
    return (1 + fraction) * powerOfTwo(power)
  }

  /// The natural logarithm of a positive finite number as an unevaluated sum, to about 65 bits.
  ///
  /// The linear and cubic terms of the series carry both parts; the rest is small enough for one.
  static func wideLogarithm(_ x: Double) -> (high: Double, low: Double) {
    let subnormal = x < 0x1p-1022
    let split = splitAboutOne(subnormal ? x * 0x1p54 : x)
    let power = subnormal ? split.power - 54 : split.power
    let f = split.mantissa - 1
    let divisor = twoSum(split.mantissa, 1)
    let s = f / divisor.high
    let back = twoProduct(s, divisor.high)
    let sLow = (((f - back.high) - back.low) - s * divisor.low) / divisor.high
    let square = twoProduct(s, s)
    let squareLow = square.low + 2 * (s * sLow)
    let cube = twoProduct(square.high, s)
    let cubeLow = cube.low + (squareLow * s + square.high * sLow)
    let third = twoProduct(cube.high, 0.6666666666666666)
    let thirdLow = third.low + (cubeLow * 0.6666666666666666 + cube.high * 3.700743415417188e-17)
    let rest = (square.high * cube.high) * wideLogarithmSeries(square.high)
    let odd = quickTwoSum(2 * s, third.high)
    let oddLow = odd.low + ((thirdLow + 2 * sLow) + rest)
    let total = twoSum(power * 0.6931471803691238, odd.high)
    let totalLow = total.low + (oddLow + power * 1.9082149292705877e-10)
    return quickTwoSum(total.high, totalLow)
  }

  /// The logarithm's series from its fifth-power term on, within 1.9e-18.
  private static func wideLogarithmSeries(_ z: Double) -> Double {
    var sum = 0.11723178623876518
    sum = sum * z + 0.11706236339491206
    sum = sum * z + 0.1333480469384731
    sum = sum * z + 0.1538459496251843
    sum = sum * z + 0.18181818335392802
    sum = sum * z + 0.22222222221655885
    sum = sum * z + 0.28571428571429364
    return sum * z + 0.4
  }

  /// The exact sum of two numbers as its rounded value and what rounding lost (Knuth).
  static func twoSum(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
    let sum = a + b
    let other = sum - a
    return (sum, (a - (sum - other)) + (b - other))
  }

  /// The exact sum of two numbers of which the first is the larger (Dekker).
  static func quickTwoSum(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
    let sum = a + b
    return (sum, b - (sum - a))
  }

  /// The exact product of two numbers below 2^990 as its rounded value and the rest (Dekker).
  static func twoProduct(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
    let product = a * b
    let (aHigh, aLow) = halves(a)
    let (bHigh, bLow) = halves(b)
    let rest = ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow
    return (product, rest)
  }

  /// A number as a sum of two of at most 26 bits each (Veltkamp).
  private static func halves(_ x: Double) -> (Double, Double) {
    let scaled = 134_217_729 * x
    let high = scaled - (scaled - x)
    return (high, x - high)
  }
}
