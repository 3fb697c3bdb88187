public import FundingRules
import FundingValues
public import PolicyCompiler
public import Simulation
import Statistics

/// The figure of a metric over all draws, with its error and ranges, in its own unit: the whole units of the
/// currency, a part of one, or a number.
///
/// A figure is a smooth function f of means over draws: of t over b in one regime, of a difference between two,
/// or of that over the first. With m the vector of means, x_d that of draw d and f′ the gradient at m, draw d
/// deviates by f′·(x_d − m), and the standard error is that of the mean of these (the delta method: Oehlert,
/// The American Statistician 46(1), 1992). Ranges are of f(x_d) where each draw has one, else of m with the
/// deviations. With `each`, a figure is the mean of the figures of the periods that lie whole within the run.
public struct MetricFigure: Sendable {
  /// The periods and levels that it is told apart by.
  public let cell: MetricValues.Cell
  /// The figure and its error.
  public let estimate: Estimate
}

/// A figure as a function of means over draws: its value, by how much each draw makes it deviate, and what it is
/// in each draw, if it is anything there.
struct MetricSeries {
  let value: Double
  let deviations: [Double]
  let draws: [Double]?

  /// The mean of numbers.
  init(mean numbers: [Double]) {
    var sum = 0.0
    for number in numbers { sum += number }
    let mean = numbers.isEmpty ? 0 : sum / Double(numbers.count)
    value = mean
    deviations = numbers.map { $0 - mean }
    draws = numbers
  }

  private init(value: Double, deviations: [Double], draws: [Double]?) {
    self.value = value
    self.deviations = deviations
    self.draws = draws
  }

  /// The difference of two.
  static func - (left: MetricSeries, right: MetricSeries) -> MetricSeries {
    MetricSeries(
      value: left.value - right.value,
      deviations: zip(left.deviations, right.deviations).map { $0 - $1 },
      draws: joined(left, right) { $0 - $1 })
  }

  /// The quotient of two; nothing where the divisor is nought.
  static func / (left: MetricSeries, right: MetricSeries) -> MetricSeries? {
    guard right.value != 0 else { return nil }
    let quotient = left.value / right.value
    let hasAll = right.draws?.allSatisfy { $0 != 0 && ($0 > 0) == (right.value > 0) } ?? false
    return MetricSeries(
      value: quotient,
      deviations: zip(left.deviations, right.deviations).map {
        ($0 - quotient * $1) / right.value
      }, draws: hasAll ? joined(left, right) { $0 / $1 } : nil)
  }

  /// The mean of several.
  static func mean(_ all: [MetricSeries]) -> MetricSeries? {
    guard let first = all.first else { return nil }
    var sum = first
    for next in all.dropFirst() {
      sum = MetricSeries(
        value: sum.value + next.value,
        deviations: zip(sum.deviations, next.deviations).map { $0 + $1 },
        draws: joined(sum, next) { $0 + $1 })
    }
    return sum.scaled(by: 1 / Double(all.count))
  }

  /// The series in another unit.
  func scaled(by factor: Double) -> MetricSeries {
    MetricSeries(
      value: value * factor, deviations: deviations.map { $0 * factor },
      draws: draws?.map { $0 * factor })
  }

  private static func joined(
    _ left: MetricSeries, _ right: MetricSeries, _ join: (Double, Double) -> Double
  ) -> [Double]? {
    guard let one = left.draws, let other = right.draws else { return nil }
    return zip(one, other).map(join)
  }

  /// The figure with its error and ranges.
  func estimate(uncertain: Bool) -> Estimate {
    let ranges = draws ?? deviations.map { value + $0 }
    return Estimate(value: value, deviations: deviations, ranges: ranges, uncertain: uncertain)
  }
}

extension SimulationResult {
  /// The figure of a metric of the run's plan in a regime, over all its periods; nothing where nobody is
  /// measured. The metric is given by its place among the plan's.
  public func figure(
    of metric: MetricPlan, at place: Int, regime: Int, levels: [String] = []
  ) -> Estimate? {
    let periods = metric.periods(from: from, to: to)
    let series = periods.compactMap {
      self.series(metric, place, regime, MetricValues.Cell(from: $0, levels: levels))
    }
    guard series.count == periods.count || metric.each != nil else { return nil }
    return MetricSeries.mean(series)?.scaled(by: 1 / metric.perUnit)
      .estimate(uncertain: !uncertain.isEmpty)
  }

  /// The figures of a metric in every cell that some regime has, in order.
  public func figures(
    of metric: MetricPlan, at place: Int, regime: Int
  ) -> [MetricFigure] {
    var cells: Set<MetricValues.Cell> = []
    for index in [0, regime] where regimes[index].metrics.indices.contains(place) {
      cells.formUnion(regimes[index].metrics[place].cells.keys)
    }
    return cells.sorted().compactMap { cell in
      guard let series = series(metric, place, regime, cell) else { return nil }
      return MetricFigure(
        cell: cell,
        estimate: series.scaled(by: 1 / metric.perUnit).estimate(uncertain: !uncertain.isEmpty))
    }
  }

  private func series(
    _ metric: MetricPlan, _ place: Int, _ regime: Int, _ cell: MetricValues.Cell
  ) -> MetricSeries? {
    let own = parts(metric, place, regime, cell)
    guard metric.isChange else { return own.top / own.bottom }
    let base = parts(metric, place, 0, cell)
    if metric.isRelative {
      guard let new = own.top / own.bottom, let old = base.top / base.bottom else { return nil }
      return (new - old) / old
    }
    if metric.forEach != nil { return (own.top - base.top) / (own.bottom - base.bottom) }
    guard let new = own.top / own.bottom, let old = base.top / base.bottom else { return nil }
    return new - old
  }

  /// What stands above the line and beneath it, draw by draw; a total that a regime lacks is nought there.
  private func parts(
    _ metric: MetricPlan, _ place: Int, _ regime: Int, _ cell: MetricValues.Cell
  ) -> (top: MetricSeries, bottom: MetricSeries) {
    let whole = Double(MetricValues.whole)
    let isSum =
      metric.forEach == nil && (metric.statistic == .total || metric.statistic == .count)
    let values = regimes[regime].metrics
    let found = values.indices.contains(place) ? values[place].cells[cell] : nil
    let tops = found?.tops.map { Double($0) / whole } ?? Array(repeating: 0, count: draws)
    let bottoms =
      isSum
      ? Array(repeating: 1, count: draws)
      : found?.bottoms.map { Double($0) / whole } ?? Array(repeating: 0, count: draws)
    return (MetricSeries(mean: tops), MetricSeries(mean: bottoms))
  }
}

extension MetricPlan {
  /// How many of what a run holds make one of the figure's own unit: pence in a pound.
  public var perUnit: Double { kind.isMoney ? 100 : 1 }
}

extension FactTable.Kind {
  /// Whether it is an amount of money.
  public var isMoney: Bool { self == .money || self == .moneyPerYear }
}
