import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// The staff of a profile as a table gives them: a row each, or one for several alike.
///
/// The column `staff` names a group of the profile, whose facts hold where a cell is empty; `count` says how many,
/// `takes` which offers, parted by blanks; any other column is a fact of the learner.
struct StaffTable {
  /// The most rows that are read.
  private static let most = 10_000
  /// The rows.
  private(set) var rows: [StaffRow] = []

  /// Reads a file.
  /// - Throws: the row and the column of what cannot be read.
  init(_ path: String, _ plan: FundingPlan, _ program: Program) throws(Failure) {
    let table = try FactsTable(path: path, bytes: try TableText.bytes(of: path))
    guard table.columns.contains("staff") else {
      throw .wrong(
        "bad-table", "`\(path)` has no column `staff`, which names a group of the profile")
    }
    guard table.count > 0, table.count <= StaffTable.most else {
      throw .wrong(
        "bad-table", "`\(path)` has \(table.count) rows; there may be 1 to 10,000")
    }
    let reader = FactReader(program)
    var cells = FactsTable.Cells()
    for row in 0..<table.count {
      let place = "row \(table.line(of: row)) of `\(path)`"
      do throws(FactsTable.Misfit) {
        try table.read(row, into: &cells)
      } catch {
        throw .wrong("bad-table", "\(place): \(error.words)")
      }
      rows.append(try StaffTable.row(table, cells, place, plan, reader))
    }
  }

  private static func row(
    _ table: FactsTable, _ cells: FactsTable.Cells, _ place: String, _ plan: FundingPlan,
    _ reader: FactReader
  ) throws(Failure) -> StaffRow {
    var group = ""
    var count = 1
    var takes: [String]?
    var values: [(fact: Int, value: Ratio)] = []
    for (index, column) in table.columns.enumerated() where table.isRead[index] {
      let text = cells.text(index)
      if text.isEmpty { continue }
      switch column {
      case "staff": group = text
      case "id": continue
      case "count":
        guard let number = Int(text), number > 0, number <= 100_000 else {
          throw .wrong("bad-table", "\(place): `count` is `\(text)`, not a whole number from 1")
        }
        count = number
      case "takes": takes = text.split(separator: " ").map(String.init)
      default:
        let name = column.hasPrefix("learner.") ? column : "learner." + column
        guard let fact = plan.facts[name] else {
          let known = plan.facts.names.filter { $0.hasPrefix("learner.") }
          let near = nearestName(to: name, among: known).map { "; did you mean `\($0)`?" } ?? ""
          throw .wrong("bad-table", "`\(table.path)`: no fact is called `\(name)`\(near)")
        }
        let form = reader.form(of: name)
        do throws(ValueFault) {
          values.append((fact, try form.value(text)))
        } catch {
          throw .wrong("bad-table", "\(place), column `\(column)`: \(form.words(error, of: text))")
        }
      }
    }
    guard !group.isEmpty else { throw .wrong("bad-table", "\(place): `staff` is empty") }
    return StaffRow(group: group, count: count, values: values, takes: takes)
  }
}
