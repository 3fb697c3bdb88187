import FundingRules
import FundingValues

/// What somebody owes under a plan.
struct Debt {
  let instrument: Int?
  let plan: Int
  let pence: Int64
  /// Whether the example gives it as a balance, so that it is being repaid on the day.
  let isGiven: Bool
  /// Whether it is what is asked about, instead of standing beside that in one deduction.
  var isAsked = true
}

/// What became of one plan's balance, year by year from the first that takes anything.
struct FollowedLoan {
  /// One year of repayment.
  struct Year {
    let start: CivilDate
    let pay: Int64
    let terms: RepaymentPiece
    let movement: LoanMovement
    let left: Int64
  }
  let plan: Int
  /// The first day of the first year that takes anything.
  let first: CivilDate
  var years: [Year] = []
  /// What is let off, and what happened.
  var letOff: [(pence: Int64, of: Int64, event: LetOff.Event)] = []
  /// What is written off, where the end of the term is reached.
  var writtenOff: Int64 = 0
  /// The first day on which nothing is owed any more, once it is known.
  var ends: CivilDate?
  /// Whether nothing is owed, or will be.
  var isOver = false
  /// Whether the end of the term was reached.
  var isWrittenOff = false
}

extension ExampleWork {
  /// The most years for which an example follows a debt: `no limit` is longer.
  private static let longestTerm = 100

  /// What is owed by the balances given and by what the example lends, what is asked about marked.
  ///
  /// Of a loan that shares its plan with others, that loan alone is followed; what is owed under another plan
  /// counts where both are one deduction.
  func debts(of subject: String) throws -> [Debt] {
    let loan = rules.instruments.firstIndex { $0.name == subject }
    let plan = rules.plans.firstIndex { $0.name == subject }
    var debts = try lent().filter { $0.pence > 0 } + givenDebts
    for index in debts.indices {
      debts[index].isAsked =
        loan.map { debts[index].instrument == $0 } ?? plan.map { debts[index].plan == $0 } ?? true
    }
    let asked = Set(debts.filter(\.isAsked).map(\.plan))
    let groups = RepaymentPlan.groups(of: rules.plans)
    let together = Set(asked.map { groups[$0] })
    return debts.filter { debt in
      debt.isAsked || !asked.contains(debt.plan) && together.contains(groups[debt.plan])
    }
  }

  /// The balances of plans and loans that the example gives.
  private var givenDebts: [Debt] {
    let plans = rules.plans.enumerated().map { (instrument: nil as Int?, plan: $0, name: $1.name) }
    let loans = rules.instruments.enumerated().compactMap { number, loan in
      loan.plan.map { (instrument: number as Int?, plan: $0, name: loan.name) }
    }
    return (plans + loans).compactMap { owner in
      figures[owner.name + ".balance"].map { balance in
        Debt(
          instrument: owner.instrument, plan: owner.plan, pence: balance.roundedHalfUp(),
          isGiven: true)
      }
    }
  }

  /// What each loan of the example lends, gifts over the whole course included; nothing lent is no debt.
  private func lent() throws -> [Debt] {
    var lent: [Debt] = []
    let quote = try quote()
    for line in quote.costs.flatMap(\.lines) where line.kind == .loan && line.amount > 0 {
      guard let number = line.instrument, let plan = rules.instruments[number].plan else {
        continue
      }
      lent.append(Debt(instrument: number, plan: plan, pence: line.amount, isGiven: false))
    }
    for receipt in quote.receipts where receipt.kind == .loan && receipt.amount > 0 {
      guard let plan = rules.instruments[receipt.instrument].plan else { continue }
      lent.append(
        Debt(
          instrument: receipt.instrument, plan: plan,
          pence: Int64(clamping: Int128(receipt.amount) * Int128(receipt.times)), isGiven: false))
    }
    return lent
  }

