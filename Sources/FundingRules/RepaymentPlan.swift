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

extension RepaymentPlan {
  /// The year by which the plan is reckoned: twelve months from the day on which repayment starts.
  public var year: Period { .year(month: startsMonth, day: startsDay) }

  /// The first day on which anything is due after a day, as a rule the end of a course.
  public func firstDue(after end: CivilDate) -> CivilDate { year.next(after: end) }

  /// The group of each plan that is taken in one deduction, by number: plans that are joined, directly
  /// or through others, have the same group.
  public static func groups(of plans: [RepaymentPlan]) -> [Int] {
    var groups = Array(plans.indices)
    for (number, plan) in plans.enumerated() {
      for other in plan.oneDeductionWith where groups[other] != groups[number] {
        let (kept, gone) = (groups[number], groups[other])
        for place in groups.indices where groups[place] == gone { groups[place] = kept }
      }
    }
    return groups
  }
}
