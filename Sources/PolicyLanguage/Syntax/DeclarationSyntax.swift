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
  /// The word it begins with.
  public let kind: Kind
  /// The name by which other files `use` this one.
  public let name: NameSyntax
  /// Its `title`, `note` and `applies` lines; the dates are for declarations that give none.
  public let about: AboutSyntax
  /// The files named after `uses`; empty if it names none.
  public let uses: [NameSyntax]
  /// A header, as read.
  public init(kind: Kind, name: NameSyntax, about: AboutSyntax, uses: [NameSyntax]) {
    self.kind = kind
    self.name = name
    self.about = about
    self.uses = uses
  }
}

/// `title`, `note` and `applies` lines.
public struct AboutSyntax: Sendable {
  /// The text after `title`, or nothing.
  public var title: TextSyntax?
  /// The text of each `note`, in their order.
  public var notes: [TextSyntax] = []
  /// The first day after `applies from`; nothing without an `applies` line.
  public var from: DateSyntax?
  /// The last day, itself included, or nothing for no end.
  public var to: DateSyntax?
  /// `applies to applications from`: counted by the day of application instead of the course's start.
  public var byApplication = false
  /// The source of the dates, when one is cited.
  public var basis: BasisSyntax?
  /// Nothing said yet; lines are filled in as they are read.
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
  /// The name that `cites` and `published in` use.
  public let name: NameSyntax
  /// The title of what is cited.
  public let title: TextSyntax
  /// The address after `at` on the line beneath, or nothing.
  public let address: TextSyntax?
  /// A source, as read.
  public init(name: NameSyntax, title: TextSyntax, address: TextSyntax?) {
    self.name = name
    self.title = title
    self.address = address
  }
}

/// `currency £ "Pound sterling" in hundredths`.
public struct CurrencySyntax: Sendable {
  /// The sign before an amount, or `¤` for a currency that has none.
  public let sign: String
  /// The currency's name in words.
  public let title: TextSyntax
  /// 100, 1,000 or 1 minor units to the unit.
  public let minorUnits: Int
  /// Where its line stands.
  public let span: SourceSpan
  /// A currency, as read.
  public init(sign: String, title: TextSyntax, minorUnits: Int, span: SourceSpan) {
    self.sign = sign
    self.title = title
    self.minorUnits = minorUnits
    self.span = span
  }
}

/// `period financial-year starts 1 April`.
public struct PeriodSyntax: Sendable {
  /// The name after `each` and `per`.
  public let name: NameSyntax
  /// A year from a day and month, or `courseYear` for `starts with the course`.
  public let period: Period
  /// A period, as read.
  public init(name: NameSyntax, period: Period) {
    self.name = name
    self.period = period
  }
}

/// `category nation is one of England, Wales`.
public struct CategorySyntax: Sendable {
  /// The name as declared, which is that of a type.
  public let name: NameSyntax
  /// The values after `is one of`, in their order.
  public let values: [NameSyntax]
  /// A category, as read.
  public init(name: NameSyntax, values: [NameSyntax]) {
    self.name = name
    self.values = values
  }
}

/// `payer treasury "HM Treasury"`.
public struct PayerSyntax: Sendable {
  /// The name by which rules pay from it or to it.
  public let name: NameSyntax
  /// The payer's full name, for reports.
  public let title: TextSyntax
  /// A payer, as read.
  public init(name: NameSyntax, title: TextSyntax) {
    self.name = name
    self.title = title
  }
}

/// `award hnc "Higher National Certificate"` and what it needs.
public struct AwardSyntax: Sendable {
  /// The name after `towards` in an offer.
  public let name: NameSyntax
  /// The title of the award.
  public let title: TextSyntax
  /// The award whose credits count towards this one too, or nothing.
  public let buildsOn: NameSyntax?
  /// The credits it takes, those of the award it builds on included.
  public let needs: ExpressionSyntax
  /// The level that the credits must have, a whole number.
  public let level: NumberSyntax
  /// An award, as read.
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
  /// `has NAME as TYPE`: one fact of the record.
  public struct Field: Sendable {
    /// The part of the fact's name after the full stop.
    public let name: NameSyntax
    /// What the fact holds.
    public let type: TypeSyntax
    /// A field, as read.
    public init(name: NameSyntax, type: TypeSyntax) {
      self.name = name
      self.type = type
    }
  }
  /// The part of a fact's name before the full stop, such as `learner`.
  public let name: NameSyntax
  /// The fields in their order.
  public let fields: [Field]
  /// A record, as read.
  public init(name: NameSyntax, fields: [Field]) {
    self.name = name
    self.fields = fields
  }
}

