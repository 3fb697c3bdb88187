import Quoting

/// A table of cases, whose rows are read when asked for.
///
/// Cells stand as RFC 4180 has them, parted by commas, semicolons, tabs or bars; rows and columns of
/// separators alone are none.
struct FactsTable: Sendable {
  /// The path as the reader typed it.
  let path: String
  /// The names of the columns; empty for one without a name, whose cells must be empty.
  let columns: [String]
  /// Whether each column is read: it has a name, which is not among those to ignore and does not
  /// begin with `#`.
  let isRead: [Bool]
  private let bytes: [UInt8]
  private let separator: UInt8
  /// How many cells the header has, those without a name at its end included.
  private let width: Int
  private let rows: Rows

  /// Where each row begins, and the numbers of the lines on which they do.
  struct Rows: Sendable {
    fileprivate(set) var starts: [Int] = []
    fileprivate(set) var lines: [Int32] = []
  }

  /// Why a row does not fit the header.
  enum Misfit: Error {
    case count(cells: Int, columns: Int)
    case unnamed(column: Int, text: String)

    /// The reason in words.
    var words: String {
      switch self {
      case .count(let cells, let columns):
        "\(counted(cells, "cell")) under \(counted(columns, "column"))"
          + (cells > columns ? "; a cell that holds a separator stands in quotes" : "")
      case .unnamed(let column, let text):
        "`\(text)` stands in column \(column), which has no name in the header"
      }
    }
  }

  /// A table from the bytes of a file; columns to ignore are named as the header has them.
  init(path: String, bytes: [UInt8], ignoring ignored: Set<String> = []) throws(Failure) {
    self.path = path
    let text = try TableText(path, bytes)
    self.bytes = text.bytes
    separator = text.separator
    var rows = try Rows(text, path)
    guard let first = rows.starts.first else { throw .wrong("bad-table", "`\(path)` is empty") }
    let end = rows.starts.count > 1 ? rows.starts[1] : text.bytes.count
    var header = Cells()
    header.read(text.bytes, from: first, to: end, separator)
    var columns = (0..<header.count).map { FactsTable.trimmed(header.text($0)) }
    width = columns.count
    while columns.count > 1, columns.last == "" { columns.removeLast() }
    rows.starts.removeFirst()
    rows.lines.removeFirst()
    self.rows = rows
    self.columns = columns
    isRead = columns.map { !$0.isEmpty && !$0.hasPrefix("#") && !ignored.contains($0) }
    var places: [String: Int] = [:]
    for (index, name) in columns.enumerated() where !name.isEmpty {
      guard let before = places[name] else {
        places[name] = index
        continue
      }
      guard isRead[index] else { continue }
      throw .wrong(
        "bad-table",
        "`\(path)` has two columns called `\(name)`, columns \(before + 1) and \(index + 1)")
    }
    if let missing = ignored.sorted().first(where: { places[$0] == nil }) {
      throw .misuse("`--ignore \(missing)`: `\(path)` has no column `\(missing)`")
    }
  }

  /// How many rows there are under the header.
  var count: Int { rows.starts.count }

  /// The number of a row as an editor numbers lines, by its place under the header.
  func line(of row: Int) -> Int { Int(rows.lines[row]) }

  /// Reads the cells of a row, counted from zero under the header.
  func read(_ row: Int, into cells: inout Cells) throws(Misfit) {
    let end = row + 1 < rows.starts.count ? rows.starts[row + 1] : bytes.count
    cells.read(bytes, from: rows.starts[row], to: end, separator)
    if cells.count > columns.count {
      for index in columns.count..<cells.count where !cells[index].isEmpty {
        throw index < width
          ? .unnamed(column: index + 1, text: cells.text(index))
          : .count(cells: cells.count, columns: columns.count)
      }
    } else if cells.count < columns.count {
      throw .count(cells: cells.count, columns: columns.count)
    }
    for index in columns.indices where !isRead[index] && columns[index].isEmpty {
      guard cells[index].isEmpty else {
        throw .unnamed(column: index + 1, text: cells.text(index))
      }
    }
  }

  private static func trimmed(_ name: String) -> String {
    var name = name[...].drop { $0 == " " }
    while name.last == " " { name.removeLast() }
    return String(name)
  }

