public import Analysis
import FundingValues
import Quoting

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
  "assumptions.csv", "datapackage.json", "differences.csv", "distribution.csv", "flows.csv",
  "funds.csv", "ledger.csv", "run.json", "summary.json", "summary.txt", "totals.csv",
]

/// Every file of the results folder of a comparison, in the order in which they are written.
public func reportFiles(
  _ comparison: Comparison, _ context: ReportContext
) throws -> [ReportFile] {
  let tables = ResultTables(comparison, assumptions: context.assumptions).all
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
      name: "summary.txt", text: printable(TextReport(comparison, context).text, keepsLines: true)))
  return files
}
