/// `claim NAME`: a published figure and what would reproduce it.
public struct ClaimSyntax: Sendable {
  /// What is set against the published figure: the model's, or a formula of parameters.
  public enum Target: Sendable {
    case metric(MetricSyntax)
    case expression(ExpressionSyntax)
  }
  /// `reading "…"`: another way to take the figure, judged by itself.
  public struct Reading: Sendable {
    /// What is read differently, in words.
    public let title: TextSyntax
    /// What it measures instead of the claim's own target; empty for the same.
    public let measures: [MetricSyntax]
    /// Parameters and the values that they are taken to have.
    public let assumes: [(path: PathSyntax, value: ValueSyntax)]
    /// A reading, as read.
    public init(
      title: TextSyntax, measures: [MetricSyntax], assumes: [(path: PathSyntax, value: ValueSyntax)]
    ) {
      self.title = title
      self.measures = measures
      self.assumes = assumes
    }
  }
  /// `would need P between A and B`: where to look for the value that fits the claim.
  public struct Need: Sendable {
    /// The parameter whose value is looked for.
    public let path: PathSyntax
    /// The least value tried, in the parameter's type.
    public let low: ExpressionSyntax
    /// The greatest value tried, in the parameter's type.
    public let high: ExpressionSyntax
    /// A `would need` line, as read.
    public init(path: PathSyntax, low: ExpressionSyntax, high: ExpressionSyntax) {
      self.path = path
      self.low = low
      self.high = high
    }
  }
  /// What a claim is for, beside being judged.
  public enum Purpose: Sendable {
    /// `calibrates P "row"`: `cofund calibrate` moves the parameter, or one row of it, to meet the claim.
    case calibrates(PathSyntax, row: TextSyntax?)
    /// `held back`: nothing is moved to meet it.
    case heldBack(SourceSpan)
  }
  /// The name as declared.
  public let name: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The source that it was published in.
  public let publishedIn: NameSyntax
  /// The place in the source, or nothing.
  public let place: TextSyntax?
  /// The regime and the scenario that give a figure of the model; nothing for arithmetic.
  public let under: (regime: NameSyntax, scenario: NameSyntax)?
  /// What `expects` names.
  public let target: Target
  /// The published figure, after `to be`.
  public let value: ExpressionSyntax
  /// How far off still counts, in the figure's own type; above nought.
  public let within: ExpressionSyntax
  /// Whether it calibrates a parameter or is held back from that; nothing for a claim that is only judged.
  public let purpose: Purpose?
  /// Other ways to take the figure, in the order written.
  public let readings: [Reading]
  /// The parameters that might make it fit.
  public let needs: [Need]
  /// `verdict NAME "reason"`.
  public let verdict: (name: NameSyntax, reason: TextSyntax?)?
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a claim, as read.
  public init(
    name: NameSyntax, about: AboutSyntax, publishedIn: NameSyntax, place: TextSyntax?,
    under: (regime: NameSyntax, scenario: NameSyntax)?, target: Target, value: ExpressionSyntax,
    within: ExpressionSyntax, purpose: Purpose? = nil, readings: [Reading], needs: [Need],
    verdict: (name: NameSyntax, reason: TextSyntax?)?, span: SourceSpan
  ) {
    self.name = name
    self.about = about
    self.publishedIn = publishedIn
    self.place = place
    self.under = under
    self.target = target
    self.value = value
    self.within = within
    self.purpose = purpose
    self.readings = readings
    self.needs = needs
    self.verdict = verdict
    self.span = span
  }
}

/// `example "…"`: facts given and what must follow, to the penny.
public struct ExampleSyntax: Sendable {
  /// `F is E` beneath `given`: a fact, or a running figure at the start of the day.
  public struct Given: Sendable {
    /// The fact or the figure, which may be one `in the last PERIOD`.
    public let path: PathSyntax
    /// Its value.
    public let value: ExpressionSyntax
    /// Where its line stands.
    public let span: SourceSpan
    /// A given fact, as read.
    public init(path: PathSyntax, value: ExpressionSyntax, span: SourceSpan) {
      self.path = path
      self.value = value
      self.span = span
    }
  }
  /// What must follow: an amount to the penny, or whether a route is open.
  public enum Expectation: Sendable {
    /// What the subject does; `is` compares a figure, a parameter or a fact.
    public enum Verb: String, Sendable { case pays, gives, repays, charges, recovers, `is` }
    /// `expect PATH VERB E of COST in year N`.
    case amount(PathSyntax, Verb, ExpressionSyntax, of: PathSyntax?, year: Int?, SourceSpan)
    /// `expect route NAME is open`.
    case route(NameSyntax, open: Bool, SourceSpan)
  }
  /// What the example shows, in words; others are `like` it by this.
  public let title: TextSyntax
  /// `like "A"`: starts from another example's facts.
  public let like: TextSyntax?
  /// The day after `given on`; nothing where that of the example it is like stands.
  public let on: DateSyntax?
  /// `by ROUTE of REGIME`.
  public let by: (route: NameSyntax, regime: NameSyntax)?
  /// What is given, in the order written.
  public let givens: [Given]
  /// What is expected, in the order written; at least one.
  public let expects: [Expectation]
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of an example, as read.
  public init(
    title: TextSyntax, like: TextSyntax?, on: DateSyntax?,
    by: (route: NameSyntax, regime: NameSyntax)?, givens: [Given], expects: [Expectation],
    span: SourceSpan
  ) {
    self.title = title
    self.like = like
    self.on = on
    self.by = by
    self.givens = givens
    self.expects = expects
    self.span = span
  }
}
