import Analysis
import Foundation
import FundingValues
import PolicyLanguage
import Quoting
import Reporting
import Simulation

extension SimulationCommand {
  /// Prints the summary, or the same as data, and the path of the folder last.
  func show(
    _ comparison: Comparison, _ context: ReportContext, _ path: String
  ) throws(Failure) {
    if arguments.isJSON {
      let document = PrintedSummary(summary: SummaryDocument(comparison, context), results: path)
      guard let text = try? documentText(document, pretty: false) else {
        throw .wrong("not-written", "the summary holds a number that JSON cannot")
      }
      try console.result(text + "\n")
      return
    }
    let tables = try tables()
    var text = BriefReport(comparison, context).text + "\n"
    if let sweep = context.sweep {
      text += sweep.lines.map { $0 + "\n" }.joined()
    }
    if let fairness = context.fairness {
      text += fairness.lines.map { $0 + "\n" }.joined()
    }
    if !tables.isEmpty { text += TextReport(comparison, context).text(of: tables) + "\n" }
    try console.result(text + path + "\n")
  }

  /// The tables asked for; break-downs asked for are among them.
  func tables() throws(Failure) -> Set<TextReport.Table> {
    var tables: Set<TextReport.Table> = arguments["--by"] == nil ? [] : [.breakdowns]
    let known = TextReport.Table.allCases.map(\.rawValue)
    for name in arguments["--tables"]?.split(separator: ",").map(String.init) ?? [] {
      if name == "all" { return Set(TextReport.Table.allCases) }
      guard let table = TextReport.Table(rawValue: name) else {
        let near = nearestName(to: name, among: known).map { "; did you mean `\($0)`?" }
        throw .misuse(
          "`--tables \(name)`: there is no such table"
            + (near ?? "; there are all, \(known.joined(separator: ", "))"))
      }
      tables.insert(table)
    }
    return tables
  }

  /// The options that can change a result.
  func options(_ result: SimulationResult) -> [String: [String]] {
    var options: [String: [String]] = ["regimes": result.regimes.map(\.name)]
    let set = arguments.all("--set")
    if !set.isEmpty { options["set"] = set }
    let others = ["--by", "--bands", "--match", "--to", "--adjusting", "--within", "--frontier"]
    if arguments.has("--fairness") { options["fairness"] = [] }
    for name in others where arguments.has(name) {
      options[String(name.dropFirst(2))] = arguments.all(name)
    }
    return options
  }

  /// The command that makes the results again, with all that can change them.
  func commandAgain(_ result: SimulationResult, _ options: [String: [String]]) -> String {
    var words = ["cofund", arguments.command.name] + arguments.operands
    if let regime = arguments["--regime"] { words += ["--regime", regime] }
    if let regimes = arguments["--regimes"] { words += ["--regimes", regimes] }
    words += ["--draws", String(result.draws), "--seed", String(result.seed)]
    for name in options.keys.sorted() where name != "regimes" {
      for value in options[name] ?? [] {
        let isSplit = arguments.command.options.contains { $0.name == "--" + name && $0.words > 1 }
        words.append("--" + name)
        words += isSplit ? value.split(separator: " ").map(String.init) : [value]
      }
    }
    for folder in arguments.all("--policies") { words += ["--policies", folder] }
    return words.map(Self.quoted).joined(separator: " ")
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./,:=%@+".contains($0) }
    return plain
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
        + "'"
  }

  /// Finds out before the run whether what it prints and times can be written.
  func requireOutputs() throws(Failure) {
    try console.requireOutput()
    guard let file = arguments["--timing"] else { return }
    do {
      try WholeFile.probe(file)
    } catch {
      throw .unreadable("`\(file)` cannot be written: \(error.reason)")
    }
  }

  /// Says how long the run took: to the reader, and to a file if one is asked for.
  func writeTiming(_ result: SimulationResult, _ seconds: Double) throws(Failure) {
    let rate = Double(result.draws) / max(seconds, 1e-9)
    console.remark(
      "\(result.draws) draws in \(Progress.time(seconds)), \(Progress.short(rate)) a second\n")
    guard let file = arguments["--timing"] else { return }
    let document = TimingDocument(
      seconds: seconds, draws: result.draws, workers: Int(arguments["--workers"] ?? "") ?? 0,
      processors: ProcessInfo.processInfo.activeProcessorCount,
      host: ProcessInfo.processInfo.hostName)
    do {
      let text = try documentText(document) + "\n"
      try WholeFile.replace(file, with: Array(text.utf8))
    } catch {
      throw .unreadable("`\(file)` cannot be written: \(reason(error))")
    }
  }
}

/// A summary with the folder that it was written to.
struct PrintedSummary: Encodable {
  let summary: SummaryDocument
  let results: String

  private enum CodingKeys: String, CodingKey { case results }

  func encode(to encoder: any Encoder) throws {
    try summary.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(results, forKey: .results)
  }
}

/// How long a run took and on what.
struct TimingDocument: Encodable {
  let schema = "cofund-timing/1"
  let seconds: Double
  let draws: Int
  /// Threads asked for, or nought for as many as there are processors.
  let workers: Int
  let processors: Int
  let host: String
}

/// Every flow of a small run, one row, so that others can re-add its totals.
struct LedgerTable {
  let file: ReportFile

  init(_ result: SimulationResult) {
    var table = CSVTable(
      file: "ledger.csv", title: "Every flow of money",
      columns: [
        .init("draw", .integer, "number of the draw"),
        .init("regime", .string, "name of the regime"),
        .init("person", .string, "identity of the person"),
        .init("offer", .string, "course"), .init("route", .string, "way of paying"),
        .init("payer", .string, "who pays"), .init("payee", .string, "who is paid"),
        .init("instrument", .string, "grant or loan, if any"),
        .init("date", .date, "day on which the money moves"),
        .init("pence", .integer, "whole pence, for one person"),
        .init("weight_millionths", .integer, "how many the person stands for, in millionths"),
      ])
    for entry in result.regimes.flatMap(\.ledger) {
      table.add([
        String(entry.draw), entry.regime, String(entry.person), entry.offer, entry.route,
        entry.payer, entry.payee, entry.instrument, entry.date.description,
        String(entry.pence),
        String(entry.weightMillionths),
      ])
    }
    file = ReportFile(name: table.file, text: table.text)
  }
}
