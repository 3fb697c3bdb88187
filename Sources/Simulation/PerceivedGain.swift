import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// Gains as learners and employers expect them before choosing: cheap, and not the simulated mean.
///
/// `quote.expected-gain` is c·[N(w(1+π̂)) − N(w)]·A, with c the chance of completing, N take-home pay under
/// the rules of the day, w pay, π̂ the perceived premium and A = Σ onset(t)·(1−δ)^max(0,t−f)·s^(L+t) for
/// t from 1 to the last year of work: onset(t) = min(1, t/f) with f the years until the premium is whole,
/// δ its decay, L the length of the course and s = (1+growth)/(1+the learner's rate). `quote.employer-gain`
/// is φ/(1−φ)·π·w·c·A with φ the share that the employer keeps and s = (1−leaving)/(1+hurdle).
struct PerceivedGain {
  /// The pair of draws.
  let pair: PairModel
  private let names: BehaviourModel.OutcomeTables
  private let perceivedShare: Int?
  /// The learner's taxes in force in each year, but for those whose figures depend on who it is.
  private let schedules: [[TaxSchedule]]
  /// How long each offer lasts, in years.
  private let lengths: [Double]

  /// Gains under the taxes of a regime.
  init(_ pair: PairModel, rules: LifeRules) {
    perceivedShare = pair.model.named.perceivedShare
    self.pair = pair
    names = pair.model.outcomes
    schedules = rules.taxes.map { year in
      year.entries.filter {
        $0.payer == learnerParty && $0.assessedOn == rules.earnings ?? $0.assessedOn
      }.compactMap(\.schedule)
    }
    lengths = pair.world.offers.map { Double($0.months) / 12 }
  }

