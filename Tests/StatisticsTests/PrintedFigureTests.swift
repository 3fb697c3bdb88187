import Statistics
import Testing

@Suite("A figure printed with its error")
struct PrintedFigureTests {
  /// Worked by hand: half the error, the power of ten not above it, both rounded to that.
  @Test(
    "both are rounded to the power of ten that is not above half the error",
    arguments: [
      (53_083.0, 7_652.0, 1_000.0, 53_000.0, 8_000.0), (71.9, 9.1, 1, 72, 9),
      (0.4213, 0.0681, 0.01, 0.42, 0.07), (99.58, 1.04, 0.1, 99.6, 1.0),
      (39_611, 5_399, 1_000, 40_000, 5_000), (-12.26, 1.9, 0.1, -12.3, 1.9),
      (1_234, 20, 10, 1_230, 20), (1_234, 19.9, 1, 1_234, 20),
    ])
  func rule(_ value: Double, _ error: Double, _ step: Double, _ shown: Double, _ about: Double) {
    let printed = PrintedFigure(value: value, error: error)
    #expect((printed.step - step).magnitude < 1e-12)
    #expect((printed.value - shown).magnitude < 1e-9)
    #expect((printed.error - about).magnitude < 1e-9)
  }

  @Test("a printed value is within a quarter of its error of the value")
  func quarter() {
    var value = 0.000_317
    while value < 1e9 {
      var error = value / 900
      while error < value * 3 {
        let printed = PrintedFigure(value: value, error: error)
        #expect((printed.value - value).magnitude <= error / 4 * (1 + 1e-9), "\(value) ± \(error)")
        error *= 1.37
      }
      value *= 2.71
    }
  }

  @Test("without error three digits stand, and zero is zero")
  func exact() {
    #expect(PrintedFigure(value: 66_628.59, error: 0).value == 66_600)
    #expect(PrintedFigure(value: 0.123_46, error: 0).value == 0.123)
    #expect(PrintedFigure(value: 0, error: 0).value == 0)
    #expect(PrintedFigure(value: 0, error: 0).isResolved)
  }

  @Test("resolved from 2.13 errors")
  func resolved() {
    #expect(PrintedFigure(value: 2.13, error: 1).isResolved)
    #expect(!PrintedFigure(value: 2.12, error: 1).isResolved)
    #expect(!PrintedFigure(value: -1, error: 1).isResolved)
  }
}
