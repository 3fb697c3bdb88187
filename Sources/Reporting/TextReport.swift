public import Analysis
import FundingValues
import Simulation

/// The summary of a run that an analyst can read aloud.
public struct TextReport: Sendable {
  let comparison: Comparison
  let context: ReportContext

  /// A report on a comparison.
  public init(_ comparison: Comparison, _ context: ReportContext) {
    self.comparison = comparison
    self.context = context
  }

  /// The whole report.
  public var text: String {
    var lines = heading
    lines += ["Question", "  " + comparison.question, ""]
    for table in Table.allCases { lines += self.lines(of: table) }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The tables that may be asked for by name.
  public enum Table: String, Sendable, CaseIterable {
    case people, payers, gains, value, funds, levies, accounts, breakdowns, drivers, basis
  }

  /// Some of the tables, in their usual order.
  public func text(of tables: Set<Table>) -> String {
    var lines = Table.allCases.filter(tables.contains).flatMap(lines)
    while lines.last == "" { lines.removeLast() }
    return lines.map { $0 + "\n" }.joined()
  }

  private func lines(of table: Table) -> [String] {
    switch table {
    case .people: people
    case .payers: payers
    case .gains: gains
    case .value: money
    case .funds: funds
    case .levies: levies
    case .accounts: accounts
    case .breakdowns: broken
    case .drivers: drivers
    case .basis: warnings + bases
    }
  }

  private var heading: [String] {
    let result = comparison.result
    var lines = [result.title.isEmpty ? result.scenario : result.title]
    lines.append(
      "\(result.scenario), \(result.from) to \(result.to), \(result.draws) draws, "
        + "seed \(result.seed)")
    lines.append(
      "\(count(result.learners)) learners stand for \(count(result.learnersStandFor)), of whom "
        + "\(count(result.learnersEmployed)) have an employer; "
        + "\(count(result.employers)) employers for \(count(result.employersStandFor))")
    for regime in result.regimes { lines.append("  \(regime.name): \(regime.title)") }
    return lines + [""]
  }

  private func count(_ number: Int) -> String { grouped(Int64(number)) }

  private func count(_ number: Double) -> String {
    grouped(Int64(max(0, min(9e15, number + 0.5))))
  }

  /// A table of totals under each regime, and the differences from the baseline with their ranges.
  ///
  /// Lines of which every total is exactly nought are left out unless they are always told.
  func tables(
    _ title: String, _ changeTitle: String, _ lines: [ReportLine], note: String = ""
  ) -> [String] {
    let told = lines.filter { line in
      guard let measure = line.measure else { return false }
      return line.isAlwaysTold
        || comparison.regimes.indices.contains { regime in
          comparison.total(measure, regime: regime).map { !$0.isExactlyZero } ?? false
        }
    }
    var totals = TextTable(title, heads: comparison.regimes)
    totals.note = note
    for line in told {
      guard let measure = line.measure else { continue }
      let words = comparison.words(measure)
      totals.add(
        line.name,
        comparison.regimes.indices.map { regime in
          comparison.total(measure, regime: regime).map(words.value) ?? ""
        })
    }
    return totals.lines + changes(changeTitle, told)
  }

  /// Differences from the baseline: side by side if the page is wide enough, else in turn.
  private func changes(_ title: String, _ lines: [ReportLine]) -> [String] {
    guard comparison.regimes.count > 1 else { return [] }
    let lines = lines.filter { $0.measure.map { !$0.isOfClass } ?? false }
    var together = TextTable(
      "\(title), less \(comparison.regimes[0])", heads: Array(comparison.regimes.dropFirst()))
    together.note = "In brackets: from the 5% to the 95% point, parameters and chance together."
    for line in lines {
      together.add(
        line.name,
        comparison.regimes.indices.dropFirst().map { change(line, $0, FigureText.valueWithRange) })
    }
    if together.width <= TextTable.pageWidth { return together.lines }
    return comparison.regimes.indices.dropFirst().flatMap { regime in
      var table = TextTable(
        "\(title): \(comparison.regimes[regime]) less \(comparison.regimes[0])",
        heads: ["change", "from the 5% to the 95% point"])
      for line in lines {
        table.add(
          line.name,
          [
            change(line, regime, FigureText.value),
            change(line, regime, FigureText.rangeUnlessZero),
          ])
      }
      return table.lines
    }
  }

  private func change(
    _ line: ReportLine, _ regime: Int, _ words: (FigureText) -> (Estimate) -> String
  ) -> String {
    guard let measure = line.measure,
      let estimate = comparison.difference(measure, regime: regime)
    else { return "" }
    return words(comparison.words(measure))(estimate)
  }
}

/// One line of a table: its words and its measure, if any regime has it.
struct ReportLine {
  let name: String
  let measure: Measure?
  /// Whether it is told even if it is nought everywhere.
  var isAlwaysTold = true

  init(_ name: String, _ measure: Measure?, isAlwaysTold: Bool = true) {
    self.name = name
    self.measure = measure
    self.isAlwaysTold = isAlwaysTold
  }
}

extension Comparison {
  /// The words for figures of a measure, in the run's currency.
  func words(_ measure: Measure) -> FigureText {
    FigureText(measure, in: result.currency)
  }

  /// The words for money, in the run's currency.
  var wordsOfMoney: FigureText { FigureText(.money, in: result.currency) }

  /// What the run asks, in one sentence.
  public var question: String {
    guard let base = regimes.first, regimes.count > 1 else {
      return "Who comes, who pays and who gains under \(regimes.first ?? "this regime")?"
    }
    return "Who comes, who pays and who gains under "
      + listed(Array(regimes.dropFirst()), "or") + " rather than \(base)?"
  }
}

/// Words in a row, the last two joined by a word.
func listed(_ words: [String], _ last: String) -> String {
  guard words.count > 1, let end = words.last else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(last) \(end)"
}
