import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

// An employer sponsors a proposal if gain side(G, C) − cost side(G, C) + σ·log(u/(1−u)) > 0: G its expected
// gain, C its own cash and the levy money that it would have used anyway, discounted over the instalments,
// σ the spread of a logistic error. Both sides are straight lines in G and C, known from three points.

extension RegimeRun {
  /// The employer's own money: its part of the fee and the costs that nobody helps with.
  func ownCost(_ outcome: RouteOutcome, _ plain: [(party: Int, pence: Int64)]) -> Int64 {
    plain.reduce(outcome.employerPays) { $1.party == employerParty ? $0 + $1.pence : $0 }
  }

  /// The cost that an employer weighs: cash, and levy money of its own at the chance it would be used
  /// anyway; what others pass on costs it nothing.
  func cost(
    _ outcome: RouteOutcome, _ plain: [(party: Int, pence: Int64)], _ occasion: Occasion,
    _ chance: OfferChance
  ) -> Double {
    var levyWorth = 0.0
    if outcome.ownLevy > 0 {
      levyWorth =
        pair.model.background.first.map {
          pair.value($0.share, person: occasion.person)
        } ?? 1
    }
    let hurdle = pair.value(
      pair.model.sponsorship?.hurdle, person: occasion.person, year: occasion.year,
      offer: chance.offer)
    let months = Double(world.offers[chance.offer].instalments)
    let wait = Elementary.power(1 + hurdle, -(months - 1) / 24)
    let price = pair.prices.level(on: occasion.day)
    return (Double(ownCost(outcome, plain)) + levyWorth * Double(outcome.ownLevy)) * wait / price
  }

  /// The left side of the sponsor's test less the right, in pence: straight lines in gain and cost.
  func surplus(
    _ occasion: Occasion, _ chance: OfferChance, _ tables: BehaviourModel.SponsorTables,
    gain: Double, cost: Double
  ) -> Double {
    func side(_ points: [Int]) -> Double {
      func at(_ table: Int) -> Double {
        pair.value(table, person: occasion.person, year: occasion.year, offer: chance.offer)
      }
      let base = at(points[0])
      return base + (at(points[1]) - base) * gain / 1_000_000
        + (at(points[2]) - base) * cost / 1_000_000
    }
    return side(tables.gainSide) - side(tables.costSide)
  }

  func sponsorError(
    _ proposal: Proposal, _ tables: BehaviourModel.SponsorTables
  ) -> Double {
    let person = proposal.occasion.person
    let spread = pair.value(
      tables.spread, person: person, year: proposal.occasion.year, offer: proposal.chance.offer)
    let uniform = streams.sponsor.uniform(
      draw: draw,
      identity: world.population.people[person].identity
        ^ world.offers[proposal.chance.offer].identity,
      address: UInt32(proposal.occasion.year))
    return spread * Elementary.log(uniform / (1 - uniform))
  }

  /// What an employer has left to spend of its own money, nothing set aside.
  func budgetLeft(
    _ occasion: Occasion, _ firm: Int, _ offer: Int, _ tables: BehaviourModel.SponsorTables
  ) -> Int64 {
    var least = Int64.max / 4
    for (amount, limit) in tables.limits {
      guard case .employer(let period) = limit.scope else { continue }
      let whole = pair.value(
        amount, person: occasion.person, year: occasion.year, offer: offer)
      let start = period.start(holding: occasion.day)
      let used = trainingUsed[firm]?[start] ?? 0
      least = min(least, Int64(held: whole) - used)
    }
    return least
  }
}
