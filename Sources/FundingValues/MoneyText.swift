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
  public func decimal(places: Int) -> String {
    var scale: Int128 = 1
    for _ in 0..<places { scale *= 10 }
    let doubled = Ratio(numerator.magnitudeSigned * 2 * scale + denominator, over: denominator * 2)
    let scaled = doubled.floor()
    let whole = grouped(UInt64(clamping: scaled / scale))
    var fraction = padded(Int(clamping: scaled % scale), to: places)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let text = fraction.isEmpty || places == 0 ? whole : whole + "." + fraction
    return numerator < 0 && scaled != 0 ? "-" + text : text
  }
}

extension Int128 {
  /// The value without its sign.
  var magnitudeSigned: Int128 { self < 0 ? 0 - self : self }
}
