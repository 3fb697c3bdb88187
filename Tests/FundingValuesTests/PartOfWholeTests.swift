import FundingValues
import Testing

@Suite("Parts of a whole")
struct PartOfWholeTests {
  /// £100 in 24 parts of £4.16⅔: the first three are £4.17, £4.16 and £4.17, the last eight £33.33.
  @Test("equal parts sum to the whole and differ by a penny at most")
  func equalParts() {
    let parts = (0..<24).map { PartOfWhole($0, of: 24).of(Int64(10_000)) }
    #expect(parts.prefix(3) == [417, 416, 417])
    #expect(parts.reduce(0, +) == 10_000)
    #expect(parts.suffix(8).reduce(0, +) == 3_333)
    for whole in [0, 1, 7, -7, 99_999, Int64.max / 2] as [Int64] {
      for count in [1, 3, 24, 600] {
        let parts = (0..<count).map { PartOfWhole($0, of: count).of(whole) }
        #expect(parts.reduce(0, +) == whole)
        #expect((parts.max() ?? 0) - (parts.min() ?? 0) <= 1)
      }
    }
  }

  @Test("four fifths in 24 parts and a fifth at the end: 24 of £400 and £2,400 of £12,000")
  func milestone() {
    let dues = (0..<24).map { PartOfWhole(from: $0 * 4, to: $0 * 4 + 4, whole: 120) }
    #expect(dues.allSatisfy { $0.of(Int64(1_200_000)) == 40_000 })
    #expect(PartOfWhole(from: 96, to: 120, whole: 120).of(Int64(1_200_000)) == 240_000)
  }
}
