import Simulation
import TestSupport
import Testing

/// Firms whose staff share an account or a training budget, all of them keen.
@Suite("Law 4 within firms, and what an account leaves to the state")
struct SharedInFirmsTests {
  private static let rules = """
    policy help
        uses words

    parameter rate as percent
        0.5%   from 2020-04-06  illustrative
        0.38%  from 2028-04-06  illustrative

    levy charge on employer
        charges rate of employer.pay-bill less £15,000 per year
        collected each month
        into wallet in proportion to 100%
        rest to treasury

    fund pot held by treasury
        budget £2 million each financial-year
        rations
            first by lot
        when spent refuses

    account wallet held by employer
        counts against pot
        expires after 6 months
        spends oldest first
        lapses to treasury

    grant own-money from wallet
        pays 100% of course.fee

    grant help from treasury
        counts against pot
        pays 50% of the rest of course.fee

    regime plain
        uses help
        route sponsored
            needs employer
            stacking for course.fee
                first own-money
                then help
                rest employer

    """

  private static func firms(payBill: String, budget: String = "£10 million") -> String {
    """
        population 3 firms of employer
            employer.headcount is 8
            employer.pay-bill is \(payBill) per year
            employer.english-share is 100%
            employer.training-budget is \(budget)

    """
  }

  private static func staff(_ name: String, pay: Int) -> String {
    """
        population \(name) of learner
            works for employer
            learner.nation is England
            learner.status is employed
            learner.age is 30 years
            learner.earnings is £\(pay),000 per year

    """
  }

  private static let sponsors = """
        learner considers an offer with chance 60%
        employer sponsors when £1 million is above quote.employer-cost
            with spread £1
            up to employer.training-budget per employer per financial-year
    """

  private static func run(_ body: [String]) throws -> RegimeResult {
    let texts = Town.texts(
      rules: rules, evidence: Town.evidence(taste: "50", behaviour: sponsors),
      scenario: Town.scenario(body.joined(separator: "\n"), follows: 1))
    return try SimulationTests.run(try texts.plan("town"), ledger: true).regimes[0]
  }

  private static func offers(_ monthly: Bool = true) -> [String] {
    let more = monthly ? "        paid monthly over its length\n" : ""
    return [
      Town.offer("red", fee: "£3,000", lasts: "24 months", more: more),
      Town.offer(
        "green", fee: "£2,000", product: "green", field: "metal", lasts: "24 months", more: more),
    ]
  }

  /// The levy falls in April 2028, so accounts pay less than was promised to all who study.
  @Test("two lots of staff who share accounts, in either order")
  func sharedAccount() throws {
    let staff = [
      SharedInFirmsTests.staff("8 fitters", pay: 30), SharedInFirmsTests.staff("8 clerks", pay: 31),
    ]
    let firms = [SharedInFirmsTests.firms(payBill: "£4 million")]
    let one = try SharedInFirmsTests.run(firms + staff + SharedInFirmsTests.offers())
    let two = try SharedInFirmsTests.run(firms + staff.reversed() + SharedInFirmsTests.offers())
    #expect(one.ledger.contains { $0.instrument == "own-money" })
    #expect(one.ledger.contains { $0.instrument == "help" })
    #expect(difference(one, two) == nil)
  }

  @Test("courses worth the same to an employer, in either order, when its own budget is short")
  func sameWorth() throws {
    let firms = SharedInFirmsTests.firms(payBill: "£100,000", budget: "£20,000")
    let offers = [
      Town.offer("red", fee: "£8,000"),
      Town.offer("green", fee: "£8,000", product: "green", field: "metal"),
    ]
    let people = [firms, SharedInFirmsTests.staff("24 staff", pay: 30)]
    let one = try SharedInFirmsTests.run(people + offers)
    let two = try SharedInFirmsTests.run(people + offers.reversed())
    #expect(one.whole("starts").allSatisfy { $0 > 0 && $0 < 24_000_000 })
    #expect(difference(one, two) == nil)
  }

  /// Co-investment of what an account falls short of counts against the pot like any other.
  @Test("law 2: what accounts and the state pay is what the pot says was paid out")
  func pot() throws {
    let body =
      [
        SharedInFirmsTests.firms(payBill: "£4 million"),
        SharedInFirmsTests.staff("24 staff", pay: 30),
      ]
      + SharedInFirmsTests.offers()
    let regime = try SharedInFirmsTests.run(body)
    for draw in 0..<2 {
      var paid: [String: Int128] = [:]
      for entry in regime.ledger
      where entry.draw == draw && ["own-money", "help"].contains(entry.instrument) {
        let year = LedgerDay(entry.date).financialYear
        paid["\(year)-\((year + 1) % 100)", default: 0] += Int128(entry.pence) * 1_000_000
      }
      let reported = regime.yearly("paid-out", party: "pot")
      #expect(paid["2028-29"] != nil)
      #expect(reported["2028-29"]?[draw] == paid["2028-29"])
    }
  }
}
