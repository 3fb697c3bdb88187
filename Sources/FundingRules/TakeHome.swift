public import FundingValues

/// How often somebody is paid.
public enum PayPeriod: String, Sendable, Hashable, CaseIterable {
  case year
  case month
  case fourWeeks = "four-weeks"
  case week

  /// How many of these a year has for splitting pay: 13 of four weeks, 52 weeks.
  public var perYear: Int64 {
    switch self {
    case .year: 1
    case .month: 12
    case .fourWeeks: 13
    case .week: 52
    }
  }

  /// The published pay period whose thresholds it takes, and how many times.
  var published: (name: String, times: Int64) {
    switch self {
    case .year: ("yearly", 1)
    case .month: ("monthly", 1)
    case .fourWeeks: ("weekly", 4)
    case .week: ("weekly", 1)
    }
  }

  /// The period that a value of `pay.period` names.
  public init?(payPeriod name: String) {
    switch name {
    case "yearly": self = .year
    case "monthly": self = .month
    case "four-weekly": self = .fourWeeks
    case "weekly": self = .week
    default: return nil
    }
  }

  /// A year's figure cut to the penny for one period; four weeks are four times a week's.
  public func share(ofYear pence: Ratio) -> Int64 {
    switch self {
    case .year: pence.roundedHalfUp()
    case .month: Int64(clamping: (pence / Ratio(12)).floor())
    case .week: Int64(clamping: (pence / Ratio(52)).floor())
    case .fourWeeks: Int64(clamping: (pence / Ratio(52)).floor()) * 4
    }
  }
}

/// What is left of pay after tax, National Insurance and loan repayments, in whole pence.
public struct TakeHome: Sendable, Hashable {
  /// One deduction by its name.
  public struct Deduction: Sendable, Hashable {
    /// The name of the tax or plan.
    public let name: String
    /// Its title.
    public let title: String
    /// Whole pence in the period.
    public let amount: Int64
    /// A deduction from its parts.
    public init(name: String, title: String, amount: Int64) {
      self.name = name
      self.title = title
      self.amount = amount
    }
  }
  /// Pay for the year.
  public let annualEarnings: Int64
  /// The pay period reckoned.
  public let period: PayPeriod
  /// Pay in the period.
  public let earnings: Int64
  /// Taxes reckoned on the year, such as income tax.
  public let taxes: [Deduction]
  /// Contributions reckoned on each pay period by itself, such as National Insurance.
  public let contributions: [Deduction]
  /// Repayments, one a plan asked for.
  public let repayments: [Deduction]

  /// Take-home pay from its parts.
  public init(
    annualEarnings: Int64, period: PayPeriod, earnings: Int64, taxes: [Deduction],
    contributions: [Deduction], repayments: [Deduction]
  ) {
    self.annualEarnings = annualEarnings
    self.period = period
    self.earnings = earnings
    self.taxes = taxes
    self.contributions = contributions
    self.repayments = repayments
  }

  /// The sum of taxes reckoned on the year.
  public var tax: Int64 { taxes.reduce(0) { $0 + $1.amount } }
  /// The sum of contributions.
  public var contribution: Int64 { contributions.reduce(0) { $0 + $1.amount } }
  /// The sum of loan repayments.
  public var repayment: Int64 { repayments.reduce(0) { $0 + $1.amount } }
  /// What is left.
  public var takeHome: Int64 { earnings - tax - contribution - repayment }
}

/// Take-home pay under a set of rules: taxes on the learner, and the plans asked for.
public struct Payroll {
  /// The rules that hold taxes and plans.
  public let rules: RuleSet
  /// Facts about the person, values and the day; earnings are filled in by each question.
  public let here: Circumstances
  /// The fact that pay is; taxes on other facts charge what is known of those. If there is none, every
  /// tax charges pay.
  private let payFact: Int?

  /// A payroll under rules on a day.
  public init(rules: RuleSet, here: Circumstances, payFact: Int? = nil) {
    self.rules = rules
    self.here = here
    self.payFact = payFact
  }

  /// The pence a year that a tax or a plan looks at: pay, unless it looks at another fact.
  func assessed(_ fact: Int, _ annualEarnings: Int64) throws(Missing) -> Int64 {
    guard let payFact, payFact != fact else { return annualEarnings }
    guard let known = here.frame[fact] else { throw rules.origin(of: .fact(fact), here) }
    return known.roundedHalfUp()
  }

