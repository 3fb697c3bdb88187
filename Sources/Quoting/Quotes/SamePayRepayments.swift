package import FundingRules
import FundingValues
import PolicyCompiler

/// What a learner repays of what a route lends, on the same pay all along, until it is repaid or written off.
package struct SamePayRepayments: Sendable, Hashable {
  /// Whole pence repaid.
  package let repaid: Int64
  /// Whole pence written off at the end of the term.
  package let writtenOff: Int64
  /// The year in which the last repayment is made, or the debt is written off.
  package let lastYear: Int

  /// The longest that repayments are followed, in years.
  fileprivate static let longest = 60
}

extension QuoteCase {
  /// What is repaid of the loans of a quote; nothing where it lends nothing, where a plan lets off part of what is
  /// owed, or where the pay that a plan looks at is not given.
  package func repayments(of quote: RouteQuote) -> SamePayRepayments? {
    let here = here(by: quote.route)
    var ledger = LoanLedger()
    for (plan, pence) in lent(by: quote) {
      guard rules.plans[plan].letsOff.isEmpty,
        let end = here.frame[rules.plans[plan].startsAfter]
      else { return nil }
      let day = CivilDate(day: Int32(clamping: end.floor()))
      ledger.add(
        LoanBalance(
          plan: plan, coming: [(pence, date)], firstDue: rules.plans[plan].firstDue(after: day)))
    }
    guard !ledger.balances.isEmpty else { return nil }
    return try? followed(&ledger, here)
  }

  /// The pence lent under each plan: towards costs, and to live on.
  private func lent(by quote: RouteQuote) -> [(plan: Int, pence: Int64)] {
    let lines = quote.costs.flatMap(\.lines).filter { $0.kind == .loan }.compactMap { line in
      line.instrument.flatMap { rules.instruments[$0].plan }.map { (plan: $0, pence: line.amount) }
    }
    let gifts = quote.receipts.filter { $0.kind == .loan && $0.to == learnerParty }.compactMap {
      gift in
      rules.instruments[gift.instrument].plan.map { (plan: $0, pence: gift.total) }
    }
    return lines + gifts
  }

  private func followed(
    _ ledger: inout LoanLedger, _ here: Circumstances
  ) throws(Missing) -> SamePayRepayments {
    let groups = RepaymentPlan.groups(of: rules.plans)
    let begins = ledger.balances.map { rules.plans[$0.plan].year.start(holding: date) }
    var repaid: Int64 = 0
    var writtenOff: Int64 = 0
    var last = date.year
    for number in 0..<SamePayRepayments.longest {
      var years: [RepaymentYear?] = []
      var pay: [Int64] = []
      for (index, balance) in ledger.balances.enumerated() {
        let start = begins[index].adding(months: 12 * number)
        let repays = start >= balance.firstDue
        years.append(
          try RepaymentYear(
            of: balance.plan, rules, from: start, here, repays: repays,
            lentOn: repays ? nil : date))
        let fact = rules.plans[balance.plan].of
        guard let earnings = here.frame[fact] else { throw Missing.fact(fact) }
        pay.append(earnings.roundedHalfUp())
      }
      let movements = try ledger.pass(
        years, pay: pay, rules, groups: groups, letting: ledger.balances.map { _ in nil })
      let took = movements.reduce(Int64(0)) { $0 + $1.repaid }
      let lost = movements.reduce(Int64(0)) { $0 + $1.writtenOff }
      repaid += took
      writtenOff += lost
      if took + lost > 0 { last = begins.map(\.year).min().map { $0 + number + 1 } ?? last }
      if lost > 0 || took > 0 && ledger.balances.allSatisfy({ $0.pence == 0 }) { break }
    }
    return SamePayRepayments(repaid: repaid, writtenOff: writtenOff, lastYear: last)
  }
}
