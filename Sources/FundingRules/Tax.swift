public import FundingValues

/// The terms on which loans are repaid.
public struct RepaymentPlan: Sendable {
  public var name: String
  public var title: String
  public var rate: Formula
  public var of: Int
  public var threshold: Formula
  public var oneDeductionWith: [Int]
  /// How payroll rounds what it takes in a pay period.
  public var rounding: Rounding?
  public var startsDay: Int
  public var startsMonth: Int
  /// The day after which the first repayment falls due: a fact, as a rule the end of the course.
  public var startsAfter: Int
  public var interest: Formula
  /// A span in years.
  public var writtenOffAfter: Formula
  /// What is let off before, and when.
  public var letsOff: [LetOff] = []
  public init(
    name: String, title: String, rate: Formula, of: Int, threshold: Formula,
    oneDeductionWith: [Int], rounding: Rounding?, startsDay: Int, startsMonth: Int,
    startsAfter: Int, interest: Formula, writtenOffAfter: Formula
  ) {
    self.name = name
    self.title = title
    self.rate = rate
    self.of = of
    self.threshold = threshold
    self.oneDeductionWith = oneDeductionWith
    self.rounding = rounding
    self.startsDay = startsDay
    self.startsMonth = startsMonth
    self.startsAfter = startsAfter
    self.interest = interest
    self.writtenOffAfter = writtenOffAfter
  }
}

/// Part of a loan's balance that nobody need repay once something has happened.
public struct LetOff: Sendable {
  /// What has to happen.
  public enum Event: Sendable {
    /// The first year in which anything is repaid.
    case firstRepayment
    /// The end of a course that the learner completes.
    case completion
  }
  /// Pence, or a share of the balance.
  public let amount: Formula
  public let isOfBalance: Bool
  public let event: Event
  public let condition: Condition?

  public init(amount: Formula, isOfBalance: Bool, event: Event, condition: Condition?) {
    self.amount = amount
    self.isOfBalance = isOfBalance
    self.event = event
    self.condition = condition
  }

  /// What comes off a balance, in whole pence and at most the balance; nothing where the clause does not hold.
  public func pence(off balance: Int64, _ here: Circumstances) throws(Missing) -> Int64 {
    if let condition, try !here.holds(condition) { return 0 }
    let value = try here.value(of: amount)
    let off = isOfBalance ? (Ratio(balance) * value).roundedHalfUp() : value.roundedHalfUp()
    return min(max(0, off), balance)
  }
}

/// A tax or a contribution with bands.
public struct Tax: Sendable {
  public var name: String
  public var title: String
  /// Who pays it.
  public var on: Int
  public var to: Int
  public var applies: DateSpan
  public var due: Condition?
  public var assessedOn: Int
  public var period: Period
  public var freeUpTo: Formula?
  public var freeReduction: Reduction?
  /// Rates and upper limits of all bands but the last.
  public var bands: [(rate: Formula, upTo: Formula)]
  /// Whether limits are figures of the pay period itself instead of a year's.
  public var limitsByPeriod: Bool
  public var restRate: Formula
  public var relief: Limit?
  public var rounding: Rounding?
  public init(
    name: String, title: String, on: Int, to: Int, applies: DateSpan, due: Condition?,
    assessedOn: Int, period: Period, freeUpTo: Formula?, freeReduction: Reduction?,
    bands: [(rate: Formula, upTo: Formula)], limitsByPeriod: Bool, restRate: Formula,
    relief: Limit?, rounding: Rounding?
  ) {
    self.name = name
    self.title = title
    self.on = on
    self.to = to
    self.applies = applies
    self.due = due
    self.assessedOn = assessedOn
    self.period = period
    self.freeUpTo = freeUpTo
    self.freeReduction = freeReduction
    self.bands = bands
    self.limitsByPeriod = limitsByPeriod
    self.restRate = restRate
    self.relief = relief
    self.rounding = rounding
  }
}

/// A charge on employers that fills an account.
public struct Levy: Sendable {
  public var name: String
  public var title: String
  public var applies: DateSpan
  public var due: Condition?
  public var rate: Formula
  public var of: Int
  public var less: Formula?
  /// The least that is charged, before `forEach`.
  public var notBelow: Formula?
  /// The most that is charged, before `forEach`.
  public var upTo: Formula?
  /// The number of a count by which the charge is multiplied.
  public var forEach: Int?
  /// How the whole is rounded.
  public var rounding: Rounding?
  public var collectedEach: Period
  public var account: Int?
  public var fund: Int?
  /// The party that it goes to at once, where no account or fund holds it.
  public var payer: Int?
  public var inProportionTo: Formula?
  public var restTo: Int?
  public init(
    name: String, title: String, applies: DateSpan, due: Condition?, rate: Formula, of: Int,
    less: Formula?, collectedEach: Period, account: Int?, fund: Int?, payer: Int?,
    inProportionTo: Formula?, restTo: Int?
  ) {
    self.name = name
    self.title = title
    self.applies = applies
    self.due = due
    self.rate = rate
    self.of = of
    self.less = less
    self.collectedEach = collectedEach
    self.account = account
    self.fund = fund
    self.payer = payer
    self.inProportionTo = inProportionTo
    self.restTo = restTo
  }
}
