public import Analysis
import FundingValues
public import Quoting
import Simulation

/// What must be the same for a run to be the same: `run.json`.
public struct RunDocument: Encodable, Sendable {
  let schema = "cofund-run/1"
  let version: String
  let scenario: String
  let regimes: [String]
  let seed: UInt64
  let draws: Int
  let options: [String: [String]]
  let inputs: [ReportContext.Input]

  /// The record of a run.
  public init(_ comparison: Comparison, _ context: ReportContext) {
    version = context.version
    scenario = comparison.result.scenario
    regimes = comparison.regimes
    seed = comparison.result.seed
    draws = comparison.result.draws
    options = context.options
    inputs = context.inputs
  }
}

/// The description of the tables for data tools: `datapackage.json`, by Frictionless Data.
public struct DataPackageDocument: Encodable, Sendable {
  /// A column.
  public struct Field: Encodable, Sendable {
    let name: String
    let type: String
    let description: String
  }
  /// What the columns of a table are, and how a missing value is written.
  public struct Schema: Encodable, Sendable {
    let fields: [Field]
    let missingValues = [""]
  }
  /// How the file is written.
  public struct Dialect: Encodable, Sendable {
    let delimiter = ","
    let lineTerminator = "\r\n"
    let quoteChar = "\""
    let doubleQuote = true
    let header = true
  }
  /// One table.
  public struct Resource: Encodable, Sendable {
    let name: String
    let title: String
    let path: String
    let profile = "tabular-data-resource"
    let format = "csv"
    let mediatype = "text/csv"
    let encoding = "utf-8"
    let dialect = Dialect()
    let schema: Schema
  }
  /// A source that a value cites.
  public struct Source: Encodable, Sendable, Hashable {
    let title: String
  }
  let profile = "tabular-data-package"
  let name: String
  let title: String
  let description: String
  let resources: [Resource]
  let sources: [Source]

  /// The description of the tables of a run.
  public init(_ comparison: Comparison, _ context: ReportContext, tables: [CSVTable]) {
    let result = comparison.result
    name = result.scenario
    title = result.title
    description =
      "Results of \(result.scenario) under \(comparison.regimes.joined(separator: ", ")), "
      + "\(result.draws) draws, seed \(result.seed). "
      + "Money is in \(result.currency.words) (\(result.currency.code)), counts are of people."
    resources = tables.map { table in
      Resource(
        name: table.file.split(separator: ".").first.map(String.init) ?? table.file,
        title: table.title, path: table.file,
        schema: Schema(
          fields: table.columns.map {
            Field(name: $0.name, type: $0.kind.rawValue, description: $0.meaning)
          }))
    }
    let cited = Set(context.assumptions.filter { $0.basis == .cited }.map(\.source))
    sources = cited.sorted().map(Source.init)
  }
}
