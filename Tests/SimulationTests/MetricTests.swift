import Analysis
import FundingRules
import FundingValues
import PolicyCompiler
import Simulation
import TestSupport
import Testing

/// Metrics of a town in which everybody studies: 20 of 30 years and 30 of 50, each once in the year that is
/// run, a fee of £1,000 of which the council's grant pays a half for those below 40 under `helped`.
@Suite("Metrics of a run")
struct MetricTests {
  private static let rules = """
    policy help
        uses words

    parameter young as years
        40 years  from 2020-01-01  illustrative

    parameter half as percent
        50%  from 2020-01-01  illustrative

    grant fee-help from council
        eligible when learner.age is below young
        pays half of course.fee

    regime plain
        uses help
        route own
            stacking for course.fee
                rest learner

    regime helped
        uses help
        route with-help
            stacking for course.fee
                first fee-help
                rest learner
        route own
            stacking for course.fee
                rest learner

    """

  private static let town = Town.scenario(
    Town.people(20, "young-people")
      + Town.people(30, "older-people").replacing("30 years", with: "50 years")
      + Town.offer("course", fee: "£1,000"), compare: "plain with helped")

  /// The figure of a metric under a regime.
  private func figure(_ metric: String, under regime: String = "helped") throws -> Estimate? {
    let type = metric.hasPrefix("total") || metric.hasPrefix("mean") ? "£1" : "1"
    let value = metric.contains("share") || metric.contains("relative") ? "1%" : type
    let texts = Town.texts(
      rules: MetricTests.rules, evidence: Town.evidence(taste: "60"), scenario: MetricTests.town
    ).adding(
      "claims.scenario",
      """
      claims of-the-town

      source paper "A paper"

      claim asked
          published in paper
          under \(regime) in town
          expects \(metric) to be \(value) within \(value)

      """)
    let plan = try FundingPlan(try texts.program(), claim: "asked")
    let result = try simulate(plan, draws: 2, seed: 7)
    let found = try #require(plan.metrics.first)
    let place = try #require(result.regimes.firstIndex { $0.name == regime })
    return result.figure(of: found, at: 0, regime: place)
  }

  /// Worked by hand: 50 courses at £1,000; the grant pays £500 of 20 of them.
  @Test(
    "totals, counts, means, shares and differences",
    arguments: [
      ("count of enrolment", 50.0), ("count of enrolment where learner.age is below 40 years", 20),
      ("total of fee-help", 10_000), ("total of fee-help where learner.age is above 40 years", 0),
      ("total of council.pays", 10_000), ("total of learner.pays", 40_000),
      ("mean of learner.pays", 800), ("mean of quote.grant", 200),
      ("mean of quote.grant where enrolment.funded is yes", 500),
      ("median of quote.learner-pays", 1_000), ("mean of learner.age", 42),
      ("share of enrolment.funded", 0.4), ("share of enrolment where enrolment.funded is yes", 0.4),
      ("share of enrolment.funded where learner.age is below 40 years", 1),
      ("share of enrolment.additional where enrolment.funded is yes", 0),
      ("change in count of enrolment", 0), ("change in total of learner.pays", -10_000),
      ("relative change in total of learner.pays", -0.2),
      ("change in mean of learner.pays", -200),
      ("total of fee-help for each enrolment.funded", 500),
      ("total of fee-help for each enrolment", 200),
      ("count of enrolment each academic-year", 50),
      ("count of learner where learner.age is above 40 years", 30),
      ("share of learner where learner.age is above 40 years", 0.6),
    ])
  func figures(_ metric: String, _ value: Double) throws {
    let found = try #require(try figure(metric))
    #expect((found.value - value).magnitude < 1e-9, "\(metric) is \(found.value)")
    #expect(found.standardError == 0)
  }

  @Test("a mean of nobody is nothing, and a figure of another regime is its own")
  func nobody() throws {
    #expect(try figure("mean of learner.pays where learner.age is below 20 years") == nil)
    #expect(try figure("total of fee-help", under: "plain")?.value == 0)
  }

  @Test("what a run cannot measure is refused with the words of the metric")
  func refused() throws {
    #expect {
      _ = try figure("mean of learner")
    } throws: { "\($0)".contains("is counted, and has no mean") }
    #expect {
      _ = try figure("change in count of learner")
    } throws: { "\($0)".contains("count `enrolment`") }
  }

  /// By age the fifty are twenty and thirty, and their shares of all sum to one.
  @Test("cells by a fact")
  func cells() throws {
    let texts = Town.texts(
      rules: MetricTests.rules, evidence: Town.evidence(taste: "60"), scenario: MetricTests.town
    ).adding(
      "claims.scenario",
      """
      claims of-the-town

      source paper "A paper"

      claim asked
          published in paper
          under helped in town
          expects share of enrolment by learner.age to be 1% within 1%

      """)
    let plan = try FundingPlan(try texts.program(), claim: "asked")
    let result = try simulate(plan, draws: 2, seed: 7)
    let metric = try #require(plan.metrics.first)
    let cells = result.figures(of: metric, at: 0, regime: 1)
    #expect(cells.map(\.cell.levels) == [["30"], ["50"]])
    #expect(cells.map(\.estimate.value) == [0.4, 0.6])
  }
}
