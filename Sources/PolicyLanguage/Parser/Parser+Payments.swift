extension Parser {
  private static let shapingWords: [Word] = [
    .except, .plus, .in, .tapers, .reduced, .not, .up, .nothing,
  ]

  /// Reads a `pays` line and what shapes the payment.
  mutating func pays() throws(Skip) -> PaysSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head { parser throws(Skip) in try parser.paysHead() }
    var order = ClauseOrder()
    var counts: ExpressionSyntax?
    var countsWhen: TestSyntax?
    var shaping = ShapingSyntax()
    var leaves: [LeavesSyntax] = []
    var parts: [PartSyntax] = []
    block(under: depth) { parser throws(Skip) in
      if try parser.shapingClause(&shaping, &order) { return }
      switch parser.token.word {
      case .counts?:
        order.clause(0, "counts at most", in: &parser)
        parser.at += 1
        try parser.expect(.at, .most)
        counts = try parser.expression("an amount of money")
        countsWhen = try parser.testOrEnd()
      case .leaves?:
        order.clause(20, "leaves at least", in: &parser, repeats: true)
        leaves.append(try parser.leaves())
      case .paid?:
        order.clause(21, "paid", in: &parser, repeats: true)
        parts.append(try parser.part())
      default:
        throw parser.unknownClause(
          "a payment", [.counts] + Parser.shapingWords + [.leaves, .paid])
      }
    }
    guard let read else { throw Skip() }
    return PaysSyntax(
      amount: read.amount, atMost: read.atMost, base: read.base, cost: read.cost,
      countsAtMost: counts, countsWhen: countsWhen, shaping: shaping, leaves: leaves, parts: parts,
      span: owner)
  }

  private mutating func paysHead() throws(Skip) -> (
    amount: ExpressionSyntax, atMost: Bool, base: PaysSyntax.Base, cost: PathSyntax
  ) {
    try expect(.pays)
    var atMost = false
    if isAt(.at, .most) {
      at += 2
      atMost = true
    }
    let amount = try expression("a share or an amount")
    var base = PaysSyntax.Base.whole
    if accept(.towards) {
      base = .towards
    } else {
      guard accept(.of) else {
        throw unexpected("`of` or `towards` and a cost", nearest: [.of, .towards])
      }
      if isAt(.the, .rest) {
        at += 2
        try expect(.of)
        base = .rest
      }
    }
    return (amount, atMost, base, try path("a cost, such as `course.fee`"))
  }

  /// Reads a `gives` line and what shapes the gift.
  mutating func gives() throws(Skip) -> GivesSyntax {
    let depth = depth
    let owner = lineSpan
    let read = head(endsLine: false) { parser throws(Skip) in
      try parser.expect(.gives)
      let amount = try parser.expression("an amount of money")
      try parser.expect(.to, "`to` and who receives it")
      let to = try parser.name("who receives it")
      let moment = try parser.moment()
      return (amount: amount, to: to, moment: moment, when: try parser.testOrEnd())
    }
    var order = ClauseOrder()
    var shaping = ShapingSyntax()
    var shared: [(payer: NameSyntax, share: ExpressionSyntax)] = []
    block(under: depth) { parser throws(Skip) in
      if try parser.shapingClause(&shaping, &order) { return }
      guard parser.accept(.of) else {
        throw parser.unknownClause("a gift", Parser.shapingWords + [.of])
      }
      order.clause(20, "of which", in: &parser, repeats: true)
      try parser.expect(.which)
      let payer = try parser.name("a payer")
      try parser.expect(.pays)
      shared.append((payer, try parser.expression("a share")))
      try parser.endLine()
    }
    guard let read else { throw Skip() }
    return GivesSyntax(
      amount: read.amount, to: read.to, moment: read.moment, shaping: shaping, shared: shared,
      condition: read.when, span: owner)
  }

  /// Reads a `leaves at least` line.
  mutating func leaves() throws(Skip) -> LeavesSyntax {
    let owner = lineSpan
    try expect(.leaves, .at, .least)
    let amount = try expression("an amount of money")
    try expect(.to, "`to` and a payer")
    let payer = try name("a payer")
    return LeavesSyntax(amount: amount, to: payer, condition: try testOrEnd(), span: owner)
  }

  private mutating func part() throws(Skip) -> PartSyntax {
    let owner = lineSpan
    try expect(.paid)
    let share = try expression("a share")
    let moment = try moment()
    var backTo: NameSyntax?
    if accept(.back) {
      try expect(.to)
      backTo = try name("a payer")
    }
    try endLine()
    return PartSyntax(share: share, moment: moment, backTo: backTo, span: owner)
  }

  /// Reads a clause that shapes a payment or a gift, if one stands here.
  mutating func shapingClause(_ shaping: inout ShapingSyntax, _ order: inout ClauseOrder)
    throws(Skip) -> Bool
  {
    switch (token.word, next.word) {
    case (.except?, _):
      order.clause(1, "except", in: &self, repeats: true)
      shaping.excepts.append(try adjustment())
    case (.plus?, _):
      order.clause(2, "plus", in: &self, repeats: true)
      shaping.pluses.append(try adjustment())
    case (.in?, .all?):
      order.clause(3, "in all at most", in: &self)
      shaping.inAllAtMost = try bound(.in, .all, .at, .most)
    case (.tapers?, _):
      order.clause(4, "tapers", in: &self)
      shaping.taper = try taper()
    case (.reduced?, _):
      order.clause(4, "reduced by", in: &self)
      shaping.reduced = try reduced()
    case (.not?, _):
      order.clause(5, "not below", in: &self)
      shaping.notBelow = try bound(.not, .below)
    case (.in?, _):
      order.clause(6, "in proportion to", in: &self)
      shaping.inProportionTo = try bound(.in, .proportion, .to)
    case (.up?, _):
      order.clause(7, "up to", in: &self, repeats: true)
      shaping.limits.append(try limit())
    case (.nothing?, _):
      order.clause(8, "nothing if below", in: &self)
      shaping.nothingBelow = try bound(.nothing, .if, .below)
    default: return false
    }
    return true
  }

  private mutating func bound(_ words: Word...) throws(Skip) -> ExpressionSyntax {
    for word in words { try expect(word) }
    return try lastExpression()
  }

  /// Reads a formula and the end of its line.
  mutating func lastExpression() throws(Skip) -> ExpressionSyntax {
    let formula = try expression()
    try endLine()
    return formula
  }

  private mutating func adjustment() throws(Skip) -> AdjustmentSyntax {
    let owner = lineSpan
    at += 1
    let amount = try expression("a share or an amount")
    try expect(.when, "`when` and a test")
    return AdjustmentSyntax(amount: amount, test: try test(), span: owner)
  }

  private mutating func taper() throws(Skip) -> TaperSyntax {
    let owner = lineSpan
    try expect(.tapers, .from)
    let fromShare = try expression("a share")
    try expect(.at, "`at` and a point")
    let fromPoint = try expression("a point")
    try expect(.to, "`to` and a share")
    let toShare = try expression("a share")
    try expect(.at, "`at` and a point")
    let toPoint = try expression("a point")
    try expect(.of, "`of` and a fact")
    let path = try fact("a fact, such as `learner.earnings`")
    try endLine()
    return TaperSyntax(
      fromShare: fromShare, fromPoint: fromPoint, toShare: toShare, toPoint: toPoint, of: path,
      span: owner)
  }

  /// Reads a `reduced by` line.
  mutating func reduced() throws(Skip) -> ReducedSyntax {
    let owner = lineSpan
    try expect(.reduced, .by)
    let amount = try expression()
    try expect(.for, .each)
    let step = try expression("the amount of one step")
    try expect(.of, "`of` and a fact")
    let path = try fact("a fact, such as `learner.earnings`")
    try expect(.above, "`above` and a point")
    let point = try lastExpression()
    return ReducedSyntax(by: amount, forEach: step, of: path, above: point, span: owner)
  }

  /// Reads an `up to` limit to the end of its line, with its test.
  mutating func limit() throws(Skip) -> LimitSyntax {
    let owner = lineSpan
    try expect(.up, .to)
    let amount = try expression("a limit")
    let quantity = try limitQuantity()
    let (record, scope) = try limitScope()
    return LimitSyntax(
      amount: amount, of: quantity, record: record, scope: scope, condition: try testOrEnd(),
      span: owner)
  }

  /// Reads what a limit counts, if it says so.
  mutating func limitQuantity() throws(Skip) -> LimitSyntax.Quantity? {
    guard accept(.of) else { return nil }
    let start = token
    if isAt(.the, .course) {
      at += 2
      return .course(span(from: start))
    }
    return .fact(try path("a fact of the course, such as `course.credits`, or `the course`"))
  }

  /// Reads what a limit is counted over.
  mutating func limitScope() throws(Skip) -> (NameSyntax?, LimitSyntax.Scope?) {
    guard accept(.per) else { return (nil, nil) }
    let record = try name("a record, such as `learner`")
    if accept(.per) { return (record, .each(try name("the name of a period"))) }
    if accept(.for) {
      try expect(.life)
      return (record, .life)
    }
    if accept(.in) {
      try expect(.any)
      let years = try number("a number of years")
      guard accept(.years) || accept(.year) else { throw unexpected("`years`", nearest: [.years]) }
      return (record, .anyYears(years))
    }
    throw unexpected(
      "`per` and a period, `for life` or `in any` and a number of years", nearest: [.per, .for])
  }
}
