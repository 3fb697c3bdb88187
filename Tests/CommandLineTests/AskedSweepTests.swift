import Testing

@testable import cofund

@Suite("Several values of one parameter")
struct AskedSweepTests {
  @Test(
    "commas part values, unless they part thousands",
    arguments: [
      ("20%,40%", ["20%", "40%"]), ("£1,000", ["£1,000"]),
      ("£1,000,£2,000", ["£1,000", "£2,000"]), ("5, 10", ["5", "10"]),
      ("100; 200;300", ["100", "200", "300"]), ("1,000,000", ["1,000,000"]),
      ("£1 million,£2 million", ["£1 million", "£2 million"]),
    ] as [(String, [String])])
  func values(text: String, parts: [String]) {
    #expect(AskedSweep.values(text) == parts)
  }

  @Test("a sweep prints a column a value, and its table stands in the folder")
  func sweep() throws {
    try withTool { tool in
      let answer = try tool.run(
        "compare", "Examples/tiny.scenario", "--set", "level-4-5-budget=£100,000,£200,000",
        "--out", "swept", "--quiet")
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(answer.output.contains("Devolved fund for levels 4 and 5, by level-4-5-budget"))
      let rows = Rows(try tool.read("swept/sweep.csv")).rows
      #expect(Set(rows.map { $0["parameter_value"] }) == ["£100,000", "£200,000"])
      let two = try tool.run(
        "compare", "Examples/tiny.scenario", "--set", "level-4-5-budget=1,2", "--frontier",
        "level-4-5-budget", "1", "2")
      #expect(two.status == 2)
      #expect(two.errors.contains("each have several values"))
    }
  }

  @Test("regimes are brought to one cost, and what has no one parameter to move is refused")
  func matching() throws {
    try withTool { tool in
      let answer = try tool.run(
        "compare", "Examples/tiny.scenario", "--match", "support", "--to", "£20,000",
        "--adjusting", "level-4-5-budget", "--within", "£1,000", "£60,000", "--out", "matched",
        "--quiet")
      #expect(answer.status == 0, "\(answer.errors)")
      let row = try #require(Rows(try tool.read("matched/matching.csv")).rows.first)
      let reached = try #require(row["reached"].flatMap(Double.init))
      #expect((reached - 20_000).magnitude <= 100 || row["met"] == "false")
      let none = try tool.run(
        "compare", "Examples/tiny.scenario", "--match", "support", "--adjusting", "clawback")
      #expect(none.status == 2)
      #expect(none.errors.contains("`devolved-fund` reads none of `clawback`"))
      let alone = try tool.run("compare", "Examples/tiny.scenario", "--to", "£20,000")
      #expect(alone.status == 2)
    }
  }
}
