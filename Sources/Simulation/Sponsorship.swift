import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

// An employer sponsors a proposal if gain side(G, C) − cost side(G, C) + σ·log(u/(1−u)) > 0: G its expected
// gain, C its own cash and the levy money that it would have used anyway, discounted over the instalments,
// σ the spread of a logistic error. Both sides are straight lines in G and C, known from three points.

/// What employers have agreed to in one step.
struct Consents {
  /// A course by a route for a person.
  struct Key: Hashable {
    /// The index of the person.
    let person: Int
    /// The index of the offer.
    let offer: Int
    /// The index of the route.
    let route: Int
  }
  /// The terms that were agreed.
  struct Terms {
    /// What the route pays.
    let outcome: RouteOutcome
    /// Pence of the costs that nobody helps with, by the party that pays.
    let plain: [(party: Int, pence: Int64)]
  }
  /// The terms agreed so far.
  var agreed: [Key: Terms] = [:]
  /// The costs that arise once for all that an employer applies for together and are agreed to.
  var applied: [Int: Set<Int>] = [:]
  /// What each employer has set aside for what it agreed to.
  var reserved: [Int: Reservations] = [:]

  /// The firm terms of a sponsored route, if the employer agreed.
  func option(_ person: Int, _ offer: Int, _ route: Int) -> Terms? {
    agreed[Key(person: person, offer: offer, route: route)]
  }
}

/// A course that an employer could sponsor.
private struct Proposal {
  let occasion: Occasion
  let chance: OfferChance
  let route: Int
  let gain: Double
  let worth: Double
  let lot: UInt64
}

/// What an employer has set aside within one step, the largest of a person's proposals once.
///
/// Few people ask one employer in one step, and of few things: lists are gone through, not looked up.
struct Reservations {
  /// Use of a limit in the period that begins on a day.
  typealias LimitUse = (limit: Int, period: CivilDate, amount: Ratio)

  fileprivate struct Entry {
    let person: Int
    var accounts: [(account: Int, pence: Int64)] = []
    var limits: [LimitUse] = []
    var cash: Int64 = 0
  }
  private var entries: [Entry] = []

  /// Sets aside what a proposal draws on the days on which its costs fall due.
  mutating func note(
    _ person: Int, _ outcome: RouteOutcome, cash: Int64, _ dues: Instalments, _ table: LimitTable
  ) {
    let place = entries.firstIndex { $0.person == person } ?? entries.count
    if place == entries.count { entries.append(Entry(person: person)) }
    entries[place].cash = max(entries[place].cash, cash)
    var drawn: [(account: Int, pence: Int64)] = []
    var used: [LimitUse] = []
    for cost in outcome.costs.indices {
      for line in outcome.costs[cost].lines.indices {
        let line = outcome.costs[cost].lines[line]
        if case .account(let account)? = line.source {
          Reservations.add(line.amount, of: account, to: &drawn)
        }
        guard !line.uses.isEmpty else { continue }
        for (number, due) in dues.dues.enumerated() {
          for use in line.uses(ofInstalment: number) {
            let start = table.window(of: use.limit, on: due.day, courseStart: dues.first)
            Reservations.add(use.amount, of: use.limit, start, to: &used)
          }
        }
      }
    }
    entries[place].take(drawn, used)
  }

  private static func add(
    _ pence: Int64, of account: Int, to drawn: inout [(account: Int, pence: Int64)]
  ) {
    if let place = drawn.firstIndex(where: { $0.account == account }) {
      drawn[place].pence += pence
    } else {
      drawn.append((account, pence))
    }
  }

  private static func add(
    _ amount: Ratio, of limit: Int, _ period: CivilDate, to used: inout [LimitUse]
  ) {
    if let place = used.lastIndex(where: { $0.limit == limit && $0.period == period }) {
      used[place].amount = used[place].amount + amount
    } else {
      used.append((limit, period, amount))
    }
  }

  /// Pence set aside from an account for all but one person.
  func drawn(_ account: Int, except person: Int) -> Int64 {
    entries.reduce(0) { sum, entry in
      guard entry.person != person else { return sum }
      return entry.accounts.reduce(sum) { $1.account == account ? $0 + $1.pence : $0 }
    }
  }

