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
      : start.adding(days: Int(Int64(held: Double(end.day - start.day) * (followed ?? 1))))
    let dues = offer.dues(from: start)
    let due = dues.dues.prefix { $0.day <= leaves }.count
    let enrolment = Enrolment(
      person: person, year: occasion.year, offer: option.chance.offer, start: start, end: end,
      application: occasion.day, granted: max(day, occasion.day), route: option.route,
      sponsored: route.needsEmployer,
      costs: option.outcome.costs, receipts: option.outcome.receipts,
      terms: option.outcome.terms, dues: dues, plain: option.plain,
      completes: followed == nil, instalmentsDue: max(1, due),
      followedMillionths: Int64(held: (followed ?? 1) * 1_000_000), leaves: leaves)
    let number = enrolments.count
    enrolments.append(enrolment)
    paidLines.append([])
    paidLines[number].reserveCapacity(due)
    busyUntil[person] = leaves.day
    hasStudied.insert(person)
    if enrolment.completes {
      completed[person, default: []].insert(option.chance.offer)
      earn(offer, person)
    }
    promise(enrolment, offer, occasion)
    for instalment in 0..<enrolment.instalmentsDue {
      let month = enrolment.dues.dues[instalment].day.monthNumber
      self.dues[month, default: []].append((number, instalment))
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
        if drawn.isEmpty && line.uses.isEmpty && account == nil { continue }
        for instalment in 0..<enrolment.instalmentsDue {
          let pence = line.pence(ofInstalment: instalment)
          let due = enrolment.dues.dues[instalment].day
          for fund in drawn {
            let period = funds.period(of: fund, due: due, asked: enrolment.granted)
            funds.commit(period, Int128(pence) * weight, isReported: isReported)
          }
          if !line.uses.isEmpty { use(line.uses(ofInstalment: instalment), enrolment, instalment) }
          if let account { accounts.promise(account.number, account.holder, pence) }
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
  private func commit(
    _ line: PaymentLine, _ pence: Int64, _ enrolment: Enrolment, _ instalment: Int
  ) {
    let weight = Int128(world.population.people[enrolment.person].weight)
    let due = enrolment.dues.dues[instalment].day
    for fund in rules.fundsDrawn(by: line) {
      let period = funds.period(of: fund, due: due, asked: enrolment.granted)
      funds.commit(period, Int128(pence) * weight, isReported: world.isReported(enrolment))
    }
  }

  /// Uses so much of limits on the day of an instalment.
  private func use(
    _ uses: [(limit: Int, amount: Ratio)], _ enrolment: Enrolment, _ instalment: Int,
    gives back: Bool = false
  ) {
    for each in uses {
      use(
        each.limit, back ? -each.amount : each.amount, enrolment,
        on: enrolment.dues.dues[instalment].day)
    }
  }

  private func use(_ limit: Int, _ amount: Ratio, _ enrolment: Enrolment, on day: CivilDate) {
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
    for (place, cost) in enrolment.costs.enumerated() {
      if accountsCover(cost, enrolment, instalment) || place >= enrolment.terms.count {
        let day = enrolment.dues.dues[instalment].day
        for place in cost.lines.indices {
          let pence = cost.lines[place].pence(ofInstalment: instalment)
          if !cost.lines[place].isOfAccount && cost.lines[place].schedule.isEmpty {
            paidLines[number].append((PaidLine(cost.lines[place]), cost.cost, pence, day))
          } else {
            pay(cost.lines[place], pence, number, cost.cost, instalment)
          }
        }
      } else {
        settleAnew(number, place, instalment)
      }
    }
  }

  /// Whether accounts hold what an instalment of a cost was to draw on them, and were to pay all that
  /// the rules let them.
  private func accountsCover(
    _ cost: CostSettlement, _ enrolment: Enrolment, _ instalment: Int
  ) -> Bool {
    var wanted: [Int: Int64] = [:]
    for place in cost.lines.indices where cost.lines[place].isOfAccount {
      let line = cost.lines[place]
      if case .account(let account)? = line.source {
        if line.limitedBy == .balance { return false }
        wanted[account, default: 0] += line.pence(ofInstalment: instalment)
      }
    }
    return wanted.allSatisfy { account, pence in
      guard let holder = accounts.holder(of: account, person: enrolment.person) else {
        return pence == 0
      }
      return accounts.balance(account, holder) >= pence
    }
  }

  /// Pays a line's pence of an instalment, in place of what was promised of it.
  private func pay(
    _ line: PaymentLine, _ pence: Int64, promised: Int64? = nil, _ number: Int, _ cost: Int,
    _ instalment: Int
  ) {
    let enrolment = enrolments[number]
    let day = enrolment.dues.dues[instalment].day
    var paid = pence
    if case .account(let account)? = line.source,
      let holder = accounts.holder(of: account, person: enrolment.person)
    {
      paid = accounts.pay(account, holder, pence, promised: promised ?? pence, on: day)
    }
    guard !line.schedule.isEmpty else {
      paidLines[number].append((PaidLine(line), cost, paid, day))
      return
    }
    for part in line.schedule(ofInstalment: line.parts.isEmpty ? 0 : instalment) {
      pay(part, of: line, number, cost, instalment)
    }
  }

  /// Pays a part of a line when what it waits for comes: to the provider, or back to whoever laid it out
  /// when it was due. What never comes the fund keeps, and the provider goes without.
  private func pay(
    _ part: ScheduledPart, of line: PaymentLine, _ number: Int, _ cost: Int, _ instalment: Int
  ) {
    let enrolment = enrolments[number]
    let due = enrolment.dues.dues[instalment].day
    let comes = enrolment.day(of: part.when)
    if comes == nil { commit(line, -part.pence, enrolment, instalment) }
    if let party = part.backTo {
      paidLines[number].append((PaidLine(by: party), cost, part.pence, due))
      if let comes {
        paidBack[number, default: []].append((PaidLine(line), party, part.pence, max(due, comes)))
      }
    } else if let comes {
      paidLines[number].append((PaidLine(line), cost, part.pence, max(due, comes)))
    } else {
      paidLines[number].append((PaidLine(by: providerParty), cost, part.pence, due))
    }
  }

  /// Settles an instalment of a cost by its stack from what is there on its day, for an account holds
  /// less than was to be drawn; what was promised of it is given back first.
  private func settleAnew(_ number: Int, _ place: Int, _ instalment: Int) {
    let enrolment = enrolments[number]
    let cost = enrolment.costs[place]
    for line in cost.lines {
      let pence = line.pence(ofInstalment: instalment)
      commit(line, -pence, enrolment, instalment)
      use(line.uses(ofInstalment: instalment), enrolment, instalment, gives: true)
      if case .account(let account)? = line.source,
        let holder = accounts.holder(of: account, person: enrolment.person)
      {
        accounts.promise(account, holder, -pence)
      }
    }
    var headroom = headroom(enrolment, instalment)
    let part = enrolment.dues.dues[instalment].part
    guard let settled = try? enrolment.terms[place].settled(part, &headroom) else { return }
    for line in settled.lines {
      commit(line, line.amount, enrolment, instalment)
      use(line.uses, enrolment, instalment)
      pay(line, line.amount, promised: 0, number, cost.cost, instalment)
    }
  }

  /// What is there for an enrolment on the day of an instalment.
  private func headroom(_ enrolment: Enrolment, _ instalment: Int) -> Headroom {
    let day = enrolment.dues.dues[instalment].day
    let weight = max(1, Int128(world.population.people[enrolment.person].weight))
    var headroom = Headroom(rules)
    for account in rules.accounts.indices {
      guard let holder = accounts.holder(of: account, person: enrolment.person) else { continue }
      headroom.balances[account] = accounts.balance(account, holder)
    }
    for fund in rules.funds.indices {
      let period = funds.period(of: fund, due: day, asked: enrolment.granted)
      headroom.budgets[fund] = Int64(clamping: max(0, funds.left(period)) / weight)
    }
    for limit in limitTable.windowed {
      guard let scope = limitTable[limit] else { continue }
      var room = limits.room(limit, holder: holder(ofLimit: limit, person: enrolment.person))
      room.used = room.used(scope, on: day, courseStart: enrolment.start)
      headroom.limits[limit] = room
    }
    return headroom
  }
}

/// Who paid, and how: what is booked of a line.
struct PaidLine: Sendable {
  /// The instrument, or nothing for what a party pays itself.
  let instrument: Int?
  /// How it is paid.
  let kind: PaymentKind
  /// Who pays.
  let party: Int

  /// What a line pays.
  init(_ line: PaymentLine) {
    instrument = line.instrument
    kind = line.kind
    party = line.party
  }

  /// What a party pays from its own pocket in a line's place.
  init(by party: Int) {
    instrument = nil
    kind = .own
    self.party = party
  }
}

extension PaymentLine {
  /// Whether it is drawn on an account of the case's own holder.
  fileprivate var isOfAccount: Bool {
    if case .account? = source { true } else { false }
  }
}
