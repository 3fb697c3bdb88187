import Simulation

/// The party under whose name all support paid is summed: levy, grants and devolved funds.
public let supportParty = "support"

/// Who pays but is not support: those who come, their employers, loans, and the provider.
private let notSupport: Set<String> = [
  "learner", "employer", "treasury-loan", "provider", "society", supportParty,
]

/// What levy, grants and devolved funds pay together, in each draw, period and cell.
func supportPaid(in regime: RegimeResult) -> [Measure: [Int128]] {
  var sums: [Measure: [Int128]] = [:]
  for (measure, values) in regime.values where measure.name == "paid" {
    guard !notSupport.contains(measure.party), !measure.party.hasSuffix("-loan") else { continue }
    var together = measure
    together.party = supportParty
    if let sum = sums[together] {
      sums[together] = zip(sum, values).map { $0 + $1 }
    } else {
      sums[together] = values
    }
  }
  return sums
}
