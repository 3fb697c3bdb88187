/// `regime england-2027` and its routes.
public struct RegimeSyntax: Sendable {
  /// The name as declared.
  public let name: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The policies whose rules hold under it.
  public let uses: [NameSyntax]
  /// Its routes, in the order written; of two that settle alike the first stands for both.
  public var routes: [RouteSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a regime, as read.
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
  /// The name as declared.
  public let name: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The record that has to agree, such as `employer`; nothing if nobody else has to.
  public let needs: NameSyntax?
  /// The test after `open when`; nothing for always.
  public let openWhen: TestSyntax?
  /// Who pays each cost; a cost without a stacking does not arise on the route.
  public var stackings: [StackingSyntax]
  /// Grants and loans after `also`, which only give.
  public var also: [NameSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a route, as read.
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
  /// `rest PAYER when TEST`: who pays what the instruments leave.
  public struct Rest: Sendable {
    /// Who pays it.
    public let payer: NameSyntax
    /// When it falls to them; nothing for always.
    public let condition: TestSyntax?
    /// What the payer takes back of it later.
    public let recovers: [RecoversSyntax]
    /// A `rest` line, as read.
    public init(payer: NameSyntax, condition: TestSyntax?, recovers: [RecoversSyntax]) {
      self.payer = payer
      self.condition = condition
      self.recovers = recovers
    }
  }
  /// The cost that is settled, such as `course.fee`.
  public let cost: PathSyntax
  /// `each application`: help for a firm's plan instead of one person's course.
  public let eachApplication: Bool
  /// Grants and loans in the order in which they pay.
  public var instruments: [NameSyntax]
  /// Who pays what is left: the first whose test holds; the last has none.
  public let rests: [Rest]
  /// Where its first line stands.
  public let span: SourceSpan
  /// A stacking, as read.
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
  /// The name as declared; a reform is a regime like any other.
  public let name: NameSyntax
  /// The regime, or the reform, that it changes.
  public let base: NameSyntax
  /// Its `title`, `note` and `applies` lines.
  public let about: AboutSyntax
  /// The files that it uses beside those of its base.
  public let uses: [NameSyntax]
  /// What it changes, in the order written.
  public let amendments: [AmendmentSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// The clauses of a reform, as read.
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
  /// The file that declares what changes, or the regime whose routes do.
  public let target: NameSyntax
  /// The changes, in the order written.
  public let changes: [ChangeSyntax]
  /// An amendment, as read.
  public init(target: NameSyntax, changes: [ChangeSyntax]) {
    self.target = target
    self.changes = changes
  }
}

/// One change of a reform.
public enum ChangeSyntax: Sendable {
  /// Where an instrument is put in a stacking.
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
  /// `add gift NAME to ROUTE`.
  case addGift(NameSyntax, route: NameSyntax, SourceSpan)
  /// `add to NAME` or `take from NAME`, with clauses beneath.
  case clauses(ClauseChangeSyntax)
  /// `add` and whole declarations or routes.
  case add([DeclarationSyntax], [RouteSyntax], SourceSpan)
}

/// `add to NAME for COST` or `take from NAME for COST`: clauses that an instrument gains or loses.
public struct ClauseChangeSyntax: Sendable {
  /// Whether the clauses are taken out, each quoted whole.
  public let isTaken: Bool
  /// The grant or the loan.
  public let instrument: NameSyntax
  /// The cost whose payment is meant; nothing where it has but one.
  public let cost: PathSyntax?
  /// Its `except`, `plus` and `up to` lines.
  public let shaping: ShapingSyntax
  /// Its `leaves at least` lines.
  public let leaves: [LeavesSyntax]
  /// Its `gives` lines.
  public let gives: [GivesSyntax]
  /// Where its first line stands.
  public let span: SourceSpan
  /// Clauses gained or lost, as read.
  public init(
    isTaken: Bool, instrument: NameSyntax, cost: PathSyntax?, shaping: ShapingSyntax,
    leaves: [LeavesSyntax], gives: [GivesSyntax], span: SourceSpan
  ) {
    self.isTaken = isTaken
    self.instrument = instrument
    self.cost = cost
    self.shaping = shaping
    self.leaves = leaves
    self.gives = gives
    self.span = span
  }

  /// Whether it has a clause that belongs to a payment or a gift.
  public var shapesOne: Bool {
    !(shaping.excepts.isEmpty && shaping.pluses.isEmpty && shaping.limits.isEmpty && leaves.isEmpty)
  }
}
