import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// By whose order claims stand: that of a fund, or of an account from which money is passed on.
private struct ClaimOrder {
  /// The fund's number; nothing for an account.
  let fund: Int?
  let ranks: [Rank]
  /// Whom money is kept for.
  let reserves: [Condition]

  /// Whether the order or the reserves ask anything of who applies.
  var asksOfApplicants: Bool {
    !reserves.isEmpty
      || ranks.contains { rank in
        if case .lot = rank { return false }
        return true
      }
  }
}

extension RegimeRun {
  /// What an option asks of finite things as claims on the things of a step.
  func claims(
    _ option: RouteOption, _ occasion: Occasion, _ waits: Bool, _ requests: inout StepRequests,
    on day: CivilDate
  ) -> [ResourceClaim] {
    var asker = Asker(occasion: occasion, option: option, waits: waits)
    return asked(option, occasion, on: day).map { resource, amount in
      let order = rank(resource, &asker)
      return ResourceClaim(
        resource: requests.number(of: resource), amount: amount, rank: order.rank, lot: order.lot,
        reserve: order.reserve)
    }
  }

  /// What an option asks of finite things, in micro-pence or millionths of a place.
  private func asked(
    _ option: RouteOption, _ occasion: Occasion, on day: CivilDate
  ) -> [(StepResource, Int128)] {
    let offer = world.offers[option.chance.offer]
    let start = offer.starts[option.chance.start]
    let weight = Int128(world.population.people[occasion.person].weight)
    var result = drawnOnFunds(by: option, asked: max(day, occasion.day)).map {
      (StepResource.fund($0.period), $0.pence * weight)
    }
    for drawn in drawnOnOthers(option.outcome, offer.dues[option.chance.start]) {
      result.append((.passedOn(account: drawn.account, start: drawn.start), drawn.pence * weight))
    }
    for (index, places) in offer.plan.places.enumerated() {
      let period = places.period.start(holding: start)
      result.append((.places(offer: option.chance.offer, index: index, period: period), weight))
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

  func pence(
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
    return sums.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
      FundDraw(period: $0.key, pence: $0.value)
    }
  }

  /// Where a claim stands in a fund's order; those who waited come first, in their old order.
  private func rank(
    _ resource: StepResource, _ asker: inout Asker
  ) -> (rank: [Double], lot: UInt64, reserve: Int?) {
    let (occasion, option) = (asker.occasion, asker.option)
    let identity = world.population.people[occasion.person].identity
    let claimed = order(of: resource)
    let stream: Randomness.Stream =
      switch resource {
      case .fund(let period): lots.funds[period.fund]
      case .passedOn(let account, _): lots.accounts[account]
      case .row, .places: lots.offers[option.chance.offer]
      }
    let lot = stream.bits(draw: draw, identity: identity, address: UInt32(occasion.year))
    guard let claimed else { return ([], lot, nil) }
    var result: [Double] = [asker.waits ? 0 : 1]
    guard claimed.asksOfApplicants else { return (result, lot, nil) }
    for (number, rank) in claimed.ranks.enumerated() {
      switch rank {
      case .when(let test): result.append(holds(test, claimed.fund, number, &asker) ? 0 : 1)
      case .lowest(let fact), .earliest(let fact):
        result.append(value(of: fact, &asker)?.double ?? .greatestFiniteMagnitude)
      case .highest(let fact): result.append(-(value(of: fact, &asker)?.double ?? 0))
      case .lot: break
      }
    }
    if claimed.reserves.isEmpty { return (result, lot, nil) }
    let here = circumstances(&asker)
    let reserve = claimed.reserves.firstIndex { (try? here.holds($0)) == true }
    return (result, lot, reserve)
  }

  /// Whether a test of a fund's order holds: worked out once for all of a class who ask for a course by a
  /// route.
  private func holds(
    _ test: Condition, _ fund: Int?, _ number: Int, _ asker: inout Asker
  ) -> Bool {
    let option = asker.option
    guard let fund, let classes = rankClasses[fund][number] else {
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

  /// By whose order claims on a finite thing stand; nothing where a lot alone decides.
  private func order(of resource: StepResource) -> ClaimOrder? {
    switch resource {
    case .fund(let period):
      let fund = rules.funds[period.fund]
      return ClaimOrder(
        fund: period.fund, ranks: fund.ranks, reserves: fund.reserves.map(\.test))
    case .passedOn(let account, _):
      let ranks = rules.accounts[account].transfers?.ranks ?? []
      return ClaimOrder(fund: nil, ranks: ranks, reserves: [])
    case .row, .places: return nil
    }
  }

  private func circumstances(_ occasion: Occasion, _ option: RouteOption) -> Circumstances {
    let chance = option.chance
    return circumstances(
      of: occasion.person, year: occasion.year, offer: chance.offer,
      from: world.offers[chance.offer].starts[chance.start], route: option.route,
      applied: occasion.day)
  }

  private func circumstances(
    of person: Int, year: Int, offer: Int, from start: CivilDate, route: Int, applied: CivilDate
  ) -> Circumstances {
    var frame = world.frame(person: person, year: year)
    world.fillCourse(&frame, offer: offer, start: start, values: values, regime: regime)
    world.fillRoute(&frame, rules.routes[route])
    if let fact = world.numbers.application { frame[fact] = Ratio(Int64(applied.day)) }
    rules.derive(&frame, values: values, on: start)
    return Circumstances(frame: frame, values: values, date: start)
  }

  /// The first reserve of a fund that is kept for whoever follows a course, if any is.
  func reserve(of fund: Int, _ enrolment: Enrolment) -> Int? {
    guard !rules.funds[fund].reserves.isEmpty else { return nil }
    let here = circumstances(
      of: enrolment.person, year: enrolment.year, offer: enrolment.offer, from: enrolment.start,
      route: enrolment.route, applied: enrolment.application)
    return rules.funds[fund].reserves.firstIndex { (try? here.holds($0.test)) == true }
  }

  /// What is still kept of a fund's reserves: those for whom they are kept have drawn on them first.
  func reserves(_ period: FundPeriod, drawn: [Int: Int128]? = nil) -> [Int128] {
    let taken = drawn ?? reservesDrawn[period] ?? [:]
    let here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: values, date: funds.valued(period))
    return rules.funds[period.fund].reserves.enumerated().map { number, reserve in
      let pence = (try? here.value(of: reserve.amount))?.roundedHalfUp() ?? 0
      return max(0, Int128(max(0, pence)) * 1_000_000 - (taken[number] ?? 0))
    }
  }

  func drawOnReserve(_ claim: ResourceClaim, _ resources: [StepResource]) {
    guard let reserve = claim.reserve, case .fund(let period) = resources[claim.resource] else {
      return
    }
    reservesDrawn[period, default: [:]][reserve, default: 0] += claim.amount
  }

  func placesLeft(_ offer: Int, _ index: Int, _ period: CivilDate) -> Int128 {
    let here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: values, date: period)
    let places = world.offers[offer].plan.places[index]
    let count = (try? here.value(of: places.amount))?.roundedHalfUp() ?? 0
    let taken = placesTaken[PlaceKey(offer: offer, index: index, period: period)] ?? 0
    return Int128(max(0, count)) * 1_000_000 - taken
  }

  /// Micro-pence that others would pass on from an account, less what is promised of a period.
  func passableLeft(_ account: Int, from start: CivilDate, on day: CivilDate) -> Int128 {
    max(
      0,
      accounts.passable(account, except: nil, on: day) - accounts.promisedOn(account, due: start))
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
  /// By account, of what others pass on from it.
  let accounts: [Randomness.Stream]
  /// By offer.
  let offers: [Randomness.Stream]

  /// The lots of a regime.
  init(_ world: World, _ rules: RuleSet) {
    funds = rules.funds.map { world.lotStream($0.name) }
    accounts = rules.accounts.map { world.lotStream($0.name) }
    offers = world.offers.map { world.lotStream($0.plan.name) }
  }
}
