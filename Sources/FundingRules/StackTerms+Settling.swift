public import FundingValues

extension StackTerms {
  /// Settles the part of the cost that falls due on one day down its stack, taking what instruments
  /// pay from the headroom of that day.
  ///
  /// A rate is of the part. What a clause says in pence of the whole course (`up to`, `counts at most`,
  /// `leaves`, `towards`, `not below`, `nothing if below`) counts in the same part of it. What an
  /// account cannot pay of a part falls to the lines after it, for that part alone.
  public func settled(
    _ part: PartOfWhole, _ headroom: inout Headroom
  ) throws(Missing) -> CostSettlement {
    let total = part.of(self.total)
    var state = StackState(total: total, owed: total)
    for payment in payments { state.pay(payment, part, &headroom) }
    for (party, amount) in state.setAside.sorted(by: { $0.key < $1.key }) {
      state.payOwn(party, min(amount, state.owed), because: "set aside for them")
    }
    if state.owed > 0 {
      switch rest {
      case .party(let party): state.payOwn(party, state.owed, because: "the rest")
      case .nobody: break
      case .missing(let missing): throw missing
      }
    }
    return CostSettlement(cost: cost, costName: costName, total: total, lines: state.lines)
  }
}

extension StackTerms {
  /// What limits in money over periods have left, by the number of the instrument that they hold down.
  func limitsLeft(_ headroom: Headroom) -> [(instrument: Int, pence: Int64)] {
    payments.flatMap { payment in
      payment.limits.compactMap { limit in
        guard limit.carried == nil, !limit.isOfCourse else { return nil }
        let room = headroom.room(ofLimit: limit.number, of: limit.whole)
        return (payment.instrument, room.roundedHalfUp())
      }
    }
  }
}

extension StackTerms {
  /// Whether clauses say anything in pence of the whole course, of which each part has its own.
  var hasAmounts: Bool {
    payments.contains { payment in
      payment.base == .towards || payment.countsAtMost != nil || payment.notBelow != nil
        || payment.nothingBelow != nil || !payment.leaves.isEmpty
        || payment.limits.contains { $0.carried == nil }
    }
  }

  /// Whether two parts are of the same pence, of the cost and of all that clauses say of the whole course.
  func isAlike(_ one: PartOfWhole, _ other: PartOfWhole) -> Bool {
    guard one.of(total) == other.of(total) else { return false }
    func isAlike(_ amount: Ratio?) -> Bool {
      guard let pence = amount?.roundedHalfUp() else { return true }
      return one.of(pence) == other.of(pence)
    }
    return payments.allSatisfy { payment in
      (payment.base != .towards || isAlike(payment.amount)) && isAlike(payment.countsAtMost)
        && isAlike(payment.notBelow) && isAlike(payment.nothingBelow)
        && payment.leaves.allSatisfy { one.of($0.pence) == other.of($0.pence) }
        && payment.limits.allSatisfy { $0.carried != nil || isAlike($0.whole) }
    }
  }
}

/// How far the settlement of one cost has come.
private struct StackState {
  let total: Int64
  var owed: Int64
  var setAside: [Int: Int64] = [:]
  var lines: [PaymentLine] = []

  init(total: Int64, owed: Int64) {
    self.total = total
    self.owed = owed
  }

  /// What an instrument may still pay: what is owed less what is set aside.
  var payable: Int64 { setAside.isEmpty ? owed : max(0, owed - setAside.values.reduce(0, +)) }

  /// Works out and books what one payment pays.
  mutating func pay(
    _ terms: PaymentTerms, _ part: PartOfWhole, _ headroom: inout Headroom
  ) {
    var amount = asked(terms, part)
    var uses: [(limit: Int, amount: Ratio)] = []
    var limitedBy: LimitedBy?
    amount = headroom.limited(amount, terms.limits, part, &uses, &limitedBy)
    var pence = max(0, amount.roundedHalfUp())
    if let least = terms.nothingBelow, Ratio(pence) < part.of(least) {
      (pence, limitedBy) = (0, .least)
    }
    for leave in terms.leaves {
      setAside[leave.party] = max(setAside[leave.party] ?? 0, part.of(leave.pence))
    }
    if pence > payable { (pence, limitedBy) = (payable, .owed) }
    pence = headroom.drawable(pence, from: terms.source, against: terms.funds, &limitedBy)
    headroom.draw(pence, from: terms.source, against: terms.funds)
    for index in uses.indices {
      if terms.limits.first(where: { $0.number == uses[index].limit })?.carried == nil {
        uses[index].amount = Ratio(pence)
      } else if amount.numerator > 0 {
        uses[index].amount = uses[index].amount * min(.one, Ratio(pence) / amount)
      }
      headroom.use(uses[index].amount, ofLimit: uses[index].limit)
    }
    owed -= pence
    append(terms, pence, limitedBy, uses)
  }

