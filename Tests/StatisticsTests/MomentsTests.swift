import Statistics
import Testing

@Suite struct MomentsTests {
  func sample(_ count: Int) -> [Double] {
    var numbers = SeededNumbers(seed: 4)
    return (0..<count).map { _ in 1e9 + 3 * numbers.normal() }
  }

  /// Far from zero, where a sum of squares would have no figures left.
  @Test func agreesWithTwoPasses() {
    let values = sample(5_000)
    let moments = Moments(values)
    let truth = twoPass(values)
    #expect(moments.count == 5_000)
    #expect((moments.mean - truth.mean).magnitude < 1e-5)
    #expect((moments.variance / truth.variance - 1).magnitude < 1e-7)
    #expect(moments.standardDeviation == moments.variance.squareRoot())
    #expect(moments.standardError == (moments.variance / 5_000).squareRoot())
  }

  @Test(arguments: [1, 7, 64, 1_000, 4_999])
  func anySplitAgrees(size: Int) {
    let values = sample(5_000)
    let whole = Moments(values)
    var merged = Moments()
    for start in stride(from: 0, to: 5_000, by: size).reversed() {
      merged.merge(Moments(Array(values[start..<min(start + size, 5_000)])))
    }
    #expect(merged.count == whole.count)
    #expect((merged.mean - whole.mean).magnitude < 1e-5)
    #expect((merged.variance / whole.variance - 1).magnitude < 1e-7)
  }

  @Test func fewOrNone() {
    var none = Moments()
    #expect(none.count == 0 && none.mean == 0 && none.variance == 0)
    #expect(none.standardError == .infinity)
    none.merge(Moments())
    #expect(none == Moments())
    var one = Moments([5])
    #expect(one.mean == 5 && one.variance == 0 && one.standardError == .infinity)
    one.merge(none)
    #expect(one == Moments([5]))
    none.merge(one)
    #expect(none == one)
  }
}
