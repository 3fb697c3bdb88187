import Foundation
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// The files of rows that the populations of scenarios name, each read beside its scenario.
struct PopulationFiles {
  private let program: Program
  private let files: SourceFiles
  private let reader: FactReader

  /// The most faults that are told of one file.
  private static let mostFaults = 10

  init(_ program: Program, _ files: SourceFiles) {
    self.program = program
    self.files = files
    reader = FactReader(program)
  }

  /// What is wrong with the files that the scenarios named rely on.
  func findings() -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for file in program.files where files.named.contains(file.file) {
      for case .scenario(let scenario) in file.declarations {
        for population in scenario.populations { _ = read(population, of: scenario, &findings) }
      }
    }
    return findings
  }

  /// The rows of every population of a scenario that has any, by its number, and what is wrong with them.
  func rows(of scenario: ScenarioSyntax, _ facts: FactTable) -> (
    rows: [Int: PopulationRows], findings: [Diagnostic]
  ) {
    var findings: [Diagnostic] = []
    var rows: [Int: PopulationRows] = [:]
    for (number, population) in scenario.populations.enumerated() {
      guard let columns = read(population, of: scenario, &findings) else { continue }
      let known = columns.values.compactMap { name, values in facts[name].map { ($0, values) } }
      rows[number] = PopulationRows(
        facts: known.map(\.0), values: known.map(\.1), weights: columns.weights,
        identities: columns.identities, keys: columns.keys, count: columns.count)
    }
    return (rows, findings)
  }

  /// The columns of one file, by the names of facts.
  private struct Columns {
    var values: [(name: String, values: [Ratio])] = []
    var weights: [Ratio]?
    var identities: [String]?
    var keys: [String]?
    var count = 0
  }

  private enum Meaning {
    case fact(String)
    case weight
    case identity
    case key
  }

  private func read(
    _ population: PopulationSyntax, of scenario: ScenarioSyntax, _ findings: inout [Diagnostic]
  ) -> Columns? {
    guard let data = population.data else { return nil }
    let faults = findings.count
    let scenarioPath = files.sources[Int(data.span.file)].path
    let folder = (scenarioPath as NSString).deletingLastPathComponent
    let path = (folder as NSString).appendingPathComponent(data.value)
    func report(_ message: String, _ label: String, help: String? = nil) {
      guard findings.count - faults < PopulationFiles.mostFaults else { return }
      findings.append(
        Diagnostic(
          "P0807", message, at: Label(data.span, label), in: "scenario \(scenario.name.text)",
          help: help))
    }
    let table: FactsTable
    do throws(Failure) {
      table = try FactsTable(path: data.value, bytes: try SourceFiles.bytes(of: path))
    } catch {
      report(error.message, "rows of this population", help: "put it beside the scenario")
      return nil
    }
    guard let meanings = meanings(of: table, population, scenario, report) else { return nil }
    return columns(of: table, meanings, report)
  }

  /// What each column stands for, or nothing if one is unknown or missing.
  private func meanings(
    of table: FactsTable, _ population: PopulationSyntax, _ scenario: ScenarioSyntax,
    _ report: (String, String, String?) -> Void
  ) -> [Meaning]? {
    let record = population.record.text
    let fields = program.records[record] ?? [:]
    let given = Set(population.facts.map(\.path.text))
    let link = scenario.populations.compactMap { $0.worksFor?.by?.text }
    var meanings: [Meaning] = []
    var isSound = true
    for column in table.columns {
      let field =
        column.hasPrefix(record + ".") ? String(column.dropFirst(record.count + 1)) : column
      if column == population.weightedBy?.text {
        meanings.append(.weight)
      } else if link.contains(column) {
        meanings.append(.key)
      } else if column == "id" {
        meanings.append(.identity)
      } else if fields[field] != nil {
        meanings.append(.fact(record + "." + field))
        guard given.contains(record + "." + field) else { continue }
        report(
          "`\(record).\(field)` is a column of `\(table.path)` and is given in the scenario too",
          "has a column `\(column)`", "leave out the line or the column")
        isSound = false
      } else {
        let near = nearestName(to: field, among: fields.keys)
        report(
          "the column `\(column)` of `\(table.path)` is no fact of `\(record)`",
          "has a column `\(column)`", near.map { "did you mean `\($0)`?" })
        isSound = false
      }
    }
    for wanted in [population.weightedBy?.text, population.worksFor?.by?.text].compactMap({ $0 })
    where !table.columns.contains(wanted) {
      report(
        "`\(table.path)` has no column `\(wanted)`", "the scenario reads one", nil)
      isSound = false
    }
    return isSound ? meanings : nil
  }

  private func columns(
    of table: FactsTable, _ meanings: [Meaning], _ report: (String, String, String?) -> Void
  ) -> Columns? {
    let readers = meanings.map { meaning -> FactReader.Column? in
      if case .fact(let name) = meaning { reader.column(of: name) } else { nil }
    }
    var numbers = meanings.map { _ in [Ratio]() }
    var texts = meanings.map { _ in [String]() }
    var cells = FactsTable.Cells()
    var isSound = true
    for row in 0..<table.count {
      table.read(row, into: &cells)
      guard cells.count == meanings.count else {
        report(
          "`\(table.path)`, row \(row + 2): it has \(cells.count) cells, the header "
            + "\(meanings.count)", "rows of this population", nil)
        isSound = false
        continue
      }
      for (column, meaning) in meanings.enumerated() {
        switch meaning {
        case .identity, .key: texts[column].append(cells.text(column))
        case .weight, .fact:
          if let value = value(cells, column, meaning, readers[column]) {
            numbers[column].append(value)
          } else {
            report(
              "`\(table.path)`, row \(row + 2), column `\(table.columns[column])`: "
                + "`\(cells.text(column))` is not a value of it", "rows of this population",
              wanted(meaning))
            isSound = false
          }
        }
      }
    }
    guard isSound else { return nil }
    var result = Columns()
    result.count = table.count
    for (column, meaning) in meanings.enumerated() {
      switch meaning {
      case .fact(let name): result.values.append((name, numbers[column]))
      case .weight: result.weights = numbers[column]
      case .identity: result.identities = texts[column]
      case .key: result.keys = texts[column]
      }
    }
    return result
  }

  private func value(
    _ cells: FactsTable.Cells, _ column: Int, _ meaning: Meaning, _ plain: FactReader.Column?
  ) -> Ratio? {
    switch meaning {
    case .fact(let name):
      let value = plain?.value(cells[column]) ?? (try? reader.value(cells.text(column), of: name))
      return value.flatMap { $0 < .zero ? nil : $0 }
    case .weight:
      guard let number = Double(cells.text(column)), number > 0, number < 1e9 else { return nil }
      return Ratio(millionthsOf: number)
    case .identity, .key: return nil
    }
  }

  private func wanted(_ meaning: Meaning) -> String {
    switch meaning {
    case .fact(let name):
      let parts = name.split(separator: ".").map(String.init)
      let words = program.records[parts[0]]?[parts[1]]?.valueType.words ?? "a value"
      return "`\(name)` is \(words), in its own unit or written as in a policy"
    default: return "a weight is a number above nought"
    }
  }
}

extension CheckedProgram {
  /// A scenario's plan with the rows of its populations; faults in them are printed, and the command ends.
  func withRows(
    _ plan: FundingPlan, of scenario: String, _ console: Console
  ) throws(Failure) -> FundingPlan {
    let scenarios = program.files.flatMap(\.declarations).compactMap { declaration in
      if case .scenario(let syntax) = declaration { syntax } else { nil as ScenarioSyntax? }
    }
    guard let syntax = scenarios.first(where: { $0.name.text == scenario }),
      syntax.populations.contains(where: { $0.data != nil })
    else { return plan }
    let (rows, findings) = PopulationFiles(program, files).rows(of: syntax, plan.facts)
    guard findings.isEmpty else {
      var renderer = DiagnosticRenderer(files.sources)
      for finding in findings {
        console.message(
          renderer.rendered(finding, style: console.isColoured ? .coloured : .plain) + "\n")
      }
      throw .wrong(
        "faulty-data", "\(counted(findings.count, "error")) in the rows of populations")
    }
    return plan.with(rows: rows)
  }
}
