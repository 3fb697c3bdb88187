import Foundation
import Simulation
import TestSupport
import Testing

/// Loans repaid out of constant pay, reckoned by hand: 9% above £25,000, 3% interest, 40 years.
@Suite("A loan over a life, by hand")
struct LoanTests {
  private static let rules = """
    policy help
        uses words

    plan terms
        takes 9% of learner.earnings above £25,000 per year
        in each pay period rounded down to £1
        starting 6 April after course.end
        with interest at 3% per year
        written off after 40 years

    loan lending to learner from treasury
        pays 100% of course.fee
        repaid under terms

    regime plain
        uses help
        route lent
            stacking for course.fee
                first lending
                rest learner

    """

  /// Thirty people of 20 whose pay never changes, and one course a year of £6,000.
  private static func run(
    earnings: String, takingToo: String = "", lettingOff: String = "", more: String = "",
    completing: String = "100%"
  ) throws -> RegimeResult {
    let body = [
      Town.people(30).swapping("£40,000 per year", for: earnings)
        .swapping("30 years", for: "20 years"),
      Town.offer("red", fee: "£6,000", more: more),
    ].joined(separator: "\n")
    let texts = Town.texts(
      rules: rules.swapping(
        "above £25,000 per year", for: "above £25,000 per year\n" + takingToo
      ).swapping(
        "written off after 40 years", for: "written off after 40 years\n" + lettingOff),
      evidence: Town.evidence(taste: "50").swapping("100%", for: completing),
      scenario: Town.scenario(body, runs: "from 2027-08-01 to 2030-07-31", follows: 50))
    return try SimulationTests.run(try texts.plan("town"), ledger: true).regimes[0]
  }

  /// What one person paid and repaid, by the day.
  private struct Borrower: Hashable {
    let draw: Int
    let person: UInt64
  }

  private static func flows(
    _ regime: RegimeResult, _ instrument: String
  ) -> [Borrower: [(year: Int, pence: Int64)]] {
    var result: [Borrower: [(year: Int, pence: Int64)]] = [:]
    for entry in regime.ledger where entry.instrument == instrument {
      let key = Borrower(draw: entry.draw, person: entry.person)
      result[key, default: []].append((LedgerDay(entry.date).year, entry.pence))
    }
    return result.mapValues { $0.sorted { $0.year < $1.year } }
  }

  /// Repayments by tax year for a loan taken in a September, until nothing is left.
  ///
  /// A full year's interest from the tax year in which it is taken; first due in the tax year that
  /// begins after the course ends, in the second year after.
  private static func byHand(
    taken year: Int, pence: Int64, repaying: Int64, halvedIn halved: Int? = nil,
    thenLettingOff sum: Int64 = 0
  ) -> [(Int, Int64)] {
    var balance = pence
    var result: [(Int, Int64)] = []
    var now = year
    while balance > 0, now < year + 42 {
      if now == halved { balance -= (balance + 1) / 2 }
      if now >= year + 2 {
        let repaid = min(balance, repaying)
        balance -= repaid
        if repaid > 0, result.isEmpty { balance -= min(balance, sum) }
        if repaid > 0 { result.append((now, repaid)) }
      }
      balance += (balance * 3 + 50) / 100
      now += 1
    }
    return result
  }

  @Test("repayments of £1,350 a year until nothing is left, whenever the loan was taken")
  func constantPay() throws {
    let regime = try LoanTests.run(earnings: "£40,000 per year")
    let loans = LoanTests.flows(regime, "lending")
    let repayments = LoanTests.flows(regime, "repayment")
    #expect(loans.count == 60)
    #expect(Set(loans.values.map { $0[0].year }).count >= 2, "all loans are of one year")
    let fault = firstFault(among: loans) { borrower, lent in
      let expected = LoanTests.byHand(taken: lent[0].year, pence: 600_000, repaying: 135_000)
      let found = repayments[borrower] ?? []
      let holds =
        lent.map(\.pence) == [600_000] && found.map(\.year) == expected.map(\.0)
        && found.map(\.pence) == expected.map(\.1)
      return holds ? nil : "lent in \(lent[0].year), repaid \(found), not \(expected)"
    }
    #expect(fault == nil)
  }

