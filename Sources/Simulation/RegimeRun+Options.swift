import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// One alternative of a learner: a course by a route, at firm terms.
struct RouteOption: Sendable {
  /// The course, and what it is worth without the route.
  let chance: OfferChance
  /// The index of the route.
  let route: Int
  /// What the route pays.
  let outcome: RouteOutcome
  /// Pence of the costs that nobody helps with, by the party that pays.
  let plain: [(party: Int, pence: Int64)]
  /// What it is worth to the learner.
  let utility: Double
}

/// What an alternative costs and what it is worth: the offer's own utility, and for each line of behaviour
/// that reads what a route does, its coefficient times the pounds of that figure at the prices of the day.
extension RegimeRun {
  /// An open route to a course; funds that have no round open on the day pay nothing.
  func option(
    _ occasion: Occasion, _ chance: OfferChance, _ route: Int, _ consents: Consents,
    on day: CivilDate
  ) -> RouteOption? {
    let plan = rules.routes[route]
    if plan.needsEmployer {
      guard let firm = consents.option(occasion.person, chance.offer, route) else { return nil }
      let worth = utility(occasion, chance, route, firm.outcome, firm.plain)
      return RouteOption(
        chance: chance, route: route, outcome: firm.outcome, plain: firm.plain, utility: worth)
    }
    let outcome = outsideRounds(
      quoted(occasion, chance, route), occasion, chance, route, on: day, nil)
    guard outcome.isOpen else { return nil }
    let plain = plainCosts(outcome, occasion.person, chance)
    let worth = utility(occasion, chance, route, outcome, plain)
    return RouteOption(chance: chance, route: route, outcome: outcome, plain: plain, utility: worth)
  }

  /// Whether a fund has money to be had on a day of application: a round may be closed.
  func isOpen(_ fund: Int, _ day: CivilDate) -> Bool { rules.funds[fund].period.isOpen(on: day) }

  /// A route's outcome with nothing to be had of funds that have no round open on a day.
  func outsideRounds(
    _ outcome: RouteOutcome, _ occasion: Occasion, _ chance: OfferChance, _ route: Int,
    on day: CivilDate, _ reserved: Reservations?
  ) -> RouteOutcome {
    guard countsRounds, outcome.isOpen else { return outcome }
    let closed = rules.fundsDrawn(by: outcome).filter { !isOpen($0, max(day, occasion.day)) }
    guard !closed.isEmpty else { return outcome }
    let key = DrawnKey(
      outcome: ObjectIdentifier(outcome), offer: chance.offer, start: chance.start)
    if let known = closedRounds[key], known.funds == closed { return known.closed }
    var ledgers = bookedLedgers(
      person: occasion.person, offer: chance.offer, start: chance.start, reserved: reserved)
    for fund in closed { ledgers.say([], of: fund) }
    let found = settled(occasion.person, occasion.year, chance, route, ledgers)
    closedRounds[key] = (outcome, closed, found)
    return found
  }

  /// What a route pays with what some ledgers hold.
  private func settled(
    _ person: Int, _ year: Int, _ chance: OfferChance, _ route: Int, _ ledgers: CaseLedgers
  ) -> RouteOutcome {
    let quote = world.quote(
      regime: regime, route: route, person: person, year: year, offer: chance.offer,
      start: chance.start, values: values, ledgers: ledgers)
    return quote.map { RouteOutcome($0, route: rules.routes[route], rules: rules) } ?? .closed
  }

  /// An option at the terms of what some ledgers hold; nothing where its route is closed at them or an
  /// employer that is asked does not agree.
  func option(
    _ asked: RouteOption, _ occasion: Occasion, _ ledgers: CaseLedgers, _ consents: Consents
  ) -> RouteOption? {
    let (chance, route) = (asked.chance, asked.route)
    let outcome = settled(occasion.person, occasion.year, chance, route, ledgers)
    guard outcome.isOpen else { return nil }
    let plain = plainCosts(outcome, occasion.person, chance)
    if rules.routes[route].needsEmployer,
      !agrees(to: outcome, plain, asked, occasion, consents)
    {
      return nil
    }
    return RouteOption(
      chance: chance, route: route, outcome: outcome, plain: plain,
      utility: utility(occasion, chance, route, outcome, plain))
  }

  /// A route's outcome for a learner, quoted anew if it draws on an account or they have used some of a
  /// limit before.
  func quoted(_ occasion: Occasion, _ chance: OfferChance, _ route: Int) -> RouteOutcome {
    let outcome = outcomes.outcome(
      route: route, person: occasion.person, year: occasion.year, offer: chance.offer,
      start: chance.start, values: values)
    let usesLimits = { outcome.costs.contains { $0.lines.contains { !$0.uses.isEmpty } } }
    guard outcome.isOpen, everyone || !outcome.use.isNothing,
      outcome.levy > 0 || (hasStudied.contains(occasion.person) && usesLimits())
    else { return outcome }
    return booked(occasion, chance, route, outcome, reserved: nil)
  }

