import FundingRules
import FundingValues
import PolicyCompiler

/// A formula or a test of behaviour, with the classes of cases that it tells apart.
struct Tabulated: Sendable {
  enum Source: Sendable {
    case formula(Formula)
    case condition(Condition)
    /// A formula with the quote's gain and cost set to given pence.
    case sponsored(Formula, gain: Int64, cost: Int64)
  }
  let source: Source
  let classes: CaseClasses
  let perOffer: Bool
  let perRoute: Bool
  /// Where its cells begin in a pair's store.
  let offset: Int
  let offers: Int
  let routes: Int

  /// How many cells it has.
  var cells: Int { classes.count * (perOffer ? offers : 1) * (perRoute ? routes : 1) }
}

/// Everything that behaviour and outcomes ask about a case, tabulated by class.
struct BehaviourTables: Sendable {
  private(set) var tables: [Tabulated] = []
  private(set) var cellCount = 0
  let routeNames: [String]

  init(_ world: World) {
    routeNames = world.plan.facts.categories["route"] ?? []
  }

  /// Adds a table and gives its number.
  mutating func add(_ source: Tabulated.Source, _ world: World, _ cache: inout ClassCache) -> Int {
    let rules = world.plan.regimes[0]
    var reads = FactReads(rules)
    switch source {
    case .formula(let formula), .sponsored(let formula, _, _): reads.add(formula)
    case .condition(let condition): reads.add(condition)
    }
    let names = world.plan.facts.names
    let perOffer = reads.facts.contains { names[$0].hasPrefix("course.") }
    if perOffer {
      for offer in world.offers {
        for fact in offer.facts where reads.facts.contains(fact.fact) {
          if case .formula(let formula) = fact.source { reads.add(formula) }
        }
      }
    }
    let perRoute = reads.facts.contains { names[$0].hasPrefix("route.") }
    let last = world.yearStarts.last?.adding(months: 12) ?? world.scenario.to
    let byYear = reads.changes(between: world.scenario.from, and: last)
    let table = Tabulated(
      source: source, classes: cache.classes(of: reads.facts, byYear: byYear),
      perOffer: perOffer, perRoute: perRoute, offset: cellCount, offers: world.offers.count,
      routes: max(1, routeNames.count))
    tables.append(table)
    cellCount += table.cells
    return tables.count - 1
  }
}

/// The tables' values in one pair of draws, worked out when first asked for.
final class PairTables {
  private let world: World
  private let tables: BehaviourTables
  private let values: ParameterValues
  /// Owned by this store alone; not-a-number where nothing has been asked yet.
  private let cells: UnsafeMutablePointer<Double>

  init(_ world: World, _ tables: BehaviourTables, values: ParameterValues) {
    self.world = world
    self.tables = tables
    self.values = values
    cells = .allocate(capacity: max(1, tables.cellCount))
    cells.initialize(repeating: .nan, count: max(1, tables.cellCount))
  }

  deinit { cells.deallocate() }

  /// The value of a table for a person, a year, an offer and a route; tests give one or nought.
  func value(_ table: Int, person: Int, year: Int, offer: Int = 0, route: Int = 0) -> Double {
    let it = tables.tables[table]
    var place = it.classes.number(person: person, year: year)
    if it.perOffer { place = place * it.offers + offer }
    if it.perRoute { place = place * it.routes + route }
    let known = cells[it.offset + place]
    if !known.isNaN { return known }
    let found = worked(it, person, year, offer, route)
    cells[it.offset + place] = found
    return found
  }

  /// The least and the greatest value of a table over all cases, for an offer.
  func range(_ table: Int, offer: Int) -> (least: Double, greatest: Double) {
    var least = Double.infinity
    var greatest = -Double.infinity
    for each in tables.tables[table].classes.representatives {
      let value = self.value(
        table, person: Int(each.person), year: Int(each.year), offer: offer)
      least = min(least, value)
      greatest = max(greatest, value)
    }
    return (least, greatest)
  }

  private func worked(
    _ table: Tabulated, _ person: Int, _ year: Int, _ offer: Int, _ route: Int
  ) -> Double {
    let day = max(world.yearStarts[year], world.scenario.from)
    var frame = world.frame(person: person, year: year)
    if table.perOffer, !world.offers.isEmpty {
      let start = world.offers[offer].start(after: day).map { world.offers[offer].starts[$0] }
      world.fillCourse(&frame, offer: offer, start: start ?? day, values: values)
    }
    if table.perRoute, let fact = world.numbers.routeName {
      frame[fact] = Ratio(Int64(route))
    }
    var here = Circumstances(frame: frame, values: values, date: day)
    world.plan.regimes[0].derive(&here.frame, values: values, on: day)
    switch table.source {
    case .formula(let formula): return (try? here.value(of: formula))?.double ?? 0
    case .condition(let test): return (try? here.holds(test)) == true ? 1 : 0
    case .sponsored(let formula, let gain, let cost):
      if let fact = world.plan.facts["quote.employer-gain"] { here.frame[fact] = Ratio(gain) }
      if let fact = world.plan.facts["quote.employer-cost"] { here.frame[fact] = Ratio(cost) }
      return (try? here.value(of: formula))?.double ?? 0
    }
  }
}
