import FundingRules
import FundingValues
import PolicyCompiler

/// One period of one fund.
struct FundPeriod: Hashable, Comparable {
  let fund: Int
  let start: CivilDate
  static func < (left: FundPeriod, right: FundPeriod) -> Bool {
    (left.fund, left.start) < (right.fund, right.start)
  }
}

/// What funds hold, have promised and have paid, in micro-pence, by period.
struct FundBook {
  /// One period: `budget + carriedIn = committed + left + carriedOut`.
  struct Entry {
    /// The period's own money.
    var budget: Int128 = 0
    /// What came from the period before, and what went on to the next.
    var carriedIn: Int128 = 0
    var carriedOut: Int128 = 0
    /// Promised, whether paid yet or not.
    var committed: Int128 = 0
    /// The part of it that went to decisions which the run reports, and to those past its end.
    var promised: Int128 = 0
    var past: Int128 = 0
    var asked: Int128 = 0
    var refused: Int128 = 0
    var askedPeople: Int128 = 0
    var refusedPeople: Int128 = 0
    /// Whether the period has begun, so that nothing more is carried into it.
    var hasBegun = false

    /// What is neither promised nor carried on.
    var left: Int128 { budget + carriedIn - carriedOut - committed }
  }
  private let rules: RuleSet
  private let values: ParameterValues
  private let factCount: Int
  private let from: CivilDate
  /// What a levy brings into a fund in the period that begins on a day.
  private let brought: (Int, CivilDate) -> Int128
  /// For each fund, the period that holds the first day: nothing is carried into it.
  private let first: [FundPeriod]
  private var begun: [FundPeriod]
  /// By fund, its periods so far and their entries, in the order in which they were opened.
  private var starts: [[CivilDate]]
  private var opened: [[Entry]]

  /// Every period opened so far, with its entry.
  var entries: [FundPeriod: Entry] {
    var result: [FundPeriod: Entry] = [:]
    for (fund, starts) in starts.enumerated() {
      for (place, start) in starts.enumerated() {
        result[FundPeriod(fund: fund, start: start)] = opened[fund][place]
      }
    }
    return result
  }

  init(
    _ rules: RuleSet, values: ParameterValues, factCount: Int, from: CivilDate,
    brought: @escaping (Int, CivilDate) -> Int128
  ) {
    self.rules = rules
    self.values = values
    self.factCount = factCount
    self.brought = brought
    self.from = from
    first = rules.funds.indices.map {
      FundPeriod(fund: $0, start: rules.funds[$0].period.start(holding: from))
    }
    begun = first
    starts = rules.funds.map { _ in [] }
    opened = rules.funds.map { _ in [] }
    for period in first {
      let place = place(of: period)
      opened[period.fund][place].hasBegun = true
    }
  }

  /// The period of a fund that holds a day.
  func period(of fund: Int, on day: CivilDate) -> FundPeriod {
    FundPeriod(fund: fund, start: rules.funds[fund].period.start(holding: day))
  }

  /// The period that a request counts in: when its money falls due, or for rounds when it was made.
  func period(of fund: Int, due: CivilDate, asked: CivilDate) -> FundPeriod {
    if case .rounds = rules.funds[fund].period { return period(of: fund, on: asked) }
    return period(of: fund, on: due)
  }

  /// Whether what is left of a fund's periods goes on to the next ones.
  func isCarried(_ fund: Int) -> Bool { rules.funds[fund].carriesForward != nil }

  /// Whether a fund's period is one that began before the run did.
  func isBefore(_ period: FundPeriod) -> Bool { period < first[period.fund] }

  /// A period's entry, opened with its budget.
  mutating func entry(_ period: FundPeriod) -> Entry {
    let place = place(of: period)
    return opened[period.fund][place]
  }

  /// Where a period's entry stands among those of its fund; it is opened if it is not there.
  private mutating func place(of period: FundPeriod) -> Int {
    let known = starts[period.fund]
    // Later periods are asked for more often than earlier ones.
    for place in known.indices.reversed() where known[place] == period.start { return place }
    var entry = Entry()
    let fund = rules.funds[period.fund]
    if fund.period.isOpen(on: period.start) {
      entry.budget = amount(fund.budget, on: valued(period))
      if fund.filledByLevy != nil { entry.budget += brought(period.fund, period.start) }
    }
    starts[period.fund].append(period.start)
    opened[period.fund].append(entry)
    return starts[period.fund].count - 1
  }

