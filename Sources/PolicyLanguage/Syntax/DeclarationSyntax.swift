public import FundingValues

/// One file read as declarations.
public struct FileSyntax: Sendable {
  /// The index of the source among those of the run.
  public let file: Int32
  /// The file's header, if it has one.
  public var header: HeaderSyntax?
  /// The declarations in their order, header excluded.
  public var declarations: [DeclarationSyntax]

  /// A file's tree.
  public init(file: Int32, header: HeaderSyntax?, declarations: [DeclarationSyntax]) {
    self.file = file
    self.header = header
    self.declarations = declarations
  }
}

/// A `policy`, `vocabulary`, `evidence` or `claims` line with what stands beneath.
public struct HeaderSyntax: Sendable {
  /// Which of the four it is.
  public enum Kind: String, Sendable { case policy, vocabulary, evidence, claims }
  public let kind: Kind
  public let name: NameSyntax
  public let about: AboutSyntax
  public let uses: [NameSyntax]
  public init(kind: Kind, name: NameSyntax, about: AboutSyntax, uses: [NameSyntax]) {
    self.kind = kind
    self.name = name
    self.about = about
    self.uses = uses
  }
}

/// `title`, `note` and `applies` lines.
public struct AboutSyntax: Sendable {
  public var title: TextSyntax?
  public var notes: [TextSyntax] = []
  public var from: DateSyntax?
  public var to: DateSyntax?
  /// `applies to applications from`: counted by the day of application instead of the course's start.
  public var byApplication = false
  /// The source of the dates, when one is cited.
  public var basis: BasisSyntax?
  public init() {}
}

/// Any declaration but a header.
public indirect enum DeclarationSyntax: Sendable {
  case source(SourceDeclarationSyntax)
  case currency(CurrencySyntax)
  case period(PeriodSyntax)
  case category(CategorySyntax)
  case payer(PayerSyntax)
  case award(AwardSyntax)
  case record(RecordSyntax)
  case derive(DeriveSyntax)
  case parameter(ParameterSyntax)
  case instrument(InstrumentSyntax)
  case plan(PlanSyntax)
  case tax(TaxSyntax)
  case levy(LevySyntax)
  case account(AccountSyntax)
  case fund(FundSyntax)
  case limit(SharedLimitSyntax)
  case behaviour(BehaviourSyntax)
  case outcomes(OutcomesSyntax)
  case regime(RegimeSyntax)
  case reform(ReformSyntax)
  case scenario(ScenarioSyntax)
  case profile(ProfileSyntax)
  case claim(ClaimSyntax)
  case example(ExampleSyntax)
}

/// `source NAME "title"` with an optional address.
public struct SourceDeclarationSyntax: Sendable {
  public let name: NameSyntax
  public let title: TextSyntax
  public let address: TextSyntax?
  public init(name: NameSyntax, title: TextSyntax, address: TextSyntax?) {
    self.name = name
    self.title = title
    self.address = address
  }
}

/// `currency £ "Pound sterling" in hundredths`.
public struct CurrencySyntax: Sendable {
  public let sign: String
  public let title: TextSyntax
  /// 100, 1,000 or 1 minor units to the unit.
  public let minorUnits: Int
  public let span: SourceSpan
  public init(sign: String, title: TextSyntax, minorUnits: Int, span: SourceSpan) {
    self.sign = sign
    self.title = title
    self.minorUnits = minorUnits
    self.span = span
  }
}

/// `period financial-year starts 1 April`.
public struct PeriodSyntax: Sendable {
  public let name: NameSyntax
  public let period: Period
  public init(name: NameSyntax, period: Period) {
    self.name = name
    self.period = period
  }
}

/// `category nation is one of England, Wales`.
public struct CategorySyntax: Sendable {
  public let name: NameSyntax
  public let values: [NameSyntax]
  public init(name: NameSyntax, values: [NameSyntax]) {
    self.name = name
    self.values = values
  }
}

/// `payer treasury "HM Treasury"`.
public struct PayerSyntax: Sendable {
  public let name: NameSyntax
  public let title: TextSyntax
  public init(name: NameSyntax, title: TextSyntax) {
    self.name = name
    self.title = title
  }
}

/// `award hnc "Higher National Certificate"` and what it needs.
public struct AwardSyntax: Sendable {
  public let name: NameSyntax
  public let title: TextSyntax
  public let buildsOn: NameSyntax?
  public let needs: ExpressionSyntax
  public let level: NumberSyntax
  public init(
    name: NameSyntax, title: TextSyntax, buildsOn: NameSyntax?, needs: ExpressionSyntax,
    level: NumberSyntax
  ) {
    self.name = name
    self.title = title
    self.buildsOn = buildsOn
    self.needs = needs
    self.level = level
  }
}

/// `record learner` and its fields.
public struct RecordSyntax: Sendable {
  public struct Field: Sendable {
    public let name: NameSyntax
    public let type: TypeSyntax
    public init(name: NameSyntax, type: TypeSyntax) {
      self.name = name
      self.type = type
    }
  }
  public let name: NameSyntax
  public let fields: [Field]
  public init(name: NameSyntax, fields: [Field]) {
    self.name = name
    self.fields = fields
  }
}

/// `derive employer.small as yes-no when …` or `derive course.allowance as money from …`.
public struct DeriveSyntax: Sendable {
  public enum Definition: Sendable {
    case test(TestSyntax)
    case formula(ExpressionSyntax)
  }
  public let path: PathSyntax
  public let type: TypeSyntax
  public let definition: Definition
  public init(path: PathSyntax, type: TypeSyntax, definition: Definition) {
    self.path = path
    self.type = type
    self.definition = definition
  }
}

