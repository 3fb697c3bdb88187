import FundingValues
import Testing

@Suite("Fractions beyond any sum of money")
struct RatioExtremesTests {
  static let tops: [Int128] = [
    .max, .min + 1, 1 << 126, (1 << 126) - 1, -(1 << 126), 1 << 70, (1 << 61) + 1, 1 << 60, 1, 0, -1,
    10_000_000_000_000_000_000_000,
  ]
  static let bottoms: [Int128] = [1, 3, 1_000_000, (1 << 60) - 1, (1 << 62) + 1, 1 << 100, .max]

  static let values: [Ratio] = tops.flatMap { top in bottoms.map { Ratio(top, over: $0) } }

  /// Low bits may go; 2^-20 of the value is far more than they can cost.
  private func isNear(_ value: Ratio, _ expected: Double, _ scale: Double) -> Bool {
    (value.double - expected).magnitude <= scale * 0x1p-20
  }

  /// Values that 126 bits above and below the line can hold.
  private func isHeld(_ value: Double) -> Bool {
    value == 0 || (value.magnitude < 0x1p120 && value.magnitude > 0x1p-55)
  }

  @Test("products and quotients lose low bits only")
  func products() {
    for a in RatioExtremesTests.values {
      for b in RatioExtremesTests.values {
        let product = a.double * b.double
        if isHeld(product) {
          #expect(isNear(a * b, product, product.magnitude), "\(a) times \(b)")
        } else {
          _ = a * b
        }
        let quotient = b == .zero ? 0 : a.double / b.double
        if isHeld(quotient) {
          #expect(isNear(a / b, quotient, quotient.magnitude), "\(a) by \(b)")
        } else {
          _ = a / b
        }
      }
    }
  }

  @Test("sums and differences lose low bits only")
  func sums() {
    for a in RatioExtremesTests.values {
      for b in RatioExtremesTests.values {
        let scale = max(a.double.magnitude, b.double.magnitude)
        if isHeld(scale) {
          #expect(isNear(a + b, a.double + b.double, scale), "\(a) plus \(b)")
          #expect(isNear(a - b, a.double - b.double, scale), "\(a) less \(b)")
        } else {
          _ = a + b
          _ = a - b
        }
      }
    }
  }

  @Test("rounding saturates instead of wrapping round")
  func rounding() {
    #expect(Ratio(whole: 1 << 126).roundedHalfUp() == .max)
    #expect(Ratio(whole: -(1 << 126)).roundedHalfUp() == .min)
    #expect(Ratio(whole: .max).roundedHalfUp() == .max)
    #expect(Ratio(.max, over: .max).roundedHalfUp() == 1)
    #expect(Ratio(1, over: .max).roundedHalfUp() == 0)
    #expect(Ratio(.max, over: 2).floor() == Int128.max / 2)
    #expect(Ratio(.max, over: 2).ceiling() == Int128.max / 2 + 1)
  }

  @Test("order holds at the extremes")
  func order() {
    #expect(Ratio(whole: .max) > Ratio(.max, over: 2))
    #expect(Ratio(whole: .min + 1) < Ratio(-1, over: .max))
    #expect(Ratio(1, over: .max) > .zero)
  }

  @Test("nothing traps, not even at the least whole number of 128 bits")
  func traps() async {
    await #expect(processExitsWith: .success) {
      for top in [Int128.min, .max] {
        for bottom in [Int128.min, -1, 1, 2, .max] {
          let value = Ratio(top, over: bottom)
          _ = (-value, value.reduced, value.floor(), value.ceiling(), value.roundedHalfUp())
          _ = (value + value, value - value, value * value, value / value, value < -value)
          _ = value.decimal(places: 6)
          for step in [Ratio(1), Ratio(1, over: 3)] {
            _ = Rounding.nearest(step: step).applied(to: value)
            _ = Rounding.up(step: step).applied(to: value)
            _ = Rounding.down(step: step).applied(to: value)
          }
        }
      }
    }
  }
}
