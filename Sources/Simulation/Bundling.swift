import FundingRules
import FundingValues
import PolicyCompiler

/// A fact of a course on offer.
struct CourseFact: Sendable {
  /// The number of the fact.
  let fact: Int
  /// What it is, or is worked out from.
  let source: PopulationFact.Source
}

/// An offer as it is sold: one course, or small units put together until they reach a least size.
///
/// Money, credits, hours and lengths add; every other fact is that of the first unit. Rules see only
/// the bundle.
struct CourseBundle {
  /// The facts of the whole bundle.
  let facts: [CourseFact]
  /// How long it lasts, in years.
  let lasts: Formula

  /// The bundle of an offer.
  /// - Throws: `SimulationError` if a unit does not say how large it is.
  init(_ offer: OfferPlan, among offers: [OfferPlan], _ table: FactTable) throws(SimulationError) {
    guard let bundle = offer.bundle else {
      facts = offer.facts.map { CourseFact(fact: $0.fact, source: $0.source) }
      lasts = offer.lasts
      return
    }
    let units = try CourseBundle.units(offer, bundle, offers)
    lasts = CourseBundle.sum(of: units.map(\.lasts))
    facts = offer.facts.map { fact in
      guard CourseBundle.adds(table.kinds[fact.fact]) else {
        return CourseFact(fact: fact.fact, source: fact.source)
      }
      let parts = units.compactMap { CourseBundle.formula(of: fact.fact, in: $0) }
      return CourseFact(
        fact: fact.fact,
        source: parts.count == units.count
          ? .formula(CourseBundle.sum(of: parts)) : fact.source)
    }
  }

  private static func units(
    _ offer: OfferPlan, _ bundle: (with: [Int], minimum: Ratio, fact: Int), _ offers: [OfferPlan]
  ) throws(SimulationError) -> [OfferPlan] {
    let members = [offer] + bundle.with.map { offers[$0] }
    var chosen: [OfferPlan] = []
    var reached = Ratio.zero
    while reached < bundle.minimum, chosen.count < 100 {
      let next = members[chosen.count % members.count]
      guard let amount = formula(of: bundle.fact, in: next)?.constant, amount > .zero else {
        throw SimulationError(
          "offer `\(offer.name)` is bundled, so `\(next.name)` must say how large one unit is")
      }
      reached = reached + amount
      chosen.append(next)
    }
    return chosen
  }

  private static func formula(of fact: Int, in offer: OfferPlan) -> Formula? {
    guard let found = offer.facts.first(where: { $0.fact == fact }),
      case .formula(let formula) = found.source
    else { return nil }
    return formula
  }

  private static func adds(_ kind: FactTable.Kind) -> Bool {
    kind == .money || kind == .credits || kind == .hours
  }

  private static func sum(of formulas: [Formula]) -> Formula {
    guard let first = formulas.first else { return Formula(.zero) }
    return formulas.dropFirst().reduce(first) {
      Formula($0.operations + $1.operations + [.add])
    }
  }
}