  /// What a payment asks for before limits: its share of the part, its floor and its proportion.
  private func asked(_ terms: PaymentTerms, _ part: PartOfWhole) -> Ratio {
    var amount: Ratio
    if case .towards = terms.base {
      amount = part.of(terms.amount)
    } else {
      var base = Ratio(total)
      if let most = terms.countsAtMost { base = min(base, part.of(most)) }
      if case .rest = terms.base { base = max(.zero, base - Ratio(total - owed)) }
      amount = terms.amount * base
    }
    if let floor = terms.notBelow { amount = max(amount, part.of(floor)) }
    return terms.proportion == .one ? amount : amount * terms.proportion
  }

  private mutating func append(
    _ terms: PaymentTerms, _ pence: Int64, _ limitedBy: LimitedBy?,
    _ uses: [(limit: Int, amount: Ratio)]
  ) {
    let (schedule, lost) = parted(terms, pence)
    var line = PaymentLine(
      instrument: terms.instrument, kind: terms.kind, party: terms.party, source: terms.source,
      amount: pence - lost.reduce(0) { $0 + $1.pence }, limitedBy: limitedBy, uses: uses,
      clause: terms.clause, because: terms.clause.text)
    line.schedule = schedule
    lines.append(line)
    for (party, pence) in lost {
      lines.append(
        PaymentLine(
          instrument: nil, kind: .own, party: party, source: nil, amount: pence,
          clause: terms.clause, because: "a part whose condition did not come"))
    }
  }

  /// The parts of a payment that come, and what never comes by the party that bears it: whoever laid it
  /// out, else the provider, who goes without.
  private func parted(
    _ terms: PaymentTerms, _ pence: Int64
  ) -> (schedule: [ScheduledPart], lost: [(party: Int, pence: Int64)]) {
    var left = pence
    var schedule: [ScheduledPart] = []
    var lost: [(party: Int, pence: Int64)] = []
    for (index, part) in terms.parts.enumerated() {
      let isLast = index == terms.parts.count - 1
      let amount = isLast ? left : min(left, (Ratio(pence) * part.share).roundedHalfUp())
      left -= amount
      if part.comes {
        schedule.append(ScheduledPart(pence: amount, when: part.when, backTo: part.backTo))
      } else if amount > 0 {
        let party = part.backTo ?? providerParty
        if let place = lost.firstIndex(where: { $0.party == party }) {
          lost[place].pence += amount
        } else {
          lost.append((party, amount))
        }
      }
    }
    return (schedule, lost)
  }

  /// Lets a party pay from its own pocket.
  mutating func payOwn(_ party: Int, _ amount: Int64, because: String) {
    guard amount > 0 else { return }
    owed -= amount
    if let index = lines.firstIndex(where: { $0.kind == .own && $0.party == party }) {
      lines[index].amount += amount
      lines[index].because = "the rest"
      return
    }
    lines.append(
      PaymentLine(
        instrument: nil, kind: .own, party: party, source: nil, amount: amount, limitedBy: nil,
        uses: [], clause: nil, because: because))
  }
}

extension Headroom {
  /// The least of an amount and what each limit has room for, and what it then uses of each.
  func limited(
    _ amount: Ratio, _ limits: [PaymentTerms.LimitTerms], _ part: PartOfWhole,
    _ uses: inout [(limit: Int, amount: Ratio)], _ limitedBy: inout LimitedBy?
  ) -> Ratio {
    guard !limits.isEmpty else { return amount }
    var share = Ratio.one
    for limit in limits {
      guard let whole = limit.carried else { continue }
      // A limit of this course alone is in proportion to the course, and so to each part of it.
      let carried = limit.isOfCourse ? whole : whole * part.share
      let room = limit.isOfCourse ? limit.whole : self.room(ofLimit: limit.number, of: limit.whole)
      if room / carried < share { (share, limitedBy) = (max(.zero, room / carried), .quantity) }
      uses.append((limit.number, carried))
    }
    for index in uses.indices { uses[index].amount = uses[index].amount * share }
    var result = amount * share
    for limit in limits where limit.carried == nil {
      let room =
        limit.isOfCourse
        ? part.of(max(.zero, limit.whole)) : self.room(ofLimit: limit.number, of: limit.whole)
      if room < result { (result, limitedBy) = (room, .cap) }
      if !limit.isOfCourse { uses.append((limit.number, .zero)) }
    }
    return result
  }
}
