/// A `grant` or a `loan`.
public struct InstrumentSyntax: Sendable {
  public enum Kind: String, Sendable { case grant, loan }
  public let kind: Kind
  public let name: NameSyntax
  /// A payer, a fund or an account.
  public let source: NameSyntax
  /// The record named by `of another employer`.
  public let ofAnother: NameSyntax?
  /// Who a loan is to.
  public let borrower: NameSyntax?
  public let about: AboutSyntax
  /// Funds named by `counts against`.
  public let countsAgainst: [NameSyntax]
  public let eligible: TestSyntax?
  public let pays: [PaysSyntax]
  public let gives: [GivesSyntax]
  public let recovers: [RecoversSyntax]
  /// The plan of a loan.
  public let plan: NameSyntax?
  public let span: SourceSpan
  public init(
    kind: Kind, name: NameSyntax, source: NameSyntax, ofAnother: NameSyntax?,
    borrower: NameSyntax?, about: AboutSyntax, countsAgainst: [NameSyntax], eligible: TestSyntax?,
    pays: [PaysSyntax], gives: [GivesSyntax], recovers: [RecoversSyntax], plan: NameSyntax?,
    span: SourceSpan
  ) {
    self.kind = kind
    self.name = name
    self.source = source
    self.ofAnother = ofAnother
    self.borrower = borrower
    self.about = about
    self.countsAgainst = countsAgainst
    self.eligible = eligible
    self.pays = pays
    self.gives = gives
    self.recovers = recovers
    self.plan = plan
    self.span = span
  }
}

/// `pays R of COST`, `pays R of the rest of COST` or `pays E towards COST`, and its block.
public struct PaysSyntax: Sendable {
  public enum Base: Sendable { case whole, rest, towards }
  public let amount: ExpressionSyntax
  /// `pays at most`: the payer may choose less.
  public let atMost: Bool
  public let base: Base
  public let cost: PathSyntax
  public let countsAtMost: ExpressionSyntax?
  /// The test of `counts at most`.
  public let countsWhen: TestSyntax?
  public let shaping: ShapingSyntax
  public let leaves: [LeavesSyntax]
  public let parts: [PartSyntax]
  public let span: SourceSpan
  public init(
    amount: ExpressionSyntax, atMost: Bool, base: Base, cost: PathSyntax,
    countsAtMost: ExpressionSyntax?, countsWhen: TestSyntax? = nil, shaping: ShapingSyntax,
    leaves: [LeavesSyntax], parts: [PartSyntax], span: SourceSpan
  ) {
    self.countsWhen = countsWhen
    self.amount = amount
    self.atMost = atMost
    self.base = base
    self.cost = cost
    self.countsAtMost = countsAtMost
    self.shaping = shaping
    self.leaves = leaves
    self.parts = parts
    self.span = span
  }
}

/// `gives E to P MOMENT` and its block.
public struct GivesSyntax: Sendable {
  public let amount: ExpressionSyntax
  public let to: NameSyntax
  public let moment: MomentSyntax
  public let shaping: ShapingSyntax
  /// `of which PAYER pays SHARE`.
  public let shared: [(payer: NameSyntax, share: ExpressionSyntax)]
  public let condition: TestSyntax?
  public let span: SourceSpan
  public init(
    amount: ExpressionSyntax, to: NameSyntax, moment: MomentSyntax, shaping: ShapingSyntax,
    shared: [(payer: NameSyntax, share: ExpressionSyntax)], condition: TestSyntax?,
    span: SourceSpan
  ) {
    self.amount = amount
    self.to = to
    self.moment = moment
    self.shaping = shaping
    self.shared = shared
    self.condition = condition
    self.span = span
  }
}

/// The clauses that shape a payment or a gift, in the order in which they are written.
public struct ShapingSyntax: Sendable {
  public var excepts: [AdjustmentSyntax] = []
  public var pluses: [AdjustmentSyntax] = []
  /// `in all at most`.
  public var inAllAtMost: ExpressionSyntax?
  public var taper: TaperSyntax?
  public var reduced: ReducedSyntax?
  public var notBelow: ExpressionSyntax?
  public var inProportionTo: ExpressionSyntax?
  public var limits: [LimitSyntax] = []
  /// `nothing if below`.
  public var nothingBelow: ExpressionSyntax?
  public init() {}
}

