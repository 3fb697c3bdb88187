import Statistics
import Testing

@Suite struct FirstOrderIndexTests {
  func numbers(_ count: Int, seed: UInt64) -> [Double] {
    var numbers = SeededNumbers(seed: seed)
    return (0..<count).map { _ in numbers.uniform() }
  }

  /// Twenty bins of a straight line leave out a four-hundredth of its variance.
  @Test func straightLine() {
    let inputs = numbers(10_000, seed: 1)
    let index = firstOrderIndex(of: inputs.map { 3 - 2 * $0 }, by: inputs)
    #expect((index - (1 - 1.0 / 400)).magnitude < 1e-3)
  }

  /// Two inputs of which one has four times the variance of the other.
  @Test func sharesOfASum() {
    let first = numbers(20_000, seed: 2)
    let second = numbers(20_000, seed: 3)
    let outputs = zip(first, second).map { 2 * $0 + $1 }
    #expect((firstOrderIndex(of: outputs, by: first) - 0.8).magnitude < 0.02)
    #expect((firstOrderIndex(of: outputs, by: second) - 0.2).magnitude < 0.02)
  }

  /// A useless input shows about 19 over 1,999; the permutation shows the same level.
  @Test func uselessInput() {
    let outputs = numbers(2_000, seed: 4)
    let levels = (0..<200).map { seed in
      permutedFirstOrderIndex(
        of: outputs, by: outputs, uniforms: numbers(2_000, seed: 100 + UInt64(seed)))
    }
    let truth = 19.0 / 1_999
    let (mean, variance) = twoPass(levels)
    let limit = Tolerance.ofMean(standardDeviation: variance.squareRoot(), count: 200)
    #expect((mean - truth).magnitude < limit && limit < 0.2 * truth)
    let useless = firstOrderIndex(of: outputs, by: numbers(2_000, seed: 5))
    #expect(useless > 0 && useless < 3 * truth)
  }

  @Test func tiesShareABin() {
    let inputs = (0..<1_000).map { Double($0 % 2) }
    let noise = numbers(1_000, seed: 6)
    #expect((firstOrderIndex(of: inputs, by: inputs) - 1).magnitude < 1e-12)
    #expect(firstOrderIndex(of: noise, by: Array(repeating: 4, count: 1_000)) == 0)
    let means = [0, 1].map { half in
      twoPass((0..<500).map { noise[2 * $0 + half] }).mean
    }
    let (mean, variance) = twoPass(noise)
    let between = 500 * means.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
    #expect((firstOrderIndex(of: noise, by: inputs) - between / (variance * 999)).magnitude < 1e-12)
  }

  @Test func nothingToExplain() {
    #expect(firstOrderIndex(of: [2, 2, 2], by: [1, 2, 3]) == 0)
    #expect(firstOrderIndex(of: [], by: []) == 0)
    #expect(firstOrderIndex(of: [1], by: [1]) == 0)
    #expect((firstOrderIndex(of: [1, 2, 5], by: [3, 1, 2]) - 1).magnitude < 1e-12)
  }

  @Test func orderOfDrawsNeverMatters() {
    let inputs = numbers(500, seed: 7)
    let outputs = zip(inputs, numbers(500, seed: 8)).map { $0 * $0 + 0.1 * $1 }
    let reversed = firstOrderIndex(of: outputs.reversed(), by: inputs.reversed())
    #expect((reversed - firstOrderIndex(of: outputs, by: inputs)).magnitude < 1e-12)
  }
}
