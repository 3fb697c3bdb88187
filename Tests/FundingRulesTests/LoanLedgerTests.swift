import FundingRules
import FundingValues
import TestSupport
import Testing

/// The year of a balance: *B*·*q*^*m* - *D*·(*q*^*m* - 1)/(*q* - 1), rounded once, by hand and in fractions.
@Suite("The loan ledger")
struct LoanLedgerTests {
  private static let start = CivilDate(year: 2029, month: 4, day: 6) ?? CivilDate(day: 0)

  /// Rules with one plan or several that are reckoned from 6 April.
  private static func rules(
    _ plans: [(rate: Ratio, threshold: Int64, interest: Ratio)], joined: Bool = false,
    rounding: Rounding? = nil, term: Ratio = Ratio(40)
  ) -> MadeUpRules {
    var made = MadeUpRules()
    made.rules.plans = plans.indices.map { number in
      RepaymentPlan(
        name: "plan-\(number)", title: "Plan", of: made.fact("learner.earnings"),
        bands: [
          RepaymentBand(
            rate: Formula(plans[number].rate),
            threshold: Formula(Ratio(plans[number].threshold)))
        ],
        oneDeductionWith: joined && number > 0 ? [0] : [], rounding: rounding, startsDay: 6,
        startsMonth: 4, startsAfter: 0, interest: Formula(plans[number].interest),
        writtenOffAfter: Formula(term))
    }
    return made
  }

  /// The movements of a ledger through some years on the same pay.
  private static func pass(
    _ ledger: inout LoanLedger, _ made: MadeUpRules, pay: Int64, years: Int = 1,
    from: CivilDate = start, letting: LettingOff? = nil
  ) throws -> [[LoanMovement]] {
    try (0..<years).map { number in
      let first = from.adding(months: 12 * number)
      let terms = try ledger.balances.map { balance in
        try RepaymentYear(
          of: balance.plan, made.rules, from: first, made.here, repays: first >= start)
      }
      return try ledger.pass(
        terms, pay: terms.map { _ in pay }, made.rules,
        groups: RepaymentPlan.groups(of: made.rules.plans),
        letting: terms.map { _ in letting })
    }
  }

  private static func ledger(_ balances: [Int64], ready: Bool = true) -> LoanLedger {
    var ledger = LoanLedger()
    for (plan, pence) in balances.enumerated() {
      ledger.add(LoanBalance(plan: plan, pence: pence, firstDue: start))
    }
    return ledger
  }

  /// £1,000 at 12% a year, a hundredth a month, with £120 a year: 1,000·1.01^12 - 10·(1.01^12 - 1)/0.01
  /// stays £1,000 to the penny, for the £10 of a month are its interest.
  @Test("a deduction that is the interest leaves the balance as it is")
  func interestOnly() throws {
    let made = LoanLedgerTests.rules([(Ratio(9, over: 100), 0, Ratio(12, over: 100))])
    var ledger = LoanLedgerTests.ledger([100_000])
    let moved = try LoanLedgerTests.pass(&ledger, made, pay: 133_333, years: 3)
    #expect(moved.allSatisfy { $0[0].repaid == 12_000 })
    #expect(ledger.balances[0].pence == 100_000)
  }

  /// £6,000 at 3%, £1,350 a year: 6,000·1.0025^12 = 6,182.4957; 112.50·(1.0025^12 - 1)/0.0025 =
  /// 1,368.7179; the difference is £4,813.78.
  @Test("£6,000 at 3%, a year of £112.50 a month")
  func oneYear() throws {
    let made = LoanLedgerTests.rules([(Ratio(9, over: 100), 2_500_000, Ratio(3, over: 100))])
    var ledger = LoanLedgerTests.ledger([600_000])
    let moved = try LoanLedgerTests.pass(&ledger, made, pay: 4_000_000)
    #expect(moved[0][0].repaid == 135_000)
    #expect(ledger.balances[0].pence == 481_378)
  }

  /// Fractions in whole numbers: a rate of *n* parts in 12,000 a month makes 12,000 + *n* of 12,000.
  @Test("random years are the closed form in fractions, to the penny")
  func closedForm() throws {
    var numbers = SeededNumbers(seed: 20)
    let fault = try firstFault(among: 0..<2_000) { _ -> String? in
      let balance = numbers.whole(0...9_000_000)
      let pay = numbers.whole(0...9_000_000)
      let thousandths = numbers.whole(0...120)
      let made = LoanLedgerTests.rules([
        (Ratio(9, over: 100), 2_500_000, Ratio(Int128(thousandths), over: 1_000))
      ])
      var ledger = LoanLedgerTests.ledger([balance])
      let moved = try LoanLedgerTests.pass(&ledger, made, pay: pay)[0][0]
      let yearly = Ratio(Int128(max(0, pay - 2_500_000)) * 9, over: 100).roundedHalfUp()
      let q = 1 + Double(thousandths) / 12_000
      var left = Double(balance)
      var taken = 0.0
      for _ in 0..<12 {
        let part = min(left * q, Double(yearly) / 12)
        taken += part
        left = left * q - part
      }
      let holds =
        (Double(ledger.balances[0].pence) - left).magnitude < 0.5001
        && (Double(moved.repaid) - taken).magnitude < 0.5001
      return holds ? nil : "\(balance), \(pay), \(thousandths): \(left), \(taken), \(moved)"
    }
    #expect(fault == nil)
  }

