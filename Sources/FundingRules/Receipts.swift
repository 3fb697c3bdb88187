import FundingValues

extension RouteSettlement {
  /// What a gift gives each time, and how often.
  func receipt(
    of gift: Gift, from number: Int, _ used: inout [Int: Ratio],
    _ drawn: inout [MoneySource: Int64]
  ) throws(Missing) -> Receipt? {
    if let condition = gift.condition, try !here.holds(condition) { return nil }
    var amount = try shapedRate(gift.amount, gift.shaping).amount
    if let floor = gift.shaping.notBelow { amount = max(amount, try here.value(of: floor)) }
    if let share = gift.shaping.inProportionTo {
      amount = amount * min(.one, max(.zero, try here.value(of: share)))
    }
    var uses: [(limit: Int, amount: Ratio)] = []
    var limitedBy: LimitedBy?
    amount = try limited(amount, gift.shaping.limits, &uses, &limitedBy, used)
    var pence = max(0, amount.roundedHalfUp())
    if let least = gift.shaping.nothingBelow, Ratio(pence) < (try here.value(of: least)) {
      pence = 0
    }
    pence = drawable(pence, by: number, &limitedBy, drawn)
    note(pence, by: number, in: &drawn)
    for use in uses { used[use.limit, default: .zero] = (used[use.limit] ?? .zero) + Ratio(pence) }
    let source = rules.instruments[number].source
    return Receipt(
      instrument: number, kind: kind(of: number), party: holder(of: source),
      source: source, to: gift.to, amount: happens(gift.moment) ? pence : 0,
      times: times(of: gift.moment), limitedBy: limitedBy, clause: gift.clause,
      moment: gift.moment)
  }

  private func happens(_ moment: Moment) -> Bool {
    guard case .on(let event) = moment, event == .completion || event == .outcome else {
      return true
    }
    let name = event == .completion ? "course.completed" : "course.outcome"
    guard let fact = rules.facts[name], let value = here.frame[fact] else { return true }
    return value != .zero
  }

  /// How many of a gift's periods the course touches; one if its end is not given.
  private func times(of moment: Moment) -> Int {
    guard case .each(let period) = moment, let fact = rules.facts["course.end"],
      let end = here.frame[fact]
    else { return 1 }
    let last = CivilDate(day: Int32(clamping: end.floor()))
    var count = 0
    var day = here.date
    while day <= last, count < 600 {
      count += 1
      day = period.next(after: day, courseStart: here.date)
    }
    return max(1, count)
  }
}
