/// The counter-based generator Philox4x32 with ten rounds, as published with Random123.
///
/// A block is a pure function of its key and counter, so a number is looked up by its address and
/// never consumed: threads, chunks and the order of questions cannot change it.
public struct Philox4x32 {
  /// The four random words at one counter under one key.
  ///
  /// The key's low half is Random123's first key word.
  @inlinable
  public static func block(
    key: UInt64, c0: UInt32, c1: UInt32, c2: UInt32, c3: UInt32
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var w0 = c0
    var w1 = c1
    var w2 = c2
    var w3 = c3
    var k0 = UInt32(truncatingIfNeeded: key)
    var k1 = UInt32(truncatingIfNeeded: key &>> 32)
    for _ in 0..<10 {
      let p0 = UInt64(w0) &* 0xD251_1F53
      let p1 = UInt64(w2) &* 0xCD9E_8D57
      w0 = UInt32(truncatingIfNeeded: p1 &>> 32) ^ w1 ^ k0
      w2 = UInt32(truncatingIfNeeded: p0 &>> 32) ^ w3 ^ k1
      w1 = UInt32(truncatingIfNeeded: p1)
      w3 = UInt32(truncatingIfNeeded: p0)
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return (w0, w1, w2, w3)
  }
}
