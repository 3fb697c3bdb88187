import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// A day on which someone who is aware may decide to study: at most one an academic year.
struct Occasion: Sendable {
  let person: Int
  /// The academic year, counted from the first.
  let year: Int
  /// The day of application.
  let day: CivilDate
  /// The utility of not studying: its own error alone.
  let nothing: Double
  /// For each offer, the first start to be had, the utility without the route, and the error.
  let offers: [OfferChance]
  /// Whether some route of some offer could be better than not studying.
  let isOpenQuestion: Bool
  /// Whether the person's employer thinks about sponsoring.
  let employerConsiders: Bool
}

/// What one offer is worth to one person on one occasion, the route aside.
struct OfferChance: Sendable {
  let offer: Int
  let start: Int
  let utility: Double
  /// The employer's expected gain in pence, if the employer thinks about sponsoring.
  let employerGain: Double
}

/// Makes the occasions of one draw: awareness, days, utilities and errors, the same in every regime.
struct OccasionMaker {
  let pair: PairModel
  let streams: ShockStreams
  let draw: UInt32
  let gain: PerceivedGain
  /// Whether some route gives money to learners, so that no bound on its worth is known.
  let hasGifts: Bool
  /// Standing normal scores of what awareness moves with, by person.
  let scores: [Double]
  private let persistence: Int?
  private let largestGain: [Double]

  init(
    pair: PairModel, streams: ShockStreams, draw: UInt32, gain: PerceivedGain, hasGifts: Bool,
    scores: [Double]
  ) {
    self.pair = pair
    self.streams = streams
    self.draw = draw
    self.gain = gain
    self.hasGifts = hasGifts
    self.scores = scores
    persistence = pair.model.named["taste-persistence"]
    largestGain = gain.largestForEachPenny()
  }

  /// Every occasion of the draw that may matter, in the order of people and years.
  func occasions() -> [Occasion] {
    let world = pair.world
    var result: [Occasion] = []
    for person in world.population.people.indices {
      let identity = world.population.people[person].identity
      let level = awarenessLevel(person, identity)
      for year in world.yearStarts.indices {
        guard level > threshold(person, year) else { continue }
        if let occasion = occasion(person, identity, year) { result.append(occasion) }
      }
    }
    return result
  }

  /// A person's standing score: above the threshold they are aware.
  private func awarenessLevel(_ person: Int, _ identity: UInt64) -> Double {
    guard pair.model.awareness != nil else { return .infinity }
    let own = Elementary.inverseNormalCDF(
      streams.awareness.uniform(draw: draw, identity: identity))
    guard let table = pair.model.awarenessCorrelation else { return own }
    let rank = pair.value(table, person: person)
    let correlation = normalCorrelation(rank: rank)
    return correlation * scores[person]
      + (1 - correlation * correlation).squareRoot() * own
  }

  private func threshold(_ person: Int, _ year: Int) -> Double {
    guard let table = pair.model.awareness else { return -.infinity }
    var chance = pair.value(table, person: person, year: year)
    for campaign in pair.model.campaigns where campaign.from <= pair.world.yearStarts[year] {
      chance += pair.value(campaign.raise, person: person, year: year)
    }
    if chance <= 0 { return .infinity }
    return chance >= 1 ? -.infinity : Elementary.inverseNormalCDF(1 - chance)
  }

  private func occasion(_ person: Int, _ identity: UInt64, _ year: Int) -> Occasion? {
    let world = pair.world
    let address = UInt32(year)
    let first = max(world.yearStarts[year], world.scenario.from)
    let next = world.yearStarts[year].adding(months: 12)
    let uniform = streams.occasion.uniform(draw: draw, identity: identity, address: address)
    let day = first.adding(days: Int(uniform * Double(next.day - first.day)))
    let nothing = gumbel(
      streams.nothing.uniform(draw: draw, identity: identity, address: address))
    let considers = employerConsiders(person, year)
    var chances: [OfferChance] = []
    var open = false
    for offer in world.offers.indices {
      guard isConsidered(offer, person, identity, year),
        let start = world.offers[offer].start(after: day)
      else { continue }
      let known =
        utility(person, year, offer) + error(person, identity, year, offer)
      let bound = bound(person, year, offer, on: day)
      let gains = coefficientOfGain(person, year, offer)
      let most = max(0, gains) * largestGain[offer] * Double(world.earnings(of: person))
      let mayWin = hasGifts || routesDiffer || known + most + bound > nothing
      guard mayWin || considers else { continue }
      var utility = -Double.infinity
      if mayWin {
        utility = known
        if gains != 0 {
          utility +=
            gains
            * gain.learner(
              person: person, year: year, offer: offer, earnings: world.earnings(of: person))
        }
        if hasGifts || routesDiffer || utility + bound > nothing { open = true }
      }
      let gained =
        considers
        ? gain.employer(
          person: person, year: year, offer: offer, earnings: world.earnings(of: person)) : 0
      chances.append(
        OfferChance(offer: offer, start: start, utility: utility, employerGain: gained))
    }
    if !open && !considers { return nil }
    return Occasion(
      person: person, year: year, day: day, nothing: nothing, offers: chances,
      isOpenQuestion: open, employerConsiders: considers)
  }

