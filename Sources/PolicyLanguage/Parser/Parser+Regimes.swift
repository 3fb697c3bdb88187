extension Parser {
  /// Reads a `regime` and its routes.
  mutating func regime() throws(Skip) -> RegimeSyntax {
    let depth = depth
    let owner = lineSpan
    let name = head { parser throws(Skip) in
      try parser.expect(.regime)
      return try parser.name("the name of the regime")
    }
    var about = AboutSyntax()
    var uses: [NameSyntax] = []
    var routes: [RouteSyntax] = []
    var order = ClauseOrder()
    try within("regime", name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        let line = parser.lineSpan
        switch parser.token.word {
        case .uses?:
          order.clause(1, "uses", in: &parser, repeats: true)
          uses += try parser.uses()
        case .route?:
          order.clause(2, "route", in: &parser, repeats: true)
          routes.append(try parser.route())
        default:
          guard try parser.about(&about) else {
            throw parser.unknownClause("a regime", [.title, .note, .applies, .uses, .route])
          }
          order.aboutClause(in: &parser, at: line)
        }
      }
    }
    guard let name else { throw Skip() }
    if routes.isEmpty { _ = missing("a `route`", of: owner) }
    return RegimeSyntax(name: name, about: about, uses: uses, routes: routes, span: owner)
  }

  /// The clauses of a route, as they are read.
  private struct RouteClauses {
    var about = AboutSyntax()
    var needs: NameSyntax?
    var openWhen: TestSyntax?
    var stackings: [StackingSyntax] = []
    var also: [NameSyntax] = []
    var order = ClauseOrder()
  }

  /// Reads a `route`.
  mutating func route() throws(Skip) -> RouteSyntax {
    let depth = depth
    let owner = lineSpan
    let name = head { parser throws(Skip) in
      try parser.expect(.route)
      return try parser.name("the name of the route")
    }
    var clauses = RouteClauses()
    try within("route", name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.routeClause(&clauses) }
    }
    guard let name else { throw Skip() }
    return RouteSyntax(
      name: name, about: clauses.about, needs: clauses.needs, openWhen: clauses.openWhen,
      stackings: clauses.stackings, also: clauses.also, span: owner)
  }

  private mutating func routeClause(_ clauses: inout RouteClauses) throws(Skip) {
    let line = lineSpan
    switch token.word {
    case .needs?:
      clauses.order.clause(1, "needs", in: &self)
      at += 1
      clauses.needs = try name("who has to agree")
      try endLine()
    case .open?:
      clauses.order.clause(2, "open when", in: &self)
      at += 1
      try expect(.when)
      clauses.openWhen = try test()
    case .stacking?:
      clauses.order.clause(3, "stacking for", in: &self, repeats: true)
      clauses.stackings.append(try stacking())
    case .also?:
      clauses.order.clause(4, "also", in: &self)
      at += 1
      clauses.also = try nameList("the name of a grant or a loan")
      try endLine()
    default:
      guard try about(&clauses.about) else {
        throw unknownClause(
          "a route", [.title, .note, .applies, .needs, .open, .stacking, .also])
      }
      clauses.order.aboutClause(in: &self, at: line)
    }
  }

  private mutating func stacking() throws(Skip) -> StackingSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.stacking, .for)
      let cost = try parser.path("a cost, such as `course.fee`")
      let isEach = parser.accept(.each)
      if isEach { try parser.expect(.application) }
      return (cost: cost, each: isEach)
    }
    var instruments: [NameSyntax] = []
    var rests: [StackingSyntax.Rest] = []
    var order = ClauseOrder()
    let first = line
    block(under: depth) { parser throws(Skip) in
      switch parser.token.word {
      case .first?:
        order.clause(0, "first", in: &parser)
        parser.at += 1
        instruments.append(try parser.name("the name of a grant or a loan"))
        try parser.endLine()
      case .then? where parser.line > first:
        order.clause(1, "then", in: &parser, repeats: true)
        parser.at += 1
        instruments.append(try parser.name("the name of a grant or a loan"))
        try parser.endLine()
      case .rest?:
        order.clause(2, "rest", in: &parser, repeats: true)
        rests.append(try parser.rest())
      default:
        let known: [Word] = parser.line == first ? [.first, .rest] : [.then, .rest]
        throw parser.unknownClause("a stacking", known)
      }
    }
    guard let read else { throw Skip() }
    if rests.isEmpty { _ = missing("`rest` and who pays what is left", of: owner) }
    return StackingSyntax(
      cost: read.cost, eachApplication: read.each, instruments: instruments, rests: rests,
      span: owner)
  }

  private mutating func rest() throws(Skip) -> StackingSyntax.Rest {
    let depth = depth
    at += 1
    let payer = try name("who pays what is left")
    let test = try testOrEnd()
    var recovers: [RecoversSyntax] = []
    block(under: depth) { parser throws(Skip) in
      guard parser.isAt(.recovers) else { throw parser.unknownClause("`rest`", [.recovers]) }
      recovers.append(try parser.recovers())
    }
    return StackingSyntax.Rest(payer: payer, condition: test, recovers: recovers)
  }
}
