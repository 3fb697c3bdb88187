import Simulation
import TestSupport
import Testing

/// Payments, gifts and parts over a course, in towns where everyone studies.
@Suite("Laws 1 and 2 in small towns")
struct SettledInFullTests {
  private static func rules(_ grants: String, stack: String, also: String = "") -> String {
    """
    policy help
        uses words

    \(grants)
    regime plain
        uses help
        route helped
            stacking for course.fee
    \(stack)
                rest learner
    \(also)
    """
  }

  private static func run(
    _ rules: String, offer: String, people: Int = 40, completes: String = "100%",
    runs: String = "from 2027-08-01 to 2028-07-31", follows: Int = 3
  ) throws -> RegimeResult {
    let body = [Town.people(people), offer].joined(separator: "\n")
    let texts = Town.texts(
      rules: rules, evidence: Town.evidence(taste: "50"),
      scenario: Town.scenario(body, runs: runs, follows: follows))
    let plan = try texts.plan("town", ["completes=\(completes)"])
    return try SimulationTests.run(plan, ledger: true).regimes[0]
  }

  @Test("law 1: a course longer than the run is paid for to its end")
  func longCourse() throws {
    let offer = Town.offer(
      "red", fee: "£60,000", lasts: "72 months", more: "        paid monthly over its length\n")
    let regime = try SettledInFullTests.run(Town.plain, offer: offer)
    let paid = regime.ledger.filter { $0.payee == "provider" }.reduce(0) { $0 + $1.pence }
    let starts = regime.whole("starts").reduce(0, +) / 1_000_000
    #expect(starts > 0)
    #expect(Int128(paid) == starts * 6_000_000)
  }

  @Test("a gift on completion goes to those who complete, when they do")
  func completionGift() throws {
    let rules = SettledInFullTests.rules(
      """
      grant bonus from treasury
          gives £500 to learner on completion

      """, stack: "", also: "        also bonus\n")
    let regime = try SettledInFullTests.run(
      rules, offer: Town.offer("red", fee: "£1,000"), completes: "50%")
    let gifts = regime.ledger.filter { $0.instrument == "bonus" }
    let completions = regime.whole("completions").reduce(0, +) / 1_000_000
    #expect(completions > 10 && completions < 70)
    #expect(gifts.allSatisfy { $0.pence == 50_000 && $0.payee == "learner" })
    #expect(Int128(gifts.count) == completions)
    #expect(gifts.allSatisfy { LedgerDay($0.date).month == 8 }, "gifts are given at the start")
  }

  @Test("a gift each month of study is given in each month")
  func monthlyGift() throws {
    let rules = SettledInFullTests.rules(
      """
      grant support from treasury
          gives £50 to learner each month

      """, stack: "", also: "        also support\n")
    let regime = try SettledInFullTests.run(rules, offer: Town.offer("red", fee: "£1,000"))
    let starts = regime.whole("starts").reduce(0, +) / 1_000_000
    let gifts = regime.ledger.filter { $0.instrument == "support" }
    #expect(Int128(gifts.count) == 12 * starts)
    #expect(Set(gifts.map { LedgerDay($0.date).month }).count == 12)
  }

