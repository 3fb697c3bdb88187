import Foundation
import Testing

/// What an employer who gets something wrong reads.
@Suite("cofund quote and take-home: messages")
struct QuoteMessageTests {
  private func quote(_ words: [String]) throws -> Tool.Answer {
    try withTool { try $0.run(["quote", "england-2027", "--on", "2027-09-01"] + words) }
  }

  @Test(
    "a value that is none says what would be one",
    arguments: [
      ("learner.age=thirty", "`thirty` is not a number of years, such as 34"),
      ("course.fee=17 hundred", "`17 hundred` is not money, such as 1700"),
      ("employer.pay-bill=10m", "`10m` is not money a year, such as 32000"),
      ("course.htq=true", "`true` is not yes or no"),
      ("learner.status=Employed", "did you mean `employed`?"),
      ("course.product=aprenticeship", "did you mean `apprenticeship`?"),
      ("route.sponsored=yes", "is worked out and cannot be set"),
    ])
  func value(setting: String, message: String) throws {
    let answer = try quote(["--set", setting])
    #expect(answer.status == 2)
    #expect(answer.errors.contains("--set \(setting)") && answer.errors.contains(message))
  }

  @Test(
    "a value out of range says what the range is",
    arguments: [
      ("learner.age=-3", "below zero"), ("learner.age=400", "more than 150 years"),
      ("employer.english-share=140", "more than 100%"),
      ("course.fee=99999999999999", "more than 10,000,000,000,000"),
    ])
  func range(setting: String, message: String) throws {
    let answer = try quote(["--set", setting])
    #expect(answer.status == 1 && answer.errors.contains(message))
  }

  @Test(
    "a name that is none suggests the one that was meant",
    arguments: [
      ("learner.agee=30", "learner.age"), ("age=30", "learner.age"),
      ("levy-acount.balance=1", "levy-account.balance"), ("levy-payer-halp=50%", "levy-payer-help"),
    ])
  func name(setting: String, meant: String) throws {
    let answer = try quote(["--set", setting])
    #expect(answer.status == 2 && answer.errors.contains("did you mean `\(meant)`?"))
  }

  @Test("everything that is wrong is said at once, and in one object")
  func together() throws {
    let words = [
      "--set", "learner.age=thirty", "--set", "course.fee=lots", "--set", "course.htq=true",
      "--set", "learner.statuss=employed", "--set", "learner.nation=England", "--set",
      "learner.nation=Wales",
    ]
    let answer = try quote(words + ["--format", "json"])
    #expect(answer.status == 2)
    let error = try #require(try answer.object()["error"] as? [String: Any])
    #expect(error["code"] as? String == "misuse")
    let needs = try #require(error["needs"] as? [String])
    #expect(Set(needs).isSuperset(of: ["learner.age", "course.fee", "course.htq"]))
    #expect(answer.errors.contains("5 things are wrong"))
    #expect(answer.errors.contains("`learner.nation` is set twice, to England and to Wales"))
  }

  @Test("a fact that is missing comes with a line to copy")
  func missing() throws {
    let answer = try quote(["--set", "learner.age=34"])
    #expect(answer.status == 1)
    #expect(answer.errors.contains("--set course.fee=1700"))
    #expect(answer.errors.contains("--set learner.nation=England (for borrowed)"))
  }

  @Test("a row that lacks facts names them, and how they may be given")
  func row() throws {
    try withTool { tool in
      try tool.write("id,on,learner.age\n1,2027-09-01,34\n", to: "facts.csv")
      let answer = try tool.run("quote", "england-2027", "--from", "facts.csv")
      #expect(answer.status == 1)
      #expect(answer.errors.contains("facts.csv row 2: `learner.region`"))
      #expect(answer.errors.contains("add a column, or give every row a value with `--set`"))
    }
  }

  @Test("take-home says all that it needs, and which day would do")
  func takeHome() throws {
    try withTool { tool in
      let bare = try tool.run("take-home")
      #expect(bare.status == 2)
      #expect(bare.errors.contains("--earnings 40000") && bare.errors.contains("--on 2026-06-01"))
      let early = try tool.run(
        "take-home", "--earnings", "33000", "--on", "2017-06-01", "--plan", "plan-5",
        "--repayments-only")
      #expect(early.status == 1 && early.errors.contains("a day from 2018-04-06 on"))
      let both = try tool.run(
        "take-home", "--earnings", "40k", "--on", "2026-06-01", "--nation", "scotland")
      #expect(both.status == 2)
      #expect(both.errors.contains("--earnings 40k") && both.errors.contains("`Scotland`?"))
    }
  }
}
