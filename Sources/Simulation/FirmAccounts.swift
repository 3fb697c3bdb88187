import FundingRules
import FundingValues
import PolicyCompiler

/// What a levy brings to each employer's account, in each year, before any top-up.
struct LevyTable: Sendable {
  /// Employers that pay it, by index, with the year's deposit in pence by the year's first day.
  ///
  /// In the order of their identities, so that the order in which they are written decides nothing.
  let deposits: [(firm: Int, byYear: [CivilDate: Int64])]
  let account: Int
  let period: Period

  init(_ world: World, regime: Int, levy number: Int, values: ParameterValues, from: CivilDate) {
    let rules = world.plan.regimes[regime]
    let levy = rules.levies[number]
    account = levy.account ?? 0
    period = .taxYear
    let longest = world.offers.map(\.months).max() ?? 0
    let last = world.yearStarts.last?.adding(months: 24 + longest) ?? world.scenario.to
    var result: [(firm: Int, byYear: [CivilDate: Int64])] = []
    var frame = Frame(count: world.plan.facts.count)
    for firm in world.population.firms.indices {
      world.population.fillFirm(&frame, firm)
      var byYear: [CivilDate: Int64] = [:]
      var year = Period.taxYear.start(holding: from)
      while year <= last {
        let amount = LevyTable.deposit(levy, frame, values, on: year)
        if amount > 0 { byYear[year] = amount }
        year = Period.taxYear.next(after: year)
      }
      if !byYear.isEmpty { result.append((firm, byYear)) }
    }
    let firms = world.population.firms
    deposits = result.sorted { firms[$0.firm].identity < firms[$1.firm].identity }
  }

  private static func deposit(
    _ levy: Levy, _ frame: Frame, _ values: ParameterValues, on day: CivilDate
  ) -> Int64 {
    guard levy.applies.holds(day) else { return 0 }
    let here = Circumstances(frame: frame, values: values, date: day)
    if let due = levy.due, (try? here.holds(due)) != true { return 0 }
    guard let exact = try? levy.charge(here) else { return 0 }
    let charge = Ratio(exact.roundedHalfUp())
    let share = levy.inProportionTo.flatMap { try? here.value(of: $0) } ?? .one
    return (charge * share).roundedHalfUp()
  }

  /// The part of a year's deposit that enters on the first of a month: cumulative in the tax year.
  static func monthly(_ year: Int64, on day: CivilDate) -> Int64 {
    let start = Period.taxYear.start(holding: day)
    let month = Int64(day.monthNumber - start.monthNumber - 1)
    return year * (month + 1) / 12 - year * month / 12
  }
}

/// The accounts of employers in one regime and draw, month by month.
struct FirmAccounts {
  struct Totals {
    var paidIn: Int128 = 0
    var background: Int128 = 0
    var courses: Int128 = 0
    var expired: Int128 = 0
    var displaced: Int128 = 0
  }
  private let world: World
  private let rules: RuleSet
  private let values: ParameterValues
  private let levies: [LevyTable]
  /// The share of each firm's deposits that goes on other training.
  private let background: (Int, Int) -> Double
  private var money: [[Int: StampedMoney]]
  /// Pence promised to courses and not yet paid, by account and firm.
  private var promised: [[Int: Int64]]
  private(set) var totals: [Int: [CivilDate: Totals]] = [:]
  let firstMonth: Int

  init(
    _ world: World, regime: Int, values: ParameterValues, levies: [LevyTable],
    background: @escaping (Int, Int) -> Double, funds: inout FundBook
  ) {
    self.world = world
    self.values = values
    self.levies = levies
    self.background = background
    rules = world.plan.regimes[regime]
    money = rules.accounts.map { _ in [:] }
    promised = rules.accounts.map { _ in [:] }
    firstMonth = world.scenario.from.monthNumber - 36
    for month in firstMonth..<world.scenario.from.monthNumber {
      begin(month: month, funds: &funds, counts: false)
    }
  }

