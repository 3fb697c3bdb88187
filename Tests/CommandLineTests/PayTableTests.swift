import Foundation
import Testing

/// Take-home pay of a table's rows, and what one pay may be told beside its amount.
@Suite("cofund take-home: whoever asks")
struct PayTableTests {
  private func takeHome(_ tool: Tool, _ arguments: String...) throws -> [String: Any] {
    let answer = try tool.run(
      ["take-home", "--format", "json", "--on", "2026-06-01"] + arguments)
    #expect(answer.status == 0, "\(answer.errors)")
    return try answer.object()
  }

  private func loans(_ pay: [String: Any]) -> Int {
    (pay["loan_repayments"] as? [String: Int] ?? [:]).values.reduce(0, +)
  }

  @Test("a balance is all that can be taken, and a threshold that is set counts")
  func settings() throws {
    try withTool { tool in
      let owed = try takeHome(
        tool, "--earnings", "40000", "--plan", "plan-5", "--set", "plan-5.balance=300")
      #expect(loans(owed) == 30_000)
      let nothing = try takeHome(
        tool, "--earnings", "40000", "--plan", "plan-5", "--set", "plan-5.balance=0")
      #expect(loans(nothing) == 0)
      let set = try takeHome(
        tool, "--earnings", "45000", "--plan", "plan-5", "--repayments-only", "--set",
        "plan-5-threshold=30000")
      #expect(loans(set) == 135_000)
      let unread = try tool.run(
        "take-home", "--earnings", "40000", "--on", "2026-06-01", "--set", "plan-5.balance=300")
      #expect(unread.status == 2 && unread.errors.contains("--plan plan-5"), "\(unread.errors)")
    }
  }

  /// £31,200 a year: £1,200 a fortnight less £961.52, 9% of £238.48; £600 a week less £480.76 is £10.
  @Test(
    "a fortnight and four weeks, whole or by the week",
    arguments: [
      ("fortnight", false, 2_100), ("fortnight", true, 2_000), ("four-weeks", false, 4_200),
      ("four-weeks", true, 4_000),
    ])
  func weeks(period: String, byTheWeek: Bool, taken: Int) throws {
    try withTool { tool in
      let arguments =
        [
          "take-home", "--earnings", "31200", "--on", "2026-06-01", "--plan", "plan-5",
          "--repayments-only", "--period", period,
        ] + (byTheWeek ? ["--by-the-week"] : [])
      let pay = try tool.run(arguments + ["--format", "json"]).object()
      #expect(loans(pay) == taken)
      let words = try tool.run(arguments).output
      #expect(words.contains(byTheWeek ? "CSLM17065" : "`--by-the-week`"), "\(words)")
    }
  }

  /// £2,000 into a pension before tax: 20% of £2,000 less tax, National Insurance as before.
  @Test("pension contributions come off before income tax, not before National Insurance")
  func pension() throws {
    try withTool { tool in
      for words in ["2000", "£2,000", "5%"] {
        let pay = try takeHome(tool, "--earnings", "40000", "--pension", words)
        #expect(pay["pension"] as? Int == 200_000)
        #expect(pay["income_tax"] as? Int == 508_600)
        #expect(pay["employee_ni"] as? Int == 219_440)
        #expect(pay["take_home"] as? Int == 4_000_000 - 200_000 - 508_600 - 219_440)
      }
      let more = try tool.run(
        "take-home", "--earnings", "40000", "--on", "2026-06-01", "--pension", "50000")
      #expect(more.status == 1 && more.errors.contains("more than the pay"))
    }
  }

  /// 15% of £35,000 above the secondary threshold.
  @Test("the employer's National Insurance stands beside, and what is taken for granted is said")
  func employer() throws {
    try withTool { tool in
      let pay = try takeHome(tool, "--earnings", "40000")
      #expect(pay["employer_ni"] as? Int == 525_000)
      #expect((pay["assumed"] as? [String: String])?["learner.age"] == "30 years")
      let young = try takeHome(tool, "--earnings", "40000", "--age", "20")
      #expect(young["employer_ni"] as? Int == 0)
      let words = try tool.run("take-home", "--earnings", "40000", "--on", "2026-06-01").output
      #expect(words.contains("£5,250") && words.contains("`learner.age` is 30 years"), "\(words)")
    }
  }

  @Test("pence of pay, by the year and by the month")
  func pence() throws {
    try withTool { tool in
      let pay = try takeHome(tool, "--earnings", "40000.55", "--period", "month")
      #expect(pay["annual_earnings"] as? Int == 4_000_055)
      #expect(pay["earnings"] as? Int == 333_337)
    }
  }

