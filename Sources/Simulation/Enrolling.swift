import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

extension RegimeRun {
  /// Enrols someone: promises what is promised, and works out how far they will come.
  func enrol(_ occasion: Occasion, _ option: RouteOption, on day: CivilDate) {
    let offer = world.offers[option.chance.offer]
    let start = offer.starts[option.chance.start]
    let person = occasion.person
    let route = rules.routes[option.route]
    var followed = followedShare(occasion, option)
    let breaks = breaks(
      of: person, year: occasion.year, option.chance.offer, from: start, followed: followed)
    let end = offer.end(from: start)
    var leaving = followed.map {
      start.adding(days: Int(Int64(held: Double(end.day - start.day) * $0)))
    }
    if let last = breaks.end { (followed, leaving) = (last.share, last.day) }
    let leaves = breaks.shifted(leaving ?? end)
    let dues = breaks.shifted(offer.dues[option.chance.start])
    let due = dues.dues.prefix { $0.day <= leaves }.count
    let separates =
      rules.paysOnSeparation(option.route)
      ? pair.leavesEmployer(
        person, year: occasion.year, offer: option.chance.offer, from: start, streams, draw: draw)
      : nil
    let settled = settledOnce(occasion, option, on: day)
    let enrolment = Enrolment(
      person: person, year: occasion.year, offer: option.chance.offer, start: start,
      end: breaks.shifted(end),
      application: occasion.day, granted: max(day, occasion.day), route: option.route,
      sponsored: route.needsEmployer,
      costs: settled.costs, receipts: option.outcome.receipts,
      terms: settled.terms, dues: dues, plain: settled.plain,
      completes: followed == nil, instalmentsDue: max(1, due),
      followedMillionths: Int64(held: (followed ?? 1) * 1_000_000), leaves: leaves,
      breaks: breaks, calendarEnd: end, calendarLeaves: leaving, separates: separates)
    let number = enrolments.count
    enrolments.append(enrolment)
    paidLines.append([])
    paidLines[number].reserveCapacity(due)
    busyUntil[person] = leaves.day
    hasStudied.insert(person)
    if enrolment.completes {
      completed[person, default: []].insert(option.chance.offer)
      earn(offer, person)
    } else if let last = breaks.end {
      earn(offer, person, part: last.number)
    }
    promise(enrolment, offer, occasion)
    for instalment in 0..<enrolment.instalmentsDue {
      let month = enrolment.dues.dues[instalment].day.monthNumber
      self.dues[month, default: []].append((number, instalment))
    }
    if start.monthNumber <= day.monthNumber { payDues(of: day.monthNumber) }
  }

  /// The costs of a course: those that arise once for all that an employer applies for together belong to
  /// the first course of a step that is begun.
  private func settledOnce(
    _ occasion: Occasion, _ option: RouteOption, on day: CivilDate
  ) -> (costs: [CostSettlement], terms: [StackTerms], plain: [(party: Int, pence: Int64)]) {
    let outcome = option.outcome
    let asIs = (outcome.costs, outcome.terms, option.plain)
    guard outcome.amongOthers != nil || outcome.onceOnly != nil else { return asIs }
    let key = ApplicationKey(
      firm: world.population.people[occasion.person].firm, day: day)
    let once = rules.routes[option.route].onceOnly
    let isFirst = !once.isSubset(of: applied[key] ?? [])
    applied[key, default: []].formUnion(once)
    if let others = outcome.amongOthers, !isFirst {
      return (
        others.costs, others.terms, plainCosts(others, occasion.person, option.chance)
      )
    }
    guard let first = outcome.onceOnly, isFirst else { return asIs }
    let plain = first.plain.map { cost, party in
      (party: party, pence: world.cost(cost, person: occasion.person, offer: option.chance.offer))
    }
    // What settles costs anew stands in their order, or is not there at all.
    let terms =
      outcome.terms.count == outcome.costs.count ? outcome.terms + first.terms : []
    return (outcome.costs + first.costs, terms, option.plain + plain)
  }

  /// The share of the course followed before leaving it, or nothing for someone who completes.
  private func followedShare(_ occasion: Occasion, _ option: RouteOption) -> Double? {
    let identity =
      world.population.people[occasion.person].identity
      ^ world.offers[option.chance.offer].identity
    let address = UInt32(occasion.year)
    let chance = pair.value(
      pair.model.outcomes.completion, person: occasion.person, year: occasion.year,
      offer: option.chance.offer, otherwise: 1)
    if streams.completion.uniform(draw: draw, identity: identity, address: address) < chance {
      return nil
    }
    return streams.withdrawal.uniform(draw: draw, identity: identity, address: address)
  }

  /// Credits towards an award: those of the course, or of so many parts of it up to a break.
  private func earn(_ offer: OfferCalendar, _ person: Int, part: Int? = nil) {
    guard let award = offer.plan.towards, let fact = world.numbers.credits,
      let found = offer.facts.first(where: { $0.fact == fact }),
      case .formula(let formula) = found.source, let amount = formula.constant
    else { return }
    let share = part.flatMap { part in
      offer.breakShare.map { Ratio(millionthsOf: min(1, Double(part) * $0)) }
    }
    credits[person, default: [:]][award, default: .zero] =
      (credits[person]?[award] ?? .zero) + amount * (share ?? .one)
  }

