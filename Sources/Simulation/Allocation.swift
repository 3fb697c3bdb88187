import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// A finite thing of one step, shared by learners: a period of a fund, or places of an offer.
private enum StepResource: Hashable {
  case fund(FundPeriod)
  /// A row of periods of a fund that carries forward: what they may have together.
  case row(FundPeriod, through: FundPeriod)
  case places(offer: Int, index: Int, period: CivilDate)
}

/// What applicants of one step ask of finite things.
private struct StepRequests {
  /// The finite things asked of, by the numbers that claims give them.
  var resources: [StepResource] = []
  /// Each applicant with the claims of their alternatives.
  var applicants: [Applicant] = []
  private var numbers: [StepResource: Int] = [:]

  /// The number of a finite thing, a new one if it was not asked of yet.
  mutating func number(of resource: StepResource) -> Int {
    if let known = numbers[resource] { return known }
    numbers[resource] = resources.count
    resources.append(resource)
    return resources.count - 1
  }
}

extension RegimeRun {
  /// Shares out what is finite, enrols those who get what they ask and keeps the queues.
  func allocate(
    _ applicants: [(occasion: Occasion, waits: Bool, options: [Choice])], on day: CivilDate
  ) {
    let (requests, allocation) =
      allFirstChoices(of: applicants, on: day) ?? shared(applicants, on: day)
    for (index, applicant) in applicants.enumerated() {
      let asking = requests.applicants[index]
      note(applicant, asking, requests.resources, allocation, index)
      guard let chosen = allocation.choice[index] else { continue }
      for claim in asking.alternatives[chosen] { drawOnReserve(claim, requests.resources) }
      let choice = applicant.options[chosen]
      if choice.waits {
        waiting.append(Waiting(occasion: applicant.occasion, since: applicant.occasion.day))
      } else {
        enrol(applicant.occasion, choice.option, on: day)
      }
    }
    noteWaiting()
  }

  /// Everyone's first choice, if all of them fit together; nothing if somebody would be refused.
  ///
  /// In the first round of deferred acceptance everyone asks for their first choice; where nothing
  /// overflows there is no second, so that further alternatives need not be looked at. Money that is
  /// carried forward binds periods together that only lower choices may ask of: there all are looked at.
  private func allFirstChoices(
    of applicants: [(occasion: Occasion, waits: Bool, options: [Choice])], on day: CivilDate
  ) -> (StepRequests, Allocation)? {
    guard rules.funds.allSatisfy({ $0.carriesForward == nil }) else { return nil }
    let requests = requests(of: applicants, firstOnly: true, on: day)
    let allocation = Rationing.allocate(
      requests.resources.map(sharedResource), among: requests.applicants)
    return allocation.refusedBy.allSatisfy(\.isEmpty) ? (requests, allocation) : nil
  }

  /// What everyone gets, all alternatives looked at.
  private func shared(
    _ applicants: [(occasion: Occasion, waits: Bool, options: [Choice])], on day: CivilDate
  ) -> (StepRequests, Allocation) {
    var requests = requests(of: applicants, firstOnly: false, on: day)
    joinRows(of: &requests.resources, &requests.applicants)
    let resources = requests.resources
    let labels = resources.map(label)
    let order = resources.indices.sorted { labels[$0] < labels[$1] }
    let allocation = Rationing.allocate(
      resources.map(sharedResource), among: requests.applicants, order: order)
    return (requests, allocation)
  }

  /// What applicants ask of finite things with all their choices, or with the first alone.
  private func requests(
    of applicants: [(occasion: Occasion, waits: Bool, options: [Choice])], firstOnly: Bool,
    on day: CivilDate
  ) -> StepRequests {
    var result = StepRequests()
    for (occasion, waits, options) in applicants {
      var alternatives: [[ResourceClaim]] = []
      for choice in options.prefix(firstOnly ? 1 : options.count) {
        guard !choice.waits else {
          alternatives.append([])
          continue
        }
        var asker = Asker(occasion: occasion, option: choice.option, waits: waits)
        alternatives.append(
          claims(choice.option, occasion, waits, on: day).map { resource, amount, fund in
            let order = rank(fund, &asker)
            return ResourceClaim(
              resource: result.number(of: resource), amount: amount, rank: order.rank,
              lot: order.lot, reserve: order.reserve)
          })
      }
      result.applicants.append(
        Applicant(
          identity: world.population.people[occasion.person].identity,
          alternatives: alternatives))
    }
    return result
  }

