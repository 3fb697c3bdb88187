public import FundingValues

/// What somebody owes under one plan.
public struct LoanBalance: Sendable {
  /// The plan's number.
  public let plan: Int
  /// Whole pence at the start of the year that comes next.
  public internal(set) var pence: Int64
  /// What has been lent and is not in the balance yet: it bears interest from the first month that begins
  /// on the day or after it.
  public internal(set) var coming: [(pence: Int64, day: CivilDate)]
  /// The first day of the first year that takes anything.
  public internal(set) var firstDue: CivilDate
  /// The first day on which nothing is owed any more; nothing until the first year that takes anything.
  public internal(set) var ends: CivilDate?
  /// Whether anything has been repaid.
  public internal(set) var isRepaid: Bool

  /// A balance that is being repaid, or what is lent and not due before a day.
  public init(
    plan: Int, pence: Int64 = 0, coming: [(pence: Int64, day: CivilDate)] = [],
    firstDue: CivilDate, isRepaid: Bool = false
  ) {
    self.plan = plan
    self.pence = min(pence, LoanBalance.most)
    self.coming = coming
    self.firstDue = firstDue
    self.isRepaid = isRepaid
  }

  /// Adds what is lent on a day under the same plan, due from the earlier of both days.
  public mutating func lend(_ pence: Int64, on day: CivilDate, firstDue due: CivilDate) {
    coming.append((pence, day))
    firstDue = min(firstDue, due)
  }

  /// Whether anything is owed at the start of a year or lent before the next one.
  func owes(before next: CivilDate) -> Bool { pence > 0 || coming.contains { $0.day < next } }

  /// The most pence that a balance holds.
  static let most: Int64 = 1 << 45
}

/// What became of a balance in a year, in whole pence.
public struct LoanMovement: Sendable {
  /// What the year took.
  public internal(set) var repaid: Int64 = 0
  /// What the year would have taken had enough been owed.
  public internal(set) var due: Int64 = 0
  /// What was let off, each with the balance that it came off and what happened.
  public internal(set) var letOff: [(pence: Int64, of: Int64, event: LetOff.Event)] = []
  /// What was written off at the end of the term.
  public internal(set) var writtenOff: Int64 = 0
}

/// What somebody owes under all their plans, year by year.
///
/// In a piece of *m* months in which nothing changes a balance *B* becomes
/// *B*·*q*^*m* - *D*·(*q*^*m* - 1)/(*q* - 1), where *q* is one and a twelfth of the year's interest and
/// *D* a twelfth of the year's deduction; it is rounded half up to the penny once a year. Where it would
/// pass nought, the last month takes what is owed and no more.
public struct LoanLedger: Sendable {
  /// The balances, one a plan.
  public private(set) var balances: [LoanBalance] = []

  /// A ledger with nothing owed.
  public init() {}

  /// Adds what is owed or lent under a plan to its one balance.
  public mutating func add(_ balance: LoanBalance) {
    guard let known = balances.firstIndex(where: { $0.plan == balance.plan }) else {
      balances.append(balance)
      return
    }
    balances[known].pence = min(LoanBalance.most, balances[known].pence + balance.pence)
    balances[known].coming += balance.coming
    balances[known].firstDue = min(balances[known].firstDue, balance.firstDue)
    balances[known].isRepaid = balances[known].isRepaid || balance.isRepaid
  }

  /// Carries every balance through a year of its plan: interest, what is lent, what is let off, what is
  /// repaid out of pay, and writing off when the term is over.
  ///
  /// - Parameters:
  ///   - years: The year of each balance's plan, in the order of the balances; nothing for one that stays
  ///     as it is.
  ///   - pay: The pence a year that each balance's plan looks at.
  ///   - groups: Which plans are one deduction, by `RepaymentPlan.groups`.
  ///   - letting: What each balance's plan lets off, or nothing.
  /// - Returns: What became of each balance.
  public mutating func pass(
    _ years: [RepaymentYear?], pay: [Int64], _ rules: RuleSet, groups: [Int],
    letting: [LettingOff?]
  ) throws(Missing) -> [LoanMovement] {
    let members = balances.indices.filter { index in
      guard let year = years[index] else { return false }
      return year.start >= balances[index].firstDue
        && balances[index].owes(before: year.next)
    }
    var movements = Array(repeating: LoanMovement(), count: balances.count)
    for index in balances.indices {
      guard let terms = years[index] else { continue }
      let group = groups[balances[index].plan]
      let together = members.filter { $0 != index && groups[balances[$0].plan] == group }
      let year = LoanYear(
        terms: terms, others: together.compactMap { years[$0] }, pay: pay[index])
      movements[index] = try balances[index].pass(
        year, rules, isDue: members.contains(index), letting[index])
    }
    return movements
  }
}

/// A plan's year, with the plans whose deduction is one with its own and the pay that it looks at.
private struct LoanYear {
  let terms: RepaymentYear
  let others: [RepaymentYear]
  let pay: Int64

  /// What a year on the terms of a month takes under the plan, in whole pence.
  func deduction(inMonth month: Int, _ plans: [RepaymentPlan]) -> Int64 {
    let piece = terms.piece(inMonth: month).terms
    if others.isEmpty { return piece.alone.whole(of: pay) }
    let steps = others.reduce(piece.steps) { $0 + $1.piece(inMonth: month).terms.steps }
    return JoinedDeduction(steps, plans).share(of: terms.plan, in: pay)
  }
}

