import FundingRules
import FundingValues
import PolicyCompiler

/// The routes of a regime, with the classes of cases that each tells apart.
struct RouteReads: Sendable {
  /// By route, the classes of cases that it tells apart.
  let classes: [CaseClasses]
  /// Whether a route's payments rest on values drawn anew each pair.
  let isUncertain: [Bool]
  /// By route, the one account on whose balance alone its payments depend beside the case: nothing if
  /// it draws on none or on several, or if limits count what others or earlier courses used.
  let onlyAccount: [Int?]

  /// Finds what each route of a regime reads.
  init(_ world: World, regime: Int, cache: inout ClassCache) {
    let rules = world.plan.regimes[regime]
    var classes: [CaseClasses] = []
    var uncertain: [Bool] = []
    for route in rules.routes {
      var reads = Reads(rules)
      reads.read(route)
      reads.read(coursesOf: world.offers)
      classes.append(cache.classes(of: reads.facts, byYear: false))
      uncertain.append(reads.isUncertain)
    }
    self.classes = classes
    isUncertain = uncertain
    onlyAccount = rules.routes.map(rules.onlyAccount)
  }
}

/// Whether a route is closed for a course whoever takes it, as far as that was asked.
private enum Closed { case unknown, yes, no }

/// Outcomes worked out so far, by route, class, offer and day of start: one store a worker.
final class RouteOutcomes {
  private let world: World
  private let regime: Int
  private let reads: RouteReads
  private let numbers: [Int32]
  /// By route, the number of the outcome of each class and start, below zero where it is not worked out:
  /// made when the route is first asked about, and owned by this store alone.
  private var stores: [UnsafeMutablePointer<Int32>?]
  private let classOffsets: [Int]
  private let classYears: [Int]
  /// The same with nothing in the account that a route depends on, by route and place.
  private var emptyStores: [[Int: Int32]]
  private var outcomes: [RouteOutcome] = [.closed]
  /// By route and start, the outcomes of different terms: most classes have the same as some other.
  private var settled: [[[(terms: [StackTerms], number: Int32)]]]
  /// By route, whether some instrument gives money that is not the payment of a cost.
  private let gives: [Bool]
  private let boundless: CaseLedgers
  private let startOffsets: [Int]
  private let startCount: Int
  /// By route and start, whether it is closed to everybody, whoever they are; nothing until asked for.
  private var closedToAll: [Closed]
  /// By start, the most pence that the costs with help can come to on any route: nothing until asked for,
  /// and below zero where that depends on who it is.
  private var helpedCosts: [Int64?]
  private let helped: [Int]
  /// What tests of funds' orders came to that ask nothing of those who apply.
  var ranks: [RankKey: Bool] = [:]
  /// Pence drawn on periods of funds by outcome, offer and start, of outcomes that are kept here.
  var drawn: [DrawnKey: [FundDraw]] = [:]

  /// An empty store for a regime.
  init(_ prepared: PreparedRun, regime: Int) {
    world = prepared.world
    numbers = prepared.classNumbers
    self.regime = regime
    reads = prepared.routeReads[regime]
    let rules = world.plan.regimes[regime]
    boundless = .boundless(rules, LimitTable(rules))
    var offsets: [Int] = []
    var count = 0
    for offer in world.offers {
      offsets.append(count)
      count += offer.starts.count
    }
    startOffsets = offsets
    startCount = count
    stores = reads.classes.map { _ in nil }
    classOffsets = reads.classes.map(\.offset)
    classYears = reads.classes.map(\.years)
    emptyStores = stores.map { _ in [:] }
    settled = stores.map { _ in Array(repeating: [], count: count) }
    gives = rules.routes.map { route in
      route.named.contains { !rules.instruments[$0].gifts.isEmpty }
    }
    closedToAll = Array(repeating: .unknown, count: stores.count * count)
    helpedCosts = Array(repeating: nil, count: count)
    helped = Set(rules.routes.flatMap(\.stacks).filter { rules.settles($0) }.map(\.cost)).sorted()
  }

