public import FundingRules
public import FundingValues

/// How people and employers respond.
public struct BehaviourPlan: Sendable {
  /// One line of what a learner values in a route.
  public struct Weight: Sendable {
    /// What the line adds, for each amount of the fact if it names one.
    public let coefficient: Formula
    /// The amount of the fact that the coefficient is for.
    public let per: Formula?
    /// The fact that the coefficient multiplies.
    public let of: Int?
    /// When the line counts.
    public let condition: Condition?
    /// The line as written.
    public let text: String
  }

  /// When an employer sponsors.
  public struct Sponsorship: Sendable {
    /// What the employer expects to gain.
    public let gain: Formula
    /// Above or at least.
    public let comparison: ComparisonOperator
    /// What it would pay.
    public let cost: Formula
    /// The yearly rate at which gains are discounted.
    public let hurdle: Formula?
    /// The scale of what is not seen, in pence.
    public let spread: Formula
    /// The employer's own budget; numbered before the limits of every regime.
    public let limits: [Limit]
  }

  /// The chance of being aware and the facts that awareness moves with.
  public internal(set) var awareness:
    (chance: Formula, movesWith: [(fact: Int, correlation: Formula)])?
  /// What each campaign adds to awareness, and from when.
  public internal(set) var campaigns: [(raise: Formula, from: CivilDate)] = []
  /// The chance that the learner or the employer considers an offer.
  public internal(set) var consideration: [(party: Int, chance: Formula)] = []
  /// What a learner values in a route, line by line.
  public internal(set) var weights: [Weight] = []
  /// When an employer sponsors.
  public internal(set) var sponsorship: Sponsorship?
  /// The chance that an employer agrees to transfer.
  public internal(set) var transfers: Formula?
  /// The share of an account that is spent otherwise; each regime finds the account by its name.
  public internal(set) var background: [(share: Formula, account: String)] = []
  /// The fact in which offers are close substitutes.
  public internal(set) var nest: (fact: Int, dissimilarity: Formula)?
  /// How unlike the routes of one offer are.
  public internal(set) var routeDissimilarity: Formula?
  /// Single figures that the engine needs, by what they are; each is named by a clause here or of
  /// `outcomes`.
  public internal(set) var figures: [String: Formula] = [:]

  /// Nothing said yet.
  init() {}
}

/// What study leads to.
public struct OutcomesPlan: Sendable {
  /// The chance of completing.
  public internal(set) var completion: Formula?
  /// The chance of stepping off at a break.
  public internal(set) var stepsOff: Formula?
  /// The chance of coming back within so many years.
  public internal(set) var returns: (within: Formula, chance: Formula)?
  /// The chance a year of losing work.
  public internal(set) var losesWork: Formula?
  /// The chance a year of finding work.
  public internal(set) var findsWork: Formula?
  /// The chance that an employee leaves.
  public internal(set) var leaves: Formula?
  /// The chance a year of dying.
  public internal(set) var dies: Formula?
  /// The fact that completing raises, and by how much.
  public internal(set) var premium: (raises: Int, by: Formula)?
  /// The clauses that let learners step off a course and return to it.
  public internal(set) var breaks: [Clause] = []
  /// The facts that clauses raise or move, pay or another, each with its clause.
  public internal(set) var moved: [(fact: Int, clause: Clause)] = []
  /// In years.
  public internal(set) var fullAfter: Formula?
  /// The yearly rate at which the premium fades.
  public internal(set) var fading: Formula?
  /// The share of the premium that is only a signal.
  public internal(set) var signal: Formula?
  /// What part of an award earns, as a share of the premium in proportion to credits.
  public internal(set) var partEarns: Formula?
  /// The share of the gain that the employer keeps while the learner stays.
  public internal(set) var employerKeeps: Formula?
  /// The yearly rate by party.
  public internal(set) var discounts: [String: Formula] = [:]
  /// The yearly rate at which real pay grows.
  public internal(set) var grows: Formula?
  /// The lasting shock to the logarithm of pay.
  public internal(set) var wanders: (persistence: Formula, spread: Formula)?
  /// The passing shock to the logarithm of pay.
  public internal(set) var jumps: Formula?

  /// Nothing said yet.
  init() {}
}
