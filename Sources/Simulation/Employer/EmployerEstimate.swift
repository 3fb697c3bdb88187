public import FundingRules
public import FundingValues

/// What one employer's plan of training comes to under one regime.
public struct EmployerEstimate: Sendable {
  /// One calendar month of the firm as a whole, in whole pence.
  public struct Month: Sendable, Hashable {
    /// The month's first day.
    public let first: CivilDate
    /// What levies and whoever adds to them or credits the firm brought into its accounts.
    public internal(set) var levyIn: Int64 = 0
    /// What its accounts paid for courses.
    public internal(set) var levyUsed: Int64 = 0
    /// What reached the end of its term in its accounts.
    public internal(set) var levyExpired: Int64 = 0
    /// What grants pay of what the firm's accounts left.
    public internal(set) var coInvestment: Int64 = 0
    /// What any other grant pays for the courses or gives to the firm.
    public internal(set) var grant: Int64 = 0
    /// What the firm pays for the courses from its own pocket, less what is given to it.
    public internal(set) var cash: Int64 = 0
    /// The pay of those who study in working time, where no grant helps with it.
    public internal(set) var release: Int64 = 0
    /// What its accounts hold when the month ends.
    public internal(set) var account: Int64 = 0
  }
  /// Staff who take a course alike: the same group, offer, start and route.
  public struct Course: Sendable {
    /// What the group is called.
    public let staff: String
    /// How many they are.
    public internal(set) var people: Int
    /// The offer.
    public let offer: String
    /// The day on which they begin.
    public let start: CivilDate
    /// The number of the route that asks least of the firm; nothing where none is open.
    public let route: Int?
    /// What the firm pays for all of them in its own money, in pence, as in `Month`.
    public internal(set) var cash: Int64 = 0
    /// The pay of those who study in working time, in pence.
    public internal(set) var release: Int64 = 0
    /// What the firm's accounts pay, in pence.
    public internal(set) var levyUsed: Int64 = 0
    /// What the learners pay themselves, in pence.
    public internal(set) var learnersPay: Int64 = 0
    /// What the learners borrow, in pence.
    public internal(set) var learnersBorrow: Int64 = 0
    /// Instruments that are not to be had for it, by number, with what fails.
    public let ineligible: [(instrument: Int, failures: [FailedTest])]
    /// Why routes are closed that need the employer, by number.
    public let closed: [(route: Int, closure: Closure)]
    /// Routes on which the staff may study without the firm, as one of them would.
    public let others: [RouteWithoutEmployer]
    /// The circumstances of one of them.
    public let here: Circumstances
  }
  /// A route that needs no employer, for one of the staff; pence.
  public struct RouteWithoutEmployer: Sendable {
    /// The number of the route.
    public let route: Int
    /// What the learner pays.
    public let learnerPays: Int64
    /// What the learner borrows towards the costs.
    public let learnerBorrows: Int64
    /// What grants pay of the costs.
    public let grant: Int64
    /// What the learner repays of it on the same pay all along, what is written off in the end, and in which
    /// year that is; nothing where nothing is lent or it cannot be worked out.
    public let repays: (pence: Int64, writtenOff: Int64, lastYear: Int)?
    /// What is needed to work it out and is not given; nothing where it is worked out.
    public let missing: Missing?
  }
  /// When the firm has its money back, over the chances of who completes and who stays.
  public struct BreakEven: Sendable {
    /// The months, counted from one, by which it has in 5, 50 and 95 of 100 draws; nothing where it has not
    /// within the time that is followed.
    public let p05, p50, p95: Int?
    /// The share of draws in which it has not within that time.
    public let chanceNever: Double
    /// The years that are followed.
    public let years: Int
    /// How many draws were made.
    public let draws: Int
  }
  /// A later start of every course that costs the firm less.
  public struct BestStart: Sendable {
    /// The first day from which each course takes its next start.
    public let on: CivilDate
    /// The pence of cash and pay that it saves.
    public let saves: Int64
  }
  /// The rules of the regime.
  public let rules: RuleSet
  /// The courses in the order of the profile.
  public let courses: [Course]
  /// The months from the profile's first day to the last in which anything falls due.
  public let months: [Month]
  /// When the firm has its money back; nothing where it spends nothing or no evidence says what study leads to.
  public let breakEven: BreakEven?
  /// A better start within two years, if there is one.
  public let bestStart: BestStart?

  /// The sums of all months; the account is that of the last.
  public var total: Month {
    var sum = Month(first: months.first?.first ?? CivilDate(day: 0))
    for month in months {
      sum.levyIn += month.levyIn
      sum.levyUsed += month.levyUsed
      sum.levyExpired += month.levyExpired
      sum.coInvestment += month.coInvestment
      sum.grant += month.grant
      sum.cash += month.cash
      sum.release += month.release
    }
    sum.account = months.last?.account ?? 0
    return sum
  }

  /// How many of the staff begin a course by some route.
  public var people: Int { courses.reduce(0) { $0 + ($1.route == nil ? 0 : $1.people) } }
}
