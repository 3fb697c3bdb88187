import Foundation
import Testing

/// An employer's own figures.
@Suite("cofund employer")
struct EmployerTests {
  /// The parts of an answer for programs.
  private struct Answer: Decodable {
    struct Month: Decodable {
      let month: String?
      let levy_in, levy_used, levy_expired, co_investment, grant, cash, release_wages: Int64
      let account: Int64?
    }
    struct Refusal: Decodable, Equatable {
      let instrument: String
      let clause: String?
    }
    struct Course: Decodable {
      let staff, course, start: String
      let people: Int
      let route: String?
      let cash, release_wages, levy_used: Int64
      let not_eligible: [Refusal]
    }
    struct BreakEven: Decodable {
      let p05, p50, p95: Int?
      let chance_never: Double
      let draws: Int
    }
    struct Best: Decodable {
      let on: String
      let saves: Int64
    }
    struct Regime: Decodable {
      let regime: String
      let people: Int
      let months: [Month]
      let total: Month
      let per_head: Month?
      let break_even_month: BreakEven?
      let courses: [Course]
      let best_start: Best?
    }
    let schema, profile: String
    let regimes: [Regime]

    subscript(regime: String) -> Regime? { regimes.first { $0.regime == regime } }
  }

  private static let profiles = [
    "device-maker-24", "assay-firm-46", "moulding-firm-900", "defence-firm-4200",
  ]

  private func shipped(_ name: String, in tool: Tool) throws -> String {
    let path = "Examples/\(name).scenario"
    try tool.write(
      try String(contentsOf: Tool.root.appendingPathComponent(path), encoding: .utf8), to: path)
    return path
  }

  private func answer(
    _ tool: Tool, _ path: String, _ more: String...
  ) throws -> Answer {
    let answer = try tool.run(["employer", path, "--format", "json"] + more)
    #expect(answer.status == 0, "\(answer.errors)")
    return try JSONDecoder().decode(Answer.self, from: Data(answer.output.utf8))
  }

  @Test("months sum to the total, courses to the months, and no penny of an account is lost")
  func sums() throws {
    try withTool { tool in
      for name in Self.profiles {
        let answer = try answer(tool, try shipped(name, in: tool), "--draws", "100")
        #expect(answer.schema == "cofund-employer/1")
        #expect(answer.regimes.count == 4)
        for regime in answer.regimes { try check(regime) }
      }
    }
  }

  private func check(_ regime: Answer.Regime) throws {
    let fields: [KeyPath<Answer.Month, Int64>] = [
      \.levy_in, \.levy_used, \.levy_expired, \.co_investment, \.grant, \.cash, \.release_wages,
    ]
    for field in fields {
      #expect(regime.months.reduce(0) { $0 + $1[keyPath: field] } == regime.total[keyPath: field])
    }
    #expect(regime.courses.reduce(0) { $0 + $1.cash } == regime.total.cash)
    #expect(regime.courses.reduce(0) { $0 + $1.release_wages } == regime.total.release_wages)
    #expect(regime.courses.reduce(0) { $0 + $1.levy_used } == regime.total.levy_used)
    var before: Int64?
    for month in regime.months {
      let held = try #require(month.account)
      if let before {
        #expect(held == before + month.levy_in - month.levy_used - month.levy_expired)
      }
      before = held
    }
  }

  /// Two certificates of £6,800 and a block of £1,700; time of £10,480 for each certificate and £2,620 for
  /// the block. Half of each monthly part of £283.33 or £283.34 is the firm's: £141.66 or £141.67, in
  /// 24 parts £3,399.92; half of the block's one part is £850.
  @Test("a firm without a levy pays in full, or half of each part")
  func small() throws {
    try withTool { tool in
      let answer = try answer(tool, try shipped("device-maker-24", in: tool), "--draws", "100")
      let full = try #require(answer["england-2027"])
      #expect(full.people == 3)
      #expect(full.total.cash == 1_530_000)
      #expect(full.total.release_wages == 2 * 1_048_000 + 262_000)
      #expect(full.per_head?.cash == 510_000)
      #expect(full.courses.map(\.route) == ["employer-paid", "employer-paid", "employer-paid"])
      #expect(full.courses[0].not_eligible.map(\.instrument) == ["levy-funded", "co-investment"])
      let half = try #require(answer["half-and-half"])
      #expect(half.total.cash == 2 * 339_992 + 85_000)
      #expect(half.total.grant + half.total.co_investment == 1_530_000 - half.total.cash)
    }
  }

