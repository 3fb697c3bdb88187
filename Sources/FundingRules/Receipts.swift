import FundingValues

/// A limit in the period that holds a day.
struct LimitWindow: Hashable {
  /// The limit's number.
  let limit: Int
  /// The first day of the period.
  let start: CivilDate
}

extension RouteSettlement {
  /// What a gift gives: each time the same, unless a limit over a period runs out in between.
  func receipts(
    of gift: Gift, from number: Int, _ used: inout [Int: Ratio],
    _ windows: inout [LimitWindow: Ratio], _ drawn: inout [MoneySource: Int64]
  ) throws(Missing) -> [Receipt] {
    if case .each(let period) = gift.moment,
      gift.shaping.limits.contains(where: { $0.scope != .course || isOfTime($0) })
    {
      return try recurring(gift, each: period, from: number, &used, &windows, &drawn)
    }
    return try receipt(of: gift, from: number, &used, &drawn).map { [$0] } ?? []
  }

  /// Whether a limit is a span of time, which each gift uses up by its own period.
  private func isOfTime(_ limit: Limit) -> Bool {
    limit.quantity.map { rules.facts.kinds[$0] == .years } ?? false
  }

  /// A gift of every period, held by each limit in the order of its days.
  ///
  /// A limit of a period that has begun has the room that is left of it; of one that begins during the
  /// course, the whole. Gifts of one amount that follow each other are one receipt.
  private func recurring(
    _ gift: Gift, each period: Period, from number: Int, _ used: inout [Int: Ratio],
    _ windows: inout [LimitWindow: Ratio], _ drawn: inout [MoneySource: Int64]
  ) throws(Missing) -> [Receipt] {
    func isWalked(_ limit: Limit) -> Bool {
      isOfTime(limit) || (limit.quantity == nil && limit.scope != .course)
    }
    var held = gift
    held.shaping.limits.removeAll(where: isWalked)
    held.shaping.nothingBelow = nil
    guard let whole = try receipt(of: held, from: number, &used, &drawn, draws: false) else {
      return []
    }
    let least = try gift.shaping.nothingBelow.map { formula throws(Missing) in
      try here.value(of: formula)
    }
    // Each time may draw what its source holds on the first day, as costs do.
    var drawnAfter = drawn
    var limits: [(limit: Limit, most: Ratio)] = []
    for limit in gift.shaping.limits where isWalked(limit) {
      if let condition = limit.condition, try !here.holds(condition) { continue }
      limits.append((limit, try here.value(of: limit.amount)))
    }
    var result: [Receipt] = []
    var day = here.date
    for time in 0..<max(1, whole.times) {
      var amount = Ratio(whole.amount)
      var limitedBy = whole.limitedBy
      for (limit, most) in limits {
        let room = try room(of: limit, most, on: day, used, windows)
        if isOfTime(limit) {
          let part = min(.one, room / period.years)
          if part < .one { (amount, limitedBy) = (amount * part, .quantity) }
        } else if room < amount {
          (amount, limitedBy) = (room, .cap)
        }
      }
      var pence = amount.roundedHalfUp()
      if let least, Ratio(pence) < least { pence = 0 }
      pence = drawable(pence, by: number, &limitedBy, drawn)
      if time == 0 { note(pence, by: number, in: &drawnAfter) }
      var uses: [(limit: Int, amount: Ratio)] = []
      for (limit, _) in limits {
        let share = whole.amount == 0 ? .zero : Ratio(Int128(pence), over: Int128(whole.amount))
        let use = isOfTime(limit) ? share * period.years : Ratio(pence)
        let window = window(of: limit, on: day)
        windows[window] = (windows[window] ?? .zero) + use
        if limit.scope != .course { uses.append((limit.number, use)) }
      }
      if let last = result.last, last.amount == pence {
        result[result.count - 1].times += 1
        result[result.count - 1].span = (last.span ?? time..<time).lowerBound..<(time + 1)
      } else {
        var receipt = whole
        (receipt.amount, receipt.times, receipt.limitedBy) = (pence, 1, limitedBy)
        receipt.span = time..<(time + 1)
        receipt.uses = uses
        result.append(receipt)
      }
      day = period.next(after: day, courseStart: here.date)
    }
    drawn = drawnAfter
    return result.count > 1 ? result.filter { $0.amount > 0 } : result
  }

  /// The window of a limit that holds a day.
  private func window(of limit: Limit, on day: CivilDate) -> LimitWindow {
    LimitWindow(
      limit: limit.number, start: limit.windowStart(holding: day, courseStart: here.date))
  }

  /// What a limit has room for on a day, with what gifts have used of it.
  private func room(
    of limit: Limit, _ most: Ratio, on day: CivilDate, _ used: [Int: Ratio],
    _ windows: [LimitWindow: Ratio]
  ) throws(Missing) -> Ratio {
    let window = window(of: limit, on: day)
    var room = most
    if limit.scope != .course {
      let isFirst =
        window.start == limit.windowStart(holding: here.date, courseStart: here.date)
      room = standing.roomForGifts(
        ofLimit: limit.number, of: most, on: day, from: here.date, isFirst: isFirst)
      if isFirst { room = room - (used[limit.number] ?? .zero) }
    }
    return max(.zero, room - (windows[window] ?? .zero))
  }

  /// What a gift gives each time, and how often.
  private func receipt(
    of gift: Gift, from number: Int, _ used: inout [Int: Ratio],
    _ drawn: inout [MoneySource: Int64], draws: Bool = true
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
    if draws {
      pence = drawable(pence, by: number, &limitedBy, drawn)
      note(pence, by: number, in: &drawn)
    }
    for index in uses.indices where uses[index].amount == .zero {
      uses[index].amount = Ratio(pence)
    }
    for use in uses { used[use.limit, default: .zero] = (used[use.limit] ?? .zero) + use.amount }
    let source = rules.instruments[number].source
    return Receipt(
      instrument: number, kind: kind(of: number), party: holder(of: source),
      source: source, to: gift.to, amount: happens(gift.moment) ? pence : 0,
      times: times(of: gift.moment), limitedBy: limitedBy, clause: gift.clause,
      moment: gift.moment, uses: uses)
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
