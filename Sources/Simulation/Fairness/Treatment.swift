import FundingRules
import FundingValues
import PolicyCompiler
import Quoting

/// What one course would cost people under one regime, route by route.
struct Treatment {
  private let world: World
  private let regime: Int
  private let offer: Int
  private let boundless: CaseLedgers
  private var rules: RuleSet { world.plan.regimes[regime] }

  /// What a route asks and gives.
  private struct Terms {
    let route: Int
    /// What the learner bears: own money and loan, in pence.
    let borne: Int64
    let loan: Int64
    /// What is given, by instrument, in pence.
    let given: [Int: Int64]

    var givenInAll: Int64 { given.values.reduce(0, +) }
  }

  init(_ world: World, regime: Int, offer: Int) {
    self.world = world
    self.regime = regime
    self.offer = offer
    let rules = world.plan.regimes[regime]
    boundless = .boundless(rules, LimitTable(rules))
  }

  /// The open routes of a person, with one of their facts changed if it is asked.
  private func routes(_ person: Int, changing change: (fact: Int, value: Ratio)? = nil) -> [Terms] {
    let values = world.centralValues[regime]
    let day = world.offers[offer].starts[0]
    return rules.routes.indices.compactMap { number in
      var frame = world.frame(person: person, year: 0)
      if let change { frame[change.fact] = change.value }
      world.fillCourse(&frame, offer: offer, start: day, values: values, regime: regime)
      world.fillRoute(&frame, rules.routes[number])
      rules.derive(&frame, values: values, on: day)
      if let fact = world.numbers.application { frame[fact] = Ratio(Int64(day.day)) }
      var settlement = RouteSettlement(
        rules: rules, here: Circumstances(frame: frame, values: values, date: day),
        application: day, ledgers: boundless)
      settlement.instalments = world.offers[offer].dues(from: day)
      guard
        let quote = try? settlement.quote(
          rules.routes[number], number: number,
          hasEmployer: world.population.people[person].firm >= 0), quote.isOpen
      else { return nil }
      return terms(quote)
    }
  }

  private func terms(_ quote: RouteQuote) -> Terms {
    var borne: Int64 = 0
    var loan: Int64 = 0
    var given: [Int: Int64] = [:]
    for cost in quote.costs {
      for line in cost.lines {
        switch line.kind {
        case .own: if line.party == learnerParty { borne += line.amount }
        case .loan:
          loan += line.amount
          borne += line.amount
        case .grant, .account:
          if let instrument = line.instrument { given[instrument, default: 0] += line.amount }
        }
      }
    }
    return Terms(route: quote.route, borne: borne, loan: loan, given: given)
  }

  /// How far apart the routes of the people asked about are.
  func spread(_ people: [Int]) -> Fairness.Spread {
    var apart: [(pence: Int64, weight: Int64, low: Int, high: Int, person: Int)] = []
    var (all, choosing, bare, overlapping) = (Int64(0), Int64(0), Int64(0), Int64(0))
    var groups: [String: [String: (sum: Int128, weight: Int64)]] = [:]
    for person in people {
      let weight = world.population.people[person].weight
      let open = routes(person)
      all += weight
      if open.allSatisfy({ $0.givenInAll == 0 && $0.loan == 0 }) { bare += weight }
      let kinds = Set(
        open.filter { $0.givenInAll > 0 }.map { Set($0.given.filter { $0.value > 0 }.keys) })
      if kinds.count > 1 { overlapping += weight }
      let best = open.map(\.givenInAll).max() ?? 0
      for (by, level) in levels(of: person) {
        let before = groups[by]?[level] ?? (0, 0)
        groups[by, default: [:]][level] = (
          before.sum + Int128(best) * Int128(weight), before.weight + weight
        )
      }
      guard open.count > 1, let low = open.min(by: { $0.borne < $1.borne }),
        let high = open.max(by: { $0.borne < $1.borne })
      else { continue }
      choosing += weight
      apart.append((high.borne - low.borne, weight, low.route, high.route, person))
    }
    apart.sort { ($0.pence, $0.person) < ($1.pence, $1.person) }
    let greatest = apart.last
    return Fairness.Spread(
      regime: rules.name, offer: world.offers[offer].plan.name,
      haveAChoice: share(choosing, of: all), median: median(apart.map { ($0.pence, $0.weight) }),
      greatest: greatest?.pence ?? 0, cheapest: greatest.map { rules.routes[$0.low].name } ?? "",
      dearest: greatest.map { rules.routes[$0.high].name } ?? "",
      who: greatest.map { who($0.person) } ?? "", nobodyPays: share(bare, of: all),
      overlap: share(overlapping, of: all), groups: told(groups))
  }

  private func share(_ part: Int64, of all: Int64) -> Double {
    all > 0 ? Double(part) / Double(all) : 0
  }

  /// The least figure that half of the weight does not pass.
  private func median(_ sorted: [(pence: Int64, weight: Int64)]) -> Int64 {
    let all = sorted.reduce(Int64(0)) { $0 + $1.weight }
    var before: Int64 = 0
    for each in sorted {
      before += each.weight
      if before * 2 >= all { return each.pence }
    }
    return 0
  }

