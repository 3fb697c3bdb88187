import FundingValues
import Simulation
import Testing

/// A fund that has not enough for everyone: who pays what it lacks, worked by hand.
@Suite("What a fund lacks, later payers pay: in a run as in a quote")
struct PartPayingTests {
  private static func rules(_ fund: String, spent: String, rest: String = "learner") -> String {
    """
    policy help
        uses words

    fund pot held by council
    \(fund)
        rations
            first by lot
        when spent \(spent)

    grant aid from pot
        pays 80% of course.fee

    regime plain
        uses help
        route helped
            stacking for course.fee
                first aid
                rest \(rest)

    """
  }

  private func paid(
    _ rules: String, people: Int, cash: String = "0", more: String = ""
  ) throws -> (RegimeResult, [String: Int64]) {
    let body = [
      Town.people(people), Town.offer("red", fee: "£1,000", more: more),
    ].joined(separator: "\n")
    let texts = Town.texts(
      rules: rules, evidence: Town.evidence(taste: "50", cash: cash),
      scenario: Town.scenario(body, by: "academic-year", follows: 1))
    let regime = try SimulationTests.run(try texts.plan("town"), ledger: true).regimes[0]
    var paid: [String: Int64] = [:]
    for entry in regime.ledger
    where entry.payee == "provider" && entry.draw == 0
      && (people == 1 || entry.date.description == "2027-09-01")
    {
      paid[entry.instrument.isEmpty ? entry.payer : entry.instrument, default: 0] += entry.pence
    }
    return (regime, paid)
  }

  /// £500 is there of the £800 that one learner asks.
  @Test("a fund that part-pays gives what is left, and the rest falls to the learner")
  func partPaid() throws {
    let rules = PartPayingTests.rules(
      "    budget £500 each financial-year", spent: "part-pays")
    let (regime, paid) = try paid(rules, people: 1)
    #expect(paid["aid"] == 50_000 && paid["learner"] == 50_000)
    #expect(regime.whole("refused-people", party: "pot")[0] == 0)
  }

  /// £2,000 among many who each ask £800: two have it whole, one £400, and all others pay for themselves.
  @Test("among many: as many as fit whole, one in part, the others nothing")
  func sharedOut() throws {
    for (spent, aid) in [("part-pays", 200_000), ("refuses", 160_000)] as [(String, Int64)] {
      let rules = PartPayingTests.rules("    budget £2,000 each financial-year", spent: spent)
      let (regime, paid) = try paid(rules, people: 200)
      let sum = (paid["aid"] ?? 0) + (paid["learner"] ?? 0)
      #expect(sum > 500_000 && sum % 100_000 == 0, "too few apply for this to be tried")
      #expect(paid["aid"] == aid, "\(spent)")
      #expect(regime.whole("refused-people", party: "pot")[0] > 0)
    }
  }

  /// At £1,000 from their own pocket a course is worth less than nothing, at £500 more.
  @Test("whoever would not pay the rest does not come, and leaves the money")
  func unwilling() throws {
    let rules = PartPayingTests.rules("    budget £100 each financial-year", spent: "part-pays")
    let (_, paid) = try paid(rules, people: 20, cash: "-80")
    #expect(paid.isEmpty)
  }

  /// A day outside every round is no reason to stay away: the fund gives nothing then.
  @Test("while no round is open the fund pays nothing and the course is open")
  func closedRounds() throws {
    let rules = PartPayingTests.rules(
      """
          round spring opens 1 January closes 2 January
          budget £9 million each round
      """, spent: "refuses")
    let (_, paid) = try paid(rules, people: 20)
    #expect(paid["learner"] ?? 0 > 0)
    #expect(paid["aid"] ?? 0 == 0)
  }
}
