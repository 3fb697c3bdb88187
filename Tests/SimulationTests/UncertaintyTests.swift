import FundingRules
import FundingValues
import PolicyCompiler
import Simulation
import Statistics
import TestSupport
import Testing

@Suite("Law 6: what is certain causes no range, and more draws less error")
struct UncertaintyTests {
  /// Settings that put every uncertain parameter at a centre, the same in all its cases.
  private static func centres(_ plan: FundingPlan) -> [String] {
    var result: [Int: String] = [:]
    for quantity in plan.uncertain where result[quantity.parameter] == nil {
      let rule = plan.regimes[0].parameters[quantity.parameter]
      let scale =
        quantity.isShare ? Ratio(100) : (rule.unit.hasPrefix("money") ? Ratio(1, over: 100) : .one)
      let value = (quantity.centre * scale).decimal(places: 6).filter { $0 != "," }
      result[quantity.parameter] = "\(rule.owner).\(rule.name)=\(value)"
    }
    return result.sorted { $0.key < $1.key }.map(\.value)
  }

  @Test("without uncertain parameters the parameter range is exactly nought")
  func certain() throws {
    let uncertain = try Example.smallPlan(regimes: ["half-and-half"])
    #expect(uncertain.uncertain.count > 15)
    let settings = UncertaintyTests.centres(uncertain)
    let plan = try Example.smallPlan(regimes: ["half-and-half"], settings)
    #expect(plan.uncertain.isEmpty)
    let result = try run(plan, draws: 4)
    #expect(result.uncertain.isEmpty && result.uncertainValues.isEmpty)
    for values in result.regimes[0].values.values {
      let draws = PairedDraws(
        values.map { Double($0) }, uncertainParameters: !result.uncertain.isEmpty)
      #expect(draws.parameterVariance == 0 && draws.isParameterResolved)
      #expect(draws.parameterQuantile(0.05) == draws.parameterQuantile(0.95))
    }
    #expect(
      Set(result.regimes[0].whole("starts", draws: 4)).count > 1, "chance causes no range either")
  }

  @Test("both draws of a pair share their parameters, and no two pairs do")
  func pairs() throws {
    let result = try run(try Example.smallPlan(regimes: ["england-2027"]), draws: 4)
    #expect(result.uncertainValues.count == result.uncertain.count)
    #expect(result.uncertainValues.allSatisfy { $0.count == 2 && $0[0] != $0[1] })
  }

  /// The error's own relative error is about the root of 1/398 + 1/1,598, or 0.056: a ratio is held
  /// to within 0.137 of a half, and an error that shrinks by a fifth less than it should is caught.
  @Test("four times the draws halve the simulation error")
  func error() throws {
    let body = [Town.people(60), Town.offer("red", fee: "£1,000")].joined(separator: "\n")
    let plan = try Town.texts(
      rules: Town.plain, evidence: Town.evidence(cash: "-0.5"),
      scenario: Town.scenario(body, follows: 1)
    ).plan("town")
    let few = try run(plan, draws: 400, seed: 1)
    let many = try run(plan, draws: 1_600, seed: 2)
    func error(_ result: SimulationResult) -> Double {
      let starts = result.regimes[0].whole("starts", draws: result.draws)
      return PairedDraws(starts.map { Double($0) }, uncertainParameters: false)
        .monteCarloStandardError
    }
    let spread = (1.0 / 398 + 1.0 / 1_598).squareRoot()
    let ratio = error(many) / error(few)
    #expect((ratio / 0.5 - 1).magnitude < Tolerance.standardErrors * spread, "\(ratio)")
  }
}
