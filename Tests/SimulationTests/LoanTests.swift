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
  /// A quarter of a hundredth of interest a month, from 6 September of the year in which it is taken; first
  /// due in the tax year that begins after the course ends, in the second year after. Balances are
  /// rounded once a year; the last month takes what is owed.
  private static func byHand(
    taken year: Int, pence: Int64, repaying: Int64, halvedIn halved: Int? = nil,
    thenLettingOff sum: Int64 = 0
  ) -> [(Int, Int64)] {
    var balance = pence
    var result: [(Int, Int64)] = []
    var now = year
    while balance > 0, now < year + 42 {
      var owed = Double(balance)
      var taken = 0.0
      for month in 0..<12 where now > year || month >= 5 {
        if now == halved, month == 5 { owed -= Double((Int64(owed.rounded()) + 1) / 2) }
        owed *= 1.0025
        let part = now >= year + 2 ? min(owed, Double(repaying) / 12) : 0
        owed -= part
        taken += part
      }
      balance = Int64(owed.rounded())
      let repaid = Int64(taken.rounded())
      if repaid > 0, result.isEmpty { balance -= min(balance, sum) }
      if repaid > 0 { result.append((now, repaid)) }
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
    // £6,000·1.0025^7 = £6,105.79 in April, £6,182.49 by September; half of it, and £500.
    let owed: Int128 = 618_249
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

  /// *B* after *n* years is *P*·*q*^(19 + 12*n*) - *D*·(*q*^(12*n*) - 1)/(*q* - 1), each year rounded to a penny:
  /// seven months and a year pass before the first.
  @Test("the last repayment is what the closed form leaves")
  func closedForm() throws {
    let byHand = LoanTests.byHand(taken: 2027, pence: 600_000, repaying: 135_000)
    let full = byHand.count - 1
    let grown = 600_000 * pow(1.0025, Double(19 + 12 * full))
    let repaid = 11_250 * (pow(1.0025, Double(12 * full)) - 1) / 0.0025
    let left = grown - repaid
    #expect(left > 0 && Double(byHand[full].1) >= left - Double(full))
    #expect(Double(byHand[full].1) <= left * 1.03 + Double(full))
    #expect(byHand.dropLast().allSatisfy { $0.1 == 135_000 })
    #expect(byHand.map(\.1) == [135_000, 135_000, 135_000, 135_000, 135_000, 3_563])
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
      for year in 0..<years {
        balance = Int64((Double(balance) * pow(1.0025, year == 0 ? 7 : 12)).rounded())
      }
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

/// What the text of a scheme says of repayments and taxes, in a run as in its own examples.
@Suite("Repayments and taxes in lives")
struct LifeChargeTests {
  /// Two loans of £10,000, on pay of £40,000: one deduction of 9% above £20,000, £1,800 a year.
  @Test("plans that are one deduction take it once")
  func joined() throws {
    let rules = """
      policy help
          uses words

      plan low
          takes 9% of learner.earnings above £20,000 per year
          one deduction with high
          starting 6 April after course.end
          with interest at 0% per year
          written off after 40 years

      plan high
          takes 9% of learner.earnings above £25,000 per year
          starting 6 April after course.end
          with interest at 0% per year
          written off after 40 years

      loan first-loan to learner from treasury
          pays 50% of course.fee
          repaid under low

      loan second-loan to learner from treasury
          pays 100% of the rest of course.fee
          repaid under high

      regime plain
          uses help
          route lent
              stacking for course.fee
                  first first-loan
                  then second-loan
                  rest learner

      """
    let texts = Town.texts(
      rules: rules, evidence: Town.evidence(taste: "50"),
      scenario: Town.scenario(
        Town.people(2) + "\n" + Town.offer("red", fee: "£20,000"), follows: 6))
    let ledger = try run(try texts.plan("town"), ledger: true).regimes[0].ledger
    var years: [String: Int64] = [:]
    for entry in ledger where entry.instrument == "repayment" {
      years["\(entry.draw) \(entry.person) \(entry.date)", default: 0] += entry.pence
    }
    #expect(!years.isEmpty && years.values.allSatisfy { $0 == 180_000 })
  }

  /// 10.05% of £44,000 is £4,422, and of £40,000 £4,020: both £4,000 in whole thousands.
  @Test(
    "the rounding of a tax and its relief count in lives",
    arguments: [
      ("    rounded down to £1,000", false),
      ("    relieved up to £10,000 per employer per tax-year", false), ("", true),
    ])
  func taxes(clause: String, moves: Bool) throws {
    let rules = Town.plain.swapping(
      "regime plain",
      for: """
        tax levy-on-pay on learner to treasury
            assessed on learner.earnings each tax-year
            charges 10.05% on the rest
        \(clause)

        regime plain
        """)
    let texts = Town.texts(
      rules: rules,
      evidence: Town.evidence(
        taste: "50", outcomes: "    completing raises learner.earnings by premium",
        parameters: "parameter premium as percent\n    10%  from 2020-01-01  illustrative\n"),
      scenario: Town.scenario(
        Town.people(2) + "\n" + Town.offer("red", fee: "£100"), follows: 6))
    let ledger = try run(try texts.plan("town"), ledger: true).regimes[0].ledger
    #expect(ledger.contains { $0.instrument == "pay" })
    #expect(ledger.contains { $0.instrument == "tax" } == moves)
  }
}
