import FundingValues
import TestSupport
import Testing

@Suite("Rounding and money as text")
struct RoundingTests {
  @Test(
    "ties go up, below nought too",
    arguments: [
      (1, 2, 1), (-1, 2, 0), (3, 2, 2), (-3, 2, -1), (5, 2, 3), (-5, 2, -2), (49, 100, 0),
      (-49, 100, 0), (-51, 100, -1), (7, 1, 7), (-7, 1, -7), (0, 1, 0),
    ])
  func ties(top: Int128, bottom: Int128, nearest: Int64) {
    #expect(Ratio(top, over: bottom).roundedHalfUp() == nearest)
  }

  @Test("every half of a penny goes up, or down where that is asked")
  func halves() {
    for whole in Int64(-2_000)...2_000 {
      let half = Ratio(Int128(2 * whole + 1), over: 2)
      #expect(half.roundedHalfUp() == whole + 1)
      #expect(half.roundedHalfDown() == whole)
    }
  }

  @Test(
    "only a half itself goes down",
    arguments: [
      (Ratio(251, over: 500), 1), (Ratio(1, over: 2), 0), (Ratio(249, over: 500), 0),
      (Ratio(-251, over: 500), -1), (Ratio(-1, over: 2), -1), (Ratio(-249, over: 500), 0),
      (Ratio(7), 7), (Ratio(-7), -7),
    ] as [(Ratio, Int64)])
  func halvesDown(value: Ratio, nearest: Int64) {
    #expect(value.roundedHalfDown() == nearest)
    let step = Ratio(1, over: 4)
    let rounded = Rounding.nearestHalvesDown(step: step).applied(to: value * step)
    #expect(rounded == Ratio(nearest) * step)
  }

  @Test(
    "in steps, in three directions",
    arguments: [
      (Ratio(26_806), Ratio(500), Ratio(27_000), Ratio(27_000), Ratio(26_500)),
      (Ratio(26_750), Ratio(500), Ratio(27_000), Ratio(27_000), Ratio(26_500)),
      (Ratio(26_500), Ratio(500), Ratio(26_500), Ratio(26_500), Ratio(26_500)),
      (Ratio(-250), Ratio(500), Ratio(0), Ratio(0), Ratio(-500)),
      (Ratio(-251), Ratio(500), Ratio(-500), Ratio(0), Ratio(-500)),
      (
        Ratio(3, over: 8), Ratio(1, over: 4), Ratio(1, over: 2), Ratio(1, over: 2),
        Ratio(1, over: 4)
      ),
    ])
  func steps(value: Ratio, step: Ratio, nearest: Ratio, up: Ratio, down: Ratio) {
    #expect(Rounding.nearest(step: step).applied(to: value) == nearest)
    #expect(Rounding.up(step: step).applied(to: value) == up)
    #expect(Rounding.down(step: step).applied(to: value) == down)
  }

  @Test("a number becomes whole parts per million, halves up")
  func millionths() {
    #expect(Ratio(millionthsOf: 0x1p-7) == Ratio(7_813, over: 1_000_000))
    #expect(Ratio(millionthsOf: -0x1p-7) == Ratio(-7_812, over: 1_000_000))
    #expect(Ratio(millionthsOf: 1_234.5) == Ratio(2_469, over: 2))
    #expect(Ratio(millionthsOf: 0.1) == Ratio(1, over: 10))
    #expect(Ratio(millionthsOf: 1e300) == Ratio(900_000_000_000))
    #expect(Ratio(millionthsOf: -.infinity) == Ratio(-900_000_000_000))
  }

  @Test(
    "money in any number of minor units is printed as what it is",
    arguments: [
      (1, 0, "¥8,349"), (100, 2, "¥83.49"), (1_000, 3, "¥8.349"), (10_000, 4, "¥0.8349"),
    ])
  func minorUnits(units: Int, places: Int, text: String) {
    let currency = Currency(sign: "¥", title: "Made up", minorUnits: units)
    #expect(currency.places == places)
    #expect(currency.text(8_349) == text)
    #expect(currency.text(-8_349) == "-" + text)
  }

  @Test("pounds and pence")
  func money() {
    let pounds = Currency.sterling
    #expect(pounds.text(244_750) == "£2,447.50")
    #expect(pounds.text(-5) == "-£0.05")
    #expect(pounds.text(100_000_000) == "£1,000,000")
    #expect(pounds.text(0) == "£0")
    #expect(pounds.text(.min).hasPrefix("-£92,233,720,368,547,758.08"))
    #expect(pounds.text(Ratio(9_790_00, over: 120)) == "£81.583333")
    #expect(grouped(Int64(-1_234_567)) == "-1,234,567")
  }

  @Test("decimals, halves away from nought and no trailing noughts")
  func decimals() {
    #expect(Ratio(1, over: 8).decimal(places: 2) == "0.13")
    #expect(Ratio(-1, over: 8).decimal(places: 2) == "-0.13")
    #expect(Ratio(5, over: 2).decimal(places: 0) == "3")
    #expect(Ratio(1, over: 3).decimal(places: 6) == "0.333333")
    #expect(Ratio(999_999, over: 1_000_000).decimal(places: 3) == "1")
    #expect(Ratio(-1, over: 1_000).decimal(places: 2) == "0")
    #expect(Ratio(1_200).decimal(places: 2) == "1,200")
  }
}
