import FundingValues

/// Take-home pay under a set of rules: taxes on the learner, what the employer pays on top, and the plans
/// asked for.
public struct Payroll {
  /// The rules that hold taxes and plans.
  public let rules: RuleSet
  /// Facts about the person, values and the day; earnings are filled in by each question.
  public let here: Circumstances
  /// What is owed under a plan, by its number; a plan without one takes whatever it would.
  public let balances: [Int: Int64]
  /// The fact that pay is; taxes on other facts charge what is known of those. If there is none, every
  /// tax charges pay.
  let payFact: Int?

  /// A payroll under rules on a day.
  public init(
    rules: RuleSet, here: Circumstances, payFact: Int? = nil, balances: [Int: Int64] = [:]
  ) {
    self.rules = rules
    self.here = here
    self.payFact = payFact
    self.balances = balances
  }

  /// The same payroll with a year's pay filled in, and what is worked out from it; or forgotten.
  func paying(_ pay: Int64?) -> Payroll {
    guard let payFact else { return self }
    var there = here
    there.frame[payFact] = pay.map { Ratio($0) }
    there.derive(rules.derived)
    return Payroll(rules: rules, here: there, payFact: payFact, balances: balances)
  }

  /// Whether a tax is due, as far as what is given says: one that asks about pay may be.
  public func mayBeDue(_ tax: Tax) -> Bool {
    guard tax.applies.holds(here.date) else { return false }
    guard let test = tax.due else { return true }
    return (try? here.holds(test)) ?? true
  }

  /// Whether a tax charges pay, or something that is worked out from it.
  func isOnPay(_ tax: Tax) -> Bool {
    guard let payFact, payFact != tax.assessedOn else { return true }
    return rules.derived(from: [payFact]).contains { $0.fact == tax.assessedOn }
  }

  /// The taxes on a party that apply on the day and are due.
  public func taxesDue(on party: Int = learnerParty) throws(Missing) -> [Tax] {
    var due: [Tax] = []
    for tax in rules.taxes where tax.on == party && tax.applies.holds(here.date) {
      if let test = tax.due, try !here.holds(test) { continue }
      due.append(tax)
    }
    return due
  }

  /// The values of taxes and plans that are carried on past the last year that is cited.
  public func carriedOn(plans: [Int], repaymentsOnly: Bool = false) -> [CarriedValue] {
    var formulas = plans.flatMap { rules.plans[$0].bands.flatMap { [$0.rate, $0.threshold] } }
    if !repaymentsOnly {
      formulas += rules.taxes.filter { $0.on == learnerParty && mayBeDue($0) }.flatMap(\.formulas)
    }
    return rules.carriedOn(formulas, circumstances(pay: nil, assessedOn: 0, .year))
  }

  /// What is left of a year's pay, or of one pay period of it, with loans repaid under some plans and
  /// so much of the year's pay put into a pension before tax.
  public func takeHome(
    annualEarnings: Int64, period: PayPeriod, plans: [Int], pension: Int64 = 0
  ) throws(Missing) -> TakeHome {
    let schedule = try PayrollSchedule(
      self, period: period, plans: plans, pay: (whole: annualEarnings, pension: pension))
    return schedule.takeHome(annualEarnings: annualEarnings, pension: pension)
  }

  /// What a tax charges on the pay of one period; a tax on the year, an even part of the year's.
  public func charge(
    of tax: Tax, annualEarnings: Int64, period: PayPeriod
  ) throws(Missing) -> Int64 {
    try PayrollSchedule.Line(tax, self, period: period, pay: annualEarnings)
      .charge(on: annualEarnings, period)
  }

  /// What each plan takes from the pay of one period, in the order in which plans were asked for.
  public func repayments(
    annualEarnings: Int64, period: PayPeriod, plans: [Int]
  ) throws(Missing) -> [TakeHome.Deduction] {
    try PayrollSchedule(
      self, period: period, plans: plans, pay: (whole: annualEarnings, pension: 0),
      repaymentsOnly: true
    ).takeHome(annualEarnings: annualEarnings, pension: 0).repayments
  }

  /// The circumstances for the figures of a pay period: the fact that is charged and the published period
  /// filled in.
  ///
  /// A year's figures are read on its first day, a shorter period's on the day itself.
  func circumstances(
    pay: Int64?, assessedOn fact: Int, _ period: PayPeriod
  ) -> Circumstances {
    var there = here
    if period == .year { there.date = year.start(holding: here.date) }
    if let pay { there.frame[fact] = Ratio(pay) }
    if let number = rules.facts["pay.period"],
      let code = rules.facts.categories["pay-period"]?.firstIndex(of: period.published.name)
    {
      there.frame[number] = Ratio(Int64(code))
    }
    return there
  }

  /// The year in which tax is reckoned, by the taxes on learners; the tax year if none says.
  private var year: Period {
    for tax in rules.taxes where tax.on == learnerParty {
      if case .year = tax.period { return tax.period }
    }
    return rules.taxYear
  }

  /// What a tax or a plan looks at that is not pay itself: what is known of it, once pay is given.
  func assessed(_ fact: Int, pay: Int64?) throws(Missing) -> Int64? {
    guard let payFact, payFact != fact else { return nil }
    let there = paying(pay).here
    guard let known = there.frame[fact] else { throw rules.origin(of: .fact(fact), there) }
    return known.roundedHalfUp()
  }
}
