import Analysis
import Simulation
import Testing

/// Net present value, benefits for each pound, chances of being best and the worth of knowing, by hand.
@Suite("Value to society, and which regime to choose")
struct SocialValueTests {
  private static let society = Measure(.gain, of: .society, .real(discountedBy: .society))
  private static let treasury = Measure(.gain, of: .treasury, .real(discountedBy: .society))
  private static let completions = Measure(.completionsOf(.additional))

  /// Two pairs of draws: the reform costs the Treasury £100 and gains society £150 in all four draws; it brings 1
  /// completer in the first pair and 3 in the second.
  private var comparison: Comparison {
    Comparison(
      MadeUpRuns.run(
        base: [
          Self.society: MadeUpRuns.pounds([0, 0, 0, 0]),
          Self.treasury: MadeUpRuns.pounds([0, 0, 0, 0]),
          MadeUpRuns.paid(.accounts): MadeUpRuns.pounds([0, 0, 0, 0]),
        ],
        reform: [
          Self.society: MadeUpRuns.pounds([150, 150, 150, 150]),
          Self.treasury: MadeUpRuns.pounds([-100, -100, -100, -100]),
          MadeUpRuns.paid(.accounts): MadeUpRuns.pounds([100, 100, 100, 100]),
          Self.completions: MadeUpRuns.people([1, 1, 3, 3]),
        ], draws: 4))
  }

  @Test("benefits are society's gain with the cost put back, over that cost")
  func ratio() throws {
    #expect(try #require(comparison.netPresentValue(regime: 1)).value == 150)
    #expect(try #require(comparison.publicCost(regime: 1)).value == 100)
    let ratio = try #require(comparison.benefitCostRatio(regime: 1))
    #expect((ratio.value - 2.5).magnitude < 1e-12 && ratio.standardError < 1e-12)
    #expect(comparison.benefitCostRatio(regime: 0) == nil)
  }

  /// At £60 a completer the reform is worth 60·1 − 100 < 0 in one pair and 60·3 − 100 = 80 in the other: best in
  /// half of them. Knowing which: 80/2 = 40, against a mean of (−40 + 80)/2 = 20, so knowing is worth 20.
  @Test("the chance of being best and the worth of knowing are those worked by hand")
  func acceptability() throws {
    let points = comparison.acceptability(at: [0, 60, 1000])
    #expect(points.map(\.chances) == [[1, 0], [0.5, 0.5], [0, 1]])
    #expect(points.map(\.perfectInformation) == [0, 20, 0])
  }

  @Test("support has the subsidy in loans: what goes out less what comes back, at their own rate")
  func subsidy() throws {
    let rate = Measure.Valuation.real(discountedBy: .loans)
    let run = MadeUpRuns.run(
      base: [:],
      reform: [
        MadeUpRuns.paid(.accounts): MadeUpRuns.pounds([10, 10]),
        Measure(.budgetedOutlay, of: .treasury, rate): MadeUpRuns.pounds([100, 100]),
        Measure(.budgetedRepayments, of: .treasury, rate): MadeUpRuns.pounds([70, 70]),
      ], draws: 2)
    let support = try #require(Comparison(run).difference(.publicSupport, regime: 1))
    #expect(support.value == 40)
  }

  @Test("a ratio's range counts a draw with nothing below as infinite")
  func infinite() throws {
    let run = MadeUpRuns.run(
      base: [MadeUpRuns.paid(.accounts): MadeUpRuns.pounds(Array(repeating: 0, count: 40))],
      reform: [
        MadeUpRuns.paid(.accounts): MadeUpRuns.pounds(Array(repeating: 100, count: 40)),
        Self.completions: MadeUpRuns.people((0..<40).map { $0 < 4 ? 0 : 5 }),
      ], draws: 40)
    let each = try #require(Comparison(run).supportPerAdditionalCompletion(regime: 1))
    #expect((each.value - 100 / 4.5).magnitude < 1e-9)
    #expect(each.p50 == 20 && each.p95 == .infinity)
  }

  @Test("parts are told in the order of their bands")
  func order() {
    let levels = ["none", "250 and over", "10 to 49", "1 to 9", "below 1", "50 to 249"]
    var values: [Measure: [Int128]] = [:]
    for level in levels {
      values[Measure(.starts, part: .init(.employerSize, level))] = MadeUpRuns.people([1, 1])
    }
    let run = MadeUpRuns.run(base: values, reform: [:], draws: 2)
    #expect(
      Comparison(run).parts(by: [.employerSize]).map(\.level) == [
        "below 1", "1 to 9", "10 to 49", "50 to 249", "250 and over", "none",
      ])
  }
}