/// `except E when TEST` or `plus E when TEST`.
public struct AdjustmentSyntax: Sendable {
  public let amount: ExpressionSyntax
  public let test: TestSyntax
  public let span: SourceSpan
  public init(amount: ExpressionSyntax, test: TestSyntax, span: SourceSpan) {
    self.amount = amount
    self.test = test
    self.span = span
  }
}

/// `tapers from S at P to S at P of PATH`.
public struct TaperSyntax: Sendable {
  public let fromShare: ExpressionSyntax
  public let fromPoint: ExpressionSyntax
  public let toShare: ExpressionSyntax
  public let toPoint: ExpressionSyntax
  public let of: PathSyntax
  public let span: SourceSpan
  public init(
    fromShare: ExpressionSyntax, fromPoint: ExpressionSyntax, toShare: ExpressionSyntax,
    toPoint: ExpressionSyntax, of: PathSyntax, span: SourceSpan
  ) {
    self.fromShare = fromShare
    self.fromPoint = fromPoint
    self.toShare = toShare
    self.toPoint = toPoint
    self.of = of
    self.span = span
  }
}

/// `reduced by A for each B of F above C`.
public struct ReducedSyntax: Sendable {
  public let by: ExpressionSyntax
  public let forEach: ExpressionSyntax
  public let of: PathSyntax
  public let above: ExpressionSyntax
  public let span: SourceSpan
  public init(
    by: ExpressionSyntax, forEach: ExpressionSyntax, of: PathSyntax, above: ExpressionSyntax,
    span: SourceSpan
  ) {
    self.by = by
    self.forEach = forEach
    self.of = of
    self.above = above
    self.span = span
  }
}

/// `up to E per RECORD per PERIOD`, `for life` or `in any N years`, with an optional test.
public struct LimitSyntax: Sendable {
  public enum Scope: Sendable {
    case each(NameSyntax)
    case life
    case anyYears(NumberSyntax)
  }
  public let amount: ExpressionSyntax
  public let record: NameSyntax?
  public let scope: Scope?
  public let condition: TestSyntax?
  public let span: SourceSpan
  public init(
    amount: ExpressionSyntax, record: NameSyntax?, scope: Scope?, condition: TestSyntax?,
    span: SourceSpan
  ) {
    self.amount = amount
    self.record = record
    self.scope = scope
    self.condition = condition
    self.span = span
  }
}

/// `leaves at least E to PAYER`.
public struct LeavesSyntax: Sendable {
  public let amount: ExpressionSyntax
  public let to: NameSyntax
  public let condition: TestSyntax?
  public let span: SourceSpan
  public init(
    amount: ExpressionSyntax, to: NameSyntax, condition: TestSyntax?, span: SourceSpan
  ) {
    self.amount = amount
    self.to = to
    self.condition = condition
    self.span = span
  }
}

/// `paid SHARE MOMENT`.
public struct PartSyntax: Sendable {
  public let share: ExpressionSyntax
  public let moment: MomentSyntax
  /// `back to PAYER`: repaid later, so that the payer is out of pocket first.
  public let backTo: NameSyntax?
  public let span: SourceSpan
  public init(share: ExpressionSyntax, moment: MomentSyntax, backTo: NameSyntax?, span: SourceSpan)
  {
    self.share = share
    self.moment = moment
    self.backTo = backTo
    self.span = span
  }
}

/// Something that happens to an enrolment.
public enum EnrolmentEvent: String, Sendable, Hashable, CaseIterable {
  case start, completion, withdrawal, outcome, separation
}

/// When money moves.
public enum MomentSyntax: Sendable {
  case on(EnrolmentEvent, SourceSpan)
  case after(ExpressionSyntax)
  case each(NameSyntax)
}

/// `recovers R from P on EVENT within T`.
public struct RecoversSyntax: Sendable {
  public let share: ExpressionSyntax
  public let from: NameSyntax
  public let event: EnrolmentEvent
  public let within: ExpressionSyntax?
  public let span: SourceSpan
  public init(
    share: ExpressionSyntax, from: NameSyntax, event: EnrolmentEvent, within: ExpressionSyntax?,
    span: SourceSpan
  ) {
    self.share = share
    self.from = from
    self.event = event
    self.within = within
    self.span = span
  }
}