  /// £302,228.75 in the account and £183,000 a year of levy, 95% of it for staff in England: £14,487.50 a
  /// month. What is given on 1 September 2027 pays until September 2028, and what enters on 1 October for
  /// the twelve months to that September; both lapse with it, but for what the courses have used.
  @Test("the account pays oldest money first, and what is left of it lapses in its month")
  func levy() throws {
    try withTool { tool in
      let answer = try answer(
        tool, try shipped("moulding-firm-900", in: tool), "--draws", "100", "--regimes", "aligned")
      let regime = try #require(answer["aligned"])
      #expect(regime.total.cash == 0)
      #expect(regime.total.levy_used == 10 * 680_000 + 4 * 680_000 + 4 * 170_000)
      let months = Dictionary(uniqueKeysWithValues: regime.months.map { ($0.month ?? "", $0) })
      #expect(months["2027-09"]?.levy_in == 0)
      #expect(months["2027-10"]?.levy_in == 1_448_750)
      let used = regime.months.prefix(13).reduce(0) { $0 + $1.levy_used }
      #expect(months["2028-09"]?.levy_expired == 30_222_875 + 1_448_750 - used)
    }
  }

  @Test("the profile that it prints checks and is worked out; a table has a row a regime and month")
  func example() throws {
    try withTool { tool in
      let example = try tool.run(["employer", "--example"])
      #expect(example.status == 0)
      try tool.write(example.output, to: "Examples/our-firm.scenario")
      let check = try tool.run(["check", "--strict", "Examples/our-firm.scenario"])
      #expect(check.status == 0, "\(check.errors)")
      #expect(try tool.run(["format", "--check", "Examples/our-firm.scenario"]).status == 0)
      let answer = try answer(tool, "Examples/our-firm.scenario", "--draws", "100")
      #expect(answer.profile == "our-firm")
      let table = try tool.run(["employer", "Examples/our-firm.scenario", "--format", "csv"])
      #expect(
        table.output.hasPrefix(
          "regime,month,levy_in,levy_used,levy_expired,co_investment,grant,cash,release_wages,account"
        ))
      let rows = Rows(table.output).rows
      #expect(rows.count == answer.regimes.reduce(0) { $0 + $1.months.count })
      let text = try tool.run(["employer", "Examples/our-firm.scenario", "--months"])
      #expect(text.output.contains("Month by month: "))
    }
  }

  @Test("what cannot be worked out is said with its cure")
  func refusals() throws {
    try withTool { tool in
      let nothing = try tool.run(["employer"])
      #expect(nothing.status == 2)
      #expect(nothing.errors.contains("cofund employer --example"))
      let scenario = try tool.run(["employer", "Examples/tiny.scenario"])
      #expect(scenario.status == 2)
      #expect(scenario.errors.contains("declares no profile"))
      let path = try shipped("device-maker-24", in: tool)
      #expect(try tool.run(["employer", path, "--regimes", "englnd-2027"]).status == 2)
      #expect(try tool.run(["employer", path, "--draws", "0"]).status == 2)
      #expect(try tool.run(["employer", path, "--regimes", "aligned,aligned"]).status == 2)
      let months = try tool.run(["employer", path, "--months", "--format", "json"])
      #expect(months.status == 2)
      #expect(months.errors.contains("`--months`"))
      let text = try tool.read(path)
      try tool.write(
        text.replacingOccurrences(of: "staff 1 as", with: "staff 1,000,000 as"), to: path)
      let many = try tool.run(["employer", path])
      #expect(many.status == 1 && many.errors.contains("at most 10,000"), "\(many.errors)")
      try tool.write(
        text.replacingOccurrences(of: "        learner.nation is England\n", with: ""), to: path)
      let missing = try tool.run(["employer", path])
      #expect(missing.status == 1)
      #expect(missing.errors.contains("learner.nation"))
      #expect(missing.errors.contains("assembly-technician"))
    }
  }
}

