public import Analysis
import FundingValues
public import Quoting
import Simulation

/// The same comparison at several values of one parameter.
public struct Sweep: Sendable {
  /// The comparison at one value.
  public struct Point: Sendable {
    /// The value as it would be set.
    public let value: String
    /// What came of it.
    public let comparison: Comparison
    /// A point from its parts.
    public init(value: String, comparison: Comparison) {
      self.value = value
      self.comparison = comparison
    }
  }
  /// The parameter.
  public let parameter: String
  /// Its values, in the order in which they were asked for.
  public let points: [Point]
  /// Whether the points are steps along a frontier instead of values of the reader's own.
  public let isFrontier: Bool

  /// A sweep from its parts.
  public init(parameter: String, points: [Point], isFrontier: Bool) {
    self.parameter = parameter
    self.points = points
    self.isFrontier = isFrontier
  }

  /// What is told at each value.
  private static func figures(_ comparison: Comparison, _ regime: Int) -> [(Measure, Estimate?)] {
    let headline = comparison.headline(of: regime)
    let society = Measure(.gain, of: .society, .real(discountedBy: .society))
    return [
      (comparison.completersMeasure ?? Measure(.completions), headline.completers),
      (.publicSupport, headline.support),
      (.supportPerAdditional, headline.supportForEach),
      (society, comparison.netPresentValue(regime: regime)),
    ]
  }

  /// The lines below the answer: a column a value, or for a frontier a row a value.
  public var lines: [String] {
    guard let first = points.first?.comparison else { return [] }
    return first.regimes.indices.dropFirst().flatMap { regime in
      isFrontier ? frontier(regime) : columns(regime)
    }
  }

  private func columns(_ regime: Int) -> [String] {
    guard let first = points.first?.comparison else { return [] }
    var table = TextTable(
      "\(first.title(of: regime)), by \(parameter)", heads: points.map(\.value))
    let names = ["more completers", "more support", "for each more completer", "net present value"]
    for (place, name) in names.enumerated() {
      table.add(
        name,
        points.map { point in
          let (measure, estimate) = Sweep.figures(point.comparison, regime)[place]
          return estimate.map(first.words(measure).valueWithError) ?? ""
        })
    }
    return table.lines
  }

  private func frontier(_ regime: Int) -> [String] {
    guard let first = points.first?.comparison else { return [] }
    var table = TextTable(
      "\(first.title(of: regime)): completers against support, by \(parameter)",
      heads: ["more support", "more completers", "for each more completer"])
    for point in points {
      let told = Sweep.figures(point.comparison, regime)
      table.add(
        point.value,
        [told[1], told[0], told[2]].map { measure, estimate in
          estimate.map(first.words(measure).valueWithError) ?? ""
        })
    }
    return table.lines
  }

  /// Every figure at every value, one row each.
  public var table: CSVTable {
    var table = CSVTable(
      file: "sweep.csv", title: "Headline figures by the value of a parameter",
      columns: [
        .init("parameter", .string, "the parameter that is set"),
        .init("parameter_value", .string, "its value, as it would be set"),
      ] + CSVTable.longColumns)
    for point in points {
      let rows = LongRows(point.comparison)
      for regime in point.comparison.regimes.indices.dropFirst() {
        for (measure, estimate) in Sweep.figures(point.comparison, regime) {
          guard let estimate else { continue }
          table.add(
            [parameter, point.value]
              + rows.row(
                measure, estimate, regime: point.comparison.regimes[regime],
                baseline: point.comparison.regimes[0]))
        }
      }
    }
    return table
  }
}
