public import FundingValues

/// A plan's terms in force in some whole months of one of its years.
public struct RepaymentPiece: Sendable {
  /// How many of the year's twelve months it has.
  public fileprivate(set) var months: Int
  /// The interest of a year, a share.
  public let interest: Ratio
  /// The bands of the plan; none in a year that takes nothing yet.
  public let steps: [RepaymentStep]
  let growth: MonthlyGrowth
  /// What the plan takes where no other is joined to it.
  let alone: JoinedDeduction

  /// Terms for one month.
  init(interest: Ratio, steps: [RepaymentStep], _ rules: [RepaymentPlan]) {
    months = 1
    self.interest = interest
    self.steps = steps
    alone = JoinedDeduction(steps, rules)
    growth = MonthlyGrowth(interest)
  }
}

/// One of a plan's years: twelve equal months from the day on which repayment starts, cut where its
/// terms change. What is in force is read on the first day of each month.
public struct RepaymentYear: Sendable {
  /// The plan's number.
  public let plan: Int
  /// The year's first day.
  public var start: CivilDate { days[0] }
  /// The first day of the year that follows.
  public var next: CivilDate { days[12] }
  /// The first days of its months and of the year that follows.
  private let days: [CivilDate]
  /// The terms in force, in order; their months make twelve.
  public private(set) var pieces: [RepaymentPiece] = []
  /// After how many months a loan is written off that is first due on the year's first day; nothing in a
  /// year that takes nothing yet.
  public private(set) var term: Int?

  /// The year of a plan that begins on a day, in circumstances that hold but for the day.
  ///
  /// A year before anything is due has interest alone: neither thresholds nor the term are read. Nor is
  /// anything read for the months before the first one of a loan, given by the day of lending.
  public init(
    of number: Int, _ rules: RuleSet, from start: CivilDate, _ here: Circumstances,
    repays: Bool = true, lentOn day: CivilDate? = nil
  ) throws(Missing) {
    plan = number
    let days = (0...12).map { start.adding(months: $0) }
    self.days = days
    let plan = rules.plans[number]
    let first = day.map { day in min(11, days.firstIndex { $0 >= day } ?? 11) } ?? 0
    for month in first..<12 {
      let there = rules.circumstances(here, on: days[month])
      if repays, month == first {
        let years = try there.value(of: plan.writtenOffAfter)
        term = Int(clamping: (years * Ratio(12)).floor())
      }
      let interest = try there.value(of: plan.interest)
      let steps = repays ? try RepaymentStep.steps(of: number, plan, there) : []
      if let last = pieces.last, last.interest == interest, last.steps == steps {
        pieces[pieces.count - 1].months += 1
      } else {
        pieces.append(RepaymentPiece(interest: interest, steps: steps, rules.plans))
      }
    }
    pieces[0].months += first
  }

  /// The terms in force in a month, counted from nought, and the month before which they end.
  func piece(inMonth month: Int) -> (terms: RepaymentPiece, end: Int) {
    var end = 0
    for piece in pieces {
      end += piece.months
      if month < end { return (piece, end) }
    }
    return (pieces[pieces.count - 1], 12)
  }

  /// The first of the year's months, counted from nought, that begins on a day or after it: twelve where
  /// that is the next year's.
  func month(from day: CivilDate) -> Int {
    if day <= days[0] { return 0 }
    if day > days[11] { return 12 }
    return days.firstIndex { $0 >= day } ?? 12
  }
}

extension RuleSet {
  /// The same circumstances on another day, with values read then, those of worked-out facts included.
  public func circumstances(_ here: Circumstances, on day: CivilDate) -> Circumstances {
    guard day != here.date else { return here }
    var there = here
    there.date = day
    if !derived.isEmpty { there.derive(derived) }
    return there
  }
}

/// What a balance becomes by the month: *q*^*m* and (*q*^*m* - 1)/(*q* - 1) for *m* up to twelve, where
/// *q* is one and a twelfth of the year's interest, in parts of 2^46; at most sixteen times in a year.
struct MonthlyGrowth: Sendable {
  static let bits = 46
  private(set) var powers: [Int128] = []
  private(set) var sums: [Int128] = []

  init(_ interest: Ratio) {
    // Powers are made with 60 bits and kept with 46.
    let one: Int128 = 1 << 60
    let most: Int128 = 1 << 64
    let rate = max(-.one, min(Ratio(60), interest)) * Ratio(whole: one) / Ratio(12)
    let monthly = one + rate.floor()
    var power = one
    var sum: Int128 = 0
    for _ in 0...12 {
      powers.append(power >> 14)
      sums.append(sum >> 14)
      sum += power
      power = min(most, ((power >> 8) * (monthly >> 8)) >> 44)
    }
  }
}
