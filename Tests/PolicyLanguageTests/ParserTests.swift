import FundingValues
import PolicyLanguage
import Testing

@Suite struct ParserTests {
  /// The formula of a parameter's only value.
  private func formula(_ text: String) throws -> ExpressionSyntax {
    let file = parsed("parameter a as money\n    \(text)  from 2027-01-01  illustrative\n")
    #expect(file.diagnostics.map(\.message) == [])
    guard case .parameter(let parameter)? = file.syntax.declarations.first,
      case .expressions(let items)? = parameter.rows.first?.value
    else { throw NotAFormula() }
    return try #require(items.first)
  }

  private struct NotAFormula: Error {}

  private func literal(_ text: String) throws -> AmountSyntax {
    guard case .amount(let amount) = try formula(text) else { throw NotAFormula() }
    return amount
  }

  @Test func moneyIsExact() throws {
    #expect(
      try literal("£2,447.50").literal == .money(Ratio(244_750, over: 100), sign: "£"))
    #expect(try literal("£7.5 million").literal == .money(Ratio(7_500_000), sign: "£"))
    #expect(try literal("¤0.125").literal == .money(Ratio(1, over: 8), sign: "¤"))
    #expect(try literal("€1.2 billion").literal == .money(Ratio(1_200_000_000), sign: "€"))
  }

  @Test func unitsFollowTheirAmounts() throws {
    #expect(try literal("£9,790 per 120 credits").per == .credits(Ratio(120)))
    #expect(try literal("£50 per day").per == .unit(.day))
    #expect(try literal("3.2% per year").literal == .percent(Ratio(32, over: 10)))
    #expect(try literal("10 hours per week").literal == .quantity(Ratio(10), .hours))
    #expect(try literal("10 hours per week").per == .unit(.week))
    #expect(try literal("1 month").literal == .quantity(Ratio(1), .month))
    #expect(try literal("37,000,000").literal == .number(Ratio(37_000_000)))
    #expect(try literal("20270801").literal == .number(Ratio(20_270_801)))
    #expect(try literal("yes").literal == .truth(true))
  }

  @Test func productsBindBeforeSums() throws {
    guard case .binary(let left, .subtract, let right, let span) = try formula("a - b * c / d"),
      case .path(let path) = left, case .binary(_, .divide, _, _) = right
    else { throw NotAFormula() }
    #expect(path.text == "a")
    #expect(span.end - span.start == 13)
  }

  @Test func aHyphenJoinsAndAMinusStandsApart() throws {
    guard case .path(let path) = try formula("a-b") else { throw NotAFormula() }
    #expect(path.text == "a-b")
    guard case .negated(let amount, _) = try formula("-0.08"), case .amount = amount else {
      throw NotAFormula()
    }
  }

  @Test func aFactOfTheLastPeriodReads() throws {
    guard case .path(let path) = try formula("learner.pay in the last tax-year") else {
      throw NotAFormula()
    }
    #expect(path.parts.map(\.text) == ["learner", "pay"] && path.last?.text == "tax-year")
  }

  @Test func fixedWordsAreNamesElsewhere() {
    let text = """
      parameter mean as number by course.product
          module:  1  from 2027-01-01  illustrative
          below:   2  from 2027-01-01  illustrative
      parameter uncertain as number
          mean  from 2027-01-01  illustrative
      parameter from as number
          from  from 2027-01-01  illustrative
      record year
          has yes       as count
          has otherwise as count
      category word is one of title, pays, all
      """
    #expect(parsed(text).diagnostics.map(\.message) == [])
    #expect(faults(in: "category word is one of yes, no") == ["P0113 1:25"])
  }

  @Test func aMeanOfAMetricIsNotAParameterCalledMean() {
    let text = """
      claim a
          published in b
          expects mean / total to be 5 within 1
      claim c
          published in b
          expects mean of total to be 5 within 1
      """
    let targets = parsed(text).syntax.declarations.compactMap { declaration -> Bool? in
      guard case .claim(let claim) = declaration else { return nil }
      if case .metric = claim.target { return true }
      return false
    }
    #expect(targets == [false, true])
  }

  @Test func populationsRead() throws {
    let fixture = try #require(PolicyFixture.good.first { $0.name == "phrases/words.scenario" })
    let file = parse(fixture.source, file: 0).syntax
    guard case .scenario(let scenario)? = file.declarations.first else { throw NotAFormula() }
    let populations = scenario.populations
    #expect(
      populations.map { $0.name?.text } == [
        "firms", "micro-firms", "staff", "outsiders", nil, nil,
      ])
    #expect(populations[0].standingFor?.whole == 700)
    #expect(populations[2].employedBy.map(\.text) == ["firms", "micro-firms"])
    #expect(populations[3].size?.whole == 6000)
    #expect(populations[4].standingFor?.whole == 34_000_000)
    #expect(populations[5].data?.value == "firms.csv")
    guard case .varies(let shape) = populations[0].facts[0].source else { throw NotAFormula() }
    #expect(shape.settings.map(\.name.text) == ["low", "high", "exponent"])
    #expect(shape.total != nil)
  }

  @Test func aSpanIsTheLineOfItsClause() throws {
    let text = "grant a from b\n    pays 5% of c.d\n        up to £5 per e per f  # why\n"
    guard case .instrument(let grant)? = parsed(text).syntax.declarations.first else {
      throw NotAFormula()
    }
    let table = LineTable(Array(text.utf8))
    func shown(_ span: SourceSpan) -> String { table.text(Int(span.start), Int(span.end)) }
    #expect(shown(grant.span) == "grant a from b")
    #expect(shown(grant.pays[0].span) == "pays 5% of c.d")
    #expect(shown(grant.pays[0].shaping.limits[0].span) == "up to £5 per e per f")
  }
}
