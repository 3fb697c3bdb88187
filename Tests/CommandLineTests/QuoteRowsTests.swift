import Foundation
import Testing

/// The answers to the rows of a table against single quotes of the same facts, which are made and
/// written by other code.
@Suite("cofund quote: every row as a quote of its own")
struct QuoteRowsTests {
  private static let columns = [
    "on", "learner.nation", "learner.region", "learner.age", "learner.status",
    "learner.prior-support", "learner.protected", "employer.nation", "employer.headcount",
    "employer.pay-bill", "levy-account.balance", "course.product", "course.sector", "course.level",
    "course.credits", "course.hours", "course.htq", "course.in-person", "course.fee",
    "course.release-wages",
  ]

  /// Cases that open and close every route of the regimes, with numbers in every form they may have.
  private static let cases: [[String]] = [
    "2027-09-01|England|West-Midlands|34|employed|0|no|England|24|"
      + "912000|0|apprenticeship|medtech|4|120|1200|no|yes|21000|500",
    "2027-09-01|England|elsewhere|40 years|employed|0|no|England|900|"
      + "£10,000,000|6000.50|apprenticeship|medtech|4|120|1,200|no|yes|£23,000|0",
    "2028-01-15|England|West-Midlands|22|employed|9,250|yes|England|"
      + "12|250000.75||full-course|medtech|5|120|300|yes|no|6800.55|12.34",
    "2027-10-01|Wales|elsewhere|61|inactive|0|no|Wales|||0|module|"
      + "digital|4|30|90|yes|yes|1700|",
    "2027-10-01|England|West-Midlands|25|unemployed|0|no|||||module|"
      + "engineering|4|30|300|yes|yes|1700|",
    "2028-09-01|England|elsewhere|19|employed|60000|no|England|49|"
      + "3000000|1|apprenticeship-unit|other|3|10|150|no|no|1000.01|1",
    "2029-02-28|Scotland|elsewhere|34|self-employed|0|no|||||full-course|"
      + "care|6|120|600|yes|yes|9250|",
  ].map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }

  private func single(_ tool: Tool, _ regime: String, _ row: [String]) throws -> Tool.Answer {
    var words = ["quote", regime, "--on", row[0], "--format", "json"]
    for (name, value) in zip(Self.columns, row).dropFirst()
    where !value.isEmpty {
      words += ["--set", "\(name)=\(value)"]
    }
    return try tool.run(words)
  }

  private func table(_ rows: [[String]]) -> String {
    let lines = rows.enumerated().map { number, row in
      (["row \(number), \"quoted\""] + row).map {
        $0.contains(",") || $0.contains("\"")
          ? "\"" + $0.replacing("\"", with: "\"\"") + "\"" : $0
      }.joined(separator: ",")
    }
    return ((["id"] + Self.columns).joined(separator: ",") + "\n") + lines.joined(separator: "\n")
  }

  private func object(_ text: Substring) throws -> [String: Any] {
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(parsed as? [String: Any])
  }

  @Test("in JSON", arguments: ["england-2027", "aligned", "devolved-fund"])
  func json(regime: String) throws {
    try withTool { tool in
      try tool.write(table(Self.cases), to: "facts.csv")
      let rows = try tool.run("quote", regime, "--from", "facts.csv", "--format", "jsonl")
      let lines = rows.output.split(separator: "\n")
      #expect(lines.count == Self.cases.count)
      for (number, line) in lines.enumerated() {
        var found = try object(line)
        #expect(found.removeValue(forKey: "id") as? String == "row \(number), \"quoted\"")
        // What other rows draw on too is nothing that a quote of its own could say.
        found.removeValue(forKey: "shared")
        let alone = try single(tool, regime, Self.cases[number])
        var wanted = try object(Substring(alone.output))
        if alone.status == 0 {
          wanted["policies"] = [Any]()
          // A table names its columns that nothing reads, a quote those of them that are given.
          let unread = Set(found.removeValue(forKey: "not_read") as? [String] ?? [])
          let own = Set(wanted.removeValue(forKey: "not_read") as? [String] ?? [])
          #expect(own.isSubset(of: unread))
          let same = NSDictionary(dictionary: found) == NSDictionary(dictionary: wanted)
          #expect(same, "row \(number)")
        } else {
          func needs(_ object: [String: Any]) -> [String]? {
            (object["error"] as? [String: Any])?["needs"] as? [String]
          }
          #expect(needs(found) == needs(wanted))
        }
      }
    }
  }

  @Test("in comma-separated values", arguments: ["england-2027", "aligned", "devolved-fund"])
  func commaSeparated(regime: String) throws {
    try withTool { tool in
      try tool.write(table(Self.cases), to: "facts.csv")
      let rows = Rows(try tool.run("quote", regime, "--from", "facts.csv").output).rows
      for (number, row) in Self.cases.enumerated() {
        let mine = rows.filter { $0["id"] == "row \(number), \"quoted\"" }
        let alone = try single(tool, regime, row)
        guard alone.status == 0 else {
          #expect(mine.count == 1 && mine[0]["error"]?.isEmpty == false)
          continue
        }
        let routes = try #require(try alone.object()["routes"] as? [[String: Any]])
        var wanted: [[String]] = []
        for route in routes {
          let name = try #require(route["route"] as? String)
          if route["open"] as? Bool == false { wanted.append([name, "no", "", "", ""]) }
          for cost in try #require(route["costs"] as? [[String: Any]]) {
            for line in try #require(cost["lines"] as? [[String: Any]]) {
              let pence = try #require(line["amount"] as? Int)
              wanted.append([
                name, "yes", try #require(line["payer"] as? String),
                line["instrument"] as? String ?? "",
                String(format: "%d.%02d", pence / 100, pence % 100),
              ])
            }
          }
        }
        let found = mine.map { row in
          ["route", "open", "payer", "instrument", "amount"].map { row[$0] ?? "" }
        }
        #expect(found == wanted, "row \(number)")
      }
    }
  }

  @Test("thousands of rows keep their order, and a row's answer does not turn on its neighbours")
  func order() throws {
    try withTool { tool in
      let one = try tool.run(["quote", "aligned", "--from", try written(1, tool)])
      let many = try tool.run(["quote", "aligned", "--from", try written(700, tool)])
      let again = try tool.run(["quote", "aligned", "--from", "facts.csv"])
      #expect(many.output == again.output && many.errors == again.errors)
      // A row without an answer names its own number, and so is another in each place.
      func answers(_ answer: Tool.Answer) -> [String] {
        answer.output.components(separatedBy: "\r\n").dropFirst().filter {
          !$0.isEmpty && !$0.contains("facts.csv row")
        }
      }
      let block = answers(one)
      #expect(!block.isEmpty)
      #expect(answers(many) == Array(repeating: block, count: 700).flatMap { $0 })
    }
  }

  private func written(_ times: Int, _ tool: Tool) throws -> String {
    let block = table(Self.cases).split(separator: "\n")
    let body = Array(repeating: block.dropFirst().joined(separator: "\n"), count: times)
    try tool.write(block[0] + "\n" + body.joined(separator: "\n"), to: "facts.csv")
    return "facts.csv"
  }
}
