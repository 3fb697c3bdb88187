public import FundingValues

/// What has been used of limits, by holder and window.
public struct LimitLedger: Sendable {
  private struct Key: Hashable {
    let limit: Int
    let holder: UInt64
  }
  private var rooms: [Key: Headroom.Room] = [:]

  /// Nothing used of any limit.
  public init() {}

  /// What a holder has used of a limit.
  public func room(_ limit: Int, holder: UInt64) -> Headroom.Room {
    rooms[Key(limit: limit, holder: holder)] ?? Headroom.Room()
  }

  /// Uses so much more in the window that begins on a day.
  public mutating func use(_ limit: Int, holder: UInt64, from start: CivilDate, _ amount: Ratio) {
    rooms[Key(limit: limit, holder: holder), default: Headroom.Room()].use(amount, from: start)
  }
}
