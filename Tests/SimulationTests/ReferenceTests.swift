import FundingRules
import FundingValues
import PolicyCompiler
import TestSupport
import Testing

@testable import Simulation

/// What is worked out once for a class of people, against the scalar reference for each person.
@Suite("Law 9: classes of cases and the scalar reference agree to the penny")
struct ReferenceTests {
  private static let plan: Result<FundingPlan, any Error> = Result { try Example.smallPlan() }

  /// A reading of a quote in which every line, its uses and its limit count.
  private static func lines(_ outcome: RouteOutcome) -> [String] {
    outcome.costs.map { "\($0.costName) \($0.total)" }
      + outcome.costs.flatMap(\.lines).map { line in
        let uses = line.uses.map { "\($0.limit): \($0.amount.reduced)" }
        return "\(line.kind) \(line.party) \(line.instrument ?? -1) \(line.amount) \(uses)"
      }
      + outcome.receipts.map { "\($0.instrument) gives \($0.amount) \($0.times) times" }
      + outcome.funds.map { "fund \($0.fund): \($0.pence)" }
      + outcome.plain.map { "plain \($0.cost) of \($0.party)" }
      + [
        "\(outcome.isOpen) \(outcome.learnerPays) \(outcome.employerPays) \(outcome.grant) "
          + "\(outcome.loan) \(outcome.levy) \(outcome.usesEmployerRoom)"
      ]
  }

  @Test("what a route pays, for every third person, every course and every route", arguments: 0..<4)
  func routes(regime: Int) throws {
    let plan = try ReferenceTests.plan.get()
    let prepared = try PreparedRun(plan, seed: 1)
    let world = prepared.world
    let outcomes = RouteOutcomes(prepared, regime: regime)
    let values = world.centralValues[regime]
    let rules = plan.regimes[regime]
    let boundless = CaseLedgers.boundless(rules, LimitTable(rules))
    var open = 0
    let fault = firstFault(among: world.population.people.indices) { person in
      for offer in world.offers.indices {
        let start = (person * 7) % min(9, world.offers[offer].starts.count)
        let year = start * 3 / 9
        for route in rules.routes.indices {
          // Only those who have an employer are ever asked about a route that needs one.
          if rules.routes[route].needsEmployer, world.population.people[person].firm < 0 {
            continue
          }
          let found = outcomes.outcome(
            route: route, person: person, year: year, offer: offer, start: start, values: values)
          if person % 3 != 0 { continue }
          let quote = world.quote(
            regime: regime, route: route, person: person, year: year, offer: offer, start: start,
            values: values, ledgers: boundless)
          let own = quote.map { RouteOutcome($0, route: rules.routes[route], rules: rules) }
          if found.isOpen { open += 1 }
          let isSame =
            own.map { $0.isOpen == found.isOpen } ?? !found.isOpen
            && (!found.isOpen || own.map(ReferenceTests.lines) == ReferenceTests.lines(found))
          if !isSame { return "person \(person), route \(route), offer \(offer), start \(start)" }
        }
      }
      return nil
    }
    #expect(fault == nil)
    #expect(open > 1_000)
  }

  @Test("what evidence says of a person, whoever of their class was asked about before")
  func tables() throws {
    let world = try World(try ReferenceTests.plan.get(), seed: 1)
    var cache = ClassCache(world)
    let model = try BehaviourModel(world, &cache)
    let numbers = cache.numbers
    let shared = PairTables(world, model.tables, numbers: numbers)
    let years = world.yearStarts.indices
    func answers(_ person: Int, _ tables: PairTables) -> [Double] {
      model.tables.tables.indices.flatMap { table in
        world.offers.indices.flatMap { offer in
          [0, years.count - 1].map {
            tables.value(table, person: person, year: $0, offer: offer, route: offer)
          }
        }
      }
    }
    for person in world.population.people.indices.reversed() { _ = answers(person, shared) }
    let fault = firstFault(
      among: stride(from: 0, to: world.population.people.count, by: 23)
    ) { person in
      let alone = PairTables(world, model.tables, numbers: numbers)
      return answers(person, shared) == answers(person, alone) ? nil : "person \(person)"
    }
    #expect(fault == nil)
    #expect(model.tables.tables.count > 20)
  }

  @Test("costs that no instrument helps with are the person's own")
  func plainCosts() throws {
    let plan = try ReferenceTests.plan.get()
    let world = try World(plan, seed: 1)
    let wages = try #require(plan.facts["course.release-wages"])
    let values = world.centralValues[0]
    var amounts = Set<Int64>()
    let fault = firstFault(among: world.population.people.indices) { person in
      for offer in world.offers.indices {
        var frame = world.frame(person: person, year: 0)
        world.fillCourse(&frame, offer: offer, start: world.scenario.from, values: values)
        let found = world.cost(wages, person: person, offer: offer)
        amounts.insert(found)
        if frame[wages] != Ratio(found) { return "person \(person): \(found)" }
      }
      return nil
    }
    #expect(fault == nil)
    #expect(amounts.count > 500)
  }

  @Test("law 7: instalments sum to the amount, and four units to a year's fee")
  func instalments() throws {
    let world = try World(try ReferenceTests.plan.get(), seed: 1)
    var numbers = SeededNumbers(seed: 8)
    let fault = firstFault(among: 0..<5_000) { _ in
      let pence = numbers.whole(0...3_000_000)
      for offer in world.offers {
        let dues = offer.dues(from: offer.starts[0]).dues
        let parts = dues.map { $0.part.of(pence) }
        let holds =
          parts.reduce(0, +) == pence && (parts.max() ?? 0) - (parts.min() ?? 0) <= 1
          && dues.reduce(.zero) { $0 + $1.part.share } == .one
        if !holds { return "\(offer.plan.name): \(pence)" }
      }
      return nil
    }
    #expect(fault == nil)
  }
}
