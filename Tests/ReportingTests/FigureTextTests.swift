import Analysis
import Testing

@testable import Reporting

@Suite("Figures as printed")
struct FigureTextTests {
  private let money = FigureText(isMoney: true)
  private let people = FigureText(isMoney: false)

  /// An estimate whose pairs have given means, in whole units.
  private func estimate(_ numbers: [Double]) -> Estimate {
    Estimate(numbers: numbers, uncertain: false)
  }

  @Test("a figure keeps no digit below twice its error")
  func rounding() {
    let spread: [Double] = [1970, 1970, 2230, 2230]
    #expect(people.value(estimate(spread)) == "2,000")
    #expect(money.value(estimate(spread)) == "£2,000")
  }

  @Test("a figure that its error swallows is not resolved, and its range is still said")
  func unresolved() {
    let wide = [-900.0, -900, 1100, 1100]
    #expect(people.value(estimate(wide)) == "not resolved")
    #expect(people.valueWithRange(estimate(wide)).hasPrefix("not resolved (-"))
  }

  @Test("an exact nought is nought and a certain figure keeps its pence")
  func exact() {
    #expect(money.value(estimate([0, 0])) == "£0")
    #expect(people.value(estimate([0, 0])) == "0")
    #expect(money.value(estimate([2447.5, 2447.5])) == "£2,447.50")
    #expect(money.value(estimate([-12, -12])) == "-£12")
    #expect(people.value(estimate([1234, 1234])) == "1,234")
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
