import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// Gains as learners and employers expect them before choosing: cheap, and not the simulated mean.
///
/// `quote.expected-gain` is c·[N(w(1+π̂)) − N(w)]·A: the chance of completing, annual take-home with and
/// without the perceived premium under the rules on that day, and a sum over years to come of onset,
/// decay, growth and the learner's own discounting. `quote.employer-gain` puts survival in the job in
/// place of retirement and takes φ/(1−φ) of the rise in pay (8.3 and 8.4 of the evidence sheet).
struct PerceivedGain {
  let pair: PairModel
  let rules: LifeRules
  private let names: BehaviourModel.OutcomeTables
  private let perceivedShare: Int?

  init(_ pair: PairModel, rules: LifeRules) {
    perceivedShare = pair.model.named["perceived-share"]
    self.pair = pair
    self.rules = rules
    names = pair.model.outcomes
  }

  /// What a whole award adds to pay for this person and course, part awards in proportion.
  func premium(person: Int, year: Int, offer: Int) -> Double {
    let whole = pair.value(names.premium, person: person, year: year, offer: offer)
    return whole
      * pair.world.worth(
        ofOffer: offer,
        partEarns: pair.value(
          names.partEarns, person: person, year: year, offer: offer, otherwise: 1))
  }

  /// The learner's expected gain in pence, in prices of the price date, seen on the day of choosing.
  func learner(person: Int, year: Int, offer: Int, earnings: Int64) -> Double {
    guard earnings > 0, names.premium != nil else { return 0 }
    let completion = pair.value(
      names.completion, person: person, year: year, offer: offer, otherwise: 1)
    let perceived =
      premium(person: person, year: year, offer: offer)
      * pair.value(perceivedShare, person: person, year: year, otherwise: 1)
    let raised = Int64(Double(earnings) * (1 + perceived))
    let step = takeHome(raised, person, year) - takeHome(earnings, person, year)
    return completion * Double(step) * learnerSum(person: person, year: year, offer: offer)
  }

  /// For each offer, what no learner's expected gain passes for each penny of pay.
  ///
  /// Taxes never fall as pay rises, onset and fading are at most one, and nobody completes more often than
  /// always: so the gain is at most the largest perceived premium times the longest sum.
  func largestForEachPenny() -> [Double] {
    let world = pair.world
    guard let premium = names.premium else { return world.offers.map { _ in 0 } }
    return world.offers.indices.map { offer in
      let share = perceivedShare.map { pair.tables.range($0, offer: offer).greatest } ?? 1
      let part = names.partEarns.map { pair.tables.range($0, offer: offer).greatest } ?? 1
      let most = max(0, pair.tables.range(premium, offer: offer).greatest)
      let growth = names.grows.map { pair.tables.range($0, offer: offer).greatest } ?? 0
      let rate = names.learnerRate.map { pair.tables.range($0, offer: offer).least } ?? 0
      let step = (1 + growth) / (1 + rate)
      var factor = Elementary.power(step, Double(world.offers[offer].months) / 12)
      var sum = 0.0
      for _ in 0..<world.scenario.followsYears {
        factor *= step
        sum += factor
      }
      return most * max(0, share) * world.worth(ofOffer: offer, partEarns: max(0, part)) * sum
    }
  }

  /// The employer's expected gain in pence, discounted at its hurdle.
  func employer(person: Int, year: Int, offer: Int, earnings: Int64) -> Double {
    guard earnings > 0, names.premium != nil else { return 0 }
    let keeps = pair.value(names.keeps, person: person, year: year, offer: offer)
    let share = keeps / max(1e-9, 1 - keeps)
    let completion = pair.value(
      names.completion, person: person, year: year, offer: offer, otherwise: 1)
    let rise = premium(person: person, year: year, offer: offer) * Double(earnings)
    return share * rise * completion * employerSum(person: person, year: year, offer: offer)
  }

