import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// What two draws share: the uncertain quantities, and all that follows from them.
final class PairModel {
  /// The run.
  let world: World
  /// Behaviour and outcomes.
  let model: BehaviourModel
  /// Their values in this pair.
  let tables: PairTables
  /// Parameter values, one set a regime.
  let values: [ParameterValues]
  /// The uncertain quantities as drawn.
  let uncertain: [Ratio]
  /// The level of prices.
  let prices: PriceLevel
  /// Geometric sums worked out so far.
  let sums: SumStore

  /// The model of a pair of draws, its tables in the store of the worker that carries it out.
  convenience init(
    _ world: World, _ model: BehaviourModel, pair: Int, quantities: UncertainDraws,
    tables: PairTables
  ) throws(SimulationError) {
    try self.init(world, model, uncertain: quantities.values(pair: pair), tables: tables)
  }

  /// The model under given values of the uncertain quantities.
  init(
    _ world: World, _ model: BehaviourModel, uncertain: [Ratio], tables: PairTables
  ) throws(SimulationError) {
    self.world = world
    self.model = model
    self.uncertain = uncertain
    values = zip(world.centralValues, world.redrawn).map { values, redrawn in
      values.redrawn(
        redrawn, uncertain: uncertain, until: world.horizon, factCount: world.plan.facts.count)
    }
    self.tables = tables
    tables.begin(values[0])
    prices = try PriceLevel(world, values[0])
    sums = SumStore(offers: world.offers.count, years: world.scenario.followsYears + 2)
  }

  /// The value of a table that may be missing.
  @inline(__always)
  func value(
    _ table: Int?, person: Int, year: Int = 0, offer: Int = 0, route: Int = 0,
    otherwise: Double = 0
  ) -> Double {
    guard let table else { return otherwise }
    return tables.value(table, person: person, year: year, offer: offer, route: route)
  }
}

/// The uncertain quantities of each pair of draws, correlated where the text says so.
///
/// x = F⁻¹(Φ(L·Φ⁻¹(u))), with u the quantities' uniforms, F their distributions and L the Cholesky factor
/// of the normal copula whose Spearman correlations are those of the text, ρ = 2·sin(π·r/6).
struct UncertainDraws: Sendable {
  private let quantities: [UncertainQuantity]
  private let shapes: [BoundedShape?]
  private let streams: [Randomness.Stream]
  private let factor: CholeskyFactor?

  /// Prepares to draw the uncertain quantities of a plan.
  /// - Throws: `SimulationError` if a distribution or the correlations are impossible.
  init(_ plan: FundingPlan, seed: UInt64) throws(SimulationError) {
    quantities = plan.uncertain
    var shapes: [BoundedShape?] = []
    for quantity in plan.uncertain {
      guard let shape = BoundedShape(quantity.shape, bounds: quantity.bounds) else {
        throw SimulationError(
          "`\(quantity.name)` has settings that no distribution of its family can have")
      }
      shapes.append(shape)
    }
    self.shapes = shapes
    streams = plan.uncertain.map { Randomness.Stream("uncertain/" + $0.name, seed: seed) }
    let count = plan.uncertain.count
    var matrix = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0.0 } }
    var correlated = false
    for (row, quantity) in plan.uncertain.enumerated() {
      for partner in quantity.movesWith {
        let correlation = normalCorrelation(rank: partner.rankCorrelation)
        matrix[row][partner.quantity] = correlation
        matrix[partner.quantity][row] = correlation
        correlated = true
      }
    }
    factor = correlated ? CholeskyFactor(matrix) : nil
    if correlated && factor == nil {
      throw SimulationError("no distribution can have the correlations that the parameters ask for")
    }
  }

  /// The values in a pair: shares and numbers in whole parts per million, money in whole pence.
  func values(pair: Int) -> [Ratio] {
    var uniforms = streams.map { $0.uniform(draw: UInt32(pair), identity: 0) }
    if let factor {
      uniforms = factor.correlated(uniforms.map(Elementary.inverseNormalCDF))
        .map(Elementary.normalCDF)
    }
    return zip(shapes, uniforms).map { shape, uniform in
      Ratio(millionthsOf: shape?.quantile(uniform) ?? 0).reduced
    }
  }
}

/// The level of prices by year, one on the scenario's first day.
///
/// P(y+1) = P(y)·(1 + index(y)), the index read on the anniversary of the first day; between two
/// anniversaries the level lies on the straight line. Money that is paid follows it; only what is
/// stated in prices of the price date is divided by it.
struct PriceLevel: Sendable {
  private let origin: CivilDate
  private let levels: [Double]
  /// How many years before the first day it reaches.
  private let before: Int
  /// The level on the day in whose prices real sums are.
  private var priceDay = 1.0

  /// The level of prices under given values; one throughout where no index is named.
  init(_ world: World, _ values: ParameterValues) throws(SimulationError) {
    origin = world.scenario.from
    let priceDate = world.scenario.priceDate ?? origin
    before = max(4, origin.year - priceDate.year + 1)
    let count = max(world.scenario.followsYears + 20, priceDate.year - origin.year + 2)
    var levels = Array(repeating: 1.0, count: count + before + 1)
    guard let index = world.scenario.priceIndex else {
      self.levels = levels
      return
    }
    let frame = Frame(count: world.plan.facts.count)
    let first = origin.monthNumber
    func rate(_ year: Int) -> Double {
      let day = CivilDate.first(ofMonth: max(12, first + 12 * year))
      let here = Circumstances(frame: frame, values: values, date: day)
      return (try? here.value(of: index))?.double ?? 0
    }
    for year in 0..<count {
      levels[before + year + 1] =
        levels[before + year] * (try RunLimits.factor(rate(year), "prices"))
    }
    for year in 0..<before {
      levels[before - year - 1] =
        levels[before - year] / (try RunLimits.factor(rate(-year - 1), "prices"))
    }
    self.levels = levels
    priceDay = level(on: priceDate)
  }

  /// The level on a day against that of the price date.
  func levelAgainstPriceDate(on day: CivilDate) -> Double { level(on: day) / priceDay }

  /// The level on a day against that of the first day, by straight line within a year.
  func level(on day: CivilDate) -> Double {
    let years = Double(day.day - origin.day) / 365.25 + Double(before)
    let bounded = min(max(0, years), Double(levels.count - 2))
    let whole = Int(bounded)
    return levels[whole] + (levels[whole + 1] - levels[whole]) * (bounded - Double(whole))
  }
}
