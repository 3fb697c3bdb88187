import FundingRules
import FundingValues
import PolicyCompiler

/// A formula or a test of behaviour, with the classes of cases that it tells apart.
struct Tabulated: Sendable {
  /// What is tabulated.
  enum Source: Sendable {
    case formula(Formula)
    case condition(Condition)
    /// A formula with the quote's gain and cost set to given pence.
    case sponsored(Formula, gain: Int64, cost: Int64)
  }
  /// The formula or the test.
  let source: Source
  /// The classes of cases that it tells apart.
  let classes: CaseClasses
  /// Whether it tells offers apart.
  let perOffer: Bool
  /// Whether it tells routes apart.
  let perRoute: Bool
  /// The facts that it reads, and whether what it reads changes within the run.
  let reads: (facts: Set<Int>, byYear: Bool)
  /// Whether it rests on values drawn anew in each pair of draws.
  let isUncertain: Bool
  /// The facts worked out from others that it reads, in their order.
  let derived: [DerivedFact]
  /// Where its cells begin in a store.
  let offset: Int
  /// How many offers there are.
  let offers: Int
  /// How many routes there are, by name.
  let routes: Int

  /// How many cells it has.
  var cells: Int { classes.count * (perOffer ? offers : 1) * (perRoute ? routes : 1) }
}

/// Where the cells of a table lie, as plain numbers: what a look-up needs and no more.
struct TableShape: Sendable {
  /// Where the table's classes begin in the list of class numbers.
  let classes: Int
  /// How many years each person has there, or nought.
  let years: Int
  /// Where its cells begin.
  let offset: Int
  /// How many cells lie between one offer and the next; nought if offers are alike.
  let offerCells: Int
  /// How many cells lie between one route and the next; nought if routes are alike.
  let routeCells: Int
  /// How many cells a class has.
  let cells: Int
  /// Where the greatest values over routes lie, for a table that tells routes apart.
  let greatest: Int

  /// The shape of a table, the greatest of whose cells lie from a place on.
  init(_ table: Tabulated, greatest: Int) {
    self.greatest = greatest
    classes = table.classes.offset
    years = table.classes.years
    offset = table.offset
    routeCells = table.perRoute ? 1 : 0
    let routes = table.perRoute ? table.routes : 1
    offerCells = table.perOffer ? routes : 0
    cells = (table.perOffer ? table.offers : 1) * routes
  }
}

/// Everything that behaviour and outcomes ask about a case, tabulated by class.
struct BehaviourTables: Sendable {
  /// The tables, by number.
  private(set) var tables: [Tabulated] = []
  /// How many cells they have together.
  private(set) var cellCount = 0
  /// The names of routes, by code.
  let routeNames: [String]

  /// No table yet.
  init(_ world: World) {
    routeNames = world.plan.facts.categories["route"] ?? []
  }

  /// Adds a table and gives its number.
  mutating func add(_ source: Tabulated.Source, _ world: World, _ cache: inout ClassCache) -> Int {
    let rules = world.plan.regimes[0]
    var reads = Reads(rules)
    switch source {
    case .formula(let formula), .sponsored(let formula, _, _): reads.read(formula)
    case .condition(let condition): reads.read(condition)
    }
    let names = world.plan.facts.names
    let perOffer = reads.facts.contains { names[$0].hasPrefix("course.") }
    if perOffer { reads.read(coursesOf: world.offers) }
    let perRoute = reads.facts.contains { names[$0].hasPrefix("route.") }
    let last = world.yearStarts.last?.adding(months: 12) ?? world.scenario.to
    let byYear = reads.changes(between: world.scenario.from, and: last)
    let table = Tabulated(
      source: source, classes: cache.classes(of: reads.facts, byYear: byYear),
      perOffer: perOffer, perRoute: perRoute, reads: (reads.facts, byYear),
      isUncertain: reads.isUncertain,
      derived: rules.derived.filter { reads.facts.contains($0.fact) }, offset: cellCount,
      offers: world.offers.count, routes: max(1, routeNames.count))
    tables.append(table)
    cellCount += table.cells
    return tables.count - 1
  }
}

/// The tables' values in one pair of draws, worked out when first asked for: one store a worker.
///
/// What rests on nothing uncertain is kept from pair to pair.
final class PairTables {
  private let world: World
  private let tables: BehaviourTables
  private let shapes: [TableShape]
  private let numbers: [Int32]
  private var values: ParameterValues
  private let blank: Frame
  private let gainFact: Int?
  private let costFact: Int?
  /// The cells of every table, then the greatest of each case's cells over routes for tables that tell
  /// routes apart. Owned by this store alone; not-a-number where nothing has been asked yet.
  private let cells: UnsafeMutablePointer<Double>
  private let cellCount: Int

