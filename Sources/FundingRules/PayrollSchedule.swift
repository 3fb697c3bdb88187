import FundingValues

/// The taxes and plans of one kind of person on one day and for one pay period, ready for any pay.
public struct PayrollSchedule: Sendable {
  /// One tax that is due, with its figures.
  struct Line: Sendable {
    let name: String
    let title: String
    /// Whether it is reckoned on the year, and a period has an even part of it.
    let isYearly: Bool
    let schedule: TaxSchedule
    /// The year's amount that it charges where that is not pay itself.
    let assessed: Int64?

    /// A tax in force; without pay, one whose figures would depend on it lacks a fact.
    init(_ tax: Tax, _ payroll: Payroll, period: PayPeriod, pay: Int64?) throws(Missing) {
      name = tax.name
      title = tax.title
      isYearly = !tax.isByPayPeriod
      let reckoned = isYearly ? .year : period
      assessed = try payroll.assessed(tax.assessedOn, pay: pay)
      let there = payroll.circumstances(
        pay: assessed ?? pay, assessedOn: tax.assessedOn, reckoned)
      schedule = try TaxSchedule(tax, there, period: reckoned)
    }

    /// The charge on a year's pay in one pay period.
    func charge(on annual: Int64, _ period: PayPeriod) -> Int64 {
      let base = assessed ?? annual
      return isYearly
        ? schedule.charge(on: base) / period.perYear
        : schedule.charge(on: base / period.perYear)
    }
  }
  /// Plans that are one deduction.
  struct Group: Sendable {
    /// What it takes, with thresholds of the pay period.
    let deduction: JoinedDeduction
    /// The year's amount that it looks at where that is not pay itself.
    let assessed: Int64?
    /// By how many weeks pay is divided first and what is taken multiplied; one where it is not.
    let weeks: Int64
  }
  /// The pay period.
  public let period: PayPeriod
  private let plans: [Int]
  private let rules: [RepaymentPlan]
  private let balances: [Int: Int64]
  private var taxes: [Line] = []
  private var employer: [Line] = []
  private var groups: [Group] = []
  /// What the employer's part could not be worked out for lack of, if anything.
  public private(set) var employerMissing: Missing?

  /// The schedule for a pay, or for any pay; the latter lacks a fact where figures depend on pay in any
  /// other way than by charging it. A fortnight's or four weeks' repayment is reckoned at twice or four
  /// times a week's threshold, or as that of a week, so many times.
  public init(
    _ payroll: Payroll, period: PayPeriod, plans: [Int],
    pay: (whole: Int64, pension: Int64)? = nil, repaymentsOnly: Bool = false,
    repaysByTheWeek: Bool = false
  ) throws(Missing) {
    self.period = period
    var seen: Set<Int> = []
    self.plans = plans.filter { seen.insert($0).inserted }
    rules = payroll.rules.plans
    balances = payroll.balances
    let payroll = payroll.paying(pay?.whole)
    if !repaymentsOnly {
      for tax in try payroll.taxesDue() {
        var base = pay?.whole
        if let pay, !tax.isByPayPeriod { base = max(0, pay.whole - pay.pension) }
        taxes.append(try Line(tax, payroll, period: period, pay: base))
      }
      do throws(Missing) {
        for tax in try payroll.taxesDue(on: employerParty) where payroll.isOnPay(tax) {
          employer.append(try Line(tax, payroll, period: period, pay: pay?.whole))
        }
      } catch {
        employer = []
        employerMissing = error
      }
    }
    try addGroups(payroll, pay?.whole, byTheWeek: repaysByTheWeek)
  }

