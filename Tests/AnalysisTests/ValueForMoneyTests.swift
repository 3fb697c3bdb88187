import Analysis
import Simulation
import Testing

@Suite("Value for money and drivers")
struct ValueForMoneyTests {
  private let completions = Measure(.completionsOf(.additional))

  @Test("support for each additional completer is a ratio of means with its own error")
  func ratio() throws {
    let run = MadeUpRuns.run(
      base: [MadeUpRuns.paid(.accounts): MadeUpRuns.pounds([100, 100, 100, 100])],
      reform: [
        MadeUpRuns.paid(.accounts): MadeUpRuns.pounds([1100, 2100, 3100, 4100]),
        completions: MadeUpRuns.people([10, 20, 30, 40]),
      ], draws: 4)
    let estimate = try #require(Comparison(run).supportPerAdditionalCompletion(regime: 1))
    #expect(abs(estimate.value - 100) < 1e-9)
    #expect(estimate.standardError < 1e-9)
  }

  @Test("nobody additional gives no ratio, and the baseline has none")
  func nobody() {
    let run = MadeUpRuns.run(
      base: [:],
      reform: [
        MadeUpRuns.paid(.accounts): MadeUpRuns.pounds([10, 10]),
        completions: MadeUpRuns.people([0, 0]),
      ], draws: 2)
    let comparison = Comparison(run)
    #expect(comparison.supportPerAdditionalCompletion(regime: 1) == nil)
    #expect(comparison.supportPerAdditionalCompletion(regime: 0) == nil)
    #expect(comparison.supportPerAdditionalCompletion(regime: 9) == nil)
  }

  @Test("the parameter that decides a figure has the largest share of its variance")
  func drivers() throws {
    let pairs = 100
    var decisive: [Double] = []
    var idle: [Double] = []
    var values: [Int128] = []
    for pair in 0..<pairs {
      decisive.append(Double(pair * 37 % pairs))
      idle.append(Double(pair * 53 % pairs))
      for _ in 0..<2 { values.append(Int128(pair * 37 % pairs) * 1_000_000) }
    }
    let run = MadeUpRuns.run(
      base: [MadeUpRuns.starts: values], reform: [:], draws: 2 * pairs,
      uncertain: ["idle", "decisive", "fixed"],
      values: [idle, decisive, Array(repeating: 1, count: pairs)])
    let shares = Comparison(run).varianceShares(of: values)
    #expect(shares.map(\.name) == ["decisive", "idle"])
    #expect(try #require(shares.first).share > 0.95)
    #expect(try #require(shares.first).byChance < 0.5)
  }

  @Test("too few draws share out no variance")
  func fewDraws() {
    let run = MadeUpRuns.run(
      base: [MadeUpRuns.starts: MadeUpRuns.people([1, 2, 3, 4])], reform: [:], draws: 4,
      uncertain: ["rate"], values: [[1, 2]])
    #expect(Comparison(run).varianceShares(of: MadeUpRuns.people([1, 2, 3, 4])).isEmpty)
  }
}
