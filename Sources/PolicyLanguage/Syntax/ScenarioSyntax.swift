/// `PATH is E` or `PATH varies SHAPE`.
public struct FactSyntax: Sendable {
  /// Whether a fact is given by a formula after `is` or drawn anew for each after `varies`.
  public enum Source: Sendable {
    case value(ExpressionSyntax)
    case varies(ShapeSyntax)
  }
  /// The fact, as record and field.
  public let path: PathSyntax
  /// Where its values come from.
  public let source: Source
  /// The `moves with` lines beneath it; none beneath a fact that does not vary.
  public let moves: [MovesSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A fact, as read.
  public init(path: PathSyntax, source: Source, moves: [MovesSyntax], span: SourceSpan) {
    self.path = path
    self.source = source
    self.moves = moves
    self.span = span
  }
}

/// `scenario NAME`: people, offers and regimes compared.
public struct ScenarioSyntax: Sendable {
  /// The name as declared.
  public let name: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The first day of the run.
  public let runsFrom: DateSyntax
  /// The last day of the run, itself included.
  public let runsTo: DateSyntax
  /// The period after `by`, which is one step: how often money is rationed and paid.
  public let by: NameSyntax
  /// How many draws are made: an even number from 2.
  public let draws: NumberSyntax
  /// The whole number that every draw follows from, below 2^63.
  public let seed: NumberSyntax
  /// The files named after `uses`, beside those of the regimes.
  public let uses: [NameSyntax]
  /// For how long earnings and loans are followed, a span; nothing if it is not said.
  public let followsLivesFor: ExpressionSyntax?
  /// `in prices of DATE rising by INDEX`.
  public let prices: (of: DateSyntax, risingBy: ExpressionSyntax)?
  /// Parameters of its own; its text sees them before those that it uses.
  public let parameters: [ParameterSyntax]
  /// The people and the firms, in the order written.
  public let populations: [PopulationSyntax]
  /// The courses and units on offer, in the order written.
  public let offers: [OfferSyntax]
  /// The regimes it compares.
  public let compare: CompareSyntax
  /// The `report` lines, in their order.
  public let reports: [ReportSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A scenario, as read.
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
    /// The record of whoever they work for: `employer`.
    public let record: NameSyntax
    /// The column, of both files, that says for which firm; nothing to go by headcount.
    public let by: NameSyntax?
    /// Who works for one; nothing for all of them.
    public let condition: TestSyntax?
    /// A `works for` line, as read.
    public init(record: NameSyntax, by: NameSyntax?, condition: TestSyntax?) {
      self.record = record
      self.by = by
      self.condition = condition
    }
  }
  /// How many are drawn; nothing where a file, firms or `standing for` say it.
  public let size: NumberSyntax?
  /// The population's own name, or nothing.
  public let name: NameSyntax?
  /// What they are, such as `learner` or `employer`.
  public let record: NameSyntax
  /// How many they represent in all; nothing if each stands for one.
  public let standingFor: NumberSyntax?
  /// The populations of employers whose staff these are.
  public let employedBy: [NameSyntax]
  /// The file of rows after `from`, beside the scenario; nothing if they are drawn.
  public let data: TextSyntax?
  /// The column of the file that says how many a row stands for, or nothing.
  public let weightedBy: NameSyntax?
  /// Who of them works for a firm; nothing without such a line.
  public let worksFor: WorksFor?
  /// Their facts, each after those of theirs that it is worked out from.
  public let facts: [FactSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A population, as read.
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
  /// A line about how the course runs, where the rest are facts of it.
  public enum Detail: Sendable {
    /// `starts each DAY MONTH`; any day where there is none.
    case starts(day: Int, month: Int, SourceSpan)
    /// `lasts E`, a span.
    case lasts(ExpressionSyntax)
    /// `places E each PERIOD`.
    case places(ExpressionSyntax, each: NameSyntax)
    /// `bundled with NAMES to at least E`: the fewest units that reach so many credits or hours.
    case bundled(with: [NameSyntax], toAtLeast: ExpressionSyntax, SourceSpan)
    /// `leads towards AWARD`.
    case leadsTowards(NameSyntax)
    /// `follows E towards AWARD`: the credits that must be held already.
    case follows(ExpressionSyntax, towards: NameSyntax)
    /// `breaks after each E`: the credits or hours after which a learner may step off.
    case breaks(afterEach: ExpressionSyntax)
    /// `paid monthly over its length`; `paid at start` is understood.
    case paidMonthly(SourceSpan)
    case paidAtStart(SourceSpan)
  }
  /// The name as declared.
  public let name: NameSyntax
  /// The facts of the course.
  public let facts: [FactSyntax]
  /// How it runs: `starts`, `lasts`, `places` and so on, in the order written.
  public let details: [Detail]
  /// Where its first line stands.
  public let span: SourceSpan
  /// An offer, as read.
  public init(name: NameSyntax, facts: [FactSyntax], details: [Detail], span: SourceSpan) {
    self.name = name
    self.facts = facts
    self.details = details
    self.span = span
  }
}

/// `compare A with B, C`, and an equal-cost line if there is one.
public struct CompareSyntax: Sendable {
  /// The first regime, which changes are measured from.
  public let base: NameSyntax
  /// The regimes after `with`; empty if one is run alone.
  public let others: [NameSyntax]
  /// `at treasury.pays £50 million adjusting yearly-pot, other-pot`.
  public let equalCost: (path: PathSyntax, amount: ExpressionSyntax, adjusting: [NameSyntax])?
  /// Where its line stands.
  public let span: SourceSpan
  /// A `compare` line, as read.
  public init(
    base: NameSyntax, others: [NameSyntax],
    equalCost: (path: PathSyntax, amount: ExpressionSyntax, adjusting: [NameSyntax])?,
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
  /// What is reported.
  public let metric: MetricSyntax
  /// Where its line stands.
  public let span: SourceSpan
  /// A `report` line, as read.
  public init(metric: MetricSyntax, span: SourceSpan) {
    self.metric = metric
    self.span = span
  }
}

/// `total of PATH where … for each … each PERIOD by PATHS`.
public struct MetricSyntax: Sendable {
  /// How the figures of many become one; a count or a share takes no numbers.
  public enum Statistic: String, Sendable { case total, mean, median, count, share }
  /// Whether it is the `change in` the figure from the first regime.
  public let isChange: Bool
  /// Whether the change is told as a share of that figure, after `relative`.
  public let isRelative: Bool
  /// How figures are put together.
  public let statistic: Statistic
  /// A fact, a running figure, a record, or the name of something that pays.
  public let of: PathSyntax
  /// The comparison after `where`, or nothing to count all.
  public let condition: TestSyntax?
  /// What it is divided by the count of, after `for each`; nothing for the plain figure.
  public let forEach: PathSyntax?
  /// The period after `each`, for a figure of each; nothing for the whole run.
  public let each: NameSyntax?
  /// The facts that it is broken down by; empty for one figure.
  public let by: [PathSyntax]
  /// Where it stands, without `report` or `expects`.
  public let span: SourceSpan
  /// A metric, as read.
  public init(
    isChange: Bool, isRelative: Bool, statistic: Statistic, of: PathSyntax, condition: TestSyntax?,
    forEach: PathSyntax?, each: NameSyntax?, by: [PathSyntax], span: SourceSpan
  ) {
    self.isChange = isChange
    self.isRelative = isRelative
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
  /// `staff 6 as NAME`: staff who are alike but for what varies.
  public struct Staff: Sendable {
    /// How many there are, a whole number from 1.
    public let count: NumberSyntax
    /// What they are called in results.
    public let name: NameSyntax
    /// Their facts, which are those of a learner.
    public let facts: [FactSyntax]
    /// The offers of the profile that they take; at least one.
    public let takes: [NameSyntax]
    /// A group of staff, as read.
    public init(count: NumberSyntax, name: NameSyntax, facts: [FactSyntax], takes: [NameSyntax]) {
      self.count = count
      self.name = name
      self.facts = facts
      self.takes = takes
    }
  }
  /// The name as declared.
  public let name: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The day after `on`, on which it begins.
  public let on: DateSyntax
  /// How many draws are made: an even number from 2.
  public let draws: NumberSyntax
  /// The whole number that every draw follows from, below 2^63.
  public let seed: NumberSyntax
  /// The files named after `uses`, beside those of the regimes.
  public let uses: [NameSyntax]
  /// The facts of the employer, running figures such as a balance among them.
  public let employer: [FactSyntax]
  /// The staff, group by group.
  public let staff: [Staff]
  /// The courses and units that they may take.
  public let offers: [OfferSyntax]
  /// The regimes it compares.
  public let compare: CompareSyntax
  /// The `report` lines, in their order.
  public let reports: [ReportSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A profile, as read.
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