  private func isConsidered(
    _ offer: Int, _ person: Int, _ identity: UInt64, _ year: Int
  ) -> Bool {
    guard let table = pair.model.learnerConsiders else { return true }
    let chance = pair.value(table, person: person, year: year, offer: offer)
    return streams.considered[offer].uniform(draw: draw, identity: identity) < chance
  }

  private func employerConsiders(_ person: Int, _ year: Int) -> Bool {
    let firm = pair.world.population.people[person].firm
    guard firm >= 0, pair.model.sponsorship != nil else { return false }
    guard let table = pair.model.employerConsiders else { return true }
    let chance = pair.value(table, person: person, year: year)
    let identity = pair.world.population.firms[firm].identity
    return streams.employerAwareness.uniform(draw: draw, identity: identity) < chance
  }

  /// The lines of utility that no route changes, the expected gain left out.
  private func utility(_ person: Int, _ year: Int, _ offer: Int) -> Double {
    var sum = 0.0
    for line in pair.model.offerLines {
      if let condition = line.condition,
        pair.value(condition, person: person, year: year, offer: offer) == 0
      {
        continue
      }
      let coefficient = pair.value(
        line.coefficient, person: person, year: year, offer: offer)
      switch line.figure {
      case .expectedGain: break
      case .studyHours: sum += coefficient * pair.world.studyHours[offer] / line.per
      default:
        let quotient = line.quotient.map {
          pair.value($0, person: person, year: year, offer: offer)
        }
        sum += coefficient * (quotient ?? 1)
      }
    }
    return sum
  }

  /// What a penny of expected gain adds to utility.
  private func coefficientOfGain(_ person: Int, _ year: Int, _ offer: Int) -> Double {
    var sum = 0.0
    for line in pair.model.offerLines {
      guard case .expectedGain = line.figure else { continue }
      if let condition = line.condition,
        pair.value(condition, person: person, year: year, offer: offer) == 0
      {
        continue
      }
      sum +=
        pair.value(line.coefficient, person: person, year: year, offer: offer) / line.per
    }
    return sum
  }

  /// The error of an offer, nested with those of its field; part of it lasts.
  ///
  /// With the chance `taste-persistence` the lasting error stands for the occasion's own, so that each
  /// occasion's error is exactly extreme-value and two occasions correlate by that share.
  private func error(_ person: Int, _ identity: UInt64, _ year: Int, _ offer: Int) -> Double {
    let share = pair.value(persistence, person: person, otherwise: 0.5)
    let lasts =
      streams.persistence.uniform(draw: draw, identity: identity, address: UInt32(year)) < share
    let address = lasts ? ShockStreams.lasting : UInt32(year)
    let own = gumbel(
      streams.offers[offer].uniform(draw: draw, identity: identity, address: address))
    let index = pair.value(
      pair.model.dissimilarity, person: person, year: year, otherwise: 1)
    guard index < 1 || routesDiffer else { return own }
    let bounded = max(0.01, index)
    let (angle, exponential) = streams.fields[streams.fieldOf[offer]].uniforms(
      draw: draw, identity: identity, address: address)
    let field = logPositiveStable(index: bounded, angle: angle, exponential: exponential)
    let route = min(routeIndex(person, year), bounded)
    guard route > 0 else { return bounded * (own + field) }
    let (turn, wait) = streams.offers[offer].uniforms(
      draw: draw, identity: identity, address: address | ShockStreams.beneath)
    return bounded * field
      + route * logPositiveStable(index: route / bounded, angle: turn, exponential: wait)
  }

  /// The dissimilarity of an offer's routes: nought means that they share one error.
  private func routeIndex(_ person: Int, _ year: Int) -> Double {
    pair.value(pair.model.routeDissimilarity, person: person, year: year)
  }

  private var routesDiffer: Bool {
    pair.model.routeDissimilarity.map { pair.value($0, person: 0) > 0 } ?? false
  }

  /// The most that a route can add: no figure of a quote passes what the course costs in all, those
  /// costs included that nobody helps with, in the prices of the day.
  private func bound(_ person: Int, _ year: Int, _ offer: Int, on day: CivilDate) -> Double {
    var sum = 0.0
    let world = pair.world
    let nominal = world.largestCosts[offer] + world.plainCost(person: person, offer: offer)
    let cost = nominal / pair.prices.level(on: day)
    for line in pair.model.routeLines {
      var most = 0.0
      let perRoute = pair.model.tables.tables[line.coefficient].perRoute
      for route in 0..<(perRoute ? pair.model.tables.routeNames.count : 1) {
        let value = pair.value(
          line.coefficient, person: person, year: year, offer: offer, route: route)
        most = max(most, line.figure == nil ? value : value * cost / line.per)
      }
      sum += most
    }
    return sum
  }
}
