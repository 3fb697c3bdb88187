public import Analysis
import FundingValues
public import Simulation

/// Figures as a reader may repeat them: no digit that its error does not resolve.
public struct FigureText: Sendable {
  /// Whether the figure is money.
  public let isMoney: Bool
  /// The sign of the currency.
  let sign: String

  /// The words for figures of a measure.
  public init(_ measure: Measure, sign: String = "£") {
    isMoney = measure.isMoney
    self.sign = sign
  }

  /// The words for money, or for people.
  public init(isMoney: Bool, sign: String = "£") {
    self.isMoney = isMoney
    self.sign = sign
  }

  /// What is printed when no digit is left.
  public static let unresolved = "not resolved"

  /// The value rounded to what its error resolves, or `not resolved`.
  public func value(_ estimate: Estimate) -> String {
    if estimate.isExactlyZero { return text(0, step: 0) }
    guard let rounded = estimate.rounded else { return FigureText.unresolved }
    return text(rounded.value, step: rounded.step)
  }

  /// The value, and in brackets the range from the 5% to the 95% point over draws.
  public func valueWithRange(_ estimate: Estimate) -> String {
    if estimate.isExactlyZero { return text(0, step: 0) }
    if estimate.p05 == estimate.p95, estimate.standardError == 0 { return value(estimate) }
    return "\(value(estimate)) (\(range(estimate)))"
  }

  /// The range, or nothing for a figure that is nought in every draw.
  func rangeUnlessZero(_ estimate: Estimate) -> String {
    estimate.isExactlyZero ? "" : range(estimate)
  }

  /// The range from the 5% to the 95% point over draws.
  public func range(_ estimate: Estimate) -> String {
    let step = estimate.rounded?.step ?? FigureText.step(of: estimate.p95 - estimate.p05)
    return "\(text(near(estimate.p05, step), step: step)) to "
      + text(near(estimate.p95, step), step: step)
  }

  /// A tenth of the greatest power of ten that is not above a width: two digits of it.
  static func step(of width: Double) -> Double {
    guard width > 0, width.isFinite else { return 0 }
    var step = 0.1
    while step * 100 <= width { step *= 10 }
    while step * 10 > width, step > 1e-9 { step /= 10 }
    return step
  }

  private func near(_ value: Double, _ step: Double) -> Double {
    guard step > 0 else { return value }
    let steps = (value.magnitude / step + 0.5).rounded(.down)
    let rounded = step >= 1 ? steps * step : steps / (1 / step + 0.5).rounded(.down)
    return value < 0 ? -rounded : rounded
  }

  /// A number already rounded to a step.
  func text(_ value: Double, step: Double) -> String {
    if isMoney, value.magnitude >= 1_000_000, step >= 1000 || step == 0 {
      return million(value, step: step)
    }
    var places = isMoney ? 2 : 6
    if step >= 1 { places = 0 } else if step > 0 { places = min(places, decimals(of: step)) }
    let minus = value < 0 && plain(value, places: places).hasPrefix("-") ? "-" : ""
    return minus + (isMoney ? sign : "") + spelled(value.magnitude, places: places, step: step)
  }

  private func spelled(_ value: Double, places: Int, step: Double) -> String {
    let digits = plain(value, places: places)
    let parts = digits.split(separator: ".")
    let whole = grouped(UInt64(parts[0]) ?? 0)
    guard parts.count > 1 else { return whole }
    var fraction = String(parts[1])
    if step == 0 {
      if isMoney { return fraction == "00" ? whole : "\(whole).\(fraction)" }
      while fraction.hasSuffix("0") { fraction.removeLast() }
    }
    return fraction.isEmpty ? whole : "\(whole).\(fraction)"
  }

  private func million(_ value: Double, step: Double) -> String {
    let isBillion = value.magnitude >= 1_000_000_000
    let unit = isBillion ? 1_000_000_000.0 : 1_000_000.0
    let places = step == 0 ? 2 : min(3, decimals(of: step / unit))
    let minus = value < 0 ? "-" : ""
    let digits = plain(value.magnitude / unit, places: places)
    return minus + sign + digits + (isBillion ? " billion" : " million")
  }

  /// How many decimal places show a step.
  private func decimals(of step: Double) -> Int {
    var places = 0
    var size = step
    while size < 0.999_999, places < 9 {
      size *= 10
      places += 1
    }
    return places
  }
}
