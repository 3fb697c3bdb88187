import FundingRules
import FundingValues
import Testing

@Suite("Cases worked by hand")
struct WorkedCaseTests {
  @Test("a loan of £2,447.50 for 30 credits at £2,600")
  func loan() throws {
    var made = MadeUpRules()
    made.frame[made.fact("course.fee")] = Ratio(260_000)
    made.frame[made.fact("course.credits")] = Ratio(30)
    var shaping = Shaping()
    shaping.limits = [
      Limit(
        number: 0,
        amount: Formula([
          .constant(Ratio(979_000, over: 120)), .fact(made.fact("course.credits")), .multiply,
        ]), counts: .money, scope: .course, condition: nil, clause: MadeUpRules.clause),
      Limit(1, Ratio(180), of: made.fact("course.credits"), .learner(.courseYear)),
      Limit(2, Ratio(3_916_000), .learner(.life)),
    ]
    let loan = made.add(
      "loan", from: .party(MadeUpRules.treasury), [made.payment(.one, shaping: shaping)],
      isLoan: true)
    let quote = try made.quote([loan], rest: learnerParty)
    #expect(quote.paid(by: loan) == 244_750)
    #expect(quote.ownPayment(of: learnerParty) == 15_250)
    let line = try #require(quote.costs[0].lines.first)
    #expect(line.kind == .loan && line.limitedBy == .cap)
    #expect(line.uses.map(\.limit) == [1, 2])
    #expect(line.uses.map(\.amount) == [Ratio(30), Ratio(244_750)])
  }