  @Test("without interest every penny lent is repaid, in thirds of a penny a month too")
  func noInterest() throws {
    let made = LoanLedgerTests.rules([(Ratio(9, over: 100), 2_500_000, .zero)])
    var numbers = SeededNumbers(seed: 21)
    for _ in 0..<200 {
      let balance = numbers.whole(1...2_000_000)
      var ledger = LoanLedgerTests.ledger([balance])
      let moved = try LoanLedgerTests.pass(&ledger, made, pay: 3_100_007, years: 40)
      #expect(moved.reduce(0) { $0 + $1[0].repaid } + ledger.balances[0].pence == balance)
    }
  }

  /// £40,000: 9% of £20,000 is £1,800; the £5,000 between the thresholds are the lower plan's, £450.
  @Test("joined plans are one deduction, split by slices, until one is repaid")
  func joined() throws {
    let made = LoanLedgerTests.rules(
      [(Ratio(9, over: 100), 2_000_000, .zero), (Ratio(9, over: 100), 2_500_000, .zero)],
      joined: true)
    var ledger = LoanLedgerTests.ledger([1_000_000, 300_000])
    let moved = try LoanLedgerTests.pass(&ledger, made, pay: 4_000_000, years: 4)
    #expect(
      moved.map { $0.map(\.repaid) } == [
        [45_000, 135_000], [45_000, 135_000], [45_000, 30_000], [180_000, 0],
      ])
  }

  @Test("plans joined through a third are joined")
  func joinedThroughOthers() {
    var made = LoanLedgerTests.rules(
      [(.one, 0, .zero), (.one, 0, .zero), (.one, 0, .zero), (.one, 0, .zero)])
    made.rules.plans[0].oneDeductionWith = [1]
    made.rules.plans[2].oneDeductionWith = [1]
    let groups = RepaymentPlan.groups(of: made.rules.plans)
    #expect(groups[0] == groups[1] && groups[1] == groups[2] && groups[3] != groups[0])
  }

  /// Thirds and halves of a pound: the whole is rounded down, and the highest plan has what is left.
  @Test("the rounding of a year is of the whole deduction")
  func roundedWhole() throws {
    let made = LoanLedgerTests.rules(
      [(Ratio(9, over: 100), 2_606_500, .zero), (Ratio(9, over: 100), 2_847_000, .zero)],
      joined: true, rounding: .down(step: Ratio(100)))
    var ledger = LoanLedgerTests.ledger([2_000_000, 2_000_000])
    let moved = try LoanLedgerTests.pass(&ledger, made, pay: 3_000_000)
    #expect(moved[0].map(\.repaid) == [21_645, 13_755])
  }

  /// Lent on 1 September 2027: the month from 6 September is the first of seven.
  @Test("what is lent bears interest from the first month that begins on the day or after")
  func lent() throws {
    let made = LoanLedgerTests.rules([(Ratio(9, over: 100), 2_500_000, Ratio(12, over: 100))])
    var ledger = LoanLedger()
    let day = CivilDate(year: 2027, month: 9, day: 1) ?? CivilDate(day: 0)
    ledger.add(
      LoanBalance(plan: 0, coming: [(100_000, day)], firstDue: LoanLedgerTests.start))
    let first = LoanLedgerTests.start.adding(months: -24)
    _ = try LoanLedgerTests.pass(&ledger, made, pay: 9_000_000, from: first)
    // 1,000·1.01^7 = 1,072.1354
    #expect(ledger.balances[0].pence == 107_214)
  }

  /// A term of two and a half years: six months of the third, and the rest is written off.
  @Test("a year is cut where the term ends")
  func term() throws {
    let made = LoanLedgerTests.rules(
      [(Ratio(9, over: 100), 2_500_000, .zero)], term: Ratio(5, over: 2))
    var ledger = LoanLedgerTests.ledger([1_000_000])
    let moved = try LoanLedgerTests.pass(&ledger, made, pay: 4_000_000, years: 4)
    #expect(moved.map { $0[0].repaid } == [135_000, 135_000, 67_500, 0])
    #expect(moved.map { $0[0].writtenOff } == [0, 0, 662_500, 0])
  }

  /// Completed on 31 August: five months at 1% on £1,000, half of £1,051.01 off, then seven months.
  @Test(
    "what completion lets off comes off at the next month, what a first repayment does at the end")
  func lettingOff() throws {
    let made = LoanLedgerTests.rules([(Ratio(9, over: 100), 2_500_000, Ratio(12, over: 100))])
    let half = LetOff(
      amount: Formula(Ratio(1, over: 2)), isOfBalance: true, event: .completion, condition: nil)
    let first = LetOff(
      amount: Formula(Ratio(5_000)), isOfBalance: false, event: .firstRepayment, condition: nil)
    let letting = LettingOff(
      clauses: [half, first],
      completions: [(CivilDate(year: 2029, month: 8, day: 31) ?? LoanLedgerTests.start, made.here)],
      first: made.here)
    var ledger = LoanLedgerTests.ledger([100_000])
    let moved = try LoanLedgerTests.pass(&ledger, made, pay: 2_500_000, letting: letting)
    #expect(moved[0][0].letOff.map(\.pence) == [52_551])
    // (1,051.0101 - 525.51)·1.01^7 = 563.4072
    #expect(ledger.balances[0].pence == 56_341)
    let again = try LoanLedgerTests.pass(
      &ledger, made, pay: 2_600_000, from: LoanLedgerTests.start.adding(months: 12),
      letting: letting)
    #expect(again[0][0].repaid == 9_000 && again[0][0].letOff.map(\.pence) == [5_000])
  }
}
