extension Parser {
  /// The clauses of an account, as they are read.
  private struct AccountClauses {
    var about = AboutSyntax()
    var countsAgainst: [NameSyntax] = []
    var opens: TestSyntax?
    var opensWith: (amount: ExpressionSyntax, on: DateSyntax)?
    var credits: [AccountSyntax.Credit] = []
    var creditedAtMost: ExpressionSyntax?
    var toppedUp: (by: ExpressionSyntax, from: NameSyntax)?
    var holdsAtMost: ExpressionSyntax?
    var expiresAfter: ExpressionSyntax?
    var oldestFirst: Bool?
    var lapsesTo: NameSyntax?
    var transfers: (share: ExpressionSyntax, ofLast: NameSyntax)?
    var rations: RationsSyntax?
    var order = ClauseOrder()
  }

  /// Reads an `account`.
  mutating func account() throws(Skip) -> AccountSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in
      try parser.expect(.account)
      let name = try parser.name("the name of the account")
      try parser.expect(.held, .by)
      return (name: name, heldBy: try parser.name("a record, such as `learner`"))
    }
    var clauses = AccountClauses()
    try within("account", read?.name.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.accountClause(&clauses) }
    }
    guard let read else { throw Skip() }
    guard let oldestFirst = clauses.oldestFirst else {
      throw missing("`spends oldest first` or `spends newest first`", of: owner)
    }
    return AccountSyntax(
      name: read.name, heldBy: read.heldBy, about: clauses.about, opens: clauses.opens,
      opensWith: clauses.opensWith, credits: clauses.credits, toppedUpBy: clauses.toppedUp?.by,
      toppedUpFrom: clauses.toppedUp?.from, holdsAtMost: clauses.holdsAtMost,
      creditedAtMost: clauses.creditedAtMost, expiresAfter: clauses.expiresAfter,
      oldestFirst: oldestFirst, lapsesTo: clauses.lapsesTo, transfersUpTo: clauses.transfers,
      rations: clauses.rations, countsAgainst: clauses.countsAgainst, span: owner)
  }

  private static let accountWords: [Word] = [
    .title, .note, .applies, .counts, .opens, .credited, .topped, .holds, .expires, .spends,
    .lapses, .transfers, .rations,
  ]

  private mutating func accountClause(_ clauses: inout AccountClauses) throws(Skip) {
    switch token.word {
    case .counts?:
      clauses.order.clause(1, "counts against", in: &self, repeats: true)
      clauses.countsAgainst.append(try countsAgainst())
    case .opens?: try opens(&clauses)
    case .credited?: try credited(&clauses)
    case .rations?:
      clauses.order.clause(12, "rations", in: &self)
      clauses.rations = try rations()
    default:
      let line = lineSpan
      if try about(&clauses.about) { return clauses.order.aboutClause(in: &self, at: line) }
      try plainAccountClause(&clauses)
      try endLine()
    }
  }

  private mutating func opens(_ clauses: inout AccountClauses) throws(Skip) {
    at += 1
    if accept(.when) {
      clauses.order.clause(2, "opens when", in: &self)
      clauses.opens = try test()
      return
    }
    clauses.order.clause(3, "opens with", in: &self)
    try expect(.with, "`when` and a test, or `with` and an amount")
    let amount = try expression("an amount of money")
    try expect(.on, "`on` and a day")
    clauses.opensWith = (amount, try date())
    try endLine()
  }

  private mutating func credited(_ clauses: inout AccountClauses) throws(Skip) {
    if next.word == .at {
      clauses.order.clause(5, "credited at most", in: &self)
      at += 1
      try expect(.at, .most)
      clauses.creditedAtMost = try expression("an amount of money")
      try expect(.for, .life)
      return try endLine()
    }
    clauses.order.clause(4, "credited", in: &self, repeats: true)
    at += 1
    let amount = try expression("an amount of money")
    var each: NameSyntax?
    if !accept(.once) {
      try expect(.each, "`each` and a period, or `once`")
      each = try name("the name of a period")
    }
    try expect(.from, "`from` and a payer")
    let payer = try name("a payer")
    let test = try testOrEnd()
    clauses.credits.append(
      AccountSyntax.Credit(amount: amount, each: each, from: payer, condition: test))
  }

  private mutating func plainAccountClause(_ clauses: inout AccountClauses) throws(Skip) {
    switch token.word {
    case .topped?:
      clauses.order.clause(6, "topped up by", in: &self)
      at += 1
      try expect(.up, .by)
      let share = try expression("a share")
      try expect(.from, "`from` and a payer")
      clauses.toppedUp = (share, try name("a payer"))
    case .holds?:
      clauses.order.clause(7, "holds at most", in: &self)
      at += 1
      try expect(.at, .most)
      clauses.holdsAtMost = try expression("an amount of money")
    case .expires?:
      clauses.order.clause(8, "expires after", in: &self)
      at += 1
      try expect(.after)
      clauses.expiresAfter = try expression("a span of time")
    case .spends?:
      clauses.order.clause(9, "spends", in: &self)
      at += 1
      clauses.oldestFirst = isAt(.oldest)
      if !accept(.oldest) { try expect(.newest, "`oldest` or `newest`") }
      try expect(.first)
    case .lapses?:
      clauses.order.clause(10, "lapses to", in: &self)
      at += 1
      try expect(.to)
      clauses.lapsesTo = try name("a payer")
    case .transfers?:
      clauses.order.clause(11, "transfers up to", in: &self)
      at += 1
      try expect(.up, .to)
      let share = try expression("a share")
      try expect(.of, .the, .last)
      clauses.transfers = (share, try name("the name of a period"))
    default: throw unknownClause("an account", Parser.accountWords)
    }
  }
}
