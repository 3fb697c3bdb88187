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
