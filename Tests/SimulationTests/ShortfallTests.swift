import FundingValues
import PolicyCompiler
import Simulation
import TestSupport
import Testing

/// One learner, £24,000 by the month, and a levy of £1,000 a month that ends after 16 of 24 parts.
@Suite("What an account falls short of, in a run")
struct ShortfallTests {
  static func rules(_ help: String) -> String {
    """
    policy help
        uses words

    parameter rate as percent
        0.5%  from 2020-04-06  illustrative
        0%    from 2029-04-06  illustrative

    levy charge on employer
        charges rate of employer.pay-bill
        collected each month
        into wallet

    account wallet held by employer
        expires after 1 month
        spends oldest first
        lapses to treasury

    grant own-money from wallet
        pays 100% of course.fee

    \(help)

    regime plain
        uses help
        route sponsored
            needs employer
            stacking for course.fee
                first own-money
                then help
                rest employer

    """
  }

  /// A fitter and the one firm, in the scenario of the account's town.
  static func plan(_ rules: String) throws -> FundingPlan {
    let firm = """
          population 1 firm of employer
              employer.headcount is 8
              employer.pay-bill is £2.4 million per year
              employer.english-share is 100%
              employer.training-budget is £1 million

      """
    let offer = """
          offer red
              course.product is red
              course.field is wood
              course.level is 4
              course.credits is 30 credits
              course.hours is 100 hours
              course.fee is £24,000
              course.release-wages is £0
              lasts 24 months
              paid monthly over its length
      """
    let evidence = Town.evidence(
      taste: "50",
      behaviour: """
            learner considers an offer with chance 100%
            employer sponsors when £1 million is above quote.employer-cost
                with spread £1
                up to employer.training-budget per employer per financial-year
        """)
    let first = "        learner.nation is England"
    let people = Town.people(1, "fitter")
      .swapping(first, for: "        works for employer\n" + first)
    return try Town.texts(
      rules: rules, evidence: evidence,
      scenario: Town.scenario([firm, people, offer].joined(separator: "\n"), follows: 2)
    ).plan("town", [])
  }

  @Test(
    "the stack shares each part that the account cannot pay",
    arguments: [
      ("grant help from treasury\n    pays 50% of the rest of course.fee", 400_000),
      ("grant help from treasury\n    pays 50% of course.fee", 400_000),
      (
        "grant help from treasury\n    pays 50% of the rest of course.fee\n        up to £100",
        3_333
      ),
      ("grant help from treasury\n    pays £2,400 towards course.fee", 80_000),
      (
        """
        fund pool held by treasury
            budget £9 million each financial-year
            rations
                first by lot
            when spent refuses

        grant help from pool
            pays 50% of the rest of course.fee
        """, 400_000
      ),
    ])
  func shared(_ help: String, pays: Int) throws {
    let plan = try ShortfallTests.plan(ShortfallTests.rules(help))
    let regime = try SimulationTests.run(plan, ledger: true).regimes[0]
    let provider = regime.ledger.filter { $0.payee == "provider" && $0.draw == 0 }
    var paid: [String: Int64] = [:]
    for entry in provider { paid[entry.instrument, default: 0] += entry.pence }
    #expect(paid["own-money"] == 1_600_000)
    #expect(paid["help"] == Int64(pays))
    #expect(provider.reduce(0) { $0 + $1.pence } == 2_400_000)
  }

  @Test("what an account opens with and is credited with pays for a course part by part")
  func credited() throws {
    let rules = """
      policy help
          uses words

      account wallet held by employer
          opens with £12,000 on 2027-01-01
          credited £6,000 each financial-year from treasury
          spends oldest first
          lapses to treasury

      grant own-money from wallet
          pays 100% of course.fee

      regime plain
          uses help
          route sponsored
              needs employer
              stacking for course.fee
                  first own-money
                  rest employer

      """
    let regime = try SimulationTests.run(ShortfallTests.plan(rules), ledger: true).regimes[0]
    let provider = regime.ledger.filter { $0.payee == "provider" && $0.draw == 0 }
    let account = provider.filter { $0.instrument == "own-money" }.reduce(0) { $0 + $1.pence }
    // Opened with £12,000, credited in April 2027 and 2028: £24,000 by the end of a course that starts
    // in the first months of the run.
    #expect(account == 2_400_000)
  }

  /// £500 in January 2027 and £200 in April; £100 is always the learner's.
  @Test("an account that each learner holds pays what its clauses have brought")
  func learnersAccount() throws {
    let rules = """
      policy help
          uses words

      account purse held by learner
          opens with £500 on 2027-01-01
          credited £200 each financial-year from treasury
          spends oldest first
          lapses to treasury

      grant own-money from purse
          pays 100% of course.fee
              leaves at least £100 to learner

      regime plain
          uses help
          route own
              stacking for course.fee
                  first own-money
                  rest learner

      """
    let body = [Town.people(5), Town.offer("red", fee: "£1,000")].joined(separator: "\n")
    let plan = try Town.texts(
      rules: rules, evidence: Town.evidence(taste: "50"), scenario: Town.scenario(body)
    ).plan("town")
    let regime = try SimulationTests.run(plan, ledger: true).regimes[0]
    let paid = regime.ledger.filter { $0.payee == "provider" }
    #expect(!paid.isEmpty)
    // A course that starts in September 2028 finds £200 more.
    for entry in paid {
      let account: Int64 = entry.date.year < 2028 ? 70_000 : 90_000
      #expect(entry.pence == (entry.instrument == "own-money" ? account : 100_000 - account))
    }
  }
}
