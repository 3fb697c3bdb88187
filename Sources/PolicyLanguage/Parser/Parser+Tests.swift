extension Parser {
  /// Reads a comparison to the end of its line, or a block of them.
  mutating func test() throws(Skip) -> TestSyntax {
    guard let quantifier else {
      let condition = try condition()
      try endLine()
      return .condition(condition)
    }
    let start = token
    let depth = depth
    let owner = lineSpan
    at += 2
    let opening = span(from: start)
    try endLine()
    requireBlock(under: depth, of: owner, "at least one test")
    var tests: [TestSyntax] = []
    block(under: depth) { parser throws(Skip) in tests.append(try parser.test()) }
    return .group(quantifier, tests, opening)
  }

  /// Reads `when` and a test, or the end of the line.
  mutating func testOrEnd() throws(Skip) -> TestSyntax? {
    if accept(.when) { return try test() }
    try endLine()
    return nil
  }

  private var quantifier: TestSyntax.Quantifier? {
    guard next.word == .of, ahead(2).kind == .endOfLine else { return nil }
    switch token.word {
    case .all?: return .all
    case .any?: return .any
    case .noneOf?: return TestSyntax.Quantifier.none
    default: return nil
    }
  }

  /// Reads a comparison.
  mutating func condition() throws(Skip) -> ConditionSyntax {
    let start = token
    if isAt(.yes) || isAt(.no) { throw unexpected("a fact or a parameter to compare") }
    let subject = try expression("a comparison")
    if !isAt(.is), isComparing {
      throw fault(
        "P0105", "expected `is`", at: span(token), shown(token),
        suggestion: Suggestion(
          "put `is` before it", replace: span(token), with: "is \(text(token))"))
    }
    try expect(.is, "`is`")
    let comparison = try comparison()
    return ConditionSyntax(subject, comparison, span(from: start))
  }

  /// Whether a comparison stands here, its `is` lost.
  private var isComparing: Bool {
    switch token.word {
    case .below?, .above?, .between?, .exactly?: true
    case .at?: next.word == .least || next.word == .most
    case .one?: next.word == .of
    default: false
    }
  }

  private mutating func comparison() throws(Skip) -> ComparisonSyntax {
    if isAt(.at, .least) { return .atLeast(try compared(after: 2)) }
    if isAt(.at, .most) { return .atMost(try compared(after: 2)) }
    if isAt(.at), next.kind == .name {
      at += 1
      throw unexpected("`least` or `most`", nearest: [.least, .most])
    }
    if isAt(.above) { return .above(try compared(after: 1)) }
    if isAt(.below) { return .below(try compared(after: 1)) }
    if isAt(.exactly) { return .exactly(try compared(after: 1)) }
    if isAt(.between) {
      let low = try compared(after: 1)
      try expect(.and, "`and` and the other bound")
      return .between(low, try expression())
    }
    if isAt(.one, .of) {
      at += 2
      return .oneOf(try nameList())
    }
    if isAt(.on, .or) {
      at += 2
      try expect(.after)
      return .onOrAfter(try expression("a day"))
    }
    if isWrongComparison { throw unexpected("a comparison in words") }
    return .equals(try compared(after: 0))
  }

  /// Whether a word stands here that is guessed for a comparison and is not a name alone.
  private var isWrongComparison: Bool {
    guard token.kind == .name, next.kind != .endOfLine, next.kind != .stop else { return false }
    return wrongGuess(token) != nil
  }

  private mutating func compared(after words: Int) throws(Skip) -> ExpressionSyntax {
    at += words
    return try expression()
  }
}
