import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// What a learner, a loan or a plan repays.
  ///
  /// A balance that is given is being repaid in the year that holds the day; what the example itself lends
  /// is repaid from the first day that is due. Only the first is asked about by the pay period.
  func repaid(by subject: String, year: Int) throws -> WorkedFigure {
    let isKnown =
      rules.instruments.contains { $0.name == subject }
      || rules.plans.contains { $0.name == subject }
      || rules.party(named: subject) == learnerParty
    guard isKnown else { throw unknown(subject) }
    let debts = try debts(of: subject)
    let mine = debts.filter(\.isAsked)
    if mine.isEmpty {
      return WorkedFigure(pence: 0, how: ["nothing is lent, and no balance is given"])
    }
    var sum: Int128 = 0
    var how: [String] = []
    if let payPeriod, mine.allSatisfy(\.isGiven) {
      for plan in Set(mine.map(\.plan)).sorted() {
        let taken = try taken(under: plan, debts, by: payPeriod, year: year)
        sum += Int128(taken.pence)
        how += taken.how
      }
      return WorkedFigure(pence: sum, how: how)
    }
    let number = max(1, year)
    for loan in try follow(debts, years: number) {
      let plan = rules.plans[loan.plan]
      guard loan.years.count >= number else {
        how.append(
          loan.isWrittenOff
            ? "`\(plan.name)` is written off before year \(year)"
            : "`\(plan.name)` is repaid before year \(year)")
        continue
      }
      let last = loan.years[number - 1]
      sum += Int128(last.movement.repaid)
      how.append(
        "`\(plan.name)` takes "
          + words(of: last.terms.steps, of: words(Ratio(last.pay), .moneyPerYear)) {
            words(Ratio($0), .moneyPerYear)
          } + " from \(last.start): \(money(last.movement.due))")
      if last.movement.repaid < last.movement.due {
        how.append("no more than is owed, \(money(last.movement.repaid))")
      }
    }
    return WorkedFigure(pence: sum, how: how)
  }

  /// What is left of a plan's debt, or of a loan, when it is written off, on the same pay all along.
  func writtenOff(_ subject: String) throws -> WorkedFigure? {
    try wholeTerm(of: subject) { loan, name in
      guard loan.isWrittenOff else {
        return loan.isOver
          ? (0, ["`\(name)` is repaid before its term is over"])
          : (0, ["`\(name)` is never written off"])
      }
      let end = loan.ends.map { " on \($0)" } ?? ""
      return (loan.writtenOff, ["`\(name)` is written off\(end): \(money(loan.writtenOff))"])
    }
  }

  /// What is let off under a plan, or of a loan, over the whole term, on the same pay all along.
  func letOff(_ subject: String) throws -> WorkedFigure? {
    try wholeTerm(of: subject) { loan, name in
      let how = loan.letOff.map { each in
        let what =
          each.event == .completion ? "the course is completed" : "the first repayment is made"
        return "`\(name)` lets off \(money(each.pence)) of \(money(each.of)) when \(what)"
      }
      return (
        loan.letOff.reduce(0) { $0 + $1.pence },
        how.isEmpty ? ["`\(name)` lets off nothing here"] : how
      )
    }
  }

  /// What is owed under a plan, or of a loan, at the end of a year of repayment.
  func owed(_ subject: String, after year: Int) throws -> WorkedFigure? {
    try wholeTerm(of: subject, years: year) { loan, name in
      guard loan.years.count >= year else {
        return (0, ["nothing is owed under `\(name)` any more after year \(year)"])
      }
      let left = loan.years[year - 1].left
      return (left, ["\(money(left)) is left under `\(name)` \(year) years after \(loan.first)"])
    }
  }

  /// A figure of a plan's debt, or of a loan, followed for its whole term or for some years of it.
  private func wholeTerm(
    of subject: String, years: Int? = nil,
    figure: (FollowedLoan, String) -> (pence: Int64, how: [String])
  ) throws -> WorkedFigure? {
    guard
      rules.plans.contains(where: { $0.name == subject })
        || rules.instruments.contains(where: { $0.name == subject && $0.isLoan })
    else { return nil }
    var sum: Int128 = 0
    var how: [String] = []
    for loan in try follow(try debts(of: subject), years: years) {
      let found = figure(loan, rules.plans[loan.plan].name)
      sum += Int128(found.pence)
      how += found.how
    }
    return WorkedFigure(pence: sum, how: how)
  }

  /// What payroll takes under a plan from the pay of one period, no more than is owed.
  private func taken(
    under number: Int, _ debts: [Debt], by period: PayPeriod, year: Int
  ) throws -> (pence: Int64, how: [String]) {
    let plan = rules.plans[number]
    guard let earnings = here.frame[plan.of]?.roundedHalfUp() else { throw Missing.fact(plan.of) }
    let payroll = payroll(year: year)
    let deductions = try payroll.repayments(
      annualEarnings: earnings, period: period,
      plans: Set(debts.filter { $0.pence > 0 }.map(\.plan)).sorted())
    let wanted = deductions.first { $0.name == plan.name }?.amount ?? 0
    let steps = try RepaymentStep.steps(of: number, plan, payroll.here)
    var how = [
      "`\(plan.name)` takes "
        + words(of: steps, of: "\(money(earnings / period.perYear)) \(byThe(period))") {
          money(period.share(ofYear: Ratio($0)))
        } + ", \(money(wanted)) as payroll rounds it"
    ]
    let mine = debts.filter { $0.plan == number && $0.isAsked }
    let owed = Int64(clamping: mine.reduce(Int128(0)) { $0 + Int128($1.pence) })
    if wanted > owed { how.append("no more than the balance of \(money(owed))") }
    return (min(wanted, owed), how)
  }

  /// Steps in words: "9% of £30,000 above £25,000, 5% above £50,000".
  private func words(
    of steps: [RepaymentStep], of pay: String, threshold: (Int64) -> String
  ) -> String {
    steps.enumerated().map { index, step in
      percent(step.rate) + (index == 0 ? " of \(pay)" : "") + " above \(threshold(step.threshold))"
    }.joined(separator: ", ")
  }
}