  /// What is left of a finite thing.
  private func sharedResource(_ resource: StepResource) -> SharedResource {
    switch resource {
    case .row(let first, let last): SharedResource(left: funds.left(from: first, through: last))
    case .fund(let period): SharedResource(left: funds.left(period), reserves: reserves(period))
    case .places(let offer, let index, let period):
      SharedResource(left: placesLeft(offer, index, period))
    }
  }

  private func label(_ resource: StepResource) -> String {
    switch resource {
    case .fund(let period): rules.funds[period.fund].name + " " + period.start.description
    case .row(let first, let last):
      label(.fund(first)) + " to " + last.start.description
    case .places(let offer, _, let period):
      world.offers[offer].plan.name + " " + period.description
    }
  }

  /// Adds what binds periods together where money is carried forward: a row of periods asked of in
  /// one step has between its own money and what may come into the first, and none of it twice.
  private func joinRows(of resources: inout [StepResource], _ asking: inout [Applicant]) {
    for fund in rules.funds.indices where rules.funds[fund].carriesForward != nil {
      var asked: [(period: FundPeriod, number: Int)] = []
      for (number, resource) in resources.enumerated() {
        if case .fund(let period) = resource, period.fund == fund { asked.append((period, number)) }
      }
      asked.sort { $0.period < $1.period }
      for first in asked.indices {
        for last in asked.indices where last > first {
          let members = Set(asked[first...last].map(\.number))
          let row = resources.count
          resources.append(.row(asked[first].period, through: asked[last].period))
          asking = asking.map { $0.claiming(row, for: members) }
        }
      }
    }
  }

  /// What an option asks of finite things, in micro-pence or millionths of a place.
  private func claims(
    _ option: RouteOption, _ occasion: Occasion, _ waits: Bool, on day: CivilDate
  ) -> [(StepResource, Int128, Int?)] {
    let offer = world.offers[option.chance.offer]
    let start = offer.starts[option.chance.start]
    let weight = Int128(world.population.people[occasion.person].weight)
    var result = drawnOnFunds(by: option, asked: max(day, occasion.day)).map {
      (StepResource.fund($0.period), $0.pence * weight, Optional($0.period.fund))
    }
    for (index, places) in offer.plan.places.enumerated() {
      let period = places.period.start(holding: start)
      result.append(
        (.places(offer: option.chance.offer, index: index, period: period), weight, nil))
    }
    return result
  }

  /// Pence that a course by a route draws on periods of funds, by period; kept for each outcome, for all
  /// of a class ask the same, unless rounds count a request when it is made.
  private func drawnOnFunds(
    by option: RouteOption, asked: CivilDate
  ) -> [FundDraw] {
    guard !countsRounds else { return pence(of: option, asked: asked) }
    let key = DrawnKey(
      outcome: ObjectIdentifier(option.outcome), offer: option.chance.offer,
      start: option.chance.start)
    if let known = outcomes.drawn[key] { return known }
    let found = pence(of: option, asked: asked)
    if option.outcome.isKept { outcomes.drawn[key] = found }
    return found
  }

  private func pence(
    of option: RouteOption, asked: CivilDate
  ) -> [FundDraw] {
    let offer = world.offers[option.chance.offer]
    let start = offer.starts[option.chance.start]
    let book = funds
    var sums: [FundPeriod: Int128] = [:]
    let dues = offer.dues[option.chance.start].dues
    for cost in option.outcome.costs {
      for line in cost.lines {
        for fund in rules.fundsDrawn(by: line) {
          for (number, due) in dues.enumerated() {
            sums[book.period(of: fund, due: due.day, asked: asked), default: 0] +=
              Int128(line.pence(ofInstalment: number))
          }
        }
      }
    }
    for receipt in option.outcome.receipts {
      for day in receipt.days(from: start, to: offer.end(from: start), leaving: nil) {
        for fund in rules.fundsDrawn(by: receipt) {
          sums[book.period(of: fund, due: day, asked: asked), default: 0] += Int128(receipt.amount)
        }
      }
    }
    return sums.sorted { $0.key < $1.key }.map { FundDraw(period: $0.key, pence: $0.value) }
  }

