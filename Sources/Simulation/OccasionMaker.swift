import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// Makes the occasions of one draw: awareness, days, utilities and errors, the same in every regime.
///
/// An offer's utility is V = Σ coefficient·figure + β·gain + ε, and that of not studying ε₀ alone; a route
/// adds Σ coefficient·pence/(price·per) and its own error. The best is chosen: random utility with nested
/// extreme-value errors (D. McFadden, "Modelling the choice of residential location", 1978), of which
/// `OfferErrors` draws the ε. Occasions on which no route could beat ε₀ are left out: a figure of a quote
/// never passes what the course costs in all, so max(0, coefficient)·cost bounds what a route adds.
struct OccasionMaker {
  /// The pair of draws.
  let pair: PairModel
  /// The sources of shocks.
  let streams: ShockStreams
  /// The number of the draw, from 0.
  let draw: UInt32
  /// Gains as people expect them.
  let gain: PerceivedGain
  /// Whether no bound on the worth of routes is used: some give money, or have errors of their own, or
  /// everyone is to be followed.
  private let isUnbounded: Bool
  private let awareness: Awareness
  private let screen: AwarenessScreen
  private let tables: PairTables
  private let gainLines: [UtilityLine]
  private let plainLines: [UtilityLine]
  private let routeLines: [UtilityLine]
  private let routesDiffer: Bool
  private let largestGain: [Double]
  private let bounds: UtilityBounds?

  /// Makes ready for one draw.
  init(_ prepared: PreparedRun, _ pair: PairModel, draw: UInt32, _ expectations: Expectations) {
    let gain = expectations.gain
    self.pair = pair
    streams = prepared.streams
    self.draw = draw
    self.gain = gain
    tables = pair.tables
    awareness = expectations.awareness
    screen = expectations.screen
    gainLines = pair.model.offerLines.filter { $0.figure == .expectedGain }
    plainLines = pair.model.offerLines.filter { $0.figure != .expectedGain }
    routeLines = pair.model.routeLines
    routesDiffer = pair.model.routeDissimilarity.map { pair.value($0, person: 0) > 0 } ?? false
    isUnbounded = prepared.hasGifts || routesDiffer || prepared.everyone
    largestGain = expectations.largestGain
    bounds = isUnbounded ? nil : expectations.bounds
  }

  /// Every occasion of the draw that may matter, in the order of people and years.
  func occasions() -> OccasionBook {
    let world = pair.world
    var book = OccasionBook(gain: gain)
    var errors = OfferErrors(streams, draw: draw, differingRoutes: routesDiffer)
    var firms = FirmAttention(world, streams.employerAwareness, draw: draw)
    for person in world.population.people.indices {
      let identity = world.population.people[person].identity
      var own = 0.0
      if !awareness.isCertain {
        let uniform = streams.awareness.uniform(draw: draw, identity: identity)
        guard screen.mayBeAware(person, uniform) else { continue }
        own = Elementary.inverseNormalCDF(uniform)
      }
      let score = awareness.score(of: person, own: own)
      errors.begin(identity)
      for year in world.choiceYears.indices
      where score > awareness.threshold(person: person, year: year) {
        add(person, identity, year, &errors, &firms, to: &book)
      }
    }
    book.sortByMonth()
    return book
  }

