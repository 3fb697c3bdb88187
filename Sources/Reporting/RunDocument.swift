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
    let constraints: Constraints?
  }
  /// The values that a column may have.
  public struct Constraints: Encodable, Sendable {
    let `enum`: [String]
  }
  /// A column whose values are those of another table's.
  public struct ForeignKey: Encodable, Sendable {
    /// The table and the column that it refers to.
    public struct Reference: Encodable, Sendable {
      let resource: String
      let fields: String
    }
    let fields: String
    let reference: Reference
  }
  /// What the columns of a table are, and how a missing value is written.
  public struct Schema: Encodable, Sendable {
    let fields: [Field]
    let missingValues = [""]
    let primaryKey: String?
    let foreignKeys: [ForeignKey]?
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
        schema: Schema(table))
    }
    let cited = Set(context.assumptions.filter { $0.basis == .cited }.map(\.source))
    sources = cited.sorted().map(Source.init)
  }
}

extension DataPackageDocument.Schema {
  /// The schema of a table: a regime is one of the regimes, and what rests on what is one of four words.
  init(_ table: CSVTable) {
    let isOfRegimes = table.file == ResultTables.regimesFile
    fields = table.columns.map { column in
      var values: [String]?
      if column.name == "basis" { values = Assumption.Basis.allCases.map(\.rawValue) }
      if column.name == "price_base" { values = ["nominal", "real"] }
      return DataPackageDocument.Field(
        name: column.name, type: column.kind.rawValue, description: column.meaning,
        constraints: values.map(DataPackageDocument.Constraints.init))
    }
    primaryKey = isOfRegimes ? "name" : nil
    foreignKeys =
      table.columns.contains { $0.name == "regime" }
      ? [
        DataPackageDocument.ForeignKey(
          fields: "regime",
          reference: DataPackageDocument.ForeignKey.Reference(resource: "regimes", fields: "name"))
      ] : nil
  }
}
