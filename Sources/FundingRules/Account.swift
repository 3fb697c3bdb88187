public import FundingValues

/// Money stamped with its day, held for someone.
public struct Account: Sendable {
  public struct Credit: Sendable {
    public let amount: Formula
    /// Nothing for `once`.
    public let each: Period?
    public let from: Int
    public let condition: Condition?
    public init(amount: Formula, each: Period?, from: Int, condition: Condition?) {
      self.amount = amount
      self.each = each
      self.from = from
      self.condition = condition
    }
  }
  public var name: String
  public var title: String
  public var heldByEmployer: Bool
  public var opens: Condition?
  public var opensWith: (amount: Formula, on: CivilDate)?
  public var credits: [Credit]
  public var topUp: (share: Formula, from: Int)?
  public var holdsAtMost: Formula?
  public var creditedAtMost: Formula?
  /// A span in years, read on the day the money enters.
  public var expiresAfter: Formula?
  public var oldestFirst: Bool
  public var lapsesTo: Int?
  public var transfers: (share: Formula, ofLast: Period, ranks: [Rank])?
  public var countsAgainst: [Int]
  public init(
    name: String, title: String, heldByEmployer: Bool, opens: Condition?,
    opensWith: (amount: Formula, on: CivilDate)?, credits: [Credit],
    topUp: (share: Formula, from: Int)?, holdsAtMost: Formula?, creditedAtMost: Formula?,
    expiresAfter: Formula?, oldestFirst: Bool, lapsesTo: Int?,
    transfers: (share: Formula, ofLast: Period, ranks: [Rank])?, countsAgainst: [Int]
  ) {
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
  public enum WhenSpent: String, Sendable { case refuses, partPays, queues }
  public var name: String
  public var title: String
  public var heldBy: Int
  /// The budget of a period, or nothing when a levy fills the fund.
  public var budget: Formula?
  public var period: Period
  public var filledByLevy: Int?
  public var carriesForward: Formula?
  public var reserves: [(amount: Formula, test: Condition)]
  public var ranks: [Rank]
  public var whenSpent: WhenSpent
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
