import Foundation
import Testing

/// Populations that come from files of rows.
@Suite("Populations from files")
struct PopulationFileTests {
  /// The tiny scenario with its people written out, one a row.
  private static func people(_ header: String, _ rows: [String]) -> String {
    header + "\n" + rows.joined(separator: "\n") + "\n"
  }

  private static let fields =
    "learner.nation,region,status,apprentice,protected,age,sex,highest,earnings,prior-support,taste"

  private static let rows = (0..<60).map { index in
    "England,West-Midlands,inactive,no,no,\(20 + index % 30),female,level-3,\(21_000 + 300 * index),0,"
      + "\(index % 7)"
  }

  private static func scenario(_ population: String) -> String {
    let tiny = Tool.tiny
    let start = tiny.range(of: "    population 300")?.lowerBound ?? tiny.startIndex
    let end = tiny.range(of: "    offer unit")?.lowerBound ?? tiny.endIndex
    return tiny.replacingCharacters(in: start..<end, with: population + "\n\n")
  }

  private static let fromFile = "    population people of learner from \"people.csv\""

  @Test("the same people in another order give the same results")
  func order() throws {
    try withTool { tool in
      let header = "id," + Self.fields
      let named = Self.rows.enumerated().map { "person-\($0),\($1)" }
      try tool.write(Self.scenario(Self.fromFile), to: "Examples/tiny.scenario")
      var totals: [String] = []
      for (number, rows) in [named, named.reversed()].enumerated() {
        try tool.write(Self.people(header, rows), to: "Examples/people.csv")
        let answer = try tool.run(
          "compare", "Examples/tiny.scenario", "--quiet", "--out", "out-\(number)")
        #expect(answer.status == 0, "\(answer.errors)")
        totals.append(try tool.read("out-\(number)/totals.csv"))
      }
      #expect(totals[0] == totals[1])
      #expect(totals[0].contains("starts"))
    }
  }

  @Test("a weight of two is two of the same, and the number of people says so")
  func weights() throws {
    try withTool { tool in
      try tool.write(
        Self.scenario(Self.fromFile + " weighted by stands-for"), to: "Examples/tiny.scenario")
      var starts: [Double] = []
      for weight in [1, 2] {
        try tool.write(
          Self.people(Self.fields + ",stands-for", Self.rows.map { $0 + ",\(weight)" }),
          to: "Examples/people.csv")
        let answer = try tool.run(
          "run", "Examples/tiny.scenario", "--regime", "england-2027", "--quiet", "--out",
          "out-\(weight)")
        #expect(answer.status == 0, "\(answer.errors)")
        let row = try Rows(tool.read("out-\(weight)/totals.csv")).rows.first {
          $0["measure"] == "starts" && $0["by_1"] == ""
        }
        starts.append(Double(try #require(row?["value"])) ?? -1)
      }
      #expect(starts[0] > 0)
      #expect(starts[1] == 2 * starts[0])
    }
  }

  @Test(
    "what is wrong with a file is told with its row and column",
    arguments: [
      ("", "`Examples/people.csv` does not exist"),
      ("agee\n30\n", "the column `agee` of `people.csv` is no fact of `learner`"),
      ("age,taste\n30,1\nold,2\n", "`people.csv`, row 3, column `age`: `old` is not a value of it"),
      ("age,taste\n30\n", "`people.csv`, row 2: it has 1 cells, the header 2"),
    ])
  func faults(text: String, message: String) throws {
    try withTool { tool in
      try tool.write(Self.scenario(Self.fromFile), to: "Examples/tiny.scenario")
      if !text.isEmpty { try tool.write(text, to: "Examples/people.csv") }
      let check = try tool.run("check", "Examples/tiny.scenario")
      #expect(check.status == 1)
      #expect(check.output.contains("error[P0807]: \(message)"), "\(check.output)")
      let run = try tool.run(
        "run", "Examples/tiny.scenario", "--regime", "england-2027", "--quiet", "--out", "out")
      #expect(run.status == 1)
      #expect(run.errors.contains(message), "\(run.errors)")
    }
  }

  @Test("a fact that has a line and a column is refused")
  func twice() throws {
    try withTool { tool in
      try tool.write(
        Self.scenario(Self.fromFile + "\n        learner.age is 30 years"),
        to: "Examples/tiny.scenario")
      try tool.write(Self.people(Self.fields, Self.rows), to: "Examples/people.csv")
      let check = try tool.run("check", "Examples/tiny.scenario")
      #expect(check.status == 1)
      #expect(
        check.output.contains(
          "`learner.age` is a column of `people.csv` and is given in the scenario too"))
    }
  }
}
