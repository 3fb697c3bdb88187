import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// What is wrong with one file of rows: the first faults, and how many there are.
struct RowFaults {
  /// The most faults that are told of one file, beside their number.
  private static let most = 10
  private let span: SourceSpan
  private let scenario: String
  private var told: [Diagnostic] = []
  private(set) var count = 0

  /// No faults yet of the file that a population of a scenario names, if it names one.
  init(of population: PopulationSyntax, in scenario: ScenarioSyntax) {
    span = population.data?.span ?? population.span
    self.scenario = scenario.name.text
  }

  /// Adds a fault; its words are made only if it is told.
  mutating func add(
    _ message: @autoclosure () -> String, _ label: String = "rows of this population",
    help: @autoclosure () -> String? = nil
  ) {
    count += 1
    guard told.count < RowFaults.most else { return }
    told.append(
      Diagnostic(
        "P0807", message(), at: Label(span, label), in: "scenario \(scenario)", help: help()))
  }

  /// The faults that are told, the last of which says how many more there are.
  var findings: [Diagnostic] {
    guard count > told.count, let last = told.last else { return told }
    let more = grouped(Int64(count - told.count))
    return told.dropLast() + [
      Diagnostic(
        last.code, last.message, at: last.primary, in: last.breadcrumb,
        notes: ["this file has \(more) faults more"], help: last.help)
    ]
  }
}

/// The columns of one population's file, by the names of facts.
struct PopulationTable {
  private enum Meaning {
    case fact(String)
    case weight, identity, key, nothing
  }
  private let table: FactsTable
  private let population: PopulationSyntax
  private let meanings: [Meaning]
  private(set) var values: [(name: String, values: [Ratio])] = []
  private(set) var weights: [Ratio]?
  private(set) var identities: [String]?
  /// The column that people and their employers have in common.
  private(set) var keyColumn: String?
  private(set) var keys: [String]?
  /// The path as the scenario gives it.
  var path: String { table.path }
  /// How many rows there are.
  var count: Int { table.count }
  /// The columns of the file.
  var columns: [String] { table.columns }

  /// The number of a row as an editor numbers lines.
  func line(of row: Int) -> Int { table.line(of: row) }

  /// Reads a file of rows, or nothing if its columns or its cells are at fault.
  init?(
    _ table: FactsTable, _ population: PopulationSyntax, of scenario: ScenarioSyntax,
    _ program: Program, _ reader: FactReader, _ faults: inout RowFaults
  ) {
    self.table = table
    self.population = population
    let before = faults.count
    meanings = PopulationTable.meanings(of: table, population, scenario, program, &faults)
    if table.count == 0 { faults.add("`\(table.path)` has no rows under its header") }
    guard faults.count == before else { return nil }
    readCells(reader, &faults)
    if faults.count > before { return nil }
  }

  /// What each column stands for.
  private static func meanings(
    of table: FactsTable, _ population: PopulationSyntax, _ scenario: ScenarioSyntax,
    _ program: Program, _ faults: inout RowFaults
  ) -> [Meaning] {
    let record = population.record.text
    let fields = program.records[record] ?? [:]
    let given = Set(population.facts.map(\.path.text))
    let links = Set(scenario.populations.compactMap { $0.worksFor?.by?.text })
    var meanings: [Meaning] = []
    for (column, isRead) in zip(table.columns, table.isRead) {
      let field =
        column.hasPrefix(record + ".") ? String(column.dropFirst(record.count + 1)) : column
      let name = record + "." + field
      if !isRead {
        meanings.append(.nothing)
      } else if column == population.weightedBy?.text {
        meanings.append(.weight)
      } else if links.contains(column) {
        meanings.append(.key)
      } else if column == "id" {
        meanings.append(.identity)
      } else if fields[field] == nil {
        meanings.append(.nothing)
        addUnknown(column, record, fields.keys.sorted(), table.path, &faults)
      } else {
        meanings.append(.fact(name))
        if given.contains(name) {
          faults.add(
            "`\(name)` is a column of `\(table.path)` and is given in the scenario too",
            "has a column `\(column)`", help: "leave out the line or the column")
        }
      }
    }
    requireColumns(of: table, population, links, &faults)
    return meanings
  }

