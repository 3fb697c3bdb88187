import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// The taxes on pay in one tax year.
struct YearTaxes: Sendable {
  /// One tax in force; one object, for lives read it a million times and must not copy its bands.
  final class Entry: Sendable {
    /// The tax's number among the rules.
    let number: Int
    let payer: Int
    let payee: Int
    /// The fact that it falls on.
    let assessedOn: Int
    let due: Condition?
    /// What it charges, in whole pence; nothing where that depends on the person.
    let schedule: TaxSchedule?
    /// What is taken off the charges of all who share it.
    let relief: Int64?
    /// Whether its relief is shared by all who work for an employer.
    let isSharedByEmployer: Bool

    init(
      number: Int, payer: Int, payee: Int, assessedOn: Int, due: Condition?,
      schedule: TaxSchedule?, isSharedByEmployer: Bool
    ) {
      self.number = number
      self.payer = payer
      self.payee = payee
      self.assessedOn = assessedOn
      self.due = due
      self.schedule = schedule
      relief = schedule?.relief
      self.isSharedByEmployer = isSharedByEmployer
    }
  }
  var entries: [Entry] = []
}

/// The taxes due in each year of life from each class of people, worked out when first asked for.
final class DueTaxes {
  private var byClass: [[[Int]]?] = []

  /// The taxes due from a class by year, by place among the year's entries, if they are known.
  func known(_ number: Int) -> [[Int]]? { number < byClass.count ? byClass[number] : nil }

  /// Notes the taxes due from a class.
  func note(_ due: [[Int]], for number: Int) {
    while byClass.count <= number { byClass.append(nil) }
    byClass[number] = due
  }
}

/// The taxes and plans in force in each year of a life.
struct LifeRules {
  private(set) var taxes: [YearTaxes] = []
  /// The year of each plan that begins in a year of life, the year before the first one first; nothing
  /// where its terms depend on the person.
  private var plans: [[RepaymentYear?]] = []
  /// The regime's rules; facts worked out are those of the first day of a year.
  let rules: RuleSet
  /// The index of the regime.
  let regime: Int
  /// The taxes due from each class of people, as far as they were asked for.
  let dues: DueTaxes
  /// By plan, the first days of its years, that of the year before the first year of life first.
  private let planStarts: [[CivilDate]]
  /// Which plans are one deduction.
  let groups: [Int]
  /// What parameters are worth in this regime and draw.
  let values: ParameterValues
  /// The first day of each year of life.
  let yearStarts: [CivilDate]
  private let payPeriod: Int?
  /// The fact that pay is.
  let earnings: Int?
  /// How many work for an employer on average; one where the scenario describes none.
  private let meanHeadcount: Int64

  /// The rules of a regime in a pair of draws; what is known of taxes due may be that of other pairs if
  /// nothing that their tests read is drawn.
  init(
    _ world: World, regime: Int, values: ParameterValues, dues: DueTaxes? = nil
  ) throws(SimulationError) {
    rules = world.plan.regimes[regime]
    self.regime = regime
    groups = RepaymentPlan.groups(of: rules.plans)
    self.values = values
    payPeriod = world.numbers.payPeriod
    earnings = world.numbers.earnings
    let firms = world.population.firms
    let weight = firms.reduce(Int128(0)) { $0 + Int128($1.weight) }
    let heads = firms.reduce(Int128(0)) { $0 + Int128($1.weight) * Int128($1.headcount) }
    meanHeadcount = weight > 0 ? Int64(clamping: heads / weight) : 1
    let first = rules.taxYear.start(holding: world.scenario.from)
    let count = world.scenario.followsYears + world.yearStarts.count + 1
    yearStarts = (0..<count).map { first.adding(months: 12 * $0) }
    self.dues = dues ?? DueTaxes()
    planStarts = rules.plans.map { plan in
      (-1..<count).map { LifeRules.start(of: plan, after: first.adding(months: 12 * $0)) }
    }
    var frame = Frame(count: world.plan.facts.count)
    if let payPeriod { frame[payPeriod] = .zero }
    for start in yearStarts {
      let here = Circumstances(frame: frame, values: values, date: start)
      taxes.append(try LifeRules.taxes(rules, here, world))
    }
    var steady = rules
    steady.derived = []
    let lent = Set(rules.instruments.compactMap(\.plan))
    for number in -1..<count {
      var years: [RepaymentYear?] = []
      for plan in rules.plans.indices {
        let start = self.start(ofPlan: plan, inYear: number)
        let here = Circumstances(frame: frame, values: values, date: start)
        do throws(Missing) {
          years.append(
            lent.contains(plan)
              ? try RepaymentYear(
                of: plan, steady, from: start, here, repays: number >= 0,
                lentOn: world.scenario.from) : nil)
        } catch {
          guard case .fact = error else {
            throw SimulationError(
              "plan `\(rules.plans[plan].name)` cannot be worked out: \(world.plan.reason(error))")
          }
          years.append(nil)
        }
      }
      plans.append(years)
    }
  }

