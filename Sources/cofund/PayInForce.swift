import FundingRules
import FundingValues
import Quoting

/// Whether taxes on pay are held for a day and a person.
struct PayInForce {
  private let payrolls: [Payroll]
  private let question: PayQuestion
  private let home: String

  /// The taxes of some files for a question, by somebody who lives somewhere.
  init(_ payrolls: [Payroll], _ question: PayQuestion, _ home: String) {
    self.payrolls = payrolls
    self.question = question
    self.home = home
  }

  /// Refuses to print pay without tax where taxes are known but none is due.
  func require() throws(Failure) {
    var known = false
    for payroll in payrolls {
      let yearly = payroll.rules.taxes.filter { $0.on == learnerParty && !$0.isByPayPeriod }
      known = known || !yearly.isEmpty
      if yearly.contains(where: payroll.mayBeDue) { return }
    }
    guard known else {
      throw .wrong(
        "no-rules",
        "no policy read declares a tax on a learner's pay for a year, so what is left of it cannot be "
          + "told; name others with `--policies`")
    }
    try requireDays()
    let place = home.isEmpty ? "" : " in \(home)"
    throw .wrong(
      "no-tax",
      "no tax on a year's pay is due from a learner\(place) on \(question.date) under the policies "
        + "read; add the policy that says what is due there",
      needs: ["a tax due from a learner\(place) on \(question.date)"])
  }

  /// Refuses a day on which no yearly tax applies, with the days on which one does.
  private func requireDays() throws(Failure) {
    let taxes = payrolls.flatMap { payroll in
      payroll.rules.taxes.filter { tax in
        tax.on == learnerParty
          && tax.due.map { (try? payroll.here.holds($0)) ?? false } ?? true
      }
    }
    guard !taxes.contains(where: { $0.applies.holds(question.date) }), let tax = taxes.first,
      let rules = payrolls.first?.rules
    else { return }
    throw .wrong(
      "missing-value",
      "`\(tax.name)` applies \(rules.words(tax.applies)), and \(question.date) is outside that",
      needs: ["a day on which `\(tax.name)` applies, or a policy with earlier values"]
        + (question.plans.isEmpty
          ? [] : ["or `--repayments-only`, if what loans take is all that is asked"]))
  }
}
