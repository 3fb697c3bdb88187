import Foundation
import Testing

/// Pay that is not level through the year, deposits by month and corrections, worked by hand: 0.5% of pay
/// so far less the part of £15,000 that has run, twelve months of life from August 2026.
@Suite("cofund quote: the levy month by month")
struct UnevenLevyTests {
  private static let apprentice =
    "learner.nation=England learner.region=elsewhere learner.age=40 learner.status=employed "
    + "learner.protected=no learner.prior-support=0 employer.nation=England employer.headcount=60 "
    + "employer.english-share=100 employer.allowance-share=100 employer.region=West-Midlands "
    + "course.product=apprenticeship course.level=4 course.hours=1200 course.credits=120 "
    + "course.htq=no course.in-person=yes course.sector=other"

  private func quote(
    _ tool: Tool, _ changes: [String], on day: String, status: Int32 = 0
  ) throws -> Tool.Answer {
    let words = (Self.apprentice.split(separator: " ").map(String.init) + changes).flatMap {
      ["--set", $0]
    }
    let answer = try tool.run(
      ["quote", "england-2027", "--on", day, "--format", "json", "--route", "sponsored"] + words)
    #expect(answer.status == status, "\(answer.errors)")
    return answer
  }

  private func fromAccount(_ answer: Tool.Answer) throws -> Int {
    let routes = try #require(try answer.object()["routes"] as? [[String: Any]])
    let costs = try #require(routes[0]["costs"] as? [[String: Any]])
    let pays = try #require(costs[0]["pays"] as? [String: Int])
    return pays["levy-account"] ?? 0
  }

  private func levy(_ answer: Tool.Answer) throws -> [String: Any] {
    try #require((try answer.object()["levies"] as? [[String: Any]])?.first)
  }

  /// £450,000 a month from August: £2,250 a month of charge against £6,250 of allowance that has run by
  /// August. By December £11,250 has been reached, as much as the allowance; then £1,000 a month.
  @Test("an employer who begins in August is charged nothing before January")
  func begins() throws {
    try withTool { tool in
      for told in [
        "employer.pay-bill.begins=2027-08-01",
        "employer.pay-bill.by-month=2027-04 £0; 2027-05 £0, 2027-06 0; 2027-07 £0",
      ] {
        let answer = try quote(
          tool,
          [
            "employer.pay-bill=3600000", "course.fee=9000", "course.length=9",
            "course.paid=monthly", told,
          ], on: "2027-08-01")
        let levy = try levy(answer)
        #expect(levy["charge"] as? Int == 300_000)
        #expect(
          levy["uneven"] as? [Int] == Array(repeating: 0, count: 9)
            + Array(repeating: 100_000, count: 3))
        // Collected on 1 February, March and April: the last three of nine parts of £1,000.
        #expect(try fromAccount(answer) == 300_000)
      }
    }
  }

  /// All of £6 million is paid in April: £30,000 against £1,250. Each later month gives back the £1,250
  /// of allowance that runs in it.
  @Test("pay so far that no longer bears what was charged gives back")
  func givesBack() throws {
    try withTool { tool in
      let answer = try quote(
        tool,
        [
          "employer.pay-bill=6000000", "course.fee=0",
          "employer.pay-bill.by-month=2027-04 £6,000,000",
        ], on: "2027-09-01")
      let levy = try levy(answer)
      #expect(levy["uneven"] as? [Int] == [2_875_000] + Array(repeating: -125_000, count: 11))
      #expect(levy["charge"] as? Int == 1_500_000)
    }
  }

  /// £4,000 of October 2026 pays up to September 2027 and £4,000 of November up to October; of £1,000
  /// a month from September: one part, then all that is left of November's for one more, and the rest
  /// lapses.
  @Test("each deposit lapses by its own month")
  func deposits() throws {
    try withTool { tool in
      let course = ["employer.pay-bill=2000000", "course.fee=6000", "course.length=6"]
      let answer = try quote(
        tool,
        course + ["course.paid=monthly", "levy-account.deposits=2026-10 £4,000; 2026-11 £4,000"],
        on: "2027-09-01")
      #expect(try fromAccount(answer) == 200_000)
      let start = try quote(
        tool, course + ["levy-account.deposits=2026-10 £4,000; 2026-11 £1,500.50"],
        on: "2027-09-01")
      #expect(try fromAccount(start) == 550_050)
    }
  }

  /// £3,000 less £3,300 is £300 owed; £500 in October leaves £200 for that month's part.
  @Test("a correction takes what is there, and what is more is owed")
  func correction() throws {
    try withTool { tool in
      let answer = try quote(
        tool,
        [
          "employer.pay-bill=2000000", "course.fee=6000", "course.length=6",
          "course.paid=monthly",
          "levy-account.deposits=2027-05 £3,000; 2027-08 -£3,300; 2027-10 £500",
        ], on: "2027-09-01")
      #expect(try fromAccount(answer) == 20_000)
    }
  }

  @Test("a row of a table tells of sums and their days too")
  func row() throws {
    try withTool { tool in
      try tool.write(
        """
        id,employer.pay-bill.begins,levy-account.deposits
        a,2027-08-01,
        b,,2026-10 £4000; 2026-11 £4000
        c,August,

        """, to: "firms.csv")
      let facts =
        Self.apprentice.split(separator: " ").map(String.init) + [
          "employer.pay-bill=3600000", "course.fee=9000", "course.length=9",
          "course.paid=monthly",
        ]
      let answer = try tool.run(
        ["quote", "england-2027", "--from", "firms.csv", "--on", "2027-08-01"]
          + facts.flatMap { ["--set", $0] })
      let found = Rows(answer.output).rows.filter { $0["payer"] == "levy-account" }
      #expect(
        found.first { $0["id"] == "a" && $0["instrument"] == "levy-funded" }?["amount"]
          == "3000.00")
      #expect(answer.status == 1)
      #expect(
        answer.errors.contains(
          "row 4, column `employer.pay-bill.begins`: `August` is not a day, such as 2027-08-01"))
    }
  }

  @Test("what contradicts itself, or means nothing, is refused")
  func refused() throws {
    try withTool { tool in
      let course = ["course.fee=6000"]
      for (changes, status, words) in [
        (["levy-account.balance=5", "levy-account.deposits=2027-05 £5"], 1, "give one of the two"),
        (
          ["employer.pay-bill=100", "employer.pay-bill.by-month=2027-05 £500"], 1,
          "come to more than"
        ),
        (["levy-account.deposits=May £5"], 2, "is not a month and a sum"),
        (["employer.pay-bill.by-month=2027-05 -£5"], 2, "below zero"),
        (["course.fee.begins=2027-05-01"], 2, "nothing in any regime reads"),
      ] as [([String], Int32, String)] {
        let pay =
          changes.contains { $0.hasPrefix("employer.pay-bill=") }
          ? [] : ["employer.pay-bill=2000000"]
        let answer = try quote(tool, course + pay + changes, on: "2027-09-01", status: status)
        #expect(answer.output.contains(words), "\(answer.output)")
      }
    }
  }
}
