import Statistics
import Testing

@Suite struct IntegerHistogramTests {
  func histogram(_ numbers: [Int]) -> IntegerHistogram {
    var histogram = IntegerHistogram()
    for number in numbers { histogram.add(number) }
    return histogram
  }

  @Test func anySplitAndAnyOrderAgree() {
    var random = SeededNumbers(seed: 2)
    let numbers = (0..<2_000).map { _ in Int.random(in: -40...40, using: &random) }
    let whole = histogram(numbers)
    for size in [1, 13, 1_024] {
      var merged = IntegerHistogram()
      for start in stride(from: 0, to: 2_000, by: size) {
        let part = Array(numbers[start..<min(start + size, 2_000)])
        merged.merge(histogram(part.shuffled(using: &random)))
      }
      #expect(merged == whole)
    }
    for number in -41...41 {
      #expect(whole.count(of: number) == numbers.count { $0 == number })
    }
    #expect(whole.total == 2_000)
    #expect(whole.bins.map(\.number) == Set(numbers).sorted())
    #expect(whole.bins.map(\.count).reduce(0, +) == 2_000)
  }

  @Test func quantilesAndMean() {
    var histogram = histogram([3, 1, 2])
    histogram.add(10, count: 3)
    histogram.add(11, count: 0)
    #expect(histogram.mean == 6)
    #expect(histogram.quantile(0) == 1 && histogram.quantile(0.5) == 3)
    #expect(histogram.quantile(0.51) == 10 && histogram.quantile(1) == 10)
    #expect(histogram.bins.map(\.number) == [1, 2, 3, 10])
    #expect(IntegerHistogram().quantile(0.5) == nil && IntegerHistogram().mean == nil)
  }
}