  /// Promises fund money for the instalments that will fall due, limits, places, accounts and budgets.
  private func promise(_ enrolment: Enrolment, _ offer: OfferCalendar, _ occasion: Occasion) {
    let person = world.population.people[enrolment.person]
    let weight = Int128(person.weight)
    let isReported = world.isReported(enrolment)
    for cost in enrolment.costs {
      for place in cost.lines.indices {
        let line = cost.lines[place]
        let drawn = rules.fundsDrawn(by: line)
        var account: (number: Int, holder: Int)?
        if case .account(let number)? = line.source,
          let holder = accounts.holder(of: number, person: enrolment.person)
        {
          account = (number, holder)
        }
        if drawn.isEmpty && line.uses.isEmpty && !line.isOfAccount { continue }
        for instalment in 0..<enrolment.instalmentsDue {
          let pence = line.pence(ofInstalment: instalment)
          let due = enrolment.dues.dues[instalment].day
          for fund in drawn {
            let period = funds.period(of: fund, due: due, asked: enrolment.granted)
            funds.commit(period, Int128(pence) * weight, isReported: isReported)
          }
          if !line.uses.isEmpty { use(line.uses(ofInstalment: instalment), enrolment, instalment) }
          if let account { accounts.promise(account.number, account.holder, pence) }
          promiseOn(line, pence, enrolment, instalment)
        }
      }
    }
    for receipt in enrolment.receipts {
      for day in receipt.days(of: enrolment) {
        for fund in rules.fundsDrawn(by: receipt) {
          let period = funds.period(of: fund, due: day, asked: enrolment.granted)
          funds.commit(period, Int128(receipt.amount) * weight, isReported: isReported)
        }
        for each in receipt.uses {
          use(each.limit, each.amount, enrolment, on: day)
        }
      }
    }
    for (index, places) in offer.plan.places.enumerated() {
      let key = PlaceKey(
        offer: enrolment.offer, index: index, period: places.period.start(holding: enrolment.start))
      placesTaken[key, default: 0] += weight
    }
    if enrolment.sponsored, person.firm >= 0, let tables = pair.model.sponsorship {
      let own = enrolment.plain.reduce(
        enrolment.costs.flatMap(\.lines).reduce(Int64(0)) {
          $1.kind == .own && $1.party == employerParty ? $0 + $1.amount : $0
        }
      ) { $1.party == employerParty ? $0 + $1.pence : $0 }
      for (_, limit) in tables.limits {
        guard case .employer(let period) = limit.scope else { continue }
        let start = period.start(holding: occasion.day)
        trainingUsed[person.firm, default: [:]][start, default: 0] += own
      }
    }
  }

  /// Commits pence of a line, due with an instalment, to each fund that it draws on; below zero releases.
  func commit(
    _ line: PaymentLine, _ pence: Int64, _ enrolment: Enrolment, _ instalment: Int
  ) {
    let weight = Int128(world.population.people[enrolment.person].weight)
    let due = enrolment.dues.dues[instalment].day
    for fund in rules.fundsDrawn(by: line) {
      let period = funds.period(of: fund, due: due, asked: enrolment.granted)
      funds.commit(period, Int128(pence) * weight, isReported: world.isReported(enrolment))
    }
  }

  /// Promises pence of a line, due with an instalment, of what others' accounts pass on; below zero releases.
  func promiseOn(
    _ line: PaymentLine, _ pence: Int64, _ enrolment: Enrolment, _ instalment: Int
  ) {
    guard case .accountOfAnother(let account)? = line.source else { return }
    let weight = Int128(world.population.people[enrolment.person].weight)
    accounts.promiseOn(
      account, Int128(pence) * weight, due: enrolment.dues.dues[instalment].day)
  }

  /// Uses so much of limits on the day of an instalment.
  func use(
    _ uses: [(limit: Int, amount: Ratio)], _ enrolment: Enrolment, _ instalment: Int,
    gives back: Bool = false
  ) {
    for each in uses {
      use(
        each.limit, back ? -each.amount : each.amount, enrolment,
        on: enrolment.dues.dues[instalment].day)
    }
  }

  func use(_ limit: Int, _ amount: Ratio, _ enrolment: Enrolment, on day: CivilDate) {
    guard let scope = limitTable[limit], scope != .course else { return }
    limits.use(
      limit, holder: holder(ofLimit: limit, person: enrolment.person),
      from: scope.window(holding: day, courseStart: enrolment.start), amount)
  }

  /// Whose room a limit counts: the learner's own or their employer's.
  func holder(ofLimit limit: Int, person: Int) -> UInt64 {
    let someone = world.population.people[person]
    switch limitTable[limit] {
    case .employer?, .employerInAnyYears?:
      return someone.firm >= 0 ? world.population.firms[someone.firm].identity : 0
    case .course?, .learner?, .learnerInAnyYears?, nil: return someone.identity
    }
  }
}

/// What an employer applies for together: all that it decides on in one step.
struct ApplicationKey: Hashable {
  /// The index of the firm.
  let firm: Int
  /// The step's first day.
  let day: CivilDate
}
