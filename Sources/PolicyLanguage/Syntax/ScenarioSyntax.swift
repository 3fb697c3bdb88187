/// `regime england-2027` and its routes.
public struct RegimeSyntax: Sendable {
  public let name: NameSyntax
  public let about: AboutSyntax
  public let uses: [NameSyntax]
  public var routes: [RouteSyntax]
  public let span: SourceSpan
  public init(
    name: NameSyntax, about: AboutSyntax, uses: [NameSyntax], routes: [RouteSyntax],
    span: SourceSpan
  ) {
    self.name = name
    self.about = about
    self.uses = uses
    self.routes = routes
    self.span = span
  }
}

/// One way of paying for a course.
public struct RouteSyntax: Sendable {
  public let name: NameSyntax
  public let about: AboutSyntax
  public let needs: NameSyntax?
  public let openWhen: TestSyntax?
  public var stackings: [StackingSyntax]
  public var also: [NameSyntax]
  public let span: SourceSpan
  public init(
    name: NameSyntax, about: AboutSyntax, needs: NameSyntax?, openWhen: TestSyntax?,
    stackings: [StackingSyntax], also: [NameSyntax], span: SourceSpan
  ) {
    self.name = name
    self.about = about
    self.needs = needs
    self.openWhen = openWhen
    self.stackings = stackings
    self.also = also
    self.span = span
  }
}

/// `stacking for course.fee`: who pays in which order.
public struct StackingSyntax: Sendable {
  public struct Rest: Sendable {
    public let payer: NameSyntax
    public let condition: TestSyntax?
    public let recovers: [RecoversSyntax]
    public init(payer: NameSyntax, condition: TestSyntax?, recovers: [RecoversSyntax]) {
      self.payer = payer
      self.condition = condition
      self.recovers = recovers
    }
  }
  public let cost: PathSyntax
  /// `each application`: help for a firm's plan instead of one person's course.
  public let eachApplication: Bool
  public var instruments: [NameSyntax]
  public let rests: [Rest]
  public let span: SourceSpan
  public init(
    cost: PathSyntax, eachApplication: Bool, instruments: [NameSyntax], rests: [Rest],
    span: SourceSpan
  ) {
    self.cost = cost
    self.eachApplication = eachApplication
    self.instruments = instruments
    self.rests = rests
    self.span = span
  }
}

/// `reform NAME of BASE` and its amendments.
public struct ReformSyntax: Sendable {
  public let name: NameSyntax
  public let base: NameSyntax
  public let about: AboutSyntax
  public let uses: [NameSyntax]
  public let amendments: [AmendmentSyntax]
  public let span: SourceSpan
  public init(
    name: NameSyntax, base: NameSyntax, about: AboutSyntax, uses: [NameSyntax],
    amendments: [AmendmentSyntax], span: SourceSpan
  ) {
    self.name = name
    self.base = base
    self.about = about
    self.uses = uses
    self.amendments = amendments
    self.span = span
  }
}

/// `amend NAME with` and its changes.
public struct AmendmentSyntax: Sendable {
  public let target: NameSyntax
  public let changes: [ChangeSyntax]
  public init(target: NameSyntax, changes: [ChangeSyntax]) {
    self.target = target
    self.changes = changes
  }
}

/// One change of a reform.
public enum ChangeSyntax: Sendable {
  public enum Place: Sendable {
    case first
    case before(NameSyntax)
    case after(NameSyntax)
  }
  /// `change NAME for KEY from OLD to NEW starting DATE until DATE BASIS`.
  case value(
    NameSyntax, key: KeySyntax?, old: ValueSyntax, new: ValueSyntax, starting: DateSyntax,
    until: DateSyntax?, basis: BasisSyntax?, SourceSpan)
  /// `put NAME PLACE in ROUTE for COST`.
  case put(NameSyntax, Place, route: NameSyntax, cost: PathSyntax, SourceSpan)
  /// `take NAME out of ROUTE for COST`.
  case take(NameSyntax, route: NameSyntax, cost: PathSyntax, SourceSpan)
  /// `remove NAME`.
  case remove(NameSyntax, SourceSpan)
  /// `replace OLD with NEW starting DATE`.
  case replace(NameSyntax, with: NameSyntax, starting: DateSyntax, SourceSpan)
  /// `add` and whole declarations or routes.
  case add([DeclarationSyntax], [RouteSyntax], SourceSpan)
}

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