  @Test("10 credits of room for 30 credits cover a third of the fee")
  func quantity() throws {
    var made = MadeUpRules()
    made.frame[made.fact("course.fee")] = Ratio(100_000)
    made.frame[made.fact("course.credits")] = Ratio(30)
    var shaping = Shaping()
    shaping.limits = [Limit(0, Ratio(180), of: made.fact("course.credits"), .learner(.courseYear))]
    let loan = made.add(
      "loan", from: .party(MadeUpRules.treasury), [made.payment(.one, shaping: shaping)],
      isLoan: true)
    var standing = GivenLeft()
    standing.used[0] = Ratio(170)
    let line = try #require(
      made.quote([loan], rest: learnerParty, left: standing.headroom(made.rules)).costs[0].lines
        .first)
    #expect(line.amount == 33_333)
    #expect(line.limitedBy == .quantity)
    #expect(line.uses[0].amount <= Ratio(10))
  }

  @Test("an account of £6,000 runs dry: co-investment £11,250, employer £5,750 of £23,000")
  func levy() throws {
    var made = MadeUpRules()
    made.frame[made.fact("course.fee")] = Ratio(2_300_000)
    let account = made.addAccount()
    var band = Shaping()
    band.limits = [Limit(0, Ratio(2_100_000))]
    let own = made.add("levy-funded", from: .account(account), [made.payment(.one, shaping: band)])
    let help = made.add(
      "co-investment", from: .party(MadeUpRules.treasury),
      [made.payment(Ratio(3, over: 4), of: .rest, countsAtMost: Ratio(2_100_000))])
    var standing = GivenLeft()
    standing.balances[account] = 600_000
    let quote = try made.quote(
      [own, help], rest: employerParty, left: standing.headroom(made.rules))
    #expect(quote.paid(by: own) == 600_000)
    #expect(quote.paid(by: help) == 1_125_000)
    #expect(quote.ownPayment(of: employerParty) == 575_000)
    #expect(quote.costs[0].lines.map(\.kind) == [.account, .grant, .own])
    #expect(quote.costs[0].lines[0].limitedBy == .balance)
  }

  @Test("a bootcamp at £3,000 with no job after it: £2,160, £300 and £540 lost")
  func bootcamp() throws {
    var made = MadeUpRules()
    made.frame[made.fact("course.fee")] = Ratio(300_000)
    made.frame[made.fact("course.completed")] = .one
    made.frame[made.fact("course.outcome")] = .zero
    let tenth = Formula([
      .constant(Ratio(1, over: 10)), .fact(made.fact("course.fee")), .multiply,
    ])
    let parts: [(Int128, EnrolmentEvent)] = [(45, .start), (35, .completion), (20, .outcome)]
    let grant = made.add(
      "bootcamp", from: .party(MadeUpRules.treasury),
      [
        made.payment(
          .one, leaves: [SetAside(amount: tenth, party: employerParty, condition: nil)],
          parts: parts.map {
            Part(share: Formula(Ratio($0.0, over: 100)), moment: .on($0.1), backTo: nil)
          })
      ])
    let quote = try made.quote([grant], rest: employerParty)
    #expect(quote.paid(by: grant) == 216_000)
    #expect(quote.ownPayment(of: employerParty) == 30_000)
    #expect(quote.ownPayment(of: providerParty) == 54_000)
  }

  @Test("a learning account of £700, half of the rest from a foundation, £100 always the learner's")
  func learningAccount() throws {
    var made = MadeUpRules()
    made.frame[made.fact("course.fee")] = Ratio(100_000)
    let account = made.addAccount()
    let leave = SetAside(amount: Formula(Ratio(10_000)), party: learnerParty, condition: nil)
    let own = made.add("account", from: .account(account), [made.payment(.one, leaves: [leave])])
    let help = made.add(
      "foundation", from: .party(MadeUpRules.council),
      [made.payment(Ratio(1, over: 2), of: .rest)])
    var standing = GivenLeft()
    standing.balances[account] = 70_000
    let quote = try made.quote(
      [own, help], rest: learnerParty, left: standing.headroom(made.rules))
    #expect(quote.paid(by: own) == 70_000)
    #expect(quote.paid(by: help) == 15_000)
    #expect(quote.ownPayment(of: learnerParty) == 15_000)
    standing.balances[account] = 500_000
    let rich = try made.quote([own, help], rest: learnerParty, left: standing.headroom(made.rules))
    #expect(rich.paid(by: own) == 90_000)
    #expect(rich.paid(by: help) == 0)
    #expect(rich.ownPayment(of: learnerParty) == 10_000)
  }

  @Test("a wage grant of 55% of at most £12,000, and a bonus on completion")
  func wages() throws {
    var made = MadeUpRules()
    made.frame[made.fact("course.release-wages")] = Ratio(1_400_000)
    made.frame[made.fact("employer.agreement")] = .one
    made.frame[made.fact("employer.headcount")] = Ratio(80)
    made.frame[made.fact("course.completed")] = .one
    var shaping = Shaping()
    shaping.exceptions = [
      (
        amount: Formula(.one), test: made.test("employer.headcount", .below, Ratio(50)),
        clause: MadeUpRules.clause
      )
    ]
    shaping.additions = [
      (
        amount: Formula(Ratio(1, over: 20)), test: made.test("employer.agreement", .equal, .one),
        clause: MadeUpRules.clause
      )
    ]
    let bonus = Gift(
      to: learnerParty, amount: Formula(Ratio(50_000)), moment: .on(.completion),
      shaping: Shaping(), shared: [], condition: nil, clause: MadeUpRules.clause)
    let grant = made.add(
      "wage-grant", from: .party(MadeUpRules.treasury),
      [
        made.payment(
          Ratio(1, over: 2), cost: "course.release-wages", countsAtMost: Ratio(1_200_000),
          shaping: shaping)
      ], gifts: [bonus])
    let quote = try made.quote(
      [grant], rest: employerParty, costs: ["course.release-wages"])
    #expect(quote.paid(by: grant) == 660_000)
    #expect(quote.ownPayment(of: employerParty) == 740_000)
    #expect(quote.receipts.map(\.amount) == [50_000])
    #expect(quote.receipts.map(\.to) == [learnerParty])
  }

  @Test("living costs: £1 off for each whole £6.47 of income, half for half the credits")
  func maintenance() throws {
    var made = MadeUpRules()
    made.frame[made.fact("course.fee")] = Ratio(100_000)
    made.frame[made.fact("learner.earnings")] = Ratio(4_000_000)
    var shaping = Shaping()
    shaping.reduction = Reduction(
      by: Formula(Ratio(100)), forEach: Formula(Ratio(647)), of: made.fact("learner.earnings"),
      above: Formula(Ratio(2_500_000)))
    shaping.notBelow = Formula(Ratio(504_800))
    shaping.inProportionTo = Formula(Ratio(1, over: 2))
    let gift = Gift(
      to: learnerParty, amount: Formula(Ratio(1_083_000)), moment: .each(.courseYear),
      shaping: shaping, shared: [], condition: nil, clause: MadeUpRules.clause)
    let loan = made.add(
      "living", from: .party(MadeUpRules.treasury), [], gifts: [gift], isLoan: true)
    #expect(try made.quote([loan], rest: employerParty).receipts.map(\.amount) == [425_600])
    made.frame[made.fact("learner.earnings")] = Ratio(9_000_000)
    #expect(try made.quote([loan], rest: employerParty).receipts.map(\.amount) == [252_400])
  }

  @Test("a taper is straight between its points and flat outside them")
  func taper() throws {
    var made = MadeUpRules()
    made.frame[made.fact("course.fee")] = Ratio(100_000)
    var shaping = Shaping()
    shaping.taper = Taper(
      fromShare: Formula(.one), fromPoint: Formula(Ratio(2_600_000)),
      toShare: Formula(Ratio(1, over: 2)), toPoint: Formula(Ratio(3_400_000)),
      of: made.fact("learner.earnings"))
    let grant = made.add(
      "tapered", from: .party(MadeUpRules.council), [made.payment(.one, shaping: shaping)])
    for (earnings, pays) in [
      (0, 100_000), (2_600_000, 100_000), (2_800_000, 87_500), (2_800_001, 87_500),
      (3_400_000, 50_000), (9_000_000, 50_000),
    ] as [(Int64, Int64)] {
      made.frame[made.fact("learner.earnings")] = Ratio(earnings)
      #expect(try made.quote([grant], rest: learnerParty).paid(by: grant) == pays)
    }
  }
}