  /// The taxes on a learner's pay that apply on the day and are due from this person.
  public func taxesDue() throws(Missing) -> [Tax] {
    var due: [Tax] = []
    for tax in rules.taxes where tax.on == learnerParty && tax.applies.holds(here.date) {
      if let test = tax.due, try !here.holds(test) { continue }
      due.append(tax)
    }
    return due
  }

  /// What is left of a year's pay, or of one pay period of it, with loans repaid under some plans.
  public func takeHome(
    annualEarnings: Int64, period: PayPeriod, plans: [Int]
  ) throws(Missing) -> TakeHome {
    let earnings = annualEarnings / period.perYear
    var taxes: [TakeHome.Deduction] = []
    var contributions: [TakeHome.Deduction] = []
    for tax in try taxesDue() {
      let assessed = try assessed(tax.assessedOn, annualEarnings)
      let amount = try charge(of: tax, annualEarnings: assessed, period: period)
      let deduction = TakeHome.Deduction(name: tax.name, title: tax.title, amount: amount)
      if case .payPeriod = tax.period {
        contributions.append(deduction)
      } else {
        taxes.append(deduction)
      }
    }
    return TakeHome(
      annualEarnings: annualEarnings, period: period, earnings: earnings, taxes: taxes,
      contributions: contributions,
      repayments: try repayments(
        annualEarnings: annualEarnings, period: period, plans: plans))
  }

  /// What a tax charges on the pay of one period; a tax on the year, an even part of the year's.
  public func charge(
    of tax: Tax, annualEarnings: Int64, period: PayPeriod
  ) throws(Missing) -> Int64 {
    guard case .payPeriod = tax.period else {
      let there = circumstances(annualEarnings, assessedOn: tax.assessedOn, .year)
      return try charge(of: tax, on: annualEarnings, .year, there) / period.perYear
    }
    let there = circumstances(annualEarnings, assessedOn: tax.assessedOn, period)
    return try charge(of: tax, on: annualEarnings / period.perYear, period, there)
  }

  /// The circumstances with earnings and the published pay period filled in.
  ///
  /// A year's figures are read on its first day, a shorter period's on the day itself.
  func circumstances(
    _ annualEarnings: Int64, assessedOn fact: Int, _ period: PayPeriod
  ) -> Circumstances {
    var there = here
    if period == .year { there.date = year.start(holding: here.date) }
    there.frame[fact] = Ratio(annualEarnings)
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

  /// The charge of a tax on the pay of one period.
  private func charge(
    of tax: Tax, on pence: Int64, _ period: PayPeriod, _ here: Circumstances
  ) throws(Missing) -> Int64 {
    var taxable = max(0, pence - (try allowance(of: tax, on: pence, period, here)))
    var charge = Ratio.zero
    var floor: Int64 = 0
    for band in tax.bands {
      let whole = try here.value(of: band.upTo)
      let limit =
        tax.limitsByPeriod
        ? whole.roundedHalfUp() * period.published.times : period.share(ofYear: whole)
      let slice = max(0, min(taxable, limit - floor))
      charge = charge + Ratio(slice) * (try here.value(of: band.rate))
      taxable -= slice
      floor = max(floor, limit)
    }
    charge = charge + Ratio(taxable) * (try here.value(of: tax.restRate))
    return (tax.rounding?.applied(to: charge) ?? charge).roundedHalfUp()
  }

  private func allowance(
    of tax: Tax, on pence: Int64, _ period: PayPeriod, _ here: Circumstances
  ) throws(Missing) -> Int64 {
    guard let formula = tax.freeUpTo else { return 0 }
    let free = period.share(ofYear: try here.value(of: formula))
    guard let cut = tax.freeReduction else { return free }
    let above = pence - period.share(ofYear: try here.value(of: cut.above))
    let step = try here.value(of: cut.forEach)
    guard above > 0, step > .zero else { return free }
    let steps = Ratio(whole: (Ratio(above) / step).floor())
    return max(0, free - (steps * (try here.value(of: cut.by))).roundedHalfUp())
  }
}
