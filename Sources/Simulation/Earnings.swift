import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// The taxes on pay in one tax year, in whole pence and parts per million.
struct YearTaxes: Sendable {
  struct Entry: Sendable {
    let payer: Int
    let payee: Int
    let due: Condition?
    let schedule: FastSchedule
  }
  var entries: [Entry] = []
}

/// A tax's bands as whole pence and parts per million, exact to the penny for rates of at most six places.
struct FastSchedule: Sendable {
  private let schedule: TaxSchedule
  private let parts: TaxSchedule.WholeParts?

  init(_ schedule: TaxSchedule) {
    self.schedule = schedule
    parts = schedule.wholeParts
  }

  /// The charge on so many pence, to the nearest penny, halves up.
  func charge(on pence: Int64) -> Int64 {
    parts?.charge(on: pence) ?? schedule.charge(on: pence)
  }
}

/// The taxes and plans in force in each year of a life.
struct LifeRules: Sendable {
  private(set) var taxes: [YearTaxes] = []
  private(set) var plans: [[PlanYear]] = []
  /// What each plan lets off, and when.
  let letsOff: [[LetOff]]
  /// The facts worked out from others, which what is let off may ask.
  let derived: [DerivedFact]
  /// What parameters are worth in this regime and draw.
  let values: ParameterValues
  /// The first day of each year of life.
  let yearStarts: [CivilDate]

  struct PlanYear: Sendable {
    /// What it takes, in the order of thresholds.
    let steps: [RepaymentStep]
    let interest: Ratio
    let termYears: Int
    let rounding: Rounding?
    let startsDay: Int
    let startsMonth: Int
  }

  init(_ world: World, regime: Int, values: ParameterValues) throws(SimulationError) {
    let rules = world.plan.regimes[regime]
    letsOff = rules.plans.map(\.letsOff)
    derived = rules.derived
    self.values = values
    let first = rules.taxYear.start(holding: world.scenario.from)
    let count = world.scenario.followsYears + world.yearStarts.count + 1
    yearStarts = (0..<count).map { first.adding(months: 12 * $0) }
    var frame = Frame(count: world.plan.facts.count)
    if let fact = world.numbers.payPeriod { frame[fact] = .zero }
    for start in yearStarts {
      let here = Circumstances(frame: frame, values: values, date: start)
      var year = YearTaxes()
      for tax in rules.taxes where tax.applies.holds(start) {
        guard let schedule = try? TaxSchedule(tax, here) else { continue }
        year.entries.append(
          YearTaxes.Entry(
            payer: tax.on, payee: tax.to, due: tax.due, schedule: FastSchedule(schedule)))
      }
      taxes.append(year)
      var planYears: [PlanYear] = []
      for plan in rules.plans {
        do { planYears.append(try LifeRules.year(of: plan, here)) } catch {
          throw SimulationError(
            "plan `\(plan.name)` cannot be worked out: \(world.plan.reason(error))")
        }
      }
      plans.append(planYears)
    }
  }

  private static func year(
    of plan: RepaymentPlan, _ here: Circumstances
  ) throws(Missing) -> PlanYear {
    PlanYear(
      steps: try RepaymentStep.steps(of: [0], [plan]) { _ in here },
      interest: try here.value(of: plan.interest),
      termYears: min(1_000, Int(clamping: try here.value(of: plan.writtenOffAfter).floor())),
      rounding: plan.rounding, startsDay: plan.startsDay, startsMonth: plan.startsMonth)
  }
}

extension LifeRules.PlanYear {
  /// What a year takes of earnings, before the balance is looked at.
  func takes(of earnings: Int64) -> Int64 {
    guard let first = steps.first, earnings > first.threshold else { return 0 }
    let exact = RepaymentStep.slices(steps, of: Ratio(earnings)).reduce(.zero, +)
    if let rounding { return rounding.applied(to: exact).roundedHalfUp() }
    return exact.roundedHalfUp()
  }

  /// A year's interest on a balance.
  func interest(on balance: Int64) -> Int64 { (Ratio(balance) * interest).roundedHalfUp() }

  /// The first day due for a course that ends on a day.
  func firstDue(after end: CivilDate) -> CivilDate {
    let year = Period.year(month: startsMonth, day: startsDay)
    return year.next(after: end)
  }
}
