import FundingRules
import FundingValues
import PolicyCompiler

extension World {
  /// Refuses evidence and offers that a life in a run does not follow, and says how to go on.
  static func refuseWhatIsNotFollowed(
    _ plan: FundingPlan, _ scenario: ScenarioPlan
  ) throws(SimulationError) {
    for offer in scenario.offers {
      try refuse(offer, scenario, plan)
    }
    let hasBreaks = scenario.offers.contains { $0.breaksAfter != nil }
    if let clause = plan.outcomes?.breaks.first, !hasBreaks {
      throw SimulationError(
        "\(clause.place): `\(clause.text)` waits for a break, and no offer of this scenario has one: "
          + "give one `breaks after each`, or take the clause out")
    }
    let pay = plan.facts["learner.earnings"]
    for (fact, clause) in plan.outcomes?.moved ?? [] where fact != pay {
      throw SimulationError(
        "\(clause.place): `\(clause.text)` moves `\(plan.facts.names[fact])`, but a run follows pay "
          + "alone: name `learner.earnings`, or take the clause out")
    }
  }

  /// Refuses a route that reads a fact of a past period which somebody's population does not say.
  func refuseUnsaidPast() throws(SimulationError) {
    let names = plan.facts.names
    for rules in plan.regimes {
      let derived = Set(rules.derived.map(\.fact))
      for route in rules.routes {
        var reads = Reads(rules)
        reads.read(route)
        for fact in reads.facts.sorted()
        where names[fact].contains(" in the last ") && !derived.contains(fact) {
          let isOfFirm = names[fact].hasPrefix("employer.")
          let isSaid = population.people.indices.allSatisfy { person in
            isOfFirm && population.people[person].firm < 0
              || population.held(fact, by: person) != nil
          }
          if isSaid { continue }
          throw SimulationError(
            "route `\(route.name)` of `\(rules.name)` reads `\(names[fact])`, which a population of this "
              + "scenario does not say: add `\(names[fact]) is` and a value to it")
        }
      }
    }
  }

  /// Refuses an offer that leads towards an award whose credits are at a higher level than its own.
  private static func refuse(
    _ offer: OfferPlan, _ scenario: ScenarioPlan, _ plan: FundingPlan
  ) throws(SimulationError) {
    guard let number = offer.towards, let fact = plan.facts["course.level"],
      let given = offer.facts.first(where: { $0.fact == fact }),
      case .formula(let formula) = given.source, let level = formula.constant
    else { return }
    let award = scenario.awards[number]
    let least = award.buildsOn.map { min(award.level, scenario.awards[$0].level) } ?? award.level
    guard level < Ratio(Int64(least)) else { return }
    throw SimulationError(
      "offer `\(offer.name)` leads towards `\(award.name)`, whose credits are at level \(least), but "
        + "its `course.level` is \(level.floor()): give it that level, or another award")
  }
}
