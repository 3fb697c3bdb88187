import Foundation
import Testing

/// Take-home pay in several tax years, nations, pay periods and plans.
///
/// The first four are GOV.UK's own examples of a month's repayment. The rest were reckoned by hand from
/// HMRC's published bands of each year since 2018.
@Suite("cofund take-home: published cases")
struct PublishedTakeHomeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    /// Pay, income tax, National Insurance and take-home pay of the period, in pence.
    let figures: [Int]
    let loans: [String: Int]
    var testDescription: String { arguments.joined(separator: " ") }

    init(
      _ earnings: Int, _ day: String, _ nation: String, _ period: String, _ figures: [Int],
      _ loans: [String: Int]
    ) {
      let plans = loans.keys.sorted().flatMap { ["--plan", $0] }
      arguments =
        ["--earnings", "\(earnings)", "--on", day, "--nation", nation, "--period", period] + plans
      self.figures = figures
      self.loans = loans
    }
  }

  private static let cases: [Case] = [
    Case(
      33_000, "2025-06-01", "England", "month", [275_000, 34_050, 13_616, 222_134],
      ["plan-1": 5_200]),
    Case(
      36_000, "2025-06-01", "England", "month", [300_000, 39_050, 15_616, 242_934],
      ["plan-4": 2_400]),
    Case(
      33_000, "2024-06-01", "England", "month", [275_000, 34_050, 13_616, 221_334],
      ["plan-1": 6_000]),
    Case(
      36_000, "2024-06-01", "England", "month", [300_000, 39_050, 15_616, 241_934],
      ["plan-4": 3_400]),
    // The contract's own figures, and the last day and the first of two tax years.
    Case(
      40_000, "2026-06-01", "England", "year", [4_000_000, 548_600, 219_440, 3_096_960],
      ["plan-5": 135_000]),
    Case(
      25_000, "2027-04-05", "England", "year", [2_500_000, 248_600, 99_440, 2_151_960],
      ["plan-5": 0]),
    // Scotland: taxable £27,430 by the bands of 2026 to 2027; and above the top band, by HMRC's line.
    Case(
      40_000, "2026-06-01", "Scotland", "year", [4_000_000, 555_107, 219_440, 3_169_653],
      ["plan-4": 55_800]),
    Case(
      130_000, "2026-06-01", "Scotland", "year", [13_000_000, 5_003_435, 461_060, 6_015_705],
      ["plan-4": 865_800, "postgraduate": 654_000]),
    Case(
      30_000, "2024-06-01", "Scotland", "month", [250_000, 29_144, 11_616, 209_240],
      ["plan-4": 0]),
    Case(
      52_000, "2025-06-01", "Scotland", "week", [100_000, 18_949, 5_866, 71_885],
      ["plan-4": 3_300]),
    // Each year before, by its own bands, thresholds and rates; Plan 5 takes nothing before April 2026.
    Case(
      40_000, "2018-06-01", "England", "month", [333_333, 46_916, 31_576, 238_641],
      ["plan-1": 16_200]),
    Case(
      40_000, "2021-06-01", "England", "month", [333_333, 45_716, 30_436, 247_681],
      ["plan-2": 9_500]),
    Case(
      40_000, "2019-06-01", "Scotland", "year", [4_000_000, 563_007, 376_416, 2_871_077],
      ["plan-4": 189_500]),
    Case(
      40_000, "2025-11-01", "England", "year", [4_000_000, 548_600, 219_440, 3_231_960],
      ["plan-5": 0]),
    // Weeks and four weeks; the thresholds of a period are cut to the penny.
    Case(
      31_200, "2025-06-01", "England", "week", [60_000, 7_165, 2_864, 49_571],
      ["plan-2": 400]),
    Case(
      31_200, "2026-06-01", "England", "week", [60_000, 7_165, 2_864, 47_871],
      ["plan-5": 1_000, "postgraduate": 1_100]),
    Case(
      27_000, "2026-06-01", "Wales", "four-weeks", [207_692, 22_200, 8_871, 176_621],
      ["plan-2": 0]),
  ]

  private func run(_ arguments: [String]) throws -> (object: [String: Any], words: String) {
    try withTool { tool in
      let json = try tool.run(["take-home"] + arguments + ["--format", "json"])
      #expect(json.status == 0, "\(json.errors)")
      return (try json.object(), try tool.run(["take-home"] + arguments).output)
    }
  }

  @Test("as published or reckoned by hand, in JSON and in words", arguments: cases)
  func figures(example: Case) throws {
    let (pay, words) = try run(example.arguments)
    let found = ["earnings", "income_tax", "employee_ni", "take_home"].map { pay[$0] as? Int }
    #expect(found == example.figures.map(Optional.some))
    #expect(pay["loan_repayments"] as? [String: Int] == example.loans)
    let lines = words.split(separator: "\n").map { $0.filter { $0 != "," } }
    for (start, figure) in zip(
      ["pay ", "", "employee insurance ", "take-home pay "], example.figures)
    where !start.isEmpty {
      let amount =
        "£\(figure / 100)" + (figure % 100 == 0 ? "" : String(format: ".%02d", figure % 100))
      let line = lines.first { $0.trimmingPrefix(while: { $0 == " " }).hasPrefix(start) }
      #expect(line?.hasSuffix(amount) == true, "\(start): \(line ?? words)")
    }
  }

  /// GOV.UK's and HMRC's examples of the years before, by day, plan, period, pay of the period and what
  /// is taken, in pounds. GOV.UK reckons with thresholds in whole pounds: £38 of £2,000 a month in 2019
  /// to 2020, where £1,577.91, a twelfth of £18,935 cut to the penny, leaves £37.
  private static let earlier = [
    ("2022-06-01", "plan-1", "month", 2_000, 28), ("2022-06-01", "plan-1", "month", 2_250, 51),
    ("2022-06-01", "plan-2", "week", 600, 6), ("2022-06-01", "plan-2", "month", 2_400, 11),
    ("2019-06-01", "plan-1", "month", 2_000, 37), ("2019-06-01", "plan-1", "month", 2_250, 60),
    ("2018-06-01", "plan-1", "month", 2_000, 42), ("2018-06-01", "plan-1", "month", 2_250, 65),
    ("2018-06-01", "plan-2", "week", 600, 10),
  ]

  @Test("repayments of 2018 to 2023, alone and beside tax", arguments: earlier)
  func repaymentsOnly(on day: String, plan: String, period: String, pay: Int, taken: Int) throws {
    let year = pay * (period == "week" ? 52 : 12)
    let arguments = [
      "--earnings", "\(year)", "--on", day, "--period", period, "--plan", plan,
    ]
    let (answer, words) = try run(arguments + ["--repayments-only"])
    #expect(answer["loan_repayments"] as? [String: Int] == [plan: taken * 100])
    #expect(answer["earnings"] as? Int == pay * 100)
    for key in ["income_tax", "employee_ni", "take_home"] {
      #expect(answer[key] is NSNull, "\(key)")
    }
    #expect(words.contains("-£\(taken)\n") && !words.contains("take-home"), "\(words)")
    let (whole, _) = try run(arguments)
    #expect(whole["loan_repayments"] as? [String: Int] == [plan: taken * 100])
    #expect(whole["income_tax"] is Int)
  }

  /// £60,000 in 2026 to 2027: £4,615.38 in four weeks, £5,000 in a month; one deduction of 9% above
  /// Plan 5's threshold, the slice below Plan 2's is Plan 5's; postgraduate apart at 6%.
  @Test(
    "several plans are one deduction, and postgraduate another",
    arguments: [
      ("month", [500_000, 95_266, 26_750, 332_284], 26_200, 19_500),
      ("four-weeks", [461_538, 87_938, 24_695, 306_705], 24_200, 18_000),
    ])
  func severalPlans(period: String, figures: [Int], main: Int, postgraduate: Int) throws {
    let (pay, _) = try run([
      "--earnings", "60000", "--on", "2026-06-01", "--period", period, "--plan", "plan-2",
      "--plan", "plan-5", "--plan", "postgraduate",
    ])
    let found = ["earnings", "income_tax", "employee_ni", "take_home"].map { pay[$0] as? Int }
    #expect(found == figures.map(Optional.some))
    let loans = try #require(pay["loan_repayments"] as? [String: Int])
    #expect(loans["plan-2", default: 0] + loans["plan-5", default: 0] == main)
    #expect(loans["postgraduate"] == postgraduate)
  }

  /// £40,000 in 2026 to 2027: nobody of pension age or under 16 pays; Class 4 is 6% of £27,430.
  @Test(
    "National Insurance by age and status",
    arguments: [
      ("learner.age=70", 0), ("learner.age=66", 0), ("learner.age=65", 219_440),
      ("learner.age=15", 0), ("learner.age=16", 219_440), ("learner.status=self-employed", 164_580),
      ("learner.status=inactive", 0),
    ])
  func insurance(setting: String, contribution: Int) throws {
    let (pay, _) = try run(["--earnings", "40000", "--on", "2026-06-01", "--set", setting])
    #expect(pay["employee_ni"] as? Int == contribution)
  }

  /// Regulation 29 joins the oldest loans too: 9% above £26,900, by the month.
  @Test("the oldest loans of Plans 1 and 4 are one deduction")
  func oldPlans() throws {
    let (pay, _) = try run([
      "--earnings", "40000", "--on", "2026-06-01", "--period", "month", "--repayments-only",
      "--plan", "plan-1-before-2006", "--plan", "plan-4-before-2007",
    ])
    let loans = try #require(pay["loan_repayments"] as? [String: Int])
    #expect(loans.values.reduce(0, +) == 9_800)
  }

  @Test("a day before the policies' first tax year is refused with its reason")
  func early() throws {
    try withTool { tool in
      let answer = try tool.run(
        "take-home", "--earnings", "24000", "--on", "2018-04-05", "--period", "month")
      #expect(answer.status == 1)
      #expect(answer.errors.contains("2018-04-06"))
    }
  }
}
