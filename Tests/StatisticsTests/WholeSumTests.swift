import Statistics
import Testing

@Suite struct WholeSumTests {
  /// Seeded amounts and weights, large and of both signs.
  func amounts(_ count: Int) -> [(pence: Int64, weight: Int64)] {
    var numbers = SeededNumbers(seed: 8)
    return (0..<count).map { _ in
      let pence = Int64(truncatingIfNeeded: numbers.next()) >> 8
      return (pence, Int64(truncatingIfNeeded: numbers.next() >> 24))
    }
  }

  func sum(_ amounts: some Sequence<(pence: Int64, weight: Int64)>) -> WholeSum {
    var sum = WholeSum()
    for amount in amounts { sum.add(pence: amount.pence, weightMillionths: amount.weight) }
    return sum
  }

  @Test func anySplitAndAnyOrderAgree() {
    let amounts = amounts(1_000)
    let whole = sum(amounts)
    var numbers = SeededNumbers(seed: 9)
    for size in [1, 7, 64, 999, 1_000] {
      var parts = stride(from: 0, to: 1_000, by: size).map { start in
        sum(amounts[start..<min(start + size, 1_000)].shuffled(using: &numbers))
      }
      parts.shuffle(using: &numbers)
      var merged = WholeSum()
      for part in parts { merged.merge(part) }
      #expect(merged == whole)
    }
    let direct = amounts.map { Int128($0.pence) * Int128($0.weight) }.reduce(0, +)
    #expect(whole.microPence == direct)
  }

  @Test func weightsScaleTotals() {
    let amounts = amounts(100)
    let trebled = sum(amounts.map { (pence: $0.pence, weight: 3 * $0.weight) })
    #expect(trebled.microPence == 3 * sum(amounts).microPence)
  }

  @Test(arguments: [
    (1, 500_000, 1), (1, 499_999, 0), (-1, 500_000, 0), (-1, 500_001, -1), (-3, 500_000, -1),
    (3, 500_000, 2), (0, 1_000_000, 0), (-7, 1_000_000, -7), (7, 1_000_000, 7), (-1, 1, 0),
  ])
  func halvesRoundUp(pence: Int64, weight: Int64, rounded: Int64) {
    var sum = WholeSum()
    sum.add(pence: pence, weightMillionths: weight)
    #expect(sum.roundedPence() == Int128(rounded))
  }

  @Test func extremesFit() {
    var sum = WholeSum()
    sum.add(pence: .min, weightMillionths: .min)
    #expect(sum.microPence == Int128(1) << 126)
    sum.add(pence: .max, weightMillionths: .min)
    #expect(sum.microPence == Int128(1) << 63)
    #expect(WholeSum().microPence == 0 && WholeSum().pence == 0)
  }

  @Test func penceAreNearest() {
    var sum = WholeSum()
    sum.add(pence: 25, weightMillionths: 100_000)
    #expect(sum.pence == 2.5)
    sum.add(pence: -9, weightMillionths: 500_000)
    #expect(sum.pence == -2)
    sum = WholeSum()
    sum.add(pence: 1 << 62, weightMillionths: 1_000_000 << 40)
    #expect(sum.pence == 0x1p102)
    sum = WholeSum()
    sum.add(pence: -(1 << 51) - 1, weightMillionths: 1_250_000)
    #expect(sum.pence == -1.25 * (0x1p51 + 1))
  }
}