  @Test("old plans make one deduction, joined through the plans that both are joined to")
  func oldPlans() throws {
    try withTool { tool in
      let pay = try takeHome(
        tool, "--earnings", "40000", "--period", "month", "--repayments-only", "--plan",
        "plan-1-before-2006", "--plan", "plan-4-before-2007")
      #expect(loans(pay) == 9_800)
    }
  }

  @Test("a value carried on past the last year that is cited is named")
  func carriedOn() throws {
    try withTool { tool in
      let now = try takeHome(tool, "--earnings", "40000", "--nation", "Scotland")
      #expect((now["carried_on"] as? [[String: String]])?.isEmpty == true)
      let later = try tool.run(
        "take-home", "--earnings", "40000", "--on", "2028-06-01", "--nation", "Scotland",
        "--format", "json"
      ).object()
      let carried = try #require(later["carried_on"] as? [[String: String]])
      #expect(
        carried.contains { $0["parameter"] == "starter-limit" && $0["from"] == "2026-04-06" })
      let words = try tool.run(
        "take-home", "--earnings", "40000", "--on", "2028-06-01", "--nation", "Scotland")
      #expect(words.output.contains("`starter-limit` of 2026-04-06"), "\(words.output)")
    }
  }

  private static let table = """
    id,earnings,on,nation,plans,period,age,status,pension
    a,40000,2026-06-01,England,plan-5,,,,
    b,40000.00,2026-06-01,Scotland,plan-4,month,,,
    c,"£60,000",2026-06-01,England,plan-2 plan-5 postgraduate,four-weeks,34,employed,5%
    d,40000,2026-06-01,England,,year,20,,2000
    e,40000,,England,,,,,
    f,lots,2026-06-01,England,,,,,
    g,40000,2026-06-01,England,plan-9,,,,
    h,40000,2026-06-01,England,,daily,,,

    """

  /// Each row as the command for one pay has it.
  @Test("a table's rows are what one pay at a time gives, and bad rows are told and left out")
  func rows() throws {
    try withTool { tool in
      try tool.write(Self.table, to: "pay.csv")
      let answer = try tool.run("take-home", "--from", "pay.csv", "--format", "jsonl")
      #expect(answer.status == 1)
      let lines = try answer.output.split(separator: "\n").map { line in
        try #require(
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      }
      #expect(lines.map { $0["id"] as? String } == ["a", "b", "c", "d", "e", "f", "g", "h"])
      #expect(
        lines.map { $0["error"] == nil } == [true, true, true, true] + [false, false, false, false])
      let single: [[String]] = [
        ["--earnings", "40000", "--plan", "plan-5"],
        ["--earnings", "40000", "--nation", "Scotland", "--plan", "plan-4", "--period", "month"],
        [
          "--earnings", "60000", "--plan", "plan-2", "--plan", "plan-5", "--plan",
          "postgraduate", "--period", "four-weeks", "--age", "34", "--pension", "5%",
        ],
        ["--earnings", "40000", "--age", "20", "--pension", "2000"],
      ]
      for (line, arguments) in zip(lines, single) {
        let one = try tool.run(
          ["take-home", "--on", "2026-06-01", "--format", "json"] + arguments
        ).object()
        for key in [
          "annual_earnings", "earnings", "pension", "income_tax", "employee_ni", "take_home",
          "employer_ni",
        ] {
          #expect(line[key] as? Int == one[key] as? Int, "\(arguments): \(key)")
        }
        #expect(
          line["loan_repayments"] as? [String: Int] == one["loan_repayments"] as? [String: Int])
      }
      for place in ["row 6", "row 7, column", "row 8", "row 9"] {
        #expect(answer.errors.contains(place.prefix(5)), "\(answer.errors)")
      }
      let csv = try tool.run("take-home", "--from", "pay.csv").output.split(separator: "\r\n")
      #expect(csv.count == 9 && csv[0].hasPrefix("id,on,period,annual_earnings,earnings"))
      #expect(csv[1].hasPrefix("a,2026-06-01,year,40000.00,40000.00,0.00,5486.00,2194.40,1350.00,"))
    }
  }

  @Test("a column that means nothing, and a table without its two, are refused")
  func columns() throws {
    try withTool { tool in
      for (text, word) in [
        ("id,pay\na,1\n", "`pay`"), ("earnings,on\n1,2026-06-01\n", "`id`"),
        ("id,earnings\na,1\n", "--on"), ("id,earnings,on,aged\na,1,2026-06-01,4\n", "`age`"),
      ] {
        try tool.write(text, to: "pay.csv")
        let answer = try tool.run("take-home", "--from", "pay.csv")
        #expect(answer.status == 1 && answer.errors.contains(word), "\(answer.errors)")
        #expect(answer.output.isEmpty)
      }
    }
  }
}
