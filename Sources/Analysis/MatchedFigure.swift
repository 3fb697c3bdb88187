import Simulation

/// A sum of money that regimes can be held to: what a party pays, what funds pay out, or all support.
public struct MatchedFigure: Sendable, Hashable {
  /// The path, as written.
  public let path: String
  private let sum: Sum

  private enum Sum: Sendable, Hashable {
    case support
    case paid(party: String)
    case fund(String)
    case accounts
  }

  /// The figure of a path: `support`, `PARTY.pays`, `levy.pays` for all accounts, or `FUND.paid`.
  ///
  /// What a party pays is what it pays itself, grants and lends, in money of the day. Nothing for a path
  /// that no figure of a run has.
  public init?(_ path: String, parties: [String], funds: [String]) {
    self.path = path
    if path == "support" {
      sum = .support
      return
    }
    let parts = path.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return nil }
    switch parts[1] {
    case "pays" where parts[0] == "levy": sum = .accounts
    case "pays" where parties.contains(parts[0]): sum = .paid(party: parts[0])
    case "paid" where funds.contains(parts[0]): sum = .fund(parts[0])
    default: return nil
    }
  }

  /// The figure of each draw in whole units of the currency.
  public func values(_ comparison: Comparison, regime: Int) -> [Double] {
    let measures: [Measure]
    switch sum {
    case .support: measures = [.publicSupport]
    case .accounts: measures = [Measure(.paid, of: .accounts, .nominal)]
    case .fund(let name): measures = [Measure(.paidOut, of: .fund(name), .nominal)]
    case .paid(let party):
      measures = [Measure.Holder.party(party), .grants(of: party), .loans(of: party)].map {
        Measure(.paid, of: $0, .nominal)
      }
    }
    return (0..<comparison.result.draws).map { draw in
      measures.reduce(0.0) {
        $0 + Double(comparison.values($1, regime: regime)[draw])
          / Double(comparison.result.perUnit(of: $1))
      }
    }
  }

  /// The mean over draws.
  public func mean(_ comparison: Comparison, regime: Int) -> Double {
    let all = values(comparison, regime: regime)
    return all.reduce(0, +) / Double(max(1, all.count))
  }
}
