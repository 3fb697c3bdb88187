/// `behaviour`: how people and employers respond.
public struct BehaviourSyntax: Sendable {
  public struct Weight: Sendable {
    public let coefficient: ExpressionSyntax
    public let per: ExpressionSyntax?
    public let of: PathSyntax?
    public let condition: TestSyntax?
    public let span: SourceSpan
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
  public enum Act: Sendable {
    /// `WHO considers an offer with chance E`.
    case considers(NameSyntax, chance: ExpressionSyntax, SourceSpan)
    /// `WHO is aware with chance E`, and what awareness moves with.
    case aware(NameSyntax, chance: ExpressionSyntax, moves: [MovesSyntax], SourceSpan)
    /// `a campaign raises awareness by E from DATE`.
    case campaign(by: ExpressionSyntax, from: DateSyntax, SourceSpan)
    case values(NameSyntax, [Weight], SourceSpan)
    case sponsors(
      NameSyntax, when: ConditionSyntax, hurdle: ExpressionSyntax?, spread: ExpressionSyntax,
      limits: [LimitSyntax], SourceSpan)
    case transfers(NameSyntax, chance: ExpressionSyntax, SourceSpan)
    /// `INSTRUMENT pays E`: what the payer of `pays at most` chooses.
    case pays(NameSyntax, ExpressionSyntax, SourceSpan)
    /// `WHO otherwise spends E of ACCOUNT`.
    case otherwiseSpends(NameSyntax, ExpressionSyntax, of: NameSyntax, SourceSpan)
    /// `offers alike in PATH are close substitutes with dissimilarity E`.
    case substitutes(PathSyntax, dissimilarity: ExpressionSyntax, SourceSpan)
    /// `routes of an offer with dissimilarity E`.
    case routes(dissimilarity: ExpressionSyntax, SourceSpan)
  }
  public let acts: [Act]
  public let span: SourceSpan
  public init(acts: [Act], span: SourceSpan) {
    self.acts = acts
    self.span = span
  }
}

/// `outcomes`: what study leads to.
public struct OutcomesSyntax: Sendable {
  public enum Effect: Sendable {
    /// The verbs that take `with chance`.
    public enum Verb: String, Sendable {
      case completes, stepsOff, losesWork, findsWork, leaves, dies
    }
    case chance(NameSyntax, Verb, ExpressionSyntax, SourceSpan)
    /// `WHO returns within SPAN with chance E`.
    case returns(NameSyntax, within: ExpressionSyntax, chance: ExpressionSyntax, SourceSpan)
    case completing(
      raises: PathSyntax, by: ExpressionSyntax, reachingFullAfter: ExpressionSyntax?,
      fadingBy: ExpressionSyntax?, signal: ExpressionSyntax?, SourceSpan)
    case partEarns(ExpressionSyntax, SourceSpan)
    case keeps(NameSyntax, ExpressionSyntax, SourceSpan)
    case discounts(NameSyntax, ExpressionSyntax, SourceSpan)
    case grows(PathSyntax, ExpressionSyntax, SourceSpan)
    case wanders(PathSyntax, persistence: ExpressionSyntax, spread: ExpressionSyntax, SourceSpan)
    case jumps(PathSyntax, spread: ExpressionSyntax, SourceSpan)
  }
  public let effects: [Effect]
  public let span: SourceSpan
  public init(effects: [Effect], span: SourceSpan) {
    self.effects = effects
    self.span = span
  }
}