  /// What a new course could draw: the balance and coming deposits, less what is promised.
  func available(_ account: Int, firm: Int, months: Int, on day: CivilDate) -> Int64 {
    guard let held = money[account][firm] else { return 0 }
    let coming = levies.filter { $0.account == account }.reduce(Int64(0)) { sum, levy in
      guard let found = levy.deposits.first(where: { $0.firm == firm }) else { return sum }
      let year = found.byYear[Period.taxYear.start(holding: day)] ?? 0
      let free = Double(year) / 12 * max(0, 1 - background(firm, account))
      return sum + Int64(free) * Int64(max(0, months - 1))
    }
    return max(0, held.balance + coming - (promised[account][firm] ?? 0))
  }

  /// Promises pence to a course, or takes a promise back.
  mutating func promise(_ account: Int, firm: Int, _ pence: Int64) {
    promised[account][firm, default: 0] += pence
  }

  /// Pays up to so many pence to a course, and says how much.
  mutating func pay(_ account: Int, firm: Int, _ pence: Int64, on day: CivilDate) -> Int64 {
    promise(account, firm: firm, -pence)
    let taken = money[account][firm]?.spend(pence) ?? 0
    let weighted = Int128(taken) * Int128(world.population.firms[firm].weight)
    note(account, day) { $0.courses += weighted }
    return taken
  }

  private mutating func note(
    _ account: Int, _ day: CivilDate, _ change: (inout Totals) -> Void
  ) {
    let year = Period.financialYear.start(holding: day)
    change(&totals[account, default: [:]][year, default: Totals()])
  }

  /// The first of a month: lapse, then deposit, then background use.
  mutating func begin(month: Int, funds: inout FundBook, counts: Bool = true) {
    let day = CivilDate.first(ofMonth: month)
    let here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: values, date: day)
    for levy in levies {
      let account = rules.accounts[levy.account]
      let terms = Terms(
        topUp: account.topUp.flatMap { try? here.value(of: $0.share) } ?? .zero,
        lapses: account.expiresAfter.flatMap { try? here.value(of: $0) }.map {
          day.adding(months: Int(($0 * Ratio(12)).roundedHalfUp()))
        })
      for deposit in levy.deposits { run(levy, deposit, day, terms, &funds, counts) }
    }
  }

  /// What holds for all that enters an account on one day.
  private struct Terms {
    let topUp: Ratio
    let lapses: CivilDate?
  }

  private mutating func run(
    _ levy: LevyTable, _ deposit: (firm: Int, byYear: [CivilDate: Int64]), _ day: CivilDate,
    _ terms: Terms, _ funds: inout FundBook, _ counts: Bool
  ) {
    let account = rules.accounts[levy.account]
    let firm = world.population.firms[deposit.firm]
    let weight = Int128(firm.weight)
    var held =
      money[levy.account][deposit.firm] ?? StampedMoney(oldestFirst: account.oldestFirst)
    let lapsed = held.lapse(on: day)
    let year = deposit.byYear[Period.taxYear.start(holding: day)] ?? 0
    let monthly = LevyTable.monthly(year, on: day)
    let entering = monthly + (Ratio(monthly) * terms.topUp).roundedHalfUp()
    held.deposit(entering, on: day, lapsing: terms.lapses)
    let wanted = min(
      held.balance,
      Ratio(millionthsOf: background(deposit.firm, levy.account) * Double(entering))
        .roundedHalfUp())
    let spent = held.spend(fitting(wanted, account, weight, day, &funds, counts))
    money[levy.account][deposit.firm] = held
    guard counts else { return }
    note(levy.account, day) {
      $0.expired += Int128(lapsed) * weight
      $0.paidIn += Int128(entering) * weight
      $0.background += Int128(spent) * weight
      $0.displaced += Int128(wanted - spent) * weight
    }
  }

  /// What of a wish the funds behind an account have room for; the year before the run only counts.
  private func fitting(
    _ wanted: Int64, _ account: Account, _ weight: Int128, _ day: CivilDate,
    _ funds: inout FundBook, _ counts: Bool
  ) -> Int64 {
    var result = wanted
    let open = account.countsAgainst.map { funds.period(of: $0, on: day) }.filter {
      counts || $0 == funds.period(of: $0.fund, on: world.scenario.from)
    }
    for period in open {
      result = min(result, Int64(clamping: max(0, funds.left(period)) / max(1, weight)))
    }
    for period in open { funds.commit(period, Int128(result) * weight) }
    return result
  }
}