extension LoanBalance {
  /// Carries the balance through a year.
  fileprivate mutating func pass(
    _ year: LoanYear, _ rules: RuleSet, isDue: Bool, _ letting: LettingOff?
  ) throws(Missing) -> LoanMovement {
    var movement = LoanMovement()
    let start = year.terms.start
    if start >= firstDue, ends == nil, let term = year.terms.term {
      ends = firstDue.adding(months: min(term, 12_000))
    }
    guard owes(before: year.terms.next) else { return movement }
    var owed = OwedMoney(pence)
    var due: Int128 = 0
    var month = 0
    let last = ends.map { year.terms.month(from: $0) } ?? 12
    while true {
      takeIn(&owed, through: month, of: year.terms)
      try letOff(at: month, of: year.terms, letting, &owed, &movement, rules)
      guard month < last else { break }
      let (terms, end) = year.terms.piece(inMonth: month)
      let cut = min(last, nextEvent(after: month, before: end, year.terms, letting))
      let yearly = isDue ? year.deduction(inMonth: month, rules.plans) : 0
      owed.pass(months: cut - month, terms.growth, yearly: yearly)
      due += Int128(yearly) * Int128(cut - month)
      month = cut
    }
    pence = owed.pence
    movement.repaid = owed.taken
    movement.due = Ratio(due, over: 12).roundedHalfUp()
    if movement.repaid > 0, !isRepaid {
      isRepaid = true
      if let letting {
        pence -= try taken(
          off: pence, .firstRepayment, on: year.terms.next, letting.first, letting, rules, &movement
        )
      }
    }
    if last < 12 {
      movement.writtenOff = pence
      pence = 0
      coming = []
    }
    return movement
  }

  /// The next month after one, at most a given one, at which money is lent or a course completed.
  private func nextEvent(
    after month: Int, before end: Int, _ year: RepaymentYear, _ letting: LettingOff?
  ) -> Int {
    var next = end
    for each in coming {
      let place = year.month(from: each.day)
      if place > month, place < next { next = place }
    }
    for completion in letting?.completions ?? [] where completion.day >= year.start {
      let place = year.month(from: completion.day)
      if place > month, place < next { next = place }
    }
    return next
  }

  /// Takes into the balance what is lent before a month.
  private mutating func takeIn(
    _ owed: inout OwedMoney, through month: Int, of year: RepaymentYear
  ) {
    if coming.isEmpty { return }
    let next = year.next
    for each in coming where each.day < next && year.month(from: each.day) <= month {
      owed.add(each.pence)
    }
    coming.removeAll { $0.day < next && year.month(from: $0.day) <= month }
  }

  /// Takes off what is owed what completing a course lets off before a month.
  private func letOff(
    at month: Int, of year: RepaymentYear, _ letting: LettingOff?, _ owed: inout OwedMoney,
    _ movement: inout LoanMovement, _ rules: RuleSet
  ) throws(Missing) {
    guard let letting else { return }
    let next = year.next
    for completion in letting.completions
    where year.start <= completion.day && completion.day < next
      && year.month(from: completion.day) == month
    {
      owed.letOff(
        try taken(
          off: owed.pence, .completion, on: completion.day, completion.here, letting, rules,
          &movement))
    }
  }

  /// What clauses take off a sum once something has happened, noted as movements.
  private func taken(
    off pence: Int64, _ event: LetOff.Event, on day: CivilDate, _ here: Circumstances,
    _ letting: LettingOff, _ rules: RuleSet, _ movement: inout LoanMovement
  ) throws(Missing) -> Int64 {
    let there = rules.circumstances(here, on: day)
    var left = pence
    for clause in letting.clauses where clause.event == event {
      let off = try clause.pence(off: left, there)
      guard off > 0 else { continue }
      movement.letOff.append((off, left, event))
      left -= off
    }
    return pence - left
  }
}

/// What is owed within a year, in parts of a twelfth of a penny, so that twelve deductions make a year's
/// exactly.
private struct OwedMoney {
  private static let bits: Int128 = 28
  private static let penny: Int128 = 12 << bits
  private var owed: Int128
  private var repaid: Int128 = 0

  init(_ pence: Int64) { owed = Int128(pence) * OwedMoney.penny }

  /// What is owed, in whole pence, halves up.
  var pence: Int64 { OwedMoney.whole(owed) }

  /// What has been repaid, in whole pence, halves up.
  var taken: Int64 { OwedMoney.whole(repaid) }

  private static func whole(_ parts: Int128) -> Int64 {
    Int64(clamping: (parts + penny / 2) / penny)
  }

  mutating func add(_ pence: Int64) { owed += Int128(pence) * OwedMoney.penny }

  mutating func letOff(_ pence: Int64) { owed = max(0, owed - Int128(pence) * OwedMoney.penny) }

  /// Some months of interest and of a twelfth of a year's deduction each.
  mutating func pass(months: Int, _ growth: MonthlyGrowth, yearly: Int64) {
    let shift = Int128(MonthlyGrowth.bits)
    let monthly = Int128(yearly) << OwedMoney.bits
    let most = Int128(LoanBalance.most) * OwedMoney.penny
    let left =
      min(most, (owed * growth.powers[months]) >> shift)
      - ((Int128(yearly) * growth.sums[months]) >> (shift - OwedMoney.bits))
    if left > 0 || yearly == 0 {
      owed = max(0, left)
      repaid += monthly * Int128(months)
      return
    }
    for _ in 0..<months where owed > 0 {
      let grown = (owed * growth.powers[1]) >> shift
      let part = min(monthly, grown)
      repaid += part
      owed = grown - part
    }
  }
}
