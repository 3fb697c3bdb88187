extension Parser {
  /// Reads `behaviour`: how people and employers respond.
  mutating func behaviour() throws(Skip) -> BehaviourSyntax {
    let depth = depth
    let owner = lineSpan
    try expect(.behaviour)
    try endLine()
    requireBlock(under: depth, of: owner, "who considers or values what")
    var acts: [BehaviourSyntax.Act] = []
    try within("behaviour", nil) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in acts.append(try parser.act()) }
    }
    return BehaviourSyntax(acts: acts, span: owner)
  }

  private mutating func act() throws(Skip) -> BehaviourSyntax.Act {
    let owner = lineSpan
    if isAt(.offers, .alike) { return try substitutes(owner) }
    if isAt(.routes, .of) {
      at += 2
      try expect(.an, .offer)
      try expect(.with, .dissimilarity)
      return .routes(dissimilarity: try lastExpression(), owner)
    }
    if isAt(.a, .campaign) {
      at += 2
      try expect(.raises, .awareness, .by)
      let amount = try expression("a share")
      let day = try from()
      try endLine()
      return .campaign(by: amount, from: day, owner)
    }
    if isAt(.a, .taste) {
      at += 2
      try expect(.lasts, .with, .share)
      return .figure(.tastePersistence, try lastExpression(), owner)
    }
    if isAt(.waiting, .costs) {
      at += 2
      return .figure(.waitingCost, try lastExpression(), owner)
    }
    let who = try name("who acts, such as `learner` or `employer`")
    return try act(of: who, owner)
  }

  private mutating func substitutes(_ owner: SourceSpan) throws(Skip) -> BehaviourSyntax.Act {
    at += 2
    try expect(.in)
    let path = try path("a fact, such as `course.sector`")
    try expect(.are, .close, .substitutes)
    try expect(.with, .dissimilarity)
    return .substitutes(path, dissimilarity: try lastExpression(), owner)
  }

  private mutating func act(of who: NameSyntax, _ owner: SourceSpan) throws(Skip)
    -> BehaviourSyntax.Act
  {
    let depth = depth
    switch token.word {
    case .considers?:
      at += 1
      try expect(.an, .offer)
      try expect(.with, .chance)
      return .considers(who, chance: try lastExpression(), owner)
    case .is?:
      at += 1
      try expect(.aware, .with, .chance)
      let chance = try lastExpression()
      return .aware(who, chance: chance, moves: movesBlock(under: depth), owner)
    case .pays?:
      at += 1
      return .pays(who, try lastExpression(), owner)
    case .values?: return .values(who, try weights(owner), owner)
    case .expects? where who.text == "learner":
      at += 1
      let share = try expression("a share")
      try expect(.of, .the, .gain)
      try endLine()
      return .figure(.perceivedShare, share, owner)
    case .sponsors?: return try sponsors(who, owner)
    case .transfers?:
      at += 1
      try expect(.with, .chance)
      return .transfers(who, chance: try lastExpression(), owner)
    case .otherwise?:
      at += 1
      try expect(.spends)
      let share = try expression("a share or an amount")
      try expect(.of, "`of` and an account")
      let account = try name("the name of an account")
      try endLine()
      return .otherwiseSpends(who, share, of: account, owner)
    default:
      throw unexpected(
        "`considers`, `is aware`, `values`, `sponsors`, `transfers`, `otherwise spends` or `pays`",
        nearest: [.considers, .is, .values, .sponsors, .transfers, .otherwise, .pays])
    }
  }

  /// Reads the `moves with` lines beneath a line.
  mutating func movesBlock(under depth: Int) -> [MovesSyntax] {
    var moves: [MovesSyntax] = []
    block(under: depth) { parser throws(Skip) in
      guard parser.isAt(.moves) else { throw parser.unknownClause("what varies", [.moves]) }
      moves.append(try parser.moves())
    }
    return moves
  }

  private mutating func weights(_ owner: SourceSpan) throws(Skip) -> [BehaviourSyntax.Weight] {
    let depth = depth
    at += 1
    try expect(.a, .route, .by)
    try endLine()
    requireBlock(under: depth, of: owner, "a coefficient")
    var weights: [BehaviourSyntax.Weight] = []
    block(under: depth) { parser throws(Skip) in
      let place = parser.lineSpan
      let coefficient = try parser.expression("a coefficient")
      var per: ExpressionSyntax?
      var path: PathSyntax?
      if parser.accept(.per) {
        per = try parser.expression("an amount")
        try parser.expect(.of, "`of` and a fact")
        path = try parser.path("a fact, such as `quote.grant`")
      }
      weights.append(
        BehaviourSyntax.Weight(
          coefficient: coefficient, per: per, of: path, condition: try parser.testOrEnd(),
          span: place))
    }
    return weights
  }

  private mutating func sponsors(_ who: NameSyntax, _ owner: SourceSpan) throws(Skip)
    -> BehaviourSyntax.Act
  {
    let depth = depth
    at += 1
    try expect(.when, "`when` and a test")
    let condition = try condition()
    try endLine()
    var hurdle: ExpressionSyntax?
    var spread: ExpressionSyntax?
    var limits: [LimitSyntax] = []
    var order = ClauseOrder()
    block(under: depth) { parser throws(Skip) in
      if parser.isAt(.up) {
        order.clause(2, "up to", in: &parser, repeats: true)
        return limits.append(try parser.limit())
      }
      guard parser.accept(.with) else { throw parser.unknownClause("`sponsors`", [.with, .up]) }
      if parser.accept(.hurdle) {
        order.clause(0, "with hurdle", in: &parser)
        hurdle = try parser.lastExpression()
      } else {
        try parser.expect(.spread, "`hurdle` or `spread`")
        order.clause(1, "with spread", in: &parser)
        spread = try parser.lastExpression()
      }
    }
    guard let spread else { throw missing("`with spread`", of: owner) }
    return .sponsors(
      who, when: condition, hurdle: hurdle, spread: spread, limits: limits, owner)
  }
}
