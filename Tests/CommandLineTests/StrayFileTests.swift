import Foundation
import Testing

/// A file that is broken, foreign or stray breaks nothing that does not need it.
@Suite("cofund: files that nothing asked needs")
struct StrayFileTests {
  private static let strays = [
    "policy broken\n    this is no line of a policy\n",
    "policy again\n    uses skills-funding, rulebook-words\n\nrecord learner\n    has age as count\n",
    "\u{1}\u{2}\u{3} no text at all",
  ]
  private static let module = [
    "learner.nation=England", "learner.region=West-Midlands", "learner.age=34",
    "learner.status=inactive", "learner.prior-support=0", "course.product=module",
    "course.htq=yes", "course.level=4", "course.credits=30", "course.fee=1700",
  ]

  private static var questions: [[String]] {
    let facts = module.flatMap { ["--set", $0] }
    return [
      ["quote", "england-2027", "--on", "2027-09-01"] + facts,
      ["quote", "england-2027", "--on", "2027-09-01", "--format", "json"] + facts,
      ["quote", "england-2027", "--from", "rows.csv", "--on", "2027-09-01"] + facts,
      ["take-home", "--earnings", "40000", "--on", "2026-06-01", "--plan", "plan-5"],
      ["take-home", "--from", "pay.csv", "--on", "2026-06-01"],
      ["regimes", "england-2027"],
      ["check", "Examples/tiny.scenario"],
      ["check", "Policies/uk/economy.policy"],
      ["run", "Examples/tiny.scenario", "--regime", "england-2027", "--out", "out", "--replace"],
    ]
  }

  @Test("every command answers as without it, and says what it left out", arguments: strays)
  func answers(beside text: String) throws {
    try withTool { tool in
      try tool.write("id\na\n", to: "rows.csv")
      try tool.write("id,earnings\na,40000\n", to: "pay.csv")
      for words in Self.questions {
        let stray = tool.folder.appendingPathComponent("Policies/england/stray.policy")
        try? FileManager.default.removeItem(at: stray)
        let sound = try tool.run(words)
        try tool.write(text, to: "Policies/england/stray.policy")
        let answer = try tool.run(words)
        #expect(sound.status == 0, "\(words): \(sound.errors)")
        #expect(answer.status == 0, "\(words): \(answer.output)\(answer.errors)")
        #expect(answer.output == sound.output, "\(words)")
      }
    }
  }

  @Test("a file that is needed, and a folder that is checked whole, still fail")
  func needed() throws {
    try withTool { tool in
      let words = tool.folder.appendingPathComponent("Policies/england/lle-loan.policy")
      var text = try String(contentsOf: words, encoding: .utf8)
      text += "\nthis is no line of a policy\n"
      try tool.write(text, to: "Policies/england/lle-loan.policy")
      let quote = try tool.run(Self.questions[0])
      #expect(quote.status == 1 && quote.errors.contains("lle-loan.policy"))
      let pay = try tool.run(Self.questions[3])
      #expect(pay.status == 0, "pay needs no loan of a fee: \(pay.errors)")
      #expect(try tool.run("check", "Policies").status == 1)
      #expect(try tool.run("check", "Policies/england/lle-loan.policy").status == 1)
    }
  }
}
