import Foundation
import Testing

/// People and employers from two files, linked by a column of both.
@Suite("Populations from files: employers")
struct LinkedPopulationTests {
  private static let firmHeader =
    "nation,region,headcount,pay-level,pay-bill,english-share,allowance-share,training-budget"
  private static let firm = "England,West-Midlands,120,1,6000000,100,100,20000"
  private static let personHeader =
    "nation,region,status,apprentice,protected,age,sex,highest,earnings,prior-support,taste"
  private static let person =
    "England,West-Midlands,employed,no,no,20,female,level-3,21000,0,0"

  private func check(
    firms: String, people: String, by: String = "firm-id", run: Bool = false
  ) throws -> (status: Int32, text: String) {
    try withTool { tool in
      let tiny = Tool.tiny
      let start = try #require(tiny.range(of: "    population 300")).lowerBound
      let end = try #require(tiny.range(of: "    offer unit")).lowerBound
      let populations = """
            population firms of employer from "firms.csv"

            population people of learner from "people.csv"
                works for employer by \(by) when learner.status is employed


        """
      try tool.write(
        tiny.replacingCharacters(in: start..<end, with: populations), to: "Examples/tiny.scenario")
      try tool.write(firms, to: "Examples/firms.csv")
      try tool.write(people, to: "Examples/people.csv")
      let answer =
        run
        ? try tool.run(
          "run", "Examples/tiny.scenario", "--regime", "england-2027", "--out", "out")
        : try tool.run("check", "Examples/tiny.scenario")
      return (answer.status, answer.output + answer.errors)
    }
  }

  private func firms(_ column: String, _ keys: [String]) -> String {
    ([column + "," + Self.firmHeader] + keys.map { $0 + "," + Self.firm }).joined(separator: "\n")
  }

  private func people(_ keys: [String]) -> String {
    (["firm-id," + Self.personHeader] + keys.map { $0 + "," + Self.person })
      .joined(separator: "\n")
  }

  @Test("one firm twice, a firm that is not there, no such column")
  func faults() throws {
    let cases: [(firms: String, people: String, by: String, message: String)] = [
      (
        firms("firm-id", ["F0", "F0", "F1"]), people(["F0"]), "firm-id",
        "`firms.csv`: the firm-id `F0` stands in rows 2 and 3"
      ),
      (
        firms("firm-id", ["F0", ""]), people(["F0"]), "firm-id",
        "`firms.csv`, row 3, column `firm-id`: it is empty"
      ),
      (
        firms("firm-id", ["F0"]), people(["F0", "F9"]), "firm-id",
        "`people.csv`, row 3, column `firm-id`: no row of `firms.csv` has `F9`"
      ),
      (
        firms("id", ["F0"]), people(["F0"]), "firm-id",
        "the rows of `people.csv` name their employer by `firm-id`, but `firms.csv` has no column "
          + "`firm-id`"
      ),
      (
        firms("firm-id", ["F0"]), people(["F0"]), "employer-id",
        "`people.csv` has no column `employer-id`"
      ),
    ]
    for each in cases {
      let (status, text) = try check(firms: each.firms, people: each.people, by: each.by)
      #expect(status == 1)
      #expect(text.contains("error[P0807]: " + each.message), "\(text)")
    }
  }

  @Test(
    "an empty cell is nobody's employer, the test beside it counts, and how many have one is said")
  func employed() throws {
    let some = people(["F0", "", "F1", "F1"]).replacing(
      "F1,England,West-Midlands,employed", with: "F1,England,West-Midlands,inactive",
      maxReplacements: 1)
    let (status, text) = try check(firms: firms("firm-id", ["F0", "F1"]), people: some, run: true)
    #expect(status == 0, "\(text)")
    #expect(text.contains("4 learners stand for 4, of whom 2 have an employer; 2 employers for 2"))
  }

  @Test("people cannot be shared among employers without a headcount")
  func headcount() throws {
    try withTool { tool in
      let tiny = Tool.tiny.replacing(
        "    offer unit",
        with: """
              population firms of employer from "firms.csv"

              population more of learner from "people.csv"
                  works for employer when learner.status is employed

              offer unit
          """)
      try tool.write(tiny, to: "Examples/tiny.scenario")
      try tool.write(
        firms("id", ["F0"]).replacing("headcount,", with: "").replacing("120,1,", with: "1,"),
        to: "Examples/firms.csv")
      try tool.write(Self.personHeader + "\n" + Self.person, to: "Examples/people.csv")
      let answer = try tool.run("check", "Examples/tiny.scenario")
      #expect(answer.status == 1)
      #expect(
        answer.output.contains("`firms.csv` has no column `headcount`, by which people are shared"),
        "\(answer.output)")
    }
  }
}