  /// What others than a person have set aside of limits, use by use.
  func used(except person: Int) -> [LimitUse] {
    entries.flatMap { $0.person == person ? [] : $0.limits }
  }

  /// What all persons together have set aside of a limit, by the first day of its window.
  func used(of limit: Int) -> [CivilDate: Ratio] {
    var sums: [CivilDate: Ratio] = [:]
    for entry in entries {
      for use in entry.limits where use.limit == limit {
        sums[use.period] = (sums[use.period] ?? .zero) + use.amount
      }
    }
    return sums
  }

  /// Pence of its own money set aside for all but one person.
  func cash(except person: Int) -> Int64 {
    entries.reduce(0) { $1.person == person ? $0 : $0 + $1.cash }
  }
}

extension Reservations.Entry {
  /// Takes the larger of what a proposal draws and what was set aside before.
  fileprivate mutating func take(
    _ drawn: [(account: Int, pence: Int64)], _ used: [Reservations.LimitUse]
  ) {
    for each in drawn {
      if let place = accounts.firstIndex(where: { $0.account == each.account }) {
        accounts[place].pence = max(accounts[place].pence, each.pence)
      } else {
        accounts.append((each.account, max(0, each.pence)))
      }
    }
    for each in used {
      let known = limits.firstIndex { $0.limit == each.limit && $0.period == each.period }
      if let known {
        limits[known].amount = max(limits[known].amount, each.amount)
      } else {
        limits.append((each.limit, each.period, max(.zero, each.amount)))
      }
    }
  }
}

extension RegimeRun {
  /// The pence that a new course could draw on an account.
  func bookedBalance(
    _ account: Int, person: Int, offer: Int, start: Int, reserved: Reservations?
  ) -> Int64 {
    guard let holder = accounts.holder(of: account, person: person) else { return 0 }
    let calendar = world.offers[offer]
    let there = accounts.available(
      account, holder, months: calendar.instalments, on: calendar.starts[start])
    return max(0, there - (reserved?.drawn(account, except: person) ?? 0))
  }

  /// What accounts and limits have room for when a case is quoted anew.
  func bookedLedgers(
    person: Int, offer: Int, start: Int, reserved: Reservations?,
    less taken: [StepResource: Int128] = [:]
  ) -> CaseLedgers {
    let day = world.offers[offer].starts[start]
    var headroom = Headroom(rules)
    for account in rules.accounts.indices {
      headroom.balances[account] = bookedBalance(
        account, person: person, offer: offer, start: start, reserved: reserved)
    }
    for limit in limitTable.windowed {
      headroom.limits[limit] = limits.room(limit, holder: holder(ofLimit: limit, person: person))
    }
    for use in reserved?.used(except: person) ?? [] {
      headroom.limits[use.limit].use(use.amount, from: use.period)
    }
    for limit in limitTable.windowed {
      guard let scope = limitTable[limit] else { continue }
      headroom.limits[limit].used = headroom.limits[limit].used(
        scope, on: day, courseStart: day)
    }
    var ledgers = CaseLedgers(headroom, limitTable)
    let dues = world.offers[offer].dues[start]
    for account in passedOn {
      ledgers.pass(on: account, bookedTransfers(account, person: person, dues, less: taken))
    }
    return ledgers
  }
}

extension RegimeRun {
  /// Asks each employer which courses it would sponsor, best value for its own money first.
  ///
  /// What an employer would answer matters only to staff for whom some course could beat not studying:
  /// employers without one in this step are not asked, and each list is read as far as the last of them.
  func sponsor(_ applying: [(occasion: Occasion, waits: Bool)], on day: CivilDate) -> Consents {
    var consents = Consents()
    guard let tables = pair.model.sponsorship else { return consents }
    for (firm, occasions) in askedFirms(applying) {
      var reserved = Reservations()
      var listed: [Proposal] = []
      var asking = occasions
      if !everyone, asking.contains(where: { !$0.isOpenQuestion }),
        hasRoomForAll(asking, firm, tables, on: day)
      {
        asking.removeAll { !$0.isOpenQuestion }
      }
      for occasion in asking { listed += proposals(occasion, tables, on: day) }
      listed.sort { first, second in
        if first.worth == second.worth { return first.lot < second.lot }
        return first.worth > second.worth
      }
      let last = listed.lastIndex { $0.occasion.isOpenQuestion } ?? -1
      for proposal in listed.prefix(last + 1) {
        consider(proposal, firm, tables, &reserved, &consents, on: day)
      }
      consents.reserved[firm] = reserved
    }
    return consents
  }

