public import Analysis
import FundingRules
public import FundingValues
import PolicyCompiler

/// The table of a scenario's targets: what was published, what is modelled, and whether it was calibrated to.
public struct TargetsText {
  private let claims: [JudgedClaim]
  private let currency: Currency

  /// The table of some targets.
  public init(_ claims: [JudgedClaim], in currency: Currency) {
    self.claims = claims
    self.currency = currency
  }

  /// The whole text: the table, then the reasons written down for what is missed.
  public var text: String {
    var table = TextTable(
      "Targets of \(claims.first?.claim.under?.scenario ?? "the scenario")",
      heads: ["published", "within", "modelled", "error", "verdict", "target"])
    for judged in claims {
      let claim = judged.claim
      let words = ClaimsText([judged], in: currency)
      let gap = judged.figure.map { $0.value - claim.published }
      table.add(
        claim.name,
        [
          words.value(claim.published, claim), words.value(claim.tolerance, claim),
          words.shortFigure(judged.figure, claim), gap.map { words.value($0, claim) } ?? "",
          judged.verdict.words, claim.purposeName ?? "",
        ])
    }
    var lines = table.lines
    let met = claims.filter { $0.verdict == .reproduced }.count
    lines.append(
      "\(met) of \(claims.count) met; \(claims.filter { $0.claim.purposeName == "calibrates" }.count) calibrated, "
        + "\(claims.filter { $0.claim.purposeName == "held back" }.count) held back")
    for judged in claims where judged.verdict != .reproduced {
      guard let reason = judged.claim.verdict?.reason else { continue }
      lines.append("  \(judged.claim.name): \(reason)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
