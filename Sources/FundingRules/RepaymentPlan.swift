public import FundingValues

/// The terms on which loans are repaid.
public struct RepaymentPlan: Sendable {
  /// The plan's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// The number of the fact that it takes from, in pence a year.
  public var of: Int
  /// What it takes: each rate of the slice from its own threshold to the next; nothing below the lowest.
  public var bands: [RepaymentBand]
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
  /// What is let off before, and when.
  public var letsOff: [LetOff] = []
  /// A plan from its parts, with nothing let off.
  public init(
    name: String, title: String, of: Int, bands: [RepaymentBand], oneDeductionWith: [Int],
    rounding: Rounding?, startsDay: Int, startsMonth: Int,
    startsAfter: Int, interest: Formula, writtenOffAfter: Formula
  ) {
    self.name = name
    self.title = title
    self.of = of
    self.bands = bands
    self.oneDeductionWith = oneDeductionWith
    self.rounding = rounding
    self.startsDay = startsDay
    self.startsMonth = startsMonth
    self.startsAfter = startsAfter
    self.interest = interest
    self.writtenOffAfter = writtenOffAfter
  }
}

/// A rate of a plan and the threshold from which it holds.
public struct RepaymentBand: Sendable {
  /// The share that is taken of what is above the threshold.
  public let rate: Formula
  /// Pence a year.
  public let threshold: Formula
  /// A band from its parts.
  public init(rate: Formula, threshold: Formula) {
    self.rate = rate
    self.threshold = threshold
  }
}

/// A band of a plan on a day.
public struct RepaymentStep: Sendable {
  /// The plan's number.
  public let plan: Int
  /// The pence of a year, or of a pay period, from which the rate holds.
  public var threshold: Int64
  /// The share that is taken.
  public let rate: Ratio

  /// The bands of some plans on a day, in the order of thresholds, with thresholds of a year.
  public static func steps(
    of plans: [Int], _ rules: [RepaymentPlan], _ here: (Int) throws(Missing) -> Circumstances
  ) throws(Missing) -> [RepaymentStep] {
    var steps: [RepaymentStep] = []
    for number in plans {
      let there = try here(number)
      for band in rules[number].bands {
        steps.append(
          RepaymentStep(
            plan: number, threshold: try there.value(of: band.threshold).roundedHalfUp(),
            rate: try there.value(of: band.rate)))
      }
    }
    return steps.sorted { ($0.threshold, $0.plan) < ($1.threshold, $1.plan) }
  }

  /// What each of some steps in their order takes of pay, in exact pence: its rate of the slice up to
  /// the next step.
  public static func slices(_ steps: [RepaymentStep], of pay: Ratio) -> [Ratio] {
    steps.indices.map { index in
      let next = index + 1 < steps.count ? min(pay, Ratio(steps[index + 1].threshold)) : pay
      return max(.zero, next - Ratio(steps[index].threshold)) * steps[index].rate
    }
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
