import Foundation
import Testing

/// Black-box test 3: a country that does not exist, against a reckoning of its own.
@Suite("From outside: an invented country")
struct InventedCountryTests {
  private static let words = """
    vocabulary isle
        title "Words of the Isle"

    currency € "Isle euro" in hundredths

    category shore is one of north, south
    category work is one of hired, own-account, resting

    payer crown "The Crown of the Isle"

    period harvest-year starts 1 October
    period purse-year starts 15 February

    record learner
        has shore as shore
        has work as work
        has age as years
        has earnings as money per year

    record employer
        has headcount as count

    record course
        has fee as money
        has credits as credits
        has kit as money

    """

  private static let rules = """
    policy isle-help
        title "Help with learning on the Isle"
        applies from 2030-02-15
        note "Made up whole."
        uses isle

    source law "Learning Act of the Isle"

    parameter share as percent by learner.age
        below 23 years:               85%    from 2030-02-15  cites law
        23 years to below 41 years:   62.5%  from 2030-02-15  cites law
        41 years or more:             40%    from 2030-02-15  cites law
        below 23 years:               80%    from 2031-10-01  cites law
        23 years to below 41 years:   55%    from 2031-10-01  cites law
        41 years or more:             45%    from 2031-10-01  cites law

    parameter credit-price as money per credit
        €61.37 per credit  from 2030-02-15  cites law

    parameter full-help-to as money per year
        €18,000 per year  from 2030-02-15  cites law

    parameter least-help-from as money per year
        €43,000 per year  from 2030-02-15  cites law

    parameter least-help as percent
        25%  from 2030-02-15  cites law

    parameter northern-more as percent
        7.5%  from 2030-02-15  cites law

    parameter purse as money
        €1,111.11  from 2030-02-15  cites law

    parameter firm-share as percent by employer.headcount
        below 7:        10%    from 2030-02-15  cites law
        7 to below 61:  33.3%  from 2030-02-15  cites law
        61 or more:     70%    from 2030-02-15  cites law

    parameter kit-gift as money
        €250  from 2030-02-15  cites law

    parameter kit-step as money per year
        €93 per year  from 2030-02-15  cites law

    parameter loan-from as money
        €50  from 2030-02-15  cites law

    parameter loan-rate as percent
        11%  from 2030-02-15  cites law

    parameter loan-line as money per year
        €21,000 per year  from 2030-02-15  cites law

    parameter loan-interest as percent per year
        1.5% per year  from 2030-02-15  cites law

    parameter loan-term as years
        17 years  from 2030-02-15  cites law

    plan isle-plan
        takes loan-rate of learner.earnings above loan-line
        in each pay period rounded down to €1
        starting 1 October after course.end
        with interest at loan-interest
        written off after loan-term

    grant crown-help from crown
        eligible when learner.work is one of hired, resting
        pays share of course.fee
            counts at most credit-price * course.credits
            plus northern-more when learner.shore is north
            in all at most 100%
            tapers from 100% at full-help-to to least-help at least-help-from of learner.earnings
            up to purse per learner per harvest-year

    grant kit-help from crown
        eligible when learner.age is below 41 years
        gives kit-gift to learner on start
            reduced by €1 for each kit-step of learner.earnings above full-help-to
            not below €0

    loan isle-loan to learner from crown
        eligible when learner.work is hired
        pays 50% of the rest of course.fee
            nothing if below loan-from
        repaid under isle-plan

    regime isle-way
        title "The way of the Isle"
        uses isle-help
        route with-firm
            title "With the firm"
            needs employer
            open when learner.work is hired
            stacking for course.fee
                first crown-help
                then firm-help
                rest learner
            also kit-help
        route alone
            title "Alone"
            stacking for course.fee
                first crown-help
                then isle-loan
                rest learner
            also kit-help

    grant firm-help from employer
        eligible when learner.work is hired
        pays firm-share of the rest of course.fee

    example "someone of 30 on the north shore"
        given on 2030-03-01
            learner.shore is north
            learner.work is hired
            learner.age is 30 years
            learner.earnings is €18,000 per year
            course.credits is 10 credits
            course.fee is €600
        expect crown-help pays €420

    """

  private struct Case {
    let id: String
    let on: String
    let north: Bool
    let work: String
    let age: Int
    /// Whole cents a year.
    let earnings: Int
    let headcount: Int
    let credits: Int
    /// Whole cents.
    let fee: Int
  }

  private static let cases: [Case] = {
    var cases: [Case] = []
    let ages = [22, 23, 40, 41]
    let pay = [1_799_999, 1_800_100, 2_755_550, 3_333_333, 4_300_000, 9_000_000]
    for (index, earnings) in pay.enumerated() {
      for (place, age) in ages.enumerated() {
        let number = index * ages.count + place
        cases.append(
          Case(
            id: "c\(number)", on: number % 3 == 0 ? "2031-10-01" : "2031-09-30",
            north: number % 2 == 0, work: ["hired", "own-account", "resting"][number % 5 % 3],
            age: age, earnings: earnings, headcount: [6, 7, 60, 61][(number / 2) % 4],
            credits: [5, 12, 30][number % 3], fee: [19_999, 123_457, 300_003][(number / 4) % 3]))
      }
    }
    return cases
  }()