  /// The firms with someone for whom a course could beat not studying, in their order, each with all its
  /// staff whom it thinks of sponsoring.
  private func askedFirms(
    _ applying: [(occasion: Occasion, waits: Bool)]
  ) -> [(firm: Int, occasions: [Occasion])] {
    var firms: [Int] = []
    for place in applying.indices {
      guard applying[place].occasion.isOpenQuestion, applying[place].occasion.employerConsiders
      else { continue }
      let firm = world.population.people[applying[place].occasion.person].firm
      if firmLists[firm] < 0 {
        firmLists[firm] = 0
        firms.append(firm)
      }
    }
    if firms.isEmpty { return [] }
    firms.sort()
    for (place, firm) in firms.enumerated() { firmLists[firm] = Int32(place) }
    var result = firms.map { (firm: $0, occasions: [Occasion]()) }
    for place in applying.indices where applying[place].occasion.employerConsiders {
      let list = firmLists[world.population.people[applying[place].occasion.person].firm]
      if list >= 0 { result[Int(list)].occasions.append(applying[place].occasion) }
    }
    for firm in firms { firmLists[firm] = -1 }
    return result
  }

  /// Whether a firm's accounts, limits and budget surely have room for whatever its staff may ask of it in
  /// one step, so that nobody's proposal stands in the way of another's.
  ///
  /// Nobody sets aside more than the costs of their dearest course, nor more of accounts and limits than the
  /// costs in which there is help.
  private func hasRoomForAll(
    _ occasions: [Occasion], _ firm: Int, _ tables: BehaviourModel.SponsorTables, on day: CivilDate
  ) -> Bool {
    // What one application asks of the first course is not asked of the next.
    if rules.routes.contains(where: { $0.needsEmployer && !$0.onceOnly.isEmpty }) { return false }
    var most: Int64 = 0
    var mostHelped: Int64 = 0
    for occasion in occasions {
      var dearest: Int64 = 0
      var dearestHelped: Int64 = 0
      for place in occasion.chances {
        let chance = book.chances[place]
        guard
          let helped = outcomes.mostHelped(offer: chance.offer, start: chance.start, values: values)
        else { return false }
        let plain = world.plainCost(person: occasion.person, offer: chance.offer)
        dearest = max(dearest, helped + Int64(held: plain.rounded(.up)))
        dearestHelped = max(dearestHelped, helped)
      }
      most += dearest
      mostHelped += dearestHelped
      guard most < Int64.mostHeld / 8 else { return false }
    }
    for occasion in occasions where occasion.isOpenQuestion {
      for place in occasion.chances {
        let chance = book.chances[place]
        for route in rules.routes.indices where rules.routes[route].needsEmployer {
          let outcome = outcomes.outcome(
            route: route, person: occasion.person, year: occasion.year, offer: chance.offer,
            start: chance.start, values: values)
          guard outcome.isOpen else { continue }
          if outcome.usesEmployerRoom, !outcome.use.isNothing,
            outcome.use.isBound
              || !hasRoom(for: outcome.use, occasion.person, chance, nil, more: mostHelped)
          {
            return false
          }
          let own = ownCost(outcome, plainCosts(outcome, occasion.person, chance))
          if own + most > budgetLeft(occasion, firm, chance.offer, tables) { return false }
        }
      }
    }
    return true
  }