  /// The learner's expected gain in pence, in prices of the first day, seen on the day of choosing.
  func learner(_ someone: inout GainCase, offer: Int) -> Double {
    guard someone.earnings > 0, names.premium != nil else { return 0 }
    let (person, year) = (someone.person, someone.year)
    let completion = pair.value(
      names.completion, person: person, year: year, offer: offer, otherwise: 1)
    let perceived =
      pair.premium(person: person, year: year, offer: offer)
      * pair.value(perceivedShare, person: person, year: year, otherwise: 1)
    let raised = Int64(held: Double(someone.earnings) * (1 + perceived))
    let now = someone.takeHome ?? takeHome(someone.earnings, year)
    someone.takeHome = now
    let step = takeHome(raised, year) - now
    return completion * Double(step) * learnerSum(&someone, offer: offer)
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
  func employer(_ someone: inout GainCase, offer: Int) -> Double {
    guard someone.earnings > 0, names.premium != nil else { return 0 }
    let (person, year) = (someone.person, someone.year)
    let keeps = pair.value(names.keeps, person: person, year: year, offer: offer)
    let share = keeps / max(1e-9, 1 - keeps)
    let completion = pair.value(
      names.completion, person: person, year: year, offer: offer, otherwise: 1)
    let rise = pair.premium(person: person, year: year, offer: offer) * Double(someone.earnings)
    return share * rise * completion * employerSum(&someone, offer: offer)
  }

  private func takeHome(_ earnings: Int64, _ year: Int) -> Int64 {
    var result = earnings
    let index = min(year, schedules.count - 1)
    for tax in schedules[index].indices {
      let charge = schedules[index][tax].charge(on: earnings)
      result -= max(0, charge - (schedules[index][tax].relief ?? 0))
    }
    return result
  }

  private func onset(_ years: Int, full: Double) -> Double {
    full <= 0 ? 1 : min(1, Double(years) / full)
  }

  private func learnerSum(_ someone: inout GainCase, offer: Int) -> Double {
    let (person, year) = (someone.person, someone.year)
    let rate = pair.value(names.learnerRate, person: person, year: year, otherwise: 0)
    let growth = pair.value(names.grows, person: person, year: year)
    return sum(&someone, offer, step: (1 + growth) / (1 + rate), side: 0)
  }

  private func employerSum(_ someone: inout GainCase, offer: Int) -> Double {
    let (person, year) = (someone.person, someone.year)
    let hurdle = pair.value(
      pair.model.sponsorship?.hurdle, person: person, year: year, offer: offer)
    let leaving = pair.value(names.leaves, person: person, year: year, offer: offer)
    return sum(&someone, offer, step: (1 - leaving) / (1 + hurdle), side: 1)
  }

  private func workingYears(_ someone: inout GainCase) -> Int {
    if let known = someone.workingYears { return known }
    let found = pair.world.workingYears(person: someone.person, year: someone.year, pair)
    someone.workingYears = found
    return found
  }

  /// Σ onset(t)·(1−decay)^max(0,t−full)·step^(length+t) for t from 1 to the last year.
  private func sum(
    _ someone: inout GainCase, _ offer: Int, step: Double, side: Int
  ) -> Double {
    let length = lengths[offer]
    let last = workingYears(&someone) - Int(length)
    guard last > 0 else { return 0 }
    let (person, year) = (someone.person, someone.year)
    let full = pair.value(names.fullAfter, person: person, year: year, offer: offer)
    let decay = pair.value(names.fading, person: person, year: year, offer: offer)
    let key = SumKey(last: last, step: step, length: length, full: full, decay: decay)
    if let known = pair.sums.value(key, offer: offer, side: side) { return known }
    let value = summed(last, step, length, full, decay)
    pair.sums.note(value, for: key, offer: offer, side: side)
    return value
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

/// Someone in one year whose gains are worked out: what all offers have in common, once it is known.
struct GainCase {
  /// The index of the person.
  let person: Int
  /// The academic year, counted from the first.
  let year: Int
  /// Pence of pay a year.
  let earnings: Int64
  /// Pence of pay a year after the learner's taxes.
  var takeHome: Int64?
  /// Years of work still to come.
  var workingYears: Int?
}

/// What a geometric sum depends on.
struct SumKey: Equatable {
  /// The last year of the sum.
  let last: Int
  /// What each year multiplies by.
  let step: Double
  /// The years before the sum begins.
  let length: Double
  /// The years until the premium is whole.
  let full: Double
  /// The share that fades each year after.
  let decay: Double
}

/// Geometric sums worked out so far in a pair: one place for each offer and number of years.
final class SumStore {
  private var keys: [SumKey]
  private var sums: [Double]
  private let years: Int

  /// An empty store for so many offers and years.
  init(offers: Int, years: Int) {
    self.years = years
    let none = SumKey(last: -1, step: 0, length: 0, full: 0, decay: 0)
    keys = Array(repeating: none, count: max(1, offers) * 2 * years)
    sums = Array(repeating: 0, count: keys.count)
  }

  /// The sum for a key, if it stands in its place.
  func value(_ key: SumKey, offer: Int, side: Int) -> Double? {
    guard key.last < years else { return nil }
    let place = (offer * 2 + side) * years + key.last
    return keys[place] == key ? sums[place] : nil
  }

  /// Notes a sum in the place of its key.
  func note(_ value: Double, for key: SumKey, offer: Int, side: Int) {
    guard key.last < years else { return }
    let place = (offer * 2 + side) * years + key.last
    keys[place] = key
    sums[place] = value
  }
}

extension PairModel {
  /// What a whole award adds to pay for this person and course, part awards in proportion.
  func premium(person: Int, year: Int, offer: Int) -> Double {
    let names = model.outcomes
    let whole = value(names.premium, person: person, year: year, offer: offer)
    return whole
      * world.worth(
        ofOffer: offer,
        partEarns: value(names.partEarns, person: person, year: year, offer: offer, otherwise: 1))
  }

  /// The share by which a completed course raises pay so many years after its end.
  ///
  /// π·min(1, (⌊t⌋ + 1)/f)·(1 − d)^⌊max(0, t − f)⌋: π the premium, f the years until it is whole, d the share
  /// that fades each year after that.
  func premium(person: Int, year: Int, offer: Int, after years: Double) -> Double {
    let names = model.outcomes
    let full = value(names.fullAfter, person: person, year: year, offer: offer)
    let onset = full <= 0 ? 1 : min(1, (years.rounded(.down) + 1) / full)
    let decay = value(names.fading, person: person, year: year, offer: offer)
    let faded = Elementary.power(1 - decay, max(0, years - full).rounded(.down))
    return premium(person: person, year: year, offer: offer) * onset * faded
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
    guard let age = age(of: person), let table = pair.model.named.retirementAge
    else { return followed }
    let retires = pair.value(table, person: person, year: year)
    return min(followed, Int(Int64(held: retires)) - age - year)
  }
}