  /// What each payer pays by each route, reckoned here in whole cents and hundred-thousandths.
  private func reckoned(_ one: Case) -> [String: Int] {
    func half(_ top: Int, _ bottom: Int) -> Int { (2 * top + bottom) / (2 * bottom) }
    // Shares are thousandths.
    let later = one.on >= "2031-10-01"
    var share =
      one.age < 23 ? (later ? 800 : 850) : one.age < 41 ? (later ? 550 : 625) : (later ? 450 : 400)
    if one.north { share = min(1_000, share + 75) }
    // The taper falls from 1 to a quarter over €25,000: above = cents above €18,000.
    let above = min(max(0, one.earnings - 1_800_000), 2_500_000)
    // (1 - 0.75 * above / 2,500,000) over a denominator of 10,000,000.
    let left = 10_000_000 - 3 * above
    let counted = min(one.fee, 6_137 * one.credits)
    var result: [String: Int] = [:]
    // Nobody helps the self-employed, but for kit under 41: then there is no route.
    if one.work == "own-account" && one.age >= 41 { return [:] }
    var crown = 0
    if one.work != "own-account" {
      crown = min(half(counted * share * left, 1_000 * 10_000_000), 111_111)
    }
    let rest = one.fee - crown
    var loan = one.work == "hired" ? half(rest, 2) : 0
    if loan < 5_000 { loan = 0 }
    result["alone crown-help"] = crown
    result["alone isle-loan"] = loan
    result["alone "] = rest - loan
    if one.work == "hired" {
      let rate = one.headcount < 7 ? 100 : one.headcount < 61 ? 333 : 700
      let firm = half(rest * rate, 1_000)
      result["with-firm crown-help"] = crown
      result["with-firm firm-help"] = firm
      result["with-firm "] = rest - firm
    }
    return result.filter { $0.value != 0 }
  }

  @Test("3: another currency, other years and other bands, as a short reckoning has them")
  func country() throws {
    try withTool { tool in
      try tool.write(Self.words, to: "Isle/words.policy")
      try tool.write(Self.rules, to: "Isle/help.policy")
      let check = try tool.run("check", "Isle")
      try #require(check.status == 0, "\(check.output)")
      var table =
        "id,on,learner.shore,learner.work,learner.age,learner.earnings,employer.headcount,"
        + "course.credits,course.fee\n"
      func euros(_ cents: Int) -> String { String(format: "%d.%02d", cents / 100, cents % 100) }
      for one in Self.cases {
        table += "\(one.id),\(one.on),\(one.north ? "north" : "south"),\(one.work),\(one.age),"
        table += "\(euros(one.earnings)),\(one.headcount),\(one.credits),\(euros(one.fee))\n"
      }
      try tool.write(table, to: "cases.csv")
      let answer = try tool.run(
        "quote", "isle-way", "--from", "cases.csv", "--policies", "Isle")
      try #require(answer.status == 0, "\(answer.errors)")
      var found: [String: [String: Int]] = [:]
      for row in Rows(answer.output).rows where row["open"] == "yes" && row["cost"] == "course.fee"
      {
        let amount = try #require(Double(row["amount"] ?? ""))
        let key = (row["route"] ?? "") + " " + (row["instrument"] ?? "")
        found[row["id"] ?? "", default: [:]][key, default: 0] += Int((amount * 100).rounded())
      }
      for one in Self.cases {
        let lines = (found[one.id] ?? [:]).filter { $0.value != 0 }
        #expect(lines == reckoned(one), "\(one)")
      }
    }
  }

  @Test("3: what is given and what is repaid, likewise")
  func giftAndLoan() throws {
    try withTool { tool in
      try tool.write(Self.words, to: "Isle/words.policy")
      // €25,000.55 is €7,000.55 above €18,000: 75 whole steps of €93 leave €175.
      // 11% of what is above €21,000 is €440.0605; payroll's pence are lost, and interest of one
      // day is reckoned on €2,000: the debt is larger than the year's payment.
      let example = """

        example "kit and repayment"
            given on 2030-09-30
                learner.shore is south
                learner.work is hired
                learner.age is 30 years
                learner.earnings is €25,000.55 per year
                pay.period is yearly
                isle-plan.balance is €2,000
            expect kit-help gives €175
            expect isle-plan repays €440

        """
      try tool.write(Self.rules + example, to: "Isle/help.policy")
      let check = try tool.run("check", "Isle")
      #expect(check.status == 0, "\(check.output)")
      #expect(check.output.contains("2 examples: 2 passed"))
    }
  }
}
