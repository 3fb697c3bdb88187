extension Parser {
  private struct PopulationHead {
    var size: NumberSyntax?
    var name: NameSyntax?
    let record: NameSyntax
    var standingFor: NumberSyntax?
    var employedBy: [NameSyntax] = []
    var data: TextSyntax?
    var weightedBy: NameSyntax?
  }

  /// Reads a `population` and its facts.
  mutating func population() throws(Skip) -> PopulationSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in try parser.populationHead() }
    var worksFor: PopulationSyntax.WorksFor?
    var facts: [FactSyntax] = []
    var order = ClauseOrder()
    try within("population", (read?.name ?? read?.record)?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        if parser.isAt(.works, .for) {
          order.clause(0, "works for", in: &parser)
          worksFor = try parser.worksFor()
        } else {
          order.clause(1, "is", in: &parser, repeats: true)
          facts.append(try parser.fact())
        }
      }
    }
    guard let read else { throw Skip() }
    return PopulationSyntax(
      size: read.size, name: read.name, record: read.record, standingFor: read.standingFor,
      employedBy: read.employedBy, data: read.data, weightedBy: read.weightedBy,
      worksFor: worksFor, facts: facts, span: owner)
  }

  private mutating func populationHead() throws(Skip) -> PopulationHead {
    try expect(.population)
    let size = token.kind == .number ? try largeNumber("a number") : nil
    let isNamed = !isAt(.of)
    let name = isNamed ? try name("`of` and a record") : nil
    try expect(.of, "`of` and a record")
    let record = try self.name("a record, such as `learner`")
    var head = PopulationHead(size: size, name: name, record: record)
    if accept(.standing) {
      try expect(.for)
      head.standingFor = try largeNumber("a number")
    }
    if accept(.employed) {
      try expect(.by)
      head.employedBy = try nameList("the name of a population")
    }
    if accept(.from) {
      head.data = try text("the name of a file in double quotes")
      if accept(.weighted) {
        try expect(.by)
        head.weightedBy = try self.name("the name of a column")
      }
    }
    return head
  }

  private mutating func worksFor() throws(Skip) -> PopulationSyntax.WorksFor {
    at += 2
    let record = try name("a record, such as `employer`")
    let column = accept(.by) ? try name("the name of a column") : nil
    return PopulationSyntax.WorksFor(record: record, by: column, condition: try testOrEnd())
  }

  /// Reads a fact and what it moves with.
  mutating func fact() throws(Skip) -> FactSyntax {
    let depth = depth
    let owner = lineSpan
    let path = try fact("a fact, such as `learner.age`")
    let source: FactSyntax.Source
    if accept(.varies) {
      source = .varies(try shape())
    } else {
      try expect(.is, "`is` or `varies`")
      source = .value(try expression())
    }
    try endLine()
    return FactSyntax(path: path, source: source, moves: movesBlock(under: depth), span: owner)
  }

  /// Reads an `offer`.
  mutating func offer() throws(Skip) -> OfferSyntax {
    let depth = depth
    let owner = lineSpan
    let name = head { parser throws(Skip) in
      try parser.expect(.offer)
      return try parser.name("the name of the offer")
    }
    var facts: [FactSyntax] = []
    var details: [OfferSyntax.Detail] = []
    var said: [Word: SourceSpan] = [:]
    var order = ClauseOrder()
    try within("offer", name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        let (place, word) = (parser.lineSpan, parser.token.word)
        if let detail = try parser.detail() {
          order.clause(1, "starts", in: &parser, repeats: true)
          if let word { parser.refuseSecond(word, at: place, among: &said) }
          details.append(detail)
          try parser.endLine()
        } else {
          order.clause(0, "is", in: &parser, repeats: true)
          facts.append(try parser.fact())
        }
      }
    }
    guard let name else { throw Skip() }
    return OfferSyntax(name: name, facts: facts, details: details, span: owner)
  }

  /// Reports a detail that is said twice; there may be many starts, and places over many periods.
  private mutating func refuseSecond(
    _ word: Word, at place: SourceSpan, among said: inout [Word: SourceSpan]
  ) {
    if word == .starts || word == .places { return }
    if let first = said[word] {
      _ = fault(
        "P0112", "`\(word.rawValue)` is said twice", at: place, "",
        with: [Label(first, "first said here")])
    }
    said[word] = said[word] ?? place
  }

  /// Reads a detail of an offer other than a fact, if one stands here.
  private mutating func detail() throws(Skip) -> OfferSyntax.Detail? {
    let owner = lineSpan
    let word = token.word
    guard next.kind != .stop, next.word != .is, next.word != .varies else { return nil }
    switch word {
    case .starts?:
      at += 1
      try expect(.each)
      let (day, month) = try dayOfYear()
      return .starts(day: day, month: month, owner)
    case .lasts?:
      at += 1
      return .lasts(try expression("a span of time"))
    case .places?:
      at += 1
      let places = try expression("a number of places")
      try expect(.each, "`each` and a period")
      return .places(places, each: try name("the name of a period"))
    case .bundled?:
      at += 1
      let others = accept(.with) ? try nameList("the name of an offer") : []
      try expect(.to, .at, .least)
      return .bundled(with: others, toAtLeast: try expression("a number of credits"), owner)
    case .leads?:
      at += 1
      try expect(.towards)
      return .leadsTowards(try name("the name of an award"))
    case .follows?:
      at += 1
      let credits = try expression("a number of credits")
      try expect(.towards)
      return .follows(credits, towards: try name("the name of an award"))
    case .breaks?:
      at += 1
      try expect(.after, .each)
      return .breaks(afterEach: try expression("a number of credits"))
    case .paid?: return try paidDetail(owner)
    default: return nil
    }
  }

  private mutating func paidDetail(_ owner: SourceSpan) throws(Skip) -> OfferSyntax.Detail {
    at += 1
    if accept(.monthly) {
      try expect(.over, .its, .length)
      return .paidMonthly(owner)
    }
    try expect(.at, "`monthly over its length` or `at start`")
    try expect(.start)
    return .paidAtStart(owner)
  }
}
