import Simulation
import TestSupport
import Testing

/// Two firms that pay a levy of £12,000 a year and pass on half of it, and a small one that pays none.
@Suite("What employers pass on to others, in a run")
struct TransferTests {
  private static let rules = """
    policy help
        uses words

    levy charge on employer
        due when employer.headcount is at least 10
        charges 0.5% of employer.pay-bill
        collected each month
        into wallet

    account wallet held by employer
        expires after 24 months
        spends oldest first
        lapses to treasury
        transfers up to 50% of the last tax-year
        rations
            first by lot

    grant passed-on from wallet of another employer
        pays 100% of course.fee

    regime plain
        uses help
        route sponsored
            needs employer
            stacking for course.fee
                first passed-on
                rest employer

    """

  private func run(chance: String, fee: String, staff: Int, more: String = "") throws
    -> RegimeResult
  {
    let firms = """
          population 2 large-firms of employer
              employer.headcount is 100
              employer.pay-bill is £2.4 million per year
              employer.english-share is 100%
              employer.training-budget is £1 million

          population 1 small-firm of employer
              employer.headcount is \(staff)
              employer.pay-bill is £0.2 million per year
              employer.english-share is 100%
              employer.training-budget is £1 million

      """
    let people = """
          population staff of learner employed by small-firm
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
            employer transfers with chance \(chance)
        """)
    let body = [firms, people, Town.offer("red", fee: fee, more: more)].joined(separator: "\n")
    let texts = Town.texts(
      rules: TransferTests.rules, evidence: evidence,
      scenario: Town.scenario(body, by: "academic-year", follows: 1))
    return try SimulationTests.run(try texts.plan("town", []), ledger: true).regimes[0]
  }

  private func paid(_ regime: RegimeResult, _ name: String, in draw: Int = 0) -> Int64 {
    regime.ledger.filter {
      $0.draw == draw && $0.payee == "provider"
        && ($0.instrument.isEmpty ? $0.payer : $0.instrument) == name
    }.reduce(0) { $0 + $1.pence }
  }

  /// Each large firm may pass on £6,000 in a tax year: £12,000 for fees of £5,000 a learner.
  @Test("others pay as far as half of what came into their accounts, the employer the rest")
  func shared() throws {
    let regime = try run(chance: "100%", fee: "£5,000", staff: 6)
    let all = paid(regime, "passed-on") + paid(regime, "employer")
    #expect(all >= 1_500_000 && all % 500_000 == 0)
    #expect(paid(regime, "passed-on") <= 1_200_000 * 2)
    let starts = Set(regime.ledger.filter { $0.draw == 0 && $0.payee == "provider" }.map(\.date))
    for day in starts {
      let there = regime.ledger.filter {
        $0.draw == 0 && $0.payee == "provider" && $0.date == day
      }
      let sum = there.reduce(0) { $0 + $1.pence }
      let passed = there.filter { $0.instrument == "passed-on" }.reduce(0) { $0 + $1.pence }
      #expect(passed == min(sum, 1_200_000), "\(day)")
    }
    #expect(
      regime.whole("transferred", party: "wallet")[0] / 1_000_000
        == Int128(paid(regime, "passed-on")))
  }

  @Test("nobody passes anything on who does not agree")
  func refused() throws {
    let regime = try run(chance: "0%", fee: "£5,000", staff: 6)
    #expect(paid(regime, "passed-on") == 0)
    #expect(paid(regime, "employer") >= 500_000)
  }

  @Test("a course paid by the month draws on each tax year's allowance")
  func monthly() throws {
    let regime = try run(
      chance: "100%", fee: "£24,000", staff: 1, more: "        paid monthly over its length\n")
    // From September: seven or eight months of £2,000 in the first tax year, of which £12,000 are passed on.
    #expect(paid(regime, "passed-on") >= 1_800_000)
    #expect(paid(regime, "passed-on") + paid(regime, "employer") == 2_400_000)
  }
}