  /// Adds a person's occasion in a year, unless nothing can come of it.
  private func add(
    _ person: Int, _ identity: UInt64, _ year: Int, _ errors: inout OfferErrors,
    _ firms: inout FirmAttention, to book: inout OccasionBook
  ) {
    let world = pair.world
    let address = UInt32(truncatingIfNeeded: year)
    let considers = employerConsiders(person, year, &firms)
    let unmoved = streams.nothing.uniform(draw: draw, identity: identity, address: address)
    errors.begin(
      year: address,
      lastingShare: pair.value(pair.model.named.tastePersistence, person: person, otherwise: 0.5),
      dissimilarity: pair.value(
        pair.model.dissimilarity, person: person, year: year, otherwise: 1),
      routeDissimilarity: pair.value(
        pair.model.routeDissimilarity, person: person, year: year))
    if !considers, let bounds, noOfferWins(person, year, unmoved, bounds, &errors) { return }
    let span = world.choiceYears[year]
    let uniform = streams.occasion.uniform(draw: draw, identity: identity, address: address)
    let day = span.first.adding(days: Int(Int64(held: uniform * span.days)))
    let nothing = gumbel(unmoved)
    let price = pair.prices.level(on: day)
    var someone = GainCase(
      person: person, year: year, earnings: world.earnings(of: person))
    let firstChance = book.chances.count
    var open = false
    for offer in world.offers.indices {
      guard isConsidered(offer, person, identity, year),
        let start = world.offers[offer].start(after: day)
      else { continue }
      if let bounds {
        let most = bounds.most(
          person: person, year: year, offer: offer, earnings: someone.earnings, price: price)
        if errors.staysBelow(nothing - most, offer: offer) {
          if considers { book.add(OfferChance(offer: offer, start: start, utility: -.infinity)) }
          continue
        }
      }
      let certain = utility(person, year, offer)
      let bound = bound(person, year, offer, price: price)
      let gains = coefficientOfGain(person, year, offer)
      let most = max(0, gains) * largestGain[offer] * Double(someone.earnings)
      var known = -Double.infinity
      if isUnbounded || !errors.staysBelow(nothing - (certain + most + bound), offer: offer) {
        known = certain + errors.error(of: offer)
      }
      let mayWin = isUnbounded || known + most + bound > nothing
      guard mayWin || considers else { continue }
      var utility = -Double.infinity
      if mayWin {
        utility = known
        if gains != 0 { utility += gains * gain.learner(&someone, offer: offer) }
        if isUnbounded || utility + bound > nothing { open = true }
      }
      book.add(OfferChance(offer: offer, start: start, utility: utility))
    }
    guard open || considers else { return book.dropChances(from: firstChance) }
    book.add(
      Occasion(
        person: person, year: year, day: day, nothing: nothing,
        chances: firstChance..<book.chances.count, isOpenQuestion: open,
        employerConsiders: considers))
  }

  /// Whether not studying surely beats every offer by every route, seen without a logarithm if possible.
  ///
  /// With u the uniform of not studying its error is −log(−log u), so that an offer of worth v loses where
  /// exp(its error) < exp(−v)/(−log u); and −log u ≤ (1−u)/u.
  @inline(__always)
  private func noOfferWins(
    _ person: Int, _ year: Int, _ unmoved: Double, _ bounds: UtilityBounds,
    _ errors: inout OfferErrors
  ) -> Bool {
    let own = bounds.ownWeight(person: person, year: year)
    let earnings = pair.world.earnings(of: person)
    let quick = own * ((1 - unmoved) / unmoved)
    var exact = Double.nan
    for offer in pair.world.offers.indices {
      let weight = bounds.weight(person: person, year: year, offer: offer, earnings: earnings)
      if errors.staysBelow(weight: weight * quick, offer: offer) { continue }
      if exact.isNaN { exact = -own * Elementary.log(unmoved) }
      if !errors.staysBelow(weight: weight * exact, offer: offer) { return false }
    }
    return true
  }

  private func isConsidered(
    _ offer: Int, _ person: Int, _ identity: UInt64, _ year: Int
  ) -> Bool {
    guard let table = pair.model.learnerConsiders else { return true }
    let chance = tables.value(table, person: person, year: year, offer: offer)
    return streams.considered[offer].uniform(draw: draw, identity: identity) < chance
  }

  private func employerConsiders(
    _ person: Int, _ year: Int, _ firms: inout FirmAttention
  ) -> Bool {
    let firm = pair.world.population.people[person].firm
    guard firm >= 0, pair.model.sponsorship != nil else { return false }
    guard let table = pair.model.employerConsiders else { return true }
    return firms.uniform(of: firm) < tables.value(table, person: person, year: year)
  }

  /// The lines of utility that no route changes, the expected gain left out.
  private func utility(_ person: Int, _ year: Int, _ offer: Int) -> Double {
    var sum = 0.0
    for index in plainLines.indices {
      if let worth = pair.worth(of: plainLines[index], person: person, year: year, offer: offer) {
        sum += worth
      }
    }
    return sum
  }

  /// Whether a line counts for a case.
  private func counts(_ line: UtilityLine, _ person: Int, _ year: Int, _ offer: Int) -> Bool {
    guard let condition = line.condition else { return true }
    return tables.value(condition, person: person, year: year, offer: offer) != 0
  }

  /// What a penny of expected gain adds to utility.
  private func coefficientOfGain(_ person: Int, _ year: Int, _ offer: Int) -> Double {
    var sum = 0.0
    for index in gainLines.indices where counts(gainLines[index], person, year, offer) {
      let line = gainLines[index]
      sum += tables.value(line.coefficient, person: person, year: year, offer: offer) / line.per
    }
    return sum
  }

