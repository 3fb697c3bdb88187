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
  /// 1, 100, 1,000 or 10,000 minor units to the unit.
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