  /// £60,000: 9% of the £25,000 up to £50,000, and 5% of the £10,000 above, £2,750 a year.
  @Test("bands: each rate of the slice from its own threshold to the next")
  func bands() throws {
    let regime = try LoanTests.run(
      earnings: "£60,000 per year",
      takingToo: "    takes 5% of learner.earnings above £50,000 per year")
    let repayments = LoanTests.flows(regime, "repayment")
    #expect(repayments.count == 60)
    for (borrower, lent) in LoanTests.flows(regime, "lending") {
      let expected = LoanTests.byHand(taken: lent[0].year, pence: 600_000, repaying: 275_000)
      #expect(repayments[borrower]?.map(\.pence) == expected.map(\.1))
    }
  }

  /// The course ends on the last day of August of the year after, in the tax year in which it ends.
  @Test("half let off on completing, and £500 after the first repayment")
  func lettingOff() throws {
    let regime = try LoanTests.run(
      earnings: "£40,000 per year",
      lettingOff: """
            lets off 50% of the balance on completion when course.level is 4
            lets off 100% of the balance on completion when course.level is 5
            lets off £500 at first repayment when learner.age is at least 20 years
            lets off £900 at first repayment when learner.age is below 20 years

        """)
    let loans = LoanTests.flows(regime, "lending")
    let repayments = LoanTests.flows(regime, "repayment")
    #expect(loans.count == 60)
    let fault = firstFault(among: loans) { borrower, lent in
      let expected = LoanTests.byHand(
        taken: lent[0].year, pence: 600_000, repaying: 135_000, halvedIn: lent[0].year + 1,
        thenLettingOff: 50_000)
      let found = repayments[borrower] ?? []
      let holds =
        found.map(\.year) == expected.map(\.0) && found.map(\.pence) == expected.map(\.1)
      return holds ? nil : "lent in \(lent[0].year), repaid \(found), not \(expected)"
    }
    #expect(fault == nil)
    let owed: Int128 = (600_000 * 103 + 50) / 100
    let expected = owed - owed / 2 + 50_000
    #expect(
      regime.whole("let-off", party: "treasury") == [
        30 * expected * 1_000_000, 30 * expected * 1_000_000,
      ])
  }

  @Test("who does not complete is let off nothing")
  func notCompleted() throws {
    let regime = try LoanTests.run(
      earnings: "£25,000 per year",
      lettingOff: "    lets off 50% of the balance on completion\n", completing: "0%")
    #expect(regime.whole("let-off", party: "treasury") == [0, 0])
  }

  /// B after n repayments is P(1+i)^(n+1) − R((1+i)^(n+1) − (1+i))/i, each year rounded to a penny.
  @Test("the last repayment is what the closed form leaves")
  func closedForm() throws {
    let byHand = LoanTests.byHand(taken: 2027, pence: 600_000, repaying: 135_000)
    let growth = 1.03
    let full = byHand.count - 1
    let grown = 600_000 * pow(growth, Double(full + 2))
    let repaid = 135_000 * (pow(growth, Double(full)) - 1) / 0.03 * growth
    #expect((Double(byHand[full].1) - (grown - repaid)).magnitude < Double(full) + 1)
    #expect(byHand.dropLast().allSatisfy { $0.1 == 135_000 })
  }

  @Test("pay below the threshold repays nothing, and the whole balance is written off")
  func writtenOff() throws {
    let regime = try LoanTests.run(earnings: "£25,000 per year")
    #expect(LoanTests.flows(regime, "repayment").isEmpty)
    let lent = LoanTests.flows(regime, "lending")
    var expected: [Int128] = [0, 0]
    for (borrower, loan) in lent {
      var balance: Int64 = 600_000
      let years = 2 + 40
      for _ in 0..<years { balance += (balance * 3 + 50) / 100 }
      if loan[0].year + years < 2027 + 50 {
        expected[borrower.draw] += Int128(balance) * 1_000_000
      }
    }
    #expect(expected.allSatisfy { $0 > 0 })
    #expect(regime.whole("written-off", party: "treasury") == expected)
  }

  @Test("£1 above the threshold, and rounding down to whole pounds")
  func rounding() throws {
    let regime = try LoanTests.run(earnings: "£25,022 per year")
    let repayments = LoanTests.flows(regime, "repayment")
    #expect(repayments.count == 60)
    #expect(repayments.values.allSatisfy { $0.allSatisfy { $0.pence == 100 } })
    #expect(LoanTests.flows(try LoanTests.run(earnings: "£25,011 per year"), "repayment").isEmpty)
  }
}
