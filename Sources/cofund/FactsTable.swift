/// A table of cases in comma-separated values, by RFC 4180, whose rows are read when asked for.
struct FactsTable: Sendable {
  /// The path as the reader typed it.
  let path: String
  let columns: [String]
  private let bytes: [UInt8]
  private let starts: [Int]

  /// A table from the bytes of a file.
  init(path: String, bytes: [UInt8]) throws(Failure) {
    self.path = path
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    var starts = FactsTable.rowStarts(self.bytes)
    guard let first = starts.first else { throw .wrong("bad-table", "`\(path)` is empty") }
    let end = starts.count > 1 ? starts[1] : self.bytes.count
    columns = FactsTable.cells(self.bytes, from: first, to: end)
    starts.removeFirst()
    self.starts = starts
    for (index, name) in columns.enumerated() where columns[..<index].contains(name) {
      throw .wrong("bad-table", "`\(path)` has two columns called `\(name)`")
    }
  }

  /// How many rows there are under the header.
  var count: Int { starts.count }

  /// The cells of a row, counted from nought under the header.
  func row(_ index: Int) -> [String] {
    let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
    return FactsTable.cells(bytes, from: starts[index], to: end)
  }

  /// Where each row begins; a line break within quotes is part of its cell, and blank lines are none.
  private static func rowStarts(_ bytes: [UInt8]) -> [Int] {
    var starts: [Int] = []
    var start = 0
    var isQuoted = false
    var isBlank = true
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == 10, !isQuoted {
        if !isBlank { starts.append(start) }
        start = index + 1
        isBlank = true
      } else if byte != 13 {
        isBlank = false
      }
    }
    if !isBlank { starts.append(start) }
    return starts
  }

  /// The cells of one record, quotes taken off and doubled ones made one.
  private static func cells(_ bytes: [UInt8], from start: Int, to end: Int) -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var index = start
    while index < end {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if index < end, bytes[index] == byte {
          cell.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") {
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
      } else if byte == 10 {
        break
      } else if byte != 13 {
        cell.append(byte)
      }
    }
    cells.append(String(decoding: cell, as: UTF8.self))
    return cells
  }
}
