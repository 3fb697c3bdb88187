import Simulation
import Testing

/// A flow of a ledger without the name of its regime, for comparing runs.
struct BookedFlow: Hashable {
  let draw: Int
  let person: UInt64
  let place: String
  let pence: Int64
  let weight: Int64

  init(_ entry: LedgerEntry) {
    draw = entry.draw
    person = entry.person
    place =
      "\(entry.offer) \(entry.route) \(entry.payer) \(entry.payee) \(entry.instrument) \(entry.date)"
    pence = entry.pence
    weight = entry.weightMillionths
  }

  /// How often each flow stands in a ledger.
  static func counts(_ ledger: some Sequence<LedgerEntry>) -> [BookedFlow: Int] {
    var result: [BookedFlow: Int] = [:]
    for entry in ledger { result[BookedFlow(entry), default: 0] += 1 }
    return result
  }
}

/// What is different between two regimes of one or two runs, or nothing; ledgers in any order.
///
/// Measures that only one of them has must be nought throughout.
func difference(
  _ one: RegimeResult, _ other: RegimeResult,
  leavingOut isLeftOut: (Measure) -> Bool = { _ in false }
) -> String? {
  for measure in Set(one.values.keys).union(other.values.keys) where !isLeftOut(measure) {
    let (left, right) = (one.values[measure] ?? [], other.values[measure] ?? [])
    if left != right, (left + right).contains(where: { $0 != 0 }) {
      return "\(measure): \(left) and \(right)"
    }
  }
  for cell in Set(one.flows.keys).union(other.flows.keys) {
    let (left, right) = (one.flows[cell] ?? [], other.flows[cell] ?? [])
    if left != right, (left + right).contains(where: { $0 != 0 }) {
      return "\(cell): \(left) and \(right)"
    }
  }
  if one.gainHistogram.filter({ $0.value != 0 }) != other.gainHistogram.filter({ $0.value != 0 }) {
    return "the gains of learners"
  }
  let left = BookedFlow.counts(one.ledger)
  let right = BookedFlow.counts(other.ledger)
  guard let first = left.first(where: { right[$0.key] != $0.value }) else {
    return left.count == right.count ? nil : "ledgers of \(left.count) and \(right.count) flows"
  }
  return "ledgers: \(first.key) stands \(first.value) and \(right[first.key] ?? 0) times"
}

/// What is different between two runs of the same regimes, or nothing.
func difference(_ one: SimulationResult, _ other: SimulationResult) -> String? {
  guard one.regimes.map(\.name) == other.regimes.map(\.name) else { return "the regimes" }
  for (left, right) in zip(one.regimes, other.regimes) {
    if let found = difference(left, right) { return "\(left.name): \(found)" }
  }
  return nil
}

/// Whether a measure is of a class: what the funded would have done under the baseline.
func isOfClass(_ measure: Measure) -> Bool { measure.quantity.enrolmentClass != nil }
