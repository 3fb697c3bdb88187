import FundingValues

/// JSON in UTF-8, for what is written too often to go through an encoder.
extension [UInt8] {
  /// Adds a whole number.
  package mutating func append(whole value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digits: value.magnitude)
  }

  /// Adds a whole number in decimal digits.
  package mutating func append(digits value: UInt64) {
    if value >= 10 { append(digits: value / 10) }
    append(48 + UInt8(truncatingIfNeeded: value % 10))
  }

  /// Adds a text that is written here, without a look at each of its bytes.
  package mutating func append(fixed text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Adds a key and a text.
  package mutating func append(json key: String, _ value: String) {
    append(json: key)
    append(UInt8(ascii: ":"))
    append(json: value)
  }

  /// Adds a text, or `null`.
  package mutating func append(jsonOrNull text: String?) {
    if let text { append(json: text) } else { self += "null".utf8 }
  }

  /// Adds a text in quotes.
  package mutating func append(json text: String) {
    append(UInt8(ascii: "\""))
    append(escaped: text)
    append(UInt8(ascii: "\""))
  }

  /// Adds a text that is in UTF-8, in quotes; bytes that are no text are replaced.
  package mutating func append(json text: ArraySlice<UInt8>) {
    let isPlain = text.allSatisfy {
      (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    guard isPlain else { return append(json: String(decoding: text, as: UTF8.self)) }
    append(UInt8(ascii: "\""))
    append(contentsOf: text)
    append(UInt8(ascii: "\""))
  }

  /// Adds a text with what JSON reserves escaped.
  package mutating func append(escaped text: String) {
    if text.unicodeScalars.contains(where: { $0.value >= 0x7F && $0.isUnprintable }) {
      for scalar in text.unicodeScalars {
        if scalar.value >= 0x7F, scalar.isUnprintable {
          self += scalar.escapedInJSON.utf8
        } else {
          append(escapedPlain: String(scalar))
        }
      }
    } else {
      append(escapedPlain: text)
    }
  }

  private mutating func append(escapedPlain text: String) {
    var text = text
    text.withUTF8 { text in
      var start = 0
      for (index, byte) in text.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        append(contentsOf: text[start..<index])
        append(escape: byte)
        start = index + 1
      }
      append(contentsOf: text[start...])
    }
  }

  private mutating func append(escape byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 8: append(UInt8(ascii: "b"))
    case 9: append(UInt8(ascii: "t"))
    case 10: append(UInt8(ascii: "n"))
    case 12: append(UInt8(ascii: "f"))
    case 13: append(UInt8(ascii: "r"))
    case ..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      self += "u00".utf8
      append(digits[Int(byte >> 4)])
      append(digits[Int(byte & 15)])
    default: append(byte)
    }
  }
}
