public import FundingValues

/// The ledgers that one case draws on while its costs fall due: accounts that go on filling and lapse by
/// the month, funds and limits that count in the window in which a part falls due.
public struct CaseLedgers: Sendable {
  /// What is left on the day that was reached last.
  public var headroom: Headroom
  private let table: LimitTable
  private var filling: [FillingAccount] = []
  /// The window of each limit that counts now, and what was used of it when it began to count.
  private var limitWindows: [(start: CivilDate, used: Ratio, said: Ratio?)] = []
  /// The period of each fund that counts now.
  private var fundPeriods: [CivilDate] = []
  /// Whether any fund has an end: the periods of those that have none are not followed.
  private var hasBudgets = false
  private var fundsLeft = FundRooms()
  /// What funds are said to have left in periods after the first.
  private var laterLeft = FundRooms()
  /// What others' accounts pass on in each period, and the place of the one that counts now.
  private var passing: [(account: Int, rooms: [(start: CivilDate, left: Int64)], place: Int)] = []
  private var start = CivilDate(day: 0)
  private var unknown: [Int: Missing] = [:]

  /// Ledgers that stand still: everything falls due on the first day.
  public init(_ headroom: Headroom, _ table: LimitTable) {
    self.headroom = headroom
    self.table = table
    while self.headroom.limits.count < table.scopes.count {
      self.headroom.limits.append(Headroom.Room())
    }
  }

  /// Begins a course that starts on a day and whose costs fall due later too.
  public mutating func begin(on day: CivilDate, _ rules: RuleSet) {
    start = day
    for limit in table.windowed where limit < headroom.limits.count {
      if headroom.limits[limit].used == .zero { continue }
      let first = table.window(of: limit, on: day, courseStart: day)
      headroom.limits[limit] = LimitRoom(headroom.limits[limit], said: first).room
    }
    limitWindows = table.windowed.map { limit in
      (
        table.window(of: limit, on: day, courseStart: day), headroom.limits[limit].used,
        headroom.limits[limit].left
      )
    }
    hasBudgets = headroom.budgets.contains { $0 != nil }
    guard hasBudgets else { return }
    fundPeriods = rules.funds.map { $0.period.start(holding: day, courseStart: day) }
    fundsLeft = laterLeft
  }

  /// Says what is open to the case of a fund in each of its periods in which a part falls due, in order: what
  /// it keeps for others is taken off.
  public mutating func say(_ left: [(start: CivilDate, left: Int64)], of fund: Int) {
    headroom.budgets[fund] = left.first?.left ?? 0
    headroom.isOpenToCase = true
    for each in left.dropFirst() {
      laterLeft.note(FundPeriod(fund: fund, start: each.start), each.left)
    }
  }

  /// Says what others' accounts pass on in each of their periods in which a part falls due, in order.
  public mutating func pass(on account: Int, _ rooms: [(start: CivilDate, left: Int64)]) {
    passing.append((account, rooms, 0))
    headroom.transferable[account] = rooms.first?.left ?? 0
  }

  /// Lets an account go on filling; its balance is there from the first day.
  public mutating func fill(_ account: FillingAccount) {
    filling.append(account)
    headroom.balances[account.number] = account.balance
  }

  /// What happened in the accounts that go on filling up to the day that was reached last, and what was
  /// drawn on them for the part due on it, account by account in the order of days.
  public func entries() -> [AccountEntry] {
    filling.flatMap { account in
      var last = account
      last.spend(account.balance - headroom.balances[account.number])
      return last.entries
    }
  }

  /// Notes that what an account holds cannot be worked out without something that is missing.
  public mutating func note(_ missing: Missing, account: Int) { unknown[account] = missing }

  /// The fact or value without which what an account holds cannot be worked out.
  public func missing(account: Int) -> Missing? {
    unknown[account] ?? filling.first { $0.number == account }?.missing
  }

