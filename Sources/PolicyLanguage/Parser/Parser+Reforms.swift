extension Parser {
  /// Reads a `reform` and its amendments.
  mutating func reform() throws(Skip) -> ReformSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.reform)
      let name = try parser.name("the name of the reform")
      try parser.expect(.of, "`of` and a regime")
      return (name: name, base: try parser.name("the name of a regime"))
    }
    var about = AboutSyntax()
    var uses: [NameSyntax] = []
    var amendments: [AmendmentSyntax] = []
    var order = ClauseOrder()
    try within("reform", read?.name.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        let line = parser.lineSpan
        switch parser.token.word {
        case .uses?:
          order.clause(1, "uses", in: &parser, repeats: true)
          uses += try parser.uses()
        case .amend?:
          order.clause(2, "amend", in: &parser, repeats: true)
          amendments.append(try parser.amendment())
        default:
          guard try parser.about(&about) else {
            throw parser.unknownClause("a reform", [.title, .note, .applies, .uses, .amend])
          }
          order.aboutClause(in: &parser, at: line)
        }
      }
    }
    guard let read else { throw Skip() }
    if amendments.isEmpty { _ = missing("`amend`", of: owner) }
    return ReformSyntax(
      name: read.name, base: read.base, about: about, uses: uses, amendments: amendments,
      span: owner)
  }

  private mutating func amendment() throws(Skip) -> AmendmentSyntax {
    let depth = depth
    let owner = lineSpan
    let target = head { parser throws(Skip) in
      try parser.expect(.amend)
      let target = try parser.name("the name of a policy or a regime")
      try parser.expect(.with)
      return target
    }
    requireBlock(under: depth, of: owner, "a change")
    var changes: [ChangeSyntax] = []
    try within("amend", target?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in changes.append(try parser.change()) }
    }
    guard let target else { throw Skip() }
    return AmendmentSyntax(target: target, changes: changes)
  }

  private mutating func change() throws(Skip) -> ChangeSyntax {
    let owner = lineSpan
    let change: ChangeSyntax
    switch token.word {
    case .change?: change = try changedValue(owner)
    case .put?: change = try put(owner)
    case .take? where next.word == .from && ahead(2).word != .out: return try clauseChange(owner)
    case .take?:
      at += 1
      let name = try name("the name of a grant or a loan")
      try expect(.out, .of)
      let (route, cost) = try routeAndCost()
      change = .take(name, route: route, cost: cost, owner)
    case .remove?:
      at += 1
      change = .remove(try name("the name of what is removed"), owner)
    case .replace?:
      at += 1
      let old = try name("the name of what is replaced")
      try expect(.with)
      let new = try name("the name of what takes its place")
      try expect(.starting, "`starting` and a day")
      change = .replace(old, with: new, starting: try date(), owner)
    case .add? where next.word == .to: return try clauseChange(owner)
    case .add? where next.word == .gift:
      at += 2
      let name = try name("the name of a grant or a loan")
      try expect(.to, "`to` and a route")
      change = .addGift(name, route: try self.name("the name of a route"), owner)
    case .add?: return try add(owner)
    default:
      throw unknownClause("a reform", [.change, .put, .take, .remove, .replace, .add])
    }
    try endLine()
    return change
  }

  private mutating func changedValue(_ owner: SourceSpan) throws(Skip) -> ChangeSyntax {
    at += 1
    let name = try name("the name of a parameter")
    let key = accept(.for) ? try key() : nil
    try expect(.from, "`from` and the value it has")
    let old = try value()
    try expect(.to, "`to` and the value it takes")
    let new = try value()
    try expect(.starting, "`starting` and a day")
    let starting = try date()
    let until = accept(.until) ? try date() : nil
    return .value(
      name, key: key, old: old, new: new, starting: starting, until: until, basis: try basis(),
      owner)
  }

  private mutating func put(_ owner: SourceSpan) throws(Skip) -> ChangeSyntax {
    at += 1
    let name = try name("the name of a grant or a loan")
    let place: ChangeSyntax.Place
    if accept(.first) {
      place = .first
    } else if accept(.before) {
      place = .before(try self.name("the name of a grant or a loan"))
    } else if accept(.after) {
      place = .after(try self.name("the name of a grant or a loan"))
    } else {
      throw unexpected("`first`, `before` or `after`", nearest: [.first, .before, .after])
    }
    try expect(.in, "`in` and a route")
    let (route, cost) = try routeAndCost()
    return .put(name, place, route: route, cost: cost, owner)
  }

  private mutating func routeAndCost() throws(Skip) -> (NameSyntax, PathSyntax) {
    let route = try name("the name of a route")
    try expect(.for, "`for` and a cost")
    return (route, try path("a cost, such as `course.fee`"))
  }

  /// Reads `add to NAME` or `take from NAME` and the clauses beneath.
  private mutating func clauseChange(_ owner: SourceSpan) throws(Skip) -> ChangeSyntax {
    let depth = depth
    let isTaken = isAt(.take)
    let read = head { parser throws(Skip) in
      parser.at += 2
      let name = try parser.name("the name of a grant or a loan")
      let cost = parser.accept(.for) ? try parser.path("a cost, such as `course.fee`") : nil
      return (name: name, cost: cost)
    }
    requireBlock(under: depth, of: owner, "a clause")
    var shaping = ShapingSyntax()
    var leaves: [LeavesSyntax] = []
    var gives: [GivesSyntax] = []
    var order = ClauseOrder()
    block(under: depth) { parser throws(Skip) in
      switch parser.token.word {
      case .except?, .plus?, .up?: _ = try parser.shapingClause(&shaping, &order)
      case .leaves?:
        order.clause(20, "leaves at least", in: &parser, repeats: true)
        leaves.append(try parser.leaves())
      case .gives?:
        order.clause(21, "gives", in: &parser, repeats: true)
        gives.append(try parser.gives())
      default:
        throw parser.unknownClause(
          "a change of a grant or a loan", [.except, .plus, .up, .leaves, .gives])
      }
    }
    guard let read else { throw Skip() }
    return .clauses(
      ClauseChangeSyntax(
        isTaken: isTaken, instrument: read.name, cost: read.cost, shaping: shaping,
        leaves: leaves, gives: gives, span: owner))
  }

  private mutating func add(_ owner: SourceSpan) throws(Skip) -> ChangeSyntax {
    let depth = depth
    at += 1
    try endLine()
    requireBlock(under: depth, of: owner, "a declaration or a route")
    var declarations: [DeclarationSyntax] = []
    var routes: [RouteSyntax] = []
    block(under: depth) { parser throws(Skip) in
      if parser.isAt(.route) {
        routes.append(try parser.route())
      } else {
        declarations.append(try parser.declaration())
      }
    }
    return .add(declarations, routes, owner)
  }
}
