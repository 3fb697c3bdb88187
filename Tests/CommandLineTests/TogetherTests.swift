import Foundation
import Testing

/// Rows of a table that share an employer's account, a budget or a limit: told of it, and settled together.
@Suite("cofund quote --from: rows that share")
struct TogetherTests {
  private static let apprentice =
    "learner.nation=England learner.region=elsewhere learner.age=40 learner.status=employed "
    + "learner.protected=no learner.prior-support=0 employer.nation=England employer.headcount=60 "
    + "employer.english-share=100 employer.allowance-share=100 employer.region=West-Midlands "
    + "employer.pay-bill=2000000 course.product=apprenticeship course.level=4 course.hours=1200 "
    + "course.credits=120 course.htq=no course.in-person=yes course.sector=other course.fee=6000 "
    + "course.length=12 course.paid=monthly"

  private static let module =
    "learner.nation=England learner.region=West-Midlands learner.age=34 learner.status=inactive "
    + "learner.protected=no learner.prior-support=0 course.product=module course.level=4 "
    + "course.htq=yes course.in-person=yes course.sector=medtech course.hours=300 course.credits=30 "
    + "course.fee=1700"

  private static func settings(_ text: String, _ changes: String...) -> [String] {
    (text.split(separator: " ").map(String.init) + changes).flatMap { ["--set", $0] }
  }

  /// What each row of a table has from a payer on a route, in pence.
  private func paid(
    _ answer: Tool.Answer, by payer: String, _ route: String
  ) -> [String: String] {
    var found: [String: String] = [:]
    for row in Rows(answer.output).rows where row["payer"] == payer && row["route"] == route {
      found[row["id"] ?? ""] = row["amount"]
    }
    return found
  }

