extension Parser {
  /// Reads `outcomes`: what study leads to.
  mutating func outcomes() throws(Skip) -> OutcomesSyntax {
    let depth = depth
    let owner = lineSpan
    try expect(.outcomes)
    try endLine()
    requireBlock(under: depth, of: owner, "what study leads to")
    var effects: [OutcomesSyntax.Effect] = []
    try within("outcomes", nil) { parser throws(Skip) in
      parser.block(under: depth) { parser throws(Skip) in effects.append(try parser.effect()) }
    }
    return OutcomesSyntax(effects: effects, span: owner)
  }

  private mutating func effect() throws(Skip) -> OutcomesSyntax.Effect {
    let owner = lineSpan
    if isAt(.completing, .raises) { return try completing(owner) }
    if isAt(.part, .of) {
      at += 2
      try expect(.an, .award, .earns)
      let share = try expression("a share")
      try expect(.of, .the, .premium)
      try endLine()
      return .partEarns(share, owner)
    }
    if isAt(.completing, .displaces) {
      at += 2
      let share = try expression("a share")
      try expect(.of, .the, .gain)
      try endLine()
      return .figure(.displacement, share, owner)
    }
    if isAt(.loans, .are) {
      at += 2
      try expect(.valued, .at)
      return .figure(.loanDiscountRate, try lastExpression(), owner)
    }
    let subject = try path("a fact, or who, such as `learner`")
    let effect = try effect(on: subject, owner)
    try endLine()
    return effect
  }

  private mutating func effect(on subject: PathSyntax, _ owner: SourceSpan) throws(Skip)
    -> OutcomesSyntax.Effect
  {
    let word = token.word
    switch word {
    case .grows?:
      at += 1
      try expect(.by)
      return .grows(subject, try expression(), owner)
    case .wanders?:
      at += 1
      try expect(.with, .persistence)
      let persistence = try expression()
      try expect(.and, .spread)
      return .wanders(subject, persistence: persistence, spread: try expression(), owner)
    case .jumps?:
      at += 1
      try expect(.with, .spread)
      return .jumps(subject, spread: try expression(), owner)
    default: break
    }
    guard subject.parts.count == 1 else {
      throw unexpected("`grows`, `wanders` or `jumps`", nearest: [.grows, .wanders, .jumps])
    }
    return try effect(of: subject.parts[0], owner)
  }

  private mutating func effect(of who: NameSyntax, _ owner: SourceSpan) throws(Skip)
    -> OutcomesSyntax.Effect
  {
    switch token.word {
    case .keeps?:
      at += 1
      let share = try expression("a share")
      try expect(.of, .the, .gain)
      try expect(.while, .employed)
      return .keeps(who, share, owner)
    case .retires? where who.text == "learner":
      at += 1
      try expect(.at, "`at` and an age")
      return .figure(.retirementAge, try expression("an age"), owner)
    case .discounts?:
      at += 1
      try expect(.at, "`at` and a rate")
      return .discounts(who, try expression("a rate"), owner)
    case .returns?:
      at += 1
      try expect(.within, "`within` and a span of time")
      let span = try expression("a span of time")
      try expect(.with, .chance)
      return .returns(who, within: span, chance: try expression(), owner)
    default:
      let verb = try verb()
      try expect(.with, .chance)
      return .chance(who, verb, try expression(), owner)
    }
  }

  private mutating func verb() throws(Skip) -> OutcomesSyntax.Effect.Verb {
    let word = token.word
    switch word {
    case .completes?, .leaves?, .dies?:
      at += 1
      return word == .completes ? .completes : word == .leaves ? .leaves : .dies
    case .steps?:
      at += 1
      try expect(.off)
      return .stepsOff
    case .loses?, .finds?:
      at += 1
      try expect(.work)
      return word == .loses ? .losesWork : .findsWork
    default:
      throw unexpected(
        "what happens, such as `completes with chance` or `keeps`",
        nearest: [
          .completes, .steps, .returns, .loses, .finds, .leaves, .dies, .keeps, .discounts,
        ])
    }
  }

  private mutating func completing(_ owner: SourceSpan) throws(Skip) -> OutcomesSyntax.Effect {
    let depth = depth
    at += 2
    let path = try path("a fact, such as `learner.earnings`")
    try expect(.by, "`by` and a share")
    let amount = try lastExpression()
    var reaching: ExpressionSyntax?
    var fading: ExpressionSyntax?
    var signal: ExpressionSyntax?
    var order = ClauseOrder()
    block(under: depth) { parser throws(Skip) in
      if parser.accept(.reaching) {
        order.clause(0, "reaching full after", in: &parser)
        try parser.expect(.full, .after)
        reaching = try parser.lastExpression()
      } else if parser.accept(.fading) {
        order.clause(1, "fading by", in: &parser)
        try parser.expect(.by)
        fading = try parser.lastExpression()
      } else if parser.accept(.of) {
        order.clause(2, "of which signal", in: &parser)
        try parser.expect(.which, .signal)
        signal = try parser.lastExpression()
      } else {
        throw parser.unknownClause("`completing raises`", [.reaching, .fading, .of])
      }
    }
    return .completing(
      raises: path, by: amount, reachingFullAfter: reaching, fadingBy: fading, signal: signal,
      owner)
  }
}
