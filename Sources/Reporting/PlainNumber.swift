import Analysis
import FundingValues
import Simulation

/// A number with so many decimal places, for machines: no grouping, and no sign on nought.
func plain(_ value: Double, places: Int) -> String {
  guard value.isFinite else { return "" }
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  let scaled = value.magnitude * scale
  guard scaled < 1e37 else { return "\(value)" }
  let whole = Int128(scaled)
  let rounded = scaled - Double(whole) >= 0.5 ? whole + 1 : whole
  return plain(value < 0 ? 0 - rounded : rounded, places: places)
}

/// A whole number of the smallest steps written with so many decimal places.
func plain(_ steps: Int128, places: Int) -> String {
  var digits = String(steps.magnitude)
  if digits.count <= places {
    digits = String(repeating: "0", count: places + 1 - digits.count) + digits
  }
  if places > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places)) }
  return steps < 0 ? "-" + digits : digits
}

extension Measure {
  /// The decimal places of a figure in full: minor units of the currency, millionths of a person.
  func places(in currency: Currency) -> Int { isMoney ? currency.places : 6 }
}

extension Estimate {
  /// The mean in full, from the exact sum where there is one.
  func plainValue(places: Int) -> String {
    if let exact { return plain(exact.rounded(places: places), places: places) }
    return plain(value, places: places)
  }
}
