/// What is wrong with a cell and where it stands, put together as bytes: of a million bad rows each tells of
/// its own place.
struct CellComplaint {
  private let start: [UInt8]
  private let columns: [[UInt8]]
  /// The words about the cell that was refused last.
  private(set) var bytes: [UInt8] = []

  /// Complaints about the cells of a table.
  init(_ table: FactsTable) {
    start = Array("\(table.path) row ".utf8)
    columns = table.columns.map { Array(", column `\($0)`: ".utf8) }
  }

  /// Takes in a row, as an editor numbers it, a column and the reason.
  mutating func take(line: Int, column: Int, _ reason: String) {
    bytes.removeAll(keepingCapacity: true)
    bytes += start
    bytes.append(contentsOf: String(line).utf8)
    bytes += columns[column]
    bytes.append(contentsOf: reason.utf8)
  }
}