  /// The day whose values a period's amounts are: its first, or the run's for a budget given once.
  func valued(_ period: FundPeriod) -> CivilDate {
    rules.funds[period.fund].period == .life ? from : period.start
  }

  private func amount(_ formula: Formula?, on day: CivilDate) -> Int128 {
    guard let formula else { return 0 }
    let here = Circumstances(frame: Frame(count: factCount), values: values, date: day)
    let pence = (try? here.value(of: formula))?.roundedHalfUp() ?? 0
    return Int128(max(0, pence)) * 1_000_000
  }

  /// What is left to promise of a period: its own money, and what may still be carried into it.
  mutating func left(_ period: FundPeriod) -> Int128 {
    entry(period).left + carriable(into: period)
  }

  /// What is left to promise of a row of periods together.
  mutating func left(from period: FundPeriod, through last: FundPeriod) -> Int128 {
    var sum = left(period)
    var next = period
    while next < last {
      next = after(next)
      sum += entry(next).left
    }
    return sum
  }

  private func after(_ period: FundPeriod) -> FundPeriod {
    let next = rules.funds[period.fund].period.next(after: period.start)
    return FundPeriod(fund: period.fund, start: next)
  }

  private func before(_ period: FundPeriod) -> FundPeriod? {
    guard period > first[period.fund] else { return nil }
    return self.period(of: period.fund, on: period.start.adding(days: -1))
  }

  /// What earlier periods have left that may go on to one which has not begun.
  private mutating func carriable(into period: FundPeriod) -> Int128 {
    let entry = entry(period)
    guard !entry.hasBegun, let formula = rules.funds[period.fund].carriesForward,
      let before = before(period)
    else { return 0 }
    let room = amount(formula, on: period.start) - entry.carriedIn
    return room > 0 ? max(0, min(room, left(before))) : 0
  }

  /// Carries money into a period from the one before, which fetches what it lacks itself.
  private mutating func carry(_ amount: Int128, into period: FundPeriod) {
    guard amount > 0, let before = before(period) else { return }
    let (from, to) = (place(of: before), place(of: period))
    opened[before.fund][from].carriedOut += amount
    opened[period.fund][to].carriedIn += amount
    fetch(for: before)
  }

  /// Carries in what a period has promised beyond its own.
  private mutating func fetch(for period: FundPeriod) {
    let short = 0 - entry(period).left
    guard short > 0 else { return }
    carry(min(short, carriable(into: period)), into: period)
  }

  /// Promises so much, or takes a promise back when it is negative: for a decision that the run reports
  /// or one past its end, or for neither, as other training.
  mutating func commit(_ period: FundPeriod, _ amount: Int128, isReported: Bool? = nil) {
    let place = place(of: period)
    opened[period.fund][place].committed += amount
    if isReported == true { opened[period.fund][place].promised += amount }
    if isReported == false { opened[period.fund][place].past += amount }
    if isCarried(period.fund) { fetch(for: period) }
  }

  /// Notes that so much was asked for.
  mutating func noteAsked(_ period: FundPeriod, _ amount: Int128, people: Int128) {
    let place = place(of: period)
    opened[period.fund][place].asked += amount
    opened[period.fund][place].askedPeople += people
  }

  /// Notes that so much was refused.
  mutating func noteRefused(_ period: FundPeriod, _ amount: Int128, people: Int128) {
    let place = place(of: period)
    opened[period.fund][place].refused += amount
    opened[period.fund][place].refusedPeople += people
  }

  /// Begins the periods whose first day has come, with what earlier ones left over carried into them.
  mutating func carryForward(on day: CivilDate) {
    for fund in rules.funds.indices {
      let now = period(of: fund, on: day)
      while begun[fund] < now {
        let next = after(begun[fund])
        carry(carriable(into: next), into: next)
        let place = place(of: next)
        opened[fund][place].hasBegun = true
        begun[fund] = next
      }
    }
  }
}

/// What has been used of limits, by holder and window.
struct LimitBook {
  private struct Key: Hashable {
    let limit: Int
    let holder: UInt64
  }
  private var rooms: [Key: Headroom.Room] = [:]

  /// What a holder has used of a limit.
  func room(_ limit: Int, holder: UInt64) -> Headroom.Room {
    rooms[Key(limit: limit, holder: holder)] ?? Headroom.Room()
  }

  /// Uses so much more in the window that begins on a day.
  mutating func use(_ limit: Int, holder: UInt64, from start: CivilDate, _ amount: Ratio) {
    rooms[Key(limit: limit, holder: holder), default: Headroom.Room()].use(amount, from: start)
  }
}
