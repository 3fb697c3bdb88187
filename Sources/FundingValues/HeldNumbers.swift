extension Int64 {
  /// The largest whole number that reckoning holds, the same as `no limit`: 90 trillion pounds in pence.
  ///
  /// What is given is far smaller; a result this large is refused wherever one is reported.
  public static let mostHeld: Int64 = 9_000_000_000_000_000

  /// The whole number, or the nearest one that is held.
  @inlinable init(held whole: Int128) {
    self = Swift.max(-Int64.mostHeld, Swift.min(Int64.mostHeld, Int64(clamping: whole)))
  }

  /// The whole number towards nought from a value, or the nearest one that is held; nought for no number.
  @inlinable public init(held value: Double) {
    guard value.magnitude < 9e15 else {
      self = value > 0 ? Int64.mostHeld : value < 0 ? -Int64.mostHeld : 0
      return
    }
    self = Int64(value)
  }
}
