import PolicyCompiler
import Simulation
import TestSupport
import Testing

/// Whoever surely changes nothing under any regime is left out of a draw: whom no route could win over, and
/// colleagues whose proposals stand in nobody's way. Followed or not, every figure is the same.
@Suite("Law 4: who surely changes nothing is left out, and changes nothing")
struct EveryoneTests {
  private static func isSame(_ plan: FundingPlan, draws: Int) throws -> String? {
    let some = try run(plan, draws: draws, ledger: true)
    let all = try run(plan, draws: draws, ledger: true, everyone: true)
    return difference(some, all)
  }

  @Test("the example, under all four regimes")
  func example() throws {
    #expect(try EveryoneTests.isSame(try Example.smallPlan(), draws: 4) == nil)
  }

  @Test("another seed and other regimes")
  func otherRegimes() throws {
    let plan = try Example.smallPlan(regimes: ["aligned", "half-and-half"])
    let some = try run(plan, draws: 4, seed: 11, ledger: true)
    let all = try run(plan, draws: 4, seed: 11, ledger: true, everyone: true)
    #expect(difference(some, all) == nil)
    #expect(some.regimes[0].whole("starts", draws: 4).contains { $0 > 0 })
  }
}
