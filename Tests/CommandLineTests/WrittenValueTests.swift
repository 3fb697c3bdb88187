import Testing

/// A value is read in one way wherever it is given: settings, cells of tables, rows of populations,
/// options. What may mean two things is refused with both.
@Suite("Nothing in silence: values")
struct WrittenValueTests {
  /// A value, the name of its fact, and what is said of it.
  private static let refused: [(fact: String, text: String, message: String)] = [
    (
      "learner.earnings", "170,50",
      "a comma in `170,50` does not part thousands; write `17,050` or `170.50`"
    ),
    (
      "learner.earnings", "€40,000",
      "`€40,000` is in €, but money is written in £ here, such as £1,700"
    ),
    ("learner.nation", "england", "did you mean `England`?"),
    ("learner.region", "West Midlands", "did you mean `West-Midlands`?"),
    ("learner.protected", "TRUE", "did you mean `yes`?"),
    ("learner.age", "-1", "`-1` is below zero"),
    ("employer.english-share", "900", "`900` is more than 100%"),
    (
      "employer.english-share", "0.9",
      "`0.9` may be 0.9% or 90%; write the one that is meant with its `%`"
    ),
  ]

  @Test("by --set and in a cell", arguments: refused.indices)
  func quotes(index: Int) throws {
    let (fact, text, message) = Self.refused[index]
    try withTool { tool in
      let set = try tool.run(
        "quote", "england-2027", "--on", "2027-09-01", "--set", "\(fact)=\(text)")
      #expect([1, 2].contains(set.status) && set.output.isEmpty)
      #expect(set.errors.contains(message), "\(set.errors)")
      try tool.write("id,on,\(fact)\na,2027-09-01,\"\(text)\"\n", to: "facts.csv")
      for form in ["csv", "jsonl"] {
        let rows = try tool.run("quote", "england-2027", "--from", "facts.csv", "--format", form)
        #expect(rows.status == 1)
        #expect(
          rows.errors.contains("facts.csv row 2, column `\(fact)`: ")
            && rows.errors.contains(message), "\(rows.errors)")
        #expect(rows.output.contains("did you mean") || rows.output.contains(message))
      }
    }
  }

  @Test("in a row of a population", arguments: refused.indices)
  func populations(index: Int) throws {
    let (fact, text, message) = Self.refused[index]
    try withTool { tool in
      let parts = fact.split(separator: ".").map(String.init)
      let tiny = Tool.tiny.replacing(
        "    offer unit",
        with: "    population more of \(parts[0]) from \"more.csv\"\n\n    offer unit")
      try tool.write(tiny, to: "Examples/tiny.scenario")
      try tool.write("\(parts[1])\n\"\(text)\"\n", to: "Examples/more.csv")
      for words in [["check"], ["run", "--regime", "england-2027", "--out", "out"]] {
        let answer = try tool.run([words[0], "Examples/tiny.scenario"] + words.dropFirst())
        #expect(answer.status == 1)
        #expect(
          (answer.output + answer.errors).contains(
            "`more.csv`, row 2, column `\(parts[1])`: \(message)")
            || (answer.output + answer.errors).contains(message), "\(answer.output)")
      }
    }
  }

  @Test(
    "pay for a year, and other options",
    arguments: [
      (["--earnings", "€40,000"], "`€40,000` is in €"),
      (["--earnings", "40,00"], "write `4,000` or `40.00`"),
      (["--earnings", "40000", "--nation", "england"], "did you mean `England`?"),
      (["--earnings", "-5"], "`-5` is below zero"),
    ])
  func takeHome(words: [String], message: String) throws {
    try withTool { tool in
      let answer = try tool.run(["take-home", "--on", "2026-06-01"] + words)
      #expect([1, 2].contains(answer.status) && answer.output.isEmpty)
      #expect(answer.errors.contains(message), "\(answer.errors)")
    }
  }

  @Test(
    "a parameter, for every command that takes one",
    arguments: [
      ("levy-payer-help=150%", "`150%` is more than 100%"),
      ("levy-payer-help=-50%", "`-50%` is below zero"),
      ("levy-payer-help=0.9", "`0.9` may be 0.9% or 90%"),
      ("completion=101%", "`101%` is more than 100%"),
    ])
  func parameter(setting: String, message: String) throws {
    try withTool { tool in
      let commands = [
        ["quote", "england-2027", "--on", "2027-09-01"],
        ["run", "Examples/tiny.scenario", "--regime", "england-2027", "--out", "out"],
        ["compare", "Examples/tiny.scenario", "--out", "out"],
        ["take-home", "--earnings", "30000", "--on", "2026-06-01"],
      ]
      for command in commands {
        let answer = try tool.run(command + ["--set", setting])
        #expect(answer.status == 2 && answer.output.isEmpty)
        #expect(answer.errors.contains(message), "\(answer.errors)")
      }
    }
  }

  @Test("an account that is overdrawn is told how to be given")
  func overdrawn() throws {
    try withTool { tool in
      let answer = try tool.run(
        "quote", "england-2027", "--on", "2027-09-01", "--set", "levy-account.balance=-300")
      #expect(answer.status == 1)
      #expect(answer.errors.contains("`-300` is below zero; one that is overdrawn is given as 0"))
    }
  }

  @Test("one parameter set twice is refused, on two days it is not")
  func twice() throws {
    try withTool { tool in
      let run = ["run", "Examples/tiny.scenario", "--regime", "england-2027", "--quiet"]
      let again = try tool.run(
        run + ["--set", "completion=70%", "--set", "completion=80%", "--out", "a"])
      #expect(again.status == 2)
      #expect(again.errors.contains("`completion` is set twice, to 70% and to 80%"))
      let later = try tool.run(
        run + ["--set", "completion@2027-10-01=80%", "--set", "completion=70%", "--out", "b"])
      #expect(later.status == 0, "\(later.errors)")
    }
  }

  @Test("draws with a comma that parts no thousands are refused")
  func draws() throws {
    try withTool { tool in
      let answer = try tool.run("compare", "Examples/tiny.scenario", "--draws", "1,0")
      #expect(answer.status == 2)
      #expect(answer.errors.contains("`--draws 1,0` is not a whole number"))
    }
  }

  @Test("signed numbers are read where the field is a number")
  func signed() throws {
    try withTool { tool in
      let tiny = Tool.tiny.replacing(
        "    offer unit", with: "    population more of learner from \"more.csv\"\n\n    offer unit"
      )
      try tool.write(tiny, to: "Examples/tiny.scenario")
      try tool.write(
        "nation,region,status,apprentice,protected,age,sex,highest,earnings,prior-support,taste\n"
          + "England,West-Midlands,inactive,no,no,20,female,level-3,21000,0,-1.5\n",
        to: "Examples/more.csv")
      let answer = try tool.run("check", "Examples/tiny.scenario")
      #expect(answer.status == 0, "\(answer.output)")
    }
  }
}
