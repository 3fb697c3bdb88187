import FundingRules
import FundingValues
import PolicyCompiler

/// The accounts of employers and learners in one regime and draw, month by month: what has reached its age
/// lapses, money enters, other training is paid, and courses are paid.
struct AccountBook {
  struct Totals {
    var paidIn: Int128 = 0
    var background: Int128 = 0
    var courses: Int128 = 0
    var transferred: Int128 = 0
    var expired: Int128 = 0
    var displaced: Int128 = 0
  }
  private let world: World
  let rules: RuleSet
  private let values: ParameterValues
  private let levies: [LevyTable]
  /// The share of what a levy brings that goes on other training, by account and employer.
  private let background: [[Double]]
  /// By account and holder: an employer's or a learner's place in the population.
  private var ledgers: [[AccountLedger]]
  /// Pence promised to courses and not yet paid, by account and holder.
  private var promised: [[Int64]]
  /// What holders pass on to others, by account; nothing where an account passes nothing on.
  var passing: [Passing?]
  private(set) var totals: [Int: [CivilDate: Totals]] = [:]
  let firstMonth: Int
  private var from: CivilDate { world.scenario.from }
  /// The month that began last.
  private var month = 0

  init(
    _ world: World, regime: Int, values: ParameterValues, levies: [LevyTable],
    background: (Int, Int) -> Double, funds: inout FundLedger
  ) {
    self.world = world
    self.values = values
    self.levies = levies
    let rules = world.plan.regimes[regime]
    self.rules = rules
    self.background = rules.accounts.indices.map { account in
      rules.accounts[account].heldByEmployer
        ? world.population.firms.indices.map { background($0, account) } : []
    }
    ledgers = rules.accounts.map { account in
      let count =
        account.heldByEmployer ? world.population.firms.count : world.population.people.count
      return Array(repeating: AccountLedger(oldestFirst: account.oldestFirst), count: count)
    }
    promised = ledgers.map { Array(repeating: 0, count: $0.count) }
    let firstMonth = world.scenario.from.monthNumber - 36
    self.firstMonth = firstMonth
    passing = zip(rules.accounts, ledgers).map { account, holders in
      account.transfers.map {
        Passing(
          TransferLedger(
            each: $0.ofLast, holders: holders.count, from: .first(ofMonth: firstMonth)))
      }
    }
    for month in firstMonth..<world.scenario.from.monthNumber {
      begin(month: month, funds: &funds, counts: false)
    }
  }

  /// The holder of an account on behalf of whom a person's course is paid; nothing without an employer.
  func holder(of account: Int, person: Int) -> Int? {
    guard rules.accounts[account].heldByEmployer else { return person }
    let firm = world.population.people[person].firm
    return firm >= 0 ? firm : nil
  }

  /// The pence in a holder's account.
  func balance(_ account: Int, _ holder: Int) -> Int64 { ledgers[account][holder].balance }

  /// What a new course could draw: the balance, what the account's own clauses will have brought by then and
  /// coming deposits, less what is promised.
  func available(_ account: Int, _ holder: Int, months: Int, on day: CivilDate) -> Int64 {
    var coming: Int64 = 0
    for levy in levies where levy.account == account {
      let year = levy.held(firm: holder, yearOf: day)
      let free = Double(year) / 12 * max(0, 1 - background[account][holder])
      coming += Int64(held: Double(Int64(held: free)) * Double(max(0, months - 1)))
    }
    let last = day.adding(months: max(0, months - 1))
    coming += credits(coming: account, holder, until: last)
    return max(0, ledgers[account][holder].balance + coming - promised[account][holder])
  }

  /// What an account opens with and is credited with from now to a day, less what lapses of its money.
  private func credits(coming account: Int, _ holder: Int, until last: CivilDate) -> Int64 {
    let rule = rules.accounts[account]
    guard rule.opensWith != nil || !rule.credits.isEmpty, month < last.monthNumber else { return 0 }
    var ledger = ledgers[account][holder]
    for next in (month + 1)...last.monthNumber {
      _ = ledger.begin(month: next)
      guard rule.isPaidIn(next, since: firstMonth) else { continue }
      let here = circumstances(account, holder, on: .first(ofMonth: next))
      // What cannot be worked out on the day has not begun yet.
      _ = try? ledger.credit(rule, inMonth: next, since: firstMonth, until: last, here)
    }
    return ledger.balance - ledgers[account][holder].balance
  }

