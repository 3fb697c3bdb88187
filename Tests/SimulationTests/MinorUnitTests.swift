import Simulation
import TestSupport
import Testing

/// Sums that do not come out even show in how many parts money is counted.
@Suite("Currencies in any number of minor units")
struct MinorUnitTests {
  private static let rules = """
    policy help
        uses words

    grant help from treasury
        pays third of course.fee

    parameter third as percent
        33.3333%  from 2020-01-01  illustrative

    regime plain
        uses help
        route helped
            stacking for course.fee
                first help
                rest learner

    """

  /// A third of 1,000: 333.333 in thousandths, 333.33 in hundredths, 333 where there are no parts.
  @Test(
    "a third of a fee of 1,000, in the smallest parts of the currency",
    arguments: [
      ("", Int64(333)), ("in hundredths", 33_333), ("in thousandths", 333_333),
      ("in ten-thousandths", 3_333_330),
    ] as [(String, Int64)])
  func third(_ parts: String, minor: Int64) throws {
    let body = [Town.people(1), Town.offer("red", fee: "£1,000")].joined(separator: "\n")
    let texts = try Town.texts(
      rules: MinorUnitTests.rules, evidence: Town.evidence(taste: "50"),
      scenario: Town.scenario(body, follows: 1)
    ).replacing("\"Pound sterling\" in hundredths", with: "\"Some money\" \(parts)")
    let regime = try SimulationTests.run(try texts.plan("town"), ledger: true).regimes[0]
    let paid = regime.ledger.filter { $0.draw == 0 && $0.instrument == "help" }
    #expect(paid.first?.pence == minor)
  }
}
