import Statistics
import Testing

@Suite struct QuantilesTests {
  /// The values that R's `quantile(c(1, 2, 4, 8, 16), p)` gives.
  @Test(arguments: [
    (0, 1), (0.1, 1.4), (0.25, 2), (0.5, 4), (0.6, 5.6), (0.9, 12.8), (1, 16), (-1, 1), (2, 16),
  ])
  func typeSeven(p: Double, value: Double) {
    #expect((Quantiles.quantile([1, 2, 4, 8, 16], p) - value).magnitude < 1e-14)
  }

  @Test func risesWithTheShare() {
    var numbers = SeededNumbers(seed: 1)
    let sorted = (0..<77).map { _ in numbers.normal() }.sorted()
    let quantiles = (0...1_000).map { Quantiles.quantile(sorted, Double($0) / 1_000) }
    #expect(quantiles == quantiles.sorted())
    #expect(quantiles.first == sorted.first && quantiles.last == sorted.last)
    #expect(Quantiles.quantile([3], 0.4) == 3)
  }
}
