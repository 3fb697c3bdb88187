public import FundingValues

extension RouteSettlement {
  /// Works out and books what one payment of an instrument pays.
  func pay(
    _ payment: Payment, from number: Int, _ state: inout StackState, _ used: inout [Int: Ratio],
    _ drawn: inout [MoneySource: Int64]
  ) throws(Missing) {
    let base = try baseAmount(of: payment, state)
    let rate = try shapedRate(payment.amount, payment.shaping)
    var amount = rate.amount * base
    if let floor = payment.shaping.notBelow {
      amount = max(amount, part(of: try here.value(of: floor)))
    }
    if let share = payment.shaping.inProportionTo {
      amount = amount * min(.one, max(.zero, try here.value(of: share)))
    }
    var uses: [(limit: Int, amount: Ratio)] = []
    var limitedBy: LimitedBy?
    amount = try limited(amount, payment.shaping.limits, &uses, &limitedBy, used)
    var pence = max(0, amount.roundedHalfUp())
    if let least = payment.shaping.nothingBelow,
      Ratio(pence) < part(of: try here.value(of: least))
    {
      pence = 0
    }
    for leave in payment.leaves {
      if let condition = leave.condition, try !here.holds(condition) { continue }
      let amount = max(0, part(of: try here.value(of: leave.amount)).roundedHalfUp())
      state.setAside[leave.party] = max(state.setAside[leave.party] ?? 0, amount)
    }
    if pence > state.payable {
      pence = state.payable
      limitedBy = .owed
    }
    pence = drawable(pence, by: number, &limitedBy, drawn)
    note(pence, by: number, in: &drawn)
    for index in uses.indices {
      if rules.limitIsInMoney(uses[index].limit, in: payment.shaping.limits) {
        uses[index].amount = Ratio(pence)
      } else if amount.numerator > 0 {
        uses[index].amount = uses[index].amount * min(.one, Ratio(pence) / amount)
      }
      used[uses[index].limit, default: .zero] =
        (used[uses[index].limit] ?? .zero) + uses[index].amount
    }
    state.owed -= pence
    append(payment, number, pence, rate.clause, limitedBy, uses, to: &state)
  }

  private func append(
    _ payment: Payment, _ number: Int, _ pence: Int64, _ exception: Clause?,
    _ limitedBy: LimitedBy?, _ uses: [(limit: Int, amount: Ratio)], to state: inout StackState
  ) {
    let source = rules.instruments[number].source
    let holder = holder(of: source)
    for (party, amount) in partedPayments(payment, pence, holder) {
      let own = party != holder
      state.lines.append(
        PaymentLine(
          instrument: own ? nil : number, kind: own ? .own : kind(of: number), party: party,
          source: own ? nil : source, amount: amount,
          limitedBy: own ? nil : limitedBy, uses: own ? [] : uses,
          clause: exception ?? payment.clause,
          because: own ? "a part whose condition did not come" : (exception ?? payment.clause).text)
      )
    }
  }

  /// The parts of a payment: those whose event never comes fall to the provider, who goes without.
  private func partedPayments(
    _ payment: Payment, _ pence: Int64, _ payer: Int
  ) -> [(party: Int, amount: Int64)] {
    guard !payment.parts.isEmpty else { return [(payer, pence)] }
    var left = pence
    var paid: Int64 = 0
    var lost: Int64 = 0
    for (index, part) in payment.parts.enumerated() {
      let share = (try? here.value(of: part.share)) ?? .zero
      let amount =
        index == payment.parts.count - 1
        ? left : min(left, (Ratio(pence) * share).roundedHalfUp())
      left -= amount
      if comes(part.moment) { paid += amount } else { lost += amount }
    }
    var result = [(party: payer, amount: paid)]
    if lost > 0 { result.append((providerParty, lost)) }
    return result
  }

  /// Whether the event of a moment comes, as far as the facts say; unsaid events come.
  private func comes(_ moment: Moment) -> Bool {
    guard case .on(let event) = moment else { return true }
    let name: String
    switch event {
    case .completion: name = "course.completed"
    case .outcome: name = "course.outcome"
    default: return true
    }
    guard let fact = rules.facts[name], let value = here.frame[fact] else { return true }
    return value != .zero
  }

  /// What an amount for the whole course comes to for the share that is settled.
  private func part(of amount: Ratio) -> Ratio { share == .one ? amount : amount * share }

  private func baseAmount(of payment: Payment, _ state: StackState) throws(Missing) -> Ratio {
    if case .towards = payment.base { return share }
    var cost = Ratio(state.total)
    if let most = payment.countsAtMost { cost = min(cost, part(of: try here.value(of: most))) }
    guard case .rest = payment.base else { return cost }
    return max(.zero, cost - Ratio(state.total - state.owed))
  }

  /// The rate at which a payment helps, before limits.
  public func rate(of payment: Payment) throws(Missing) -> Ratio {
    try shapedRate(payment.amount, payment.shaping).amount
  }

  /// The rate or amount after exceptions, additions, taper and reduction, with the exception's clause.
  func shapedRate(
    _ amount: Formula, _ shaping: Shaping
  ) throws(Missing) -> (amount: Ratio, clause: Clause?) {
    var rate = try here.value(of: amount)
    var clause: Clause?
    for exception in shaping.exceptions where try here.holds(exception.test) {
      rate = try here.value(of: exception.amount)
      clause = exception.clause
      break
    }
    for addition in shaping.additions where try here.holds(addition.test) {
      rate = rate + (try here.value(of: addition.amount))
    }
    if let most = shaping.inAllAtMost { rate = min(rate, try here.value(of: most)) }
    if let taper = shaping.taper { rate = rate * (try share(of: taper)) }
    if let reduction = shaping.reduction { rate = try reduced(rate, by: reduction) }
    return (rate, clause)
  }