  /// The cells of one record in UTF-8, one after another, in memory used again for the next.
  struct Cells {
    private var bytes: [UInt8] = []
    /// Where each cell ends.
    private var ends: [Int] = []
    /// How many bytes stand between one cell and the next.
    private var gap = 0

    /// How many cells there are.
    var count: Int { ends.count }

    /// The bytes of a cell.
    subscript(index: Int) -> ArraySlice<UInt8> {
      bytes[(index == 0 ? 0 : ends[index - 1] + gap)..<ends[index]]
    }

    /// A cell as text.
    func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }
  }
}

extension FactsTable.Rows {
  /// Finds the rows; a line break within quotes is part of its cell, and a line of separators alone is
  /// no row. A cell is quoted where it begins with a quote.
  init(_ text: TableText, _ path: String) throws(Failure) {
    let separator = text.separator
    let quote = UInt8(ascii: "\"")
    let quoted: Int? = text.bytes.withUnsafeBufferPointer { bytes in
      var (start, line, firstLine) = (text.start, text.firstLine, text.firstLine)
      var isQuoted = false
      var isBlank = true
      var index = start
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        if byte > quote {
          if byte != separator { isBlank = false }
        } else if byte == quote {
          if isQuoted {
            isQuoted = false
          } else {
            let before = index - 2 >= start ? bytes[index - 2] : separator
            // A quote just after another belongs to a doubled one.
            isQuoted = before == separator || before == quote
            if !isQuoted { isBlank = false }
          }
        } else if byte == 10 || byte == 13 {
          if byte == 13, index < bytes.count, bytes[index] == 10 { continue }
          line += 1
          if isQuoted { continue }
          if !isBlank {
            starts.append(start)
            lines.append(Int32(clamping: firstLine))
          }
          (start, firstLine, isBlank) = (index, line, true)
        } else if byte != separator, byte != UInt8(ascii: " ") {
          isBlank = false
        }
      }
      if !isBlank {
        starts.append(start)
        lines.append(Int32(clamping: firstLine))
      }
      return isQuoted ? firstLine : nil
    }
    if let quoted {
      throw .wrong(
        "bad-table", "a quote that opens in the row on line \(quoted) of `\(path)` is not closed")
    }
  }
}

extension FactsTable.Cells {
  /// Reads one record, quotes taken off and doubled ones made one.
  fileprivate mutating func read(
    _ text: [UInt8], from start: Int, to end: Int, _ separator: UInt8
  ) {
    text.withUnsafeBufferPointer { text in
      let record = UnsafeBufferPointer(rebasing: text[start..<end])
      if !takePlain(record, separator) { takeQuoted(record, separator) }
    }
  }

  /// Takes a record cell by cell, to the line break that ends it.
  private mutating func takeQuoted(_ record: UnsafeBufferPointer<UInt8>, _ separator: UInt8) {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    gap = 0
    let quote = UInt8(ascii: "\"")
    var index = 0
    func next(_ isEnd: (UInt8) -> Bool) -> Int {
      var place = index
      while place < record.count, !isEnd(record[place]) { place += 1 }
      return place
    }
    while true {
      if index < record.count, record[index] == quote {
        repeat {
          // What follows a quote within the cell begins with that quote, doubled.
          index += 1
          let close = next { $0 == quote }
          let isDoubled = close + 1 < record.count && record[close + 1] == quote
          bytes.append(contentsOf: record[index..<(isDoubled ? close + 1 : close)])
          index = min(close + 1, record.count)
          guard isDoubled else { break }
        } while true
      }
      let end = next { $0 == separator || $0 == 10 || $0 == 13 }
      bytes.append(contentsOf: record[index..<end])
      index = end
      ends.append(bytes.count)
      guard index < record.count, record[index] == separator else { return }
      index += 1
    }
  }

  /// Takes a record that has neither quotes nor stray line breaks as it stands; false if it has some.
  private mutating func takePlain(
    _ record: UnsafeBufferPointer<UInt8>, _ separator: UInt8
  ) -> Bool {
    let quote = UInt8(ascii: "\"")
    let top = max(separator, quote)
    var end = record.count
    while end > 0, record[end - 1] == 10 || record[end - 1] == 13 { end -= 1 }
    ends.removeAll(keepingCapacity: true)
    for index in 0..<end {
      let byte = record[index]
      if byte > top { continue }
      if byte == separator {
        ends.append(index)
      } else if byte == quote || byte == 10 || byte == 13 {
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
