import Foundation
import Testing

@Suite("cofund take-home")
struct TakeHomeTests {
  private func takeHome(_ tool: Tool, _ arguments: [String]) throws -> [String: Any] {
    let answer = try tool.run(["take-home", "--format", "json"] + arguments)
    #expect(answer.status == 0, "\(answer.errors)")
    return try answer.object()
  }

  @Test("the figures of the contract: £40,000 in England on 1 June 2026")
  func contract() throws {
    try withTool { tool in
      let pay = try takeHome(
        tool, ["--earnings", "40000", "--on", "2026-06-01", "--plan", "plan-5"])
      #expect(pay["schema"] as? String == "cofund-take-home/1")
      #expect(pay["annual_earnings"] as? Int == 4_000_000)
      #expect(pay["period"] as? String == "year")
      #expect(pay["earnings"] as? Int == 4_000_000)
      #expect(pay["income_tax"] as? Int == 548_600)
      #expect(pay["employee_ni"] as? Int == 219_440)
      #expect(pay["loan_repayments"] as? [String: Int] == ["plan-5": 135_000])
      #expect(pay["take_home"] as? Int == 3_096_960)
    }
  }

  /// By hand: pay and tax split and cut to the penny, published thresholds of £1,048 and £242.
  @Test(
    "pay periods",
    arguments: [
      ("month", 333_333, 45_716, 18_283, 11_200), ("four-weeks", 307_692, 42_200, 16_871, 10_300),
      ("week", 76_923, 10_550, 4_218, 2_500),
    ])
  func periods(period: String, earnings: Int, tax: Int, insurance: Int, loan: Int) throws {
    try withTool { tool in
      let pay = try takeHome(
        tool,
        ["--earnings", "40000", "--on", "2026-06-01", "--plan", "plan-5", "--period", period])
      #expect(pay["earnings"] as? Int == earnings)
      #expect(pay["income_tax"] as? Int == tax)
      #expect(pay["employee_ni"] as? Int == insurance)
      #expect(pay["loan_repayments"] as? [String: Int] == ["plan-5": loan])
      #expect(pay["take_home"] as? Int == earnings - tax - insurance - loan)
    }
  }

  /// A twelfth of £50,271 is £4,189.25, of which £4,189 is charged at 8% above £1,048 and 25p at 2%: £251.285,
  /// whose half-penny is dropped by S.I. 2001/1004, regulation 12(1).
  @Test("half a penny of a contribution is dropped")
  func halfPenny() throws {
    try withTool { tool in
      let pay = try takeHome(
        tool, ["--earnings", "50271", "--on", "2026-06-01", "--period", "month"])
      #expect(pay["employee_ni"] as? Int == 25_128)
    }
  }

  private static let plans = """
    policy older-plans
        title   "Plans for tests"
        applies from 2025-04-06
        uses    skills-funding, tax-and-insurance

    parameter plan-a-threshold as money per year
        £26,065 per year  from 2025-04-06  illustrative

    parameter plan-b-threshold as money per year
        £28,470 per year  from 2025-04-06  illustrative

    parameter plan-c-threshold as money per year
        £21,000 per year  from 2025-04-06  illustrative

    parameter rate as percent
        9%  from 2025-04-06  illustrative

    parameter other-rate as percent
        6%  from 2025-04-06  illustrative

    parameter interest as percent per year
        4% per year  from 2025-04-06  illustrative

    parameter term as years
        30 years  from 2025-04-06  illustrative

    plan plan-a
        takes rate of learner.earnings above plan-a-threshold
        one deduction with plan-b
        in each pay period rounded down to £1
        starting 6 April after course.end
        with interest at interest
        written off after term

    plan plan-b
        takes rate of learner.earnings above plan-b-threshold
        one deduction with plan-a
        in each pay period rounded down to £1
        starting 6 April after course.end
        with interest at interest
        written off after term

    plan plan-c
        takes other-rate of learner.earnings above plan-c-threshold
        in each pay period rounded down to £1
        starting 6 April after course.end
        with interest at interest
        written off after term

    """

