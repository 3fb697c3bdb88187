import FundingValues
import Simulation
import TestSupport
import Testing

/// What is given each month of a course, held by limits over periods, gift by gift.
@Suite("Allowances under limits")
struct AllowanceTests {
  private static func flows(_ limit: String, paid: String = "") throws -> Set<[Int64]> {
    let rules = """
      policy help
          uses words

      grant allowance from treasury
          gives £100 to learner each month
              \(limit)

      regime plain
          uses help
          route helped
              stacking for course.fee
                  rest learner
              also allowance

      """
    let body = [Town.people(12), Town.offer("red", fee: "£600", more: paid)].joined(separator: "\n")
    let texts = Town.texts(
      rules: rules, evidence: Town.evidence(taste: "50"),
      scenario: Town.scenario(body, runs: "from 2027-08-01 to 2028-07-31", follows: 4))
    let regime = try SimulationTests.run(try texts.plan("town"), ledger: true).regimes[0]
    var gifts: [String: [(CivilDate, Int64)]] = [:]
    for entry in regime.ledger where entry.instrument == "allowance" {
      gifts["\(entry.draw) \(entry.person)", default: []].append((entry.date, entry.pence))
    }
    #expect(gifts.count == 24)
    return Set(gifts.values.map { $0.sorted { $0.0 < $1.0 }.map(\.1) })
  }

  @Test(
    "a limit in money, in time and for a year",
    arguments: [
      ("up to £250 per learner for life", [10_000, 10_000, 5_000]),
      ("up to 2 months per learner for life", [10_000, 10_000]),
      (
        "up to £250 per learner per tax-year",
        [10_000, 10_000, 5_000, 10_000, 10_000, 5_000]
      ),
      ("up to £5,000 per learner for life", [Int64](repeating: 10_000, count: 12)),
    ])
  func limited(by limit: String, gifts: [Int64]) throws {
    #expect(try Self.flows(limit) == [gifts])
    #expect(try Self.flows(limit, paid: "        paid monthly over its length") == [gifts])
  }
}
