import Randomness
import Testing

@Suite struct StreamTests {
  let stream = Stream("learner/retrofit-module/applies", seed: 7)

  @Test func addressesAreCounterWords() {
    let block = Philox4x32.block(key: stream.key, c0: 3, c1: 0xDDCC_BBAA, c2: 0x1234_5678, c3: 9)
    let bits = stream.bits(draw: 3, identity: 0x1234_5678_DDCC_BBAA, address: 9)
    #expect(bits == UInt64(block.1) << 32 | UInt64(block.0))
  }

  @Test func formsAgreeAtOneAddress() {
    for index in UInt64(0)..<1_000 {
      let both = stream.uniforms(draw: 1, identity: index, address: 2)
      let one = stream.uniform(draw: 1, identity: index, address: 2)
      let cell = stream.bits(draw: 1, identity: index, address: 2) >> 12
      #expect(both.0 == one)
      #expect(one * 0x1p52 - 0.5 == Double(cell))
      #expect(both.1 != one)
      #expect(one > 0 && one < 1 && 1 - (1 - one) == one)
    }
  }

  /// These numbers may never change: every result of every recorded run rests on them.
  @Test func numbersAreForEver() {
    #expect(stream.key == 0xF921_377F_97C4_9A44)
    #expect(stream.bits(draw: 5, identity: 11, address: 1) == 0xA909_37CF_59AF_65A2)
    #expect(identity(population: "learner", index: 0) == 0x3D6B_020C_74BC_F8D5)
    #expect(identity(child: 41, of: 17) == 0xFC40_891A_532B_8CA5)
  }

  @Test func keysFollowNameAndSeed() {
    #expect(Stream("a", seed: 1) == Stream("a", seed: 1))
    var keys: Set<UInt64> = []
    for seed in UInt64(0)..<200 {
      for name in ["a", "b", "aa", "ab", "", "learner/a/applies", "learner/b/applies"] {
        keys.insert(Stream(name, seed: seed).key)
      }
    }
    #expect(keys.count == 1_400)
  }

  /// A bias of 0.4 percentage points in the distribution function would be caught.
  @Test(arguments: ["draw", "identity", "address", "half"])
  func uniformAlongEveryWord(word: String) {
    let count = 200_000
    let sample = (0..<count).map { index in
      switch word {
      case "draw": stream.uniform(draw: UInt32(index), identity: 1)
      case "identity": stream.uniform(draw: 1, identity: UInt64(index))
      case "address": stream.uniform(draw: 1, identity: 1, address: UInt32(index))
      default: stream.uniforms(draw: 1, identity: UInt64(index)).1
      }
    }
    #expect(kolmogorovSmirnov(sample) { $0 } < kolmogorovSmirnovLimit(count: count))
    let next = Array(sample.dropFirst())
    let serial = correlation(Array(sample.dropLast()), next)
    #expect(serial.magnitude < falseAlarmErrors / Double(count).squareRoot())
  }

  @Test func streamsAreUncorrelated() {
    let first = uniforms("first", count: 100_000)
    let second = uniforms("second", count: 100_000)
    let limit = falseAlarmErrors / 100_000.0.squareRoot()
    #expect(correlation(first, second).magnitude < limit)
    #expect(correlation(first, uniforms("first", count: 100_000, draw: 1)).magnitude < limit)
  }

  @Test func identitiesNeverClashWithinAPopulation() {
    var seen: Set<UInt64> = []
    for index in UInt64(0)..<50_000 {
      seen.insert(identity(population: "learner", index: index))
      seen.insert(identity(population: "employer", index: index))
    }
    for firm in UInt64(0)..<100 {
      let parent = identity(population: "employer", index: firm)
      for employee in UInt64(0)..<500 { seen.insert(identity(child: employee, of: parent)) }
    }
    #expect(seen.count == 150_000)
  }

  /// Flipping one bit of an index moves half of an identity's bits, give or take.
  @Test func identitiesSpread() {
    for bit in 0..<64 {
      var moved = 0
      for index in UInt64(0)..<1_000 {
        let other = identity(population: "learner", index: index ^ (1 << UInt64(bit)))
        moved += (identity(population: "learner", index: index) ^ other).nonzeroBitCount
      }
      #expect((Double(moved) / 64_000 - 0.5).magnitude < 0.02)
    }
  }
}
