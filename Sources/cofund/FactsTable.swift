import Quoting

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
    var starts = self.bytes.withUnsafeBufferPointer { FactsTable.rowStarts($0) }
    guard let first = starts.first else { throw .wrong("bad-table", "`\(path)` is empty") }
    let end = starts.count > 1 ? starts[1] : self.bytes.count
    var header = Cells()
    FactsTable.read(self.bytes, from: first, to: end, into: &header)
    columns = (0..<header.count).map { header.text($0) }
    starts.removeFirst()
    self.starts = starts
    for (index, name) in columns.enumerated() where columns[..<index].contains(name) {
      throw .wrong("bad-table", "`\(path)` has two columns called `\(name)`")
    }
  }

  /// How many rows there are under the header.
  var count: Int { starts.count }

  /// Reads the cells of a row, counted from nought under the header.
  func read(_ index: Int, into cells: inout Cells) {
    let end = index + 1 < starts.count ? starts[index + 1] : bytes.count
    FactsTable.read(bytes, from: starts[index], to: end, into: &cells)
  }

  /// The cells of one record in UTF-8, one after another, in memory used again for the next.
  struct Cells {
    fileprivate(set) var bytes: [UInt8] = []
    /// Where each cell ends.
    fileprivate(set) var ends: [Int] = []
    /// How many bytes stand between one cell and the next.
    fileprivate var gap = 0

    /// How many cells there are.
    var count: Int { ends.count }

    /// The bytes of a cell.
    subscript(index: Int) -> ArraySlice<UInt8> {
      bytes[(index == 0 ? 0 : ends[index - 1] + gap)..<ends[index]]
    }

    /// A cell as text.
    func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
  }

  /// Where each row begins; a line break within quotes is part of its cell, and blank lines are none.
  private static func rowStarts(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var starts: [Int] = []
    var start = 0
    var isQuoted = false
    var isBlank = true
    for (index, byte) in bytes.enumerated() {
      if byte > UInt8(ascii: "\"") {
        isBlank = false
        continue
      }
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

  /// Reads one record, quotes taken off and doubled ones made one.
  private static func read(
    _ bytes: [UInt8], from start: Int, to end: Int, into cells: inout Cells
  ) {
    let isRead = bytes.withUnsafeBufferPointer {
      cells.takePlain(UnsafeBufferPointer(rebasing: $0[start..<end]))
    }
    if isRead { return }
    cells.bytes.removeAll(keepingCapacity: true)
    cells.ends.removeAll(keepingCapacity: true)
    cells.gap = 0
    var isQuoted = false
    var index = start
    while index < end {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          cells.bytes.append(byte)
        } else if index < end, bytes[index] == byte {
          cells.bytes.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isQuoted = true
      } else if byte == UInt8(ascii: ",") {
        cells.ends.append(cells.bytes.count)
      } else if byte == 10 {
        break
      } else if byte != 13 {
        let start = index - 1
        while index < end, bytes[index] > UInt8(ascii: ",") { index += 1 }
        cells.bytes.append(contentsOf: bytes[start..<index])
      }
    }
    cells.ends.append(cells.bytes.count)
  }
}

extension FactsTable.Cells {
  /// Takes a record that has neither quotes nor stray line breaks as it stands; false if it has some.
  fileprivate mutating func takePlain(_ record: UnsafeBufferPointer<UInt8>) -> Bool {
    var end = record.count
    while end > 0, record[end - 1] == 10 || record[end - 1] == 13 { end -= 1 }
    ends.removeAll(keepingCapacity: true)
    for index in 0..<end {
      let byte = record[index]
      if byte > UInt8(ascii: ",") { continue }
      if byte == UInt8(ascii: ",") {
        ends.append(index)
      } else if byte == UInt8(ascii: "\"") || byte == 10 || byte == 13 {
        return false
      }
    }
    ends.append(end)
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: record[..<end]))
    gap = 1
    return true
  }
}
