/// A named source of random numbers, each looked up by its draw, identity and address.
///
/// The same question has the same answer in every regime, thread, chunk and shard, whatever else is
/// simulated. Two streams whose names differ share no number except by the chance of one in 2^64
/// that their keys clash; a plan compares the keys of its streams when it is built.
public struct Stream: Sendable, Hashable {
  /// The generator's key, mixed from the seed and the name.
  public let key: UInt64

  /// A stream by its name under one seed.
  ///
  /// The name's bytes in UTF-8 are hashed by FNV-1a; for one seed the key is a bijection of that
  /// hash, and for one name it is a bijection of the seed.
  public init(_ name: String, seed: UInt64) {
    key = mixed(fowlerNollVo(name) ^ mixed(seed))
  }

  /// One uniform number in the open interval from zero to one.
  ///
  /// It is the midpoint of one of 2^52 equal cells, so it is never 0 or 1, and its complement is
  /// exact.
  @inlinable
  public func uniform(draw: UInt32, identity: UInt64, address: UInt32 = 0) -> Double {
    let words = block(draw: draw, identity: identity, address: address)
    return Stream.openUnit(words.0, words.1)
  }

  /// Two independent uniform numbers in the open interval from zero to one.
  ///
  /// The first is the one that a request for a single number at this address gives.
  @inlinable
  public func uniforms(
    draw: UInt32, identity: UInt64, address: UInt32 = 0
  ) -> (Double, Double) {
    let words = block(draw: draw, identity: identity, address: address)
    return (Stream.openUnit(words.0, words.1), Stream.openUnit(words.2, words.3))
  }

  /// Sixty-four random bits, those behind the first uniform number at this address.
  ///
  /// Meant for lots: comparing bits never ties within 2^64 except by chance.
  @inlinable
  public func bits(draw: UInt32, identity: UInt64, address: UInt32 = 0) -> UInt64 {
    let words = block(draw: draw, identity: identity, address: address)
    return UInt64(words.0) | UInt64(words.1) &<< 32
  }

  /// The four words at one draw, identity and address.
  @inlinable
  func block(
    draw: UInt32, identity: UInt64, address: UInt32
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    Philox4x32.block(
      key: key, c0: draw, c1: UInt32(truncatingIfNeeded: identity),
      c2: UInt32(truncatingIfNeeded: identity &>> 32), c3: address)
  }

  /// The midpoint of the cell that the upper 52 of 64 bits select.
  @inlinable
  static func openUnit(_ low: UInt32, _ high: UInt32) -> Double {
    let cell = Int64(truncatingIfNeeded: (UInt64(low) | UInt64(high) &<< 32) &>> 12)
    return (Double(cell) + 0.5) * 0x1p-52
  }
}
