import Foundation
import Quoting
import Reporting

/// What an earlier run left in its results folder, read for comparing it with another.
struct EarlierResults {
  /// A figure of the summary.
  struct Figure {
    let value: Double
    let error: Double
    /// How many minor units its currency has; nothing for people.
    let minorUnits: Int?
  }
  let path: String
  /// The record of the run, each entry as text.
  private(set) var record: [String: String] = [:]
  /// The hash of every file read, by its path.
  private(set) var inputs: [String: String] = [:]
  /// The value and basis of every assumption, by its name, case and day.
  private(set) var values: [String: String] = [:]
  /// The headline figures, by their words.
  private(set) var figures: [String: Figure] = [:]
  /// The order of the figures' words.
  private(set) var order: [String] = []
  let answer: [String]
  let currency: String

  /// Reads a results folder.
  /// - Throws: what is missing of it, or is no result of this program.
  init(_ path: String) throws(Failure) {
    self.path = path
    guard SourceFiles.isFolder(path) else {
      throw .unreadable("`\(path)` is no results folder: it must hold run.json and summary.json")
    }
    let run = try EarlierResults.object(path, "run.json", schema: "cofund-run/1")
    let summary = try EarlierResults.object(path, "summary.json", schema: "cofund-summary/1")
    for name in ["version", "scenario", "seed", "draws"] {
      record[name] = run[name].map { "\($0)" } ?? ""
    }
    record["regimes"] = (run["regimes"] as? [String])?.joined(separator: ", ") ?? ""
    for (name, words) in run["options"] as? [String: [String]] ?? [:] where name != "regimes" {
      record["--" + name] = words.joined(separator: " ")
    }
    for input in run["inputs"] as? [[String: String]] ?? [] {
      inputs[input["path"] ?? ""] = input["hash"] ?? ""
    }
    answer = summary["answer"] as? [String] ?? []
    currency = summary["currency"] as? String ?? ""
    for list in ["differences", "totals"] {
      for figure in summary[list] as? [[String: Any]] ?? [] { add(figure) }
    }
    for row in try EarlierResults.rows(path, "assumptions.csv") {
      let key = [row["name"], row["row"], row["date"]].compactMap { $0 }.filter { !$0.isEmpty }
      let value = row["distribution"].flatMap { $0.isEmpty ? nil : $0 } ?? row["value"] ?? ""
      values[key.joined(separator: ", ")] = "\(value) (\(row["basis"] ?? ""))"
    }
  }

  private mutating func add(_ figure: [String: Any]) {
    func text(_ name: String) -> String { figure[name] as? String ?? "" }
    guard let value = (figure["value"] as? NSNumber)?.doubleValue else { return }
    let minorUnits = SummaryFigure.minorUnits(of: text("unit"))
    let against = text("baseline").isEmpty ? "" : " less \(text("baseline"))"
    let about = [text("measure"), text("party"), text("discounting")].filter { !$0.isEmpty }
    let words = "\(text("regime"))\(against): \(about.joined(separator: ", "))"
    let scale = 1 / Double(minorUnits ?? 1)
    figures[words] = Figure(
      value: value * scale,
      error: ((figure["monte_carlo_se"] as? NSNumber)?.doubleValue ?? 0) * scale,
      minorUnits: minorUnits)
    order.append(words)
  }

  private static func object(
    _ folder: String, _ name: String, schema: String
  ) throws(Failure) -> [String: Any] {
    let bytes = try SourceFiles.bytes(of: folder + "/" + name)
    guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
      object["schema"] as? String == schema
    else {
      throw .wrong("no-results", "`\(folder)/\(name)` is not what a run writes (\(schema))")
    }
    return object
  }

  /// The rows of a table that a run wrote, by the names of its columns.
  private static func rows(
    _ folder: String, _ name: String
  ) throws(Failure) -> [[String: String]] {
    let path = folder + "/" + name
    let table = try FactsTable(path: path, bytes: try SourceFiles.bytes(of: path))
    var cells = FactsTable.Cells()
    var rows: [[String: String]] = []
    for row in 0..<table.count {
      do throws(FactsTable.Misfit) {
        try table.read(row, into: &cells)
      } catch {
        throw .wrong("no-results", "line \(table.line(of: row)) of `\(path)`: \(error.words)")
      }
      rows.append(
        Dictionary(
          uniqueKeysWithValues: table.columns.indices.map { (table.columns[$0], cells.text($0)) }))
    }
    return rows
  }
}
