public import Analysis
public import FundingValues
public import Simulation

/// Figures as a reader may repeat them: no digit that its error does not resolve.
public struct FigureText: Sendable {
  /// What a figure counts.
  public enum Kind: Sendable, Hashable { case money, count, percent }

  /// What the figure counts.
  public let kind: Kind
  /// The currency of money.
  private let currency: Currency
  /// Its sign.
  var sign: String { currency.sign }

  /// The words for figures of a measure.
  public init(_ measure: Measure, in currency: Currency = .sterling) {
    self.init(measure.isMoney ? .money : .count, in: currency)
  }

  /// The words for figures of a kind.
  public init(_ kind: Kind, in currency: Currency = .sterling) {
    self.kind = kind
    self.currency = currency
  }

  /// What is printed for a figure that cannot be told apart from zero.
  public static let unresolved = "not resolved"

  /// The value rounded to what its error resolves, or `not resolved`.
  public func value(_ estimate: Estimate) -> String {
    guard let seen = resolved(estimate) else { return FigureText.unresolved }
    return text(seen.value, step: seen.step)
  }

  /// The value and its simulation error, such as `£53,000 ± 8,000`, or `not resolved`.
  public func valueWithError(_ estimate: Estimate) -> String {
    guard let seen = resolved(estimate) else { return FigureText.unresolved }
    guard seen.step > 0 else { return text(seen.value, step: 0) }
    let unit = Unit(of: seen.value, step: seen.step, kind)
    return prefix(seen.value) + digits(seen.value, seen.step, unit) + " ± "
      + digits(seen.error, seen.step, unit) + unit.word
  }

  /// A number without its error to three digits, or with it.
  public func plainly(_ value: Double, error: Double = 0) -> String {
    guard error > 0 else { return text(value, step: 0) }
    return valueWithError(Estimate(value: value, standardError: error))
  }

  /// The value, and in brackets the range from the 5% to the 95% point over draws.
  public func valueWithRange(_ estimate: Estimate) -> String {
    if estimate.isExactlyZero || estimate.p05 == estimate.p95, estimate.standardError == 0 {
      return value(estimate)
    }
    return "\(value(estimate)) (\(range(estimate)))"
  }

  /// The range, or nothing for a figure that is zero in every draw.
  func rangeUnlessZero(_ estimate: Estimate) -> String {
    estimate.isExactlyZero ? "" : range(estimate)
  }

  /// The range from the 5% to the 95% point over draws, to two digits of its width.
  public func range(_ estimate: Estimate) -> String {
    let width = estimate.p95 - estimate.p05
    let step =
      width.isFinite && width > 0
      ? FigureText.step(of: width)
      : FigureText.step(of: estimate.p05.isFinite ? estimate.p05.magnitude : 0)
    return "\(text(FigureText.near(estimate.p05, step), step: step)) to "
      + text(FigureText.near(estimate.p95, step), step: step)
  }

  /// The digits of a figure that can be told apart from zero, or that has no error.
  private func resolved(_ estimate: Estimate) -> (step: Double, value: Double, error: Double)? {
    if estimate.isExactlyZero { return (0, 0, 0) }
    guard estimate.isResolved, let seen = estimate.seen else { return nil }
    return (seen.step, seen.value, seen.error)
  }

  /// A tenth of the greatest power of ten that is not above a width: two digits of it.
  static func step(of width: Double) -> Double {
    guard width > 0, width.isFinite else { return 0 }
    var step = 0.1
    while step * 100 <= width { step *= 10 }
    while step * 10 > width, step > 1e-9 { step /= 10 }
    return step
  }

  /// A number to three digits.
  static func threeDigits(_ value: Double) -> Double {
    near(value, step(of: value.magnitude) / 10)
  }

  /// The multiple of a step that is nearest to a number, halves away from zero.
  static func near(_ value: Double, _ step: Double) -> Double {
    guard step > 0, value.isFinite else { return value }
    let steps = (value.magnitude / step + 0.5).rounded(.down)
    let rounded = step >= 1 ? steps * step : steps / (1 / step + 0.5).rounded(.down)
    return value < 0 ? -rounded : rounded
  }

  /// A number already rounded to a step; without one, to three digits.
  func text(_ value: Double, step: Double) -> String {
    guard value.isFinite else { return value < 0 ? "no least" : "no limit" }
    var (value, step) = (value, step)
    let isExact = step == 0
    if isExact {
      step = FigureText.step(of: value.magnitude) / 10
      if value.magnitude < 1000, step < 1, value == value.rounded() { step = 1 }
      value = FigureText.near(value, step)
    }
    let unit = Unit(of: value, step: step, kind)
    var text = digits(value, step, unit)
    if isExact, kind != .money || !unit.word.isEmpty, text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    let isZero = !text.contains { $0.isNumber && $0 != "0" }
    return (isZero ? (kind == .money ? sign : "") : prefix(value)) + text + unit.word
  }

  private func prefix(_ value: Double) -> String {
    (value < 0 ? "-" : "") + (kind == .money ? sign : "")
  }

  /// The digits of the size of a number in a unit, to a step.
  private func digits(_ value: Double, _ step: Double, _ unit: Unit) -> String {
    var places = step > 0 ? decimals(of: step / unit.size) : 0
    if kind == .money, unit.size == 1, places > 0 { places = max(places, currency.places) }
    let text = plain(value.magnitude / unit.size, places: min(places, 9))
    let parts = text.split(separator: ".")
    let whole = grouped(UInt64(parts[0]) ?? 0)
    return parts.count > 1 ? "\(whole).\(parts[1])" : whole
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

  /// The unit in which large sums are said.
  private struct Unit {
    let size: Double
    let word: String

    init(of value: Double, step: Double, _ kind: Kind) {
      guard kind == .money, value.magnitude >= 1_000_000, step >= 1000 || step == 0 else {
        size = 1
        word = kind == .percent ? "%" : ""
        return
      }
      let isBillion = value.magnitude >= 1_000_000_000
      size = isBillion ? 1e9 : 1e6
      word = isBillion ? " billion" : " million"
    }
  }
}
