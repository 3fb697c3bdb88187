import Simulation
import Testing

/// What employers are charged, who receives it, and funds that a levy fills.
@Suite("Levies as flows, by hand")
struct LevyChargeTests {
  private static func levy(_ name: String, rate: String, _ rest: String) -> String {
    """
    policy \(name)-rules
        uses words

    levy \(name) on employer
        charges \(rate) of employer.pay-bill
    \(rest)

    """
  }

  private static func rules(collected: String) -> String {
    """
    policy help
        uses words

    levy wide on employer
        charges 1% of employer.pay-bill
        collected each \(collected)
        into pot

    fund pot held by council
        filled by wide
        rations
            first by lot
        when spent refuses

    grant aid from pot
        pays 100% of course.fee

    regime low
        uses narrow-rules, help
        route helped
            stacking for course.fee
                first aid
                rest learner

    regime high
        uses narrow-rules, steep-rules, help
        route helped
            stacking for course.fee
                first aid
                rest learner

    """
  }

  private static let months = [
    "1 January", "1 February", "1 March", "1 April", "1 May", "1 June", "1 July", "1 August",
    "1 September", "1 October", "1 November", "1 December",
  ]

  private static func texts(collected: String = "month", weights: Int = 3) -> PolicyTexts {
    let body = """
          population 2 firms of employer standing for \(2 * weights)
              employer.headcount is 1
              employer.pay-bill is £120,000 per year
              employer.english-share is 75%
              employer.training-budget is £0

          population staff of learner employed by firms
              learner.nation is England
              learner.status is employed
              learner.age is 30 years
              learner.earnings is £40,000 per year

      \(Town.offer("red", fee: "£50", starts: months, lasts: "1 month"))
      """
    return Town.texts(
      rules: rules(collected: collected), evidence: Town.evidence(taste: "50"),
      scenario: Town.scenario(body, compare: "low with high")
    )
    .adding(
      "narrow.policy",
      levy(
        "narrow", rate: "2%",
        "    collected each month\n    into council in proportion to employer.english-share\n"
          + "    rest to treasury")
    )
    .adding(
      "steep.policy",
      levy("steep", rate: "3%", "    collected each month\n    into treasury"))
  }

  private func flow(_ regime: RegimeResult, to payee: String) -> Int128 {
    regime.flows.reduce(Int128(0)) { sum, item in
      item.key.payer == "employer" && item.key.payee == payee ? sum + item.value[0] : sum
    }
  }

  /// £120,000 in each of six employers stood for: 1% is £7,200 a year, 2% £14,400 of which a quarter
  /// is the Treasury's, and 3% £21,600.
  @Test("each levy is a flow from employers to whoever receives it, in every regime")
  func flows() throws {
    let result = try run(try LevyChargeTests.texts().plan("town"), ledger: true)
    let low = try result.regime("low")
    let high = try result.regime("high")
    #expect(flow(low, to: "council") == (7_200 + 10_800) * 100_000_000)
    #expect(flow(low, to: "treasury") == 3_600 * 100_000_000)
    #expect(flow(high, to: "council") == flow(low, to: "council"))
    #expect(flow(high, to: "treasury") - flow(low, to: "treasury") == 21_600 * 100_000_000)
    #expect(low.whole("charged", party: "narrow")[0] == 14_400 * 100_000_000)
    let gain = high.whole("gain", party: "employer")[0] - low.whole("gain", party: "employer")[0]
    #expect(gain == -21_600 * 100_000_000)
    let entered = high.ledger.reduce(Int128(0)) { sum, entry in
      entry.draw == 0 && entry.instrument == "steep"
        ? sum + Int128(entry.pence) * Int128(entry.weightMillionths) : sum
    }
    #expect(entered == 21_600 * 100_000_000)
  }

  /// By the month 1% of £120,000 brings £100 from each of six, £600 in all, of which the two people, who
  /// stand for three each, ask £300 on days of their own. The run touches five quarters.
  @Test(
    "a fund holds in each period what all employers bring in it", arguments: ["month", "quarter"])
  func filled(collected: String) throws {
    let regime = try run(try LevyChargeTests.texts(collected: collected).plan("town")).regimes[0]
    let whole: Int128 = collected == "month" ? 7_200 : 7_200 + 1_800
    #expect(regime.whole("budget", party: "pot").allSatisfy { $0 == whole * 100_000_000 })
    let paid = regime.whole("paid-out", party: "pot")
    let later = regime.whole("promised-later", party: "pot")
    #expect(zip(paid, later).allSatisfy { $0 + $1 == 300 * 100_000_000 })
    #expect(regime.whole("refused", party: "pot").allSatisfy { $0 == 0 })
  }
}
