import FundingRules
import FundingValues
public import PolicyCompiler
import Quoting

/// How differently one person on one course is treated, by route: what they would bear themselves, and what is
/// given, where nothing finite stands in the way.
public struct Fairness: Sendable {
  /// One regime and course.
  public struct Spread: Sendable {
    /// The regime's name.
    public let regime: String
    /// The offer's name.
    public let offer: String
    /// The share of people with two open routes or more.
    public let haveAChoice: Double
    /// What the dearest open route asks of the learner above the cheapest, in pence, cash and loan together:
    /// the median of those who have a choice, and the greatest.
    public let median: Int64
    /// The greatest such difference.
    public let greatest: Int64
    /// The routes at the ends of the greatest difference.
    public let cheapest: String
    /// The route that asks most there.
    public let dearest: String
    /// Who has it, in words.
    public let who: String
    /// The share of people for whom no open route has public money, neither given nor lent.
    public let nobodyPays: Double
    /// The share with two open routes or more on which different public money is given.
    public let overlap: Double
    /// What the most generous open route gives, in pence, by group: the mean.
    public let groups: [Group]
  }

  /// A group of people, and what is given to it on the most generous open route.
  public struct Group: Sendable {
    /// What it is told apart by, such as `learner.sex`.
    public let by: String
    /// Which it is.
    public let level: String
    /// The mean in pence.
    public let given: Int64
    /// The people that it stands for, in millionths.
    public let weight: Int64
  }

  /// A place at which a little more of a fact changes much.
  public struct Cliff: Sendable {
    /// The regime's name.
    public let regime: String
    /// The offer's name.
    public let offer: String
    /// The route's name.
    public let route: String
    /// The fact.
    public let fact: String
    /// The value of the fact, as it would be written.
    public let at: String
    /// What is given on the route just below and at or above the value, in pence.
    public let below: Int64
    /// What is given at or above the value.
    public let above: Int64
    /// The instrument that changes, and where it stands in the policy text.
    public let instrument: String
    /// The path and line of its clause.
    public let clause: String
  }

  /// The spreads, by regime and offer.
  public let spreads: [Spread]
  /// The cliffs, greatest first.
  public let cliffs: [Cliff]
  /// How many people were asked about.
  public let people: Int
}

/// Works out how people are treated under every regime of a scenario's plan, for at most so many of them evenly
/// spread over its populations, values at their centres.
/// - Throws: `SimulationError` if the scenario cannot be run.
public func fairness(
  _ plan: FundingPlan, seed: UInt64, people most: Int = 400
) throws(SimulationError) -> Fairness {
  let world = try World(plan, seed: seed)
  let count = world.population.people.count
  let asked = (0..<min(most, count)).map { $0 * count / min(most, count) }
  var spreads: [Fairness.Spread] = []
  var cliffs: [Fairness.Cliff] = []
  for regime in plan.regimes.indices {
    for offer in world.offers.indices where !world.offers[offer].starts.isEmpty {
      let treatment = Treatment(world, regime: regime, offer: offer)
      spreads.append(treatment.spread(asked))
      cliffs += treatment.cliffs(asked)
    }
  }
  cliffs.sort { ($1.size, $0.place) < ($0.size, $1.place) }
  return Fairness(spreads: spreads, cliffs: cliffs, people: asked.count)
}

extension Fairness.Cliff {
  /// How much is won or lost, in pence.
  public var size: Int64 { abs(above - below) }

  fileprivate var place: String { [regime, offer, route, fact, at].joined(separator: " ") }
}
