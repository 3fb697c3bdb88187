import PolicyCompiler
import Simulation
import TestSupport
import Testing

@Suite("Law 11: k times the weights and budgets give k times the totals")
struct ScalingTests {
  private static let budgets: [(name: String, pounds: Int)] = [
    ("apprenticeship-budget-each-year", 70_000), ("level-4-5-budget", 60_000),
    ("shared-pot", 45_000), ("commission-budget", 60_000),
  ]

  private static func result(_ scale: Int) throws -> SimulationResult {
    let settings = Example.keen + budgets.map { "\($0.name)=\($0.pounds * scale)" }
    let plan = try Example.smallTexts(scale: scale).plan(Example.scenario, settings)
    return try run(plan, ledger: true)
  }

  private static let once: Result<SimulationResult, any Error> = Result { try result(1) }

  @Test("exactly", arguments: [2, 3])
  func scaled(scale: Int) throws {
    let one = try ScalingTests.once.get()
    let many = try ScalingTests.result(scale)
    let factor = Int128(scale)
    #expect(many.learners == one.learners)
    for (left, right) in zip(one.regimes, many.regimes) {
      #expect(left.values.count == right.values.count)
      let measures = firstFault(among: left.values) { measure, values in
        let found = right.values[measure] ?? []
        return found == values.map { $0 * factor } ? nil : "\(measure): \(values) and \(found)"
      }
      #expect(measures == nil)
      let flows = firstFault(among: left.flows) { cell, values in
        right.flows[cell] == values.map { $0 * factor } ? nil : "\(cell)"
      }
      #expect(flows == nil)
      #expect(left.gainHistogram.mapValues { $0 * Int64(scale) } == right.gainHistogram)
      #expect(left.ledger.map(\.pence) == right.ledger.map(\.pence))
    }
  }

  @Test("funds and accounts do run short here")
  func isShort() throws {
    let one = try ScalingTests.once.get()
    for fund in ["level-4-commission", "level-4-5-pot", "half-and-half-pot"] {
      #expect(
        one.regimes.contains { $0.whole("refused-people", party: fund).allSatisfy { $0 > 0 } })
    }
    let aligned = try one.regime("aligned")
    #expect(aligned.whole("displaced-background", party: "levy-account").contains { $0 > 0 })
  }
}
