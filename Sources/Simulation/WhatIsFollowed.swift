import FundingRules
import FundingValues
import PolicyCompiler

extension World {
  /// Refuses evidence and offers that a life in a run does not follow, and says how to go on.
  static func refuseWhatIsNotFollowed(
    _ plan: FundingPlan, _ scenario: ScenarioPlan
  ) throws(SimulationError) {
    for offer in scenario.offers {
      if offer.breaksAfter != nil {
        throw SimulationError(
          "`breaks after each` of offer `\(offer.name)` is not followed: in a run nobody steps off; "
            + "take the line out")
      }
      try refuse(offer, scenario, plan)
    }
    if let clause = plan.outcomes?.breaks.first {
      throw SimulationError(
        "\(clause.place): `\(clause.text)` is not followed: in a run a learner completes or withdraws; "
          + "take the clause out")
    }
    let pay = plan.facts["learner.earnings"]
    for (fact, clause) in plan.outcomes?.moved ?? [] where fact != pay {
      throw SimulationError(
        "\(clause.place): `\(clause.text)` moves `\(plan.facts.names[fact])`, but a run follows pay "
          + "alone: name `learner.earnings`, or take the clause out")
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