  private func proposals(
    _ occasion: Occasion, _ tables: BehaviourModel.SponsorTables, on day: CivilDate
  ) -> [Proposal] {
    var result: [Proposal] = []
    let identity = world.population.people[occasion.person].identity
    var someone = GainCase(
      person: occasion.person, year: occasion.year, earnings: world.earnings(of: occasion.person))
    for place in occasion.chances {
      let chance = book.chances[place]
      guard world.offers[chance.offer].starts[chance.start] >= day,
        mayFollow(chance.offer, occasion.person)
      else { continue }
      for route in rules.routes.indices where rules.routes[route].needsEmployer {
        let outcome = outcomes.outcome(
          route: route, person: occasion.person, year: occasion.year, offer: chance.offer,
          start: chance.start, values: values)
        guard outcome.isOpen else { continue }
        let known = book.gain?.employer(&someone, offer: chance.offer) ?? 0
        let plain = plainCosts(outcome, occasion.person, chance)
        let own = ownCost(outcome, plain)
        let net = surplus(
          occasion, chance, tables, gain: known, cost: cost(outcome, plain, occasion, chance))
        result.append(
          Proposal(
            occasion: occasion, chance: chance, route: route, gain: known,
            worth: net / Double(max(1, own)),
            lot: streams.sponsorLot.bits(
              draw: draw, identity: identity ^ world.offers[chance.offer].identity,
              address: UInt32(occasion.year))))
      }
    }
    return result
  }

  private func consider(
    _ proposal: Proposal, _ firm: Int, _ tables: BehaviourModel.SponsorTables,
    _ reserved: inout Reservations, _ consents: inout Consents, on day: CivilDate
  ) {
    let person = proposal.occasion.person
    var outcome = outcomes.outcome(
      route: proposal.route, person: person, year: proposal.occasion.year,
      offer: proposal.chance.offer, start: proposal.chance.start, values: values)
    if outcome.usesEmployerRoom {
      outcome = booked(
        proposal.occasion, proposal.chance, proposal.route, outcome, reserved: reserved)
    }
    outcome = outsideRounds(
      outcome, proposal.occasion, proposal.chance, proposal.route, on: day, reserved)
    guard outcome.isOpen else { return }
    let once = rules.routes[proposal.route].onceOnly
    if let others = outcome.amongOthers, once.isSubset(of: consents.applied[firm] ?? []) {
      outcome = others
    }
    let plain = plainCosts(outcome, person, proposal.chance)
    let own = ownCost(outcome, plain)
    let net = surplus(
      proposal.occasion, proposal.chance, tables, gain: proposal.gain,
      cost: cost(outcome, plain, proposal.occasion, proposal.chance))
    guard net + sponsorError(proposal, tables) > 0,
      own <= budgetLeft(proposal.occasion, firm, proposal.chance.offer, tables)
        - reserved.cash(except: person)
    else { return }
    let offer = world.offers[proposal.chance.offer]
    let dues = offer.dues[proposal.chance.start]
    reserved.note(person, outcome, cash: own, dues, limitTable)
    let key = Consents.Key(person: person, offer: proposal.chance.offer, route: proposal.route)
    consents.applied[firm, default: []].formUnion(once)
    consents.agreed[key] = Consents.Terms(outcome: outcome, plain: plain)
  }

  /// Whether a person's employer, which has agreed to a course, agrees to it at other terms too.
  func agrees(
    to outcome: RouteOutcome, _ plain: [(party: Int, pence: Int64)], _ asked: RouteOption,
    _ occasion: Occasion, _ consents: Consents
  ) -> Bool {
    guard let tables = pair.model.sponsorship else { return false }
    let firm = world.population.people[occasion.person].firm
    let chance = asked.chance
    var someone = GainCase(
      person: occasion.person, year: occasion.year, earnings: world.earnings(of: occasion.person))
    let gain = book.gain?.employer(&someone, offer: chance.offer) ?? 0
    let proposal = Proposal(
      occasion: occasion, chance: chance, route: asked.route, gain: gain, worth: 0, lot: 0)
    let net = surplus(
      occasion, chance, tables, gain: gain, cost: cost(outcome, plain, occasion, chance))
    let left =
      budgetLeft(occasion, firm, chance.offer, tables)
      - (consents.reserved[firm]?.cash(except: occasion.person) ?? 0)
    return net + sponsorError(proposal, tables) > 0 && ownCost(outcome, plain) <= left
  }

  /// The employer's own money: its part of the fee and the costs that nobody helps with.
  func ownCost(_ outcome: RouteOutcome, _ plain: [(party: Int, pence: Int64)]) -> Int64 {
    plain.reduce(outcome.employerPays) { $1.party == employerParty ? $0 + $1.pence : $0 }
  }

  /// The cost that an employer weighs: cash, and levy money of its own at the chance it would be used
  /// anyway; what others pass on costs it nothing.
  private func cost(
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
  private func surplus(
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

  private func sponsorError(
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
  private func budgetLeft(
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
