public import Simulation

/// The figures of a run: each regime's totals, and the paired differences from the baseline.
public struct Comparison: Sendable {
  /// One measure and its estimate.
  public struct Figure: Sendable {
    /// What is measured.
    public let measure: Measure
    /// What it comes to.
    public let estimate: Estimate
    /// A measure with its estimate.
    public init(_ measure: Measure, _ estimate: Estimate) {
      self.measure = measure
      self.estimate = estimate
    }
  }
  /// The run that was analysed.
  public let result: SimulationResult
  /// For each regime, every measure in order.
  public let totals: [[Figure]]
  /// For each regime but the baseline, every measure less the baseline's, in order.
  public let differences: [[Figure]]
  /// The measures of the whole run that any regime has, not broken down, by quantity and in order.
  let headlines: [Measure.Quantity: [Measure]]
  /// Every measure of each regime, with those that are sums of others, one value a draw.
  private let valuesByMeasure: [[Measure: [Int128]]]
  private let totalsByMeasure: [[Measure: Estimate]]
  private let differencesByMeasure: [[Measure: Estimate]]

  /// Works out all figures of a run.
  public init(_ result: SimulationResult) {
    self.result = result
    let uncertain = !result.uncertain.isEmpty
    let derived = result.regimes.map { $0.values.merging(supportPaid(in: $0)) { own, _ in own } }
    let totals = derived.map { Comparison.figures($0, result, uncertain) }
    var differences: [[Figure]] = []
    for values in derived.dropFirst() {
      let paired = Comparison.difference(values, derived[0], draws: result.draws)
      differences.append(Comparison.figures(paired, result, uncertain))
    }
    self.totals = totals
    valuesByMeasure = derived
    self.differences = differences
    var headlines: [Measure.Quantity: Set<Measure>] = [:]
    for figures in totals {
      for place in figures.indices where figures[place].measure.isHeadline {
        headlines[figures[place].measure.quantity, default: []].insert(figures[place].measure)
      }
    }
    self.headlines = headlines.mapValues { $0.sorted() }
    totalsByMeasure = totals.map(Comparison.table)
    differencesByMeasure = differences.map(Comparison.table)
  }

  /// The names of the regimes, the baseline first.
  public var regimes: [String] { result.regimes.map(\.name) }

  /// A regime's total of a measure.
  public func total(_ measure: Measure, regime: Int) -> Estimate? {
    totalsByMeasure.indices.contains(regime) ? totalsByMeasure[regime][measure] : nil
  }

  /// A regime's paired difference from the baseline; the baseline has none.
  public func difference(_ measure: Measure, regime: Int) -> Estimate? {
    differencesByMeasure.indices.contains(regime - 1)
      ? differencesByMeasure[regime - 1][measure] : nil
  }

  /// The exact values of a measure, one a draw; noughts where the regime has none.
  public func values(_ measure: Measure, regime: Int) -> [Int128] {
    valuesByMeasure[regime][measure] ?? Array(repeating: 0, count: result.draws)
  }

  /// The exact differences of a measure from the baseline, one a draw.
  public func differenceValues(_ measure: Measure, regime: Int) -> [Int128] {
    zip(values(measure, regime: regime), values(measure, regime: 0)).map { $0 - $1 }
  }

  private static func figures(
    _ values: [Measure: [Int128]], _ result: SimulationResult, _ uncertain: Bool
  ) -> [Figure] {
    values.keys.sorted().map { measure in
      Figure(
        measure,
        Estimate(
          values[measure] ?? [], perUnit: result.perUnit(of: measure), uncertain: uncertain))
    }
  }

  private static func table(_ figures: [Figure]) -> [Measure: Estimate] {
    Dictionary(figures.map { ($0.measure, $0.estimate) }) { first, _ in first }
  }

  /// The measures of two regimes, draw by draw; what one of them lacks counts as nought there.
  ///
  /// Classes of funded learners are told by the baseline already, so they have no difference.
  private static func difference(
    _ regime: [Measure: [Int128]], _ base: [Measure: [Int128]], draws: Int
  ) -> [Measure: [Int128]] {
    var result: [Measure: [Int128]] = [:]
    let none = [Int128](repeating: 0, count: draws)
    for measure in Set(regime.keys).union(base.keys) where !measure.isOfClass {
      let own = regime[measure] ?? none
      let other = base[measure] ?? none
      result[measure] = zip(own, other).map { $0 - $1 }
    }
    return result
  }
}

extension Measure {
  /// Whether the measure is told by what the same people do under the baseline.
  public var isOfClass: Bool { quantity.isAgainstBaseline }
}