  private mutating func addGroups(
    _ payroll: Payroll, _ pay: Int64?, byTheWeek: Bool
  ) throws(Missing) {
    let isWeeks = byTheWeek && (period == .fourWeeks || period == .fortnight)
    let numbers = RepaymentPlan.groups(of: rules)
    for number in Set(plans.map { numbers[$0] }).sorted() {
      let together = plans.filter { numbers[$0] == number }.sorted()
      guard let first = together.first else { continue }
      let assessed = try payroll.assessed(rules[first].of, pay: pay)
      var steps: [RepaymentStep] = []
      for plan in together {
        let there = payroll.circumstances(
          pay: assessed ?? pay, assessedOn: rules[plan].of, period)
        steps += try RepaymentStep.steps(of: plan, rules[plan], there)
      }
      for index in steps.indices {
        let reckoned = isWeeks ? .week : period
        steps[index].threshold = reckoned.share(ofYear: Ratio(steps[index].threshold))
      }
      groups.append(
        Group(
          deduction: JoinedDeduction(steps, rules), assessed: assessed,
          weeks: isWeeks ? period.published.times : 1))
    }
  }

  /// Works out what is taken of a year's pay in one pay period, with so much of it put into a pension
  /// before tax, in memory used again for the next.
  public func take(
    from annualEarnings: Int64, pension: Int64 = 0, into amounts: inout PayrollAmounts
  ) {
    amounts.clear()
    // By their places: copying a line counts references to all that it names.
    for place in taxes.indices {
      let isYearly = taxes[place].isYearly
      let base = isYearly ? max(0, annualEarnings - pension) : annualEarnings
      let charge = taxes[place].charge(on: base, period)
      amounts.taxes.append(charge)
      if isYearly { amounts.tax += charge } else { amounts.contribution += charge }
    }
    for place in employer.indices {
      amounts.employer.append(employer[place].charge(on: annualEarnings, period))
    }
    for _ in plans { amounts.repayments.append(0) }
    for place in groups.indices {
      let weeks = groups[place].weeks
      let pay = (groups[place].assessed ?? annualEarnings) / period.perYear / weeks
      groups[place].deduction.eachShare(of: pay) { plan, share in
        guard let place = plans.firstIndex(of: plan) else { return }
        let whole = share * weeks
        amounts.repayments[place] = min(whole, balances[plan] ?? whole)
      }
    }
  }

  /// What is left of a year's pay in one pay period, with so much of it put into a pension before tax.
  public func takeHome(annualEarnings: Int64, pension: Int64 = 0) -> TakeHome {
    var amounts = PayrollAmounts()
    take(from: annualEarnings, pension: pension, into: &amounts)
    func deductions(_ lines: [Line], _ amounts: [Int64]) -> [(Line, TakeHome.Deduction)] {
      zip(lines, amounts).map {
        ($0, .init(name: $0.name, title: $0.title, amount: $1))
      }
    }
    let taken = deductions(taxes, amounts.taxes)
    return TakeHome(
      annualEarnings: annualEarnings, period: period, earnings: annualEarnings / period.perYear,
      taxes: taken.filter(\.0.isYearly).map(\.1),
      contributions: taken.filter { !$0.0.isYearly }.map(\.1),
      repayments: zip(plans, amounts.repayments).map {
        .init(name: rules[$0].name, title: rules[$0].title, amount: $1)
      },
      pension: pension / period.perYear,
      employer: deductions(employer, amounts.employer).map(\.1))
  }
}

/// What is taken of the pay of one period, in whole pence.
public struct PayrollAmounts: Sendable {
  /// Each tax that is due, in the order of the rules.
  var taxes: [Int64] = []
  /// Each charge on the employer.
  public fileprivate(set) var employer: [Int64] = []
  /// What each plan takes, in the order in which plans were asked for.
  public fileprivate(set) var repayments: [Int64] = []
  /// The sum of taxes reckoned on the year.
  public fileprivate(set) var tax: Int64 = 0
  /// The sum of contributions.
  public fileprivate(set) var contribution: Int64 = 0

  /// Nothing taken.
  public init() {}

  fileprivate mutating func clear() {
    taxes.removeAll(keepingCapacity: true)
    employer.removeAll(keepingCapacity: true)
    repayments.removeAll(keepingCapacity: true)
    tax = 0
    contribution = 0
  }
}