  /// An empty store.
  init(_ world: World, _ tables: BehaviourTables, numbers: [Int32]) {
    self.world = world
    self.tables = tables
    self.numbers = numbers
    var count = tables.cellCount
    var shapes: [TableShape] = []
    for table in tables.tables {
      shapes.append(TableShape(table, greatest: count))
      if table.perRoute { count += table.cells / table.routes }
    }
    self.shapes = shapes
    cellCount = max(1, count)
    values = world.centralValues[0]
    blank = Frame(count: world.plan.facts.count)
    gainFact = world.plan.facts["quote.employer-gain"]
    costFact = world.plan.facts["quote.employer-cost"]
    cells = .allocate(capacity: cellCount)
    cells.initialize(repeating: .nan, count: cellCount)
  }

  deinit { cells.deallocate() }

  /// Takes the values of another pair of draws, and forgets what rested on those of the last.
  func begin(_ values: ParameterValues) {
    self.values = values
    for (table, shape) in zip(tables.tables, shapes) where table.isUncertain {
      (cells + shape.offset).update(repeating: .nan, count: table.cells)
      if table.perRoute {
        (cells + shape.greatest).update(repeating: .nan, count: table.cells / table.routes)
      }
    }
  }

  /// The value of a table for a person, a year, an offer and a route; tests give one or nought.
  @inline(__always)
  func value(_ table: Int, person: Int, year: Int, offer: Int = 0, route: Int = 0) -> Double {
    let shape = shapes[table]
    let place =
      shape.offset &+ number(shape, person, year) &* shape.cells &+ offer &* shape.offerCells
      &+ route &* shape.routeCells
    let known = cells[place]
    if !known.isNaN { return known }
    let found = worked(tables.tables[table], person, year, offer, route)
    cells[place] = found
    return found
  }

  /// The greatest value of a table over routes.
  func greatest(_ table: Int, person: Int, year: Int, offer: Int) -> Double {
    let shape = shapes[table]
    guard shape.routeCells > 0 else {
      return value(table, person: person, year: year, offer: offer)
    }
    let routes = tables.tables[table].routes
    let place =
      shape.greatest
      + (number(shape, person, year) * shape.cells + offer * shape.offerCells) / routes
    if !cells[place].isNaN { return cells[place] }
    var greatest = -Double.infinity
    for route in 0..<routes {
      greatest = max(
        greatest, value(table, person: person, year: year, offer: offer, route: route))
    }
    cells[place] = greatest
    return greatest
  }

  /// The number of the class of a case in a table, its offer and its route aside.
  func classNumber(_ table: Int, person: Int, year: Int) -> Int {
    number(shapes[table], person, year)
  }

  /// The number of the class of a case in a grouping.
  @inline(__always)
  func classNumber(_ classes: CaseClasses, person: Int, year: Int) -> Int {
    Int(numbers[classes.place(person: person, year: year)])
  }

  @inline(__always)
  private func number(_ shape: TableShape, _ person: Int, _ year: Int) -> Int {
    Int(
      numbers[
        shape.years == 0
          ? shape.classes &+ person : shape.classes &+ person &* shape.years &+ year])
  }

  /// Something worked out from a table's value, for each of its classes in turn.
  func byClass<Result>(_ table: Int, _ work: (_ person: Int, _ year: Int) -> Result) -> [Result] {
    tables.tables[table].classes.representatives.map { work(Int($0.person), Int($0.year)) }
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

  @inline(never)
  private func worked(
    _ table: Tabulated, _ person: Int, _ year: Int, _ offer: Int, _ route: Int
  ) -> Double {
    let day = max(world.yearStarts[year], world.scenario.from)
    var frame = blank
    world.population.fill(&frame, person: person, yearsOn: year)
    if table.perOffer, !world.offers.isEmpty {
      let start = world.offers[offer].start(after: day).map { world.offers[offer].starts[$0] }
      world.fillCourse(&frame, offer: offer, start: start ?? day, values: values, regime: 0)
    }
    if table.perRoute, let fact = world.numbers.routeName {
      frame[fact] = Ratio(Int64(route))
    }
    var here = Circumstances(frame: frame, values: values, date: day)
    here.derive(table.derived)
    switch table.source {
    case .formula(let formula): return (try? here.value(of: formula))?.double ?? 0
    case .condition(let test): return (try? here.holds(test)) == true ? 1 : 0
    case .sponsored(let formula, let gain, let cost):
      if let fact = gainFact { here.frame[fact] = Ratio(gain) }
      if let fact = costFact { here.frame[fact] = Ratio(cost) }
      return (try? here.value(of: formula))?.double ?? 0
    }
  }
}

extension Reads {
  /// Adds what the facts of courses that are read rest on, until nothing more is found.
  mutating func read(coursesOf offers: [OfferCalendar]) {
    var before = -1
    while before < facts.count {
      before = facts.count
      for fact in offers.flatMap(\.facts) where facts.contains(fact.fact) {
        if case .formula(let formula) = fact.source { read(formula) }
      }
    }
  }
}