  /// Where a claim stands in a fund's order; those who waited come first, in their old order.
  private func rank(
    _ fund: Int?, _ asker: inout Asker
  ) -> (rank: [Double], lot: UInt64, reserve: Int?) {
    let (occasion, option) = (asker.occasion, asker.option)
    let identity = world.population.people[occasion.person].identity
    let stream = fund.map { lots.funds[$0] } ?? lots.offers[option.chance.offer]
    let lot = stream.bits(draw: draw, identity: identity, address: UInt32(occasion.year))
    guard let fund else { return ([], lot, nil) }
    var result: [Double] = [asker.waits ? 0 : 1]
    guard rules.funds[fund].asksOfApplicants else { return (result, lot, nil) }
    for (number, rank) in rules.funds[fund].ranks.enumerated() {
      switch rank {
      case .when(let test): result.append(holds(test, fund, number, &asker) ? 0 : 1)
      case .lowest(let fact), .earliest(let fact):
        result.append(value(of: fact, &asker)?.double ?? .greatestFiniteMagnitude)
      case .highest(let fact): result.append(-(value(of: fact, &asker)?.double ?? 0))
      case .lot: break
      }
    }
    if rules.funds[fund].reserves.isEmpty { return (result, lot, nil) }
    let here = circumstances(&asker)
    let reserve = rules.funds[fund].reserves.firstIndex { (try? here.holds($0.test)) == true }
    return (result, lot, reserve)
  }

  /// Whether a test of a fund's order holds: worked out once for all of a class who ask for a course by a
  /// route.
  private func holds(
    _ test: Condition, _ fund: Int, _ number: Int, _ asker: inout Asker
  ) -> Bool {
    let option = asker.option
    guard let classes = rankClasses[fund][number] else {
      return (try? circumstances(&asker).holds(test)) == true
    }
    let group = pair.tables.classNumber(
      classes, person: asker.occasion.person, year: asker.occasion.year)
    let key = RankKey(
      fund: fund, rank: number, offer: option.chance.offer, start: option.chance.start,
      route: option.route, group: group)
    if let known = outcomes.ranks[key] { return known }
    let found = (try? circumstances(&asker).holds(test)) == true
    outcomes.ranks[key] = found
    return found
  }

  private func value(of fact: Int, _ asker: inout Asker) -> Ratio? {
    if fact == world.numbers.application { return Ratio(Int64(asker.occasion.day.day)) }
    if isGiven[fact] { return world.population.held(fact, by: asker.occasion.person) }
    return circumstances(&asker).frame[fact]
  }

  /// The circumstances of whoever asks, worked out once for all that is asked.
  private func circumstances(_ asker: inout Asker) -> Circumstances {
    if let known = asker.circumstances { return known }
    let found = circumstances(asker.occasion, asker.option)
    asker.circumstances = found
    return found
  }

  private func circumstances(_ occasion: Occasion, _ option: RouteOption) -> Circumstances {
    let offer = world.offers[option.chance.offer]
    let start = offer.starts[option.chance.start]
    var frame = world.frame(person: occasion.person, year: occasion.year)
    world.fillCourse(
      &frame, offer: option.chance.offer, start: start, values: values, regime: regime)
    world.fillRoute(&frame, rules.routes[option.route])
    if let fact = world.numbers.application {
      frame[fact] = Ratio(Int64(occasion.day.day))
    }
    rules.derive(&frame, values: values, on: start)
    return Circumstances(frame: frame, values: values, date: start)
  }

