import Foundation
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting

/// The files of rows that the populations of scenarios name, each read beside its scenario.
struct PopulationFiles {
  private let program: Program
  private let files: SourceFiles
  private let reader: FactReader

  /// The tables of a scenario's populations by their numbers, and what is wrong with them.
  fileprivate struct Reading {
    var tables: [Int: PopulationTable] = [:]
    /// One for each population.
    var faults: [RowFaults]
    var inputs: [ReportContext.Input] = []
    var findings: [Diagnostic] { faults.flatMap(\.findings) }
  }

  /// The files that the populations of a program's scenarios name.
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
        var reading = read(scenario)
        if !reading.tables.isEmpty,
          let plan = try? FundingPlan(program, scenario: scenario.name.text)
        {
          checkFacts(scenario, plan, &reading)
        }
        findings += reading.findings
      }
    }
    return findings
  }

  /// The rows of every population of a scenario that has any, by its number, the files that were read,
  /// and what is wrong with them.
  func rows(of scenario: ScenarioSyntax, _ plan: FundingPlan) -> (
    rows: [Int: PopulationRows], inputs: [ReportContext.Input], findings: [Diagnostic]
  ) {
    var reading = read(scenario)
    checkFacts(scenario, plan, &reading)
    let facts = plan.facts
    let rows = reading.tables.map { number, table in
      let known = table.values.compactMap { name, values in facts[name].map { ($0, values) } }
      let stands = scenario.populations[number].standingFor?.value
      return (
        number,
        PopulationRows(
          facts: known.map(\.0), values: known.map(\.1),
          weights: stands.map { table.weights(sharing: $0) } ?? table.weights,
          identities: table.identities, keys: table.keys, count: table.count)
      )
    }
    return (
      Dictionary(uniqueKeysWithValues: rows), reading.inputs.sorted { $0.path < $1.path },
      reading.findings
    )
  }

  private func read(_ scenario: ScenarioSyntax) -> Reading {
    var reading = Reading(
      faults: scenario.populations.map { RowFaults(of: $0, in: scenario) })
    for (number, population) in scenario.populations.enumerated() {
      guard let data = population.data else { continue }
      let table = table(population, data, scenario, &reading.faults[number], &reading.inputs)
      table?.checkCount(population, &reading.faults[number])
      table?.checkIdentities(&reading.faults[number])
      reading.tables[number] = table
    }
    checkLinks(scenario, &reading)
    checkHeadcounts(scenario, &reading)
    return reading
  }

  private func table(
    _ population: PopulationSyntax, _ data: TextSyntax, _ scenario: ScenarioSyntax,
    _ faults: inout RowFaults, _ inputs: inout [ReportContext.Input]
  ) -> PopulationTable? {
    let scenarioPath = files.sources[Int(data.span.file)].path
    let folder = (scenarioPath as NSString).deletingLastPathComponent
    let path = (folder as NSString).appendingPathComponent(data.value)
    let bytes: [UInt8]
    do throws(Failure) {
      bytes = try SourceFiles.bytes(of: data.value, beside: scenarioPath)
    } catch {
      faults.add(error.message, help: "put it beside the scenario")
      return nil
    }
    if !inputs.contains(where: { $0.path == path }) {
      inputs.append(ReportContext.Input(path: path, hash: SecureHash.text(of: bytes)))
    }
    do throws(Failure) {
      let table = try FactsTable(path: data.value, bytes: bytes)
      return PopulationTable(table, population, of: scenario, program, reader, &faults)
    } catch {
      faults.add(error.message)
      return nil
    }
  }

  /// Requires that what links people to employers stands in both files, once at each employer.
  private func checkLinks(_ scenario: ScenarioSyntax, _ reading: inout Reading) {
    var known: [String: [String: (path: String, line: Int)]] = [:]
    for (number, population) in scenario.populations.enumerated()
    where population.worksFor == nil
      && scenario.populations.contains(where: {
        $0.worksFor?.record.text == population.record.text && $0.worksFor?.by != nil
      })
    {
      guard let table = reading.tables[number], let column = table.keyColumn else { continue }
      table.addKeys(column, to: &known[column, default: [:]], &reading.faults[number])
    }
    for (number, population) in scenario.populations.enumerated() {
      guard let works = population.worksFor, let by = works.by?.text,
        let table = reading.tables[number]
      else { continue }
      let employers = scenario.populations.indices.filter {
        scenario.populations[$0].record.text == works.record.text
      }
      let areRead = employers.allSatisfy {
        scenario.populations[$0].data == nil || reading.tables[$0] != nil
      }
      if let keys = known[by] {
        if areRead { table.checkKeys(keys, &reading.faults[number]) }
      } else if areRead {
        let file = employers.compactMap { reading.tables[$0] }.first
        addUnlinked(by, works.record.text, file, table.path, &reading.faults[number])
      }
    }
  }

  /// Adds that no file of employers has the column by which people name theirs.
  private func addUnlinked(
    _ by: String, _ record: String, _ file: PopulationTable?, _ path: String,
    _ faults: inout RowFaults
  ) {
    guard let file else {
      return faults.add(
        "the rows of `\(path)` name their \(record) by `\(by)`, but no population of `\(record)` "
          + "comes from a file", "linked by `\(by)`",
        help: "give the \(record)s `from` a file with a column `\(by)`")
    }
    faults.add(
      "the rows of `\(path)` name their \(record) by `\(by)`, but `\(file.path)` has no column "
        + "`\(by)`", "linked by `\(by)`",
      help: "its columns are \(file.columns.joined(separator: ", ")): call the one that says so "
        + "`\(by)`, or write `by` and the name that both files have")
  }

  /// Requires the number by which people are shared among the employers of a file.
  private func checkHeadcounts(_ scenario: ScenarioSyntax, _ reading: inout Reading) {
    let sharing = scenario.populations.compactMap(\.worksFor).filter { $0.by == nil }
    for (number, population) in scenario.populations.enumerated() {
      let fact = population.record.text + ".headcount"
      guard let table = reading.tables[number],
        program.records[population.record.text]?["headcount"] != nil,
        sharing.contains(where: { $0.record.text == population.record.text }),
        !table.values.contains(where: { $0.name == fact }),
        !population.facts.contains(where: { $0.path.text == fact })
      else { continue }
      reading.faults[number].add(
        "`\(table.path)` has no column `headcount`, by which people are shared among its rows",
        help: "add the column, or name the \(population.record.text) of each person with "
          + "`works for \(population.record.text) by` a column of both files")
    }
  }
}

