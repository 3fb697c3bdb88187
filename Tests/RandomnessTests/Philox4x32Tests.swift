import Randomness
import Testing

/// Random123's published known-answer vectors for the generator.
@Suite struct Philox4x32Tests {
  @Test func zeroCounterAndKey() {
    let block = Philox4x32.block(key: 0, c0: 0, c1: 0, c2: 0, c3: 0)
    #expect(block == (0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
  }

  @Test func allOnes() {
    let ones = UInt32.max
    let block = Philox4x32.block(key: .max, c0: ones, c1: ones, c2: ones, c3: ones)
    #expect(block == (0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
  }

  @Test func digitsOfPi() {
    let block = Philox4x32.block(
      key: 0x299F_31D0_A409_3822, c0: 0x243F_6A88, c1: 0x85A3_08D3, c2: 0x1319_8A2E,
      c3: 0x0370_7344)
    #expect(block == (0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }
}