/// `derive employer.small as yes-no when …` or `derive course.allowance as money from …`.
public struct DeriveSyntax: Sendable {
  /// How it is worked out: a test after `when` or a formula after `from`.
  public enum Definition: Sendable {
    case test(TestSyntax)
    case formula(ExpressionSyntax)
  }
  /// The fact it defines, as record and field.
  public let path: PathSyntax
  /// What the fact holds; yes or no if a test defines it.
  public let type: TypeSyntax
  /// The test or the formula.
  public let definition: Definition
  /// A fact worked out from others, as read.
  public init(path: PathSyntax, type: TypeSyntax, definition: Definition) {
    self.path = path
    self.type = type
    self.definition = definition
  }
}

/// A type as written after `as`.
public struct TypeSyntax: Sendable, Hashable {
  /// What is measured, before any `per`.
  public enum Measure: Sendable, Hashable {
    case money, percent, number, count, credits, hours, days, weeks, months, years, date, truth
    /// A category's name.
    case category(NameSyntax)
    /// `list of` a category.
    case list(NameSyntax)
  }
  /// What is measured.
  public let measure: Measure
  /// The unit after `per`, or nothing for a plain amount.
  public let per: UnitWord?
  /// Where it stands, without the `as`.
  public let span: SourceSpan
  /// A type at a place.
  public init(_ measure: Measure, per: UnitWord?, _ span: SourceSpan) {
    self.measure = measure
    self.per = per
    self.span = span
  }
}

/// `parameter NAME as TYPE by …` and its dated values.
public struct ParameterSyntax: Sendable {
  /// The name as declared.
  public let name: NameSyntax
  /// The type after `as`, which every value must have.
  public let type: TypeSyntax
  /// The facts after `by`, whose values choose a row; empty for one value on a day.
  public let keys: [PathSyntax]
  /// The dated values in the order written, those of all cases together.
  public var rows: [DatedValueSyntax]
  /// The `moves with` lines: parameters that an uncertain value is drawn along with.
  public let moves: [MovesSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A parameter and its values, as read.
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
  /// The case before the colon, or nothing for a parameter without keys.
  public let key: KeySyntax?
  /// What stands for the value.
  public let value: ValueSyntax
  /// The first day on which it holds, until a later value of the same case.
  public let from: DateSyntax
  /// Where it comes from, or nothing if it is not said.
  public let basis: BasisSyntax?
  /// Where its line stands.
  public let span: SourceSpan
  /// A dated value, as read.
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
  /// The day of the month on which it rises, from 1.
  public let day: Int
  /// The month in which it rises, from 1 to 12.
  public let month: Int
  /// What it rises by: a share per year, read on an earlier day.
  public let index: ExpressionSyntax
  /// How many months before the rise the index is read; 0 for the day itself.
  public let monthsBefore: Int
  /// How each raised value is rounded, or nothing to leave it exact.
  public let rounding: RoundingSyntax?
  /// Where it stands.
  public let span: SourceSpan
  /// A yearly rise, as read.
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
  /// Whether the result is cut up, cut down or taken to the nearest step.
  public enum Direction: Sendable { case up, down, nearest }
  /// Which way it is rounded.
  public let direction: Direction
  /// The amount that results are whole multiples of.
  public let step: ExpressionSyntax
  /// Where it stands, from `rounded`.
  public let span: SourceSpan
  /// A rounding, as read.
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
  /// One setting of a distribution, or one choice and its chance.
  public struct Setting: Sendable {
    /// `mean`, `sd`, `median`, `top-decile`, `low`, `mode`, `high`, or a value of a category.
    public let name: NameSyntax
    /// In the units of what varies; a share for a choice, a pure number for `exponent`.
    public let value: ExpressionSyntax
    /// A setting, as read.
    public init(name: NameSyntax, value: ExpressionSyntax) {
      self.name = name
      self.value = value
    }
  }
  /// The family's name, such as `normal`, `lognormal` or `choice`.
  public let family: NameSyntax
  /// The settings after `with`, in their order.
  public let settings: [Setting]
  /// The bounds after `kept between`, or nothing if it is not cut off.
  public let bounds: (low: ExpressionSyntax, high: ExpressionSyntax)?
  /// A total that a population's whole-number draws are raked to: `totalling 1,666 in all`.
  public let total: ExpressionSyntax?
  /// Where it stands, from its family on.
  public let span: SourceSpan
  /// A distribution, as read.
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
  /// The parameter or the fact that it moves with.
  public let with: PathSyntax
  /// The rank correlation, a number from -1 to 1.
  public let correlation: ExpressionSyntax
  /// Where its line stands.
  public let span: SourceSpan
  /// A rank correlation, as read.
  public init(with: PathSyntax, correlation: ExpressionSyntax, span: SourceSpan) {
    self.with = with
    self.correlation = correlation
    self.span = span
  }
}
