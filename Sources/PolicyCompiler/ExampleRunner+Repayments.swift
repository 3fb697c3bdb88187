import FundingRules
import FundingValues

extension ExampleWork {
  /// What a learner, a loan or a plan repays in a year, counted from the first year that is due.
  func repaid(by subject: String, year: Int) throws -> WorkedFigure {
    var lent = try loans()
    if let loan = rules.instruments.firstIndex(where: { $0.name == subject }) {
      lent = lent.filter { $0.instrument == loan }
    } else if let plan = rules.plans.firstIndex(where: { $0.name == subject }) {
      lent = lent.filter { $0.plan == plan }
    } else if rules.party(named: subject) != learnerParty {
      throw unknown(subject)
    }
    var principals: [Int: Int128] = [:]
    for loan in lent { principals[loan.plan, default: 0] += loan.pence }
    if principals.isEmpty { return WorkedFigure(pence: 0, how: ["nothing is lent"]) }
    var sum: Int128 = 0
    var how: [String] = []
    for (plan, principal) in principals.sorted(by: { $0.key < $1.key }) {
      let together = Set(principals.keys)
      let repaid = try repayment(
        of: plan, Int64(clamping: principal), year: year, among: together)
      sum += Int128(repaid.pence)
      how += repaid.how
    }
    return WorkedFigure(pence: sum, how: how)
  }

  /// What each loan of the example lends, gifts over the whole course included.
  private func loans() throws -> [(instrument: Int, plan: Int, pence: Int128)] {
    var lent: [(instrument: Int, plan: Int, pence: Int128)] = []
    let quote = try quote()
    for line in quote.costs.flatMap(\.lines) where line.kind == .loan {
      guard let number = line.instrument, let plan = rules.instruments[number].plan else {
        continue
      }
      lent.append((number, plan, Int128(line.amount)))
    }
    for receipt in quote.receipts where receipt.kind == .loan {
      guard let plan = rules.instruments[receipt.instrument].plan else { continue }
      lent.append((receipt.instrument, plan, Int128(receipt.amount) * Int128(receipt.times)))
    }
    return lent
  }

  private func repayment(
    of number: Int, _ principal: Int64, year: Int, among plans: Set<Int>
  ) throws -> (pence: Int64, how: [String]) {
    let plan = rules.plans[number]
    guard let endFact = rules.facts["course.end"], let end = here.frame[endFact] else {
      throw rules.facts["course.end"].map { Missing.fact($0) as any Error } ?? unknown("course.end")
    }
    let first = firstDue(plan, after: CivilDate(day: Int32(clamping: end.floor())))
    let term = try circumstances(on: first).value(of: plan.writtenOffAfter)
    guard Ratio(Int64(max(1, year) - 1)) < term else {
      return (0, ["`\(plan.name)` is written off before year \(year)"])
    }
    var balance = principal
    var day = here.date
    var taken: Int64 = 0
    var how: [String] = []
    for index in 0..<max(1, year) {
      let start = first.adding(months: 12 * index)
      let close = start.adding(months: 12)
      balance = try accrued(balance, plan, from: day, to: close)
      day = close
      let due = try self.due(number, on: start, among: plans)
      taken = min(due.pence, balance)
      balance -= taken
      how = [due.how]
      if taken < due.pence { how.append("no more than the balance of \(money(taken))") }
    }
    return (taken, how)
  }

  /// The first day on which a plan takes anything.
  private func firstDue(_ plan: RepaymentPlan, after end: CivilDate) -> CivilDate {
    for year in [end.year, end.year + 1] {
      let last = CivilDate.length(ofMonth: plan.startsMonth, year: year)
      let day = CivilDate(year: year, month: plan.startsMonth, day: min(plan.startsDay, last))
      if let day, day > end { return day }
    }
    return end
  }

  /// A balance with interest, which accrues daily and is added on the last day of each month.
  private func accrued(
    _ balance: Int64, _ plan: RepaymentPlan, from: CivilDate, to: CivilDate
  ) throws -> Int64 {
    var balance = balance
    var day = from
    while day < to {
      let next = min(to, Period.month.next(after: day))
      let there = circumstances(on: day)
      let rate = (try? there.value(of: plan.interest)) ?? .zero
      let days = Ratio(Int128(next.day - day.day), over: 365)
      let interest = (Ratio(balance) * rate * days).roundedHalfUp()
      balance = Int64(clamping: Int128(balance) + Int128(interest))
      day = next
    }
    return balance
  }

  /// What a plan takes of a year's pay: its rate of the slice up to the next plan's.
  private func due(
    _ number: Int, on start: CivilDate, among plans: Set<Int>
  ) throws -> (pence: Int64, how: String) {
    let plan = rules.plans[number]
    let there = circumstances(on: start)
    guard let earnings = here.frame[plan.of] else { throw Missing.fact(plan.of) }
    let threshold = try there.value(of: plan.threshold)
    var top = earnings
    for other in plans where other != number && isJoined(number, other) {
      let above = try there.value(of: rules.plans[other].threshold)
      if above > threshold { top = min(top, above) }
    }
    let rate = try there.value(of: plan.rate)
    let pence = (max(.zero, top - threshold) * rate).roundedHalfUp()
    return (
      pence,
      "`\(plan.name)` takes \(percent(rate)) of \(words(earnings, .moneyPerYear)) above "
        + "\(words(threshold, .moneyPerYear)) from \(start): \(money(pence))"
    )
  }

  private func isJoined(_ one: Int, _ other: Int) -> Bool {
    rules.plans[one].oneDeductionWith.contains(other)
      || rules.plans[other].oneDeductionWith.contains(one)
  }
}
