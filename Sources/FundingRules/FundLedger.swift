public import FundingValues

/// One period of one fund.
public struct FundPeriod: Hashable, Comparable, Sendable {
  /// The fund's number.
  public let fund: Int
  /// The period's first day.
  public let start: CivilDate
  /// Funds by their numbers, their periods by their days.
  public static func < (left: FundPeriod, right: FundPeriod) -> Bool {
    (left.fund, left.start) < (right.fund, right.start)
  }
}

/// What funds hold, have promised and have paid, in micro-pence, by period.
public struct FundLedger: Sendable {
  /// One period: `budget + carriedIn = committed + left + carriedOut`.
  public struct Entry: Sendable {
    /// The period's own money.
    public fileprivate(set) var budget: Int128 = 0
    /// What came from the period before.
    public fileprivate(set) var carriedIn: Int128 = 0
    /// What went on to the period after.
    public fileprivate(set) var carriedOut: Int128 = 0
    /// Promised, whether paid yet or not.
    public fileprivate(set) var committed: Int128 = 0
    /// The part of it that went to decisions which the run reports.
    public fileprivate(set) var promised: Int128 = 0
    /// The part of it that went to decisions past the end of the run.
    public fileprivate(set) var past: Int128 = 0
    /// What was asked for, by reported decisions.
    public fileprivate(set) var asked: Int128 = 0
    /// What of it was refused.
    public fileprivate(set) var refused: Int128 = 0
    /// Millionths of people who asked.
    public fileprivate(set) var askedPeople: Int128 = 0
    /// Millionths of people who were refused all that they asked.
    public fileprivate(set) var refusedPeople: Int128 = 0
    /// Whether the period has begun, so that nothing more is carried into it.
    fileprivate var hasBegun = false

    /// What is neither promised nor carried on.
    public var left: Int128 { budget + carriedIn - carriedOut - committed }
  }
  private let rules: RuleSet
  private let values: ParameterValues
  private let factCount: Int
  private let from: CivilDate
  /// What a levy brings into each fund, by the first day of its period.
  private let brought: [[CivilDate: Int128]]
  /// For each fund, the period that holds the first day: nothing is carried into it.
  private let first: [FundPeriod]
  private var begun: [FundPeriod]
  /// By fund, its periods so far and their entries, in the order in which they were opened.
  private var starts: [[CivilDate]]
  private var opened: [[Entry]]

  /// Every period opened so far, with its entry.
  public var entries: [FundPeriod: Entry] {
    var result: [FundPeriod: Entry] = [:]
    for (fund, starts) in starts.enumerated() {
      for (place, start) in starts.enumerated() {
        result[FundPeriod(fund: fund, start: start)] = opened[fund][place]
      }
    }
    return result
  }

  /// Funds on the first day of a run, with what levies bring into each of them in every period.
  public init(
    _ rules: RuleSet, values: ParameterValues, factCount: Int, from: CivilDate,
    brought: [[CivilDate: Int128]]
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
  public func period(of fund: Int, on day: CivilDate) -> FundPeriod {
    FundPeriod(fund: fund, start: rules.funds[fund].period.start(holding: day))
  }

  /// The period that a request counts in: when its money falls due, or for rounds when it was made.
  public func period(of fund: Int, due: CivilDate, asked: CivilDate) -> FundPeriod {
    if case .rounds = rules.funds[fund].period { return period(of: fund, on: asked) }
    return period(of: fund, on: due)
  }

  /// Whether what is left of a fund's periods goes on to the next ones.
  public func isCarried(_ fund: Int) -> Bool { rules.funds[fund].carriesForward != nil }

  /// Whether a fund's period is one that began before the run did.
  public func isBefore(_ period: FundPeriod) -> Bool { period < first[period.fund] }

  /// A period's entry, opened with its budget.
  public mutating func entry(_ period: FundPeriod) -> Entry {
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
      if let opening = fund.opensWith, fund.period.start(holding: opening.on) == period.start {
        entry.budget += amount(opening.amount, on: opening.on)
      }
      if fund.filledByLevy != nil { entry.budget += brought[period.fund][period.start] ?? 0 }
    }
    starts[period.fund].append(period.start)
    opened[period.fund].append(entry)
    return starts[period.fund].count - 1
  }

  /// The day whose values a period's amounts are: its first, or the run's for a budget given once.
  public func valued(_ period: FundPeriod) -> CivilDate {
    rules.funds[period.fund].period == .life ? from : period.start
  }

  private func amount(_ formula: Formula?, on day: CivilDate) -> Int128 {
    guard let formula else { return 0 }
    let here = Circumstances(frame: Frame(count: factCount), values: values, date: day)
    let pence = (try? here.value(of: formula))?.roundedHalfUp() ?? 0
    return Int128(max(0, pence)) * 1_000_000
  }

  /// What is left to promise of a period: its own money, and what may still be carried into it.
  public mutating func left(_ period: FundPeriod) -> Int128 {
    entry(period).left + carriable(into: period)
  }

  /// What is left to promise of a row of periods together.
  public mutating func left(from period: FundPeriod, through last: FundPeriod) -> Int128 {
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
  public mutating func commit(_ period: FundPeriod, _ amount: Int128, isReported: Bool? = nil) {
    let place = place(of: period)
    opened[period.fund][place].committed += amount
    if isReported == true { opened[period.fund][place].promised += amount }
    if isReported == false { opened[period.fund][place].past += amount }
    if isCarried(period.fund) { fetch(for: period) }
  }

  /// Notes that so much was asked for.
  public mutating func noteAsked(_ period: FundPeriod, _ amount: Int128, people: Int128) {
    let place = place(of: period)
    opened[period.fund][place].asked += amount
    opened[period.fund][place].askedPeople += people
  }

  /// Notes that so much was refused.
  public mutating func noteRefused(_ period: FundPeriod, _ amount: Int128, people: Int128) {
    let place = place(of: period)
    opened[period.fund][place].refused += amount
    opened[period.fund][place].refusedPeople += people
  }

  /// Begins the periods whose first day has come, with what earlier ones left over carried into them.
  public mutating func carryForward(on day: CivilDate) {
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
