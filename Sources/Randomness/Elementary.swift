/// Mathematical functions in plain arithmetic, with identical bits on every system.
///
/// Each is a fixed sequence of IEEE additions, multiplications, divisions and square roots, never
/// fused, so debug and release builds and different processors agree. Bounds on the error are
/// stated in units in the last place (ulp) and are tested. Coefficients are near-minimax
/// polynomials fitted at 50 digits.
public enum Elementary {
  /// The exponential function, within 1 ulp where the result is a normal number.
  ///
  /// Above 709.78 it gives infinity; below -745.13, zero; for not-a-number, itself.
  @inlinable
  public static func exp(_ x: Double) -> Double {
    guard x.magnitude < 708 else { return exponentialAtEdge(x, correction: 0) }
    let (fraction, power) = reducedExponential(x, correction: 0)
    return (1 + fraction) * powerOfTwo(power)
  }

  /// One less than the exponential function, within 2 ulp, also near zero.
  public static func expm1(_ x: Double) -> Double {
    guard x.magnitude < 36 else { return exp(x) - 1 }
    let (fraction, power) = reducedExponential(x, correction: 0)
    let scale = powerOfTwo(power)
    return (scale - 1) + scale * fraction
  }

  /// The natural logarithm, within 1 ulp, of a positive number.
  ///
  /// Zero gives minus infinity; a negative number and not-a-number give not-a-number.
  @inlinable
  public static func log(_ x: Double) -> Double {
    guard x >= 0x1p-1022 && x < .infinity else { return logarithmAtEdge(x) }
    let (mantissa, power) = splitAboutOne(x)
    let f = mantissa - 1
    let s = f / (2 + f)
    let z = s * s
    let halfSquare = 0.5 * f * f
    let series = z * logarithmSeries(z)
    let small = s * (halfSquare + series) + power * 1.9082149292705877e-10
    return power * 0.6931471803691238 - ((halfSquare - small) - f)
  }

  /// The natural logarithm of one more than a number above minus one, within 2 ulp, also near zero.
  public static func log1p(_ x: Double) -> Double {
    let sum = 1 + x
    guard sum > 0 && sum < .infinity else { return log(sum) }
    let lost = x >= 1 ? 1 - (sum - x) : x - (sum - 1)
    return log(sum) + lost / sum
  }

  /// The logistic function, within 3 ulp, of any number.
  @inlinable
  public static func logistic(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let odds = exp(x)
    return odds / (1 + odds)
  }
}

extension Elementary {
  /// The exponential less one of what is left after powers of two are taken out, and their number.
  ///
  /// The argument is the sum of two parts, the second much smaller. The magnitude is below 746.
  @inlinable
  static func reducedExponential(
    _ x: Double, correction: Double
  ) -> (fraction: Double, power: Int64) {
    let shifter = 6_755_399_441_055_744.0
    let shifted = x * 1.4426950408889634 + shifter
    let whole = shifted - shifter
    let power = Int64(bitPattern: shifted.bitPattern) &- Int64(bitPattern: shifter.bitPattern)
    let high = x - whole * 0.6931471803691238
    let low = whole * 1.9082149292705877e-10 - correction
    let r = high - low
    let curve = (r * r) * (0.5 + r * exponentialSeries(r))
    return (high + (curve - low), power)
  }

  /// The exponential series from its cubic term on, divided by the cube, within 8.1e-18.
  @inlinable
  static func exponentialSeries(_ r: Double) -> Double {
    let z = r * r
    var even = 2.510038549551032e-08
    even = even * z + 2.7557268459997064e-06
    even = even * z + 0.00019841269863053618
    even = even * z + 0.008333333333330062
    even = even * z + 0.16666666666666669
    var odd = 2.0911236630261545e-09
    odd = odd * z + 2.755728296954995e-07
    odd = odd * z + 2.4801587317144498e-05
    odd = odd * z + 0.0013888888888886552
    odd = odd * z + 0.041666666666666664
    return even + r * odd
  }

  /// The exponential of a sum of two parts, where the result overflows, underflows or is subnormal.
  @usableFromInline
  static func exponentialAtEdge(_ x: Double, correction: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.8 { return .infinity }
    if x < -745.2 { return 0 }
    let (fraction, power) = reducedExponential(x, correction: correction)
    let half = power / 2
    return (1 + fraction) * powerOfTwo(half) * powerOfTwo(power - half)
  }

  /// Two to a whole power between -1022 and 1023.
  @inlinable
  static func powerOfTwo(_ power: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: power &+ 1023) &<< 52)
  }

  /// A positive normal number as a mantissa between the roots of a half and of two, and a power.
  @inlinable
  static func splitAboutOne(_ x: Double) -> (mantissa: Double, power: Double) {
    let rootOfHalf: UInt64 = 0x3FE6_A09E_667F_3BCD
    let shifted = x.bitPattern &+ (0x3FF0_0000_0000_0000 &- rootOfHalf)
    let power = Int64(bitPattern: shifted &>> 52) &- 1023
    let mantissa = Double(bitPattern: (shifted & 0x000F_FFFF_FFFF_FFFF) &+ rootOfHalf)
    return (mantissa, Double(power))
  }

  /// The logarithm's series in the square of its reduced argument, within 3.2e-16.
  @inlinable
  static func logarithmSeries(_ z: Double) -> Double {
    let w = z * z
    var even = 0.14616585424888623
    even = even * w + 0.18182889455674947
    even = even * w + 0.2857142862600327
    even = even * w + 0.666666666666667
    var odd = 0.15331710618210773
    odd = odd * w + 0.22222211130259878
    odd = odd * w + 0.39999999999899444
    return even + z * odd
  }

  /// The logarithm of zero, of an infinity, of a subnormal or negative number and of not-a-number.
  @usableFromInline
  static func logarithmAtEdge(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    if x == .infinity { return x }
    guard x > 0 else { return .nan }
    return log(x * 0x1p54) - 37.42994775023705
  }
}