  /// What is still kept of a fund's reserves: those for whom they are kept have drawn on them first.
  private func reserves(_ period: FundPeriod) -> [Int128] {
    let here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: values, date: funds.valued(period))
    return rules.funds[period.fund].reserves.enumerated().map { number, reserve in
      let pence = (try? here.value(of: reserve.amount))?.roundedHalfUp() ?? 0
      let drawn = reservesDrawn[period]?[number] ?? 0
      return max(0, Int128(max(0, pence)) * 1_000_000 - drawn)
    }
  }

  private func drawOnReserve(_ claim: ResourceClaim, _ resources: [StepResource]) {
    guard let reserve = claim.reserve, case .fund(let period) = resources[claim.resource] else {
      return
    }
    reservesDrawn[period, default: [:]][reserve, default: 0] += claim.amount
  }

  private func placesLeft(_ offer: Int, _ index: Int, _ period: CivilDate) -> Int128 {
    let here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: values, date: period)
    let places = world.offers[offer].plan.places[index]
    let count = (try? here.value(of: places.amount))?.roundedHalfUp() ?? 0
    let taken = placesTaken[PlaceKey(offer: offer, index: index, period: period)] ?? 0
    return Int128(max(0, count)) * 1_000_000 - taken
  }

  /// Notes what was asked of funds and refused.
  private func note(
    _ applicant: (occasion: Occasion, waits: Bool, options: [Choice]), _ asking: Applicant,
    _ resources: [StepResource], _ allocation: Allocation, _ index: Int
  ) {
    guard world.isReported(year: applicant.occasion.year, applied: applicant.occasion.day) else {
      return
    }
    let weight = Int128(world.population.people[applicant.occasion.person].weight)
    guard !applicant.waits else { return }
    var asked = Set(allocation.refusedBy[index].keys)
    let chosen = allocation.choice[index]
    if let chosen { asked.insert(chosen) }
    func offer(_ alternative: Int) -> Int { applicant.options[alternative].option.chance.offer }
    var counted = Set<[Int]>()
    var people = Set<Int>()
    for alternative in asked.sorted() {
      for claim in asking.alternatives[alternative] {
        // A second route to the same fund for the same course is the same request.
        guard case .fund(let period) = resources[claim.resource],
          counted.insert([offer(alternative), claim.resource]).inserted
        else { continue }
        let counts = people.insert(claim.resource).inserted ? weight : 0
        funds.noteAsked(period, claim.amount, people: counts)
        let isGranted =
          chosen.map { held in
            offer(held) == offer(alternative)
              && asking.alternatives[held].contains { $0.resource == claim.resource }
          } ?? false
        if !isGranted { funds.noteRefused(period, claim.amount, people: counts) }
      }
    }
  }

  /// Counts those who wait at the end of a step, by fund.
  private func noteWaiting() {
    waitingNow = [:]
    for each in waiting {
      let weight = Int128(world.population.people[each.occasion.person].weight)
      for fund in rules.funds.indices {
        if case .queues = rules.funds[fund].whenSpent {
          waitingNow[fund, default: 0] += weight
          break
        }
      }
    }
  }
}

extension Fund {
  /// Whether its order or its reserves ask anything of who applies.
  fileprivate var asksOfApplicants: Bool {
    !reserves.isEmpty
      || ranks.contains { rank in
        if case .lot = rank { return false }
        return true
      }
  }
}

extension Applicant {
  /// The applicant with a claim on a row of resources, of what they claim of its members.
  fileprivate func claiming(_ row: Int, for members: Set<Int>) -> Applicant {
    Applicant(
      identity: identity,
      alternatives: alternatives.map { claims in
        let parts = claims.filter { members.contains($0.resource) }
        guard let one = parts.first else { return claims }
        return claims + [
          ResourceClaim(
            resource: row, amount: parts.reduce(Int128(0)) { $0 + $1.amount }, rank: one.rank,
            lot: one.lot)
        ]
      })
  }
}

/// Someone who asks for a course by a route.
private struct Asker {
  let occasion: Occasion
  let option: RouteOption
  /// Whether they waited for it.
  let waits: Bool
  /// What is known of them and the course, once it is asked for.
  var circumstances: Circumstances?
}

/// What a test of a fund's order hangs on.
struct RankKey: Hashable {
  /// The number of the fund.
  let fund: Int
  /// The number of the test in the fund's order.
  let rank: Int
  /// The index of the offer.
  let offer: Int
  /// The index of its start.
  let start: Int
  /// The index of the route.
  let route: Int
  /// The number of the class of whoever asks.
  let group: Int
}

/// The lots of the funds of a regime and of the places of offers.
struct Lots: Sendable {
  /// By fund.
  let funds: [Randomness.Stream]
  /// By offer.
  let offers: [Randomness.Stream]

  /// The lots of a regime.
  init(_ world: World, _ rules: RuleSet) {
    funds = rules.funds.map { world.lotStream($0.name) }
    offers = world.offers.map { world.lotStream($0.plan.name) }
  }
}

/// Places of an offer in a period.
struct PlaceKey: Hashable {
  let offer: Int
  let index: Int
  let period: CivilDate
}

/// Pence that a course draws on one period of a fund.
struct FundDraw {
  /// The fund and the period.
  let period: FundPeriod
  /// Whole pence of one person, not weighted.
  let pence: Int128
}

/// What a course by a route draws on funds hangs on.
struct DrawnKey: Hashable {
  /// The outcome, which whoever keeps the key keeps too.
  let outcome: ObjectIdentifier
  /// The index of the offer.
  let offer: Int
  /// The index of its start.
  let start: Int
}
