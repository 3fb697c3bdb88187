import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Testing

@Suite("Reforms")
struct ReformTests {
  static let base = """
    policy help
        uses words
        applies from 2026-01-01

    parameter rate as percent by learner.nation
        England:    10%  from 2026-01-01  illustrative
        otherwise:  20%  from 2026-01-01  illustrative
        England:    15%  from 2029-01-01  illustrative

    parameter cap as money
        £100  from 2026-01-01  illustrative

    grant first-grant from treasury
        pays rate of course.fee

    grant second-grant from treasury
        pays 100% of the rest of course.fee
            up to cap per learner per tax-year

    tax charge on learner to treasury
        assessed on learner.earnings each tax-year
        charges 0% up to £10,000 per year
        charges 20% on the rest

    regime base
        uses help
        route main
            stacking for course.fee
                first first-grant
                then second-grant
                rest learner
        route own
            stacking for course.fee
                rest learner

    """

  /// The base and a reform of it, as the regimes of one plan.
  func plan(_ changes: String) throws -> FundingPlan {
    let reform =
      "reform change of base\n    amend help with\n"
      + changes.split(separator: "\n").map { "        \($0)\n" }.joined()
    let scenario = """
      scenario test
          runs from 2027-01-01 to 2028-12-31 by month
          draws 2
          seed 1
          uses help
          population 10 of learner
              learner.nation is England
          offer unit
              course.fee is £100
              lasts 6 months
          compare base with change

      """
    return try FundingPlan(program(ReformTests.base, reform, scenario), scenario: "test")
  }

  @Test("a reform that changes a value leaves every number where it was")
  func value() throws {
    let plan = try plan("change cap from £100 to £150 starting 2027-08-01 illustrative")
    #expect(plan.values("cap", regime: 0) == [[Ratio(10_000)]])
    #expect(plan.values("cap", regime: 1) == [[Ratio(10_000), Ratio(15_000)]])
    #expect(plan.regimes.map { $0.parameters.map(\.name) } == [["rate", "cap"], ["rate", "cap"]])
    #expect(plan.regimes.map(\.name) == ["base", "change"])
    #expect(plan.regimes[0].limitCount == plan.regimes[1].limitCount)
  }

  @Test("one row is changed until a day, and then the base comes back")
  func until() throws {
    let plan = try plan(
      "change rate for England from 10% to 30% starting 2027-01-01 until 2028-01-01 illustrative")
    #expect(
      plan.values("rate", regime: 1) == [
        [1, 3, 1].map { Ratio($0, over: 10) } + [Ratio(15, over: 100)], [Ratio(1, over: 5)],
      ])
    let long = try self.plan(
      "change rate for England from 10% to 30% starting 2027-01-01 until 2029-01-01 illustrative")
    #expect(
      long.values("rate", regime: 1)[0] == [
        Ratio(1, over: 10), Ratio(3, over: 10), Ratio(15, over: 100),
      ])
    let ever = try self.plan(
      "change rate for otherwise from 20% to 30% starting 2027-01-01 illustrative")
    #expect(
      ever.values("rate", regime: 1)[1] == [Ratio(1, over: 5), Ratio(3, over: 10)])
  }

  @Test("instruments are put, taken out and removed")
  func stacking() throws {
    func stack(_ changes: String, _ route: Int = 0) throws -> [String] {
      let rules = try plan(changes).regimes[1]
      return rules.routes[route].stacks[0].instruments.map { rules.instruments[$0].name }
    }
    #expect(
      try stack("put second-grant first in main for course.fee") == ["second-grant", "first-grant"])
    #expect(
      try stack("put first-grant after second-grant in main for course.fee")
        == ["second-grant", "first-grant"])
    #expect(try stack("put first-grant first in own for course.fee", 1) == ["first-grant"])
    #expect(try stack("take first-grant out of main for course.fee") == ["second-grant"])
    #expect(try stack("remove second-grant") == ["first-grant"])
    #expect(try plan("remove charge").regimes.map(\.taxes.count) == [1, 0])
    #expect(try plan("remove own").regimes.map(\.routes.count) == [2, 1])
    let message = refusal { () throws(PlanError) in
      try planned("put first-grant after third in main for course.fee")
    }
    #expect(message == "`third` is not in that stacking")
  }

  private func planned(_ changes: String) throws(PlanError) -> FundingPlan {
    do { return try plan(changes) } catch { throw error as? PlanError ?? PlanError("?") }
  }

  @Test("what replaces another stands behind it, each on its own days")
  func replacement() throws {
    let plan = try plan(
      """
      add
          grant third-grant from council
              pays 50% of course.fee
          route new
              stacking for course.fee
                  first third-grant
                  rest learner
      replace first-grant with third-grant starting 2027-08-01
      """)
    let rules = plan.regimes[1]
    #expect(
      rules.routes.map { $0.stacks[0].instruments.map { rules.instruments[$0].name } }
        == [["first-grant", "third-grant", "second-grant"], [], ["third-grant"]])
    let days = rules.instruments.filter { $0.name != "second-grant" }.map(\.applies)
    #expect(days[0].to == CivilDate(year: 2027, month: 7, day: 31))
    #expect(days[0].from == CivilDate(year: 2026, month: 1, day: 1))
    #expect(days[1].from == CivilDate(year: 2027, month: 8, day: 1))
    #expect(rules.routes.map(\.code) == [0, 1, 2])
    #expect(plan.facts.categories["route"] == ["main", "own", "new"])
  }
}