  /// The plans asked about, each followed for its whole term or for some years of it.
  func follow(_ debts: [Debt], years wanted: Int? = nil) throws -> [FollowedLoan] {
    var ledger = LoanLedger()
    for debt in debts { ledger.add(try balance(of: debt)) }
    let asked = Set(debts.filter(\.isAsked).map(\.plan))
    let groups = RepaymentPlan.groups(of: rules.plans)
    var letting: [LettingOff?] = []
    var loans: [FollowedLoan] = []
    for balance in ledger.balances {
      letting.append(try lettingOff(of: balance))
      loans.append(FollowedLoan(plan: balance.plan, first: balance.firstDue))
    }
    let limit = min(wanted ?? ExampleWork.longestTerm, ExampleWork.longestTerm)
    let begins = ledger.balances.map { balance in
      let first = balance.coming.map(\.day).min() ?? balance.firstDue
      return rules.plans[balance.plan].year.start(holding: first)
    }
    var number = begins.map(\.year).min() ?? day.year
    while loans.contains(where: { asked.contains($0.plan) && !$0.isOver && $0.years.count < limit })
    {
      try pass(&ledger, &loans, inYear: number, from: begins, groups, letting)
      number += 1
    }
    return loans.filter { asked.contains($0.plan) }
  }

  /// Carries all balances through the years of their plans that begin in a calendar year.
  private func pass(
    _ ledger: inout LoanLedger, _ loans: inout [FollowedLoan], inYear number: Int,
    from begins: [CivilDate], _ groups: [Int], _ letting: [LettingOff?]
  ) throws {
    var years: [RepaymentYear?] = []
    var pay: [Int64] = []
    for (index, balance) in ledger.balances.enumerated() {
      let plan = rules.plans[balance.plan]
      let start = begins[index].adding(months: 12 * (number - begins[index].year))
      guard start >= begins[index], !loans[index].isOver else {
        years.append(nil)
        pay.append(0)
        continue
      }
      let repays = start >= balance.firstDue
      years.append(
        try RepaymentYear(
          of: balance.plan, rules, from: start, here, repays: repays,
          lentOn: repays ? nil : balance.coming.map(\.day).min()))
      let earnings = circumstances(on: start).frame[plan.of]
      if repays, earnings == nil { throw Missing.fact(plan.of) }
      pay.append(earnings?.roundedHalfUp() ?? 0)
    }
    let movements = try ledger.pass(years, pay: pay, rules, groups: groups, letting: letting)
    for (index, movement) in movements.enumerated() {
      guard let year = years[index] else { continue }
      let balance = ledger.balances[index]
      loans[index].letOff += movement.letOff
      loans[index].writtenOff += movement.writtenOff
      loans[index].ends = balance.ends
      let next = year.start.adding(months: 12)
      let isAtEnd = balance.ends.map { $0 <= next } ?? false
      if year.start >= balance.firstDue {
        loans[index].years.append(
          FollowedLoan.Year(
            start: year.start, pay: pay[index], terms: year.pieces[0], movement: movement,
            left: balance.pence))
      }
      if isAtEnd {
        loans[index].isWrittenOff = true
        loans[index].writtenOff += balance.pence
      }
      loans[index].isOver = isAtEnd || balance.pence == 0 && balance.coming.isEmpty
    }
  }

  /// A debt as a balance: what is given is owed from the first day of the year that holds the example's
  /// day and has had its first repayment; what is lent is due after the course.
  private func balance(of debt: Debt) throws -> LoanBalance {
    let plan = rules.plans[debt.plan]
    if debt.isGiven {
      let start = plan.year.start(holding: day)
      return LoanBalance(
        plan: debt.plan, coming: [(debt.pence, start)], firstDue: start, isRepaid: true)
    }
    guard let end = here.frame[plan.startsAfter] else { throw Missing.fact(plan.startsAfter) }
    return LoanBalance(
      plan: debt.plan, coming: [(debt.pence, here.date)],
      firstDue: plan.firstDue(after: CivilDate(day: Int32(clamping: end.floor()))))
  }

  /// What a balance's plan lets off; a course counts that the example says is completed, from its day on.
  private func lettingOff(of balance: LoanBalance) throws -> LettingOff? {
    let clauses = rules.plans[balance.plan].letsOff
    guard !clauses.isEmpty else { return nil }
    var letting = LettingOff(clauses: clauses, completions: [], first: here)
    guard clauses.contains(where: { $0.event == .completion }),
      let completed = rules.facts["course.completed"], here.frame[completed] == .one,
      let end = rules.facts["course.end"]
    else { return letting }
    guard let last = here.frame[end] else { throw Missing.fact(end) }
    let ended = CivilDate(day: Int32(clamping: last.floor()))
    if ended >= (balance.isRepaid ? day : here.date) {
      letting.completions.append((ended, here))
    }
    return letting
  }
}
