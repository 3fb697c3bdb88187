import Foundation
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import TestSupport

/// What is fuzzed: the word in `COFUND_FUZZ` says which.
enum FuzzTarget: String {
  /// One text: read, listed, and laid out as the same lines.
  case layout
  /// A program: checked, its messages rendered, planned, its examples worked out.
  case policy
  /// A program with scenarios that are run.
  case run
  /// A table of cases, each cell of which is read.
  case table
  /// Values as `--set`, cells and facts give them, one a line.
  case values
  /// Rows of a population.
  case population
  /// A command line, one word a line: its options, and the case that it gives.
  case arguments
  /// What stands in a folder as the record of a run.
  case record

  /// The target asked for.
  static let chosen: FuzzTarget = {
    let word = ProcessInfo.processInfo.environment["COFUND_FUZZ"] ?? ""
    guard let target = FuzzTarget(rawValue: word) else { fatalError("COFUND_FUZZ=\(word)?") }
    return target
  }()

  /// How many of a hundred inputs are changed as lines of policy text.
  var changesOfLines: Int64 { [.layout, .policy, .run].contains(self) ? 30 : 0 }

  /// Tries one input, and traps on what is not as promised.
  func take(_ bytes: [UInt8]) {
    switch self {
    case .layout:
      let source = PolicySource(path: "a.policy", bytes: bytes)
      if let fault = exerciseLayout(source, lists: bytes.reduce(0, &+) % 8 == 0) {
        fatalError(fault)
      }
    case .policy: _ = exerciseChecks(FuzzTarget.sources(bytes), renders: 2)
    case .run:
      if let program = check(FuzzTarget.sources(bytes)).program {
        exerciseRuns(program, people: 50)
      }
    case .table: FuzzTarget.readTable(bytes)
    case .values: FuzzProgram.shared.readValues(bytes)
    case .population: FuzzProgram.shared.readPopulation(bytes)
    case .arguments: FuzzCommands.take(bytes)
    case .record: _ = ResultsFolder.isRunRecord(bytes)
    }
  }

  /// The files of a program, each begun by a line `# file NAME`.
  private static func sources(_ bytes: [UInt8]) -> [PolicySource] {
    ReferenceBlock.sources(of: String(decoding: bytes, as: UTF8.self))
  }

  private static func readTable(_ bytes: [UInt8]) {
    guard let table = try? FactsTable(path: "a.csv", bytes: bytes) else { return }
    var cells = FactsTable.Cells()
    var last = 0
    for row in 0..<table.count {
      try? table.read(row, into: &cells)
      for column in 0..<cells.count { _ = cells.text(column) }
      precondition(table.line(of: row) > last, "rows come in the order of their lines")
      last = table.line(of: row)
    }
  }
}

/// The program of `Corpus/hamlet.program`, held in memory, by which values, rows and cases are read.
final class FuzzProgram: Sendable {
  static let shared = FuzzProgram()
  private let program: Program
  private let reader: FactReader
  private let parameters: [String]
  private let facts: [String]
  private let scenario: ScenarioSyntax
  private let quotes: QuoteRules?

  private init() {
    let text = (try? Repository.text(of: "Tests/Fuzzing/Corpus/hamlet.program")) ?? ""
    let rows = (try? Repository.text(of: "Tests/Fuzzing/Corpus/rows.scenario")) ?? ""
    let sources =
      ReferenceBlock.sources(of: text) + [PolicySource(path: "rows.scenario", text: rows)]
    let result = check(sources)
    guard let program = result.program else { fatalError("\(result.diagnostics)") }
    self.program = program
    reader = FactReader(program)
    parameters = program.declarations.filter { $0.syntax.isParameter }
      .map { program.units[$0.unit].name.text + "." + $0.name.text }
    facts = program.records.flatMap { record, fields in fields.keys.map { "\(record).\($0)" } }
      .sorted()
    let scenarios = program.files.flatMap(\.declarations).compactMap { declaration in
      if case .scenario(let scenario) = declaration { scenario } else { nil }
    }
    guard let last = scenarios.last(where: { $0.populations.contains { $0.data != nil } }) else {
      fatalError("no scenario has rows")
    }
    scenario = last
    let plan = try? FundingPlan(program, regime: "now")
    quotes = plan.flatMap { try? QuoteRules($0, until: CivilDate(day: 22_000), routes: []) }
  }

