import FundingValues

extension RouteSettlement {
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