/// `plan plan-5`: the terms on which loans are repaid.
public struct PlanSyntax: Sendable {
  public let name: NameSyntax
  public let about: AboutSyntax
  public let takes: ExpressionSyntax
  public let of: PathSyntax
  public let above: ExpressionSyntax
  public let oneDeductionWith: [NameSyntax]
  public let rounding: RoundingSyntax?
  public let startsDay: Int
  public let startsMonth: Int
  public let startsAfter: PathSyntax
  public let interest: ExpressionSyntax
  public let writtenOffAfter: ExpressionSyntax
  public let span: SourceSpan
  public init(
    name: NameSyntax, about: AboutSyntax, takes: ExpressionSyntax, of: PathSyntax,
    above: ExpressionSyntax, oneDeductionWith: [NameSyntax], rounding: RoundingSyntax?,
    startsDay: Int, startsMonth: Int, startsAfter: PathSyntax, interest: ExpressionSyntax,
    writtenOffAfter: ExpressionSyntax, span: SourceSpan
  ) {
    self.name = name
    self.about = about
    self.takes = takes
    self.of = of
    self.above = above
    self.oneDeductionWith = oneDeductionWith
    self.rounding = rounding
    self.startsDay = startsDay
    self.startsMonth = startsMonth
    self.startsAfter = startsAfter
    self.interest = interest
    self.writtenOffAfter = writtenOffAfter
    self.span = span
  }
}

/// `tax income-tax on learner to treasury`.
public struct TaxSyntax: Sendable {
  public let name: NameSyntax
  public let on: NameSyntax
  public let to: NameSyntax
  public let about: AboutSyntax
  public let due: TestSyntax?
  public let assessedOn: PathSyntax
  public let each: NameSyntax
  public let freeUpTo: ExpressionSyntax?
  public let freeReduced: ReducedSyntax?
  /// Rate and upper limit of each band but the last.
  public let bands: [(rate: ExpressionSyntax, upTo: ExpressionSyntax)]
  public let restRate: ExpressionSyntax
  public let relieved: LimitSyntax?
  public let rounding: RoundingSyntax?
  public let span: SourceSpan
  public init(
    name: NameSyntax, on: NameSyntax, to: NameSyntax, about: AboutSyntax, due: TestSyntax?,
    assessedOn: PathSyntax, each: NameSyntax, freeUpTo: ExpressionSyntax?,
    freeReduced: ReducedSyntax?, bands: [(rate: ExpressionSyntax, upTo: ExpressionSyntax)],
    restRate: ExpressionSyntax, relieved: LimitSyntax?, rounding: RoundingSyntax?, span: SourceSpan
  ) {
    self.name = name
    self.on = on
    self.to = to
    self.about = about
    self.due = due
    self.assessedOn = assessedOn
    self.each = each
    self.freeUpTo = freeUpTo
    self.freeReduced = freeReduced
    self.bands = bands
    self.restRate = restRate
    self.relieved = relieved
    self.rounding = rounding
    self.span = span
  }
}

/// `levy skills-levy on employer`.
public struct LevySyntax: Sendable {
  /// `not below E`, `up to E`, `for each PATH` and a rounding, each of which may be left out.
  public struct Shape: Sendable {
    /// The least that is charged.
    public var notBelow: ExpressionSyntax?
    /// The most that is charged.
    public var upTo: ExpressionSyntax?
    /// A count by which the charge is multiplied.
    public var forEach: PathSyntax?
    /// How the whole is rounded.
    public var rounding: RoundingSyntax?
    /// A charge that nothing shapes.
    public init() {}
  }
  public let name: NameSyntax
  public let on: NameSyntax
  public let about: AboutSyntax
  public let due: TestSyntax?
  public let charges: ExpressionSyntax
  public let of: PathSyntax
  public let less: ExpressionSyntax?
  /// What shapes the charge: a least, a most, a count that it is for each of, and a rounding.
  public let shape: Shape
  public let collectedEach: NameSyntax
  public let into: NameSyntax
  public let inProportionTo: ExpressionSyntax?
  public let restTo: NameSyntax?
  public let span: SourceSpan
  public init(
    name: NameSyntax, on: NameSyntax, about: AboutSyntax, due: TestSyntax?,
    charges: ExpressionSyntax, of: PathSyntax, less: ExpressionSyntax?, shape: Shape,
    collectedEach: NameSyntax, into: NameSyntax, inProportionTo: ExpressionSyntax?,
    restTo: NameSyntax?, span: SourceSpan
  ) {
    self.name = name
    self.on = on
    self.about = about
    self.due = due
    self.charges = charges
    self.of = of
    self.less = less
    self.shape = shape
    self.collectedEach = collectedEach
    self.into = into
    self.inProportionTo = inProportionTo
    self.restTo = restTo
    self.span = span
  }
}

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
