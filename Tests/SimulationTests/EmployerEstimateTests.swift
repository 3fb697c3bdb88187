import FundingValues
import PolicyCompiler
import Simulation
import TestSupport
import Testing

/// A firm that pays £1,000 for a course of one of its staff, worked by hand.
@Suite("An employer's estimate")
struct EmployerEstimateTests {
  private static let rules = """
    policy help
        uses words

    regime plain
        uses help
        route paid
            needs employer
            stacking for course.fee
                rest employer

    """

  /// Pay of £40,000 rises by a tenth on completion, and the employer keeps half of the gain: £4,000 a year
  /// for the learner, and as much for the firm, £333.33 a month from the thirteenth month on.
  private static func estimate(
    fee: String = "£1,000", completes: String = "100%", leaves: String = "0%",
    headcount: String = "            employer.headcount is 8\n"
  ) throws -> EmployerEstimate {
    let evidence = Town.evidence(
      outcomes: """
            completing raises learner.earnings by rise
            employer keeps kept of the gain while employed
            employee leaves with chance leaves

        """,
      parameters: """
        parameter rise as percent
            10%  from 2020-01-01  illustrative

        parameter kept as percent
            50%  from 2020-01-01  illustrative

        parameter leaves as percent
            \(leaves)  from 2020-01-01  illustrative

        """
    ).swapping("    100%  from 2020-01-01", for: "    \(completes)  from 2020-01-01")
    let profile = """
      profile firm
          on 2027-09-01
          draws 400
          seed 7
          uses minds
          employer
      \(headcount)            employer.training-budget is £5,000
          staff 1 as fitters
              learner.nation is England
              learner.status is employed
              learner.age is 30 years
              learner.earnings is £40,000 per year
              learner.taste is 0
              takes red
      \(Town.offer("red", fee: fee))
          compare plain

      """
    let texts = PolicyTexts(
      files: [
        ("words.policy", Town.words), ("rules.policy", rules), ("minds.policy", evidence),
        ("firm.scenario", profile),
      ].map { Repository.File(path: $0.0, text: $0.1) })
    return try employerEstimate(
      try FundingPlan(try texts.program(), profile: "firm"), draws: 400, seed: 7)
  }

  @Test(
    "what is sure to pay back does so in the month that division gives",
    arguments: [("£1,000", 15), ("£1,001", 16), ("£4,000", 24)])
  func sure(_ fee: String, _ month: Int) throws {
    let found = try #require(try Self.estimate(fee: fee).breakEven)
    #expect([found.p05, found.p50, found.p95] == [month, month, month])
    #expect(found.chanceNever == 0)
    #expect(found.draws == 400)
  }

  @Test("nothing pays back where nobody completes, or everybody leaves in the first year")
  func never() throws {
    for estimate in [try Self.estimate(completes: "0%"), try Self.estimate(leaves: "100%")] {
      let found = try #require(estimate.breakEven)
      #expect(found.p05 == nil)
      #expect(found.chanceNever == 1)
      #expect(estimate.total.cash == 100_000)
    }
  }

  /// Of 400 draws 300 complete: the standard error of the share is 2.2%, and five of them are 11%.
  @Test("what pays back in three draws of four is said to")
  func chance() throws {
    let found = try #require(try Self.estimate(completes: "75%").breakEven)
    #expect(found.p50 == 15)
    #expect(found.p95 == nil)
    #expect(abs(found.chanceNever - 0.25) < 0.11)
  }

  @Test("an employer that nobody can work for is refused with its cure")
  func headcount() throws {
    for headcount in ["", "            employer.headcount is 0\n"] {
      let error = #expect(throws: SimulationError.self) {
        try Self.estimate(headcount: headcount)
      }
      #expect(error?.message.contains("employer.headcount") == true)
    }
  }
}
