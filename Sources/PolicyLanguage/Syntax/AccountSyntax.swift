/// `account levy-account held by employer`.
public struct AccountSyntax: Sendable {
  /// `credited E each PERIOD from PAYER when TEST`, or `once`.
  public struct Credit: Sendable {
    /// What is paid in each time, in money.
    public let amount: ExpressionSyntax
    /// The period, or nothing for `once`.
    public let each: NameSyntax?
    /// The payer it comes from, who keeps what does not fit.
    public let from: NameSyntax
    /// The test at the end of the line; nothing for always.
    public let condition: TestSyntax?
    /// A `credited` line, as read.
    public init(
      amount: ExpressionSyntax, each: NameSyntax?, from: NameSyntax, condition: TestSyntax?
    ) {
      self.amount = amount
      self.each = each
      self.from = from
      self.condition = condition
    }
  }
  /// The name as declared.
  public let name: NameSyntax
  /// The record of which each has one, such as `learner`, or a payer.
  public let heldBy: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The test after `opens when`; nothing where everyone has one.
  public let opens: TestSyntax?
  /// `opens with E on DATE`.
  public let opensWith: (amount: ExpressionSyntax, on: DateSyntax)?
  /// What is paid in besides a levy, line by line.
  public let credits: [Credit]
  /// The share that is added to each sum of a levy as it enters; nothing for none.
  public let toppedUpBy: ExpressionSyntax?
  /// The payer of what is added; nothing for none.
  public let toppedUpFrom: NameSyntax?
  /// The most that it may hold, in money; nothing for no end.
  public let holdsAtMost: ExpressionSyntax?
  /// `credited at most E for life`.
  public let creditedAtMost: ExpressionSyntax?
  /// The span after which each sum lapses, from its own day; nothing where it keeps.
  public let expiresAfter: ExpressionSyntax?
  /// Whether it `spends oldest first` instead of `newest first`.
  public let oldestFirst: Bool
  /// Who gets what lapses, and counts as paying what it pays; nothing for `treasury`.
  public let lapsesTo: NameSyntax?
  /// What others may draw: a share of what came in during the last whole period.
  public let transfersUpTo: (share: ExpressionSyntax, ofLast: NameSyntax)?
  /// The order in which others draw on it; nothing for by lot.
  public let rations: RationsSyntax?
  /// Funds named by `counts against`.
  public let countsAgainst: [NameSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of an account, as read.
  public init(
    name: NameSyntax, heldBy: NameSyntax, about: AboutSyntax, opens: TestSyntax?,
    opensWith: (amount: ExpressionSyntax, on: DateSyntax)?, credits: [Credit],
    toppedUpBy: ExpressionSyntax?, toppedUpFrom: NameSyntax?, holdsAtMost: ExpressionSyntax?,
    creditedAtMost: ExpressionSyntax?, expiresAfter: ExpressionSyntax?, oldestFirst: Bool,
    lapsesTo: NameSyntax?, transfersUpTo: (share: ExpressionSyntax, ofLast: NameSyntax)?,
    rations: RationsSyntax?, countsAgainst: [NameSyntax], span: SourceSpan
  ) {
    self.name = name
    self.heldBy = heldBy
    self.about = about
    self.opens = opens
    self.opensWith = opensWith
    self.credits = credits
    self.toppedUpBy = toppedUpBy
    self.toppedUpFrom = toppedUpFrom
    self.holdsAtMost = holdsAtMost
    self.creditedAtMost = creditedAtMost
    self.expiresAfter = expiresAfter
    self.oldestFirst = oldestFirst
    self.lapsesTo = lapsesTo
    self.transfersUpTo = transfersUpTo
    self.rations = rations
    self.countsAgainst = countsAgainst
    self.span = span
  }
}

/// `fund skills-pot held by wmca`.
public struct FundSyntax: Sendable {
  /// Where a fund's money comes from: a budget, or the levy that fills it.
  public enum Income: Sendable {
    /// So much each period or round, or once for the whole of the scheme.
    case budget(ExpressionSyntax, each: NameSyntax?)
    case filledBy(NameSyntax)
  }
  /// What becomes of a request that does not fit: turned away, paid in part, or kept waiting.
  public enum WhenSpent: Sendable { case refuses, partPays, queues }
  /// The name as declared.
  public let name: NameSyntax
  /// The payer whose money it is.
  public let heldBy: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// Its budget, or the levy that fills it.
  public let income: Income
  /// Money that is there besides, in the period that holds a day.
  public let opensWith: (amount: ExpressionSyntax, on: DateSyntax)?
  /// The most that goes on to the next period, in money; nothing if all of it lapses.
  public let carriesForward: ExpressionSyntax?
  /// Money that is kept for those who meet a test.
  public let reserves: [(amount: ExpressionSyntax, test: TestSyntax)]
  /// The order in which requests are served.
  public let rations: RationsSyntax
  /// What becomes of a request that does not fit.
  public let whenSpent: WhenSpent
  /// `round NAME opens DAY MONTH closes DAY MONTH`.
  public let rounds: [RoundSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a fund, as read.
  public init(
    name: NameSyntax, heldBy: NameSyntax, about: AboutSyntax, income: Income,
    opensWith: (amount: ExpressionSyntax, on: DateSyntax)?,
    carriesForward: ExpressionSyntax?, reserves: [(amount: ExpressionSyntax, test: TestSyntax)],
    rations: RationsSyntax, whenSpent: WhenSpent, rounds: [RoundSyntax], span: SourceSpan
  ) {
    self.name = name
    self.heldBy = heldBy
    self.about = about
    self.income = income
    self.opensWith = opensWith
    self.carriesForward = carriesForward
    self.reserves = reserves
    self.rations = rations
    self.whenSpent = whenSpent
    self.rounds = rounds
    self.span = span
  }
}

/// `round spring opens 1 March closes 31 March`.
public struct RoundSyntax: Sendable {
  /// The name as declared.
  public let name: NameSyntax
  /// The first day of each year's round, the month from 1 to 12.
  public let opens: (day: Int, month: Int)
  /// Its last day, itself included; an earlier one of the year is that of the next year.
  public let closes: (day: Int, month: Int)
  /// A round, as read.
  public init(name: NameSyntax, opens: (day: Int, month: Int), closes: (day: Int, month: Int)) {
    self.name = name
    self.opens = opens
    self.closes = closes
  }
}

/// The order in which a finite source is shared out.
public struct RationsSyntax: Sendable {
  /// What puts some before others: a test they meet, a fact they have, or chance.
  public enum Rank: Sendable {
    case when(TestSyntax)
    case lowest(PathSyntax)
    case highest(PathSyntax)
    case earliest(PathSyntax)
    case lot(SourceSpan)
  }
  /// The lines beneath, each of which decides what those above it leave equal.
  public let ranks: [(rank: Rank, span: SourceSpan)]
  /// Where its first line stands.
  public let span: SourceSpan
  /// An order, as read.
  public init(ranks: [(rank: Rank, span: SourceSpan)], span: SourceSpan) {
    self.ranks = ranks
    self.span = span
  }
}

/// `limit firm-cap of £100,000 per employer per year on grant-a, grant-b`.
public struct SharedLimitSyntax: Sendable {
  /// The name as declared.
  public let name: NameSyntax
  /// What it comes to and what it is counted over; it has no test.
  public let limit: LimitSyntax
  /// The grants and loans whose payments are counted together.
  public let on: [NameSyntax]
  /// Where its line stands.
  public let span: SourceSpan
  /// A shared limit, as read.
  public init(name: NameSyntax, limit: LimitSyntax, on: [NameSyntax], span: SourceSpan) {
    self.name = name
    self.limit = limit
    self.on = on
    self.span = span
  }
}
