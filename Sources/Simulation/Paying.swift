import FundingRules
import FundingValues
import PolicyCompiler

extension RegimeRun {
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
      if place < enrolment.terms.count, !accountsCover(cost, enrolment, instalment) {
        return settleAnew(number, from: place, instalment)
      }
      let day = enrolment.dues.dues[instalment].day
      for place in cost.lines.indices {
        let pence = cost.lines[place].pence(ofInstalment: instalment)
        if !cost.lines[place].isOfAccount && cost.lines[place].schedule.isEmpty {
          paidLines[number].append((PaidLine(cost.lines[place]), cost.cost, pence, day))
        } else {
          pay(cost.lines[place], pence, number, cost.cost, instalment)
        }
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
      switch line.source {
      case .account(let account)?:
        if line.limitedBy == .balance { return false }
        wanted[account, default: 0] += line.pence(ofInstalment: instalment)
      case .accountOfAnother(let account)?:
        if line.limitedBy == .balance { return false }
        let pence = Int128(line.pence(ofInstalment: instalment))
        let weight = Int128(world.population.people[enrolment.person].weight)
        let day = enrolment.dues.dues[instalment].day
        if passable(account, person: enrolment.person, on: day) < pence * weight { return false }
      default: continue
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
    if case .accountOfAnother(let account)? = line.source {
      promiseOn(line, -(promised ?? pence), enrolment, instalment)
      paid = passOn(account, pence, person: enrolment.person, on: day)
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

  /// Settles an instalment of a cost, and of those after it, by their stacks from what is there on its day,
  /// for an account holds less than was to be drawn; what was promised of them is given back first.
  private func settleAnew(_ number: Int, from first: Int, _ instalment: Int) {
    let enrolment = enrolments[number]
    for line in enrolment.costs[first...].flatMap(\.lines) {
      let pence = line.pence(ofInstalment: instalment)
      commit(line, -pence, enrolment, instalment)
      use(line.uses(ofInstalment: instalment), enrolment, instalment, gives: true)
      if case .account(let account)? = line.source,
        let holder = accounts.holder(of: account, person: enrolment.person)
      {
        accounts.promise(account, holder, -pence)
      }
      promiseOn(line, -pence, enrolment, instalment)
    }
    var headroom = headroom(enrolment, instalment)
    let part = enrolment.dues.dues[instalment].part
    for terms in enrolment.terms[first...] {
      guard let settled = try? terms.settled(part, &headroom) else { continue }
      for line in settled.lines {
        commit(line, line.amount, enrolment, instalment)
        use(line.uses, enrolment, instalment)
        pay(line, line.amount, promised: 0, number, terms.cost, instalment)
      }
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
    for account in passedOn {
      let there = passable(account, person: enrolment.person, on: day) / weight
      headroom.transferable[account] = Int64(clamping: there)
    }
    for fund in rules.funds.indices {
      let period = funds.period(of: fund, due: day, asked: enrolment.granted)
      var book = funds
      let open = open(of: period, reserve(of: fund, enrolment), in: &book, reservesDrawn)
      headroom.budgets[fund] = Int64(clamping: open / weight)
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
  /// Whether it is drawn on an account, the case's own or another employer's.
  var isOfAccount: Bool {
    switch source {
    case .account?, .accountOfAnother?: true
    default: false
    }
  }
}
