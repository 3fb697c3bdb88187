import FundingValues
import TestSupport
import Testing

@Suite("Exact fractions")
struct RatioTests {
  /// A fraction with its two parts, so that results can be checked in whole numbers alone.
  struct Parts {
    let top: Int128
    let bottom: Int128
    var ratio: Ratio { Ratio(top, over: bottom) }

    init(_ numbers: inout SeededNumbers) {
      top = Int128(numbers.whole(-1_000_000_000...1_000_000_000))
      bottom = Int128(numbers.whole(1...1_000_000_000))
    }
  }

  /// Whether a fraction has exactly the value of another written in two parts.
  private func isExact(_ value: Ratio, _ top: Int128, _ bottom: Int128) -> Bool {
    value.denominator > 0 && value.numerator * bottom == top * value.denominator
  }

  /// Looks for a pair of fractions, out of 20,000, that breaks a law.
  private func fault(seed: UInt64, _ holds: (Parts, Parts) -> Bool) -> String? {
    var numbers = SeededNumbers(seed: seed)
    return firstFault(among: 0..<20_000) { _ in
      let a = Parts(&numbers)
      let b = Parts(&numbers)
      return holds(a, b) ? nil : "\(a) and \(b)"
    }
  }

  @Test("sums, differences and products are exact")
  func arithmetic() {
    #expect(
      fault(seed: 1) { a, b in
        let bottom = a.bottom * b.bottom
        return isExact(a.ratio + b.ratio, a.top * b.bottom + b.top * a.bottom, bottom)
          && isExact(a.ratio - b.ratio, a.top * b.bottom - b.top * a.bottom, bottom)
          && isExact(a.ratio * b.ratio, a.top * b.top, bottom)
          && isExact(-a.ratio, 0 - a.top, a.bottom)
      } == nil)
  }

  @Test("quotients are exact")
  func quotients() {
    #expect(
      fault(seed: 2) { a, b in
        guard b.top != 0 else { return a.ratio / b.ratio == .zero }
        let sign: Int128 = b.top < 0 ? -1 : 1
        return isExact(a.ratio / b.ratio, a.top * b.bottom * sign, a.bottom * b.top * sign)
      } == nil)
  }

  @Test("comparison, equality and hashing go by value")
  func order() {
    #expect(
      fault(seed: 3) { a, b in
        let left = a.top * b.bottom
        let right = b.top * a.bottom
        let grown = Ratio(a.top * 6, over: a.bottom * 6)
        return (a.ratio < b.ratio) == (left < right) && (a.ratio == b.ratio) == (left == right)
          && grown == a.ratio && !(grown < a.ratio) && !(a.ratio < grown)
          && grown.hashValue == a.ratio.hashValue && grown.reduced.denominator <= a.bottom
      } == nil)
  }

  @Test("whole numbers below, above and nearest, halves up")
  func wholes() {
    #expect(
      fault(seed: 4) { a, _ in
        let floor = a.ratio.floor()
        let ceiling = a.ratio.ceiling()
        let nearest = Int128(a.ratio.roundedHalfUp())
        return floor * a.bottom <= a.top && a.top < (floor + 1) * a.bottom
          && (ceiling - 1) * a.bottom < a.top && a.top <= ceiling * a.bottom
          && (2 * nearest - 1) * a.bottom <= 2 * a.top
          && 2 * a.top < (2 * nearest + 1) * a.bottom && a.ratio.isWhole == (floor == ceiling)
      } == nil)
  }

  @Test("a long chain of shares of money stays exact")
  func chain() {
    let shares: [Ratio] = [
      Ratio(9, over: 100), Ratio(1, over: 12), Ratio(7_499, over: 10_000), Ratio(1, over: 3),
      Ratio(365, over: 366), Ratio(95, over: 100), Ratio(123_457, over: 1_000_000),
    ]
    var value = Ratio(9_000_000_000_000_000)
    for share in shares { value = value * share }
    for share in shares.reversed() { value = value / share }
    #expect(value == Ratio(9_000_000_000_000_000))
  }

  @Test("parts that cancel are exact however large they are")
  func cancelling() {
    let large: Int128 = (1 << 100) + 3
    let other: Int128 = (1 << 99) + 7
    let product = Ratio(large, over: other) * Ratio(other, over: large)
    #expect(product == .one)
    #expect(Ratio(large, over: other) / Ratio(large, over: other) == .one)
    #expect(Ratio(large, over: 7) - Ratio(large, over: 7) == .zero)
  }

  @Test("nothing over nothing, and division by nought, is nought")
  func nothing() {
    #expect(Ratio(5, over: 0) == .zero)
    #expect(Ratio(5) / .zero == .zero)
    #expect(Ratio(3, over: -4) == Ratio(-3, over: 4))
  }
}