  /// Promises pence to a course, or takes a promise back.
  mutating func promise(_ account: Int, _ holder: Int, _ pence: Int64) {
    promised[account][holder] += pence
  }

  /// Pays up to so many pence to a course in place of what was promised, and says how much.
  mutating func pay(
    _ account: Int, _ holder: Int, _ pence: Int64, promised promise: Int64, on day: CivilDate
  ) -> Int64 {
    promised[account][holder] -= promise
    let taken = ledgers[account][holder].spend(pence)
    let weighted = Int128(taken) * weight(account, holder)
    note(account, day) { $0.courses += weighted }
    return taken
  }

  /// Takes up to so many pence of a holder's account, and says how much there was.
  mutating func spend(_ account: Int, _ holder: Int, _ pence: Int64) -> Int64 {
    ledgers[account][holder].spend(pence)
  }

  /// How many accounts a holder's stands for, in millionths.
  func weight(_ account: Int, _ holder: Int) -> Int128 {
    Int128(
      rules.accounts[account].heldByEmployer
        ? world.population.firms[holder].weight : world.population.people[holder].weight)
  }

  mutating func note(
    _ account: Int, _ day: CivilDate, _ change: (inout Totals) -> Void
  ) {
    let year = Period.financialYear.start(holding: day)
    change(&totals[account, default: [:]][year, default: Totals()])
  }

  /// The first of a month: lapse, what enters in the month, then background use.
  mutating func begin(month: Int, funds: inout FundLedger, counts: Bool = true) {
    self.month = month
    lapse(month, counts)
    for account in passing.indices { passing[account]?.ledger.begin(.first(ofMonth: month)) }
    for account in rules.accounts.indices { credit(account, month, counts) }
    for levy in levies {
      guard let account = levy.account, let day = levy.calendar.collection(inMonth: month) else {
        continue
      }
      deposit(levy, into: account, on: day, &funds, counts)
    }
  }

  /// Lets go of what has reached its age when a month begins.
  private mutating func lapse(_ month: Int, _ counts: Bool) {
    for account in ledgers.indices where rules.accounts[account].expiresAfter != nil {
      let day = CivilDate.first(ofMonth: month)
      var sum: Int128 = 0
      for holder in ledgers[account].indices where ledgers[account][holder].balance > 0 {
        let lapsed = ledgers[account][holder].begin(on: day)
        if lapsed > 0 { sum += Int128(lapsed) * weight(account, holder) }
      }
      if counts && sum > 0 { note(account, day) { $0.expired += sum } }
    }
  }

  func circumstances(on day: CivilDate) -> Circumstances {
    Circumstances(frame: Frame(count: world.plan.facts.count), values: values, date: day)
  }

  /// The facts of a holder on a day.
  private func circumstances(_ account: Int, _ holder: Int, on day: CivilDate) -> Circumstances {
    var here = circumstances(on: day)
    if rules.accounts[account].heldByEmployer {
      world.population.fillFirm(&here.frame, holder)
    } else {
      world.population.fill(
        &here.frame, person: holder, yearsOn: world.yearIndex(of: day) ?? 0)
    }
    here.derive(rules.derived)
    return here
  }

  /// Pays into every account what it opens with and what it is credited with in a month.
  private mutating func credit(_ account: Int, _ month: Int, _ counts: Bool) {
    let rule = rules.accounts[account]
    guard rule.isPaidIn(month, since: firstMonth) else { return }
    let day = CivilDate.first(ofMonth: month)
    for holder in ledgers[account].indices {
      let here = circumstances(account, holder, on: day)
      // What cannot be worked out on the day has not begun yet.
      let entered = try? ledgers[account][holder].credit(
        rule, inMonth: month, since: firstMonth, here)
      guard counts, let entered, entered > 0 else { continue }
      let weighted = Int128(entered) * weight(account, holder)
      note(account, day) { $0.paidIn += weighted }
    }
  }

