/// `plan plan-5`: the terms on which loans are repaid.
public struct PlanSyntax: Sendable {
  /// The name after `repaid under` in loans.
  public let name: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// Its `takes` lines, of which there is at least one.
  public let takes: [TakesSyntax]
  /// Plans that one deduction repays together with this one; none if empty.
  public let oneDeductionWith: [NameSyntax]
  /// How payroll rounds what it takes `in each pay period`, or nothing.
  public let rounding: RoundingSyntax?
  /// The day of the month on which repayment starts, from 1.
  public let startsDay: Int
  /// The month in which repayment starts, from 1 to 12.
  public let startsMonth: Int
  /// The fact that holds the day after which it starts, such as `course.end`.
  public let startsAfter: PathSyntax
  /// The rate after `with interest at`, a share per year.
  public let interest: ExpressionSyntax
  /// The span from the first day of repayment until what is left is written off.
  public let writtenOffAfter: ExpressionSyntax
  /// What is let off before that; empty where nothing is.
  public let letsOff: [LetsOffSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a plan, as read.
  public init(
    name: NameSyntax, about: AboutSyntax, takes: [TakesSyntax], oneDeductionWith: [NameSyntax],
    rounding: RoundingSyntax?, startsDay: Int, startsMonth: Int,
    startsAfter: PathSyntax, interest: ExpressionSyntax,
    writtenOffAfter: ExpressionSyntax, letsOff: [LetsOffSyntax], span: SourceSpan
  ) {
    self.name = name
    self.about = about
    self.takes = takes
    self.oneDeductionWith = oneDeductionWith
    self.rounding = rounding
    self.startsDay = startsDay
    self.startsMonth = startsMonth
    self.startsAfter = startsAfter
    self.interest = interest
    self.writtenOffAfter = writtenOffAfter
    self.letsOff = letsOff
    self.span = span
  }
}

extension PlanSyntax {
  /// The yearly pay that it takes from, such as `learner.earnings`: that of its first line.
  public var of: PathSyntax { takes[0].of }
}

/// `takes 9% of learner.earnings above £25,000 per year`.
public struct TakesSyntax: Sendable {
  /// A share.
  public let rate: ExpressionSyntax
  /// The yearly pay that it is of.
  public let of: PathSyntax
  /// The money per year from which the rate holds, to the next line's.
  public let above: ExpressionSyntax
  /// A line, as read.
  public init(rate: ExpressionSyntax, of: PathSyntax, above: ExpressionSyntax) {
    self.rate = rate
    self.of = of
    self.above = above
  }
}

/// `lets off 50% of the balance on completion when course.level is 5`.
public struct LetsOffSyntax: Sendable {
  /// What has to happen.
  public enum Event: Sendable { case firstRepayment, completion }
  /// Money, or a share of the balance.
  public let amount: ExpressionSyntax
  /// Whether the amount is a share `of the balance` instead of money.
  public let isOfBalance: Bool
  /// What has to happen.
  public let event: Event
  /// The test at the end of the line, of the course completed; nothing for always.
  public let condition: TestSyntax?
  /// Where its line stands.
  public let span: SourceSpan
  /// A `lets off` line, as read.
  public init(
    amount: ExpressionSyntax, isOfBalance: Bool, event: Event, condition: TestSyntax?,
    span: SourceSpan
  ) {
    self.amount = amount
    self.isOfBalance = isOfBalance
    self.event = event
    self.condition = condition
    self.span = span
  }
}

/// `tax income-tax on learner to treasury`.
public struct TaxSyntax: Sendable {
  /// The name as declared.
  public let name: NameSyntax
  /// The record that pays it, such as `learner`.
  public let on: NameSyntax
  /// Who receives it.
  public let to: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The test after `due when`; nothing where everyone owes it.
  public let due: TestSyntax?
  /// The fact after `assessed on`: money, or money per year.
  public let assessedOn: PathSyntax
  /// The period by which it is reckoned: a year, or `pay-period` for each by itself.
  public let each: NameSyntax
  /// The allowance that is taken off first, in money or money per year; nothing for none.
  public let freeUpTo: ExpressionSyntax?
  /// What the allowance falls by, or nothing if it stays whole.
  public let freeReduced: ReducedSyntax?
  /// Rate and upper limit of each band but the last.
  public let bands: [(rate: ExpressionSyntax, upTo: ExpressionSyntax)]
  /// The rate `on the rest`, above the last limit: a share.
  public let restRate: ExpressionSyntax
  /// What is taken off the charge of all who share the relief, or nothing.
  public let relieved: LimitSyntax?
  /// How the charge is rounded, or nothing for the nearest penny.
  public let rounding: RoundingSyntax?
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a tax, as read.
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
  /// The name as declared.
  public let name: NameSyntax
  /// The record that pays it, such as `employer`.
  public let on: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The test after `due when`, asked on the first day of the year; nothing where all owe it.
  public let due: TestSyntax?
  /// The rate after `charges`, a share.
  public let charges: ExpressionSyntax
  /// The fact that it is a rate of: money, or money per year.
  public let of: PathSyntax
  /// What is taken off the charge, in the type of the fact; nothing for no allowance.
  public let less: ExpressionSyntax?
  /// What shapes the charge: a least, a most, a count that it is for each of, and a rounding.
  public let shape: Shape
  /// The period after which it is collected.
  public let collectedEach: NameSyntax
  /// The account, the fund or the payer that it goes to.
  public let into: NameSyntax
  /// The share of it that goes there; nothing for all of it.
  public let inProportionTo: ExpressionSyntax?
  /// Further shares of the charge, and the account, the fund or the payer that each goes to.
  public let then: [(share: ExpressionSyntax, into: NameSyntax)]
  /// The payer who gets the rest of it; nothing where it goes to the same as the other part.
  public let restTo: NameSyntax?
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a levy, as read.
  public init(
    name: NameSyntax, on: NameSyntax, about: AboutSyntax, due: TestSyntax?,
    charges: ExpressionSyntax, of: PathSyntax, less: ExpressionSyntax?, shape: Shape,
    collectedEach: NameSyntax, into: NameSyntax, inProportionTo: ExpressionSyntax?,
    then: [(share: ExpressionSyntax, into: NameSyntax)], restTo: NameSyntax?, span: SourceSpan
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
    self.then = then
    self.restTo = restTo
    self.span = span
  }
}
