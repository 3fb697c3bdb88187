/// An exact fraction: the only number that rules compute with between roundings.
///
/// Money is held in pence, shares as fractions of one (9% is 9/100), spans in months or in days.
/// Fractions are reduced only when they grow, because a rule rarely chains more than a few factors.
/// Beyond 126 bits, low bits are given up instead of trapping: no sum of money in this field is near that.
public struct Ratio: Sendable, Hashable, Comparable {
  /// The numerator, which carries the sign.
  public private(set) var numerator: Int128
  /// The denominator, always above zero.
  public private(set) var denominator: Int128

  /// Makes a fraction; a zero denominator gives zero, which the checker has excluded.
  public init(_ numerator: Int128, over denominator: Int128) {
    if denominator > 0 {
      self.numerator = max(numerator, -.max)
      self.denominator = denominator
    } else if denominator < 0 {
      self.numerator = 0 - max(numerator, -.max)
      self.denominator = 0 - max(denominator, -.max)
    } else {
      self.numerator = 0
      self.denominator = 1
    }
  }

  /// A whole number.
  @inlinable public init(_ whole: Int64) {
    self.init(whole: Int128(whole))
  }

  /// A whole number of 128 bits.
  public init(whole: Int128) {
    numerator = max(whole, -.max)
    denominator = 1
  }

  /// The fraction nearest to a number that only 53 bits are left of, within 126 bits either way.
  private init(nearest value: Double) {
    let bounded = max(-0x1p126, min(0x1p126, value))
    guard bounded.magnitude >= 0x1p-120 else {
      self.init(whole: 0)
      return
    }
    let places = max(0, min(120, 52 - Int(bounded.exponent)))
    let scale = Double(sign: .plus, exponent: places, significand: 1)
    self.init(Int128(bounded * scale), over: 1 << Int128(places))
  }

  /// Nought.
  public static let zero = Ratio(0)
  /// One, or 100%.
  public static let one = Ratio(1)

  /// The fraction in lowest terms.
  public var reduced: Ratio {
    if denominator == 1 { return self }
    let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    if divisor == 1 { return self }
    return Ratio(numerator / Int128(divisor), over: denominator / Int128(divisor))
  }

  /// Whether the fraction is a whole number.
  public var isWhole: Bool { denominator == 1 || numerator % denominator == 0 }

  /// The nearest double-precision number.
  public var double: Double {
    if let top = Int64(exactly: numerator), let bottom = Int64(exactly: denominator) {
      return Double(top) / Double(bottom)
    }
    return Double(numerator) / Double(denominator)
  }

  /// The fraction with the same value in parts per million, rounded half up.
  public init(millionthsOf value: Double) {
    let scaled = value * 1_000_000
    let clamped = scaled > 9e17 ? 9e17 : (scaled < -9e17 ? -9e17 : scaled)
    let floor = clamped.rounded(.down)
    self.init(Int128(Int64(clamped - floor >= 0.5 ? floor + 1 : floor)), over: 1_000_000)
  }

  /// Whether two fractions have one value: 1/2 is 2/4.
  public static func == (left: Ratio, right: Ratio) -> Bool {
    if left.denominator == right.denominator { return left.numerator == right.numerator }
    let (x, overflowX) = left.numerator.multipliedReportingOverflow(by: right.denominator)
    let (y, overflowY) = right.numerator.multipliedReportingOverflow(by: left.denominator)
    if !overflowX && !overflowY { return x == y }
    let a = left.reduced
    let b = right.reduced
    return a.numerator == b.numerator && a.denominator == b.denominator
  }

  /// Hashes the value in lowest terms, so that equal fractions hash alike.
  public func hash(into hasher: inout Hasher) {
    let lowest = reduced
    hasher.combine(lowest.numerator)
    hasher.combine(lowest.denominator)
  }

  /// Whether one value is below another; exact unless a product of its terms passes 128 bits.
  public static func < (left: Ratio, right: Ratio) -> Bool {
    if left.denominator == right.denominator { return left.numerator < right.numerator }
    let (a, overflowA) = left.numerator.multipliedReportingOverflow(by: right.denominator)
    let (b, overflowB) = right.numerator.multipliedReportingOverflow(by: left.denominator)
    if overflowA || overflowB { return left.double < right.double }
    return a < b
  }

  /// The value without its sign.
  public var magnitude: Ratio { numerator < 0 ? -self : self }

  /// The sum, exact unless a product of its terms passes 128 bits.
  public static func + (left: Ratio, right: Ratio) -> Ratio {
    if left.denominator == right.denominator {
      let (sum, overflow) = left.numerator.addingReportingOverflow(right.numerator)
      if !overflow { return Ratio(sum, over: left.denominator) }
    }
    return combined(left, right) { $0.addingReportingOverflow($1) }
  }

  /// The difference, as exact as a sum.
  public static func - (left: Ratio, right: Ratio) -> Ratio { left + -right }

  /// The value with its sign turned round.
  public static prefix func - (value: Ratio) -> Ratio {
    Ratio(0 - value.numerator, over: value.denominator)
  }

  /// The product, exact unless it passes 128 bits in lowest terms.
  public static func * (left: Ratio, right: Ratio) -> Ratio {
    if let product = exactProduct(left, right) { return product }
    let a = left.reduced
    let b = right.reduced
    let x = Ratio(a.numerator, over: b.denominator).reduced
    let y = Ratio(b.numerator, over: a.denominator).reduced
    return exactProduct(x, y) ?? Ratio(nearest: left.double * right.double)
  }

  /// The quotient; nought where the divisor is nought, which the checker has excluded.
  public static func / (left: Ratio, right: Ratio) -> Ratio {
    right.numerator == 0 ? .zero : left * Ratio(right.denominator, over: right.numerator)
  }

  private static func exactProduct(_ left: Ratio, _ right: Ratio) -> Ratio? {
    if let a = Int64(exactly: left.numerator), let b = Int64(exactly: right.numerator),
      let c = Int64(exactly: left.denominator), let d = Int64(exactly: right.denominator)
    {
      return Ratio(Int128(a) * Int128(b), over: Int128(c) * Int128(d)).shortened
    }
    let (top, overflowTop) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (bottom, overflow) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    if overflowTop || overflow { return nil }
    return Ratio(top, over: bottom).shortened
  }

  private static func combined(
    _ left: Ratio, _ right: Ratio,
    _ join: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
  ) -> Ratio {
    var a = left
    var b = right
    for _ in 0..<2 {
      let (x, overflowX) = a.numerator.multipliedReportingOverflow(by: b.denominator)
      let (y, overflowY) = b.numerator.multipliedReportingOverflow(by: a.denominator)
      let (d, overflowD) = a.denominator.multipliedReportingOverflow(by: b.denominator)
      if !overflowX, !overflowY, !overflowD {
        let (sum, overflow) = join(x, y)
        if !overflow { return Ratio(sum, over: d).shortened }
      }
      a = a.reduced
      b = b.reduced
    }
    return Ratio(nearest: left.double + right.double)
  }

  /// Reduced only if the denominator has grown past 2^40.
  private var shortened: Ratio { denominator > 1 << 40 ? reduced : self }
}

/// The greatest common divisor, by Euclid's algorithm; one for two noughts.
func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
  var x = a
  var y = b
  while y > UInt128(UInt64.max) { (x, y) = (y, x % y) }
  guard y != 0 else { return max(x, 1) }
  var small = UInt64(y)
  var rest = UInt64(x % y)
  while rest != 0 { (small, rest) = (rest, small % rest) }
  return UInt128(small)
}
