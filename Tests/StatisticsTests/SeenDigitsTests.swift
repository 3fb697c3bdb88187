import Statistics
import Testing

@Suite("Figures and errors as they are printed")
struct SeenDigitsTests {
  @Test(
    "one digit of the error, two where it begins with 1",
    arguments: [
      (53_214, 8_000, 1_000, 53_000, 8_000), (72.4, 9.4, 1, 72, 9),
      (0.4213, 0.07, 0.01, 0.42, 0.07),
      (99.6, 1.0, 0.1, 99.6, 1.0), (123_456, 196, 10, 123_460, 200),
      (-123_456, 40, 10, -123_460, 40),
      (50, 30, 10, 50, 30), (1e15, 3e9, 1e9, 1e15, 3e9), (5, 0, 0, 5, 0), (0, 0, 0, 0, 0),
      (0.3, 1e-7, 1e-8, 0.3, 1e-7), (12, 2, 1, 12, 2),
      (53_083, 7_652, 1_000, 53_000, 8_000), (39_611, 5_399, 1_000, 40_000, 5_000),
      (1_234, 20, 10, 1_230, 20), (1_234, 19.9, 1, 1_234, 20), (12.34, 1.99, 0.1, 12.3, 2),
    ] as [(Double, Double, Double, Double, Double)])
  func rounds(_ row: (Double, Double, Double, Double, Double)) throws {
    let found = try #require(seenDigits(value: row.0, standardError: row.1))
    #expect(found.step == row.2)
    #expect(found.value == row.3)
    #expect(found.error == row.4)
  }

  @Test(arguments: [(123, .infinity), (123, .nan), (.nan, 1), (123, -1)] as [(Double, Double)])
  func noNumber(value: Double, error: Double) {
    #expect(seenDigits(value: value, standardError: error) == nil)
    #expect(!isResolved(value: value, standardError: error))
  }

  @Test("a value is told apart from zero from 2.13 errors on, and always where it has none")
  func resolved() {
    #expect(isResolved(value: 2.13, standardError: 1))
    #expect(isResolved(value: -2.13, standardError: 1))
    #expect(!isResolved(value: 2.12, standardError: 1))
    #expect(isResolved(value: 0, standardError: 0))
  }

  @Test("what is printed is within a quarter of its error of the value")
  func near() throws {
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<2_000 {
      let error = 1e-3 * (numbers.uniform() + 1e-6)
      let value = 3 * numbers.uniform()
      let found = try #require(seenDigits(value: value, standardError: error))
      #expect(found.step <= error / 2 && found.step > error / 20 * (1 - 1e-12))
      #expect((found.value - value).magnitude <= error / 4 * (1 + 1e-9))
    }
  }
}
