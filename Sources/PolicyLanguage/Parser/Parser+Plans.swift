extension Parser {
  /// The clauses of a plan, as they are read.
  private struct PlanClauses {
    var about = AboutSyntax()
    var takes: [TakesSyntax] = []
    var oneDeductionWith: [NameSyntax] = []
    var rounding: RoundingSyntax?
    var starting: (day: Int, month: Int, after: PathSyntax)?
    var interest: ExpressionSyntax?
    var writtenOff: ExpressionSyntax?
    var letsOff: [LetsOffSyntax] = []
    var order = ClauseOrder()
  }

  /// Reads a `plan`: the terms on which loans are repaid.
  mutating func plan() throws(Skip) -> PlanSyntax {
    let depth = depth
    let owner = lineSpan
    let name = head { parser throws(Skip) in
      try parser.expect(.plan)
      return try parser.name("the name of the plan")
    }
    var clauses = PlanClauses()
    try within("plan", name?.text) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in try parser.planClause(&clauses) }
    }
    guard let name else { throw Skip() }
    guard !clauses.takes.isEmpty else { throw missing("what the plan `takes`", of: owner) }
    guard let starting = clauses.starting else {
      throw missing("when repayment is `starting`", of: owner)
    }
    guard let interest = clauses.interest else { throw missing("`with interest at`", of: owner) }
    guard let writtenOff = clauses.writtenOff else {
      throw missing("`written off after`", of: owner)
    }
    return PlanSyntax(
      name: name, about: clauses.about, takes: clauses.takes,
      oneDeductionWith: clauses.oneDeductionWith,
      rounding: clauses.rounding,
      startsDay: starting.day, startsMonth: starting.month, startsAfter: starting.after,
      interest: interest, writtenOffAfter: writtenOff, letsOff: clauses.letsOff,
      span: owner)
  }

  private mutating func planClause(_ clauses: inout PlanClauses) throws(Skip) {
    switch token.word {
    case .takes?:
      clauses.order.clause(1, "takes", in: &self, repeats: true)
      clauses.takes.append(try planTakes())
    case .one?:
      clauses.order.clause(2, "one deduction with", in: &self)
      at += 1
      try expect(.deduction, .with)
      clauses.oneDeductionWith = try nameList("the name of a plan")
    case .in?:
      clauses.order.clause(3, "in each pay period", in: &self)
      at += 1
      try expect(.each, .pay, .period)
      clauses.rounding = try rounding()
    case .starting?:
      clauses.order.clause(4, "starting", in: &self)
      clauses.starting = try starting()
    case .with?:
      clauses.order.clause(5, "with interest at", in: &self)
      at += 1
      try expect(.interest, .at)
      clauses.interest = try expression("a rate of interest")
    case .written?:
      clauses.order.clause(6, "written off after", in: &self)
      at += 1
      try expect(.off, .after)
      clauses.writtenOff = try expression("a span of time")
    case .lets?:
      clauses.order.clause(7, "lets off", in: &self, repeats: true)
      clauses.letsOff.append(try letsOff())
      return
    default:
      let line = lineSpan
      guard try about(&clauses.about) else {
        throw unknownClause(
          "a plan",
          [.title, .note, .applies, .takes, .one, .in, .starting, .with, .written, .lets])
      }
      return clauses.order.aboutClause(in: &self, at: line)
    }
    try endLine()
  }

  /// Reads what is let off, when, and for whom.
  private mutating func letsOff() throws(Skip) -> LetsOffSyntax {
    let line = lineSpan
    at += 1
    try expect(.off)
    let amount = try expression("a sum of money, or a share `of the balance`")
    let isOfBalance = accept(.of)
    if isOfBalance { try expect(.the, .balance) }
    let event: LetsOffSyntax.Event
    if accept(.at) {
      try expect(.first, .repayment)
      event = .firstRepayment
    } else if accept(.on) {
      try expect(.completion)
      event = .completion
    } else {
      throw unexpected("`at first repayment` or `on completion`", nearest: [.at, .on])
    }
    return LetsOffSyntax(
      amount: amount, isOfBalance: isOfBalance, event: event, condition: try testOrEnd(),
      span: line)
  }

  private mutating func starting() throws(Skip) -> (Int, Int, PathSyntax) {
    at += 1
    let (day, month) = try dayOfYear()
    try expect(.after, "`after` and a day, such as `course.end`")
    return (day, month, try path("a day, such as `course.end`"))
  }

  private mutating func planTakes() throws(Skip) -> TakesSyntax {
    at += 1
    let rate = try expression("a rate")
    try expect(.of, "`of` and a fact")
    let path = try fact("a fact, such as `learner.earnings`")
    try expect(.above, "`above` and a threshold")
    return TakesSyntax(rate: rate, of: path, above: try expression("a threshold"))
  }
}
