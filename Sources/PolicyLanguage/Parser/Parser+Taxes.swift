extension Parser {
  /// The clauses of a tax, as they are read.
  private struct TaxClauses {
    var about = AboutSyntax()
    var due: TestSyntax?
    var assessed: (on: PathSyntax, each: NameSyntax)?
    var freeUpTo: ExpressionSyntax?
    var freeReduced: ReducedSyntax?
    var bands: [(rate: ExpressionSyntax, upTo: ExpressionSyntax)] = []
    var restRate: ExpressionSyntax?
    var relieved: LimitSyntax?
    var rounding: RoundingSyntax?
    var order = ClauseOrder()
  }

  /// Reads a `tax`.
  mutating func tax() throws(Skip) -> TaxSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.tax)
      let name = try parser.name("the name of the tax")
      try parser.expect(.on, "`on` and who pays it")
      let payer = try parser.name("who pays it")
      try parser.expect(.to, "`to` and who receives it")
      return (name: name, on: payer, to: try parser.name("who receives it"))
    }
    var clauses = TaxClauses()
    try within("tax", read?.name.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.taxClause(&clauses) }
    }
    guard let read else { throw Skip() }
    guard let assessed = clauses.assessed else {
      throw missing("what the tax is `assessed on`", of: owner)
    }
    guard let restRate = clauses.restRate else {
      throw missing("what the tax `charges … on the rest`", of: owner)
    }
    return TaxSyntax(
      name: read.name, on: read.on, to: read.to, about: clauses.about, due: clauses.due,
      assessedOn: assessed.on, each: assessed.each, freeUpTo: clauses.freeUpTo,
      freeReduced: clauses.freeReduced, bands: clauses.bands, restRate: restRate,
      relieved: clauses.relieved, rounding: clauses.rounding, span: owner)
  }

  private mutating func taxClause(_ clauses: inout TaxClauses) throws(Skip) {
    switch token.word {
    case .due?:
      clauses.order.clause(1, "due when", in: &self)
      clauses.due = try due()
    case .assessed?:
      clauses.order.clause(2, "assessed on", in: &self)
      at += 1
      try expect(.on)
      let path = try fact("a fact, such as `learner.earnings`")
      try expect(.each, "`each` and a period")
      clauses.assessed = (path, try name("the name of a period"))
      try endLine()
    case .free?:
      clauses.order.clause(3, "free up to", in: &self)
      try free(&clauses)
    case .charges?: try charge(&clauses)
    case .relieved?:
      clauses.order.clause(6, "relieved up to", in: &self)
      at += 1
      clauses.relieved = try limit()
    case .rounded?:
      clauses.order.clause(7, "rounded", in: &self)
      clauses.rounding = try rounding()
      try endLine()
    default:
      let line = lineSpan
      guard try about(&clauses.about) else {
        throw unknownClause(
          "a tax",
          [.title, .note, .applies, .due, .assessed, .free, .charges, .relieved, .rounded])
      }
      clauses.order.aboutClause(in: &self, at: line)
    }
  }

  private mutating func free(_ clauses: inout TaxClauses) throws(Skip) {
    let depth = depth
    at += 1
    try expect(.up, .to)
    clauses.freeUpTo = try lastExpression()
    var reduction: ReducedSyntax?
    var order = ClauseOrder()
    block(under: depth) { parser throws(Skip) in
      guard parser.isAt(.reduced) else { throw parser.unknownClause("an allowance", [.reduced]) }
      order.clause(0, "reduced by", in: &parser)
      reduction = try parser.reduced()
    }
    clauses.freeReduced = reduction
  }

  private mutating func charge(_ clauses: inout TaxClauses) throws(Skip) {
    at += 1
    let rate = try expression("a rate")
    if accept(.on) {
      clauses.order.clause(5, "charges … on the rest", in: &self)
      try expect(.the, .rest)
      clauses.restRate = rate
    } else {
      guard accept(.up) else { throw unexpected("`up to` and a limit, or `on the rest`") }
      try expect(.to)
      clauses.bands.append((rate, try expression("a limit")))
      clauses.order.clause(4, "charges … up to", in: &self, repeats: true)
    }
    try endLine()
  }

  /// Reads a `due when` clause.
  private mutating func due() throws(Skip) -> TestSyntax {
    try expect(.due, .when)
    return try test()
  }

  /// The clauses of a levy, as they are read.
  private struct LevyClauses {
    var about = AboutSyntax()
    var due: TestSyntax?
    var charges: (rate: ExpressionSyntax, of: PathSyntax, less: ExpressionSyntax?)?
    var shape = LevySyntax.Shape()
    var collectedEach: NameSyntax?
    var into: (account: NameSyntax, inProportionTo: ExpressionSyntax?)?
    var then: [(share: ExpressionSyntax, into: NameSyntax)] = []
    var restTo: NameSyntax?
    var order = ClauseOrder()
  }

  /// Reads a `levy`.
  mutating func levy() throws(Skip) -> LevySyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.levy)
      let name = try parser.name("the name of the levy")
      try parser.expect(.on, "`on` and who pays it")
      return (name: name, on: try parser.name("who pays it"))
    }
    var clauses = LevyClauses()
    try within("levy", read?.name.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.levyClause(&clauses) }
    }
    guard let read else { throw Skip() }
    guard let charges = clauses.charges else { throw missing("what the levy `charges`", of: owner) }
    guard let each = clauses.collectedEach else {
      throw missing("when the levy is `collected each`", of: owner)
    }
    guard let into = clauses.into else { throw missing("what the levy goes `into`", of: owner) }
    return LevySyntax(
      name: read.name, on: read.on, about: clauses.about, due: clauses.due, charges: charges.rate,
      of: charges.of, less: charges.less, shape: clauses.shape, collectedEach: each,
      into: into.account,
      inProportionTo: into.inProportionTo, then: clauses.then, restTo: clauses.restTo, span: owner)
  }

  private mutating func into() throws(Skip) -> (NameSyntax, ExpressionSyntax?) {
    at += 1
    let account = try name("an account or a fund")
    guard accept(.in) else { return (account, nil) }
    try expect(.proportion, .to)
    return (account, try expression())
  }

  private mutating func levyClause(_ clauses: inout LevyClauses) throws(Skip) {
    switch token.word {
    case .due?:
      clauses.order.clause(1, "due when", in: &self)
      clauses.due = try due()
      return
    case .charges?:
      clauses.order.clause(2, "charges", in: &self)
      at += 1
      let rate = try expression("a rate")
      try expect(.of, "`of` and a fact")
      let path = try fact("a fact, such as `employer.pay-bill`")
      clauses.charges = (rate, path, accept(.less) ? try expression() : nil)
    case .not?:
      clauses.order.clause(3, "not below", in: &self)
      at += 1
      try expect(.below)
      clauses.shape.notBelow = try expression("an amount of money")
    case .up?:
      clauses.order.clause(4, "up to", in: &self)
      at += 1
      try expect(.to)
      clauses.shape.upTo = try expression("an amount of money")
    case .for?:
      clauses.order.clause(5, "for each", in: &self)
      at += 1
      try expect(.each)
      clauses.shape.forEach = try fact("a count, such as `employer.headcount`")
    case .rounded?:
      clauses.order.clause(6, "rounded", in: &self)
      clauses.shape.rounding = try rounding()
    case .collected?:
      clauses.order.clause(7, "collected each", in: &self)
      at += 1
      try expect(.each)
      clauses.collectedEach = try name("the name of a period")
    case .into?:
      clauses.order.clause(8, "into", in: &self)
      clauses.into = try into()
    case .then?:
      clauses.order.clause(9, "then", in: &self, repeats: true)
      at += 1
      let share = try expression("a share, such as `20%`")
      try expect(.into, "`into` and an account or a fund")
      clauses.then.append((share, try name("an account or a fund")))
    case .rest?:
      clauses.order.clause(10, "rest to", in: &self)
      at += 1
      try expect(.to)
      clauses.restTo = try name("a payer")
    default:
      let line = lineSpan
      guard try about(&clauses.about) else {
        throw unknownClause(
          "a levy",
          [
            .title, .note, .applies, .due, .charges, .not, .up, .for, .rounded, .collected, .into,
            .then, .rest,
          ])
      }
      return clauses.order.aboutClause(in: &self, at: line)
    }
    try endLine()
  }
}
