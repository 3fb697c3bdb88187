import FundingRules
import FundingValues
public import PolicyCompiler
import Randomness

/// Who is expected to choose what, in closed form: errors of choice integrated out, given parameters, tastes, who
/// is aware and whom an employer would sponsor in each draw.
///
/// With U_o the utility of offer o by its best route, m a field and λ its dissimilarity,
///
///     S_m = Σ_{o in m} exp(U_o/λ),   P(o) = a · S_m^λ / (1 + Σ_n S_n^λ) · exp(U_o/λ) / S_m
///
/// (nested logit: D. McFadden, "Modelling the choice of residential location", 1978). a = 1 − Σ_k P(k) over what
/// the person may have begun earlier and not ended. Nothing finite refuses anybody here, nobody repeats or follows
/// what they have completed, and the errors of two years are taken as independent.
public struct ClosedFormShares: Sendable {
  /// One occasion of one person in one draw.
  struct Choice: Sendable {
    let weight: Double
    let dissimilarity: Double
    let day: Int32
    let alternatives: Range<Int>
    /// The person's choice before this in the draw, or -1.
    let earlier: Int
  }
  /// A course by a route.
  struct Alternative: Sendable {
    let person: UInt64
    let offer: Int32
    let field: Int32
    let route: Int32
    let end: Int32
    /// Two bits a metric: whether it counts above the line, and beneath it.
    var counts: UInt64
  }
  private(set) var choices: [Choice] = []
  private(set) var alternatives: [Alternative] = []
  /// The utility of each alternative.
  public private(set) var utilities: [Double] = []
  private let draws: Int
  private let metrics: Int

  /// No choice yet.
  init(draws: Int, metrics: Int) {
    self.draws = draws
    self.metrics = metrics
  }

  mutating func add(_ alternative: Alternative, utility: Double) {
    alternatives.append(alternative)
    utilities.append(utility)
  }

  mutating func add(_ choice: Choice) { choices.append(choice) }

  /// Whether another has the same people choosing among the same alternatives.
  public func isLike(_ other: ClosedFormShares) -> Bool {
    guard alternatives.count == other.alternatives.count, choices.count == other.choices.count
    else {
      return false
    }
    return zip(alternatives, other.alternatives).allSatisfy {
      $0.person == $1.person && $0.offer == $1.offer && $0.route == $1.route && $0.end == $1.end
    }
  }

  /// Takes from another, which is like it, what each alternative counts towards.
  mutating func takeCounts(from other: ClosedFormShares) {
    for place in alternatives.indices {
      alternatives[place].counts = other.alternatives[place].counts
    }
  }

  /// What each metric has above the line and beneath it, a draw, under given utilities of the alternatives.
  public func sums(under utilities: [Double]) -> [(top: Double, bottom: Double)] {
    var chances = Array(repeating: 0.0, count: alternatives.count)
    var sums = Array(repeating: (top: 0.0, bottom: 0.0), count: metrics)
    for choice in choices {
      var free = 1.0
      var earlier = choice.earlier
      while earlier >= 0 {
        for place in choices[earlier].alternatives where alternatives[place].end >= choice.day {
          free -= chances[place]
        }
        earlier = choices[earlier].earlier
      }
      share(choice, max(0, free), utilities, &chances)
      for place in choice.alternatives where chances[place] > 0 {
        let counts = alternatives[place].counts
        let expected = chances[place] * choice.weight
        for metric in 0..<metrics {
          if counts >> UInt64(2 * metric) & 1 == 1 { sums[metric].top += expected }
          if counts >> UInt64(2 * metric + 1) & 1 == 1 { sums[metric].bottom += expected }
        }
      }
    }
    return sums.map { (top: $0.top / Double(draws), bottom: $0.bottom / Double(draws)) }
  }

