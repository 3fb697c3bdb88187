public import FundingValues

/// The terms on which loans are repaid.
public struct RepaymentPlan: Sendable {
  /// The plan's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// The share that is taken of what is above the threshold.
  public var rate: Formula
  /// The number of the fact that it takes from, in pence a year.
  public var of: Int
  /// Pence a year; nothing is taken below it.
  public var threshold: Formula
  /// Plans, by number, that one deduction repays together with this one.
  public var oneDeductionWith: [Int]
  /// How payroll rounds what it takes in a pay period.
  public var rounding: Rounding?
  /// The day of the month on which repayment starts, from 1.
  public var startsDay: Int
  /// The month in which repayment starts, from 1 to 12.
  public var startsMonth: Int
  /// The day after which the first repayment falls due: a fact, as a rule the end of the course.
  public var startsAfter: Int
  /// The yearly rate on what is owed, a share.
  public var interest: Formula
  /// A span in years.
  public var writtenOffAfter: Formula
  /// Further rates, each with the threshold from which it takes the place of the one before.
  public var further: [(rate: Formula, threshold: Formula)] = []
  /// What is let off before, and when.
  public var letsOff: [LetOff] = []
  /// A plan from its parts, with nothing let off.
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

extension RepaymentPlan {
  /// The rates and the thresholds, in pence, from which each holds, in the order of thresholds.
  public func steps(_ here: Circumstances) throws(Missing) -> [(threshold: Int64, rate: Ratio)] {
    var steps = [
      (threshold: try here.value(of: threshold).roundedHalfUp(), rate: try here.value(of: rate))
    ]
    for band in further {
      steps.append(
        (try here.value(of: band.threshold).roundedHalfUp(), try here.value(of: band.rate)))
    }
    return steps.sorted { $0.threshold < $1.threshold }
  }

  /// What some steps take of a year's pay up to a point, exact: of each slice its own rate.
  public static func taken(
    of steps: [(threshold: Int64, rate: Ratio)], upTo pay: Ratio
  ) -> Ratio {
    var sum = Ratio.zero
    for (index, step) in steps.enumerated() {
      let next = index + 1 < steps.count ? min(pay, Ratio(steps[index + 1].threshold)) : pay
      let slice = next - Ratio(step.threshold)
      if slice > .zero { sum = sum + slice * step.rate }
    }
    return sum
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
  /// Whether the amount is a share of the balance instead of pence.
  public let isOfBalance: Bool
  /// What has to happen.
  public let event: Event
  /// Who is let off; nothing for everyone.
  public let condition: Condition?

  /// What is let off, from its parts.
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
  /// The tax's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// Who pays it.
  public var on: Int
  /// Who receives it, by number.
  public var to: Int
  /// The days on which it is charged, both ends included.
  public var applies: DateSpan
  /// Who owes it; nothing for everyone.
  public var due: Condition?
  /// The number of the fact that is charged, as a rule pay in pence a year.
  public var assessedOn: Int
  /// The year by which it is reckoned, or `payPeriod` for each pay period by itself.
  public var period: Period
  /// The pence that are taken off first, or nothing for none; bands count from there.
  public var freeUpTo: Formula?
  /// What the free amount falls by, or nothing if it stays whole.
  public var freeReduction: Reduction?
  /// Rates and upper limits of all bands but the last.
  public var bands: [(rate: Formula, upTo: Formula)]
  /// Whether limits are figures of the pay period itself instead of a year's.
  public var limitsByPeriod: Bool
  /// The rate above the last limit, a share.
  public var restRate: Formula
  /// What is taken off the charge of all who share it, or nothing.
  public var relief: Limit?
  /// How the charge is rounded, or nothing for the nearest penny.
  public var rounding: Rounding?
  /// A tax from its parts.
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
  /// The levy's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// The days on which it is charged, both ends included.
  public var applies: DateSpan
  /// Who owes it; nothing for everyone.
  public var due: Condition?
  /// The share that is charged.
  public var rate: Formula
  /// The number of the fact that is charged, such as a pay bill in pence a year.
  public var of: Int
  /// The pence that are taken off the charge, or nothing.
  public var less: Formula?
  /// The least that is charged, before `forEach`.
  public var notBelow: Formula?
  /// The most that is charged, before `forEach`.
  public var upTo: Formula?
  /// The number of a count by which the charge is multiplied.
  public var forEach: Int?
  /// How the whole is rounded.
  public var rounding: Rounding?
  /// How often it is collected; what is collected in a year adds up to the year's charge.
  public var collectedEach: Period
  /// The number of the account that it goes into, or nothing.
  public var account: Int?
  /// The number of the fund that it goes into, or nothing.
  public var fund: Int?
  /// The party that it goes to at once, where no account or fund holds it.
  public var payer: Int?
  /// The share of it that goes there, or nothing for all of it.
  public var inProportionTo: Formula?
  /// The party that gets the rest, by number; nothing where it goes to the same as the other part.
  public var restTo: Int?
  /// A levy from its parts, with no least, no most, no count and no rounding.
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