  /// GOV.UK's example of 2025 to 2026: £33,000 a year is £52 a month.
  @Test("an official monthly repayment, and several plans as one deduction")
  func plans() throws {
    try withTool { tool in
      try tool.write(Self.plans, to: "Policies/older-plans.policy")
      let month = ["--on", "2025-06-01", "--period", "month"]
      let one = try takeHome(tool, ["--earnings", "33000", "--plan", "plan-a"] + month)
      #expect(one["loan_repayments"] as? [String: Int] == ["plan-a": 5_200])
      // £577.92 above the lower threshold of £2,172.08 a month gives £52; £377.50 above the higher
      // gives the higher plan £33.98, and the slice of £200.42 gives the lower £18.04.
      let both = try takeHome(
        tool, ["--earnings", "33000", "--plan", "plan-a", "--plan", "plan-b"] + month)
      let split = try #require(both["loan_repayments"] as? [String: Int])
      #expect(split["plan-a", default: 0] + split["plan-b", default: 0] == 5_200)
      #expect(split["plan-a"] == 1_804)
      let three = try takeHome(
        tool,
        ["--earnings", "33000", "--plan", "plan-c", "--plan", "plan-a", "--plan", "plan-b"] + month)
      let shares = try #require(three["loan_repayments"] as? [String: Int])
      #expect(shares["plan-c"] == 6_000)
      #expect(shares["plan-a", default: 0] + shares["plan-b", default: 0] == 5_200)
    }
  }

  @Test("a place without a tax on pay, and a day before any, are refused with 1")
  func refused() throws {
    try withTool { tool in
      let early = try tool.run("take-home", "--earnings", "40000", "--on", "1999-06-01")
      #expect(early.status == 1)
      #expect(early.errors.contains("1999-06-01"))
      let negative = try tool.run("take-home", "--earnings=-1", "--on", "2026-06-01")
      #expect(negative.status == 1)
    }
  }

  @Test("the text says that monthly tax is an approximation")
  func text() throws {
    try withTool { tool in
      let answer = try tool.run(
        "take-home", "--earnings", "£40,000", "--on", "2026-06-01", "--period", "month")
      #expect(answer.output.contains("approximation"))
      #expect(answer.output.contains("£457.16"))
    }
  }

  private static let abroad = """
    policy abroad
        title "A tax on taxable wages"

    currency $ "United States dollar" in hundredths

    payer irs "Internal Revenue Service"

    record learner
        has wages as money per year
        has deductions as money per year

    parameter rate as percent
        10%  from 2025-01-01  illustrative

    derive learner.taxable as money per year from max(learner.wages, learner.deductions) - learner.deductions

    tax income-tax on learner to irs
        assessed on learner.taxable each year
        charges rate on the rest

    """

  /// £60,000 less £10,000 of deductions at 10%.
  @Test("pay goes by the name that the taxes lead to, or the fact that is missing is named")
  func otherPay() throws {
    try withTool { tool in
      try tool.write(Self.abroad, to: "Abroad/abroad.policy")
      let common = [
        "--on", "2025-06-01", "--policies", "Abroad", "--set", "learner.deductions=10000",
      ]
      let pay = try takeHome(tool, ["--earnings", "60000"] + common)
      #expect(pay["annual_earnings"] as? Int == 6_000_000)
      #expect(pay["income_tax"] as? Int == 500_000)
      #expect(pay["take_home"] as? Int == 5_500_000)
      let text = try tool.run(["take-home", "--earnings", "60000"] + common)
      #expect(text.output.hasPrefix("$60,000 a year on 2025-06-01, reckoned by the year\n"))
      let lacking = try tool.run([
        "take-home", "--earnings", "60000", "--on", "2025-06-01", "--policies", "Abroad",
      ])
      #expect(lacking.status == 1)
      #expect(lacking.errors.contains("learner.deductions") && lacking.output.isEmpty)
    }
  }

  @Test("where nothing can be pay, that is said")
  func noPay() throws {
    try withTool { tool in
      try tool.write(
        Self.abroad.replacingOccurrences(
          of: "has wages as money per year", with: "has wages as money"
        ).replacingOccurrences(
          of: "from max(learner.wages, learner.deductions) - learner.deductions",
          with: "from learner.wages / 1 year"
        ).replacingOccurrences(of: "    has deductions as money per year\n", with: ""),
        to: "Abroad/abroad.policy")
      let answer = try tool.run([
        "take-home", "--earnings", "60000", "--on", "2025-06-01", "--policies", "Abroad",
      ])
      #expect(answer.status == 1)
      #expect(answer.errors.contains("learner.taxable"), "\(answer.errors)")
    }
  }
}
