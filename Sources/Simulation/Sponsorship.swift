import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

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
struct Proposal {
  let occasion: Occasion
  let chance: OfferChance
  let route: Int
  let gain: Double
  let worth: Double
  let lot: UInt64
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
}
