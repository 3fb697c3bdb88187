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
  struct Entry {
    var budget: Int128 = 0
    /// Promised, whether paid yet or not.
    var committed: Int128 = 0
    var asked: Int128 = 0
    var refused: Int128 = 0
    var askedPeople: Int128 = 0
    var refusedPeople: Int128 = 0
    var hasCarried = false
  }
  private let rules: RuleSet
  private let values: ParameterValues
  private let factCount: Int
  private(set) var entries: [FundPeriod: Entry] = [:]

  init(_ rules: RuleSet, values: ParameterValues, factCount: Int) {
    self.rules = rules
    self.values = values
    self.factCount = factCount
  }

  /// The period of a fund that holds a day.
  func period(of fund: Int, on day: CivilDate) -> FundPeriod {
    FundPeriod(fund: fund, start: rules.funds[fund].period.start(holding: day))
  }

  /// A period's entry, opened with its budget.
  mutating func entry(_ period: FundPeriod) -> Entry {
    if let known = entries[period] { return known }
    var entry = Entry()
    entry.budget = amount(rules.funds[period.fund].budget, on: period.start)
    entries[period] = entry
    return entry
  }

  private func amount(_ formula: Formula?, on day: CivilDate) -> Int128 {
    guard let formula else { return 0 }
    let here = Circumstances(frame: Frame(count: factCount), values: values, date: day)
    let pence = (try? here.value(of: formula))?.roundedHalfUp() ?? 0
    return Int128(max(0, pence)) * 1_000_000
  }

  /// What is left to promise of a period.
  mutating func left(_ period: FundPeriod) -> Int128 {
    let entry = entry(period)
    return entry.budget - entry.committed
  }

  /// Promises so much, or takes a promise back when it is negative.
  mutating func commit(_ period: FundPeriod, _ amount: Int128) {
    _ = entry(period)
    entries[period]?.committed += amount
  }

  /// Notes that so much was asked for.
  mutating func noteAsked(_ period: FundPeriod, _ amount: Int128, people: Int128) {
    _ = entry(period)
    entries[period]?.asked += amount
    entries[period]?.askedPeople += people
  }

  /// Notes that so much was refused.
  mutating func noteRefused(_ period: FundPeriod, _ amount: Int128, people: Int128) {
    _ = entry(period)
    entries[period]?.refused += amount
    entries[period]?.refusedPeople += people
  }

  /// Adds what a levy brings.
  mutating func fill(_ period: FundPeriod, _ amount: Int128) {
    _ = entry(period)
    entries[period]?.budget += amount
  }

  /// Opens the periods that have begun by a day, with what earlier ones left over carried into them.
  mutating func carryForward(on day: CivilDate) {
    for fund in rules.funds.indices {
      let now = period(of: fund, on: day)
      _ = entry(now)
      guard let formula = rules.funds[fund].carriesForward else { continue }
      let before = period(of: fund, on: now.start.adding(days: -1))
      guard let last = entries[before], !last.hasCarried else { continue }
      let most = amount(formula, on: now.start)
      let carried = max(0, min(most, last.budget - last.committed))
      entries[now]?.budget += carried
      entries[before]?.budget -= carried
      entries[before]?.hasCarried = true
    }
  }
}

/// What has been used of limits, by holder and period.
struct LimitBook {
  struct Key: Hashable {
    let limit: Int
    let holder: UInt64
    let period: CivilDate
  }
  private var used: [Key: Ratio] = [:]

  /// What has been used.
  func used(_ limit: Int, holder: UInt64, period: CivilDate) -> Ratio {
    used[Key(limit: limit, holder: holder, period: period)] ?? .zero
  }

  /// Uses so much more.
  mutating func use(_ limit: Int, holder: UInt64, period: CivilDate, _ amount: Ratio) {
    let key = Key(limit: limit, holder: holder, period: period)
    used[key] = ((used[key] ?? .zero) + amount).reduced
  }

  /// Whether a holder has used anything of any limit.
  func hasUsed(_ holder: UInt64) -> Bool { holders.contains(holder) }

  private var holders: Set<UInt64> { Set(used.keys.map(\.holder)) }
}
