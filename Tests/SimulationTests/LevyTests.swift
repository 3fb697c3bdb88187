import FundingValues
import Simulation
import TestSupport
import Testing

/// Levy accounts month by month, reckoned again with a plain list of deposits.
@Suite("A levy account, by hand")
struct LevyTests {
  private static func parameters(use: String) -> String {
    """
    parameter top-up as percent
        10%  from 2020-01-01  illustrative
        0%   from 2028-04-01  illustrative

    parameter expiry as months
        12 months  from 2020-01-01  illustrative
        9 months   from 2028-04-01  illustrative

    parameter use as percent by employer.headcount
        below 10:    \(use)  from 2020-01-01  illustrative
        10 or more:  50%     from 2020-01-01  illustrative

    """
  }

  /// A charge of £35,100 a year enters monthly, a tenth on top until April 2028.
  ///
  /// It stays for a year at first, and for nine months from April 2028.
  private static func rules(budget: String = "£10 million", use: String = "0%") -> String {
    """
    policy help
        uses words

    \(parameters(use: use))
    levy charge on employer
        charges 0.5% of employer.pay-bill less £15,000 per year
        collected each month
        into wallet in proportion to employer.english-share
        rest to treasury

    fund pot held by treasury
        budget \(budget) each financial-year
        rations
            first by lot
        when spent refuses

    account wallet held by employer
        counts against pot
        topped up by top-up from treasury
        expires after expiry
        spends oldest first
        lapses to treasury

    grant own-money from wallet
        pays 100% of course.fee

    grant help from treasury
        counts against pot
        pays 75% of the rest of course.fee

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

  private static func firms(_ count: Int, _ name: String, headcount: Int, standing: Int) -> String {
    """
        population \(count) \(name) of employer standing for \(standing)
            employer.headcount is \(headcount)
            employer.pay-bill is £10.8 million per year
            employer.english-share is 90%
            employer.training-budget is £1 million

    """
  }

  private static func staff(_ name: String, of firms: String) -> String {
    """
        population \(name) of learner employed by \(firms)
            learner.nation is England
            learner.status is employed
            learner.age is 30 years
            learner.earnings is £40,000 per year

    """
  }

  private static let sponsors = """
        employer sponsors when £1 million is above quote.employer-cost
            with spread £1
    """

  /// A plain account: what was paid in and lost in each financial year.
  ///
  /// Months are counted from the year nought; nine tenths of a charge of £39,000 a year enter.
  private struct PlainAccount {
    var deposits: [(lapses: Int, pence: Int64)] = []
    var paidIn: [Int: Int64] = [:]
    var expired: [Int: Int64] = [:]

    var balance: Int64 { deposits.reduce(0) { $0 + $1.pence } }

    mutating func begin(_ month: Int) {
      let year = (month - 3) / 12
      let lost = deposits.filter { $0.lapses <= month }.reduce(0) { $0 + $1.pence }
      deposits.removeAll { $0.lapses <= month }
      let place = Int64((month + 8) % 12)
      let whole: Int64 = 3_510_000
      var entering = whole * (place + 1) / 12 - whole * place / 12
      let isLate = month >= 2028 * 12 + 3
      if !isLate { entering += (entering + 5) / 10 }
      deposits.append((month + (isLate ? 9 : 12), entering))
      guard month >= 2027 * 12 + 7 else { return }
      expired[year, default: 0] += lost
      paidIn[year, default: 0] += entering
    }

    mutating func spend(_ pence: Int64) -> Int64 {
      var left = min(pence, balance)
      let taken = left
      while left > 0 {
        let part = min(left, deposits[0].pence)
        deposits[0].pence -= part
        left -= part
        if deposits[0].pence == 0 { deposits.removeFirst() }
      }
      return taken
    }
  }

  private static func pence(_ regime: RegimeResult, _ name: String, draw: Int = 0) -> [Int: Int64] {
    var result: [Int: Int64] = [:]
    for (label, values) in regime.yearly(name, party: "wallet") {
      if let year = Int(label.prefix(4)) { result[year] = Int64(values[draw] / 1_000_000) }
    }
    return result.filter { $0.value != 0 }
  }

  @Test("deposits, top-up and two terms of expiry, with nothing spent")
  func idle() throws {
    let body = [
      LevyTests.firms(1, "firms", headcount: 1, standing: 1),
      LevyTests.staff("staff", of: "firms"), Town.offer("red", fee: "£1,000"),
    ].joined(separator: "\n")
    let texts = Town.texts(
      rules: LevyTests.rules(), evidence: Town.evidence(taste: "-90"),
      scenario: Town.scenario(body, runs: "from 2027-08-01 to 2030-07-31"))
    let regime = try run(try texts.plan("town")).regimes[0]
    var account = PlainAccount()
    let first = 2027 * 12 + 7
    for month in (first - 36)..<(2030 * 12 + 7 + 36) { account.begin(month) }
    let reported = 2027...2030
    for (name, plain) in [("paid-in", account.paidIn), ("expired", account.expired)] {
      let expected = plain.filter { reported.contains($0.key) && $0.value != 0 }
      #expect(LevyTests.pence(regime, name) == expected, "\(name)")
    }
    #expect(LevyTests.pence(regime, "expired").count == 4)
  }

  @Test("courses paid monthly from the account, and a shortfall co-invested in its month")
  func spending() throws {
    let months =
      ["January", "February", "March", "April", "May", "June"]
      + ["July", "August", "September", "October", "November", "December"]
    let body = [
      LevyTests.firms(1, "firms", headcount: 1, standing: 1),
      LevyTests.staff("staff", of: "firms"),
      Town.offer(
        "red", fee: "£120,000", starts: months.map { "1 " + $0 }, lasts: "24 months",
        more: "        paid monthly over its length\n"),
    ].joined(separator: "\n")
    let texts = Town.texts(
      rules: LevyTests.rules(), evidence: Town.evidence(taste: "50", behaviour: LevyTests.sponsors),
      scenario: Town.scenario(body, runs: "from 2027-08-01 to 2028-07-31", follows: 1))
    let regime = try run(try texts.plan("town"), ledger: true).regimes[0]
    let paid = regime.ledger.filter { $0.draw == 0 && $0.payee == "provider" }
    let start = try #require(paid.map { LedgerDay($0.date).monthNumber }.min())
    let fault = firstFault(among: LevyTests.byHand(start: start).enumerated()) { place, expected in
      let lines = paid.filter { LedgerDay($0.date).monthNumber == start + place }
      let found = ["own-money", "help", ""].map { instrument in
        lines.reduce(Int64(0)) { $1.instrument == instrument ? $0 + $1.pence : $0 }
      }
      return found == expected ? nil : "month \(place): \(found), not \(expected)"
    }
    #expect(fault == nil)
    #expect(paid.reduce(0) { $0 + $1.pence } == 12_000_000)
    #expect(paid.filter { $0.instrument == "own-money" }.count > 12)
  }

  /// What account, state and employer pay in each of 24 months for £120,000: of £5,000 a month the account
  /// what it holds, the state three quarters of the rest.
  private static func byHand(start: Int) -> [[Int64]] {
    var account = PlainAccount()
    for month in (2027 * 12 + 7 - 36)..<start { account.begin(month) }
    return (start..<(start + 24)).map { month in
      account.begin(month)
      let own = account.spend(500_000)
      let helped = ((500_000 - own) * 3 + 2) / 4
      return [own, helped, 500_000 - own - helped]
    }
  }

  /// The pot is too small for the other use of firms: two stand for seven each and one for five.
  ///
  /// What is left of the first year's pot, £3,478.03, is not shared to the penny in every order.
  @Test("law 4: when money behind accounts runs short, the order of employers does not matter")
  func orderOfEmployers() throws {
    let firms = [
      LevyTests.firms(2, "many", headcount: 12, standing: 14),
      LevyTests.firms(1, "few", headcount: 11, standing: 5),
    ]
    let staff = LevyTests.staff("many-staff", of: "many") + LevyTests.staff("few-staff", of: "few")
    func regime(_ firms: [String]) throws -> RegimeResult {
      let body = (firms + [staff, Town.offer("red", fee: "£100")]).joined(separator: "\n")
      let behaviour = "    employer otherwise spends use of wallet\n"
      let texts = Town.texts(
        rules: LevyTests.rules(budget: "£125,743.03"),
        evidence: Town.evidence(taste: "-90", behaviour: behaviour).swapping(
          "    uses words", for: "    uses words, help"),
        scenario: Town.scenario(body))
      return try run(try texts.plan("town")).regimes[0]
    }
    let one = try regime(firms)
    #expect(one.whole("displaced-background", party: "wallet").allSatisfy { $0 > 0 })
    #expect(difference(one, try regime(firms.reversed())) == nil)
  }
}
