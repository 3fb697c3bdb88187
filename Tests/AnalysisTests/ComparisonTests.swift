import Analysis
import Simulation
import Testing

@Suite("Comparison of regimes")
struct ComparisonTests {
  @Test("a regime that changes nothing differs by exactly nothing")
  func nullReform() throws {
    let values = [
      MadeUpRuns.starts: MadeUpRuns.people([3, 5, 8, 13]),
      MadeUpRuns.paid(.accounts): MadeUpRuns.pounds([100, 200, 50, 70]),
    ]
    let run = MadeUpRuns.run(base: values, reform: values, draws: 4, uncertain: ["rate"])
    let comparison = Comparison(run)
    #expect(comparison.differences.count == 1)
    #expect(!comparison.differences[0].isEmpty)
    for figure in comparison.differences[0] {
      #expect(figure.estimate.isExactlyZero)
      #expect(figure.estimate.value == 0)
      #expect(figure.estimate.standardError == 0)
      #expect(figure.estimate.p05 == 0 && figure.estimate.p95 == 0)
    }
  }

  @Test("differences are paired draw by draw, so shared noise cancels")
  func pairing() throws {
    let base = MadeUpRuns.people([100, 900, 300, 500])
    let reform = MadeUpRuns.people([110, 910, 310, 510])
    let run = MadeUpRuns.run(
      base: [MadeUpRuns.starts: base], reform: [MadeUpRuns.starts: reform], draws: 4)
    let comparison = Comparison(run)
    let difference = try #require(comparison.difference(MadeUpRuns.starts, regime: 1))
    #expect(difference.value == 10)
    #expect(difference.standardError == 0)
    #expect(try #require(comparison.total(MadeUpRuns.starts, regime: 1)).standardError > 40)
  }

  @Test("a measure that one regime lacks counts as nought there")
  func lackingMeasure() throws {
    let grant = MadeUpRuns.paid(.grants(of: "treasury"))
    let run = MadeUpRuns.run(
      base: [:], reform: [grant: MadeUpRuns.pounds([10, 30])], draws: 2)
    let comparison = Comparison(run)
    #expect(try #require(comparison.difference(grant, regime: 1)).value == 20)
  }

  @Test("classes of funded learners have totals and no difference")
  func classes() throws {
    let additional = Measure(.startsOf(.additional))
    let run = MadeUpRuns.run(
      base: [:], reform: [additional: MadeUpRuns.people([4, 6])], draws: 2)
    let comparison = Comparison(run)
    #expect(try #require(comparison.total(additional, regime: 1)).value == 5)
    #expect(comparison.difference(additional, regime: 1) == nil)
  }

  @Test("support adds levy, grants and funds, and neither loans nor anyone's own money")
  func support() throws {
    let run = MadeUpRuns.run(
      base: [:],
      reform: [
        MadeUpRuns.paid(.accounts): MadeUpRuns.pounds([1, 1]),
        MadeUpRuns.paid(.grants(of: "treasury")): MadeUpRuns.pounds([10, 10]),
        MadeUpRuns.paid(.party("wmca")): MadeUpRuns.pounds([100, 100]),
        MadeUpRuns.paid(.loans(of: "treasury")): MadeUpRuns.pounds([1000, 1000]),
        MadeUpRuns.paid(.learner): MadeUpRuns.pounds([10_000, 10_000]),
        MadeUpRuns.paid(.employer): MadeUpRuns.pounds([10_000, 10_000]),
      ], draws: 2)
    let comparison = Comparison(run)
    let paid = MadeUpRuns.paid(.support)
    #expect(try #require(comparison.total(paid, regime: 1)).value == 111)
    #expect(
      comparison.holders(of: .paid).map(\.name) == [
        "learner", "employer", "levy", "treasury-grant", "treasury-loan", "wmca", "support",
      ])
  }

  @Test("without uncertain parameters their range is exactly the mean")
  func noUncertainty() throws {
    let run = MadeUpRuns.run(
      base: [MadeUpRuns.starts: MadeUpRuns.people([3, 5, 8, 14])], reform: [:], draws: 4)
    let total = try #require(Comparison(run).total(MadeUpRuns.starts, regime: 0))
    let range = try #require(total.parameter)
    #expect(range.low == 7.5 && range.high == 7.5)
  }

  @Test("the mean is exact and is rounded once, half up")
  func exactMean() throws {
    let one = Estimate([1, 2, 3, 4], perUnit: 100_000_000, uncertain: false)
    #expect(one.exact?.rounded(places: 2) == 0)
    let half = Estimate([500_000, 500_000], perUnit: 100_000_000, uncertain: false)
    #expect(half.exact?.rounded(places: 2) == 1)
    let less = Estimate([-500_000, -500_000], perUnit: 100_000_000, uncertain: false)
    #expect(less.exact?.rounded(places: 2) == 0)
    let large = Int128(123_456_789_012_345) * 100_000_000
    let exact = Estimate([large, large], perUnit: 100_000_000, uncertain: false).exact
    #expect(exact?.rounded(places: 2) == 12_345_678_901_234_500)
  }

  @Test("no draws and an odd number of draws do not stop the program")
  func oddDraws() {
    #expect(Estimate([], perUnit: 1, uncertain: true).value == 0)
    #expect(Estimate([4], perUnit: 1, uncertain: true).value == 4)
    #expect(Estimate([1, 2, 3], perUnit: 1, uncertain: true).p95.isFinite)
  }
}
