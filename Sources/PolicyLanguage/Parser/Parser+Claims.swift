extension Parser {
  /// The clauses of a claim, as they are read.
  private struct ClaimClauses {
    var about = AboutSyntax()
    var published: (in: NameSyntax, place: TextSyntax?)?
    var under: (regime: NameSyntax, scenario: NameSyntax)?
    var expects: (target: ClaimSyntax.Target, value: ExpressionSyntax, within: ExpressionSyntax)?
    var purpose: ClaimSyntax.Purpose?
    var readings: [ClaimSyntax.Reading] = []
    var needs: [ClaimSyntax.Need] = []
    var verdict: (name: NameSyntax, reason: TextSyntax?)?
    var order = ClauseOrder()
  }

  /// Reads a `claim`.
  mutating func claim() throws(Skip) -> ClaimSyntax {
    let depth = depth
    let owner = lineSpan
    let name = head { parser throws(Skip) in
      try parser.expect(.claim)
      return try parser.name("the name of the claim")
    }
    var clauses = ClaimClauses()
    try within("claim", name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.claimClause(&clauses) }
    }
    guard let name else { throw Skip() }
    guard let published = clauses.published else {
      throw missing("`published in` and a source", of: owner)
    }
    guard let expects = clauses.expects else {
      throw missing("what the claim `expects`", of: owner)
    }
    return ClaimSyntax(
      name: name, about: clauses.about, publishedIn: published.in, place: published.place,
      under: clauses.under, target: expects.target, value: expects.value, within: expects.within,
      purpose: clauses.purpose, readings: clauses.readings, needs: clauses.needs,
      verdict: clauses.verdict, span: owner)
  }

  private mutating func claimClause(_ clauses: inout ClaimClauses) throws(Skip) {
    if isAt(.reading) {
      clauses.order.clause(5, "reading", in: &self, repeats: true)
      clauses.readings.append(try reading())
      return
    }
    let line = lineSpan
    if try about(&clauses.about) { return clauses.order.aboutClause(in: &self, at: line) }
    switch token.word {
    case .published?:
      clauses.order.clause(1, "published in", in: &self)
      at += 1
      try expect(.in)
      clauses.published = (try sourceName(), try optionalText())
    case .under?:
      clauses.order.clause(2, "under", in: &self)
      at += 1
      let regime = try name("the name of a regime")
      try expect(.in, "`in` and a scenario")
      clauses.under = (regime, try name("the name of a scenario"))
    case .expects?:
      clauses.order.clause(3, "expects", in: &self)
      at += 1
      clauses.expects = try expectation()
    case .calibrates?:
      clauses.order.clause(4, "calibrates", in: &self)
      at += 1
      clauses.purpose = .calibrates(try path("the name of a parameter"), row: try optionalText())
    case .held?:
      clauses.order.clause(4, "held back", in: &self)
      at += 1
      try expect(.back)
      clauses.purpose = .heldBack(line)
    case .would?:
      clauses.order.clause(6, "would need", in: &self, repeats: true)
      at += 1
      clauses.needs.append(try need())
    case .verdict?:
      clauses.order.clause(7, "verdict", in: &self)
      at += 1
      clauses.verdict = (try name("a verdict, such as `reproduced`"), try optionalText())
    default:
      throw unknownClause(
        "a claim",
        [
          .title, .note, .applies, .published, .under, .expects, .calibrates, .held, .reading,
          .would, .verdict,
        ])
    }
    try endLine()
  }

  private mutating func expectation() throws(Skip) -> (
    target: ClaimSyntax.Target, value: ExpressionSyntax, within: ExpressionSyntax
  ) {
    let target: ClaimSyntax.Target =
      isAtMetric ? .metric(try metric()) : .expression(try expression())
    try expect(.to, .be)
    let value = try expression()
    try expect(.within, "`within` and a tolerance")
    return (target, value, try expression("a tolerance"))
  }

  private mutating func need() throws(Skip) -> ClaimSyntax.Need {
    try expect(.need)
    let path = try path("the name of a parameter")
    try expect(.between, "`between` and two bounds")
    let low = try expression()
    try expect(.and)
    return ClaimSyntax.Need(path: path, low: low, high: try expression())
  }

  private mutating func reading() throws(Skip) -> ClaimSyntax.Reading {
    let depth = depth
    let owner = lineSpan
    let title = head { parser throws(Skip) in
      try parser.expect(.reading)
      return try parser.text("what is read differently, in double quotes")
    }
    requireBlock(under: depth, of: owner, "`measures` or `assume`")
    var measures: [MetricSyntax] = []
    var assumes: [(path: PathSyntax, value: ValueSyntax)] = []
    var order = ClauseOrder()
    block(under: depth) { parser throws(Skip) in
      if parser.accept(.measures) {
        order.clause(0, "measures", in: &parser, repeats: true)
        measures.append(try parser.metric())
      } else if parser.accept(.assume) {
        order.clause(1, "assume", in: &parser, repeats: true)
        let path = try parser.path("the name of a parameter")
        try parser.expect(.is, "`is` and a value")
        assumes.append((path, try parser.value()))
      } else {
        throw parser.unknownClause("a reading", [.measures, .assume])
      }
      try parser.endLine()
    }
    guard let title else { throw Skip() }
    return ClaimSyntax.Reading(title: title, measures: measures, assumes: assumes)
  }
}
