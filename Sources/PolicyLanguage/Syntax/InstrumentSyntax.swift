/// A `grant` or a `loan`.
public struct InstrumentSyntax: Sendable {
  /// What is given for good, or lent and repaid under a plan.
  public enum Kind: String, Sendable { case grant, loan }
  /// The word it begins with.
  public let kind: Kind
  /// The name as declared.
  public let name: NameSyntax
  /// A payer, a fund or an account.
  public let source: NameSyntax
  /// The record named by `of another employer`.
  public let ofAnother: NameSyntax?
  /// Who a loan is to.
  public let borrower: NameSyntax?
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// Funds named by `counts against`.
  public let countsAgainst: [NameSyntax]
  /// The test after `eligible when`; nothing where everyone is.
  public let eligible: TestSyntax?
  /// What it pays towards costs; one for a cost at most.
  public internal(set) var pays: [PaysSyntax]
  /// What it gives to people, not towards a cost.
  public internal(set) var gives: [GivesSyntax]
  /// What it takes back; empty where nothing is.
  public let recovers: [RecoversSyntax]
  /// The plan of a loan.
  public let plan: NameSyntax?
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a grant or a loan, as read.
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
  /// What the amount is a share of: the cost, or what is left of it; `towards` is a sum of money.
  public enum Base: Sendable { case whole, rest, towards }
  /// A share of the base, or money after `towards` the cost.
  public let amount: ExpressionSyntax
  /// `pays at most`: the payer may choose less.
  public let atMost: Bool
  /// What the amount is a share of, if it is one.
  public let base: Base
  /// The cost, a fact in money such as `course.fee`.
  public let cost: PathSyntax
  /// The most of the cost that counts, in money; nothing where all of it does.
  public let countsAtMost: ExpressionSyntax?
  /// The test of `counts at most`.
  public let countsWhen: TestSyntax?
  /// What changes the amount: exceptions, a taper, limits and so on.
  public internal(set) var shaping: ShapingSyntax
  /// What is left for others to pay.
  public internal(set) var leaves: [LeavesSyntax]
  /// The parts in which it is paid, whose shares total 100%; empty if it is paid whole.
  public let parts: [PartSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A payment and what stands beneath it, as read.
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
  /// What is given each time, in money.
  public let amount: ExpressionSyntax
  /// Who receives it.
  public let to: NameSyntax
  /// When it is given, and how often.
  public let moment: MomentSyntax
  /// What changes the amount: exceptions, a reduction, limits and so on.
  public internal(set) var shaping: ShapingSyntax
  /// `of which PAYER pays SHARE`.
  public let shared: [(payer: NameSyntax, share: ExpressionSyntax)]
  /// The test at the end of the line; nothing where it is always given.
  public let condition: TestSyntax?
  /// Where its first line stands.
  public let span: SourceSpan
  /// A gift and what stands beneath it, as read.
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
  /// Amounts that take the place of the one above; no two may hold together.
  public var excepts: [AdjustmentSyntax] = []
  /// Amounts that are added, all of those whose tests hold.
  public var pluses: [AdjustmentSyntax] = []
  /// `in all at most`.
  public var inAllAtMost: ExpressionSyntax?
  /// A share that the amount is multiplied by, or nothing; never beside `reduced`.
  public var taper: TaperSyntax?
  /// What is taken off by steps, or nothing; never beside `taper`.
  public var reduced: ReducedSyntax?
  /// The least that it comes to, in money.
  public var notBelow: ExpressionSyntax?
  /// A share that it is multiplied by, kept between 0% and 100%.
  public var inProportionTo: ExpressionSyntax?
  /// The `up to` lines, all of which hold; those in quantities come before those in money.
  public var limits: [LimitSyntax] = []
  /// `nothing if below`.
  public var nothingBelow: ExpressionSyntax?
  /// Nothing shaped yet; clauses are filled in as they are read.
  public init() {}
}

/// `except E when TEST` or `plus E when TEST`.
public struct AdjustmentSyntax: Sendable {
  /// A share or money, as the line above has it.
  public let amount: ExpressionSyntax
  /// When it holds.
  public let test: TestSyntax
  /// Where its first line stands.
  public let span: SourceSpan
  /// An `except` or a `plus`, as read.
  public init(amount: ExpressionSyntax, test: TestSyntax, span: SourceSpan) {
    self.amount = amount
    self.test = test
    self.span = span
  }
}

/// `tapers from S at P to S at P of PATH`.
public struct TaperSyntax: Sendable {
  /// The share up to the first point.
  public let fromShare: ExpressionSyntax
  /// The first point, in the units of the fact.
  public let fromPoint: ExpressionSyntax
  /// The share from the second point on.
  public let toShare: ExpressionSyntax
  /// The second point, above the first.
  public let toPoint: ExpressionSyntax
  /// The fact that it follows, a number of any unit.
  public let of: PathSyntax
  /// Where its line stands.
  public let span: SourceSpan
  /// A taper, as read.
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
  /// What is taken off for each whole step: a share or money, as the line above has it.
  public let by: ExpressionSyntax
  /// The width of a step, in the units of the fact; above nought.
  public let forEach: ExpressionSyntax
  /// The fact that it follows.
  public let of: PathSyntax
  /// The point from which steps are counted, in the units of the fact.
  public let above: ExpressionSyntax
  /// Where its line stands.
  public let span: SourceSpan
  /// A reduction, as read.
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

/// `up to E of PATH per RECORD per PERIOD`, `for life` or `in any N years`, with an optional test.
public struct LimitSyntax: Sendable {
  /// What a limit names after `of`: a fact of the course, or the time of `the course` itself.
  public enum Quantity: Sendable {
    case fact(PathSyntax)
    case course(SourceSpan)
  }
  /// What a limit is counted over: each such period, a whole life, or any so many years.
  public enum Scope: Sendable {
    case each(NameSyntax)
    case life
    case anyYears(NumberSyntax)
  }
  /// Money, or the credits, hours or time of a course that may be covered.
  public let amount: ExpressionSyntax
  /// What is counted; nothing where only one thing can be.
  public let quantity: Quantity?
  /// Who it is counted for, such as `learner`; nothing for one payment.
  public let record: NameSyntax?
  /// What it is counted over; nothing for one payment.
  public let scope: Scope?
  /// When it holds; nothing for always.
  public let condition: TestSyntax?
  /// Where it stands.
  public let span: SourceSpan
  /// A limit, as read.
  public init(
    amount: ExpressionSyntax, of quantity: Quantity?, record: NameSyntax?, scope: Scope?,
    condition: TestSyntax?, span: SourceSpan
  ) {
    self.amount = amount
    self.quantity = quantity
    self.record = record
    self.scope = scope
    self.condition = condition
    self.span = span
  }
}

/// `leaves at least E to PAYER`.
public struct LeavesSyntax: Sendable {
  /// What no instrument may pay of the cost, in money.
  public let amount: ExpressionSyntax
  /// Who pays it.
  public let to: NameSyntax
  /// When it holds; nothing for always.
  public let condition: TestSyntax?
  /// Where its first line stands.
  public let span: SourceSpan
  /// A `leaves at least` line, as read.
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
  /// The part's share of the payment.
  public let share: ExpressionSyntax
  /// When the part is paid; if that never comes, the provider goes without.
  public let moment: MomentSyntax
  /// `back to PAYER`: repaid later, so that the payer is out of pocket first.
  public let backTo: NameSyntax?
  /// Where its line stands.
  public let span: SourceSpan
  /// A part of a payment, as read.
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
  /// The share that is taken back of what was paid.
  public let share: ExpressionSyntax
  /// Who pays it back.
  public let from: NameSyntax
  /// What has to happen.
  public let event: EnrolmentEvent
  /// How soon it has to happen, a span; nothing for ever.
  public let within: ExpressionSyntax?
  /// Where its line stands.
  public let span: SourceSpan
  /// A `recovers` line, as read.
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