  /// A route's outcome with what accounts and limits have room for; `outcome` is that without end.
  ///
  /// Where nothing is taken of them or there is room for all that would be, nothing changes. Where nothing
  /// but the balance of one account matters, what an empty one leaves is the same for everyone of a class.
  func booked(
    _ occasion: Occasion, _ chance: OfferChance, _ route: Int, _ outcome: RouteOutcome,
    reserved: Reservations?
  ) -> RouteOutcome {
    func quoted() -> RouteOutcome {
      let ledgers = bookedLedgers(
        person: occasion.person, offer: chance.offer, start: chance.start, reserved: reserved)
      let dues = world.offers[chance.offer].dues[chance.start]
      let nobody = Circumstances(frame: blank, values: values, date: dues.first)
      if let anew = outcome.settledAnew(
        in: dues, ledgers, needsEmployer: rules.routes[route].needsEmployer, rules, nobody)
      {
        return anew
      }
      return settled(occasion.person, occasion.year, chance, route, ledgers)
    }
    if !everyone, outcome.use.isNothing { return outcome }
    if !everyone, !outcome.use.isBound, hasRoom(for: outcome.use, occasion.person, chance, reserved)
    {
      return outcome
    }
    guard let account = outcomes.onlyAccount(of: route) else { return quoted() }
    let balance = bookedBalance(
      account, person: occasion.person, offer: chance.offer, start: chance.start,
      reserved: reserved)
    if balance >= outcome.levy { return outcome }
    guard balance == 0 else { return quoted() }
    return outcomes.outcomeWithoutMoney(
      route: route, person: occasion.person, year: occasion.year, offer: chance.offer,
      start: chance.start, quoted)
  }

  /// Whether accounts and limits surely have room for all that a course takes of them, and so many pence
  /// more.
  func hasRoom(
    for use: FiniteUse, _ person: Int, _ chance: OfferChance, _ reserved: Reservations?,
    more: Int64 = 0
  ) -> Bool {
    use.accounts.allSatisfy { account, pence in
      pence + more
        <= bookedBalance(
          account, person: person, offer: chance.offer, start: chance.start, reserved: reserved)
    }
      && use.limits.allSatisfy { limit in
        guard let scope = limitTable[limit.number] else { return false }
        let room = limits.room(limit.number, holder: holder(ofLimit: limit.number, person: person))
        let most = room.mostUsed(
          with: reserved?.used(of: limit.number) ?? [:], isRunning: scope.yearsRunning != nil)
        return most + limit.used + Ratio(1 + more) <= limit.whole
      }
  }

  /// The costs that nobody helps with, for a person and a course.
  func plainCosts(
    _ outcome: RouteOutcome, _ person: Int, _ chance: OfferChance
  ) -> [(party: Int, pence: Int64)] {
    if outcome.plain.isEmpty { return [] }
    return outcome.plain.map { cost, party in
      (party: party, pence: world.cost(cost, person: person, offer: chance.offer))
    }
  }

  /// The utility of a course by a route: what the route changes added to the offer's own.
  private func utility(
    _ occasion: Occasion, _ chance: OfferChance, _ route: Int, _ outcome: RouteOutcome,
    _ plain: [(party: Int, pence: Int64)]
  ) -> Double {
    let person = occasion.person
    let code = rules.routes[route].code
    var sum = chance.utility + routeError(occasion, chance.offer, code)
    let price = pair.prices.level(on: occasion.day)
    for line in pair.model.routeLines {
      if let condition = line.condition,
        pair.value(
          condition, person: person, year: occasion.year, offer: chance.offer, route: code) == 0
      {
        continue
      }
      let coefficient = pair.value(
        line.coefficient, person: person, year: occasion.year, offer: chance.offer, route: code)
      guard let figure = line.figure else {
        sum += coefficient
        continue
      }
      sum += coefficient * Double(pence(figure, outcome, plain)) / price / line.per
    }
    return sum
  }

  /// A route's own error, for routes that differ by more than their terms.
  private func routeError(_ occasion: Occasion, _ offer: Int, _ route: Int) -> Double {
    let scale = pair.value(
      pair.model.routeDissimilarity, person: occasion.person, year: occasion.year)
    guard scale > 0, route < streams.routes.count else { return 0 }
    let identity =
      world.population.people[occasion.person].identity ^ world.offers[offer].identity
    return scale
      * gumbel(
        streams.routes[route].uniform(
          draw: draw, identity: identity, address: UInt32(occasion.year)))
  }

  private func pence(
    _ figure: QuoteFigure, _ outcome: RouteOutcome, _ plain: [(party: Int, pence: Int64)]
  ) -> Int64 {
    func also(_ party: Int) -> Int64 {
      plain.reduce(0) { $1.party == party ? $0 + $1.pence : $0 }
    }
    switch figure {
    case .learnerPays: return outcome.learnerPays + also(learnerParty)
    case .employerPays: return outcome.employerPays + also(employerParty)
    case .levy: return outcome.levy
    case .grant: return outcome.grant
    case .loan: return outcome.loan
    case .expectedGain, .studyHours: return 0
    }
  }
}