  @Test("a payment in parts is paid as things happen; what never comes the provider goes without")
  func parts() throws {
    let rules = SettledInFullTests.rules(
      """
      grant parts from treasury
          pays 100% of course.fee
              paid 60% on start
              paid 40% on completion

      """, stack: "            first parts\n")
    let regime = try SettledInFullTests.run(
      rules, offer: Town.offer("red", fee: "£1,000"), completes: "50%")
    let starts = regime.whole("starts").reduce(0, +) / 1_000_000
    let completions = regime.whole("completions").reduce(0, +) / 1_000_000
    #expect(completions > 0 && completions < starts)
    let paid = regime.ledger.filter { $0.instrument == "parts" }
    #expect(
      Int128(paid.filter { $0.pence == 60_000 && LedgerDay($0.date).month == 9 }.count) == starts)
    #expect(
      Int128(paid.filter { $0.pence == 40_000 && LedgerDay($0.date).month == 8 }.count)
        == completions)
    #expect(Int128(paid.count) == starts + completions)
    let lost = regime.ledger.filter { $0.payer == "provider" && $0.payee == "provider" }
    #expect(Int128(lost.count) == starts - completions && lost.allSatisfy { $0.pence == 40_000 })
  }

  @Test("what a learner lays out for a part is paid back when it comes, and lost when it does not")
  func backTo() throws {
    let rules = SettledInFullTests.rules(
      """
      grant parts from treasury
          pays 100% of course.fee
              paid 60% on start
              paid 40% on completion back to learner

      """, stack: "            first parts\n")
    let regime = try SettledInFullTests.run(
      rules, offer: Town.offer("red", fee: "£1,000"), completes: "50%")
    let starts = regime.whole("starts").reduce(0, +) / 1_000_000
    let completions = regime.whole("completions").reduce(0, +) / 1_000_000
    let laidOut = regime.ledger.filter { $0.payer == "learner" && $0.payee == "provider" }
    #expect(Int128(laidOut.count) == starts && laidOut.allSatisfy { $0.pence == 40_000 })
    let back = regime.ledger.filter { $0.payer == "treasury" && $0.payee == "learner" }
    #expect(Int128(back.count) == completions && back.allSatisfy { $0.pence == 40_000 })
  }

  @Test("a gift shared by payers is paid by each in its share, to the penny, and after its span")
  func shared() throws {
    let rules = SettledInFullTests.rules(
      """
      parameter part as percent
          33.3%  from 2020-01-01  illustrative

      parameter wait as months
          3 months  from 2020-01-01  illustrative

      grant bursary from treasury
          gives £1,000.01 to learner after wait
              of which council pays part

      """, stack: "", also: "        also bursary\n")
    let regime = try SettledInFullTests.run(rules, offer: Town.offer("red", fee: "£1,000"))
    let starts = regime.whole("starts").reduce(0, +) / 1_000_000
    let gifts = regime.ledger.filter { $0.instrument == "bursary" }
    #expect(Int128(gifts.count) == 2 * starts)
    #expect(gifts.allSatisfy { LedgerDay($0.date).month == 12 })
    #expect(gifts.allSatisfy { $0.pence == ($0.payer == "council" ? 33_300 : 66_701) })
  }

  /// Claimed in the fee's instalments, a gift of £1,000 would ask only a twelfth of the first year.
  @Test("law 2: gifts from a fund are within its budget, beside a fee paid monthly")
  func giftsFromFunds() throws {
    let rules = SettledInFullTests.rules(
      """
      fund pot held by council
          budget £5,500 each financial-year
          rations
              first by lot
          when spent refuses

      grant living from pot
          gives £1,000 to learner on start

      """, stack: "", also: "        also living\n")
    let offer = Town.offer(
      "red", fee: "£1,200", starts: ["1 March"], more: "        paid monthly over its length\n")
    let regime = try SettledInFullTests.run(rules, offer: offer, people: 30)
    var given: [String: Int64] = [:]
    for entry in regime.ledger where entry.instrument == "living" {
      let year = LedgerDay(entry.date).financialYear
      given["draw \(entry.draw), \(year)", default: 0] += entry.pence
    }
    #expect(!given.isEmpty)
    #expect(given.values.allSatisfy { $0 == 500_000 }, "\(given)")
    for (year, paid) in regime.yearly("paid-out", party: "pot") {
      #expect(paid.allSatisfy { $0 <= 550_000_000_000 }, "\(year): \(paid)")
    }
  }

  /// £1,000 and £900 of the year before buy one course of £1,800; the £100 left goes on.
  @Test("what a fund has left is carried into the next year, though nobody asked for it")
  func carried() throws {
    func rules(_ carries: String) -> String {
      SettledInFullTests.rules(
        """
        fund pot held by council
            budget £1,000 each financial-year
        \(carries)
            rations
                first by lot
            when spent refuses

        grant whole from pot
            applies from 2028-04-01
            pays 100% of course.fee

        """, stack: "            first whole\n")
    }
    let offer = Town.offer("red", fee: "£1,800", starts: ["1 May"])
    let runs = "from 2027-08-01 to 2029-03-31"
    let without = try SettledInFullTests.run(rules(""), offer: offer, runs: runs)
    #expect(without.ledger.allSatisfy { $0.instrument != "whole" })
    let with = try SettledInFullTests.run(
      rules("    carries forward up to £900"), offer: offer, runs: runs)
    let paid = with.ledger.filter { $0.instrument == "whole" && LedgerDay($0.date).year == 2028 }
    #expect(paid.map(\.pence) == [180_000, 180_000], "one course in each draw")
    #expect(with.yearly("budget", party: "pot")["2028-29"] == [100_000_000_000, 100_000_000_000])
    #expect(with.yearly("carried-in", party: "pot")["2028-29"] == [90_000_000_000, 90_000_000_000])
    #expect(
      with.yearly("carried-out", party: "pot")["2028-29"] == [10_000_000_000, 10_000_000_000])
  }
}
