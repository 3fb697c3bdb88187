import FundingValues

extension Instrument {
  /// The instrument again, all that it reads handed to a reader.
  @discardableResult
  public func rebuilt(by reader: inout some RuleReader) -> Instrument {
    let eligible = reader.through(self.eligible)
    return Instrument(
      name: name, title: title, isLoan: isLoan, source: source, plan: plan, applies: applies,
      byApplication: byApplication, eligible: eligible,
      payments: payments.map { $0.rebuilt(by: &reader) },
      gifts: gifts.map { $0.rebuilt(by: &reader) },
      recoveries: recoveries.map { $0.rebuilt(by: &reader) }, countsAgainst: countsAgainst,
      clause: clause)
  }
}

extension Payment {
  /// The payment again, all that it reads handed to a reader.
  @discardableResult
  public func rebuilt(by reader: inout some RuleReader) -> Payment {
    Payment(
      cost: reader.through(fact: cost), base: base, amount: reader.through(amount),
      countsAtMost: reader.through(countsAtMost), shaping: shaping.rebuilt(by: &reader),
      leaves: leaves.map { $0.rebuilt(by: &reader) }, parts: parts.map { $0.rebuilt(by: &reader) },
      clause: clause)
  }
}

extension Gift {
  /// The gift again, all that it reads handed to a reader.
  @discardableResult
  public func rebuilt(by reader: inout some RuleReader) -> Gift {
    Gift(
      to: to, amount: reader.through(amount), moment: reader.through(moment),
      shaping: shaping.rebuilt(by: &reader),
      shared: shared.map { (party: $0.party, share: reader.through($0.share)) },
      condition: reader.through(condition), clause: clause)
  }
}

extension Shaping {
  /// The clauses again, all that they read handed to a reader.
  @discardableResult
  public func rebuilt(by reader: inout some RuleReader) -> Shaping {
    for each in exceptions + additions { reader.read(each.amount, when: each.test) }
    return Shaping(
      exceptions: exceptions, additions: additions, inAllAtMost: reader.through(inAllAtMost),
      taper: taper.map { $0.rebuilt(by: &reader) },
      reduction: reduction.map { $0.rebuilt(by: &reader) }, notBelow: reader.through(notBelow),
      inProportionTo: reader.through(inProportionTo),
      limits: limits.map { $0.rebuilt(by: &reader) }, nothingBelow: reader.through(nothingBelow))
  }
}

extension Taper {
  /// The taper again, all that it reads handed to a reader.
  func rebuilt(by reader: inout some RuleReader) -> Taper {
    Taper(
      fromShare: reader.through(fromShare), fromPoint: reader.through(fromPoint),
      toShare: reader.through(toShare), toPoint: reader.through(toPoint),
      of: reader.through(fact: of))
  }
}

extension Reduction {
  /// The reduction again, all that it reads handed to a reader.
  func rebuilt(by reader: inout some RuleReader) -> Reduction {
    Reduction(
      by: reader.through(by), forEach: reader.through(forEach), of: reader.through(fact: of),
      above: reader.through(above))
  }
}

extension Limit {
  /// The limit again, all that it reads handed to a reader.
  func rebuilt(by reader: inout some RuleReader) -> Limit {
    if let condition { reader.read(amount, when: condition) } else { reader.read(amount) }
    return Limit(
      number: number, amount: amount, counts: counts.rebuilt(by: &reader), scope: scope,
      condition: condition, clause: clause)
  }
}

extension Limit.Counted {
  /// What is counted again, the fact or the course's days handed to a reader.
  func rebuilt(by reader: inout some RuleReader) -> Limit.Counted {
    switch self {
    case .money: .money
    case .fact(let fact): .fact(reader.through(fact: fact))
    case .time(let count): .time(reader.through(count))
    }
  }
}

extension SetAside {
  /// What is set aside again, all that it reads handed to a reader.
  func rebuilt(by reader: inout some RuleReader) -> SetAside {
    if let condition { reader.read(amount, when: condition) } else { reader.read(amount) }
    return SetAside(amount: amount, party: party, condition: condition)
  }
}

extension Part {
  /// The part again, all that it reads handed to a reader.
  func rebuilt(by reader: inout some RuleReader) -> Part {
    Part(share: reader.through(share), moment: reader.through(moment), backTo: backTo)
  }
}

extension Recovery {
  /// What is taken back again, all that it reads handed to a reader.
  func rebuilt(by reader: inout some RuleReader) -> Recovery {
    Recovery(
      share: reader.through(share), from: from, event: event, within: reader.through(within))
  }
}
