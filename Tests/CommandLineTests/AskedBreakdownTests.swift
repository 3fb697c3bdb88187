import Testing

@testable import cofund

/// People, money and gains told apart by any two facts.
@Suite("Breakdowns by facts")
struct AskedBreakdownTests {
  private func rows(_ arguments: String...) throws -> [[String: String]] {
    try withTool { tool in
      let answer = try tool.run(
        ["compare", "Examples/tiny.scenario", "--quiet", "--out", "out"] + arguments)
      #expect(answer.status == 0, "\(answer.errors)")
      return Rows(try tool.read("out/totals.csv")).rows
    }
  }

  /// The sums of a measure over the parts of some breakdowns, by regime, party and way of valuing.
  private func sums(
    _ rows: [[String: String]], _ measure: String, by one: String, and other: String = ""
  ) -> [String: Double] {
    var sums: [String: Double] = [:]
    for row in rows
    where row["measure"] == measure && row["by_1"] == one && row["by_2"] == other
      && row["period"] == "whole run"
    {
      let key = ["regime", "party", "price_base", "discounting"].map { row[$0] ?? "" }
      sums[key.joined(separator: " "), default: 0] += row["value"].flatMap(Double.init) ?? 0
    }
    return sums
  }

  @Test("the parts of one fact, and of two together, add up to the whole")
  func sums() throws {
    let rows = try rows(
      "--by", "learner.age,learner.sex", "--bands", "learner.age=25,35,45")
    for measure in ["starts", "completions", "paid", "gain"] {
      let whole = sums(rows, measure, by: "")
      for (one, other) in [
        ("learner.age", ""), ("learner.sex", ""), ("learner.age", "learner.sex"),
      ] {
        let parts = sums(rows, measure, by: one, and: other)
        #expect(!parts.isEmpty, "\(measure) by \(one)")
        for (key, sum) in parts {
          #expect(
            (sum - (whole[key] ?? 0)).magnitude < 0.2, "\(measure) by \(one) \(other): \(key)")
        }
      }
    }
    let bands = Set(rows.filter { $0["by_1"] == "learner.age" }.compactMap { $0["level_1"] })
    #expect(bands.isSubset(of: ["below 25", "25 to below 35", "35 to below 45", "45 and over"]))
  }

  @Test("asking for a breakdown moves no figure")
  func others() throws {
    let plain = try rows()
    let asked = try rows("--by", "learner.age", "--bands", "learner.age=30")
    #expect(asked.filter { $0["by_1"] != "learner.age" } == plain)
  }

  @Test("a number without bands, an unknown fact and three facts are refused with what to write")
  func refusals() throws {
    let cases: [([String], String)] = [
      (["--by", "learner.taste"], "--bands learner.taste="),
      (["--by", "learner.agge"], "did you mean `learner.age`?"),
      (["--by", "route,offer,sex"], "one name, or two"),
      (["--bands", "learner.age=20"], "add `--by learner.age`"),
      (["--by", "learner.age", "--bands", "learner.age=30,20"], "rising order"),
    ]
    try withTool { tool in
      for (words, message) in cases {
        let answer = try tool.run(["compare", "Examples/tiny.scenario"] + words)
        #expect(answer.status == 2)
        #expect(answer.errors.contains(message), "\(answer.errors)")
      }
    }
  }
}