  /// Comes to a day on which a part falls due: what earlier parts took is booked, accounts have filled and
  /// lapsed, and limits and funds count in that day's window.
  public mutating func fallDue(on day: CivilDate, _ rules: RuleSet, _ here: Circumstances) {
    for place in filling.indices {
      let number = filling[place].number
      filling[place].reach(day, spent: filling[place].balance - headroom.balances[number])
      headroom.balances[number] = filling[place].balance
    }
    for (place, limit) in table.windowed.enumerated() {
      let next = table.window(of: limit, on: day, courseStart: start)
      if next != limitWindows[place].start { turn(limit, place, to: next) }
    }
    for place in passing.indices { turn(passing: place, to: day) }
    guard hasBudgets else { return }
    for (fund, rule) in rules.funds.enumerated() { turn(fund, rule, to: day, here) }
  }

  /// Comes to the period of a day in which others' accounts pass something on.
  private mutating func turn(passing place: Int, to day: CivilDate) {
    let (account, rooms, now) = passing[place]
    guard let next = rooms.lastIndex(where: { $0.start <= day }), next != now else { return }
    passing[place].rooms[now].left = headroom.transferable[account]
    headroom.transferable[account] = rooms[next].left
    passing[place].place = next
  }

  private mutating func turn(_ limit: Int, _ place: Int, to next: CivilDate) {
    let old = limitWindows[place]
    let used = headroom.limits[limit].used - old.used
    if used != .zero { headroom.limits[limit].use(used, from: old.start) }
    headroom.limits[limit].left = old.said
    let room = LimitRoom(
      headroom.limits[limit], said: table.window(of: limit, on: start, courseStart: start))
    headroom.limits[limit] = room.counting(from: next, table[limit], courseStart: start)
    limitWindows[place] = (next, headroom.limits[limit].used, old.said)
  }

  private mutating func turn(
    _ fund: Int, _ rule: Fund, to day: CivilDate, _ here: Circumstances
  ) {
    // A round counts what was asked for while it was open, whenever it falls due.
    if case .rounds = rule.period { return }
    guard let left = headroom.budgets[fund] else { return }
    let next = rule.period.start(holding: day, courseStart: start)
    guard next != fundPeriods[fund] else { return }
    fundsLeft.note(FundPeriod(fund: fund, start: fundPeriods[fund]), left)
    fundPeriods[fund] = next
    headroom.budgets[fund] =
      fundsLeft.left(FundPeriod(fund: fund, start: next)) ?? rule.budget(from: next, here) ?? left
  }
}

/// An account of a case that goes on filling from the course's first day.
///
/// What is given counts as there on that day; levies and credits enter from the next month on.
public struct FillingAccount: Sendable {
  /// What a levy brings in its years.
  private struct Income: Sendable {
    let calendar: LevyCalendar
    /// What is held of each year's charge, and of each of its collections where pay is uneven.
    let charges: [(start: CivilDate, held: Int64, parts: [Int64])]

    /// What a collection brings.
    func part(on day: CivilDate) -> Int64? {
      let year = calendar.year.start(holding: day)
      guard let charge = charges.first(where: { $0.start == year }) else { return nil }
      guard !charge.parts.isEmpty else { return calendar.part(on: day).of(charge.held) }
      return calendar.days(from: year).firstIndex(of: day).map { charge.parts[$0] }
    }
  }
  /// The account's number.
  public let number: Int
  private let account: Account
  private let here: Circumstances
  private var incomes: [Income] = []
  private var ledger: AccountLedger
  /// Sums of later months that are given.
  private var later: [DatedMoney.Sum] = []
  private var month: Int
  private var reached: CivilDate
  /// What has happened so far, in the order of days.
  public private(set) var entries: [AccountEntry] = []
  /// The fact or value without which what enters cannot be worked out.
  public private(set) var missing: Missing?

  /// The account of a case whose last part falls due on a day, with what is given of its balance or else
  /// what its clauses have brought; without an employer no levy brings anything.
  public init(
    _ number: Int, _ rules: RuleSet, _ here: Circumstances, balance: Int64?, until last: CivilDate,
    hasEmployer: Bool, _ dated: DatedMoney = DatedMoney()
  ) {
    self.number = number
    self.here = here
    account = rules.accounts[number]
    month = here.date.monthNumber
    reached = here.date
    ledger = AccountLedger(oldestFirst: account.oldestFirst)
    do throws(Missing) {
      if let sums = dated.deposits[number] {
        try open(with: sums)
      } else if let balance {
        // It may have entered at any hour of the day, so its term is over when the day is.
        var terms = try account.terms(here)
        terms.lapses = terms.lapses?.adding(days: 1)
        ledger.open(with: balance, on: here.date, terms)
        ledger.closeOnce()
      } else {
        ledger = try AccountLedger(account, broughtBy: here.date, here)
      }
      for levy in rules.levies where hasEmployer && levy.account == number {
        try add(levy, rules, until: last, dated)
      }
      note(.opening, ledger.balance, on: here.date)
    } catch {
      missing = error
    }
  }

