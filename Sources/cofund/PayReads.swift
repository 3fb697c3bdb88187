import FundingRules
import PolicyCompiler
import PolicyLanguage
import Quoting

extension Reads {
  /// Reads what a tax charges on a pay, and who owes it.
  mutating func read(_ tax: Tax) {
    read(fact: tax.assessedOn)
    if let due = tax.due { read(due) }
    for formula in tax.formulas { read(formula) }
  }

  /// Reads what a plan takes of a pay.
  mutating func read(_ plan: RepaymentPlan) {
    read(fact: plan.of)
    for band in plan.bands {
      read(band.rate)
      read(band.threshold)
    }
  }
}

extension Payrolls {
  /// Refuses what is set and what nothing asked reads: neither the taxes, unless what loans take is all that
  /// is asked, nor the plans, of which a table may name any.
  func requireRead(
    _ settings: Settings, plans: [String], repaymentsOnly: Bool, inTable: Bool
  ) throws(Failure) {
    var facts: Set<String> = []
    var parameters: Set<String> = []
    for part in parts {
      var reads = Reads(part.rules)
      for tax in part.rules.taxes where (!repaymentsOnly || inTable) && isOnPay(tax, part.rules) {
        reads.read(tax)
      }
      for plan in part.rules.plans where part.own.contains(plan.name) {
        if inTable || plans.contains(plan.name) { reads.read(plan) }
      }
      facts.formUnion(reads.facts.map { part.rules.facts.names[$0] })
      parameters.formUnion(
        reads.parameters.map {
          part.rules.parameters[$0].owner + "." + part.rules.parameters[$0].name
        })
    }
    var unread = settings.parameters.map(\.name).filter { !parameters.contains($0) }
    unread += settings.facts.filter { $0.isSet && !facts.contains($0.name) }.map(\.name)
    unread += settings.figures.map(\.name).filter { name in
      guard name.hasSuffix(".balance") else { return !facts.contains(name) }
      return !planNames.contains(String(name.dropLast(".balance".count)))
    }
    unread += settings.terms.given + settings.dated
    let reason = "is read by no tax on pay and no repayment plan that is asked"
    let faults = unread.map { name -> Failure in
      .misuse("`--set \(name)` \(reason)", needs: [name])
    }
    if let failure = Failure.together(faults) { throw failure }
  }

  /// Whether a tax is a learner's, or an employer's on what a learner is paid.
  private func isOnPay(_ tax: Tax, _ rules: RuleSet) -> Bool {
    if tax.on == learnerParty { return true }
    var reads = Reads(rules)
    reads.read(fact: tax.assessedOn)
    return reads.facts.contains { rules.facts.names[$0].hasPrefix("learner.") }
  }
}
