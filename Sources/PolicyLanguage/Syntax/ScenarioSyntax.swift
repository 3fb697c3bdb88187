/// `PATH is E` or `PATH varies SHAPE`.
public struct FactSyntax: Sendable {
  public enum Source: Sendable {
    case value(ExpressionSyntax)
    case varies(ShapeSyntax)
  }
  public let path: PathSyntax
  public let source: Source
  public let moves: [MovesSyntax]
  public let span: SourceSpan
  public init(path: PathSyntax, source: Source, moves: [MovesSyntax], span: SourceSpan) {
    self.path = path
    self.source = source
    self.moves = moves
    self.span = span
  }
}

/// `scenario NAME`: people, offers and regimes compared.
public struct ScenarioSyntax: Sendable {
  public let name: NameSyntax
  public let about: AboutSyntax
  public let runsFrom: DateSyntax
  public let runsTo: DateSyntax
  public let by: NameSyntax
  public let draws: NumberSyntax
  public let seed: NumberSyntax
  public let uses: [NameSyntax]
  public let followsLivesFor: ExpressionSyntax?
  /// `in prices of DATE rising by INDEX`.
  public let prices: (of: DateSyntax, risingBy: ExpressionSyntax)?
  public let parameters: [ParameterSyntax]
  public let populations: [PopulationSyntax]
  public let offers: [OfferSyntax]
  public let compare: CompareSyntax
  public let reports: [ReportSyntax]
  public let span: SourceSpan
  public init(
    name: NameSyntax, about: AboutSyntax, runsFrom: DateSyntax, runsTo: DateSyntax,
    by: NameSyntax, draws: NumberSyntax, seed: NumberSyntax, uses: [NameSyntax],
    followsLivesFor: ExpressionSyntax?, prices: (of: DateSyntax, risingBy: ExpressionSyntax)?,
    parameters: [ParameterSyntax], populations: [PopulationSyntax], offers: [OfferSyntax],
    compare: CompareSyntax, reports: [ReportSyntax], span: SourceSpan
  ) {
    self.name = name
    self.about = about
    self.runsFrom = runsFrom
    self.runsTo = runsTo
    self.by = by
    self.draws = draws
    self.seed = seed
    self.uses = uses
    self.followsLivesFor = followsLivesFor
    self.prices = prices
    self.parameters = parameters
    self.populations = populations
    self.offers = offers
    self.compare = compare
    self.reports = reports
    self.span = span
  }
}

/// `population [N] [NAME] of RECORD [standing for N] [employed by NAMES] [from "file" weighted by NAME]`.
public struct PopulationSyntax: Sendable {
  /// `works for employer [by NAME] [when TEST]`.
  public struct WorksFor: Sendable {
    public let record: NameSyntax
    public let by: NameSyntax?
    public let condition: TestSyntax?
    public init(record: NameSyntax, by: NameSyntax?, condition: TestSyntax?) {
      self.record = record
      self.by = by
      self.condition = condition
    }
  }
  public let size: NumberSyntax?
  /// The population's own name, or nothing.
  public let name: NameSyntax?
  public let record: NameSyntax
  public let standingFor: NumberSyntax?
  /// The populations of employers whose staff these are.
  public let employedBy: [NameSyntax]
  public let data: TextSyntax?
  public let weightedBy: NameSyntax?
  public let worksFor: WorksFor?
  public let facts: [FactSyntax]
  public let span: SourceSpan
  public init(
    size: NumberSyntax?, name: NameSyntax?, record: NameSyntax, standingFor: NumberSyntax?,
    employedBy: [NameSyntax], data: TextSyntax?, weightedBy: NameSyntax?, worksFor: WorksFor?,
    facts: [FactSyntax], span: SourceSpan
  ) {
    self.size = size
    self.name = name
    self.record = record
    self.standingFor = standingFor
    self.employedBy = employedBy
    self.data = data
    self.weightedBy = weightedBy
    self.worksFor = worksFor
    self.facts = facts
    self.span = span
  }
}

