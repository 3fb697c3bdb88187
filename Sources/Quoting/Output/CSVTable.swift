import FundingValues

/// A table to be written as comma-separated values, by RFC 4180.
public struct CSVTable: Sendable {
  /// What a column holds, for the description that goes with the data.
  public struct Column: Sendable, Hashable {
    /// The kind of value, in the words of a Frictionless table schema.
    public enum Kind: String, Sendable { case string, number, integer, date, boolean }
    /// The name in the header.
    public let name: String
    /// The kind of value.
    public let kind: Kind
    /// What it means, in a few words.
    public let meaning: String
    /// A column from its parts.
    public init(_ name: String, _ kind: Kind, _ meaning: String) {
      self.name = name
      self.kind = kind
      self.meaning = meaning
    }
  }
  /// The name of its file.
  public let file: String
  /// What the table holds, in a few words.
  public let title: String
  /// The columns in their order.
  public let columns: [Column]
  /// The rows in their order.
  public private(set) var rows: [[String]] = []

  /// A table without rows.
  public init(file: String, title: String, columns: [Column]) {
    self.file = file
    self.title = title
    self.columns = columns
  }

  /// Adds a row; one that is too short is filled with empty fields.
  public mutating func add(_ row: [String]) {
    let missing = max(0, columns.count - row.count)
    rows.append(Array(row.prefix(columns.count)) + Array(repeating: "", count: missing))
  }

  /// The text of the file: a header and the rows, each ended by a carriage return and a line feed.
  public var text: String {
    var bytes: [UInt8] = []
    CSVTable.append(columns.map(\.name), to: &bytes)
    for row in rows { CSVTable.append(row, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds one record to a text in UTF-8, ended by a carriage return and a line feed.
  public static func append(_ fields: [String], to bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field, to: &bytes)
    }
    bytes.append(13)
    bytes.append(10)
  }

  /// Adds a field, in quotes where it holds a comma, a quote or a line break, with quotes doubled.
  static func append(_ field: String, to bytes: inout [UInt8]) {
    var field = field
    field.withUTF8 { append(utf8: $0, to: &bytes) }
  }

  /// Adds a field that is in UTF-8, in quotes where it needs them.
  ///
  /// What a spreadsheet would take for a formula is set apart by an apostrophe, and what is unprintable is
  /// written as an escape.
  public static func append(utf8 field: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    var needsQuotes = false
    var isPlain = true
    for byte in field {
      if byte == UInt8(ascii: ",") || byte == quote || byte == 10 || byte == 13 {
        needsQuotes = true
      } else if byte < 0x20 || byte >= 0x7F {
        isPlain = false
      }
    }
    if !isPlain || isFormula(field) {
      var safe = (isFormula(field) ? "'" : "") + shown(field)
      return safe.withUTF8 { append(plain: $0, inQuotes: needsQuotes, to: &bytes) }
    }
    append(plain: field, inQuotes: needsQuotes, to: &bytes)
  }

  private static func append(
    plain field: UnsafeBufferPointer<UInt8>, inQuotes: Bool, to bytes: inout [UInt8]
  ) {
    guard inQuotes else { return bytes.append(contentsOf: field) }
    let quote = UInt8(ascii: "\"")
    bytes.append(quote)
    var rest = field[...]
    while let next = rest.firstIndex(of: quote) {
      bytes.append(contentsOf: rest[...next])
      bytes.append(quote)
      rest = rest[(next + 1)...]
    }
    bytes.append(contentsOf: rest)
    bytes.append(quote)
  }

  /// Whether a spreadsheet would work a field out: it begins with a sign of a formula and is no number.
  private static func isFormula(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
    switch field.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"): return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      return !field.dropFirst().allSatisfy { (48...57).contains($0) || "., %e".utf8.contains($0) }
    default: return false
    }
  }

  /// A field with escapes in the place of what is unprintable.
  private static func shown(_ field: UnsafeBufferPointer<UInt8>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in String(decoding: field, as: UTF8.self).unicodeScalars {
      if scalar.isUnprintable, scalar != "\n", scalar != "\r" {
        result.append(contentsOf: scalar.escapedInJSON.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
