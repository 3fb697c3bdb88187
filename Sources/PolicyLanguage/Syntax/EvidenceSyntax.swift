/// A figure that the engine needs and a clause of `behaviour` or `outcomes` names.
public enum EvidenceFigure: String, Sendable, Hashable, CaseIterable {
  /// The share of a person's taste for study that lasts from one year to the next.
  case tastePersistence = "taste-persistence"
  /// The share of the gain that a learner expects, beside what comes of it.
  case perceivedShare = "perceived-share"
  /// What waiting for a later start takes off the value of a route, a number.
  case waitingCost = "waiting-cost"
  /// The age at which pay ends, in years.
  case retirementAge = "retirement-age"
  /// The share of the gain in pay that others lose.
  case displacement = "displacement"
  /// The yearly rate at which loans are valued.
  case loanDiscountRate = "loan-discount-rate"

  /// The clause that names it, with what stands for it.
  public func clause(_ value: String) -> String {
    switch self {
    case .tastePersistence: "a taste lasts with share \(value)"
    case .perceivedShare: "learner expects \(value) of the gain"
    case .waitingCost: "waiting costs \(value)"
    case .retirementAge: "learner retires at \(value)"
    case .displacement: "completing displaces \(value) of the gain"
    case .loanDiscountRate: "loans are valued at \(value)"
    }
  }

  /// The block in which the clause stands.
  public var block: String {
    switch self {
    case .tastePersistence, .perceivedShare, .waitingCost: "behaviour"
    case .retirementAge, .displacement, .loanDiscountRate: "outcomes"
    }
  }
}

/// `behaviour`: how people and employers respond.
public struct BehaviourSyntax: Sendable {
  /// `E per E of F when T`: one line of what a learner values in a route.
  public struct Weight: Sendable {
    /// What the line adds, a number; with a fact, for each amount of it.
    public let coefficient: ExpressionSyntax
    /// The amount of the fact that the coefficient is for, in the fact's units.
    public let per: ExpressionSyntax?
    /// The fact that the coefficient multiplies, or nothing for a plain number.
    public let of: PathSyntax?
    /// When the line counts; nothing for always.
    public let condition: TestSyntax?
    /// Where its line stands.
    public let span: SourceSpan
    /// A line of `values a route by`, as read.
    public init(
      coefficient: ExpressionSyntax, per: ExpressionSyntax?, of: PathSyntax?,
      condition: TestSyntax?, span: SourceSpan
    ) {
      self.coefficient = coefficient
      self.per = per
      self.of = of
      self.condition = condition
      self.span = span
    }
  }
  /// One line of `behaviour`; a chance is a share, or a share per year that the step scales.
  public enum Act: Sendable {
    /// `WHO considers an offer with chance E`.
    case considers(NameSyntax, chance: ExpressionSyntax, SourceSpan)
    /// `WHO is aware with chance E`, and what awareness moves with.
    case aware(NameSyntax, chance: ExpressionSyntax, moves: [MovesSyntax], SourceSpan)
    /// `a campaign raises awareness by E from DATE`.
    case campaign(by: ExpressionSyntax, from: DateSyntax, SourceSpan)
    /// `WHO values a route by` lines that are added up.
    case values(NameSyntax, [Weight], SourceSpan)
    /// `WHO sponsors when A is above B`: the hurdle discounts A by the year, the spread is in money.
    case sponsors(
      NameSyntax, when: ConditionSyntax, hurdle: ExpressionSyntax?, spread: ExpressionSyntax,
      limits: [LimitSyntax], SourceSpan)
    /// `WHO transfers with chance E`: whether a holder agrees to pass money on.
    case transfers(NameSyntax, chance: ExpressionSyntax, SourceSpan)
    /// `INSTRUMENT pays E`: what the payer of `pays at most` chooses.
    case pays(NameSyntax, ExpressionSyntax, SourceSpan)
    /// `WHO otherwise spends E of ACCOUNT`.
    case otherwiseSpends(NameSyntax, ExpressionSyntax, of: NameSyntax, SourceSpan)
    /// `offers alike in PATH are close substitutes with dissimilarity E`.
    case substitutes(PathSyntax, dissimilarity: ExpressionSyntax, SourceSpan)
    /// `routes of an offer with dissimilarity E`.
    case routes(dissimilarity: ExpressionSyntax, SourceSpan)
    /// One figure that the engine needs, such as `waiting costs E`.
    case figure(EvidenceFigure, ExpressionSyntax, SourceSpan)
  }
  /// The lines, in the order written.
  public let acts: [Act]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A `behaviour`, as read.
  public init(acts: [Act], span: SourceSpan) {
    self.acts = acts
    self.span = span
  }
}

/// `outcomes`: what study leads to.
public struct OutcomesSyntax: Sendable {
  /// One line of `outcomes`: a chance, a gain, a rate or a shock.
  public enum Effect: Sendable {
    /// The verbs that take `with chance`.
    public enum Verb: String, Sendable {
      case completes, stepsOff, losesWork, findsWork, leaves, dies
    }
    /// `WHO VERB with chance E`.
    case chance(NameSyntax, Verb, ExpressionSyntax, SourceSpan)
    /// `WHO returns within SPAN with chance E`.
    case returns(NameSyntax, within: ExpressionSyntax, chance: ExpressionSyntax, SourceSpan)
    /// `completing raises F by E`: what a whole award adds, a share of F, and how it comes and goes.
    case completing(
      raises: PathSyntax, by: ExpressionSyntax, reachingFullAfter: ExpressionSyntax?,
      fadingBy: ExpressionSyntax?, signal: ExpressionSyntax?, SourceSpan)
    /// `part of an award earns E of the premium`, in proportion to credits.
    case partEarns(ExpressionSyntax, SourceSpan)
    /// `WHO keeps E of the gain while employed`, a share.
    case keeps(NameSyntax, ExpressionSyntax, SourceSpan)
    /// `WHO discounts at E`, a share per year.
    case discounts(NameSyntax, ExpressionSyntax, SourceSpan)
    /// `F grows by E`: real growth, a share per year.
    case grows(PathSyntax, ExpressionSyntax, SourceSpan)
    /// `F wanders with persistence E and spread E`: the lasting shock to the logarithm of pay.
    case wanders(PathSyntax, persistence: ExpressionSyntax, spread: ExpressionSyntax, SourceSpan)
    /// `F jumps with spread E`: the passing shock to the logarithm of pay.
    case jumps(PathSyntax, spread: ExpressionSyntax, SourceSpan)
    /// One figure that the engine needs, such as `learner retires at E`.
    case figure(EvidenceFigure, ExpressionSyntax, SourceSpan)
  }
  /// The lines, in the order written.
  public let effects: [Effect]
  /// Where its first line stands.
  public let span: SourceSpan
  /// An `outcomes`, as read.
  public init(effects: [Effect], span: SourceSpan) {
    self.effects = effects
    self.span = span
  }
}
