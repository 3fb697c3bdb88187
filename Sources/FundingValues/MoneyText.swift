extension Currency {
  /// How many digits minor units are written with: 2 for pence, 0 where there are none.
  public var places: Int {
    var (places, parts) = (0, minorUnits)
    while parts >= 10 {
      parts /= 10
      places += 1
    }
    return places
  }

  /// Whole minor units as money, such as £2,447.50; minor units are left out when there are none.
  public func text(_ minor: Int64) -> String {
    let parts = UInt64(minorUnits)
    let text = sign + grouped(minor.magnitude / parts)
    let rest = minor.magnitude % parts
    let full = rest == 0 ? text : text + "." + padded(Int(rest), to: places)
    return minor < 0 ? "-" + full : full
  }

  /// An exact number of minor units as money, to a millionth of a unit where they are not whole.
  public func text(_ minor: Ratio) -> String {
    if minor.isWhole, let whole = Int64(exactly: minor.floor()) { return text(whole) }
    let units = (minor / Ratio(Int64(minorUnits))).decimal(places: 6)
    return units.hasPrefix("-") ? "-" + sign + units.dropFirst() : sign + units
  }
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
