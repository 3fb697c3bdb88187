import Analysis
import Testing

@testable import Reporting

@Suite("Figures as printed")
struct FigureTextTests {
  private let money = FigureText(.money)
  private let people = FigureText(.count)

  /// An estimate whose pairs have given means, in whole units.
  private func estimate(_ numbers: [Double]) -> Estimate {
    Estimate(numbers: numbers, uncertain: false)
  }

  /// The two pairs have means 1970 and 2230: the error is the half of 260, 130.
  @Test("a figure keeps the digits that half its error lets stand, beside its error")
  func rounding() {
    let spread: [Double] = [1970, 1970, 2230, 2230]
    #expect(people.value(estimate(spread)) == "2,100")
    #expect(money.value(estimate(spread)) == "£2,100")
    #expect(people.valueWithError(estimate(spread)) == "2,100 ± 130")
  }

  @Test("large sums and their errors are said in one unit")
  func errors() {
    let spread: [Double] = [1_000_000, 1_000_000, 1_080_000, 1_080_000]
    #expect(money.valueWithError(estimate(spread)) == "£1.04 ± 0.04 million")
    #expect(money.valueWithError(estimate([-5, -5])) == "-£5")
    let share = FigureText(.percent)
    #expect(share.valueWithError(estimate([60, 60, 62, 62])) == "61.0 ± 1.0%")
  }

  @Test("the ends of a range are said to two digits of its width")
  func ranges() {
    let wide = (0...100).flatMap { [Double($0) * 640, Double($0) * 640] }
    #expect(money.range(estimate(wide)) == "£3,000 to £61,000")
  }

  @Test("a figure that its error swallows is not resolved, and its range is still said")
  func unresolved() {
    let wide = [-900.0, -900, 1100, 1100]
    #expect(people.value(estimate(wide)) == "not resolved")
    #expect(people.valueWithRange(estimate(wide)).hasPrefix("not resolved (-"))
  }

  @Test("an exact nought is nought and a certain figure has three digits")
  func exact() {
    #expect(money.value(estimate([0, 0])) == "£0")
    #expect(people.value(estimate([0, 0])) == "0")
    #expect(money.value(estimate([2447.5, 2447.5])) == "£2,450")
    #expect(money.value(estimate([5_000_000, 5_000_000])) == "£5 million")
    #expect(people.value(estimate([0.12345, 0.12345])) == "0.123")
    #expect(money.value(estimate([-12, -12])) == "-£12")
    #expect(people.value(estimate([1234, 1234])) == "1,230")
  }

  @Test("large sums are said in millions and billions")
  func millions() {
    #expect(money.text(1_230_000, step: 10_000) == "£1.23 million")
    #expect(money.text(-45_000_000, step: 1_000_000) == "-£45 million")
    #expect(money.text(7_800_000_000, step: 100_000_000) == "£7.8 billion")
    #expect(money.text(1_234_000, step: 1000) == "£1.234 million")
    #expect(money.text(900_000, step: 100_000) == "£900,000")
  }

  @Test(
    "machine numbers have no grouping and no negative nought",
    arguments: [
      (0.0, 2, "0.00"), (-0.001, 2, "0.00"), (1234.565, 2, "1234.57"), (-2.5, 0, "-3"),
      (0.1234567, 6, "0.123457"), (1e15, 2, "1000000000000000.00"),
    ])
  func plainNumbers(value: Double, places: Int, text: String) {
    #expect(plain(value, places: places) == text)
  }
}
