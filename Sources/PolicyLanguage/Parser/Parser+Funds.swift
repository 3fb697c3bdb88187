extension Parser {
  /// The clauses of a fund, as they are read.
  private struct FundClauses {
    var about = AboutSyntax()
    var rounds: [RoundSyntax] = []
    var income: FundSyntax.Income?
    var opensWith: (amount: ExpressionSyntax, on: DateSyntax)?
    var carries: ExpressionSyntax?
    var reserves: [(amount: ExpressionSyntax, test: TestSyntax)] = []
    var rations: RationsSyntax?
    var whenSpent: FundSyntax.WhenSpent?
    var order = ClauseOrder()
  }

  /// Reads a `fund`.
  mutating func fund() throws(Skip) -> FundSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.fund)
      let name = try parser.name("the name of the fund")
      try parser.expect(.held, .by)
      return (name: name, heldBy: try parser.name("a payer"))
    }
    var clauses = FundClauses()
    try within("fund", read?.name.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.fundClause(&clauses) }
    }
    guard let read else { throw Skip() }
    guard let income = clauses.income else {
      throw missing("`budget` or `filled by`", of: owner)
    }
    guard let rations = clauses.rations else { throw missing("`rations`", of: owner) }
    guard let whenSpent = clauses.whenSpent else {
      throw missing("`when spent` and what then", of: owner)
    }
    return FundSyntax(
      name: read.name, heldBy: read.heldBy, about: clauses.about, income: income,
      opensWith: clauses.opensWith, carriesForward: clauses.carries, reserves: clauses.reserves,
      rations: rations,
      whenSpent: whenSpent, rounds: clauses.rounds, span: owner)
  }

  private mutating func fundClause(_ clauses: inout FundClauses) throws(Skip) {
    switch token.word {
    case .reserves?:
      clauses.order.clause(5, "reserves", in: &self, repeats: true)
      at += 1
      let amount = try expression("an amount of money")
      try expect(.when, "`when` and a test")
      clauses.reserves.append((amount, try test()))
    case .rations?:
      clauses.order.clause(6, "rations", in: &self)
      clauses.rations = try rations()
    default:
      let line = lineSpan
      if try about(&clauses.about) { return clauses.order.aboutClause(in: &self, at: line) }
      try plainFundClause(&clauses)
      try endLine()
    }
  }

  private mutating func plainFundClause(_ clauses: inout FundClauses) throws(Skip) {
    switch token.word {
    case .round?:
      clauses.order.clause(1, "round", in: &self, repeats: true)
      clauses.rounds.append(try round())
    case .budget?:
      clauses.order.clause(2, "budget", in: &self)
      at += 1
      let amount = try expression("an amount of money")
      if accept(.once) {
        clauses.income = .budget(amount, each: nil)
      } else {
        try expect(.each, "`once`, or `each` and a period")
        clauses.income = .budget(amount, each: try name("the name of a period"))
      }
    case .filled?:
      clauses.order.clause(2, "filled by", in: &self)
      at += 1
      try expect(.by)
      clauses.income = .filledBy(try name("the name of a levy"))
    case .opens?:
      clauses.order.clause(3, "opens with", in: &self)
      at += 1
      try expect(.with, "`with` and an amount of money")
      let amount = try expression("an amount of money")
      try expect(.on, "`on` and a day")
      clauses.opensWith = (amount, try date())
    case .carries?:
      clauses.order.clause(4, "carries forward up to", in: &self)
      at += 1
      try expect(.forward, .up, .to)
      clauses.carries = try expression("an amount of money")
    case .when?:
      clauses.order.clause(7, "when spent", in: &self)
      at += 1
      try expect(.spent)
      clauses.whenSpent = try whenSpent()
    default:
      throw unknownClause(
        "a fund",
        [
          .title, .note, .applies, .round, .budget, .filled, .opens, .carries, .reserves, .rations,
          .when,
        ])
    }
  }

  private mutating func whenSpent() throws(Skip) -> FundSyntax.WhenSpent {
    if accept(.refuses) { return .refuses }
    if accept(.partPays) { return .partPays }
    if accept(.queues) { return .queues }
    throw unexpected(
      "`refuses`, `part-pays` or `queues`", nearest: [.refuses, .partPays, .queues])
  }

  private mutating func round() throws(Skip) -> RoundSyntax {
    at += 1
    let name = try name("the name of the round")
    try expect(.opens, "`opens` and a day of the year")
    let opens = try dayOfYear()
    try expect(.closes, "`closes` and a day of the year")
    return RoundSyntax(name: name, opens: opens, closes: try dayOfYear())
  }

  /// Reads `rations` and the order beneath it.
  mutating func rations() throws(Skip) -> RationsSyntax {
    let depth = depth
    let owner = lineSpan
    try expect(.rations)
    try endLine()
    requireBlock(under: depth, of: owner, "`first` and an order")
    var ranks: [(rank: RationsSyntax.Rank, span: SourceSpan)] = []
    let first = line
    block(under: depth) { parser throws(Skip) in
      let place = parser.lineSpan
      try parser.expect(parser.line == first ? .first : .then)
      ranks.append((try parser.rank(), place))
    }
    return RationsSyntax(ranks: ranks, span: owner)
  }

  private mutating func rank() throws(Skip) -> RationsSyntax.Rank {
    if accept(.when) { return .when(try test()) }
    try expect(.by, "`when` and a test, or `by` and an order")
    let rank: RationsSyntax.Rank
    let start = token
    if accept(.lot) {
      rank = .lot(span(start))
    } else if accept(.lowest) {
      rank = .lowest(try fact("a fact, such as `learner.earnings`"))
    } else if accept(.highest) {
      rank = .highest(try fact("a fact, such as `learner.earnings`"))
    } else if accept(.earliest) {
      rank = .earliest(try path("a day, such as `application.date`"))
    } else {
      throw unexpected(
        "`lowest`, `highest`, `earliest` or `lot`", nearest: [.lowest, .highest, .earliest, .lot])
    }
    try endLine()
    return rank
  }

  /// Reads a `limit` shared by several grants.
  mutating func sharedLimit() throws(Skip) -> SharedLimitSyntax {
    let owner = lineSpan
    try expect(.limit)
    let name = try name("the name of the limit")
    try expect(.of, "`of` and an amount")
    let start = token
    let amount = try expression("an amount of money")
    let quantity = try limitQuantity()
    let (record, scope) = try limitScope()
    let limit = LimitSyntax(
      amount: amount, of: quantity, record: record, scope: scope, condition: nil,
      span: span(from: start))
    try expect(.on, "`on` and the grants it holds for")
    let grants = try nameList("the name of a grant")
    try endLine()
    return SharedLimitSyntax(name: name, limit: limit, on: grants, span: owner)
  }
}
