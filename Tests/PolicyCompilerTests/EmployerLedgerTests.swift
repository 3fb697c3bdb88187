import FundingRules
import FundingValues
import PolicyCompiler
import Quoting
import Testing

/// A levy of £1,000 a month into an account whose money keeps for a month, and a fee of £6,000 in four parts.
@Suite("An employer's ledger of one course")
struct EmployerLedgerTests {
  private static let rules = """
    policy help
        uses words

    parameter rate as percent
        0.5%  from 2020-04-06  illustrative

    parameter top-up as percent
        10%  from 2020-04-06  illustrative
        0%   from 2027-11-01  illustrative

    parameter half as percent
        50%  from 2020-04-06  illustrative

    levy charge on employer
        charges rate of employer.pay-bill
        collected each month
        into wallet

    account wallet held by employer
        topped up by top-up from treasury
        expires after 1 month
        spends oldest first
        lapses to treasury

    grant own-money from wallet
        pays 100% of course.fee
            up to £900 per employer per course-year

    grant help from treasury
        pays half of the rest of course.fee

    regime plain
        uses help
        route sponsored
            needs employer
            stacking for course.fee
                first own-money
                then help
                rest employer

    """

  private static func ledger() throws -> EmployerLedger {
    let plan = try FundingPlan(program(rules), regime: "plain")
    let day = try #require(CivilDate(year: 2027, month: 9, day: 1))
    let quotes = try QuoteRules(plan, until: day.adding(months: 24))
    var frame = Frame(count: plan.facts.count)
    frame[try #require(plan.facts["course.fee"])] = Ratio(600_000)
    frame[try #require(plan.facts["employer.pay-bill"])] = Ratio(240_000_000)
    var terms = CourseTerms()
    #expect(terms.take("course.length", "4") == nil)
    #expect(terms.take("course.paid", "monthly") == nil)
    var work = QuoteCase(quotes, frame, ["wallet.balance": Ratio(20_000)], terms, on: day)
    work.take(0)
    return try work.ledger(0)
  }

  /// September draws the £200 there is, October £700 of £1,100, and the limit of £900 is used up. What is
  /// left of October’s £1,100 lapses at the end of that month, its only one, and so does November’s £1,000.
  @Test(
    "levy, top-up, use, lapse, co-investment, cash and what a limit has left, in the order of days")
  func entries() throws {
    let told = try EmployerLedgerTests.ledger().entries.filter { $0.day.parts.month < 12 }.map {
      "\($0.day) \($0.kind.rawValue) \($0.name) \($0.pence)"
    }
    #expect(
      told == [
        "2027-09-01 opening wallet 20000", "2027-09-01 used wallet 20000",
        "2027-09-01 co-investment help 65000", "2027-09-01 cash employer 65000",
        "2027-09-01 cap-left own-money 70000", "2027-10-01 levied wallet 100000",
        "2027-10-01 topped-up wallet 10000", "2027-10-01 used wallet 70000",
        "2027-10-01 co-investment help 40000", "2027-10-01 cash employer 40000",
        "2027-10-01 cap-left own-money 0", "2027-10-31 expired wallet 40000",
        "2027-11-01 levied wallet 100000",
        "2027-11-01 co-investment help 75000", "2027-11-01 cash employer 75000",
        "2027-11-01 cap-left own-money 0", "2027-11-30 expired wallet 100000",
      ])
  }

  @Test(
    "what entered an account is what was used, what lapsed and what is left; payments make the fee")
  func sums() throws {
    let entries = try EmployerLedgerTests.ledger().entries
    func sum(_ kinds: EmployerLedger.Entry.Kind...) -> Int64 {
      entries.reduce(0) { kinds.contains($1.kind) ? $0 + $1.pence : $0 }
    }
    #expect(sum(.used, .coInvestment, .grant, .cash) == 600_000)
    // December's £1,000 is left.
    #expect(sum(.opening, .levied, .toppedUp, .credited) - sum(.used, .expired) == 100_000)
  }
}
