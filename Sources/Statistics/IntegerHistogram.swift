/// Counts of whole numbers, such as levels, months or pounds.
///
/// Counts are whole, so parts merge to the same histogram in any order. Everything that can be read
/// is in rising order of the numbers, whatever the order of the store.
public struct IntegerHistogram: Sendable, Equatable {
  /// The counts by number; none is zero.
  private var counts: [Int: Int] = [:]

  /// How many were counted in all.
  public private(set) var total = 0

  /// A histogram of nothing.
  public init() {}

  /// Counts a number once, or as often as asked.
  public mutating func add(_ number: Int, count: Int = 1) {
    precondition(count >= 0, "a count is not negative")
    guard count > 0 else { return }
    counts[number, default: 0] += count
    total += count
  }

  /// Adds all that another counted.
  public mutating func merge(_ other: IntegerHistogram) {
    counts.merge(other.counts) { $0 + $1 }
    total += other.total
  }

  /// How often a number was counted.
  public func count(of number: Int) -> Int { counts[number] ?? 0 }

  /// The numbers that were counted and how often, in rising order.
  public var bins: [(number: Int, count: Int)] {
    counts.keys.sorted().map { (number: $0, count: counts[$0] ?? 0) }
  }

  /// The mean of what was counted, or nothing where nothing was.
  public var mean: Double? {
    guard total > 0 else { return nil }
    var sum: Int128 = 0
    for (number, count) in counts { sum += Int128(number) * Int128(count) }
    return Double(sum) / Double(total)
  }

  /// The least number that at least a given share of what was counted does not exceed.
  public func quantile(_ share: Double) -> Int? {
    var running = 0
    var last: Int?
    for (number, count) in bins {
      running += count
      last = number
      if Double(running) >= share * Double(total) { break }
    }
    return last
  }
}
