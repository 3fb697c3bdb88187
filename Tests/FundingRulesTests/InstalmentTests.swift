import FundingRules
import FundingValues
import Testing

/// A fee of £24,000 in 24 monthly parts from 1 September 2027.
@Suite("Instalments, each settled by the same stack")
struct InstalmentTests {
  private static func made(_ pence: Int64 = 2_400_000) -> MadeUpRules {
    var made = MadeUpRules()
    made.frame[made.fact("course.fee")] = Ratio(pence)
    return made
  }

  private static func quote(
    _ made: MadeUpRules, _ stack: [Int], left: GivenLeft = GivenLeft()
  ) throws -> RouteQuote {
    var settlement = made.settlement(left.headroom(made.rules))
    settlement.instalments = Instalments(count: 24, first: CivilDate(day: 21_063))
    return try made.quote(stack, rest: employerParty, settlement)
  }

  /// An account of £16,000 pays 16 parts of £1,000; each way of helping shares the other eight.
  @Test(
    "after an account is empty the stack shares each part",
    arguments: [
      ("half of the rest", Int64(400_000)), ("half", 400_000), ("up to £100", 3_333),
      ("£2,400 towards", 80_000),
    ])
  func shortfall(_ help: String, pays: Int64) throws {
    var made = InstalmentTests.made()
    let account = made.addAccount()
    let own = made.add("own", from: .account(account), [made.payment(.one)])
    var capped = Shaping()
    capped.limits = [Limit(0, Ratio(10_000))]
    let half = Ratio(1, over: 2)
    let payment =
      switch help {
      case "half of the rest": made.payment(half, of: .rest)
      case "half": made.payment(half)
      case "up to £100": made.payment(half, of: .rest, shaping: capped)
      default: made.payment(Ratio(240_000), of: .towards)
      }
    let grant = made.add("help", from: .party(MadeUpRules.treasury), [payment])
    let quote = try InstalmentTests.quote(
      made, [own, grant], left: GivenLeft(balances: [account: 1_600_000]))
    #expect(quote.paid(by: own) == 1_600_000)
    #expect(quote.paid(by: grant) == pays)
    #expect(quote.ownPayment(of: employerParty) == 800_000 - pays)
    let line = try #require(quote.costs[0].lines.first { $0.instrument == grant })
    #expect((0..<24).reduce(0) { $0 + line.pence(ofInstalment: $1) } == pays)
  }

  @Test("what is said in pence of the whole course is paid in parts that sum to it")
  func wholeAmounts() throws {
    var capped = Shaping()
    capped.limits = [Limit(0, Ratio(10_000))]
    for (payment, pays) in [
      (InstalmentTests.made().payment(.one, shaping: capped), Int64(10_000)),
      (InstalmentTests.made().payment(Ratio(9_999), of: .towards), 9_999),
      (InstalmentTests.made().payment(.one, countsAtMost: Ratio(10_001)), 10_001),
      (
        InstalmentTests.made().payment(
          .one,
          leaves: [SetAside(amount: Formula(Ratio(7)), party: employerParty, condition: nil)]),
        2_399_993
      ),
    ] {
      var made = InstalmentTests.made()
      let grant = made.add("grant", from: .party(MadeUpRules.treasury), [payment])
      #expect(try InstalmentTests.quote(made, [grant]).paid(by: grant) == pays)
    }
  }

  /// Seven parts of £1,000 fall due by 31 March 2028, twelve in the next financial year, five after.
  @Test(
    "a limit for each financial year counts what falls due in it, what was used before included")
  func windows() throws {
    var made = InstalmentTests.made()
    var shaping = Shaping()
    shaping.limits = [Limit(0, Ratio(400_000), .learner(.financialYear))]
    let grant = made.add(
      "grant", from: .party(MadeUpRules.treasury), [made.payment(.one, shaping: shaping)])
    #expect(try InstalmentTests.quote(made, [grant]).paid(by: grant) == 1_200_000)
    let quote = try InstalmentTests.quote(made, [grant], left: GivenLeft(used: [0: Ratio(100_000)]))
    #expect(quote.paid(by: grant) == 1_100_000)
  }

  /// Of £1,000 a month £15,000 may be paid in any two years running: 15 parts, none in the other nine.
  @Test("a limit in any years running counts the years up to each part")
  func running() throws {
    var made = InstalmentTests.made()
    var shaping = Shaping()
    shaping.limits = [Limit(0, Ratio(1_500_000), .learnerInAnyYears(2))]
    let grant = made.add(
      "grant", from: .party(MadeUpRules.treasury), [made.payment(.one, shaping: shaping)])
    #expect(try InstalmentTests.quote(made, [grant]).paid(by: grant) == 1_500_000)
    shaping.limits = [Limit(0, Ratio(1_000_000), .learnerInAnyYears(1))]
    made.rules.instruments[grant].payments[0].shaping = shaping
    #expect(try InstalmentTests.quote(made, [grant]).paid(by: grant) == 2_000_000)
  }
}
