import FundingValues

extension Checker {
  /// Checks a grant or a loan.
  mutating func check(_ instrument: InstrumentSyntax, _ id: Int) {
    let errors = errorCount
    check(instrument.about)
    checkSource(instrument)
    if let borrower = instrument.borrower { requireParty(borrower) }
    if let plan = instrument.plan { resolve(plan, as: "a plan", where: \.isPlan) }
    for fund in instrument.countsAgainst { resolve(fund, as: "a fund", where: \.isFund) }
    if let eligible = instrument.eligible { check(eligible, certain: "`eligible`") }
    for pays in instrument.pays { check(pays) }
    for gives in instrument.gives { check(gives) }
    for recovers in instrument.recovers { check(recovers) }
    if instrument.pays.isEmpty, instrument.gives.isEmpty {
      report(
        "P0507", "`\(instrument.name.text)` neither pays nor gives anything",
        at: Label(instrument.name.span, "no `pays` and no `gives`"))
    }
    requireOnePayment(instrument)
    if errors == errorCount, !seesFaults[unit] {
      requireDisjointExceptions(instrument)
      requireRatesWithinTheWhole(instrument)
    }
  }

  private mutating func checkSource(_ instrument: InstrumentSyntax) {
    let source = requireMoney(instrument.source)
    guard let another = instrument.ofAnother else { return }
    requireRecord(another)
    guard let source else { return }
    guard case .account(let account) = program.declarations[source].syntax else {
      report(
        "P0601", "`\(instrument.source.text)` is not an account that another \(another.text) holds",
        at: Label(instrument.source.span, program.declarations[source].syntax.noun))
      return
    }
    if account.transfersUpTo == nil {
      report(
        "P0601", "`\(account.name.text)` does not let others draw on it",
        at: Label(instrument.source.span.joined(to: another.span), "draws on another's account"),
        with: [Label(account.name.span, "says nothing of transfers")],
        help: "add `transfers up to` and a share of what came in to the account")
    }
  }

  private mutating func requireOnePayment(_ instrument: InstrumentSyntax) {
    for (index, pays) in instrument.pays.enumerated() {
      guard let earlier = instrument.pays[..<index].first(where: { $0.cost.text == pays.cost.text })
      else { continue }
      report(
        "P0508", "`\(instrument.name.text)` pays for `\(pays.cost.text)` twice",
        at: Label(pays.span, "pays again"), with: [Label(earlier.span, "pays here")],
        help: "use `except` or `plus` for another rate")
    }
  }

  private mutating func check(_ pays: PaysSyntax) {
    requireCost(pays.cost)
    let cost = Label(pays.cost.span, "money")
    let isShare = pays.base != .towards
    let wanted: ValueType = isShare ? .share : .money
    let role =
      isShare
      ? "the share paid of `\(pays.cost.text)`" : "an amount towards `\(pays.cost.text)`"
    require(pays.amount, wanted, role, because: cost)
    if let counts = pays.countsAtMost {
      require(counts, .money, "what counts of `\(pays.cost.text)`", because: cost)
    }
    if let test = pays.countsWhen { check(test, certain: "`counts at most`") }
    check(pays.shaping, wanted, of: "`\(pays.cost.text)`", because: cost)
    for leaves in pays.leaves { check(leaves, because: cost) }
    for part in pays.parts {
      require(part.share, .share, "a part of a payment")
      check(part.moment)
      if let payer = part.backTo { requireParty(payer) }
    }
    requireWholeParts(pays)
  }

  /// Checks what is left to a payer.
  mutating func check(_ leaves: LeavesSyntax, because: Label) {
    require(leaves.amount, .money, "what is left to `\(leaves.to.text)`", because: because)
    requireParty(leaves.to)
    if let test = leaves.condition { check(test, certain: "`leaves`") }
  }

  /// Requires that a path is a fact in money that a stacking may settle.
  mutating func requireCost(_ cost: PathSyntax) {
    guard let type = resolve(fact: cost, "a cost", oneOf: [.money]) else { return }
    guard type == .money, let reference = program.reference(cost, from: unit) else { return }
    switch reference {
    case .fact, .derived: break
    default:
      report(
        "P0202", "`\(cost.text)` is not a cost", at: Label(cost.span, "not a fact of a record"),
        help: "a cost is a fact in money, such as `course.fee`")
    }
  }

  /// Checks a gift.
  mutating func check(_ gives: GivesSyntax) {
    require(gives.amount, .money, "what is given")
    requireParty(gives.to)
    check(gives.moment)
    check(gives.shaping, .money, of: "what is given", because: nil)
    if let test = gives.condition { check(test, certain: "`gives`") }
    for share in gives.shared {
      requireParty(share.payer)
      require(share.share, .share, "the share that `\(share.payer.text)` pays")
    }
  }

  /// Checks when money moves.
  mutating func check(_ moment: MomentSyntax) {
    switch moment {
    case .on: break
    case .after(let span): requireSpan(span, "the time after the start")
    case .each(let period): requirePeriod(period)
    }
  }

  /// Checks what is taken back.
  mutating func check(_ recovers: RecoversSyntax) {
    require(recovers.share, .share, "what is taken back")
    requireParty(recovers.from)
    if let within = recovers.within {
      requireSpan(within, "the time within which it is taken back")
    }
  }

  // MARK: Shaping

