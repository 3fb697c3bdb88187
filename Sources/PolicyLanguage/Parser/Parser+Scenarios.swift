extension Parser {
  /// The clauses of a scenario, as they are read.
  private struct ScenarioClauses {
    var about = AboutSyntax()
    var runs: (from: DateSyntax, to: DateSyntax, by: NameSyntax)?
    var draws: NumberSyntax?
    var seed: NumberSyntax?
    var uses: [NameSyntax] = []
    var follows: ExpressionSyntax?
    var prices: (of: DateSyntax, risingBy: ExpressionSyntax)?
    var parameters: [ParameterSyntax] = []
    var populations: [PopulationSyntax] = []
    var offers: [OfferSyntax] = []
    var compare: CompareSyntax?
    var reports: [ReportSyntax] = []
    var order = ClauseOrder()
  }

  /// Reads a `scenario`.
  mutating func scenario() throws(Skip) -> ScenarioSyntax {
    let depth = depth
    let owner = lineSpan
    let name = head { parser throws(Skip) in
      try parser.expect(.scenario)
      return try parser.name("the name of the scenario")
    }
    var clauses = ScenarioClauses()
    try within("scenario", name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.scenarioClause(&clauses) }
    }
    guard let name else { throw Skip() }
    guard let runs = clauses.runs else { throw missing("`runs from` and a day", of: owner) }
    guard let draws = clauses.draws else { throw missing("`draws` and a number", of: owner) }
    guard let seed = clauses.seed else { throw missing("`seed` and a number", of: owner) }
    guard let compare = clauses.compare else { throw missing("`compare` and a regime", of: owner) }
    return ScenarioSyntax(
      name: name, about: clauses.about, runsFrom: runs.from, runsTo: runs.to, by: runs.by,
      draws: draws, seed: seed, uses: clauses.uses, followsLivesFor: clauses.follows,
      prices: clauses.prices, parameters: clauses.parameters, populations: clauses.populations,
      offers: clauses.offers, compare: compare, reports: clauses.reports, span: owner)
  }

  private mutating func scenarioClause(_ clauses: inout ScenarioClauses) throws(Skip) {
    switch token.word {
    case .parameter?:
      clauses.order.clause(7, "parameter", in: &self, repeats: true)
      clauses.parameters.append(try parameter())
    case .population?:
      clauses.order.clause(8, "population", in: &self, repeats: true)
      clauses.populations.append(try population())
    case .offer?:
      clauses.order.clause(9, "offer", in: &self, repeats: true)
      clauses.offers.append(try offer())
    case .compare?:
      clauses.order.clause(10, "compare", in: &self)
      clauses.compare = try compare()
    case .report?:
      clauses.order.clause(11, "report", in: &self, repeats: true)
      clauses.reports.append(try report())
    case .uses?:
      clauses.order.clause(4, "uses", in: &self, repeats: true)
      clauses.uses += try uses()
    default:
      let line = lineSpan
      if try about(&clauses.about) { return clauses.order.aboutClause(in: &self, at: line) }
      try plainScenarioClause(&clauses)
      try endLine()
    }
  }

  private mutating func plainScenarioClause(_ clauses: inout ScenarioClauses) throws(Skip) {
    switch token.word {
    case .runs?:
      clauses.order.clause(1, "runs", in: &self)
      at += 1
      let first = try from()
      try expect(.to, "`to` and a day")
      let last = try date()
      try expect(.by, "`by` and a period")
      clauses.runs = (first, last, try name("the name of a period"))
    case .draws?:
      clauses.order.clause(2, "draws", in: &self)
      at += 1
      clauses.draws = try largeNumber("a number of draws")
    case .seed?:
      clauses.order.clause(3, "seed", in: &self)
      at += 1
      clauses.seed = try seed("a whole number")
    case .follows?:
      clauses.order.clause(5, "follows lives for", in: &self)
      at += 1
      try expect(.lives, .for)
      clauses.follows = try expression("a span of time")
    case .in?:
      clauses.order.clause(6, "in prices of", in: &self)
      at += 1
      try expect(.prices, .of)
      let day = try date()
      try expect(.rising, .by)
      clauses.prices = (day, try expression("an index"))
    default:
      throw unknownClause(
        "a scenario",
        [
          .title, .note, .applies, .runs, .draws, .seed, .uses, .follows, .in, .parameter,
          .population, .offer, .compare, .report,
        ])
    }
  }

  /// Reads a `compare` line.
  mutating func compare() throws(Skip) -> CompareSyntax {
    let owner = lineSpan
    try expect(.compare)
    let base = try name("the name of a regime")
    let others = accept(.with) ? try nameList("the name of a regime") : []
    var equalCost: (path: PathSyntax, amount: ExpressionSyntax, adjusting: [NameSyntax])?
    if accept(.at) {
      let path = try path("a sum, such as `treasury.pays`")
      let amount = try expression("an amount of money")
      try expect(.adjusting, "`adjusting` and a parameter")
      equalCost = (path, amount, try nameList("the name of a parameter"))
    }
    try endLine()
    return CompareSyntax(base: base, others: others, equalCost: equalCost, span: owner)
  }

  /// Reads a `report` line.
  mutating func report() throws(Skip) -> ReportSyntax {
    let owner = lineSpan
    try expect(.report)
    let metric = try metric()
    try endLine()
    return ReportSyntax(metric: metric, span: owner)
  }

  /// Whether a metric begins here.
  var isAtMetric: Bool {
    isAt(.change, .in) || isAt(.relative, .change) || (statistic != nil && next.word == .of)
  }

  private var statistic: MetricSyntax.Statistic? {
    switch token.word {
    case .total?: .total
    case .mean?: .mean
    case .median?: .median
    case .count?: .count
    case .share?: .share
    default: nil
    }
  }

  /// Reads a metric.
  mutating func metric() throws(Skip) -> MetricSyntax {
    let start = token
    let isRelative = isAt(.relative, .change)
    if isRelative { at += 1 }
    let isChange = isRelative || isAt(.change, .in)
    if isChange { try expect(.change, .in) }
    guard let statistic else {
      throw unexpected(
        "`total`, `mean`, `median`, `count` or `share`",
        nearest: [.change, .relative, .total, .mean, .median, .count, .share])
    }
    at += 1
    try expect(.of, "`of` and what is reported")
    let path = try path("what is reported")
    let test = accept(.where) ? TestSyntax.condition(try condition()) : nil
    var forEach: PathSyntax?
    if accept(.for) {
      try expect(.each)
      forEach = try self.path("a fact")
    }
    let each = accept(.each) ? try name("the name of a period") : nil
    var by: [PathSyntax] = []
    if accept(.by) {
      by.append(try self.path("a fact"))
      while accept(.comma) { by.append(try self.path("a fact after the comma")) }
    }
    return MetricSyntax(
      isChange: isChange, isRelative: isRelative, statistic: statistic, of: path, condition: test,
      forEach: forEach,
      each: each, by: by, span: span(from: start))
  }
}
