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
      (
        "age,taste\n30,1\nold,2\n",
        "`people.csv`, row 3, column `age`: `old` is not a number of years, such as 34"
      ),
      ("age,taste\n30\n", "`people.csv`, row 2: 1 cell under 2 columns"),
      ("age,taste\n", "`people.csv` has no rows under its header"),
      ("id,age\na,30\nb,30\na,30\n", "`people.csv`: the id `a` stands in rows 2 and 4"),
      ("id,age\n,30\n", "`people.csv`, row 2, column `id`: it is empty"),
      ("age,taste\n30,1\n", "`people.csv` has no column `learner.nation`, which `england-2027`"),
      ("age,tastes\n30,1\n", "the column `tastes` of `people.csv` is no fact of `learner`"),
      ("age,,\n30,1,\n", "`people.csv`, row 2: `1` stands in column 2, which has no name"),
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

  @Test("columns and rows of commas alone are none, and a remark is not read")
  func phantoms() throws {
    try withTool { tool in
      try tool.write(Self.scenario(Self.fromFile), to: "Examples/tiny.scenario")
      try tool.write(
        Self.people(
          "id," + Self.fields + ",#notes,,",
          Self.rows.enumerated().map { "p\($0)," + $1 + ",so,," } + [",,,,,,,,,,,,,,"]),
        to: "Examples/people.csv")
      let check = try tool.run("check", "Examples/tiny.scenario")
      #expect(check.status == 0, "\(check.output)")
    }
  }

  @Test("the file is among the inputs that a run records")
  func inputs() throws {
    try withTool { tool in
      try tool.write(Self.scenario(Self.fromFile), to: "Examples/tiny.scenario")
      var hashes: Set<String> = []
      for age in [30, 40] {
        try tool.write(
          Self.people(
            Self.fields, Self.rows.map { $0.replacing("no,no,2", with: "no,no,\(age / 10)") }),
          to: "Examples/people.csv")
        let answer = try tool.run(
          "run", "Examples/tiny.scenario", "--regime", "england-2027", "--quiet", "--out",
          "out-\(age)")
        #expect(answer.status == 0, "\(answer.errors)")
        let text = try tool.read("out-\(age)/run.json")
        #expect(text.contains("\"Examples/people.csv\"") || text.contains("Examples\\/people.csv"))
        hashes.insert(text)
      }
      #expect(hashes.count == 2)
    }
  }

  @Test("a number that the rows stand for is shared among them by their weights")
  func standsFor() throws {
    try withTool { tool in
      var starts: [Double] = []
      for (line, weight) in [("", 60.0), (" standing for 120", 120)] {
        try tool.write(
          Self.scenario(
            "    population people of learner\(line) from \"people.csv\" weighted by stands-for"),
          to: "Examples/tiny.scenario")
        try tool.write(
          Self.people(Self.fields + ",stands-for", Self.rows.map { $0 + ",1" }),
          to: "Examples/people.csv")
        let answer = try tool.run(
          "run", "Examples/tiny.scenario", "--regime", "england-2027", "--out", "out-\(weight)")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(
          answer.output.contains(
            "60 learners stand for \(Int(weight)), of whom 0 have an employer"),
          "\(answer.output)")
        let row = try Rows(tool.read("out-\(weight)/totals.csv")).rows.first {
          $0["measure"] == "starts" && $0["by_1"] == ""
        }
        starts.append(Double(try #require(row?["value"])) ?? -1)
      }
      #expect(starts[0] > 0 && starts[1] == 2 * starts[0])
    }
  }

  @Test("a number of rows that is not the file's is refused")
  func count() throws {
    try withTool { tool in
      try tool.write(
        Self.scenario("    population 60,000 people of learner from \"people.csv\""),
        to: "Examples/tiny.scenario")
      try tool.write(Self.people(Self.fields, Self.rows), to: "Examples/people.csv")
      let check = try tool.run("check", "Examples/tiny.scenario")
      #expect(check.status == 1)
      #expect(check.output.contains("the scenario says 60,000, but `people.csv` has 60 rows"))
      #expect(check.output.contains("write `standing for 60,000`"))
    }
  }
}
