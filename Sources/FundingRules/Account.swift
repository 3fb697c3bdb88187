public import FundingValues

/// Money stamped with its day, held for someone.
public struct Account: Sendable {
  /// What is paid in on the first day of each period, or once.
  public struct Credit: Sendable {
    /// What is paid in each time, in pence.
    public let amount: Formula
    /// Nothing for `once`.
    public let each: Period?
    /// The party that it comes from, by number; what does not fit stays there.
    public let from: Int
    /// Whose account is credited; nothing for all of them.
    public let condition: Condition?
    /// A credit from its parts.
    public init(amount: Formula, each: Period?, from: Int, condition: Condition?) {
      self.amount = amount
      self.each = each
      self.from = from
      self.condition = condition
    }
  }
  /// The account's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// Whether each employer has one, instead of each learner.
  public var heldByEmployer: Bool
  /// Who has one; nothing for all of them.
  public var opens: Condition?
  /// Pence that are there from a day, or nothing.
  public var opensWith: (amount: Formula, on: CivilDate)?
  /// What is paid in besides a levy.
  public var credits: [Credit]
  /// The share that is added to each sum of a levy as it enters, and the party that adds it.
  public var topUp: (share: Formula, from: Int)?
  /// The most pence that it may hold, or nothing for no end.
  public var holdsAtMost: Formula?
  /// The most pence that credits may come to in a life, or nothing for no end.
  public var creditedAtMost: Formula?
  /// A span in years, read on the day the money enters.
  public var expiresAfter: Formula?
  /// Whether the oldest money is spent first, instead of the newest.
  public var oldestFirst: Bool
  /// The party that gets what lapses and counts as paying what it pays, or nothing.
  public var lapsesTo: Int?
  /// The share of what came in during a last whole period that others may draw, and their order.
  public var transfers: (share: Formula, ofLast: Period, ranks: [Rank])?
  /// The funds, by number, that what it pays also comes out of.
  public var countsAgainst: [Int]
  /// The days on which money may enter it.
  public var applies: DateSpan
  /// An account from its parts.
  public init(
    name: String, title: String, heldByEmployer: Bool, opens: Condition?,
    opensWith: (amount: Formula, on: CivilDate)?, credits: [Credit],
    topUp: (share: Formula, from: Int)?, holdsAtMost: Formula?, creditedAtMost: Formula?,
    expiresAfter: Formula?, oldestFirst: Bool, lapsesTo: Int?,
    transfers: (share: Formula, ofLast: Period, ranks: [Rank])?, countsAgainst: [Int],
    applies: DateSpan = DateSpan(from: nil, to: nil)
  ) {
    self.applies = applies
    self.name = name
    self.title = title
    self.heldByEmployer = heldByEmployer
    self.opens = opens
    self.opensWith = opensWith
    self.credits = credits
    self.topUp = topUp
    self.holdsAtMost = holdsAtMost
    self.creditedAtMost = creditedAtMost
    self.expiresAfter = expiresAfter
    self.oldestFirst = oldestFirst
    self.lapsesTo = lapsesTo
    self.transfers = transfers
    self.countsAgainst = countsAgainst
  }
}

/// A finite budget and the order in which it is shared out.
public struct Fund: Sendable {
  /// What becomes of a request that does not fit: turned away, paid in part, or kept waiting.
  public enum WhenSpent: String, Sendable { case refuses, partPays, queues }
  /// The fund's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// The party whose money it is, by number.
  public var heldBy: Int
  /// The budget of a period, or nothing when a levy fills the fund.
  public var budget: Formula?
  /// The period of its budget, `life` for one paid once, or that in which its levy is collected.
  public var period: Period
  /// The number of the levy that fills it, or nothing when it has a budget.
  public var filledByLevy: Int?
  /// Pence that are there besides in the period that holds a day, or nothing.
  public var opensWith: (amount: Formula, on: CivilDate)?
  /// The most pence that go on to the next period, or nothing if all of it lapses.
  public var carriesForward: Formula?
  /// Pence that are kept for those who meet a condition.
  public var reserves: [(amount: Formula, test: Condition)]
  /// The order in which requests are served, each line for what those before leave equal.
  public var ranks: [Rank]
  /// What becomes of a request that does not fit.
  public var whenSpent: WhenSpent
  /// A fund from its parts.
  public init(
    name: String, title: String, heldBy: Int, budget: Formula?, period: Period,
    filledByLevy: Int?, carriesForward: Formula?,
    reserves: [(amount: Formula, test: Condition)], ranks: [Rank], whenSpent: WhenSpent
  ) {
    self.name = name
    self.title = title
    self.heldBy = heldBy
    self.budget = budget
    self.period = period
    self.filledByLevy = filledByLevy
    self.carriesForward = carriesForward
    self.reserves = reserves
    self.ranks = ranks
    self.whenSpent = whenSpent
  }
}

/// One line of an order of claims.
public enum Rank: Sendable {
  /// Those who meet a condition first.
  case when(Condition)
  case lowest(Int)
  case highest(Int)
  case earliest(Int)
  case lot
}