  /// £6,000 in the account and no levy. Each course falls due in twelve parts of £500. Alone the account
  /// pays either whole. Together it pays two parts of the first alone, then both for five months: £3,500
  /// and £2,500; the state adds 95% of the other five and seven parts.
  @Test("one account pays the parts of two courses in the order of their days")
  func account() throws {
    try withTool { tool in
      try tool.write("id,on\nlate,2027-11-01\nearly,2027-09-01\n", to: "staff.csv")
      let words =
        ["quote", "england-2027", "--from", "staff.csv", "--set", "levy-account.balance=6000"]
        + Self.settings(Self.apprentice)
      let alone = try tool.run(words)
      #expect(alone.status == 0, "\(alone.errors)")
      #expect(
        paid(alone, by: "levy-account", "sponsored") == ["late": "6000.00", "early": "6000.00"])
      #expect(alone.errors.contains("2 rows draw on `levy-account`, each as if alone"))
      let shared = Rows(alone.output).rows.filter { $0["shared"]?.isEmpty == false }
      #expect(
        shared.contains {
          $0["payer"] == "levy-account"
            && $0["shared"]?.split(separator: " ").contains("levy-account") == true
        })
      let together = try tool.run(words + ["--together"])
      #expect(together.status == 0, "\(together.errors)")
      #expect(
        paid(together, by: "levy-account", "sponsored")
          == ["late": "2500.00", "early": "3500.00"])
      #expect(
        paid(together, by: "treasury", "sponsored") == ["late": "3325.00", "early": "2375.00"])
      #expect(Rows(together.output).rows.allSatisfy { $0["shared"] == "" })
    }
  }

  @Test("one row together is the row alone, in both formats", arguments: ["csv", "jsonl"])
  func one(format: String) throws {
    try withTool { tool in
      try tool.write("id,on\nonly,2027-09-01\n", to: "staff.csv")
      for facts in [
        Self.settings(Self.apprentice, "levy-account.balance=700"), Self.settings(Self.module),
      ] {
        let words =
          ["quote", "england-2027", "--from", "staff.csv", "--format", format] + facts
        let alone = try tool.run(words)
        #expect(alone.status == 0, "\(alone.errors)")
        #expect(try tool.run(words + ["--together"]).output == alone.output)
      }
    }
  }

  @Test("a column says whose the rows are, and what it lacks or contradicts is refused")
  func employers() throws {
    try withTool { tool in
      let table = """
        id,on,employer,levy-account.balance
        a,2027-09-01,North,6000
        b,2027-09-01,South,6000
        c,2027-10-01,North,

        """
      try tool.write(table, to: "staff.csv")
      let words =
        ["quote", "england-2027", "--from", "staff.csv"]
        + Self.settings(Self.apprentice)
      let alone = try tool.run(words)
      #expect(alone.errors.contains("of `North`") == false, "c holds no money when alone")
      let together = try tool.run(words + ["--together"])
      #expect(together.status == 0, "\(together.errors)")
      // North: one part of a, then a and c by turns; the twelfth part of a is due when £0 is left.
      #expect(
        paid(together, by: "levy-account", "sponsored")
          == ["a": "3500.00", "b": "6000.00", "c": "2500.00"])
      try tool.write(table.replacing("North,\n", with: "North,5000\n"), to: "staff.csv")
      let differs = try tool.run(words + ["--together"])
      #expect(differs.status == 1)
      #expect(
        differs.errors.contains(
          "row 4, column `levy-account.balance`: row 2 says otherwise of what the two rows share"))
      try tool.write(
        "id,on,employer.headcount\na,2027-09-01,60\nb,2027-09-01,60\n", to: "staff.csv")
      let facts = Self.settings(Self.apprentice).filter { !$0.hasPrefix("employer.headcount") }
      var plain: [String] = []
      for word in facts where word != "--set" { plain += ["--set", word] }
      let unnamed = try tool.run(
        ["quote", "england-2027", "--from", "staff.csv", "--together"] + plain)
      #expect(unnamed.status == 2 && unnamed.errors.contains("without a column `employer`"))
      let single = try tool.run("quote", "england-2027", "--on", "2027-09-01", "--together")
      #expect(single.status == 2 && single.errors.contains("`--together` settles rows of a table"))
    }
  }

  /// Of £2,500 the earlier course has its £1,700 and the later, which is first in the file, waits: the fund
  /// pays all of a request or nothing.
  @Test("one budget is spent in the order of starts")
  func budget() throws {
    try withTool { tool in
      try tool.write("id,on\nlate,2027-10-01\nearly,2027-09-01\n", to: "people.csv")
      let words =
        ["quote", "devolved-fund", "--from", "people.csv", "--set", "level-4-5-pot.left=2500"]
        + Self.settings(Self.module)
      let alone = try tool.run(words)
      #expect(alone.status == 0, "\(alone.errors)")
      #expect(alone.errors.contains("2 rows draw on `level-4-5-pot`"))
      let route = try #require(
        Rows(alone.output).rows.first { $0["instrument"] == "level-4-5-grant" }?["route"])
      #expect(paid(alone, by: "wmca", route) == ["late": "1700.00", "early": "1700.00"])
      let together = try tool.run(words + ["--together"])
      #expect(paid(together, by: "wmca", route) == ["late": "0.00", "early": "1700.00"])
    }
  }

  /// Of the entitlement £2,000 is left: the first course has £1,700 of it, the second £300.
  @Test("one learner's limit for life is used by two courses")
  func limit() throws {
    try withTool { tool in
      let table = """
        id,on,learner
        first,2027-09-01,Ada
        second,2028-02-01,Ada
        other,2028-02-01,Bo

        """
      try tool.write(table, to: "people.csv")
      let words =
        [
          "quote", "england-2027", "--from", "people.csv", "--set", "entitlement=2000",
          "--route", "borrowed",
        ] + Self.settings(Self.module.replacing("learner.protected=no ", with: ""))
      let alone = try tool.run(words)
      #expect(alone.status == 0, "\(alone.errors)")
      #expect(alone.errors.contains("2 rows draw on `tuition-loan.limit` of `Ada`"))
      #expect(
        paid(alone, by: "treasury", "borrowed")
          == ["first": "1700.00", "second": "1700.00", "other": "1700.00"])
      let together = try tool.run(words + ["--together"])
      #expect(
        paid(together, by: "treasury", "borrowed")
          == ["first": "1700.00", "second": "300.00", "other": "1700.00"])
    }
  }
}