  /// The chances of one occasion's alternatives: those of an offer's best route, zero for its others.
  private func share(
    _ choice: Choice, _ free: Double, _ utilities: [Double], _ chances: inout [Double]
  ) {
    var best: [(place: Int, field: Int32, power: Double)] = []
    var place = choice.alternatives.lowerBound
    while place < choice.alternatives.upperBound {
      let offer = alternatives[place].offer
      var first = place
      place += 1
      while place < choice.alternatives.upperBound, alternatives[place].offer == offer {
        if utilities[place] > utilities[first] { first = place }
        place += 1
      }
      let power = Elementary.exp(utilities[first] / choice.dissimilarity)
      best.append((first, alternatives[first].field, power))
    }
    var fields: [(field: Int32, sum: Double)] = []
    for each in best {
      if let known = fields.firstIndex(where: { $0.field == each.field }) {
        fields[known].sum += each.power
      } else {
        fields.append((each.field, each.power))
      }
    }
    let worths = fields.map { Elementary.power($0.sum, choice.dissimilarity) }
    let all = 1 + worths.reduce(0, +)
    for each in best where each.power > 0 {
      guard let number = fields.firstIndex(where: { $0.field == each.field }) else { continue }
      chances[each.place] = free * worths[number] / all * each.power / fields[number].sum
    }
  }
}

/// The closed-form shares of a regime over some draws, for metrics that count courses begun.
///
/// Where shares of the same people among the same alternatives are given, what each counts towards is taken from
/// those.
/// - Throws: `SimulationError` if the scenario cannot be run.
public func closedFormShares(
  _ plan: FundingPlan, regime: Int, metrics: [MetricPlan], draws: Int, seed: UInt64,
  like other: ClosedFormShares? = nil
) throws(SimulationError) -> ClosedFormShares {
  let prepared = try PreparedRun(plan, seed: seed)
  let world = prepared.world
  let outcomes = RouteOutcomes(prepared, regime: regime)
  let tables = PairTables(world, prepared.model.tables, numbers: prepared.classNumbers)
  var shares = ClosedFormShares(draws: draws, metrics: metrics.count)
  for number in 0..<(draws / 2) {
    let pair = try PairModel(
      world, prepared.model, pair: number, quantities: prepared.quantities, tables: tables)
    outcomes.beginPair()
    let expectations = Expectations(
      pair, rules: try LifeRules(world, regime: 0, values: pair.values[0]),
      scores: prepared.scores)
    let opening = RegimeOpening(prepared, regime: regime, pair)
    for half in 0..<2 {
      let draw = UInt32(number * 2 + half)
      let book = OccasionMaker(prepared, pair, draw: draw, expectations).occasionsWithoutErrors()
      let run = RegimeRun(
        prepared, regime: regime, pair, draw: draw, outcomes: outcomes, book: book,
        opening: opening)
      run.collect(other == nil ? metrics : [], into: &shares)
    }
  }
  if let other {
    guard shares.isLike(other) else { return shares }
    shares.takeCounts(from: other)
  }
  return shares
}

extension MetricPlan {
  /// Whether what it counts is settled by the choice alone: courses begun, by facts of the person, the course and
  /// the route.
  public func isSettledByChoice(in plan: FundingPlan) -> Bool {
    guard statistic == .count || statistic == .share, forEach == nil, by.isEmpty,
      let rules = plan.regimes.first
    else { return false }
    var reads = Reads(rules)
    switch subject {
    case .everyone(let record): if record != MetricSubject.enrolment { return false }
    case .fact(let fact): reads.read(fact: fact)
    case .all, .figure, .party: return false
    }
    if let condition { reads.read(condition) }
    return !reads.facts.contains { fact in
      let name = plan.facts.names[fact]
      return name.hasPrefix("enrolment.") || name == "course.completed" || name == "course.outcome"
    }
  }

  /// What a course counts above the line and beneath it, as two bits.
  func counts(_ here: Circumstances, _ facts: FactTable) -> UInt64 {
    let holds = condition.map { (try? here.holds($0)) ?? false } ?? true
    switch subject {
    case .fact(let fact):
      guard holds, let value = here.frame[fact] else { return 0 }
      return facts.isNo(fact, value) ? 2 : 3
    default:
      if isShareOfAll { return holds ? 3 : 2 }
      return holds ? 1 : 0
    }
  }
}