  private func takeHome(_ earnings: Int64, _ person: Int, _ year: Int) -> Int64 {
    var result = earnings
    let index = min(year, rules.taxes.count - 1)
    for entry in rules.taxes[index].entries where entry.payer == learnerParty {
      result -= entry.schedule.charge(on: earnings)
    }
    return result
  }

  private func onset(_ years: Int, full: Double) -> Double {
    full <= 0 ? 1 : min(1, Double(years) / full)
  }

  private func learnerSum(person: Int, year: Int, offer: Int) -> Double {
    let rate = pair.value(names.learnerRate, person: person, year: year, otherwise: 0)
    let growth = pair.value(names.grows, person: person, year: year)
    let length = Double(pair.world.offers[offer].months) / 12
    let last = pair.world.workingYears(person: person, year: year, pair) - Int(length)
    return sum(
      person, year, offer, last: last, step: (1 + growth) / (1 + rate), length: length, side: 0)
  }

  private func employerSum(person: Int, year: Int, offer: Int) -> Double {
    let sponsor = pair.model.sponsorship
    let hurdle = pair.value(sponsor?.hurdle, person: person, year: year, offer: offer)
    let leaving = pair.value(names.leaves, person: person, year: year, offer: offer)
    let length = Double(pair.world.offers[offer].months) / 12
    let last = pair.world.workingYears(person: person, year: year, pair) - Int(length)
    return sum(
      person, year, offer, last: last, step: (1 - leaving) / (1 + hurdle), length: length, side: 1)
  }

  /// Σ onset(t)·(1−decay)^max(0,t−full)·step^(length+t) for t from 1 to the last year.
  private func sum(
    _ person: Int, _ year: Int, _ offer: Int, last: Int, step: Double, length: Double, side: Int
  ) -> Double {
    guard last > 0 else { return 0 }
    let full = pair.value(names.fullAfter, person: person, year: year, offer: offer)
    let decay = pair.value(names.fading, person: person, year: year, offer: offer)
    let key = SumKey(last: last, step: step, length: length, full: full, decay: decay)
    return pair.sums.value(key, offer: offer, side: side) {
      summed(last, step, length, full, decay)
    }
  }

  private func summed(
    _ last: Int, _ step: Double, _ length: Double, _ full: Double, _ decay: Double
  ) -> Double {
    var factor = Elementary.power(step, length)
    var fade = 1.0
    var result = 0.0
    for years in 1...last {
      factor *= step
      if Double(years) > full { fade *= 1 - decay }
      result += onset(years, full: full) * fade * factor
    }
    return result
  }
}

/// What a geometric sum depends on.
struct SumKey: Equatable {
  let last: Int
  let step: Double
  let length: Double
  let full: Double
  let decay: Double
}

/// Geometric sums worked out so far in a pair: one place for each offer and number of years.
final class SumStore {
  private var known: [(key: SumKey, value: Double)?]
  private let years: Int

  init(offers: Int, years: Int) {
    self.years = years
    known = Array(repeating: nil, count: max(1, offers) * 2 * years)
  }

  /// The sum for a key, worked out unless it stands in its place.
  func value(_ key: SumKey, offer: Int, side: Int, _ work: () -> Double) -> Double {
    guard key.last < years else { return work() }
    let place = (offer * 2 + side) * years + key.last
    if let found = known[place], found.key == key { return found.value }
    let value = work()
    known[place] = (key, value)
    return value
  }
}

extension World {
  /// The part of a whole award's worth that an offer earns.
  func worth(ofOffer offer: Int, partEarns: Double) -> Double {
    awardShares[offer] >= 1 ? 1 : partEarns * awardShares[offer]
  }

  /// Years of work still to come, as the scenario follows lives and the evidence says people retire.
  func workingYears(person: Int, year: Int, _ pair: PairModel) -> Int {
    let followed = scenario.followsYears - year
    guard let fact = numbers.age, let age = population.value(of: fact, person: person),
      pair.model.named["retirement-age"] != nil
    else { return followed }
    let retires = pair.named("retirement-age", person: person, year: year, otherwise: 67)
    return min(followed, Int(retires) - Int(clamping: age.floor()) - year)
  }
}