  private static func taxes(
    _ rules: RuleSet, _ here: Circumstances, _ world: World
  ) throws(SimulationError) -> YearTaxes {
    var year = YearTaxes()
    for (number, tax) in rules.taxes.enumerated() where tax.applies.holds(here.date) {
      var schedule: TaxSchedule?
      do throws(Missing) {
        schedule = try TaxSchedule(tax, here)
      } catch {
        guard case .fact = error else {
          throw SimulationError(
            "tax `\(tax.name)` cannot be worked out: \(world.plan.reason(error))")
        }
      }
      let isShared =
        switch tax.relief?.scope {
        case .employer?, .employerInAnyYears?: true
        default: false
        }
      year.entries.append(
        YearTaxes.Entry(
          number: number, payer: tax.on, payee: tax.to, assessedOn: tax.assessedOn, due: tax.due,
          schedule: schedule, isSharedByEmployer: isShared))
    }
    return year
  }

  /// The first day of the year of a plan that begins in a year of life.
  func start(ofPlan plan: Int, inYear number: Int) -> CivilDate {
    planStarts[plan][number + 1]
  }

  private static func start(of plan: RepaymentPlan, after first: CivilDate) -> CivilDate {
    let start = plan.year.start(holding: first)
    return start == first ? start : plan.year.next(after: first)
  }

  /// The year of a plan that begins in a year of life, for a person who earns so much; nothing where a
  /// fact that its terms ask is not given.
  func repaymentYear(
    of plan: Int, inYear number: Int, _ world: World, person: Int, pay: Int64, repays: Bool
  ) -> RepaymentYear? {
    if let common = plans[number + 1][plan] { return common }
    let start = start(ofPlan: plan, inYear: number)
    var here = personal(world, person: person, on: start)
    here.frame[earnings ?? rules.plans[plan].of] = Ratio(pay)
    here.derive(rules.derived)
    var steady = rules
    steady.derived = []
    return try? RepaymentYear(of: plan, steady, from: start, here, repays: repays)
  }

  /// What a tax of a year charges on so much pay of a person, less relief.
  ///
  /// Relief that an employer's staff share is shared equally by head. Whoever has no employer that the
  /// scenario describes has the part of an average one, and all of it where it describes none.
  func charge(
    _ entry: YearTaxes.Entry, on pay: Int64, inYear number: Int, _ world: World, person: Int
  ) -> Int64 {
    let sum = assessed(entry.assessedOn, of: person, world, pay: pay, on: yearStarts[number])
    if entry.relief == nil, let charge = entry.schedule?.charge(on: sum) { return charge }
    guard let schedule = entry.schedule ?? self.schedule(entry, number, world, person, pay)
    else { return 0 }
    guard let relief = schedule.relief else { return schedule.charge(on: sum) }
    var part = relief
    let firm = world.population.people[person].firm
    if entry.isSharedByEmployer {
      let heads =
        firm >= 0 ? Int64(world.population.firms[firm].headcount) : meanHeadcount
      part /= max(1, heads)
    }
    let whole = schedule.charge(on: sum)
    return whole - max(0, min(whole, part))
  }

  private func schedule(
    _ entry: YearTaxes.Entry, _ number: Int, _ world: World, _ person: Int, _ pay: Int64
  ) -> TaxSchedule? {
    var here = personal(world, person: person, on: yearStarts[number])
    here.frame[earnings ?? entry.assessedOn] = Ratio(pay)
    here.derive(rules.derived)
    return try? TaxSchedule(rules.taxes[entry.number], here)
  }

  /// The pence of a fact of a person who earns so much in a year: pay itself, what is worked out from pay,
  /// or else what is given.
  func assessed(
    _ fact: Int, of person: Int, _ world: World, pay: Int64, on day: CivilDate
  ) -> Int64 {
    guard let earnings, fact != earnings else { return pay }
    var here = personal(world, person: person, on: day)
    here.frame[earnings] = Ratio(pay)
    here.derive(rules.derived)
    return here.frame[fact]?.roundedHalfUp() ?? 0
  }

  /// What is known of a person on a day.
  private func personal(_ world: World, person: Int, on day: CivilDate) -> Circumstances {
    var frame = world.frame(person: person, year: 0)
    if let payPeriod { frame[payPeriod] = .zero }
    return Circumstances(frame: frame, values: values, date: day)
  }
}