/// A type as written after `as`.
public struct TypeSyntax: Sendable, Hashable {
  public enum Measure: Sendable, Hashable {
    case money, percent, number, count, credits, hours, days, weeks, months, years, date, truth
    /// A category's name.
    case category(NameSyntax)
    /// `list of` a category.
    case list(NameSyntax)
  }
  public let measure: Measure
  public let per: UnitWord?
  public let span: SourceSpan
  public init(_ measure: Measure, per: UnitWord?, _ span: SourceSpan) {
    self.measure = measure
    self.per = per
    self.span = span
  }
}

/// `parameter NAME as TYPE by …` and its dated values.
public struct ParameterSyntax: Sendable {
  public let name: NameSyntax
  public let type: TypeSyntax
  public let keys: [PathSyntax]
  public var rows: [DatedValueSyntax]
  public let moves: [MovesSyntax]
  public let span: SourceSpan
  public init(
    name: NameSyntax, type: TypeSyntax, keys: [PathSyntax], rows: [DatedValueSyntax],
    moves: [MovesSyntax], span: SourceSpan
  ) {
    self.name = name
    self.type = type
    self.keys = keys
    self.rows = rows
    self.moves = moves
    self.span = span
  }
}

/// One dated value of a parameter.
public struct DatedValueSyntax: Sendable {
  public let key: KeySyntax?
  public let value: ValueSyntax
  public let from: DateSyntax
  public let basis: BasisSyntax?
  public let span: SourceSpan
  public init(
    key: KeySyntax?, value: ValueSyntax, from: DateSyntax, basis: BasisSyntax?, span: SourceSpan
  ) {
    self.key = key
    self.value = value
    self.from = from
    self.basis = basis
    self.span = span
  }
}

/// The case of a keyed value.
public enum KeySyntax: Sendable {
  case otherwise(SourceSpan)
  /// One cell for each path after `by`.
  case cells([CellSyntax], SourceSpan)
}

/// One cell of a key.
public enum CellSyntax: Sendable {
  /// One or more values of a category, or yes or no.
  case names([NameSyntax])
  case number(NumberSyntax)
  case below(ExpressionSyntax)
  /// From the first, below the second.
  case from(ExpressionSyntax, below: ExpressionSyntax)
  case orMore(ExpressionSyntax)
}

/// What stands for a value.
public enum ValueSyntax: Sendable {
  /// One expression, or the items of a list.
  case expressions([ExpressionSyntax])
  indirect case uncertain(ShapeSyntax)
  /// `stays the same`.
  case same(SourceSpan)
  indirect case rises(RiseSyntax)
  /// `no limit`.
  case unlimited(SourceSpan)

  /// Where it stands.
  public var span: SourceSpan {
    switch self {
    case .expressions(let items):
      items.dropFirst().reduce(items[0].span) { $0.joined(to: $1.span) }
    case .uncertain(let shape): shape.span
    case .same(let span), .unlimited(let span): span
    case .rises(let rise): rise.span
    }
  }
}

/// `rises each 6 April by rpi 12 months before rounded up to £5`.
public struct RiseSyntax: Sendable {
  public let day: Int
  public let month: Int
  public let index: ExpressionSyntax
  public let monthsBefore: Int
  public let rounding: RoundingSyntax?
  public let span: SourceSpan
  public init(
    day: Int, month: Int, index: ExpressionSyntax, monthsBefore: Int, rounding: RoundingSyntax?,
    span: SourceSpan
  ) {
    self.day = day
    self.month = month
    self.index = index
    self.monthsBefore = monthsBefore
    self.rounding = rounding
    self.span = span
  }
}

/// `rounded up to £5`.
public struct RoundingSyntax: Sendable {
  public enum Direction: Sendable { case up, down, nearest }
  public let direction: Direction
  public let step: ExpressionSyntax
  public let span: SourceSpan
  public init(direction: Direction, step: ExpressionSyntax, span: SourceSpan) {
    self.direction = direction
    self.step = step
    self.span = span
  }
}

/// Where a value comes from.
public enum BasisSyntax: Sendable {
  case cites(NameSyntax, TextSyntax?)
  case illustrative(SourceSpan)
  case assumed(TextSyntax, SourceSpan)
}

/// A distribution: a family and its settings.
public struct ShapeSyntax: Sendable {
  public struct Setting: Sendable {
    /// `mean`, `sd`, `median`, `top-decile`, `low`, `mode`, `high`, or a value of a category.
    public let name: NameSyntax
    public let value: ExpressionSyntax
    public init(name: NameSyntax, value: ExpressionSyntax) {
      self.name = name
      self.value = value
    }
  }
  public let family: NameSyntax
  public let settings: [Setting]
  public let bounds: (low: ExpressionSyntax, high: ExpressionSyntax)?
  /// A total that a population's whole-number draws are raked to: `totalling 1,666 in all`.
  public let total: ExpressionSyntax?
  public let span: SourceSpan
  public init(
    family: NameSyntax, settings: [Setting],
    bounds: (low: ExpressionSyntax, high: ExpressionSyntax)?, total: ExpressionSyntax?,
    span: SourceSpan
  ) {
    self.family = family
    self.settings = settings
    self.bounds = bounds
    self.total = total
    self.span = span
  }
}

/// `moves with PATH by rank correlation E`.
public struct MovesSyntax: Sendable {
  public let with: PathSyntax
  public let correlation: ExpressionSyntax
  public let span: SourceSpan
  public init(with: PathSyntax, correlation: ExpressionSyntax, span: SourceSpan) {
    self.with = with
    self.correlation = correlation
    self.span = span
  }
}
