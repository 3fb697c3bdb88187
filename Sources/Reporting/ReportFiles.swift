public import Analysis
import FundingValues
import Quoting
import Simulation

/// A file of a results folder.
public struct ReportFile: Sendable {
  /// The name within the folder.
  public let name: String
  /// The whole text.
  public let text: String
  /// A file from its name and text.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// The names of all files that a results folder may hold: it is replaced only where it holds no others.
public let reportFileNames: Set<String> = [
  "acceptability.csv", "assumptions.csv", "datapackage.json", "differences.csv",
  "distribution.csv", "fairness.csv", "flows.csv",
  "funds.csv", "ledger.csv", "matching.csv", "README.txt",
  "regimes.csv", "report.html", "run.json", "summary.json", "summary.txt", "sweep.csv",
  "totals.csv",
]

/// Every file of the results folder of a comparison, in the order in which they are written.
public func reportFiles(
  _ comparison: Comparison, _ context: ReportContext
) throws -> [ReportFile] {
  var tables = ResultTables(comparison, assumptions: context.assumptions).all
  if let matching = context.matching {
    tables.append(MatchingTable(matching, scenario: comparison.result.scenario).table)
  }
  if let fairness = context.fairness { tables.append(fairness.table) }
  if let sweep = context.sweep { tables.append(sweep.table) }
  var files = tables.map { ReportFile(name: $0.file, text: $0.text) }
  let documents: [(String, any Encodable)] = [
    ("summary.json", SummaryDocument(comparison, context)),
    ("datapackage.json", DataPackageDocument(comparison, context, tables: tables)),
    ("run.json", RunDocument(comparison, context)),
  ]
  for (name, document) in documents {
    files.append(ReportFile(name: name, text: try documentText(document) + "\n"))
  }
  files.append(
    ReportFile(
      name: "summary.txt",
      text: printable(
        BriefReport(comparison, context).text + "\n" + TextReport(comparison, context).text,
        keepsLines: true)))
  files.append(ReportFile(name: "report.html", text: HTMLReport(comparison, context).text))
  files.append(ReportFile(name: "README.txt", text: GuideText(comparison, context, tables).text))
  return files
}
