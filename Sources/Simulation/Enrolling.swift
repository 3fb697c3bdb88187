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
    let followed = followedShare(occasion, option)
    let end = offer.end(from: start)
    let leaves =
      followed == nil
      ? end
      : start.adding(days: Int(Double(end.day - start.day) * (followed ?? 1)))
    var due = 0
    for instalment in 0..<offer.instalments
    where offer.dueDate(of: instalment, from: start) <= leaves {
      due += 1
    }
    let enrolment = Enrolment(
      person: person, year: occasion.year, offer: option.chance.offer, start: start, end: end,
      application: occasion.day, granted: max(day, occasion.day), route: option.route,
      sponsored: route.needsEmployer,
      costs: option.outcome.costs, receipts: option.outcome.receipts, plain: option.plain,
      completes: followed == nil, instalmentsDue: max(1, due),
      followedMillionths: Int64((followed ?? 1) * 1_000_000), leaves: leaves)
    let number = enrolments.count
    enrolments.append(enrolment)
    busyUntil[person] = leaves
    hasStudied.insert(person)
    if enrolment.completes {
      completed[person, default: []].insert(option.chance.offer)
      earn(offer, person)
    }
    promise(enrolment, offer, occasion)
    for instalment in 0..<enrolment.instalmentsDue {
      let month = offer.dueDate(of: instalment, from: start).monthNumber
      dues[month, default: []].append((number, instalment))
    }
    if start.monthNumber <= day.monthNumber { payDues(of: day.monthNumber) }
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

  private func earn(_ offer: OfferCalendar, _ person: Int) {
    guard let award = offer.plan.towards, let fact = world.numbers.credits,
      let found = offer.facts.first(where: { $0.fact == fact }),
      case .formula(let formula) = found.source, let amount = formula.constant
    else { return }
    credits[person, default: [:]][award, default: .zero] =
      (credits[person]?[award] ?? .zero) + amount
  }

  /// Promises fund money for the instalments that will fall due, limits, places, accounts and budgets.
  private func promise(_ enrolment: Enrolment, _ offer: OfferCalendar, _ occasion: Occasion) {
    let person = world.population.people[enrolment.person]
    let weight = Int128(person.weight)
    let isReported = world.isReported(enrolment)
    for line in enrolment.costs.flatMap(\.lines) {
      for instalment in 0..<enrolment.instalmentsDue {
        let due = offer.dueDate(of: instalment, from: enrolment.start)
        let pence = offer.part(line.amount, of: instalment)
        for fund in rules.fundsDrawn(by: line) {
          let period = funds.period(of: fund, due: due, asked: enrolment.granted)
          funds.commit(period, Int128(pence) * weight, isReported: isReported)
        }
        use(line, pence, enrolment.person, due, courseStart: enrolment.start)
        if case .account(let account)? = line.source, person.firm >= 0 {
          accounts.promise(account, firm: person.firm, pence)
        }
      }
    }
    for receipt in enrolment.receipts {
      for day in receipt.days(of: enrolment) {
        for fund in rules.fundsDrawn(byInstrument: receipt.instrument) {
          let period = funds.period(of: fund, due: day, asked: enrolment.granted)
          funds.commit(period, Int128(receipt.amount) * weight, isReported: isReported)
        }
        for each in receipt.uses {
          guard let scope = scope(ofLimit: each.limit) else { continue }
          let (holder, period) = holder(of: scope, person: enrolment.person)
          let start = period.start(holding: day, courseStart: enrolment.start)
          limits.use(each.limit, holder: holder, period: start, each.amount)
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

  /// Uses up what a line uses of its limits, in the share of an instalment.
  private func use(
    _ line: PaymentLine, _ pence: Int64, _ person: Int, _ due: CivilDate, courseStart: CivilDate
  ) {
    for each in line.uses {
      guard let scope = scope(ofLimit: each.limit) else { continue }
      let (holder, period) = holder(of: scope, person: person)
      let share = line.amount > 0 ? Ratio(Int128(pence), over: Int128(line.amount)) : .zero
      limits.use(
        each.limit, holder: holder,
        period: period.start(holding: due, courseStart: courseStart), each.amount * share)
    }
  }

  /// The scope of a limit.
  func scope(ofLimit number: Int) -> Limit.Scope? { limitScopes[number] }

  /// Whose room a limit counts, and in which periods.
  func holder(of scope: Limit.Scope, person: Int) -> (holder: UInt64, period: Period) {
    let someone = world.population.people[person]
    let firm = someone.firm >= 0 ? world.population.firms[someone.firm].identity : 0
    switch scope {
    case .course, .learnerInAnyYears: return (someone.identity, .life)
    case .learner(let period): return (someone.identity, period)
    case .employer(let period): return (firm, period)
    case .employerInAnyYears: return (firm, .life)
    }
  }

  /// Pays what falls due in a month: account money as far as it is there, the rest as the stack says.
  ///
  /// Who applied first is served first, so that the order in which people are written decides nothing.
  func payDues(of month: Int) {
    guard let due = dues.removeValue(forKey: month) else { return }
    let inOrder = due.sorted { first, second in
      let (a, b) = (enrolments[first.enrolment], enrolments[second.enrolment])
      let people = world.population.people
      return (a.application.day, people[a.person].identity, a.start.day, first.instalment)
        < (b.application.day, people[b.person].identity, b.start.day, second.instalment)
    }
    for (number, instalment) in inOrder { pay(number, instalment) }
  }

  private func pay(_ number: Int, _ instalment: Int) {
    let enrolment = enrolments[number]
    let offer = world.offers[enrolment.offer]
    let day = offer.dueDate(of: instalment, from: enrolment.start)
    let firm = world.population.people[enrolment.person].firm
    let weight = Int128(world.population.people[enrolment.person].weight)
    for cost in enrolment.costs {
      var shortfall: Int64 = 0
      for line in cost.lines {
        let pence = offer.part(line.amount, of: instalment)
        guard case .account(let account)? = line.source, firm >= 0 else {
          paidLines[number, default: []].append((line, cost.cost, pence, day))
          continue
        }
        let paid = accounts.pay(account, firm: firm, pence, on: day)
        paidLines[number, default: []].append((line, cost.cost, paid, day))
        shortfall += pence - paid
        for fund in rules.fundsDrawn(by: line) {
          funds.commit(
            funds.period(of: fund, due: day, asked: enrolment.granted),
            Int128(paid - pence) * weight, isReported: world.isReported(enrolment))
        }
      }
      if shortfall > 0 { cover(shortfall, number, cost, enrolment, day) }
    }
  }

  /// Shares a shortfall of an account: later help with the rest of the cost for that month only, then
  /// whoever pays the rest. (That the rate applies to the shortfall alone is inferred.)
  private func cover(
    _ shortfall: Int64, _ number: Int, _ cost: CostSettlement, _ enrolment: Enrolment,
    _ day: CivilDate
  ) {
    var left = shortfall
    let route = rules.routes[enrolment.route]
    guard let stack = route.stacks.first(where: { $0.cost == cost.cost }) else { return }
    var frame = world.frame(person: enrolment.person, year: enrolment.year)
    world.fillCourse(&frame, offer: enrolment.offer, start: enrolment.start, values: values)
    world.fillRoute(&frame, route)
    rules.derive(&frame, values: values, on: enrolment.start)
    let settlement = RouteSettlement(
      rules: rules,
      here: Circumstances(frame: frame, values: values, date: enrolment.start),
      application: enrolment.application, standing: Standing())
    for number2 in stack.instruments {
      let instrument = rules.instruments[number2]
      guard case .party(let party) = instrument.source, !instrument.isLoan,
        let payment = instrument.payments.first(where: { $0.cost == cost.cost && $0.base == .rest }
        ),
        (try? settlement.ineligibility(of: instrument)) == .some(nil),
        let rate = try? settlement.rate(of: payment)
      else { continue }
      let weight = Int128(world.population.people[enrolment.person].weight)
      let periods = rules.fundsDrawn(byInstrument: number2).map {
        funds.period(of: $0, due: day, asked: enrolment.granted)
      }
      var pence = min(left, (Ratio(shortfall) * rate).roundedHalfUp())
      for period in periods {
        pence = min(pence, Int64(clamping: max(0, funds.left(period)) / max(1, weight)))
      }
      for period in periods {
        funds.commit(
          period, Int128(pence) * weight, isReported: world.isReported(enrolment))
      }
      left -= pence
      let line = PaymentLine(
        instrument: number2, kind: .grant, party: party, source: instrument.source, amount: pence,
        limitedBy: nil, uses: [], clause: nil, because: "")
      paidLines[number, default: []].append((line, cost.cost, pence, day))
    }
    guard left > 0 else { return }
    let party =
      stack.rests.first { rest in
        guard let condition = rest.condition else { return true }
        return (try? settlement.here.holds(condition)) == true
      }?.party ?? employerParty
    let line = PaymentLine(
      instrument: nil, kind: .own, party: party, source: nil, amount: left, limitedBy: nil,
      uses: [], clause: nil, because: "")
    paidLines[number, default: []].append((line, cost.cost, left, day))
  }
}
