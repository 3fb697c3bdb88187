import Simulation
import TestSupport
import Testing

/// Clauses of a firm and its staff that a course alone does not bring about, worked by hand.
@Suite("What an employer applies for together, and what leaving it brings")
struct ApplicationTests {
  private func run(
    _ rules: String, staff: Int = 5, leaves: String = "0%", by step: String = "academic-year",
    follows: Int = 3
  ) throws -> RegimeResult {
    let firm = """
          population 1 firm of employer
              employer.headcount is \(staff)
              employer.pay-bill is £0.2 million per year
              employer.english-share is 100%
              employer.training-budget is £1 million

      """
    let people = """
          population staff of learner employed by firm
              learner.nation is England
              learner.status is employed
              learner.age is 30 years
              learner.earnings is £40,000 per year

      """
    let evidence = Town.evidence(
      taste: "50",
      behaviour: """
            learner considers an offer with chance 100%
            employer sponsors when £1 million is above quote.employer-cost
                with spread £1
                up to employer.training-budget per employer per financial-year
        """,
      outcomes: "    employee leaves with chance \(leaves)")
    let body = [firm, people, Town.offer("red", fee: "£1,000")].joined(separator: "\n")
    let texts = Town.texts(
      rules: rules, evidence: evidence, scenario: Town.scenario(body, by: step, follows: follows))
    let words = try texts.replacing(
      "    has training-budget as money\n",
      with: "    has training-budget as money\n    has plan-cost       as money\n"
    ).replacing(
      "        employer.training-budget is £1 million\n",
      with: "        employer.training-budget is £1 million\n        employer.plan-cost is £900\n")
    return try SimulationTests.run(try words.plan("town"), ledger: true).regimes[0]
  }

  private func pence(_ regime: RegimeResult, where isIt: (LedgerEntry) -> Bool) -> Int64 {
    regime.ledger.filter { $0.draw == 0 && isIt($0) }.reduce(0) { $0 + $1.pence }
  }

  private static let planned = """
    policy help
        uses words

    grant plan-help from treasury
        pays 50% of employer.plan-cost

    grant fee-help from treasury
        pays 50% of course.fee

    regime plain
        uses help
        route sponsored
            needs employer
            stacking for course.fee
                first fee-help
                rest employer
            stacking for employer.plan-cost each application
                first plan-help
                rest employer

    """

  @Test("a plan's cost arises once for all that a firm applies for together", arguments: [1, 5, 9])
  func once(_ staff: Int) throws {
    let regime = try run(ApplicationTests.planned, staff: staff)
    let starts = Set(
      regime.ledger.filter { $0.draw == 0 && $0.instrument == "fee-help" }.map(\.date))
    for day in starts {
      let plan = pence(regime) { $0.instrument == "plan-help" && $0.date == day }
      let fees = pence(regime) { $0.instrument == "fee-help" && $0.date == day }
      let own = pence(regime) { $0.payee == "provider" && $0.payer == "employer" && $0.date == day }
      #expect(plan == 45_000, "\(day)")
      #expect(own == fees + 45_000, "\(day)")
    }
  }

  private static let leaving = """
    policy help
        uses words

    grant help from treasury
        pays 100% of course.fee
            paid 40% on start
            paid 60% on separation back to council
        gives £300 to learner on separation

    regime plain
        uses help
        route sponsored
            needs employer
            stacking for course.fee
                first help
                rest employer

    """

  @Test("a gift and a part on separation are paid when the learner leaves the employer")
  func separation() throws {
    for (leaves, gift, laidOut) in [
      ("0%", Int64(0), Int64(0)), ("100%", 30_000, 60_000),
    ] {
      let regime = try run(ApplicationTests.leaving, staff: 1, leaves: leaves)
      let starts = pence(regime) { $0.payee == "provider" } / 100_000
      #expect(starts >= 1)
      #expect(pence(regime) { $0.payee == "learner" && $0.instrument == "help" } == gift * starts)
      #expect(
        pence(regime) { $0.payee == "council" && $0.instrument == "help" } == laidOut * starts)
      #expect(pence(regime) { $0.payer == "council" && $0.payee == "provider" } == 60_000 * starts)
    }
  }
}
