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
  public let letsOff: [LetsOffSyntax]
  public let span: SourceSpan
  public init(
    name: NameSyntax, about: AboutSyntax, takes: ExpressionSyntax, of: PathSyntax,
    above: ExpressionSyntax, oneDeductionWith: [NameSyntax], rounding: RoundingSyntax?,
    startsDay: Int, startsMonth: Int, startsAfter: PathSyntax, interest: ExpressionSyntax,
    writtenOffAfter: ExpressionSyntax, letsOff: [LetsOffSyntax], span: SourceSpan
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
    self.letsOff = letsOff
    self.span = span
  }
}

/// `lets off 50% of the balance on completion when course.level is 5`.
public struct LetsOffSyntax: Sendable {
  /// What has to happen.
  public enum Event: Sendable { case firstRepayment, completion }
  /// Money, or a share of the balance.
  public let amount: ExpressionSyntax
  public let isOfBalance: Bool
  public let event: Event
  public let condition: TestSyntax?
  public let span: SourceSpan
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
