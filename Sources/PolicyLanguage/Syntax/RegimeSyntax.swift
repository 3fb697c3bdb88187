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
