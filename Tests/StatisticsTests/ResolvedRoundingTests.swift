import Statistics
import Testing

@Suite struct ResolvedRoundingTests {
  @Test(arguments: [
    (123_456, 40, 100, 123_500), (123_456, 50, 100, 123_500), (123_456, 50.001, 1_000, 123_000),
    (123_456, 0.5, 1, 123_456), (-123_456, 40, 100, -123_500), (2.345, 0.004, 0.01, 2.35),
    (0.7, 0.05, 0.1, 0.7), (50, 30, 100, 100), (-50, 30, 100, -100), (0.3, 1e-7, 1e-6, 0.3),
    (1e15, 3e9, 1e10, 1e15), (5, 0, 0, 5), (0, 0, 0, 0),
  ])
  func rounds(value: Double, error: Double, step: Double, rounded: Double) throws {
    let found = try #require(resolvedRounding(value: value, standardError: error))
    #expect(found.step == step)
    #expect(found.value == rounded)
  }

  @Test(arguments: [
    (49, 30), (-49, 30), (0, 1), (123, .infinity), (123, .nan), (.nan, 1), (123, -1),
  ])
  func nothingIsLeft(value: Double, error: Double) {
    #expect(resolvedRounding(value: value, standardError: error) == nil)
  }

  /// The step is a power of ten, not below twice the error and below twenty times it.
  @Test func stepFollowsTheError() throws {
    var numbers = SeededNumbers(seed: 3)
    for _ in 0..<2_000 {
      let error = 1e-9 * (numbers.uniform() + 1e-6)
      let found = try #require(resolvedRounding(value: 1, standardError: error))
      #expect(found.step >= 2 * error && found.step < 20 * error * (1 + 1e-12))
      #expect((found.value - 1).magnitude <= found.step)
    }
  }
}
