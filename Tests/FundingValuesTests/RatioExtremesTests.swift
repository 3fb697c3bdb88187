import FundingValues
import TestSupport
import Testing

@Suite("Fractions beyond any sum of money")
struct RatioExtremesTests {
  static let tops: [Int128] = [
    .max, .min + 1, 1 << 126, (1 << 126) - 1, -(1 << 126), 1 << 70, (1 << 61) + 1, 1 << 60, 1, 0,
    -1,
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

  /// Looks among all pairs of extreme values for a result that is not near the truth.
  ///
  /// Results that no 126 bits can hold are worked out too: they must not trap.
  private func fault(
    _ result: (Ratio, Ratio) -> Ratio, _ truth: (Double, Double) -> (value: Double, scale: Double)
  ) -> String? {
    firstFault(among: RatioExtremesTests.values) { a in
      firstFault(among: RatioExtremesTests.values) { b in
        let found = result(a, b)
        let (value, scale) = truth(a.double, b.double)
        return !isHeld(scale) || isNear(found, value, scale) ? nil : "\(a) and \(b): \(found)"
      }
    }
  }

  @Test("products lose low bits only")
  func products() {
    #expect(fault({ $0 * $1 }, { ($0 * $1, ($0 * $1).magnitude) }) == nil)
  }

  @Test("quotients lose low bits only")
  func quotients() {
    #expect(
      fault({ $0 / $1 }, { $1 == 0 ? (0, 0) : ($0 / $1, ($0 / $1).magnitude) }) == nil)
  }

  @Test("sums lose low bits only")
  func sums() {
    #expect(fault({ $0 + $1 }, { ($0 + $1, max($0.magnitude, $1.magnitude)) }) == nil)
  }

  @Test("differences lose low bits only")
  func differences() {
    #expect(fault({ $0 - $1 }, { ($0 - $1, max($0.magnitude, $1.magnitude)) }) == nil)
  }

  @Test("rounding saturates instead of wrapping round")
  func rounding() {
    #expect(Ratio(whole: 1 << 126).roundedHalfUp() == Int64.mostHeld)
    #expect(Ratio(whole: -(1 << 126)).roundedHalfUp() == -Int64.mostHeld)
    #expect(Ratio(whole: .max).roundedHalfUp() == Int64.mostHeld)
    for value in [Double.nan, .infinity, -.infinity, 9e15, -9e15, 1e300, 0.5, -0.5, 8_999.9] {
      let expected: Int64 =
        value.isNaN ? 0 : value >= 9e15 ? .mostHeld : value <= -9e15 ? -.mostHeld : Int64(value)
      #expect(Int64(held: value) == expected)
    }
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