extension PopulationFiles {
  /// Requires that each file, with the lines beneath it, gives the facts that the regimes read.
  private func checkFacts(
    _ scenario: ScenarioSyntax, _ plan: FundingPlan, _ reading: inout Reading
  ) {
    var asked: [(fact: String, regime: String)] = []
    for rules in plan.regimes {
      for fact in AskedFacts(rules).given where !asked.contains(where: { $0.fact == fact }) {
        asked.append((fact, rules.name))
      }
    }
    for (number, population) in scenario.populations.enumerated() {
      guard let table = reading.tables[number] else { continue }
      let given = Set(table.values.map(\.name) + population.facts.map(\.path.text))
      for (fact, regime) in asked
      where fact.hasPrefix(population.record.text + ".") && !given.contains(fact) {
        reading.faults[number].add(
          "`\(table.path)` has no column `\(fact)`, which `\(regime)` reads",
          help: "add the column, or a line beneath the population")
      }
    }
  }
}

extension CheckedProgram {
  /// A scenario's plan with the rows of its populations, and the files that hold them; faults in them are
  /// printed, and the command ends.
  func withRows(
    _ plan: FundingPlan, of scenario: String, _ console: Console
  ) throws(Failure) -> (plan: FundingPlan, inputs: [ReportContext.Input]) {
    let scenarios = program.files.flatMap(\.declarations).compactMap { declaration in
      if case .scenario(let syntax) = declaration { syntax } else { nil as ScenarioSyntax? }
    }
    guard let syntax = scenarios.first(where: { $0.name.text == scenario }),
      syntax.populations.contains(where: { $0.data != nil })
    else { return (plan, []) }
    let (rows, inputs, findings) = PopulationFiles(program, files).rows(of: syntax, plan)
    guard findings.isEmpty else {
      var renderer = DiagnosticRenderer(files.sources)
      for finding in findings {
        console.message(
          renderer.rendered(finding, style: console.isColoured ? .coloured : .plain) + "\n",
          isStyled: true)
      }
      throw .wrong(
        "faulty-data", "\(counted(findings.count, "error")) in the rows of populations")
    }
    return (plan.with(rows: rows), inputs)
  }
}
