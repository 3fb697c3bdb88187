extension Parser {
  /// What stands under `given`.
  private struct Givens {
    var on: DateSyntax?
    var by: (route: NameSyntax, regime: NameSyntax)?
    var facts: [ExampleSyntax.Given] = []
  }

  /// Reads an `example`.
  mutating func example() throws(Skip) -> ExampleSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.example)
      let title = try parser.text("what the example shows, in double quotes")
      let like = parser.accept(.like) ? try parser.text("the title of another example") : nil
      return (title: title, like: like)
    }
    var givens: Givens?
    var expects: [ExampleSyntax.Expectation] = []
    var order = ClauseOrder()
    try within("example", read.map { "\"\($0.title.value)\"" }) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        if parser.isAt(.given) {
          order.clause(0, "given", in: &parser)
          givens = try parser.given(isLike: read?.like != nil)
        } else if parser.isAt(.expect) {
          order.clause(1, "expect", in: &parser, repeats: true)
          expects.append(try parser.expected())
        } else {
          throw parser.unknownClause("an example", [.given, .expect])
        }
      }
    }
    guard let read else { throw Skip() }
    if givens == nil, read.like == nil { throw missing("`given on` and a day", of: owner) }
    if expects.isEmpty { _ = missing("what to `expect`", of: owner) }
    return ExampleSyntax(
      title: read.title, like: read.like, on: givens?.on, by: givens?.by,
      givens: givens?.facts ?? [], expects: expects, span: owner)
  }

  private mutating func given(isLike: Bool) throws(Skip) -> Givens {
    let depth = depth
    var givens = Givens()
    let read: Void? = head { parser throws(Skip) in
      try parser.expect(.given)
      if parser.accept(.on) {
        givens.on = try parser.date()
      } else if !isLike {
        throw parser.unexpected("`on` and a day", nearest: [.on])
      }
      if parser.accept(.by) {
        let route = try parser.name("the name of a route")
        try parser.expect(.of, "`of` and a regime")
        givens.by = (route, try parser.name("the name of a regime"))
      }
    }
    block(under: depth) { parser throws(Skip) in
      let place = parser.lineSpan
      let path = try parser.fact("a fact, such as `learner.age`")
      try parser.expect(.is, "`is` and a value")
      givens.facts.append(
        ExampleSyntax.Given(path: path, value: try parser.lastExpression(), span: place))
    }
    guard read != nil else { throw Skip() }
    return givens
  }

  private mutating func expected() throws(Skip) -> ExampleSyntax.Expectation {
    let owner = lineSpan
    try expect(.expect)
    if isAt(.route), next.kind == .name, ahead(2).word == .is { return try routeExpected(owner) }
    let path = try path("who or what, such as `learner`")
    let verb = try verb()
    let amount = try expression("an amount")
    let cost = accept(.of) ? try self.path("a cost, such as `course.fee`") : nil
    var year: Int?
    if accept(.in) {
      try expect(.year)
      year = try wholeNumber("the number of a year")
    }
    try endLine()
    return .amount(path, verb, amount, of: cost, year: year, owner)
  }

  private mutating func routeExpected(_ owner: SourceSpan) throws(Skip)
    -> ExampleSyntax.Expectation
  {
    at += 1
    let route = try name("the name of a route")
    try expect(.is)
    let isOpen = isAt(.open)
    if !accept(.open) {
      guard accept(.closed) else {
        throw unexpected("`open` or `closed`", nearest: [.open, .closed])
      }
    }
    try endLine()
    return .route(route, open: isOpen, owner)
  }

  private mutating func verb() throws(Skip) -> ExampleSyntax.Expectation.Verb {
    let verb: ExampleSyntax.Expectation.Verb
    switch token.word {
    case .pays?: verb = .pays
    case .gives?: verb = .gives
    case .repays?: verb = .repays
    case .charges?: verb = .charges
    case .recovers?: verb = .recovers
    case .is?: verb = .is
    default:
      throw unexpected(
        "`pays`, `gives`, `repays`, `charges`, `recovers` or `is`",
        nearest: [.pays, .gives, .repays, .charges, .recovers, .is])
    }
    at += 1
    return verb
  }
}
