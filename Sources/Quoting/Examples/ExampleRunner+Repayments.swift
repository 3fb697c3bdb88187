import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// What a learner, a loan or a plan repays.
  ///
  /// A balance that is given is being repaid on the day; what the example itself lends is repaid
  /// from the first day that is due. Only the first is asked about by the pay period.
  func repaid(by subject: String, year: Int) throws -> WorkedFigure {
    let loan = rules.instruments.firstIndex { $0.name == subject }
    let plan = rules.plans.firstIndex { $0.name == subject }
    guard loan != nil || plan != nil || rules.party(named: subject) == learnerParty else {
      throw unknown(subject)
    }
    let debts = try loans() + givenDebts
    let mine = debts.filter { debt in
      loan.map { debt.instrument == $0 } ?? plan.map { debt.plan == $0 } ?? true
    }
    if mine.isEmpty {
      return WorkedFigure(pence: 0, how: ["nothing is lent, and no balance is given"])
    }
    let together = Set(debts.filter { $0.pence > 0 }.map(\.plan))
    var sum: Int128 = 0
    var how: [String] = []
    for plan in Set(mine.map(\.plan)).sorted() {
      let ofPlan = mine.filter { $0.plan == plan }
      let debt = Debt(
        instrument: nil, plan: plan,
        pence: Int64(clamping: ofPlan.reduce(Int128(0)) { $0 + Int128($1.pence) }),
        isGiven: ofPlan.contains(where: \.isGiven))
      let repaid: (pence: Int64, how: [String])
      if let payPeriod, ofPlan.allSatisfy(\.isGiven) {
        repaid = try taken(for: debt, by: payPeriod, year: year, among: together)
      } else {
        repaid = try repayment(of: debt, year: year, among: together)
      }
      sum += Int128(repaid.pence)
      how += repaid.how
    }
    return WorkedFigure(pence: sum, how: how)
  }

  /// What somebody owes under a plan.
  private struct Debt {
    let instrument: Int?
    let plan: Int
    let pence: Int64
    /// Whether the example gives it as a balance, so that it is being repaid on the day.
    let isGiven: Bool
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

  /// What payroll takes for a debt from the pay of one period.
  private func taken(
    for debt: Debt, by period: PayPeriod, year: Int, among plans: Set<Int>
  ) throws -> (pence: Int64, how: [String]) {
    let plan = rules.plans[debt.plan]
    guard let earnings = here.frame[plan.of]?.roundedHalfUp() else { throw Missing.fact(plan.of) }
    let payroll = payroll(year: year)
    let deductions = try payroll.repayments(
      annualEarnings: earnings, period: period, plans: plans.sorted())
    let wanted = deductions.first { $0.name == plan.name }?.amount ?? 0
    let steps = try RepaymentStep.steps(of: [debt.plan], rules.plans) { _ in payroll.here }
    var how = [
      "`\(plan.name)` takes "
        + words(of: steps, of: "\(money(earnings / period.perYear)) \(byThe(period))") {
          money(period.share(ofYear: Ratio($0)))
        } + ", \(money(wanted)) as payroll rounds it"
    ]
    if wanted > debt.pence { how.append("no more than the balance of \(money(debt.pence))") }
    return (min(wanted, debt.pence), how)
  }

  /// What each loan of the example lends, gifts over the whole course included.
  private func loans() throws -> [Debt] {
    var lent: [Debt] = []
    let quote = try quote()
    for line in quote.costs.flatMap(\.lines) where line.kind == .loan {
      guard let number = line.instrument, let plan = rules.instruments[number].plan else {
        continue
      }
      lent.append(Debt(instrument: number, plan: plan, pence: line.amount, isGiven: false))
    }
    for receipt in quote.receipts where receipt.kind == .loan {
      guard let plan = rules.instruments[receipt.instrument].plan else { continue }
      lent.append(
        Debt(
          instrument: receipt.instrument, plan: plan,
          pence: Int64(clamping: Int128(receipt.amount) * Int128(receipt.times)), isGiven: false))
    }
    return lent
  }

  private func repayment(
    of debt: Debt, year: Int, among plans: Set<Int>
  ) throws -> (pence: Int64, how: [String]) {
    let plan = rules.plans[debt.plan]
    let first = try firstYear(of: debt, plan)
    let term = try circumstances(on: first).value(of: plan.writtenOffAfter)
    guard Ratio(Int64(max(1, year) - 1)) < term else {
      return (0, ["`\(plan.name)` is written off before year \(year)"])
    }
    let remains = try remains(of: debt, after: max(1, year), among: plans)
    return (remains.taken, remains.how)
  }

  /// What is left of a plan's debt, or of a loan, when it is written off, on the same pay all along.
  func writtenOff(_ subject: String) throws -> WorkedFigure? {
    try wholeTerm(of: subject) { plan, first, years, remains in
      years > ExampleWork.longestTerm
        ? ["`\(plan.name)` is never written off"]
        : ["`\(plan.name)` is written off \(years) years after \(first): \(money(remains.left))"]
    } figure: { remains, years in
      years > ExampleWork.longestTerm ? 0 : remains.left
    }
  }

  /// What is let off under a plan, or of a loan, over the whole term, on the same pay all along.
  func letOff(_ subject: String) throws -> WorkedFigure? {
    try wholeTerm(of: subject) { plan, _, _, remains in
      remains.lettingOff.isEmpty ? ["`\(plan.name)` lets off nothing here"] : remains.lettingOff
    } figure: { remains, _ in
      remains.letOff
    }
  }

  /// The most years for which an example follows a debt: `no limit` is longer.
  private static let longestTerm = 100

  /// What is owed under a plan, or of a loan, at the end of a year of repayment.
  func owed(_ subject: String, after year: Int) throws -> WorkedFigure? {
    try wholeTerm(of: subject, upTo: year) { plan, first, years, remains in
      years < year
        ? ["`\(plan.name)` is written off \(years) years after \(first)"]
        : ["\(money(remains.left)) is left under `\(plan.name)` \(years) years after \(first)"]
    } figure: { remains, years in
      years < year ? 0 : remains.left
    }
  }

  /// A figure of each debt of a plan, or of a loan, added up: at the end of its term, or of a year in it.
  private func wholeTerm(
    of subject: String, upTo year: Int? = nil,
    how words: (RepaymentPlan, CivilDate, Int, Remains) -> [String],
    figure: (Remains, Int) -> Int64
  ) throws -> WorkedFigure? {
    guard
      rules.plans.contains(where: { $0.name == subject })
        || rules.instruments.contains(where: { $0.name == subject && $0.isLoan })
    else { return nil }
    let debts = try loans() + givenDebts
    let mine = debts.filter { debt in
      rules.plans[debt.plan].name == subject
        || debt.instrument.map { rules.instruments[$0].name == subject } ?? false
    }
    let together = Set(debts.filter { $0.pence > 0 }.map(\.plan))
    var sum: Int128 = 0
    var how: [String] = []
    for debt in mine {
      let plan = rules.plans[debt.plan]
      let first = try firstYear(of: debt, plan)
      let term = try circumstances(on: first).value(of: plan.writtenOffAfter)
      let whole = max(0, Int(clamping: term.floor()))
      let years = min(whole, year ?? whole)
      let followed = min(years, ExampleWork.longestTerm)
      let remains = try remains(of: debt, after: followed, among: together)
      sum += Int128(figure(remains, years))
      how += words(plan, first, years, remains)
    }
    return WorkedFigure(pence: sum, how: how)
  }

  /// What is left of a debt after some years.
  private struct Remains {
    var left: Int64
    /// What the last of the years took.
    var taken: Int64 = 0
    /// What was let off in all.
    var letOff: Int64 = 0
    var how: [String] = []
    var lettingOff: [String] = []
  }

  /// What is left of a debt after some years of repayment, and what the last of them took.
  ///
  /// A balance that is given has had its first repayment. What a completed course lets off comes off on
  /// its last day; what the first repayment lets off, at the end of the year of that repayment.
  private func remains(
    of debt: Debt, after years: Int, among plans: Set<Int>
  ) throws -> Remains {
    let plan = rules.plans[debt.plan]
    let first = try firstYear(of: debt, plan)
    var day = debt.isGiven ? self.day : here.date
    var completion = try completionDay(for: plan).flatMap { $0 >= day ? $0 : nil }
    var isRepaid = debt.isGiven
    var remains = Remains(left: debt.pence)
    for index in 0..<years {
      let start = first.adding(months: 12 * index)
      let close = start.adding(months: 12)
      if let end = completion, end < close {
        remains.left = try accrued(remains.left, plan, from: day, to: end)
        try letOff(.completion, plan, on: end, &remains)
        day = max(day, end)
        completion = nil
      }
      remains.left = try accrued(remains.left, plan, from: day, to: close)
      day = close
      let due = try self.due(debt.plan, on: start, among: plans)
      remains.taken = min(due.pence, remains.left)
      remains.left -= remains.taken
      remains.how = [due.how]
      if remains.taken < due.pence {
        remains.how.append("no more than the balance of \(money(remains.taken))")
      }
      if remains.taken > 0, !isRepaid {
        isRepaid = true
        try letOff(.firstRepayment, plan, on: close, &remains)
      }
    }
    return remains
  }

  /// The last day of the example's course, if it is completed and a plan lets something off for that.
  private func completionDay(for plan: RepaymentPlan) throws -> CivilDate? {
    guard plan.letsOff.contains(where: { $0.event == .completion }) else { return nil }
    let facts = rules.facts
    guard let completed = facts["course.completed"], here.frame[completed] == .one,
      let end = facts["course.end"]
    else { return nil }
    guard let last = here.frame[end] else { throw Missing.fact(end) }
    return CivilDate(day: Int32(clamping: last.floor()))
  }

  /// Takes off a balance what a plan lets off once something has happened.
  private func letOff(
    _ event: LetOff.Event, _ plan: RepaymentPlan, on day: CivilDate, _ remains: inout Remains
  ) throws {
    let there = circumstances(on: day)
    for each in plan.letsOff where each.event == event {
      let pence = try each.pence(off: remains.left, there)
      guard pence > 0 else { continue }
      let what = event == .completion ? "the course is completed" : "the first repayment is made"
      remains.lettingOff.append(
        "`\(plan.name)` lets off \(money(pence)) of \(money(remains.left)) when \(what)")
      remains.left -= pence
      remains.letOff += pence
    }
  }

  /// The first day of the first year in which a debt is repaid: for a balance given, the year that
  /// holds the day.
  private func firstYear(of debt: Debt, _ plan: RepaymentPlan) throws -> CivilDate {
    if debt.isGiven {
      let next = firstDue(plan, after: day)
      return next.adding(months: -12)
    }
    guard let end = here.frame[plan.startsAfter] else { throw Missing.fact(plan.startsAfter) }
    return firstDue(plan, after: CivilDate(day: Int32(clamping: end.floor())))
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
      guard next > day else { break }
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
    guard let earnings = there.frame[plan.of] else { throw Missing.fact(plan.of) }
    // One deduction with others: each step has the slice up to the next step of any of the plans.
    let together = [number] + plans.filter { $0 != number && isJoined(number, $0) }
    let steps = try RepaymentStep.steps(of: together, rules.plans) { _ in there }
    let slices = RepaymentStep.slices(steps, of: earnings)
    let exact = zip(steps, slices).reduce(Ratio.zero) { $1.0.plan == number ? $0 + $1.1 : $0 }
    let pence = exact.roundedHalfUp()
    let own = words(of: steps.filter { $0.plan == number }, of: words(earnings, .moneyPerYear)) {
      words(Ratio($0), .moneyPerYear)
    }
    return (pence, "`\(plan.name)` takes \(own) from \(start): \(money(pence))")
  }

  /// Steps in words: "9% of £30,000 above £25,000, 5% above £50,000".
  private func words(
    of steps: [RepaymentStep], of pay: String, threshold: (Int64) -> String
  ) -> String {
    steps.enumerated().map { index, step in
      percent(step.rate) + (index == 0 ? " of \(pay)" : "") + " above \(threshold(step.threshold))"
    }.joined(separator: ", ")
  }

  private func isJoined(_ one: Int, _ other: Int) -> Bool {
    rules.plans[one].oneDeductionWith.contains(other)
      || rules.plans[other].oneDeductionWith.contains(one)
  }
}
