import Foundation
import Testing

/// Fewer facts are asked for, and what there is can be listed.
@Suite("Asking less")
struct AskingLessTests {
  private static let borrower = [
    "learner.nation=England", "learner.age=34", "learner.prior-support=0", "course.product=module",
    "course.htq=yes", "course.level=4", "course.credits=30", "course.fee=1700",
  ]

  private func quote(_ tool: Tool, _ facts: [String], _ more: String...) throws -> Tool.Answer {
    try tool.run(
      ["quote", "england-2027", "--on", "2027-09-01"] + more + facts.flatMap { ["--set", $0] })
  }

  @Test("a route alone asks only for what it reads")
  func route() throws {
    try withTool { tool in
      let all = try quote(tool, ["course.fee=1700"])
      #expect(all.status == 1 && all.errors.contains("learner.age"))
      let own = try quote(tool, ["course.fee=1700"], "--route", "own-pocket")
      #expect(own.status == 0, "\(own.errors)")
      #expect(own.output.contains("own-pocket") && !own.output.contains("borrowed"))
      let both = try quote(
        tool, ["course.fee=1700"], "--route", "own-pocket", "--route", "own-pocket")
      #expect(both.status == 0 && both.output == own.output)
      let none = try quote(tool, [], "--route", "own-pockets")
      #expect(none.status == 2)
      #expect(
        none.errors.contains(
          "`england-2027` has no route `own-pockets`; did you mean `own-pocket`?")
      )
      try tool.write("id,course.fee\na,1700\n", to: "facts.csv")
      let rows = try tool.run(
        "quote", "england-2027", "--from", "facts.csv", "--on", "2027-09-01", "--route",
        "own-pocket")
      #expect(rows.status == 0 && rows.output.contains("own-pocket"))
    }
  }

  @Test("what nothing asked reads is misuse by --set, and named in the answers to a table")
  func unread() throws {
    try withTool { tool in
      let misuse = [
        ("learner.taste=1", "nothing in any regime reads `learner.taste`"),
        ("plan-5-threshold=30000", "nothing that is asked of `england-2027` reads it"),
      ]
      for (setting, message) in misuse {
        let answer = try quote(tool, ["course.fee=1700", setting], "--route", "own-pocket")
        #expect(answer.status == 2 && answer.output.isEmpty)
        #expect(answer.errors.contains(message), "\(answer.errors)")
      }
      let facts = ["course.fee=1700", "learner.age=34"]
      let named = try quote(tool, facts, "--route", "own-pocket")
      #expect(named.status == 0)
      #expect(named.output.contains("Not read by anything asked: learner.age\n"))
      let data = try quote(tool, facts, "--route", "own-pocket", "--format", "json").object()
      #expect(data["not_read"] as? [String] == ["learner.age"])
      try tool.write("id,on,course.fee,learner.taste\na,2027-09-01,1700,1\n", to: "facts.csv")
      let rows = try tool.run(
        "quote", "england-2027", "--from", "facts.csv", "--route", "own-pocket", "--format",
        "jsonl")
      #expect(rows.status == 0)
      #expect(rows.output.contains("\"not_read\":[\"learner.taste\"]"))
      #expect(rows.errors.contains("nothing that is asked reads `learner.taste`"))
    }
  }

  @Test("a day outside a regime names the one that covers it")
  func day() throws {
    try withTool { tool in
      let answer = try tool.run(
        "quote", "england-2025", "--on", "2026-09-01", "--set", "course.fee=1700")
      #expect(answer.status == 1)
      #expect(answer.errors.contains("`england-2026`"), "\(answer.errors)")
      #expect(answer.errors.contains("cover"))
      try tool.write("id,on,course.fee\na,2026-09-01,1700\n", to: "facts.csv")
      let rows = try tool.run("quote", "england-2025", "--from", "facts.csv")
      #expect(rows.status == 1 && rows.errors.contains("`england-2026`"))
    }
  }

  @Test("regimes are listed with their days, their routes and what each asks for")
  func regimes() throws {
    try withTool { tool in
      let all = try tool.run("regimes")
      #expect(all.status == 0, "\(all.errors)")
      #expect(all.output.contains("england-2025 from 2025-08-01 to 2026-07-31: England in 2025"))
      #expect(all.output.contains("  own-pocket: "))
      let one = try tool.run("regimes", "england-2027", "--format", "json").object()
      #expect(one["schema"] as? String == "cofund-regimes/1")
      let regimes = try #require(one["regimes"] as? [[String: Any]])
      #expect(regimes.count == 1 && regimes[0]["regime"] as? String == "england-2027")
      let routes = try #require(regimes[0]["routes"] as? [[String: Any]])
      let own = try #require(routes.first { $0["route"] as? String == "own-pocket" })
      #expect(own["asks"] as? [String] == ["course.fee"])
      let borrowed = try #require(routes.first { $0["route"] as? String == "borrowed" })
      #expect((borrowed["asks"] as? [String])?.contains("learner.age") == true)
      let none = try tool.run("regimes", "england-207")
      #expect(none.status == 2 && none.errors.contains("did you mean"))
    }
  }

  /// Notes stand on several lines, and a sentence of them may name what the one before it lists.
  @Test("what a regime leaves out is said in whole sentences")
  func leftOut() throws {
    try withTool { tool in
      let one = try tool.run("regimes", "england-2027", "--format", "json").object()
      let regimes = try #require(one["regimes"] as? [[String: Any]])
      let left = try #require(regimes.first?["leaves_out"] as? [String])
      #expect(
        left.contains {
          $0
            == "lle-loan: The learner's prior support is given, in today's money: lle-entitlement works it "
            + "out from a history, and asks of the course and the provider what is taken for granted here: "
            + "lower fee limits, foundation years, modules at level 6 and bundles of small units; "
            + "lle-additional-entitlement lends beyond the balance. Leaves out these, and living-cost "
            + "support."
        }, "\(left)")
      #expect(left.allSatisfy { $0.hasSuffix(".") && !$0.hasSuffix(" and.") })
    }
  }

  @Test("the pay period is what `--period` says, and cannot be set beside it")
  func payPeriod() throws {
    try withTool { tool in
      let answer = try tool.run(
        "take-home", "--earnings", "40000", "--on", "2026-06-01", "--set", "pay.period=monthly")
      #expect(answer.status == 2 && answer.errors.contains("`--period`"), "\(answer.errors)")
    }
  }

  @Test("a scenario that is not there is said to be missing")
  func scenario() throws {
    try withTool { tool in
      for words in [["compare"], ["run", "--regime", "england-2027"]] {
        let answer = try tool.run(
          [words[0], "Nowhere/none.scenario", "--policies", "none"] + words.dropFirst())
        #expect(answer.status == 74)
        #expect(answer.errors.contains("`Nowhere/none.scenario` does not exist"))
      }
    }
  }

  @Test("an unrelated vocabulary, a stray file, the tutorial in the checkout break no check")
  func strangers() throws {
    try withTool { tool in
      let tutorial = """
        policy riverside-skills
            title "Riverside skills fund, made up to learn the language: region, status, nation"
            applies from 2027-08-01

        payer riverside "Riverside Council"

        record learner
            has age as years
            has earnings as money per year

        record course
            has level as count
            has credits as credits
            has fee as money

        """
      try tool.write(tutorial, to: "riverside.policy")
      for vocabulary in ["", "one.policy", "Policies/two.policy"] where !vocabulary.isEmpty {
        try tool.write(
          """
          vocabulary elsewhere
              title "Another country's words"

          record learner
              has age as count

          """, to: vocabulary)
      }
      try tool.write("this is no policy at all\n", to: "Policies/england/stray.txt")
      let answer = try tool.run("check", "riverside.policy")
      #expect(answer.status == 0, "\(answer.output)")
    }
  }
}
