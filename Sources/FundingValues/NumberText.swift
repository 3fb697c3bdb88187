/// How numbers are written as text: digits, perhaps with a comma before each three of them, and
/// perhaps a point with decimals.
public enum NumberText {
  /// Why text is not a number.
  public enum Fault: Error, Sendable, Hashable {
    /// No digit stands where the number should begin.
    case noDigit
    /// A comma does not part thousands, or stands after the point.
    case grouping
    /// More than 30 digits.
    case tooLong
  }
  private static let comma = UInt8(ascii: ",")
  private static let point = UInt8(ascii: ".")
  private static let mostDigits = 30

  /// A number of at most 18 digits in UTF-8 with neither sign nor commas, or nothing if the text is
  /// written in another way.
  public static func plain(_ text: ArraySlice<UInt8>) -> Ratio? {
    guard text.count <= 18, !text.isEmpty else { return nil }
    var digits: Int64 = 0
    var scale: Int64 = 1
    var seen = 0
    var isFraction = false
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        seen += 1
        digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
        if isFraction { scale *= 10 }
      case point where !isFraction: isFraction = true
      default: return nil
      }
    }
    guard seen > 0 else { return nil }
    return scale == 1 ? Ratio(digits) : Ratio(Int128(digits), over: Int128(scale)).reduced
  }

  /// Reads the number at the front of text in UTF-8, without a sign, and moves past it.
  public static func read(_ text: inout ArraySlice<UInt8>) throws(Fault) -> Ratio {
    var digits: Int128 = 0
    var scale: Int128 = 1
    var seen = 0
    var isFraction = false
    /// How many digits stand since the last comma, once there is one.
    var group: Int?
    var index = text.startIndex
    loop: while index < text.endIndex {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard seen < mostDigits else { throw .tooLong }
        seen += 1
        digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
        if isFraction { scale *= 10 } else if let size = group { group = size + 1 }
      case comma where seen > 0:
        guard !isFraction, group.map({ $0 == 3 }) ?? (seen <= 3) else { throw .grouping }
        group = 0
      case point where !isFraction: isFraction = true
      default: break loop
      }
      index += 1
    }
    guard seen > 0 else { throw .noDigit }
    guard group.map({ $0 == 3 }) ?? true else { throw .grouping }
    text = text[index...]
    return scale == 1 ? Ratio(whole: digits) : Ratio(digits, over: scale).reduced
  }

  /// A whole text as a number, perhaps with a minus before it.
  public static func number(_ text: String) throws(Fault) -> Ratio {
    var rest = Array(text.utf8)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    let number = try read(&rest)
    guard rest.isEmpty else { throw .noDigit }
    return isNegative ? -number : number
  }

  /// The numbers that may be meant by digits, commas and points in the wrong places: those of `170,50`
  /// are `17,050` and `170.50`.
  public static func meant(by text: String) -> [String] {
    let marks = text.filter { $0 == "," || $0 == "." }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
    guard parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), parts.count > 1,
      let whole = inThrees(parts.joined()), let front = inThrees(parts.dropLast().joined())
    else { return [] }
    let decimals = String(parts[parts.count - 1])
    if marks.last == "," {
      // 1.700,50 is written so where the comma parts decimals.
      if marks.contains(".") { return [front + "." + decimals] }
      return marks.count == 1 && !decimals.isEmpty ? [whole, front + "." + decimals] : [whole]
    }
    return marks.filter({ $0 == "." }).count == 1 ? [front + "." + decimals] : [whole]
  }

  /// Digits with a comma before each three, or nothing if there are too many of them.
  private static func inThrees(_ digits: String) -> String? {
    digits.isEmpty ? "0" : UInt64(digits).map { grouped($0) }
  }
}
