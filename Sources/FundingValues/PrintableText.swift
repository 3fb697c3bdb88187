extension Unicode.Scalar {
  /// Whether it can change how what stands beside it is shown: a control character, one that turns the
  /// direction of writing or ends a line, or a tag that nothing shows.
  public var isUnprintable: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
      0xE0000...0xE007F:
      true
    default: false
    }
  }

  /// The escape that stands for it in JSON, such as `\u202e`.
  public var escapedInJSON: String {
    String(self).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}

/// Text made safe to print: what is unprintable becomes a mark, a tab one space.
///
/// Ends of lines are kept if asked for.
public func printable(_ text: String, keepsLines: Bool = false) -> String {
  let isSafe = text.utf8.allSatisfy {
    ($0 >= 0x20 && $0 < 0x7F) || (keepsLines && $0 == UInt8(ascii: "\n"))
  }
  if isSafe { return text }
  var result = String.UnicodeScalarView()
  let scalars = Array(text.unicodeScalars)
  for (place, scalar) in scalars.enumerated() {
    let isBeforeEnd = place + 1 < scalars.count && scalars[place + 1] == "\n"
    let endsLine = scalar == "\n" || (scalar == "\r" && isBeforeEnd)
    if scalar == "\t" {
      result.append(" ")
    } else if scalar.isUnprintable, !(keepsLines && endsLine) {
      result.append("\u{FFFD}")
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}
