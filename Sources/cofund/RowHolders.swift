import Quoting

/// Whose rows those of a table are, by its columns `employer` and `learner`.
struct RowHolders: Sendable {
  /// The names of one column's holders, and which row is whose.
  private struct Column: Sendable {
    var names: [String] = []
    var counts: [Int] = []
    /// By row; below zero where the cell is empty.
    var numbers: [Int32] = []
  }
  /// The columns that say whose a row is.
  static let columns = ["employer", "learner"]
  private let employers: Column?
  private let learners: Column?
  /// Whether every row is of the one employer whose facts are given for all of them.
  private let hasOneEmployer: Bool

  /// Reads the two columns of a table; rows that cannot be read are nobody's.
  init(_ table: FactsTable, hasOneEmployer: Bool) {
    self.hasOneEmployer = hasOneEmployer
    employers = RowHolders.column("employer", table)
    learners = RowHolders.column("learner", table)
  }

  /// Whether a column says which employer a row is of.
  var namesEmployers: Bool { employers != nil }

  private static func column(_ name: String, _ table: FactsTable) -> Column? {
    guard let place = table.columns.firstIndex(of: name), table.isRead[place] else { return nil }
    var column = Column()
    var known: [[UInt8]: Int32] = [:]
    var cells = FactsTable.Cells()
    column.numbers.reserveCapacity(table.count)
    for row in 0..<table.count {
      guard (try? table.read(row, into: &cells)) != nil, !cells[place].isEmpty else {
        column.numbers.append(-1)
        continue
      }
      let key = Array(cells[place])
      let number = known[key] ?? Int32(clamping: column.names.count)
      if Int(number) == column.names.count {
        known[key] = number
        column.names.append(cells.text(place))
        column.counts.append(0)
      }
      column.counts[Int(number)] += 1
      column.numbers.append(number)
    }
    return column
  }

  /// With whom a row shares finite money. Without a column `learner` each row is of another learner.
  func sharers(of row: Int, among count: Int) -> SharedMoney.Sharers {
    var sharers: SharedMoney.Sharers = count > 1 ? .everyone : []
    if let employers {
      if isShared(row, employers) { sharers.insert(.employer) }
    } else if hasOneEmployer, count > 1 {
      sharers.insert(.employer)
    }
    if let learners, isShared(row, learners) { sharers.insert(.learner) }
    return sharers
  }

  private func isShared(_ row: Int, _ column: Column) -> Bool {
    column.numbers[row] >= 0 && column.counts[Int(column.numbers[row])] > 1
  }

  /// The numbers of a row's employer and learner; below zero where they are the row's own.
  func numbers(of row: Int) -> (employer: Int, learner: Int) {
    func number(_ column: Column?) -> Int {
      guard let column, column.numbers[row] >= 0 else { return -1 - row }
      return Int(column.numbers[row])
    }
    return (hasOneEmployer ? 0 : number(employers), number(learners))
  }

  /// What the table calls an employer or a learner.
  func name(of number: Int, _ sharers: SharedMoney.Sharers) -> String? {
    let column = sharers == .employer ? employers : sharers == .learner ? learners : nil
    guard let column, column.names.indices.contains(number) else { return nil }
    return column.names[number]
  }
}