  /// Forgets what rested on the values of the last pair.
  func beginPair() {
    helpedCosts = Array(repeating: nil, count: startCount)
    ranks = [:]
    for (route, uncertain) in reads.isUncertain.enumerated() where uncertain {
      forget(route)
      emptyStores[route] = [:]
      settled[route] = Array(repeating: [], count: startCount)
      for start in 0..<startCount { closedToAll[route * startCount + start] = .unknown }
    }
  }

  deinit { for route in stores.indices { forget(route) } }

  private func forget(_ route: Int) {
    stores[route]?.deallocate()
    stores[route] = nil
  }

  private func makeStore(_ route: Int) -> UnsafeMutablePointer<Int32> {
    let count = reads.classes[route].count * startCount
    let store = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, count))
    store.initialize(repeating: -1, count: count)
    stores[route] = store
    return store
  }

  /// What a route pays for a person's course.
  func outcome(
    route: Int, person: Int, year: Int, offer: Int, start: Int, values: ParameterValues
  ) -> RouteOutcome {
    if isClosedToAll(route, offer, start, values) { return outcomes[0] }
    let place = place(route, person, year, offer, start)
    let store = stores[route] ?? makeStore(route)
    let known = store[place]
    if known >= 0 { return outcomes[Int(known)] }
    let number = worked(route, person, year, offer, start, values)
    store[place] = number
    return outcomes[Int(number)]
  }

  /// The most pence that the costs with help can come to for whoever takes a course on any route; nothing
  /// where that depends on who it is.
  func mostHelped(offer: Int, start: Int, values: ParameterValues) -> Int64? {
    let place = startOffsets[offer] + start
    if let known = helpedCosts[place] { return known < 0 ? nil : known }
    var frame = Frame(count: world.plan.facts.count)
    world.fillCourse(
      &frame, offer: offer, start: world.offers[offer].starts[start], values: values,
      regime: regime)
    var sum: Int64 = 0
    for cost in helped {
      guard let pence = frame[cost]?.roundedHalfUp() else {
        sum = -1
        break
      }
      sum += max(0, pence)
    }
    helpedCosts[place] = sum
    return sum < 0 ? nil : sum
  }

  /// Whether a route is closed for a course whoever takes it.
  private func isClosedToAll(
    _ route: Int, _ offer: Int, _ start: Int, _ values: ParameterValues
  ) -> Bool {
    let place = route * startCount + startOffsets[offer] + start
    switch closedToAll[place] {
    case .unknown: break
    case .yes: return true
    case .no: return false
    }
    let found = world.settlement(
      regime: regime, route: route, of: nil, offer: offer, start: start, values: values,
      ledgers: boundless
    ).isClosed(route)
    closedToAll[place] = found ? .yes : .no
    return found
  }

  /// The one account on whose balance alone a route's payments depend beside the case.
  func onlyAccount(of route: Int) -> Int? { reads.onlyAccount[route] }

  /// What a route pays with nothing in the one account that it depends on, worked out once.
  func outcomeWithoutMoney(
    route: Int, person: Int, year: Int, offer: Int, start: Int, _ work: () -> RouteOutcome
  ) -> RouteOutcome {
    let place = place(route, person, year, offer, start)
    if let known = emptyStores[route][place] { return outcomes[Int(known)] }
    let found = work()
    emptyStores[route][place] = noted(found)
    return found
  }

  private func place(_ route: Int, _ person: Int, _ year: Int, _ offer: Int, _ start: Int) -> Int {
    let years = classYears[route]
    let first = classOffsets[route]
    let number = numbers[years == 0 ? first + person : first + person * years + year]
    return Int(number) * startCount + startOffsets[offer] + start
  }

  /// The number of an outcome among those kept; all that are closed share one.
  private func noted(_ outcome: RouteOutcome) -> Int32 {
    guard outcome.isOpen else { return 0 }
    outcomes.append(outcome)
    return Int32(outcomes.count - 1)
  }

  /// The number of the outcome of a case.
  private func worked(
    _ route: Int, _ person: Int, _ year: Int, _ offer: Int, _ start: Int,
    _ values: ParameterValues
  ) -> Int32 {
    let settlement = world.settlement(
      regime: regime, route: route, of: (person, year), offer: offer, start: start, values: values,
      ledgers: boundless)
    let hasEmployer = world.population.people[person].firm >= 0
    let rules = world.plan.regimes[regime]
    let place = startOffsets[offer] + start
    var terms: [StackTerms] = []
    if !gives[route] {
      guard let own = try? settlement.terms(ofRoute: route, hasEmployer: hasEmployer) else {
        return 0
      }
      let known = settled[route][place].first { isSame(own, $0.terms, rules) }
      if let known { return known.number }
      terms = own
    }
    guard let quote = try? settlement.quote(route, hasEmployer: hasEmployer) else { return 0 }
    let number = noted(
      RouteOutcome(quote, route: rules.routes[route], rules: rules, isKept: true))
    if !gives[route] { settled[route][place].append((terms, number)) }
    return number
  }

  /// Whether some terms give one outcome: of costs that nobody helps with, only who pays them is kept.
  private func isSame(_ one: [StackTerms], _ other: [StackTerms], _ rules: RuleSet) -> Bool {
    one.elementsEqual(other) { $0.isSame(as: $1, costCounts: helped.contains($0.cost)) }
  }
}

