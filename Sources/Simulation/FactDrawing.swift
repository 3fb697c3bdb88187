import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

extension UncertainShape {
  /// The distribution as an inverse function of a uniform, or nothing if its settings are impossible.
  var shape: Shape? {
    switch self {
    case .uniform(let low, let high): .uniform(low: low, high: high)
    case .normal(let mean, let sd): .normal(mean: mean, standardDeviation: sd)
    case .lognormal(let median, let topDecile): .lognormal(median: median, topDecile: topDecile)
    case .lognormalMean(let mean, let sd): .lognormal(mean: mean, standardDeviation: sd)
    case .triangular(let low, let mode, let high): .triangular(low: low, mode: mode, high: high)
    case .beta(let mean, let sd): .beta(mean: mean, standardDeviation: sd)
    case .power(let low, let high, let exponent):
      .power(low: low, high: high, exponent: exponent)
    case .fixed(let value): .fixed(value)
    }
  }
}

/// Draws from a distribution within bounds, if there are any.
struct BoundedShape: Sendable {
  /// The distribution.
  let shape: Shape
  /// Its bounds, if it has any.
  let bounds: (low: Double, high: Double)?

  /// A distribution that has been checked, or nothing if its settings are impossible.
  init?(_ written: UncertainShape, bounds: (Ratio, Ratio)?) {
    guard let shape = written.shape, shape.isValid else { return nil }
    self.shape = shape
    self.bounds = bounds.map { ($0.0.double, $0.1.double) }
  }

  /// The value at a uniform.
  func quantile(_ u: Double) -> Double {
    guard let bounds else { return shape.quantile(u) }
    return shape.quantile(u, between: bounds.low, and: bounds.high)
  }
}

/// The facts of one population that vary, and how they move together.
///
/// x = F⁻¹(Φ(L·Φ⁻¹(u))): uniforms joined by a normal copula, then each fact's own distribution.
struct FactDrawing {
  private let population: PopulationPlan
  private let shapes: [BoundedShape?]
  private let streams: [Randomness.Stream]
  private let varying: [Int]
  private let factor: CholeskyFactor?

  /// Prepares to draw the facts of a population.
  /// - Throws: `SimulationError` if a distribution or the correlations are impossible.
  init(_ population: PopulationPlan, seed: UInt64, facts: FactTable) throws(SimulationError) {
    self.population = population
    var shapes: [BoundedShape?] = []
    var varying: [Int] = []
    for (index, fact) in population.facts.enumerated() {
      let name = facts.names[fact.fact]
      switch fact.source {
      case .formula: shapes.append(nil)
      case .choice:
        shapes.append(nil)
        varying.append(index)
      case .varies(let written, let bounds, _):
        guard let shape = BoundedShape(written, bounds: bounds) else {
          throw SimulationError(
            "the distribution of `\(name)` in population `\(population.name)` has settings that no "
              + "distribution of its family can have")
        }
        shapes.append(shape)
        varying.append(index)
      }
    }
    self.shapes = shapes
    self.varying = varying
    streams = population.facts.map {
      Randomness.Stream("population/\(population.name)/\(facts.names[$0.fact])", seed: seed)
    }
    factor = try FactDrawing.factor(of: population, varying)
  }

  private static func factor(
    of population: PopulationPlan, _ varying: [Int]
  ) throws(SimulationError) -> CholeskyFactor? {
    var matrix = varying.map { row in varying.map { $0 == row ? 1.0 : 0.0 } }
    var correlated = false
    for (row, index) in varying.enumerated() {
      for partner in population.facts[index].movesWith {
        guard let column = varying.firstIndex(where: { population.facts[$0].fact == partner.fact })
        else { continue }
        let correlation = normalCorrelation(rank: partner.rankCorrelation)
        matrix[row][column] = correlation
        matrix[column][row] = correlation
        correlated = true
      }
    }
    guard correlated else { return nil }
    guard let factor = CholeskyFactor(matrix) else {
      throw SimulationError(
        "no population can have the correlations asked for in `\(population.name)`")
    }
    return factor
  }

  /// The uniforms of one person or firm, by the index of the fact.
  func uniforms(of identity: UInt64) -> [Int: Double] {
    var result: [Int: Double] = [:]
    for index in varying {
      result[index] = streams[index].uniform(draw: .max, identity: identity)
    }
    guard let factor else { return result }
    let normals = varying.map { Elementary.inverseNormalCDF(result[$0] ?? 0.5) }
    for (place, normal) in factor.correlated(normals).enumerated() {
      result[varying[place]] = Elementary.normalCDF(normal)
    }
    return result
  }

  /// The value of a varying fact at a uniform, before any raking.
  func value(ofFact index: Int, at uniform: Double) -> Double {
    if case .choice(let options) = population.facts[index].source {
      return FactDrawing.chosen(options, at: uniform)
    }
    return shapes[index]?.quantile(uniform) ?? 0
  }

  private static func chosen(
    _ options: [(value: Int, weight: Ratio)], at uniform: Double
  ) -> Double {
    let total = options.reduce(0) { $0 + $1.weight.double }
    var left = uniform * total
    for option in options {
      left -= option.weight.double
      if left < 0 { return Double(option.value) }
    }
    return Double(options.last?.value ?? 0)
  }
}

/// Scales values so that they are whole, keep their bounds and sum to a total.
///
/// The scale is the largest for which Σ min(most, max(least, ⌊value·scale⌋)) does not pass the total, by
/// bisection; what is left goes to the largest fractional parts, one each (Hamilton's method).
func raked(_ values: [Double], to total: Int, low: Double, high: Double) -> [Int] {
  let least = Int(Int64(held: low.rounded(.up)))
  let most = max(least, Int(Int64(held: high.rounded(.down))))
  func whole(_ scale: Double) -> [Int] {
    values.map { min(most, max(least, Int(Int64(held: ($0 * scale).rounded(.down))))) }
  }
  var lower = 0.0
  var upper = 1.0
  while whole(upper).reduce(0, +) <= total, upper < 1e9 { upper *= 2 }
  for _ in 0..<80 {
    let middle = (lower + upper) / 2
    if whole(middle).reduce(0, +) <= total { lower = middle } else { upper = middle }
  }
  var result = whole(lower)
  var missing = total - result.reduce(0, +)
  let order = values.indices.sorted { a, b in
    let x = values[a] * lower - (values[a] * lower).rounded(.down)
    let y = values[b] * lower - (values[b] * lower).rounded(.down)
    return x == y ? a < b : x > y
  }
  while missing > 0 {
    let before = missing
    for index in order where missing > 0 && result[index] < most {
      result[index] += 1
      missing -= 1
    }
    if before == missing { break }
  }
  return result
}
