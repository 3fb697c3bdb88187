import Analysis
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Simulation
import TestSupport
import Testing

/// Figures that no change may move unseen; `GoldenRecord` says how to compare two commits.
@Suite("Golden corpus")
struct GoldenTests {
  /// The program that is shipped.
  static let shipped: Result<Program, any Error> = Result {
    let files =
      try Repository.files(in: "Policies", endingIn: "policy")
      + Repository.files(in: "Examples", endingIn: "scenario")
    return try program(files)
  }

  private static func program(_ files: [Repository.File]) throws -> Program {
    let sources = files.map { PolicySource(path: $0.path, text: $0.text) }
    let result = check(sources)
    let found = result.diagnostics.map { $0.rendered(from: sources, style: .plain) }
    return try #require(result.program, "\(found.joined(separator: "\n"))")
  }

  @Test("every example of the rulebook")
  func examples() throws {
    let program = try Self.shipped.get()
    var parts: [GoldenRecord.Part] = []
    for file in program.files {
      let plans = try examplePlans(of: program, file: file.file)
      let outcomes = exampleOutcomes(of: program, file: file.file)
      if plans.isEmpty { continue }
      let lines = zip(plans, outcomes).flatMap { plan, outcome in
        ["\(plan.title), \(plan.on)\(outcome.passes ? "" : ": fails")"]
          + plan.expectations.map { "  \($0.clause.text)" } + outcome.failures.map(\.message)
      }
      let path = program.sources[Int(file.file)].path
      parts.append(.init(name: "examples \(path)", lines: lines))
    }
    #expect(parts.count > 40)
    #expect(try GoldenRecord(kind: "examples", parts: parts).moved() == [])
  }

  @Test("5,000 quotes of the shipped regimes, and quotes paid by the month")
  func quotes() throws {
    let program = try Self.shipped.get()
    let cases = try GoldenCases(program)
    var parts: [GoldenRecord.Part] = []
    var routes = (count: 0, open: 0)
    for unit in program.units where unit.kind == .regime || unit.kind == .reform {
      let quotes = try GoldenQuotes(program, regime: unit.name.text, cases)
      parts += [quotes.whole, quotes.byMonth]
      routes.count += quotes.isEverOpen.count
      routes.open += quotes.isEverOpen.count(where: \.self)
    }
    #expect(parts.reduce(0) { $0 + $1.lines.count } >= 5_000)
    #expect(routes.open * 10 >= routes.count * 8, "\(routes.open) of \(routes.count) are ever open")
    #expect(try GoldenRecord(kind: "quotes", parts: parts).moved() == [])
  }

  /// The example scenario is pinned with the command line.
  @Test("a few draws of a made-up town, with every flow of it")
  func runs() throws {
    let folder = "Tests/OneMeaningTests/Golden/Data/town"
    let files =
      try Repository.files(in: folder, endingIn: "policy")
      + Repository.files(in: folder, endingIn: "scenario")
    let town = try FundingPlan(try Self.program(files), scenario: "golden-town")
    let parts = try Self.tables(of: town, "golden-town", draws: 6)
    #expect(try GoldenRecord(kind: "run", parts: parts).moved() == [])
  }

  /// The tables of a run, and its ledger.
  private static func tables(
    of plan: FundingPlan, _ name: String, draws: Int
  ) throws -> [GoldenRecord.Part] {
    var execution = Execution(workers: 2)
    execution.keepsLedger = true
    let result = try simulate(
      plan, draws: draws, seed: plan.scenario?.seed ?? 1, execution: execution)
    let tables = ResultTables(Comparison(result), assumptions: []).all.filter { !$0.rows.isEmpty }
    var parts = tables.map { table in
      GoldenRecord.Part(
        name: "run \(name) \(table.file)",
        lines: table.text.split(whereSeparator: \.isNewline).map(String.init))
    }
    let lines = result.regimes.flatMap(\.ledger).map { entry in
      "\(entry.draw) \(entry.regime) \(entry.person) \(entry.offer) \(entry.route) \(entry.payer) "
        + "\(entry.payee) \(entry.instrument) \(entry.date) \(entry.pence) \(entry.weightMillionths)"
    }
    #expect(lines.count > 100)
    parts.append(.init(name: "run \(name) ledger", lines: lines))
    return parts
  }
}