extension RuleSet {
  /// The one account on whose balance alone a route's payments depend beside the case.
  fileprivate func onlyAccount(of route: Route) -> Int? {
    let used = (route.stacks.flatMap(\.instruments) + route.also).map { instruments[$0] }
    let limits = used.flatMap { instrument in
      instrument.payments.flatMap(\.shaping.limits) + instrument.gifts.flatMap(\.shaping.limits)
    }
    guard limits.allSatisfy({ $0.scope == .course }) else { return nil }
    var accounts: Set<Int> = []
    for instrument in used {
      switch instrument.source {
      case .account(let account): accounts.insert(account)
      case .accountOfAnother: return nil
      case .party, .fund: continue
      }
    }
    return accounts.count == 1 ? accounts.first : nil
  }
}

extension World {
  /// Quotes a route by the scalar reference; nothing if a fact it needs is not there.
  func quote(
    regime: Int, route: Int, person: Int, year: Int, offer: Int, start: Int,
    values: ParameterValues, ledgers: CaseLedgers
  ) -> RouteQuote? {
    let settlement = settlement(
      regime: regime, route: route, of: (person, year), offer: offer, start: start, values: values,
      ledgers: ledgers)
    let hasEmployer = population.people[person].firm >= 0
    return try? settlement.quote(route, hasEmployer: hasEmployer)
  }

  /// All that settles a route for a course of a person in a year, or of nobody in particular.
  func settlement(
    regime: Int, route: Int, of someone: (person: Int, year: Int)?, offer: Int, start: Int,
    values: ParameterValues, ledgers: CaseLedgers
  ) -> RouteSettlement {
    let day = offers[offer].starts[start]
    var here = Circumstances(
      frame: Frame(count: plan.facts.count), values: values, date: day)
    if let (person, year) = someone {
      population.fill(&here.frame, person: person, yearsOn: year)
    }
    fillCourse(&here.frame, offer: offer, start: day, values: values, regime: regime)
    fillRoute(&here.frame, plan.regimes[regime].routes[route])
    here.derive(plan.regimes[regime].derived)
    if let fact = numbers.application { here.frame[fact] = Ratio(Int64(day.day)) }
    var settlement = RouteSettlement(
      rules: plan.regimes[regime], here: here, application: day, ledgers: ledgers)
    settlement.instalments = offers[offer].dues[start]
    return settlement
  }
}

extension OfferCalendar {
  /// The parts in which a course's costs fall due, and their days.
  func dues(from start: CivilDate) -> Instalments {
    if let number = self.start(after: start), starts[number] == start { return dues[number] }
    return Instalments(count: instalments, first: start)
  }
}