  /// Reads the first line as a setting, as a value of a parameter, or as a day and as values of three facts:
  /// the line itself says which, so that each is tried in the time of one.
  func readValues(_ bytes: [UInt8]) {
    let line = bytes.prefix { $0 != 10 }
    let text = String(decoding: line, as: UTF8.self)
    let hash = line.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    switch hash % 4 {
    case 0: _ = try? Settings([text], program, allowsFacts: true)
    case 1:
      _ = try? ParameterSetting.parse(
        parameters[hash / 4 % parameters.count] + "=" + text, in: program)
    default:
      _ = CivilDate(text)
      for place in 0..<3 {
        _ = try? reader.value(text, of: facts[(hash / 4 + place * 5) % facts.count])
      }
    }
  }

  /// Reads a table as the rows of every population that has a file of rows.
  func readPopulation(_ bytes: [UInt8]) {
    guard let table = try? FactsTable(path: "rows.csv", bytes: bytes) else { return }
    for population in scenario.populations where population.data != nil {
      var faults = RowFaults(of: population, in: scenario)
      let rows = PopulationTable(table, population, of: scenario, program, reader, &faults)
      rows?.checkCount(population, &faults)
      rows?.checkIdentities(&faults)
      _ = faults.findings
    }
  }

  /// Quotes the case that settings give.
  func quote(_ words: [String], on date: CivilDate, asJSON: Bool) throws {
    guard let quotes else { return }
    let settings = try Settings(words, program, allowsFacts: true)
    guard settings.parameters.isEmpty else { return }
    let (frame, figures) = try settings.frame(quotes.rules.facts, reader)
    var work = QuoteCase(quotes, frame, figures, settings.terms, on: date)
    let answers = try work.answers()
    var writer = QuoteWriter(work, notRead: [])
    let document = writer.document(answers, currency: quotes.currency.code, inputs: [])
    _ = asJSON ? try documentText(document) : QuoteText(document, in: quotes.currency).text
  }
}

/// Command lines.
enum FuzzCommands {
  /// Reads a command line as its command reads it, and quotes the case that it gives; one line of 256 runs
  /// as the shell would run it, and what would simulate or write only shows its help.
  static func take(_ bytes: [UInt8]) {
    let words = bytes.split(separator: 10, omittingEmptySubsequences: false).prefix(64)
      .map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let hash = bytes.reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    if hash >> 56 == 0 { run(words) }
    guard let command = CommandSpecification.all.first(where: { $0.name == words.first }) else {
      return
    }
    do {
      try read(words, command)
    } catch let failure as Failure {
      _ = try? documentText(FailureDocument(failure), pretty: false)
      _ = printable(failure.message)
    } catch {
      fatalError("\(error)")
    }
  }

  private static func read(_ words: [String], _ command: CommandSpecification) throws {
    let arguments = try Arguments(Array(words.dropFirst()), for: command)
    if arguments.has("--help") { return _ = command.helpPage }
    let on = try arguments.date("--on")
    _ = try arguments.seed()
    _ = try arguments.regimes()
    for name in ["--draws", "--workers", "--limit-time"] {
      _ = try arguments.number(name, in: 1...10_000_000)
    }
    try FuzzProgram.shared.quote(
      arguments.all("--set"), on: on ?? CivilDate(day: 20_820), asJSON: arguments.isJSON)
  }

  private static func run(_ words: [String]) {
    var words = words
    let isQuick = ["quote", "take-home", "regimes", "check", "explain"].contains(words.first)
    if let first = words.first, !first.hasPrefix("-"), !isQuick { words.append("--help") }
    let status = CommandLineTool.run(words)
    precondition([.done, .wrong, .misuse, .unreadable].contains(status), "an undocumented end")
  }
}