  private static func addUnknown(
    _ column: String, _ record: String, _ fields: [String], _ path: String,
    _ faults: inout RowFaults
  ) {
    let field =
      column.hasPrefix(record + ".") ? String(column.dropFirst(record.count + 1)) : column
    let names = fields + ["id"]
    let near =
      names.first { $0.lowercased() == field.lowercased() } ?? nearestName(to: field, among: names)
    faults.add(
      "the column `\(column)` of `\(path)` is no fact of `\(record)`",
      "has a column `\(column)`",
      help: near.map { "did you mean `\($0)`?" }
        ?? "begin its name with `#` to leave the column out")
  }

  /// Requires the columns that the scenario reads, and one that links people to employers at most.
  private static func requireColumns(
    of table: FactsTable, _ population: PopulationSyntax, _ links: Set<String>,
    _ faults: inout RowFaults
  ) {
    for wanted in [population.weightedBy?.text, population.worksFor?.by?.text].compactMap({ $0 })
    where !table.columns.contains(wanted) {
      let near = table.columns.first { $0.lowercased() == wanted.lowercased() }
      faults.add(
        "`\(table.path)` has no column `\(wanted)`", "the scenario reads one",
        help: near.map { "the column `\($0)` is written `\(wanted)`" })
    }
    let keys = table.columns.filter(links.contains)
    if keys.count > 1 {
      faults.add(
        "`\(table.path)` has \(keys.count) columns that link people to employers, "
          + keys.map { "`\($0)`" }.joined(separator: " and "), help: "keep one of them")
    }
  }

  private mutating func readCells(_ reader: FactReader, _ faults: inout RowFaults) {
    let forms = meanings.map { meaning -> ValueForm? in
      if case .fact(let name) = meaning { reader.form(of: name) } else { nil }
    }
    var numbers = meanings.map { _ in [Ratio]() }
    var texts = meanings.map { _ in [String]() }
    var cells = FactsTable.Cells()
    for row in 0..<table.count {
      do throws(FactsTable.Misfit) {
        try table.read(row, into: &cells)
      } catch {
        faults.add("`\(table.path)`, row \(table.line(of: row)): \(error.words)")
        continue
      }
      for column in meanings.indices {
        switch meanings[column] {
        case .nothing: continue
        case .identity, .key: texts[column].append(cells.text(column))
        case .weight, .fact:
          take(cells, column, row, forms[column], into: &numbers[column], &faults)
        }
      }
    }
    for (column, meaning) in meanings.enumerated() {
      switch meaning {
      case .fact(let name): values.append((name, numbers[column]))
      case .weight: weights = numbers[column]
      case .identity: identities = texts[column]
      case .key: (keyColumn, keys) = (table.columns[column], texts[column])
      case .nothing: continue
      }
    }
  }

  private func take(
    _ cells: FactsTable.Cells, _ column: Int, _ row: Int, _ form: ValueForm?,
    into numbers: inout [Ratio], _ faults: inout RowFaults
  ) {
    func place() -> String {
      "`\(table.path)`, row \(table.line(of: row)), column `\(table.columns[column])`: "
    }
    guard let form else {
      let text = cells.text(column)
      if let weight = try? NumberText.number(text), weight > .zero, weight < mostWeight {
        numbers.append(weight)
      } else {
        faults.add(
          place() + "`\(text)` is not a weight, which is a number above zero, such as 120")
      }
      return
    }
    do throws(ValueFault) {
      numbers.append(try form.value(utf8: cells[column]))
    } catch {
      faults.add(place() + form.words(error, of: cells.text(column)))
    }
  }
}

/// More people or firms than a row may stand for.
private let mostWeight = Ratio(1_000_000_000)