  /// Pays what a levy brings on a day into employers' accounts, and their other training from it.
  private mutating func deposit(
    _ levy: LevyTable, into account: Int, on day: CivilDate, _ funds: inout FundLedger,
    _ counts: Bool
  ) {
    let rule = rules.accounts[account]
    guard rule.applies.holds(day), let year = levy.place(ofYearHolding: day) else { return }
    let part = levy.calendar.part(on: day)
    let first = CivilDate.first(ofMonth: day.monthNumber)
    let shared = rule.opens == nil ? try? rule.terms(circumstances(on: day)) : nil
    var sums = Totals()
    var room = FundRoom(rule.countsAgainst, on: first, &funds, counts: counts, from: from)
    for place in levy.charges.indices {
      let held = levy.held(place: place, year: year)
      guard held >= 0 else { continue }
      let firm = levy.charges[place].firm
      guard let terms = shared ?? terms(of: rule, account, firm, on: day) else { continue }
      let entered = ledgers[account][firm].enter(part.of(held), on: day, terms)
      passing[account]?.ledger.enter(entered, of: firm)
      let weight = Int128(world.population.firms[firm].weight)
      let wanted = min(
        max(0, ledgers[account][firm].balance),
        Ratio(millionthsOf: background[account][firm] * Double(entered)).roundedHalfUp())
      let spent = ledgers[account][firm].spend(
        room.fitting(wanted, weight, &funds))
      sums.paidIn += Int128(entered) * weight
      sums.background += Int128(spent) * weight
      sums.displaced += Int128(wanted - spent) * weight
    }
    room.commit(to: &funds)
    guard counts else { return }
    note(account, first) {
      $0.paidIn += sums.paidIn
      $0.background += sums.background
      $0.displaced += sums.displaced
    }
  }

  /// The terms on which money enters the account of one employer; nothing where it has none.
  private func terms(
    of rule: Account, _ account: Int, _ firm: Int, on day: CivilDate
  ) -> AccountLedger.Terms? {
    let here = circumstances(account, firm, on: day)
    if let opens = rule.opens, (try? here.holds(opens)) != true { return nil }
    return (try? rule.terms(here)) ?? AccountLedger.Terms()
  }
}

/// The room that the funds behind an account have on a day for what is spent from it; before the run begins
/// only the period that holds its first day counts.
private struct FundRoom {
  private var periods: [FundPeriod] = []
  /// What is left of each period, kept here where nothing is carried between periods.
  private var left: [Int128] = []
  private var spent: Int128 = 0
  private let isCarried: Bool

  init(
    _ counted: [Int], on day: CivilDate, _ funds: inout FundLedger, counts: Bool, from: CivilDate
  ) {
    for fund in counted {
      let period = funds.period(of: fund, on: day)
      if counts || period == funds.period(of: fund, on: from) { periods.append(period) }
    }
    isCarried = counted.contains { funds.isCarried($0) } || Set(periods).count < periods.count
    for period in periods { left.append(funds.left(period)) }
  }

  /// What of a wish there is room for, which it takes.
  mutating func fitting(_ wanted: Int64, _ weight: Int128, _ funds: inout FundLedger) -> Int64 {
    guard !periods.isEmpty else { return wanted }
    var result = wanted
    for (place, period) in periods.enumerated() {
      let there = isCarried ? funds.left(period) : left[place] - spent
      result = min(result, Int64(clamping: max(0, there) / max(1, weight)))
    }
    let amount = Int128(result) * weight
    if isCarried {
      for period in periods { funds.commit(period, amount) }
    } else {
      spent += amount
    }
    return result
  }

  /// Promises what was taken.
  func commit(to funds: inout FundLedger) {
    guard !isCarried else { return }
    for period in periods { funds.commit(period, spent) }
  }
}
