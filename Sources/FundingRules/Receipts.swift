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
    of gift: Gift, from number: Int, _ windows: inout [LimitWindow: Ratio],
    _ headroom: inout Headroom
  ) throws(Missing) -> [Receipt] {
    if case .each(let period) = gift.moment,
      gift.shaping.limits.contains(where: { $0.scope != .course || timeCounted(by: $0) != nil })
    {
      return try recurring(gift, each: period, from: number, &windows, &headroom)
        .flatMap { $0.byPayer(gift) }
    }
    return try receipt(of: gift, from: number, &headroom)?.byPayer(gift) ?? []
  }

  /// What others than the instrument's own payer pay of some pence of a gift, in the order of the clause:
  /// the shares are rounded together, so that with the rest they make the whole.
  private func shared(_ gift: Gift, _ pence: Int64) throws(Missing) -> [Int64] {
    var share = Ratio.zero
    var before: Int64 = 0
    var result: [Int64] = []
    for part in gift.shared {
      share = min(.one, share + max(.zero, try here.value(of: part.share)))
      let sum = (Ratio(pence) * share).roundedHalfUp()
      result.append(sum - before)
      before = sum
    }
    return result
  }

  /// How a limit counts time, if it does: each gift uses it up by its own period.
  private func timeCounted(by limit: Limit) -> TimeCount? {
    if case .time(let count) = limit.counts { count } else { nil }
  }

  /// A gift of every period, held by each limit in the order of its days.
  ///
  /// A limit of a period that has begun has the room that is left of it; of one that begins during the
  /// course, the whole. Gifts of one amount that follow each other are one receipt.
  private func recurring(
    _ gift: Gift, each period: Period, from number: Int,
    _ windows: inout [LimitWindow: Ratio], _ headroom: inout Headroom
  ) throws(Missing) -> [Receipt] {
    func isWalked(_ limit: Limit) -> Bool {
      timeCounted(by: limit) != nil || (limit.counts == .money && limit.scope != .course)
    }
    var held = gift
    held.shaping.limits.removeAll(where: isWalked)
    held.shaping.nothingBelow = nil
    guard let whole = try receipt(of: held, from: number, &headroom, draws: false) else {
      return []
    }
    let least = try gift.shaping.nothingBelow.map { formula throws(Missing) in
      try here.value(of: formula)
    }
    // Each time may draw what its source holds on the first day, as costs do.
    let funds = try funds(drawnBy: number)
    let source = rules.instruments[number].source
    var after = headroom
    var limits: [(limit: Limit, most: Ratio)] = []
    for limit in gift.shaping.limits where isWalked(limit) {
      if let condition = limit.condition, try !here.holds(condition) { continue }
      limits.append((limit, try here.value(of: limit.amount)))
    }
    var result: [Receipt] = []
    var day = here.date
    for time in 0..<max(1, whole.times) {
      var amount = Ratio(whole.whole)
      var limitedBy = whole.limitedBy
      for (limit, most) in limits {
        let room = room(of: limit, most, on: day, headroom, windows)
        if let count = timeCounted(by: limit) {
          let part = min(
            .one, room / count.length(of: period, holding: day, courseStart: here.date))
          if part < .one { (amount, limitedBy) = (amount * part, .quantity) }
        } else if room < amount {
          (amount, limitedBy) = (room, .cap)
        }
      }
      var pence = amount.roundedHalfUp()
      if let least, Ratio(pence) < least { (pence, limitedBy) = (0, .least) }
      let others = try shared(gift, pence)
      let asked = pence - others.reduce(0, +)
      let own = headroom.drawable(asked, from: source, against: funds, &limitedBy)
      if time == 0 { after.draw(own, from: source, against: funds) }
      pence -= asked - own
      var uses: [(limit: Int, amount: Ratio)] = []
      for (limit, _) in limits {
        let share = whole.whole == 0 ? .zero : Ratio(Int128(pence), over: Int128(whole.whole))
        let span = timeCounted(by: limit)?.length(of: period, holding: day, courseStart: here.date)
        let use = span.map { share * $0 } ?? Ratio(pence)
        let window = window(of: limit, on: day)
        windows[window] = (windows[window] ?? .zero) + use
        if limit.scope != .course { uses.append((limit.number, use)) }
      }
      if let last = result.last, last.amount == own, last.others == others {
        result[result.count - 1].times += 1
        result[result.count - 1].span = (last.span ?? time..<time).lowerBound..<(time + 1)
      } else {
        var receipt = whole
        (receipt.amount, receipt.times, receipt.limitedBy) = (own, 1, limitedBy)
        receipt.others = others
        receipt.span = time..<(time + 1)
        receipt.uses = uses
        result.append(receipt)
      }
      day = period.next(after: day, courseStart: here.date)
    }
    headroom = after
    return result.count > 1 ? result.filter { $0.whole > 0 } : result
  }

  /// The window of a limit that holds a day.
  private func window(of limit: Limit, on day: CivilDate) -> LimitWindow {
    LimitWindow(
      limit: limit.number, start: limit.windowStart(holding: day, courseStart: here.date))
  }

  /// What a limit has room for on a day, with what gifts have used of it.
  private func room(
    of limit: Limit, _ most: Ratio, on day: CivilDate, _ headroom: Headroom,
    _ windows: [LimitWindow: Ratio]
  ) -> Ratio {
    let window = window(of: limit, on: day)
    var room = most
    if limit.scope != .course, limit.number < headroom.limits.count {
      let first = limit.windowStart(holding: here.date, courseStart: here.date)
      let known = headroom.limits[limit.number]
      room = window.start == first ? known.room(of: most) : most - known.used(from: window.start)
    }
    return max(.zero, room - (windows[window] ?? .zero))
  }

  /// What a gift gives each time, and how often.
  private func receipt(
    of gift: Gift, from number: Int, _ headroom: inout Headroom, draws: Bool = true
  ) throws(Missing) -> Receipt? {
    if let condition = gift.condition, try !here.holds(condition) { return nil }
    var amount = try shapedRate(gift.amount, gift.shaping).amount
    if let floor = gift.shaping.notBelow { amount = max(amount, try here.value(of: floor)) }
    if let share = gift.shaping.inProportionTo {
      amount = amount * min(.one, max(.zero, try here.value(of: share)))
    }
    var uses: [(limit: Int, amount: Ratio)] = []
    var limitedBy: LimitedBy?
    amount = headroom.limited(
      amount, try limitTerms(gift.shaping.limits), .all, &uses, &limitedBy)
    var pence = max(0, amount.roundedHalfUp())
    if let least = gift.shaping.nothingBelow, Ratio(pence) < (try here.value(of: least)) {
      (pence, limitedBy) = (0, .least)
    }
    let source = rules.instruments[number].source
    let day = try after(gift.moment)
    if !comes(gift.moment) || day.map(isPastTheCourse) ?? false { pence = 0 }
    let others = try shared(gift, pence)
    var own = pence - others.reduce(0, +)
    if draws {
      let funds = try funds(drawnBy: number)
      own = headroom.drawable(own, from: source, against: funds, &limitedBy)
      headroom.draw(own, from: source, against: funds)
      pence = own + others.reduce(0, +)
    }
    for index in uses.indices where uses[index].amount == .zero {
      uses[index].amount = Ratio(pence)
    }
    for use in uses { headroom.use(use.amount, ofLimit: use.limit) }
    return Receipt(
      instrument: number, kind: kind(of: number), party: holder(of: source),
      source: source, to: gift.to, amount: own, times: times(of: gift.moment),
      limitedBy: limitedBy, clause: gift.clause, moment: gift.moment,
      after: day, uses: uses, others: others)
  }

  /// Whether the course is over before the span is whole at whose end a day lies; nobody knows where the
  /// course's end is not given.
  private func isPastTheCourse(_ day: CivilDate) -> Bool {
    guard let fact = rules.facts["course.end"], let end = here.frame[fact] else { return false }
    return day > CivilDate(day: Int32(clamping: end.floor())).adding(days: 1)
  }

  /// The day on which a gift after a span is given.
  private func after(_ moment: Moment) throws(Missing) -> CivilDate? {
    guard case .day(let day) = try when(moment) else { return nil }
    return day
  }

  /// How many of a gift's periods the course touches; one if its end is not given.
  private func times(of moment: Moment) -> Int {
    guard case .each(let period) = moment, let fact = rules.facts["course.end"],
      let end = here.frame[fact]
    else { return 1 }
    let last = CivilDate(day: Int32(clamping: end.floor()))
    return max(1, period.count(from: here.date, to: last, courseStart: here.date))
  }
}

extension Receipt {
  /// What is given each time by all payers together.
  fileprivate var whole: Int64 { amount + others.reduce(0, +) }

  /// The receipts of each payer of a shared gift; one that no other payer shares stays as it is.
  fileprivate func byPayer(_ gift: Gift) -> [Receipt] {
    guard !gift.shared.isEmpty else { return [self] }
    var own = self
    own.others = []
    var rest = zip(gift.shared, others).filter { $0.1 > 0 }.map { part, pence in
      var other = own
      (other.party, other.source, other.amount) = (part.party, .party(part.party), pence)
      other.kind = .grant
      (other.uses, other.limitedBy) = ([], nil)
      return other
    }
    if own.amount > 0 || rest.isEmpty { return [own] + rest }
    rest[0].uses = own.uses
    return rest
  }
}
