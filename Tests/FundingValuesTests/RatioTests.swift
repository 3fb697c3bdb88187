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
  private func expect(_ value: Ratio, is top: Int128, over bottom: Int128, _ note: String) {
    #expect(value.denominator > 0)
    #expect(value.numerator * bottom == top * value.denominator, "\(note)")
  }

  @Test("sums, differences, products and quotients are exact")
  func arithmetic() {
    var numbers = SeededNumbers(seed: 1)
    for _ in 0..<20_000 {
      let a = Parts(&numbers)
      let b = Parts(&numbers)
      let note = "\(a) and \(b)"
      expect(
        a.ratio + b.ratio, is: a.top * b.bottom + b.top * a.bottom, over: a.bottom * b.bottom, note)
      expect(
        a.ratio - b.ratio, is: a.top * b.bottom - b.top * a.bottom, over: a.bottom * b.bottom, note)
      expect(a.ratio * b.ratio, is: a.top * b.top, over: a.bottom * b.bottom, note)
      expect(-a.ratio, is: 0 - a.top, over: a.bottom, note)
      if b.top != 0 {
        let sign: Int128 = b.top < 0 ? -1 : 1
        expect(
          a.ratio / b.ratio, is: a.top * b.bottom * sign, over: a.bottom * b.top * sign, note)
      }
    }
  }

  @Test("comparison, equality and hashing go by value")
  func order() {
    var numbers = SeededNumbers(seed: 2)
    for _ in 0..<20_000 {
      let a = Parts(&numbers)
      let b = Parts(&numbers)
      let left = a.top * b.bottom
      let right = b.top * a.bottom
      #expect((a.ratio < b.ratio) == (left < right))
      #expect((a.ratio == b.ratio) == (left == right))
      let grown = Ratio(a.top * 6, over: a.bottom * 6)
      #expect(grown == a.ratio && !(grown < a.ratio) && !(a.ratio < grown))
      #expect(grown.hashValue == a.ratio.hashValue)
      #expect(grown.reduced.denominator <= a.bottom)
    }
  }

  @Test("whole numbers below, above and nearest, halves up")
  func wholes() {
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<20_000 {
      let a = Parts(&numbers)
      let floor = a.ratio.floor()
      #expect(floor * a.bottom <= a.top && a.top < (floor + 1) * a.bottom)
      let ceiling = a.ratio.ceiling()
      #expect((ceiling - 1) * a.bottom < a.top && a.top <= ceiling * a.bottom)
      let nearest = Int128(a.ratio.roundedHalfUp())
      #expect((2 * nearest - 1) * a.bottom <= 2 * a.top)
      #expect(2 * a.top < (2 * nearest + 1) * a.bottom)
      #expect(a.ratio.isWhole == (floor == ceiling))
    }
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