/// The worked example of a firm of 240, against figures worked by hand.
@Suite("An employer's months by its deposits")
struct EmployerDepositTests {
  /// £6,000 of June 2025 has its 24 months when May 2027 ends; £2,150 enters each month, half a percent of
  /// £8.16 million less £15,000, in twelve parts. Twelve units of £1,500 fall due in June; three apprentices ask
  /// £2,625 a month from September, so that what is held falls by £475 a month.
  @Test("the account, what lapses and what the firm pays are those worked by hand")
  func months() throws {
    try withTool { tool in
      let path = "Examples/instrument-maker-240.scenario"
      try tool.write(
        String(contentsOf: Tool.root.appendingPathComponent(path), encoding: .utf8), to: path)
      let answer = try tool.run(
        "employer", path, "--draws", "1", "--regimes", "england-2027", "--format", "csv", "--set",
        "levy-account.deposits=2025-06 £6,000; 2026-10 £12,000")
      #expect(answer.status == 0, "\(answer.errors)")
      let rows = Rows(answer.output).rows
      func pence(_ month: String, _ column: String) -> Int? {
        rows.first { $0["month"] == month }?[column].flatMap { Int($0) }
      }
      #expect(rows.map { Int($0["levy_expired"] ?? "") ?? -1 }.reduce(0, +) == 600_000)
      #expect(pence("2027-05", "levy_expired") == 600_000)
      #expect(pence("2027-06", "levy_used") == 1_800_000)
      #expect(pence("2027-06", "levy_in") == 215_000)
      #expect(pence("2027-09", "levy_used") == 262_500)
      let before = try #require(pence("2027-10", "account"))
      #expect(pence("2027-11", "account") == before - 47_500)
      // Once the account is empty, a quarter of the £475 that it lacks is the firm's own.
      #expect(pence("2029-08", "levy_used") == 215_000)
      #expect(pence("2029-08", "cash") == 11_875)
      #expect(pence("2029-08", "co_investment") == 35_625)
    }
  }

  @Test("the page of an employer holds its figures and fetches nothing")
  func page() throws {
    try withTool { tool in
      let path = "Examples/one-firm-two-routes.scenario"
      try tool.write(
        String(contentsOf: Tool.root.appendingPathComponent(path), encoding: .utf8), to: path)
      let answer = try tool.run("employer", path, "--draws", "1", "--format", "html")
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(answer.output.hasPrefix("<!DOCTYPE html>"))
      #expect(answer.output.contains("Two employees of one firm on two routes, made up"))
      #expect(answer.output.contains("Not levy-funded for module"))
      for word in ["<script", "<link rel=\"stylesheet", "src="] {
        #expect(!answer.output.contains(word))
      }
    }
  }

  @Test(
    "staff from a table: the group's facts where a cell is empty, and a fault by row and column")
  func staff() throws {
    try withTool { tool in
      let path = "Examples/instrument-maker-240.scenario"
      try tool.write(
        String(contentsOf: Tool.root.appendingPathComponent(path), encoding: .utf8), to: path)
      try tool.write(
        "staff,count,age\noperators,5,33\noperators,7,\ntechnician-apprentices,3,27\n",
        to: "staff.csv")
      let words = [
        "employer", path, "--draws", "1", "--regimes", "england-2027", "--format", "csv",
      ]
      let own = try tool.run(words)
      let table = try tool.run(words + ["--staff", "staff.csv"])
      #expect(table.status == 0, "\(table.errors)")
      #expect(table.output == own.output)
      try tool.write("staff,age\noperators,old\n", to: "staff.csv")
      let wrong = try tool.run(words + ["--staff", "staff.csv"])
      #expect(wrong.status == 1)
      #expect(wrong.errors.contains("row 2 of `staff.csv`, column `age`"), "\(wrong.errors)")
      try tool.write("staff\nchemists\n", to: "staff.csv")
      #expect(
        try tool.run(words + ["--staff", "staff.csv"]).errors.contains("no staff `chemists`"))
    }
  }
}
