/// Whole pence written as pounds, such as £2,447.50; pence are left out when there are none.
public func pounds(_ pence: Int64, sign: String = "£") -> String {
  let magnitude = pence.magnitude
  let text = sign + grouped(magnitude / 100)
  let rest = magnitude % 100
  let full = rest == 0 ? text : text + "." + padded(Int(rest), to: 2)
  return pence < 0 ? "-" + full : full
}

/// A whole number with its digits in groups of three.
public func grouped(_ value: UInt64) -> String {
  let digits = Array(String(value))
  var text = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return text
}

/// A whole number with its sign and its digits in groups of three.
public func grouped(_ value: Int64) -> String {
  (value < 0 ? "-" : "") + grouped(value.magnitude)
}

extension Ratio {
  /// The value as a decimal with at most so many places, halves up, without trailing noughts.
  ///
  /// Beyond 100 bits below the line, low bits are given up instead of trapping.
  public func decimal(places: Int) -> String {
    var scale: UInt128 = 1
    for _ in 0..<min(places, 8) { scale *= 10 }
    var (whole, rest) = numerator.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
    var below = denominator.magnitude
    while below >= 1 << 100 {
      below >>= 1
      rest >>= 1
    }
    var scaled = (rest * scale * 2 + below) / (below * 2)
    if scaled >= scale {
      whole += 1
      scaled -= scale
    }
    var fraction = padded(Int(scaled), to: places)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let units = grouped(UInt64(clamping: whole))
    let text = fraction.isEmpty || places == 0 ? units : units + "." + fraction
    return numerator < 0 && (whole != 0 || scaled != 0) ? "-" + text : text
  }
}
