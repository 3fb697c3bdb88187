/// `claim NAME`: a published figure and what would reproduce it.
public struct ClaimSyntax: Sendable {
  public enum Target: Sendable {
    case metric(MetricSyntax)
    case expression(ExpressionSyntax)
  }
  public struct Reading: Sendable {
    public let title: TextSyntax
    public let measures: [MetricSyntax]
    public let assumes: [(path: PathSyntax, value: ValueSyntax)]
    public init(
      title: TextSyntax, measures: [MetricSyntax], assumes: [(path: PathSyntax, value: ValueSyntax)]
    ) {
      self.title = title
      self.measures = measures
      self.assumes = assumes
    }
  }
  public struct Need: Sendable {
    public let path: PathSyntax
    public let low: ExpressionSyntax
    public let high: ExpressionSyntax
    public init(path: PathSyntax, low: ExpressionSyntax, high: ExpressionSyntax) {
      self.path = path
      self.low = low
      self.high = high
    }
  }
  public let name: NameSyntax
  public let about: AboutSyntax
  public let publishedIn: NameSyntax
  public let place: TextSyntax?
  public let under: (regime: NameSyntax, scenario: NameSyntax)?
  public let target: Target
  public let value: ExpressionSyntax
  public let within: ExpressionSyntax
  public let readings: [Reading]
  public let needs: [Need]
  /// `verdict NAME "reason"`.
  public let verdict: (name: NameSyntax, reason: TextSyntax?)?
  public let span: SourceSpan
  public init(
    name: NameSyntax, about: AboutSyntax, publishedIn: NameSyntax, place: TextSyntax?,
    under: (regime: NameSyntax, scenario: NameSyntax)?, target: Target, value: ExpressionSyntax,
    within: ExpressionSyntax, readings: [Reading], needs: [Need],
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
    self.readings = readings
    self.needs = needs
    self.verdict = verdict
    self.span = span
  }
}

/// `example "…"`: facts given and what must follow, to the penny.
public struct ExampleSyntax: Sendable {
  public struct Given: Sendable {
    public let path: PathSyntax
    public let value: ExpressionSyntax
    public let span: SourceSpan
    public init(path: PathSyntax, value: ExpressionSyntax, span: SourceSpan) {
      self.path = path
      self.value = value
      self.span = span
    }
  }
  public enum Expectation: Sendable {
    public enum Verb: String, Sendable { case pays, gives, repays, charges, recovers, `is` }
    /// `expect PATH VERB E of COST in year N`.
    case amount(PathSyntax, Verb, ExpressionSyntax, of: PathSyntax?, year: Int?, SourceSpan)
    /// `expect route NAME is open`.
    case route(NameSyntax, open: Bool, SourceSpan)
  }
  public let title: TextSyntax
  /// `like "A"`: starts from another example's facts.
  public let like: TextSyntax?
  public let on: DateSyntax?
  /// `by ROUTE of REGIME`.
  public let by: (route: NameSyntax, regime: NameSyntax)?
  public let givens: [Given]
  public let expects: [Expectation]
  public let span: SourceSpan
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