extension RegimeRun {
  /// Goes through the months of the run with nobody studying, and adds each occasion's alternatives.
  func collect(_ metrics: [MetricPlan], into shares: inout ClosedFormShares) {
    let first = world.scenario.from.monthNumber
    let last = (world.yearStarts[world.reportedYears - 1]).monthNumber + 11
    var earlier: [Int: Int] = [:]
    for month in first...last {
      let day = CivilDate.first(ofMonth: month)
      funds.carryForward(on: day)
      accounts.begin(month: month, funds: &funds)
      guard isDecisionMonth(month, first: first) else { continue }
      let occasions = book.inMonths(month, through: lastMonth(ofStep: month)).map {
        book.occasions[$0]
      }.filter { world.isReported(year: $0.year, applied: $0.day) }
      let consents = sponsor(occasions.map { ($0, false) }, on: day)
      for occasion in occasions {
        collect(occasion, consents, day, metrics, &earlier, &shares)
      }
    }
  }

  private func collect(
    _ occasion: Occasion, _ consents: Consents, _ day: CivilDate, _ metrics: [MetricPlan],
    _ earlier: inout [Int: Int], _ shares: inout ClosedFormShares
  ) {
    let from = shares.alternatives.count
    let person = world.population.people[occasion.person]
    for place in occasion.chances {
      var chance = book.chances[place]
      let calendar = world.offers[chance.offer]
      if calendar.starts[chance.start] < max(day, occasion.day) {
        guard let start = calendar.start(after: max(day, occasion.day)) else { continue }
        chance = OfferChance(offer: chance.offer, start: start, utility: chance.utility)
      }
      guard mayFollow(chance.offer, occasion.person) else { continue }
      for route in rules.routes.indices {
        guard let option = option(occasion, chance, route, consents, on: day) else { continue }
        let start = calendar.starts[chance.start]
        shares.add(
          ClosedFormShares.Alternative(
            person: person.identity, offer: Int32(chance.offer),
            field: Int32(streams.fieldOf[chance.offer]), route: Int32(route),
            end: calendar.end(from: start).day,
            counts: counts(metrics, occasion, option, start, day)), utility: option.utility)
      }
    }
    guard shares.alternatives.count > from else { return }
    let dissimilarity = pair.value(
      pair.model.dissimilarity, person: occasion.person, year: occasion.year, otherwise: 1)
    shares.add(
      ClosedFormShares.Choice(
        weight: Double(person.weight) / 1e6, dissimilarity: max(0.01, dissimilarity),
        day: occasion.day.day, alternatives: from..<shares.alternatives.count,
        earlier: earlier[occasion.person] ?? -1))
    earlier[occasion.person] = shares.choices.count - 1
  }

  /// What an alternative would count towards, were it chosen.
  private func counts(
    _ metrics: [MetricPlan], _ occasion: Occasion, _ option: RouteOption, _ start: CivilDate,
    _ day: CivilDate
  ) -> UInt64 {
    guard !metrics.isEmpty else { return 0 }
    let calendar = world.offers[option.chance.offer]
    let end = calendar.end(from: start)
    let enrolment = Enrolment(
      person: occasion.person, year: occasion.year, offer: option.chance.offer, start: start,
      end: end, application: occasion.day, granted: max(day, occasion.day), route: option.route,
      sponsored: rules.routes[option.route].needsEmployer, costs: option.outcome.costs,
      receipts: option.outcome.receipts, terms: [], dues: calendar.dues(from: start),
      plain: option.plain, completes: true, instalmentsDue: calendar.instalments,
      followedMillionths: 1_000_000, leaves: end, breaks: CourseBreaks(), calendarEnd: end,
      calendarLeaves: nil, separates: nil)
    let here = MetricCollector.circumstances(of: enrolment, in: self, nil)
    var bits: UInt64 = 0
    for (number, metric) in metrics.enumerated() {
      bits |= metric.counts(here, world.plan.facts) << UInt64(2 * number)
    }
    return bits
  }
}
