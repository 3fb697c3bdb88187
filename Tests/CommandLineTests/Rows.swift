import Foundation

/// A CSV file read on its own, without the product's code: rows of named fields.
struct Rows {
  let rows: [[String: String]]

  /// Rows of plain CSV, quoted fields and doubled quotes included.
  init(_ text: String) {
    var records: [[String]] = [[]]
    var field = ""
    var quoted = false
    var characters = text.makeIterator()
    var pending: Character?
    while let character = pending ?? characters.next() {
      pending = nil
      switch (character, quoted) {
      case ("\"", true):
        let next = characters.next()
        if next == "\"" {
          field.append("\"")
        } else {
          quoted = false
          pending = next
        }
      case ("\"", false): quoted = true
      case (",", false):
        records[records.count - 1].append(field)
        field = ""
      case ("\n", false), ("\r\n", false):
        records[records.count - 1].append(field)
        field = ""
        records.append([])
      default: field.append(character)
      }
    }
    let names = records.first ?? []
    rows = records.dropFirst().filter { $0.count == names.count }.map {
      Dictionary(uniqueKeysWithValues: zip(names, $0))
    }
  }

  /// The value of the one row that has all these fields.
  func value(_ wanted: [String: String]) -> Double? {
    let found = rows.filter { row in wanted.allSatisfy { row[$0.key] == $0.value } }
    return found.count == 1 ? found[0]["value"].flatMap(Double.init) : nil
  }
}
