import FundingRules
import FundingValues
import PolicyCompiler

/// The costs that no instrument helps with on some route, worked out once for everyone.
struct PlainCosts: Sendable {
  /// The numbers of the costs' facts, in order.
  private let facts: [Int]
  /// Pence by cost and offer: one for everybody, or one a person.
  private let columns: [[Int64]]
  private let offers: Int

  /// Works out the costs of every offer and person under given values.
  init(
    _ plan: FundingPlan, _ offers: [OfferCalendar], _ population: Population,
    _ values: ParameterValues, _ day: CivilDate
  ) {
    let costs = Set(
      plan.regimes.flatMap { rules in
        rules.routes.flatMap(\.stacks).filter { !rules.settles($0) }.map(\.cost)
      })
    facts = costs.sorted()
    self.offers = offers.count
    columns = facts.flatMap { cost in
      offers.map { PlainCosts.column(of: cost, $0, plan, population, values, day) }
    }
  }

  private static func column(
    of cost: Int, _ offer: OfferCalendar, _ plan: FundingPlan, _ population: Population,
    _ values: ParameterValues, _ day: CivilDate
  ) -> [Int64] {
    guard let found = offer.facts.first(where: { $0.fact == cost }),
      case .formula(let formula) = found.source
    else { return [0] }
    var reads = Reads(plan.regimes[0])
    reads.read(formula)
    let personal = !reads.facts.isDisjoint(
      with: population.learnerFacts + population.employerFacts)
    var here = Circumstances(
      frame: Frame(count: plan.facts.count), values: values, date: day)
    return (0..<(personal ? population.people.count : 1)).map { person in
      if personal { population.fill(&here.frame, person: person, yearsOn: 0) }
      return max(0, (try? here.value(of: formula))?.roundedHalfUp() ?? 0)
    }
  }

  /// A cost in whole pence, for a person and an offer; nought for a cost that is not among them.
  func cost(_ fact: Int, person: Int, offer: Int) -> Int64 {
    guard let place = facts.firstIndex(of: fact) else { return 0 }
    let column = place * offers + offer
    return columns[column].count == 1 ? columns[column][0] : columns[column][person]
  }

  /// The sum of all costs in pence, for a person and an offer; whole pence below 2^53 add exactly, so
  /// the order of the costs does not show.
  func sum(person: Int, offer: Int) -> Double {
    var sum = 0.0
    var column = offer
    while column < columns.count {
      sum += Double(columns[column].count == 1 ? columns[column][0] : columns[column][person])
      column += offers
    }
    return sum
  }
}
