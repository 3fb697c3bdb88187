import FundingRules
import FundingValues
import PolicyCompiler

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
      let year = levy.held(firm: firm, yearOf: day)
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
      guard let account = levy.account else { continue }
      let terms = Terms(
        account: account, collected: levy.collection(inMonthFrom: day),
        topUp: rules.accounts[account].topUp.flatMap { try? here.value(of: $0.share) } ?? .zero,
        lapses: rules.accounts[account].expiresAfter.flatMap { try? here.value(of: $0) }.map {
          day.adding(months: Int(($0 * Ratio(12)).roundedHalfUp()))
        })
      for charge in levy.charges { run(levy, charge, day, terms, &funds, counts) }
    }
  }

  /// What holds for all that enters an account on one day.
  private struct Terms {
    let account: Int
    /// The day on which the levy is collected in the month, if it is.
    let collected: CivilDate?
    let topUp: Ratio
    let lapses: CivilDate?
  }

  private mutating func run(
    _ levy: LevyTable, _ charge: (firm: Int, byYear: [CivilDate: LevyTable.Charge]),
    _ day: CivilDate,
    _ terms: Terms, _ funds: inout FundBook, _ counts: Bool
  ) {
    let account = rules.accounts[terms.account]
    let firm = world.population.firms[charge.firm]
    let weight = Int128(firm.weight)
    var held =
      money[terms.account][charge.firm] ?? StampedMoney(oldestFirst: account.oldestFirst)
    let lapsed = held.lapse(on: day)
    let monthly =
      terms.collected.flatMap { day in
        charge.byYear[levy.year.start(holding: day)].map { levy.part(of: $0.held, on: day) }
      } ?? 0
    let entering = monthly + (Ratio(monthly) * terms.topUp).roundedHalfUp()
    held.deposit(entering, on: day, lapsing: terms.lapses)
    let wanted = min(
      held.balance,
      Ratio(millionthsOf: background(charge.firm, terms.account) * Double(entering))
        .roundedHalfUp())
    let spent = held.spend(fitting(wanted, account, weight, day, &funds, counts))
    money[terms.account][charge.firm] = held
    guard counts else { return }
    note(terms.account, day) {
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
