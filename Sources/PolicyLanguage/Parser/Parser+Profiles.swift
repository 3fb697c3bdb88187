extension Parser {
  /// The clauses of a profile, as they are read.
  private struct ProfileClauses {
    var about = AboutSyntax()
    var on: DateSyntax?
    var draws: NumberSyntax?
    var seed: NumberSyntax?
    var uses: [NameSyntax] = []
    var employer: [FactSyntax] = []
    var staff: [ProfileSyntax.Staff] = []
    var offers: [OfferSyntax] = []
    var compare: CompareSyntax?
    var reports: [ReportSyntax] = []
    var order = ClauseOrder()
  }

  /// Reads a `profile`: one employer, some staff and their offers.
  mutating func profile() throws(Skip) -> ProfileSyntax {
    let depth = depth
    let owner = lineSpan
    let name = head { parser throws(Skip) in
      try parser.expect(.profile)
      return try parser.name("the name of the profile")
    }
    var clauses = ProfileClauses()
    try within("profile", name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.profileClause(&clauses) }
    }
    guard let name else { throw Skip() }
    guard let day = clauses.on else { throw missing("`on` and a day", of: owner) }
    guard let draws = clauses.draws else { throw missing("`draws` and a number", of: owner) }
    guard let seed = clauses.seed else { throw missing("`seed` and a number", of: owner) }
    guard let compare = clauses.compare else { throw missing("`compare` and a regime", of: owner) }
    return ProfileSyntax(
      name: name, about: clauses.about, on: day, draws: draws, seed: seed, uses: clauses.uses,
      employer: clauses.employer, staff: clauses.staff, offers: clauses.offers, compare: compare,
      reports: clauses.reports, span: owner)
  }

  private mutating func profileClause(_ clauses: inout ProfileClauses) throws(Skip) {
    switch token.word {
    case .uses?:
      clauses.order.clause(4, "uses", in: &self, repeats: true)
      clauses.uses += try uses()
    case .employer?:
      clauses.order.clause(5, "employer", in: &self)
      clauses.employer = try employerFacts()
    case .staff?:
      clauses.order.clause(6, "staff", in: &self, repeats: true)
      clauses.staff.append(try staff())
    case .offer?:
      clauses.order.clause(7, "offer", in: &self, repeats: true)
      clauses.offers.append(try offer())
    case .compare?:
      clauses.order.clause(8, "compare", in: &self)
      clauses.compare = try compare()
    case .report?:
      clauses.order.clause(9, "report", in: &self, repeats: true)
      clauses.reports.append(try report())
    default:
      let line = lineSpan
      if try about(&clauses.about) { return clauses.order.aboutClause(in: &self, at: line) }
      try plainProfileClause(&clauses)
      try endLine()
    }
  }

  private mutating func plainProfileClause(_ clauses: inout ProfileClauses) throws(Skip) {
    switch token.word {
    case .on?:
      clauses.order.clause(1, "on", in: &self)
      at += 1
      clauses.on = try date()
    case .draws?:
      clauses.order.clause(2, "draws", in: &self)
      at += 1
      clauses.draws = try largeNumber("a number of draws")
    case .seed?:
      clauses.order.clause(3, "seed", in: &self)
      at += 1
      clauses.seed = try seed("a whole number")
    default:
      throw unknownClause(
        "a profile",
        [
          .title, .note, .applies, .on, .draws, .seed, .uses, .employer, .staff, .offer, .compare,
          .report,
        ])
    }
  }

  private mutating func employerFacts() throws(Skip) -> [FactSyntax] {
    let depth = depth
    let owner = lineSpan
    at += 1
    try endLine()
    requireBlock(under: depth, of: owner, "the employer's facts")
    var facts: [FactSyntax] = []
    block(under: depth) { parser throws(Skip) in facts.append(try parser.fact()) }
    return facts
  }

  private mutating func staff() throws(Skip) -> ProfileSyntax.Staff {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.staff)
      let count = try parser.number("a number of staff")
      try parser.expect(.as)
      return (count: count, name: try parser.name("a name for these staff"))
    }
    var facts: [FactSyntax] = []
    var takes: [NameSyntax] = []
    var order = ClauseOrder()
    try within("staff", read?.name.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        if parser.isAt(.takes), parser.next.kind != .stop {
          order.clause(1, "takes", in: &parser)
          parser.at += 1
          takes = try parser.nameList("the name of an offer")
          try parser.endLine()
        } else {
          order.clause(0, "is", in: &parser, repeats: true)
          facts.append(try parser.fact())
        }
      }
    }
    guard let read else { throw Skip() }
    if takes.isEmpty { _ = missing("`takes` and an offer", of: owner) }
    return ProfileSyntax.Staff(count: read.count, name: read.name, facts: facts, takes: takes)
  }
}