  private func told(
    _ groups: [String: [String: (sum: Int128, weight: Int64)]]
  ) -> [Fairness.Group] {
    groups.sorted { $0.key < $1.key }.flatMap { by, levels in
      levels.sorted { $0.key < $1.key }.map { level, sums in
        Fairness.Group(
          by: by, level: level,
          given: sums.weight > 0 ? Int64(clamping: sums.sum / Int128(sums.weight)) : 0,
          weight: sums.weight)
      }
    }
  }

  /// The categories of a person, and the size of their employer.
  private func levels(of person: Int) -> [(String, String)] {
    let facts = world.plan.facts
    var levels: [(String, String)] = []
    for fact in world.population.learnerFacts {
      guard case .category(let category) = facts.kinds[fact],
        let names = facts.categories[category], names.count > 1,
        let value = world.population.held(fact, by: person)
      else { continue }
      let index = Int(clamping: value.floor())
      if names.indices.contains(index) { levels.append((facts.names[fact], names[index])) }
    }
    let firm = world.population.people[person].firm
    levels.append(("employer-size", Breakdowns.size(world, firm: firm)))
    return levels
  }

  /// A person in words: their facts that the routes may read.
  private func who(_ person: Int) -> String {
    let facts = world.plan.facts
    let told = world.population.learnerFacts.compactMap { fact -> String? in
      let name = facts.names[fact]
      guard !name.hasSuffix(".taste"), !name.hasSuffix(".nation"),
        let value = world.population.held(fact, by: person)
      else { return nil }
      let text = facts.text(of: value, fact: fact, in: world.plan.currency)
      return "\(name.split(separator: ".").last ?? "") \(text)"
    }
    return told.joined(separator: ", ")
  }

  // MARK: Cliffs

  /// The least jump that is told, in pence.
  private static let least: Int64 = 50_00
  /// How many people are asked about at each place.
  private static let tried = 40

  /// The places at which the rules compare a fact of people with a value, and where what is given jumps there.
  func cliffs(_ people: [Int]) -> [Fairness.Cliff] {
    let facts = world.plan.facts
    let some = (0..<min(Treatment.tried, people.count)).map {
      people[$0 * people.count / min(Treatment.tried, people.count)]
    }
    var found: [Fairness.Cliff] = []
    for (fact, value) in places {
      guard let step = Treatment.step(of: facts.kinds[fact]) else { continue }
      for route in rules.routes.indices {
        var most: Fairness.Cliff?
        for person in some {
          let below = routes(person, changing: (fact, value - step)).first { $0.route == route }
          let above = routes(person, changing: (fact, value + step)).first { $0.route == route }
          guard let cliff = cliff(fact, value, route, below, above) else { continue }
          if cliff.size > (most?.size ?? 0) { most = cliff }
        }
        if let most { found.append(most) }
      }
    }
    return found
  }

  private func cliff(
    _ fact: Int, _ value: Ratio, _ route: Int, _ below: Terms?, _ above: Terms?
  ) -> Fairness.Cliff? {
    let (before, after) = (below?.givenInAll ?? 0, above?.givenInAll ?? 0)
    guard abs(after - before) >= Treatment.least else { return nil }
    let changed = Set((below?.given ?? [:]).keys).union((above?.given ?? [:]).keys).max {
      abs((above?.given[$0] ?? 0) - (below?.given[$0] ?? 0))
        < abs((above?.given[$1] ?? 0) - (below?.given[$1] ?? 0))
    }
    guard let changed else { return nil }
    return Fairness.Cliff(
      regime: rules.name, offer: world.offers[offer].plan.name, route: rules.routes[route].name,
      fact: world.plan.facts.names[fact],
      at: world.plan.facts.text(of: value, fact: fact, in: world.plan.currency), below: before,
      above: after, instrument: rules.instruments[changed].name,
      clause: rules.instruments[changed].clause.place)
  }

  /// The facts of people and employers that a rule compares with a value, and those values.
  private var places: [(fact: Int, value: Ratio)] {
    let own = Set(world.population.learnerFacts + world.population.employerFacts)
    let here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: world.centralValues[regime],
      date: world.offers[offer].starts[0])
    var found: [(fact: Int, value: Ratio)] = []
    for pair in rules.comparedPairs where own.contains(pair.fact) {
      guard let value = try? here.value(of: pair.with),
        !found.contains(where: { $0.fact == pair.fact && $0.value == value })
      else { continue }
      found.append((pair.fact, value))
    }
    return found
  }

  /// The least difference that a fact can have in practice, in run-time units.
  private static func step(of kind: FactTable.Kind) -> Ratio? {
    switch kind {
    case .money, .moneyPerYear: Ratio(100)
    case .years: Ratio(1, over: 365)
    case .count: .one
    case .share: Ratio(1, over: 1000)
    default: nil
    }
  }
}