/// `offer NAME`: a course or a unit.
public struct OfferSyntax: Sendable {
  public enum Detail: Sendable {
    case starts(day: Int, month: Int, SourceSpan)
    case lasts(ExpressionSyntax)
    case places(ExpressionSyntax, each: NameSyntax)
    case bundled(with: [NameSyntax], toAtLeast: ExpressionSyntax, SourceSpan)
    case leadsTowards(NameSyntax)
    case follows(ExpressionSyntax, towards: NameSyntax)
    case breaks(afterEach: ExpressionSyntax)
    /// `paid monthly over its length`; `paid at start` is understood.
    case paidMonthly(SourceSpan)
    case paidAtStart(SourceSpan)
  }
  public let name: NameSyntax
  public let facts: [FactSyntax]
  public let details: [Detail]
  public let span: SourceSpan
  public init(name: NameSyntax, facts: [FactSyntax], details: [Detail], span: SourceSpan) {
    self.name = name
    self.facts = facts
    self.details = details
    self.span = span
  }
}

/// `compare A with B, C`, and an equal-cost line if there is one.
public struct CompareSyntax: Sendable {
  public let base: NameSyntax
  public let others: [NameSyntax]
  /// `at treasury.pays £50 million adjusting yearly-pot`.
  public let equalCost: (path: PathSyntax, amount: ExpressionSyntax, adjusting: NameSyntax)?
  public let span: SourceSpan
  public init(
    base: NameSyntax, others: [NameSyntax],
    equalCost: (path: PathSyntax, amount: ExpressionSyntax, adjusting: NameSyntax)?,
    span: SourceSpan
  ) {
    self.base = base
    self.others = others
    self.equalCost = equalCost
    self.span = span
  }
}

/// `report METRIC`.
public struct ReportSyntax: Sendable {
  public let metric: MetricSyntax
  public let span: SourceSpan
  public init(metric: MetricSyntax, span: SourceSpan) {
    self.metric = metric
    self.span = span
  }
}

/// `total of PATH where … for each … each PERIOD by PATHS`.
public struct MetricSyntax: Sendable {
  public enum Statistic: String, Sendable { case total, mean, median, count, share }
  public let isChange: Bool
  public let statistic: Statistic
  public let of: PathSyntax
  public let condition: TestSyntax?
  public let forEach: PathSyntax?
  public let each: NameSyntax?
  public let by: [PathSyntax]
  public let span: SourceSpan
  public init(
    isChange: Bool, statistic: Statistic, of: PathSyntax, condition: TestSyntax?,
    forEach: PathSyntax?, each: NameSyntax?, by: [PathSyntax], span: SourceSpan
  ) {
    self.isChange = isChange
    self.statistic = statistic
    self.of = of
    self.condition = condition
    self.forEach = forEach
    self.each = each
    self.by = by
    self.span = span
  }
}

/// `profile NAME`: one employer, some staff and their offers.
public struct ProfileSyntax: Sendable {
  public struct Staff: Sendable {
    public let count: NumberSyntax
    public let name: NameSyntax
    public let facts: [FactSyntax]
    public let takes: [NameSyntax]
    public init(count: NumberSyntax, name: NameSyntax, facts: [FactSyntax], takes: [NameSyntax]) {
      self.count = count
      self.name = name
      self.facts = facts
      self.takes = takes
    }
  }
  public let name: NameSyntax
  public let about: AboutSyntax
  public let on: DateSyntax
  public let draws: NumberSyntax
  public let seed: NumberSyntax
  public let uses: [NameSyntax]
  public let employer: [FactSyntax]
  public let staff: [Staff]
  public let offers: [OfferSyntax]
  public let compare: CompareSyntax
  public let reports: [ReportSyntax]
  public let span: SourceSpan
  public init(
    name: NameSyntax, about: AboutSyntax, on: DateSyntax, draws: NumberSyntax, seed: NumberSyntax,
    uses: [NameSyntax], employer: [FactSyntax], staff: [Staff], offers: [OfferSyntax],
    compare: CompareSyntax, reports: [ReportSyntax], span: SourceSpan
  ) {
    self.name = name
    self.about = about
    self.on = on
    self.draws = draws
    self.seed = seed
    self.uses = uses
    self.employer = employer
    self.staff = staff
    self.offers = offers
    self.compare = compare
    self.reports = reports
    self.span = span
  }
}