  private mutating func add(
    _ levy: Levy, _ rules: RuleSet, until last: CivilDate, _ dated: DatedMoney
  ) throws(Missing) {
    let calendar = LevyCalendar(levy, rules)
    var charges: [(start: CivilDate, held: Int64, parts: [Int64])] = []
    var year = calendar.year.start(holding: here.date)
    while year <= last {
      if let charge = try rules.charge(of: levy, here, yearFrom: year) {
        let parts = try rules.collections(of: levy, here, yearFrom: year, dated) ?? []
        charges.append((year, charge.held, parts.map(\.held)))
      }
      let next = calendar.year.next(after: year)
      guard next > year else { break }
      year = next
    }
    if !charges.isEmpty { incomes.append(Income(calendar: calendar, charges: charges)) }
  }

  /// Takes in the sums that are given up to the first day, each with a term of its own, and keeps later
  /// ones for their months.
  private mutating func open(with sums: [DatedMoney.Sum]) throws(Missing) {
    for sum in sums where sum.day <= here.date {
      _ = ledger.begin(month: sum.day.monthNumber)
      ledger.correct(sum.pence, on: sum.day, try terms(on: sum.day))
    }
    _ = ledger.begin(month: here.date.monthNumber)
    ledger.closeOnce()
    later = sums.filter { $0.day > here.date }
  }

  /// Books a sum that is given.
  private mutating func correct(_ sum: DatedMoney.Sum) throws(Missing) {
    ledger.correct(sum.pence, on: sum.day, try terms(on: sum.day))
    note(.corrected, sum.pence, on: sum.day)
  }

  /// The pence held.
  public var balance: Int64 { ledger.balance }

  /// Comes to a day after so much was spent; every month between ends and the next begins.
  public mutating func reach(_ day: CivilDate, spent: Int64) {
    spend(spent)
    while month < day.monthNumber {
      month += 1
      let last = CivilDate.first(ofMonth: month).adding(days: -1)
      note(.expired, ledger.begin(month: month), on: last)
      do throws(Missing) { try begin() } catch { missing = missing ?? error }
    }
    reached = day
  }

  /// Takes so much for the part due on the day that was reached last.
  mutating func spend(_ pence: Int64) {
    if pence > 0 { note(.used, ledger.spend(pence), on: reached) }
  }

  private mutating func note(_ kind: AccountEntry.Kind, _ pence: Int64, on day: CivilDate) {
    guard pence != 0 else { return }
    entries.append(AccountEntry(day: day, account: number, kind: kind, pence: pence))
  }

  private mutating func begin() throws(Missing) {
    if let opens = account.opens, try !here.holds(opens) { return }
    for income in incomes {
      guard let day = income.calendar.collection(inMonth: month), account.applies.holds(day),
        let part = income.part(on: day)
      else { continue }
      if part < 0 {
        try correct(DatedMoney.Sum(day: day, pence: part))
        continue
      }
      let entered = ledger.enter(part, on: day, try terms(on: day))
      note(.levied, min(part, entered), on: day)
      note(.toppedUp, max(0, entered - part), on: day)
    }
    while let sum = later.first, sum.day.monthNumber <= month {
      later.removeFirst()
      try correct(sum)
    }
    // What opened by the course's first day is there already.
    let isYetToOpen = account.opensWith.map { $0.on > here.date } ?? false
    let credited = try ledger.credit(
      account, inMonth: month, since: isYetToOpen ? here.date.monthNumber + 1 : 0, here)
    note(.credited, credited, on: .first(ofMonth: month))
  }

  private func terms(on day: CivilDate) throws(Missing) -> AccountLedger.Terms {
    var there = here
    there.date = day
    return try account.terms(there)
  }
}