  /// The most that a route can add: no figure of a quote passes what the course costs in all, those
  /// costs included that nobody helps with, in the prices of the day.
  private func bound(_ person: Int, _ year: Int, _ offer: Int, price: Double) -> Double {
    var sum = 0.0
    let world = pair.world
    let nominal = world.largestCosts[offer] + world.plainCost(person: person, offer: offer)
    let cost = nominal / price
    for index in routeLines.indices {
      let line = routeLines[index]
      let most = tables.greatest(line.coefficient, person: person, year: year, offer: offer)
      sum += max(0, line.figure == nil ? most : most * cost / line.per)
    }
    return sum
  }
}

/// What both draws of a pair share of what people expect, and of what bounds their utilities.
struct Expectations {
  /// Gains as people expect them.
  let gain: PerceivedGain
  /// For each offer, what no learner's expected gain passes for each penny of pay.
  let largestGain: [Double]
  /// What utilities cannot pass, if classes of people share it.
  let bounds: UtilityBounds?
  /// Who knows of the courses, and who cannot.
  let awareness: Awareness
  let screen: AwarenessScreen

  /// The expectations of a pair under the taxes of a regime; the standing scores of awareness are by person.
  init(_ pair: PairModel, rules: LifeRules, scores: [Double]) {
    awareness = Awareness(pair, scores: scores)
    screen = AwarenessScreen(awareness, people: pair.world.population.people.count)
    gain = PerceivedGain(pair, rules: rules)
    largestGain = gain.largestForEachPenny()
    bounds = UtilityBounds(pair, largestGain: largestGain)
  }
}

extension OccasionMaker {
  /// Every occasion of the draw of those who are aware, none left out, its offers with the utilities that they
  /// have before any error. Not studying has a utility of zero.
  func occasionsWithoutErrors() -> OccasionBook {
    let world = pair.world
    var book = OccasionBook(gain: gain)
    var firms = FirmAttention(world, streams.employerAwareness, draw: draw)
    for person in world.population.people.indices {
      let identity = world.population.people[person].identity
      let own =
        awareness.isCertain
        ? 0
        : Elementary.inverseNormalCDF(streams.awareness.uniform(draw: draw, identity: identity))
      let score = awareness.score(of: person, own: own)
      for year in world.choiceYears.indices
      where year < world.reportedYears && score > awareness.threshold(person: person, year: year) {
        addWithoutErrors(person, identity, year, &firms, to: &book)
      }
    }
    book.sortByMonth()
    return book
  }

  private func addWithoutErrors(
    _ person: Int, _ identity: UInt64, _ year: Int, _ firms: inout FirmAttention,
    to book: inout OccasionBook
  ) {
    let world = pair.world
    let span = world.choiceYears[year]
    let uniform = streams.occasion.uniform(
      draw: draw, identity: identity, address: UInt32(truncatingIfNeeded: year))
    let day = span.first.adding(days: Int(Int64(held: uniform * span.days)))
    let considers = employerConsiders(person, year, &firms)
    var someone = GainCase(person: person, year: year, earnings: world.earnings(of: person))
    let first = book.chances.count
    for offer in world.offers.indices {
      guard isConsidered(offer, person, identity, year),
        let start = world.offers[offer].start(after: day)
      else { continue }
      var utility = self.utility(person, year, offer)
      let gains = coefficientOfGain(person, year, offer)
      if gains != 0 { utility += gains * gain.learner(&someone, offer: offer) }
      book.add(OfferChance(offer: offer, start: start, utility: utility))
    }
    guard book.chances.count > first else { return }
    book.add(
      Occasion(
        person: person, year: year, day: day, nothing: 0, chances: first..<book.chances.count,
        isOpenQuestion: true, employerConsiders: considers))
  }
}

/// Employers' standing attention in one draw: one uniform a firm, drawn when first asked for.
private struct FirmAttention {
  private let firms: [Firm]
  private let stream: Randomness.Stream
  private let draw: UInt32
  private var uniforms: [Double]

  init(_ world: World, _ stream: Randomness.Stream, draw: UInt32) {
    firms = world.population.firms
    self.stream = stream
    self.draw = draw
    uniforms = Array(repeating: -1, count: firms.count)
  }

  /// The firm's uniform, the same in every year.
  mutating func uniform(of firm: Int) -> Double {
    let known = uniforms[firm]
    if known >= 0 { return known }
    let drawn = stream.uniform(draw: draw, identity: firms[firm].identity)
    uniforms[firm] = drawn
    return drawn
  }
}
