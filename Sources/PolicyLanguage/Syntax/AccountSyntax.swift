/// `account levy-account held by employer`.
public struct AccountSyntax: Sendable {
  /// `credited E each PERIOD from PAYER when TEST`, or `once`.
  public struct Credit: Sendable {
    public let amount: ExpressionSyntax
    /// The period, or nothing for `once`.
    public let each: NameSyntax?
    public let from: NameSyntax
    public let condition: TestSyntax?
    public init(
      amount: ExpressionSyntax, each: NameSyntax?, from: NameSyntax, condition: TestSyntax?
    ) {
      self.amount = amount
      self.each = each
      self.from = from
      self.condition = condition
    }
  }
  public let name: NameSyntax
  public let heldBy: NameSyntax
  public let about: AboutSyntax
  public let opens: TestSyntax?
  /// `opens with E on DATE`.
  public let opensWith: (amount: ExpressionSyntax, on: DateSyntax)?
  public let credits: [Credit]
  public let toppedUpBy: ExpressionSyntax?
  public let toppedUpFrom: NameSyntax?
  public let holdsAtMost: ExpressionSyntax?
  /// `credited at most E for life`.
  public let creditedAtMost: ExpressionSyntax?
  public let expiresAfter: ExpressionSyntax?
  public let oldestFirst: Bool
  public let lapsesTo: NameSyntax?
  public let transfersUpTo: (share: ExpressionSyntax, ofLast: NameSyntax)?
  public let rations: RationsSyntax?
  /// Funds named by `counts against`.
  public let countsAgainst: [NameSyntax]
  public let span: SourceSpan
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
  public enum Income: Sendable {
    /// So much each period or round, or once for the whole of the scheme.
    case budget(ExpressionSyntax, each: NameSyntax?)
    case filledBy(NameSyntax)
  }
  public enum WhenSpent: Sendable { case refuses, partPays, queues }
  public let name: NameSyntax
  public let heldBy: NameSyntax
  public let about: AboutSyntax
  public let income: Income
  public let carriesForward: ExpressionSyntax?
  public let reserves: [(amount: ExpressionSyntax, test: TestSyntax)]
  public let rations: RationsSyntax
  public let whenSpent: WhenSpent
  /// `round NAME opens DAY MONTH closes DAY MONTH`.
  public let rounds: [RoundSyntax]
  public let span: SourceSpan
  public init(
    name: NameSyntax, heldBy: NameSyntax, about: AboutSyntax, income: Income,
    carriesForward: ExpressionSyntax?, reserves: [(amount: ExpressionSyntax, test: TestSyntax)],
    rations: RationsSyntax, whenSpent: WhenSpent, rounds: [RoundSyntax], span: SourceSpan
  ) {
    self.name = name
    self.heldBy = heldBy
    self.about = about
    self.income = income
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
  public let name: NameSyntax
  public let opens: (day: Int, month: Int)
  public let closes: (day: Int, month: Int)
  public init(name: NameSyntax, opens: (day: Int, month: Int), closes: (day: Int, month: Int)) {
    self.name = name
    self.opens = opens
    self.closes = closes
  }
}

/// The order in which a finite source is shared out.
public struct RationsSyntax: Sendable {
  public enum Rank: Sendable {
    case when(TestSyntax)
    case lowest(PathSyntax)
    case highest(PathSyntax)
    case earliest(PathSyntax)
    case lot(SourceSpan)
  }
  public let ranks: [(rank: Rank, span: SourceSpan)]
  public let span: SourceSpan
  public init(ranks: [(rank: Rank, span: SourceSpan)], span: SourceSpan) {
    self.ranks = ranks
    self.span = span
  }
}

/// `limit firm-cap of £100,000 per employer per year on grant-a, grant-b`.
public struct SharedLimitSyntax: Sendable {
  public let name: NameSyntax
  public let limit: LimitSyntax
  public let on: [NameSyntax]
  public let span: SourceSpan
  public init(name: NameSyntax, limit: LimitSyntax, on: [NameSyntax], span: SourceSpan) {
    self.name = name
    self.limit = limit
    self.on = on
    self.span = span
  }
}
