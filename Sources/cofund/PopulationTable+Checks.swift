import FundingValues
import PolicyLanguage

extension PopulationTable {
  /// How many people or firms each row stands for where all of them stand for a number: in proportion to
  /// their weights, or the same each.
  func weights(sharing whole: Ratio) -> [Ratio] {
    let own = weights ?? Array(repeating: Ratio.one, count: count)
    let factor = whole / own.reduce(.zero, +)
    return own.map { ($0 * factor).reduced }
  }

  /// Requires that as many rows stand in the file as the scenario says.
  func checkCount(_ population: PopulationSyntax, _ faults: inout RowFaults) {
    guard let size = population.size?.value, size != Ratio(Int64(count)) else { return }
    let said = size.decimal(places: 0)
    faults.add(
      "the scenario says \(said), but `\(path)` has \(grouped(Int64(count))) "
        + (count == 1 ? "row" : "rows"),
      help: "leave the number out, or write `standing for \(said)` if that is how many the rows "
        + "stand for")
  }

  /// Requires that every row has an identity of its own, if the file gives any.
  func checkIdentities(_ faults: inout RowFaults) {
    guard let identities else { return }
    var rows: [String: Int] = [:]
    rows.reserveCapacity(identities.count)
    for (row, identity) in identities.enumerated() {
      if identity.isEmpty {
        faults.add("`\(path)`, row \(line(of: row)), column `id`: it is empty")
      } else if let before = rows.updateValue(row, forKey: identity) {
        faults.add(
          "`\(path)`: the id `\(identity)` stands in rows \(line(of: before)) and \(line(of: row))",
          help: "give each row an id of its own, or leave the column out")
      }
    }
  }

  /// Adds the keys of employers to those known, and requires that each stands once.
  func addKeys(
    _ column: String, to known: inout [String: (path: String, line: Int)],
    _ faults: inout RowFaults
  ) {
    for (row, key) in (keys ?? []).enumerated() {
      let line = line(of: row)
      if key.isEmpty {
        faults.add("`\(path)`, row \(line), column `\(column)`: it is empty")
      } else if let before = known.updateValue((path, line), forKey: key) {
        faults.add(
          before.path == path
            ? "`\(path)`: the \(column) `\(key)` stands in rows \(before.line) and \(line)"
            : "the \(column) `\(key)` stands in row \(before.line) of `\(before.path)` and in row "
              + "\(line) of `\(path)`", help: "give each employer one row")
      }
    }
  }

  /// Requires that the keys of people are those of employers; an empty one is that of nobody's employer.
  func checkKeys(
    _ known: [String: (path: String, line: Int)], _ faults: inout RowFaults
  ) {
    let path = known.values.first?.path ?? ""
    for (row, key) in (keys ?? []).enumerated() where !key.isEmpty && known[key] == nil {
      faults.add(
        "`\(self.path)`, row \(line(of: row)), column `\(keyColumn ?? "")`: no row of `\(path)` has "
          + "`\(key)`", help: "leave the cell empty for somebody without an employer")
    }
  }
}
