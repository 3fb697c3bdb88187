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
  /// A command line, one word a line.
  case arguments
  /// What stands in a folder as the record of a run.
  case record

  /// The target asked for.
  static let chosen: FuzzTarget = {
    let word = ProcessInfo.processInfo.environment["COFUND_FUZZ"] ?? ""
    guard let target = FuzzTarget(rawValue: word) else { fatalError("COFUND_FUZZ=\(word)?") }
    return target
  }()

  /// Whether lines of policy text are what it reads, so that they are worth changing as lines.
  var isText: Bool { [.layout, .policy, .run].contains(self) }

  /// Tries one input, and traps on what is not as promised.
  func take(_ bytes: [UInt8]) {
    switch self {
    case .layout:
      if let fault = exerciseLayout(PolicySource(path: "a.policy", bytes: bytes)) {
        fatalError(fault)
      }
    case .policy: _ = exerciseChecks(FuzzTarget.sources(bytes))
    case .run: if let program = exerciseChecks(FuzzTarget.sources(bytes)) { exerciseRuns(program) }
    case .table: FuzzTarget.readTable(bytes)
    case .values: FuzzProgram.readValues(bytes)
    case .population: FuzzProgram.readPopulation(bytes)
    case .arguments: FuzzTarget.runCommand(bytes)
    case .record: FuzzTarget.readRecord(bytes)
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

  /// Runs a command as the shell would; what would simulate or write only shows its help.
  private static func runCommand(_ bytes: [UInt8]) {
    var words = bytes.split(separator: 10, omittingEmptySubsequences: false)
      .map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    if ["compare", "run", "format"].contains(words.first) { words.append("--help") }
    let status = CommandLineTool.run(words)
    precondition([.done, .wrong, .misuse, .unreadable].contains(status), "an undocumented end")
  }

  private static func readRecord(_ bytes: [UInt8]) {
    FileManager.default.createFile(atPath: "record/run.json", contents: Data(bytes))
    let console = Console(colour: .never, isQuiet: true)
    if let folder = try? ResultsFolder("record", replaces: true, name: "record", console) {
      folder.discard()
    }
  }
}

/// A program that values and rows are read by.
enum FuzzProgram {
  private static let program: Program = {
    let folder = "Tests/PolicyLanguageTests/Fixtures/good/drafts"
    let texts = (try? Repository.files(in: folder, endingIn: "policy")) ?? []
    let scenario = (try? Repository.text(of: "Tests/Fuzzing/Corpus/rows.scenario")) ?? ""
    let sound = texts.filter { !$0.path.hasSuffix("/wage-support.policy") }
    let files = sound + [Repository.File(path: "rows.scenario", text: scenario)]
    let result = check(files.map { PolicySource(path: $0.path, bytes: Array($0.text.utf8)) })
    guard let program = result.program else { fatalError("\(result.diagnostics)") }
    return program
  }()
  private static let reader = FactReader(program)
  private static let parameters = program.declarations.filter { $0.syntax.isParameter }
    .map { program.units[$0.unit].name.text + "." + $0.name.text }
  private static let facts = program.records.flatMap { record, fields in
    fields.keys.map { "\(record).\($0)" }
  }.sorted()

  /// Reads each line as a setting, and as the value of every fact and of every parameter.
  static func readValues(_ bytes: [UInt8]) {
    for line in bytes.split(separator: 10).prefix(4) {
      let text = String(decoding: line, as: UTF8.self)
      _ = try? Settings([text], program, allowsFacts: true)
      _ = CivilDate(text)
      for fact in facts { _ = try? reader.value(text, of: fact) }
      for parameter in parameters {
        _ = try? ParameterSetting.parse(parameter + "=" + text, in: program)
      }
    }
  }

  /// Reads a table as the rows of every population that has a file of rows.
  static func readPopulation(_ bytes: [UInt8]) {
    guard let table = try? FactsTable(path: "rows.csv", bytes: bytes) else { return }
    for file in program.files {
      for case .scenario(let scenario) in file.declarations {
        for population in scenario.populations where population.data != nil {
          var faults = RowFaults(of: population, in: scenario)
          let rows = PopulationTable(table, population, of: scenario, program, reader, &faults)
          rows?.checkCount(population, &faults)
          rows?.checkIdentities(&faults)
          _ = faults.findings
        }
      }
    }
  }
}
