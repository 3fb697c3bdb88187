/// An exact sum of weighted pence, in whole micro-pence.
///
/// Whole numbers add to the same total in any order and any grouping, so chunks, threads and shards
/// can be merged as they finish. The range is 1.7e38 micro-pence; passing it stops the program.
public struct WholeSum: Sendable, Equatable {
  /// The total in millionths of a penny, open to inlined code.
  @usableFromInline
  var total: Int128

  /// The total in millionths of a penny.
  @inlinable
  public var microPence: Int128 { total }

  /// A sum of nothing.
  @inlinable
  public init() {
    total = 0
  }

  /// Adds an amount as many times as a weight in millionths says.
  @inlinable
  public mutating func add(pence: Int64, weightMillionths: Int64) {
    // The product of two 64-bit numbers always fits in 128 bits.
    total += Int128(pence) &* Int128(weightMillionths)
  }

  /// Adds another sum.
  @inlinable
  public mutating func merge(_ other: WholeSum) {
    total += other.total
  }

  /// The total in pence, rounded once to the nearest floating-point number.
  public var pence: Double {
    let (whole, rest) = total.quotientAndRemainder(dividingBy: 1_000_000)
    guard whole.magnitude >= 1 << 52 else {
      return Double(Int64(whole)) + Double(Int64(rest)) / 1_000_000
    }
    return Double(whole)
  }

  /// The total in whole pence, half pence upwards.
  public func roundedPence() -> Int128 {
    let (whole, rest) = (total + 500_000).quotientAndRemainder(dividingBy: 1_000_000)
    return rest < 0 ? whole - 1 : whole
  }
}