  /// Checks what shapes a payment or a gift.
  mutating func check(
    _ shaping: ShapingSyntax, _ amount: ValueType, of cost: String, because: Label?
  ) {
    for except in shaping.excepts {
      require(except.amount, amount, "an exception", because: because)
      check(except.test, certain: "`except`")
    }
    for plus in shaping.pluses {
      require(plus.amount, amount, "what is added", because: because)
      check(plus.test, certain: "`plus`")
    }
    if let most = shaping.inAllAtMost { require(most, amount, "the most in all", because: because) }
    if let taper = shaping.taper { check(taper) }
    if let reduced = shaping.reduced { check(reduced, amount) }
    if let floor = shaping.notBelow {
      require(floor, .money, "the least of \(cost)", because: because)
    }
    if let share = shaping.inProportionTo { require(share, .share, "a proportion") }
    for limit in shaping.limits { check(limit, of: cost, because: because) }
    if let least = shaping.nothingBelow {
      require(least, .money, "the least that is paid", because: because)
    }
  }

  /// Checks `tapers`: two shares and two points of a fact, ascending.
  private mutating func check(_ taper: TaperSyntax) {
    require(taper.fromShare, .share, "the share at the first point")
    require(taper.toShare, .share, "the share at the second point")
    guard let type = resolve(fact: taper.of, "what a taper follows") else { return }
    guard type.isNumeric else {
      report(
        "P0202", "a taper follows a number, but `\(taper.of.text)` is \(type.words)",
        at: Label(taper.of.span, type.words))
      return
    }
    let because = Label(taper.of.span, type.words)
    let role = "a point of `\(taper.of.text)`"
    let isSound = require(taper.fromPoint, type, role, because: because)
    if require(taper.toPoint, type, role, because: because), isSound {
      requireAscendingTaper(taper, type)
    }
  }

  /// Checks `reduced by A for each B of F above C`.
  mutating func check(_ reduced: ReducedSyntax, _ amount: ValueType) {
    require(reduced.by, amount, "what is taken off")
    guard let type = resolve(fact: reduced.of, "what a reduction follows") else { return }
    guard type.isNumeric else {
      report(
        "P0202", "a reduction follows a number, but `\(reduced.of.text)` is \(type.words)",
        at: Label(reduced.of.span, type.words))
      return
    }
    let because = Label(reduced.of.span, type.words)
    require(reduced.forEach, type, "each step of `\(reduced.of.text)`", because: because)
    require(reduced.above, type, "the point above which it falls", because: because)
    divisors.append(Divisor(expression: reduced.forEach, unit: unit, breadcrumb: breadcrumb))
  }

  /// Checks a limit in money or in a quantity that the course carries.
  mutating func check(_ limit: LimitSyntax, of cost: String, because: Label?) {
    let outer = hint
    hint = nil
    let found = infer(limit.amount)
    hint = outer
    if let found, !found.fits(.money), !isCarried(found), limit.quantity == nil {
      reportMismatch(limit.amount, found, .money, "a limit on \(cost)", because, nil)
    } else if let found {
      checkQuantity(of: limit, found)
    }
    if let record = limit.record, record.text != "learner", record.text != "employer" {
      report(
        "P0202", "a limit is counted per learner or per employer, not per `\(record.text)`",
        at: Label(record.span, ""),
        help: "share the money through an account: `held by` a payer, `credited` each period")
    }
    switch limit.scope {
    case .each(let period)?: requirePeriod(period)
    case .anyYears(let years)?:
      if years.value <= .zero || !years.value.isWhole {
        report(
          "P0205", "a limit runs over a whole number of years", at: Label(years.span, ""))
      }
    case .life?, nil: break
    }
    if let test = limit.condition { check(test, certain: "`up to`") }
  }

  /// Checks what a limit counts: the fact that it names, or the only thing that it can mean.
  private mutating func checkQuantity(of limit: LimitSyntax, _ found: Inferred) {
    let written = "up to \(text(limit.amount.span))"
    switch limit.quantity {
    case .fact(let path)?:
      if found.fits(.money) { return reportCountedMoney(limit, path.span) }
      if path.parts.first?.text != "course" {
        report(
          "P0209", "a limit counts a fact of the course, but `\(path.text)` is none",
          at: Label(path.span, "not of the course"))
        return
      }
      let because = Label(limit.amount.span, found.type.words)
      require(.path(path), found.type, "what a limit counts", because: because)
    case .course(let span)?:
      if found.fits(.money) { return reportCountedMoney(limit, span) }
      guard found.type != .years, found.type != .days else { return }
      report(
        "P0209", "of the course itself only time is counted, not \(found.type.words)",
        at: Label(limit.amount.span, found.type.words), with: [Label(span, "")],
        help: "name the fact that is counted, such as `\(written) of course.credits`")
    case nil:
      guard !found.fits(.money) else { return }
      let isTime = found.type.kind == .span
      var choices = program.courseFields(counting: found.type).map { "course.\($0)" }
      if isTime { choices.removeAll { $0 == "course.length" } }
      guard choices.count > (isTime ? 0 : 1) else { return }
      if isTime { choices.append("the course") }
      report(
        "P0209", "a limit must say what it counts, where a course has more than one such thing",
        at: Label(limit.amount.span, found.type.words),
        notes: choices.map { "`\(written) of \($0)` could be meant" },
        help: "write one of these lines")
    }
  }

  private mutating func reportCountedMoney(_ limit: LimitSyntax, _ span: SourceSpan) {
    report(
      "P0209", "a limit in money is on what is paid and counts nothing else",
      at: Label(span, "counted beside money"), with: [Label(limit.amount.span, "money")],
      help: "remove `of \(text(span))`")
  }

  /// Whether a course carries a quantity of this dimension, or lasts so long.
  private func isCarried(_ found: Inferred) -> Bool {
    if found.isBare || found.type.dimension.isNone { return false }
    if found.type == .years || found.type == .days { return true }
    let fields = program.records["course"] ?? [:]
    return fields.values.contains { $0.valueType.dimension == found.type.dimension }
  }
}
