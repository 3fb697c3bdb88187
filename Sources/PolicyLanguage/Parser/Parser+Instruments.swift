extension Parser {
  /// The clauses of a grant or a loan, as they are read.
  private struct InstrumentClauses {
    var about = AboutSyntax()
    var countsAgainst: [NameSyntax] = []
    var eligible: TestSyntax?
    var pays: [PaysSyntax] = []
    var gives: [GivesSyntax] = []
    var recovers: [RecoversSyntax] = []
    var plan: NameSyntax?
    var order = ClauseOrder()
  }

  /// Reads a `grant`.
  mutating func grant() throws(Skip) -> InstrumentSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.grant)
      let name = try parser.name("the name of the grant")
      guard parser.accept(.from) else {
        throw parser.unexpected("`from` and a payer, a fund or an account", nearest: [.from])
      }
      let source = try parser.name("a payer, a fund or an account")
      var another: NameSyntax?
      if parser.accept(.of) {
        try parser.expect(.another)
        another = try parser.name("the name of a record, such as `employer`")
      }
      return (name: name, source: source, another: another)
    }
    let clauses = try instrumentClauses(.grant, read?.name, depth: depth)
    guard let read else { throw Skip() }
    return InstrumentSyntax(
      kind: .grant, name: read.name, source: read.source, ofAnother: read.another, borrower: nil,
      about: clauses.about, countsAgainst: clauses.countsAgainst, eligible: clauses.eligible,
      pays: clauses.pays, gives: clauses.gives, recovers: clauses.recovers, plan: nil, span: owner)
  }

  /// Reads a `loan`.
  mutating func loan() throws(Skip) -> InstrumentSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.loan)
      let name = try parser.name("the name of the loan")
      try parser.expect(.to, "`to` and who borrows")
      let borrower = try parser.name("who borrows")
      try parser.expect(.from, "`from` and a payer, a fund or an account")
      return (
        name: name, borrower: borrower, source: try parser.name("a payer, a fund or an account")
      )
    }
    let clauses = try instrumentClauses(.loan, read?.name, depth: depth)
    guard let read else { throw Skip() }
    guard let plan = clauses.plan else {
      throw missing("`repaid under` and a plan", of: owner)
    }
    return InstrumentSyntax(
      kind: .loan, name: read.name, source: read.source, ofAnother: nil, borrower: read.borrower,
      about: clauses.about, countsAgainst: clauses.countsAgainst, eligible: clauses.eligible,
      pays: clauses.pays, gives: clauses.gives, recovers: clauses.recovers, plan: plan,
      span: owner)
  }

  private mutating func instrumentClauses(
    _ kind: InstrumentSyntax.Kind, _ name: NameSyntax?, depth: Int
  ) throws(Skip) -> InstrumentClauses {
    var clauses = InstrumentClauses()
    try within(kind.rawValue, name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in
        try parser.instrumentClause(kind, &clauses)
      }
    }
    return clauses
  }

  private mutating func instrumentClause(
    _ kind: InstrumentSyntax.Kind, _ clauses: inout InstrumentClauses
  ) throws(Skip) {
    switch token.word {
    case .counts?:
      clauses.order.clause(1, "counts against", in: &self, repeats: true)
      clauses.countsAgainst.append(try countsAgainst())
    case .eligible?:
      clauses.order.clause(2, "eligible when", in: &self)
      at += 1
      try expect(.when)
      clauses.eligible = try test()
    case .pays?:
      clauses.order.clause(3, "pays", in: &self, repeats: true)
      clauses.pays.append(try pays())
    case .gives?:
      clauses.order.clause(4, "gives", in: &self, repeats: true)
      clauses.gives.append(try gives())
    case .recovers?:
      clauses.order.clause(5, "recovers", in: &self, repeats: true)
      clauses.recovers.append(try recovers())
    case .repaid? where kind == .loan:
      clauses.order.clause(6, "repaid under", in: &self)
      at += 1
      try expect(.under)
      clauses.plan = try name("the name of a plan")
      try endLine()
    default:
      let line = lineSpan
      guard try about(&clauses.about) else {
        var known: [Word] = [
          .title, .note, .applies, .counts, .eligible, .pays, .gives, .recovers,
        ]
        if kind == .loan { known.append(.repaid) }
        throw unknownClause("a \(kind.rawValue)", known)
      }
      clauses.order.aboutClause(in: &self, at: line)
    }
  }

  /// Reads a `counts against` line.
  mutating func countsAgainst() throws(Skip) -> NameSyntax {
    try expect(.counts, .against)
    let fund = try name("the name of a fund")
    try endLine()
    return fund
  }

  /// Reads a `recovers` line.
  mutating func recovers() throws(Skip) -> RecoversSyntax {
    let owner = lineSpan
    try expect(.recovers)
    let share = try expression("a share of what was paid")
    try expect(.from, "`from` and who pays it back")
    let from = try name("who pays it back")
    try expect(.on, "`on` and an event")
    let event = try event()
    let within = accept(.within) ? try expression("a span of time") : nil
    try endLine()
    return RecoversSyntax(share: share, from: from, event: event, within: within, span: owner)
  }

  /// Reads an event of an enrolment.
  mutating func event() throws(Skip) -> EnrolmentEvent {
    let event: EnrolmentEvent
    switch token.word {
    case .start?: event = .start
    case .completion?: event = .completion
    case .withdrawal?: event = .withdrawal
    case .outcome?: event = .outcome
    case .separation?: event = .separation
    default:
      throw unexpected(
        "`start`, `completion`, `withdrawal`, `outcome` or `separation`",
        nearest: [.start, .completion, .withdrawal, .outcome, .separation])
    }
    at += 1
    return event
  }

  /// Reads when money moves.
  mutating func moment() throws(Skip) -> MomentSyntax {
    let start = token
    if accept(.on) {
      let event = try event()
      return .on(event, span(from: start))
    }
    if accept(.after) { return .after(try expression("a span of time")) }
    if accept(.each) { return .each(try name("the name of a period")) }
    throw unexpected(
      "`on` and an event, `after` and a span, or `each` and a period",
      nearest: [.on, .after, .each])
  }
}