  /// The share that a taper leaves.
  func share(of taper: Taper) throws(Missing) -> Ratio {
    guard let at = here.frame[taper.of] else { throw .fact(taper.of) }
    let low = try here.value(of: taper.fromPoint)
    let high = try here.value(of: taper.toPoint)
    let first = try here.value(of: taper.fromShare)
    let last = try here.value(of: taper.toShare)
    if at <= low { return first }
    if at >= high { return last }
    return first + (last - first) * ((at - low) / (high - low))
  }

  /// An amount less so much for every whole step above a point, and never below nought.
  func reduced(_ amount: Ratio, by reduction: Reduction) throws(Missing) -> Ratio {
    guard let at = here.frame[reduction.of] else { throw .fact(reduction.of) }
    let above = at - (try here.value(of: reduction.above))
    guard above > .zero else { return amount }
    let step = try here.value(of: reduction.forEach)
    guard step > .zero else { return amount }
    let steps = Ratio(whole: (above / step).floor())
    return max(.zero, amount - steps * (try here.value(of: reduction.by)))
  }

  /// The least of an amount and what each limit has room for.
  func limited(
    _ amount: Ratio, _ limits: [Limit], _ uses: inout [(limit: Int, amount: Ratio)],
    _ limitedBy: inout LimitedBy?, _ used: [Int: Ratio]
  ) throws(Missing) -> Ratio {
    var share = Ratio.one
    for limit in limits where limit.quantity != nil {
      if let condition = limit.condition, try !here.holds(condition) { continue }
      guard let fact = limit.quantity, let carried = here.frame[fact], carried > .zero else {
        continue
      }
      let room = try room(of: limit, used)
      if room / carried < share {
        share = room / carried
        limitedBy = .quantity
      }
      uses.append((limit.number, carried))
    }
    for index in uses.indices { uses[index].amount = uses[index].amount * share }
    var result = amount * share
    for limit in limits where limit.quantity == nil {
      if let condition = limit.condition, try !here.holds(condition) { continue }
      let room = try room(of: limit, used)
      if room < result {
        result = room
        limitedBy = .cap
      }
      if limit.scope != .course { uses.append((limit.number, .zero)) }
    }
    return result
  }

  private func room(of limit: Limit, _ used: [Int: Ratio]) throws(Missing) -> Ratio {
    let whole = try here.value(of: limit.amount)
    guard limit.scope != .course else {
      return max(.zero, limit.quantity == nil ? part(of: whole) : whole)
    }
    let room = standing.room(ofLimit: limit.number, of: whole)
    return max(.zero, room - (used[limit.number] ?? .zero))
  }

  /// What the source of an instrument can pay of an amount.
  func drawable(
    _ pence: Int64, by instrument: Int, _ limitedBy: inout LimitedBy?,
    _ drawn: [MoneySource: Int64]
  ) -> Int64 {
    let source = rules.instruments[instrument].source
    let before = drawn[source] ?? 0
    var result = pence
    switch source {
    case .party: break
    case .account(let account):
      let room = max(0, standing.balance(ofAccount: account) - before)
      if room < result { (result, limitedBy) = (room, .balance) }
      for fund in rules.accounts[account].countsAgainst { cut(&result, fund, &limitedBy, drawn) }
    case .accountOfAnother(let account):
      let room = max(0, standing.transferable(ofAccount: account) - before)
      if room < result { (result, limitedBy) = (room, .balance) }
    case .fund(let fund): cut(&result, fund, &limitedBy, drawn)
    }
    for fund in rules.instruments[instrument].countsAgainst {
      cut(&result, fund, &limitedBy, drawn)
    }
    return result
  }

  /// Notes what is drawn on a source of money, and on each fund that it counts against.
  func note(_ pence: Int64, by instrument: Int, in drawn: inout [MoneySource: Int64]) {
    let source = rules.instruments[instrument].source
    drawn[source, default: 0] += pence
    var funds = rules.instruments[instrument].countsAgainst
    if case .account(let account) = source { funds += rules.accounts[account].countsAgainst }
    for (index, fund) in funds.enumerated()
    where source != .fund(fund) && !funds[..<index].contains(fund) {
      drawn[.fund(fund), default: 0] += pence
    }
  }

  private func cut(
    _ pence: inout Int64, _ fund: Int, _ limitedBy: inout LimitedBy?,
    _ drawn: [MoneySource: Int64]
  ) {
    guard let left = standing.left(inFund: fund) else { return }
    let room = max(0, left - (drawn[.fund(fund)] ?? 0))
    guard room < pence else { return }
    if case .partPays = rules.funds[fund].whenSpent { pence = room } else { pence = 0 }
    limitedBy = .budget
  }

  /// The party behind a source of money.
  public func holder(of source: MoneySource) -> Int {
    switch source {
    case .party(let party): party
    case .fund(let fund): rules.funds[fund].heldBy
    case .account(let account), .accountOfAnother(let account):
      rules.accounts[account].lapsesTo ?? rules.party(named: "treasury") ?? employerParty
    }
  }

  /// How an instrument pays.
  func kind(of instrument: Int) -> PaymentKind {
    if rules.instruments[instrument].isLoan { return .loan }
    switch rules.instruments[instrument].source {
    case .account, .accountOfAnother: return .account
    default: return .grant
    }
  }
}

extension RuleSet {
  /// Whether a limit of a clause counts money.
  func limitIsInMoney(_ number: Int, in limits: [Limit]) -> Bool {
    limits.first { $0.number == number }?.quantity == nil
  }
}
