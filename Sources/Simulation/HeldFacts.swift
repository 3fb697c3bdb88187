import FundingRules
import FundingValues

/// Facts of many people or firms, one row each, as fractions of 64 bits over 32: most are whole numbers.
/// The few that need more bits stand apart.
struct HeldFacts: Sendable {
  private let width: Int
  private var numerators: [Int64] = []
  /// Above zero; zero for a fact that is not known, and below zero for one that stands apart.
  private var denominators: [Int32] = []
  private var apart: [Int: Ratio] = [:]

  /// No rows yet, of so many facts each.
  init(width: Int) { self.width = width }

  /// Adds a fact to the row that is being added.
  mutating func append(_ value: Ratio, isKnown: Bool) {
    guard isKnown else { return add(0, 0) }
    if let numerator = Int64(exactly: value.numerator),
      let denominator = Int32(exactly: value.denominator)
    {
      add(numerator, denominator)
    } else {
      apart[numerators.count] = value
      add(0, -1)
    }
  }

  private mutating func add(_ numerator: Int64, _ denominator: Int32) {
    numerators.append(numerator)
    denominators.append(denominator)
  }

  /// A fact of a row by its place in it, if it is known.
  func value(row: Int, _ offset: Int) -> Ratio? {
    let place = row * width + offset
    let denominator = denominators[place]
    if denominator == 1 { return Ratio(numerators[place]) }
    if denominator == 0 { return nil }
    return denominator > 0
      ? Ratio(Int128(numerators[place]), over: Int128(denominator)) : apart[place]
  }

  /// Copies a row to a frame: the facts of those numbers, in their order.
  func copy(row: Int, _ facts: [Int], to frame: inout Frame) {
    for (offset, fact) in facts.enumerated() { frame[fact] = value(row: row, offset) }
  }
}
