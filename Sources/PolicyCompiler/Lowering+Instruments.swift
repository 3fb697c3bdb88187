import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// A grant or a loan.
  func instrument(_ written: InstrumentSyntax, _ declaration: Declaration) throws -> Instrument {
    let unit = declaration.unit
    let shared = numbers.shared[declaration.id] ?? []
    let changes = numbers.clauses.filter { $0.instrument == declaration.id }
    let syntax = changes.reduce(written) { $1.change.isTaken ? $0.without($1.change) : $0 }
    var lowered = Instrument(
      name: syntax.name.text, title: title(syntax.about, syntax.name),
      isLoan: syntax.kind == .loan, source: try source(of: syntax, unit),
      plan: try syntax.plan.map { try number(of: $0, unit, in: numbers.plans) { $0.isPlan } },
      applies: applies(syntax.about, of: declaration),
      byApplication: countsByApplication(syntax.about, unit),
      eligible: try condition(syntax.eligible, unit),
      payments: try syntax.pays.map { try payment($0, of: declaration, shared, unit) },
      gifts: try syntax.gives.map { try gift($0, shared, unit) },
      recoveries: try syntax.recovers.map { try recovery($0, unit) },
      countsAgainst: try funds(syntax.countsAgainst, unit), clause: lines.clause(syntax.span))
    for (_, change, home) in changes where !change.isTaken {
      try add(change, to: &lowered, as: syntax.owner(of: change), home)
    }
    return lowered
  }

  /// Adds the clauses of a reform: its exceptions come before those that are there.
  private func add(
    _ change: ClauseChangeSyntax, to instrument: inout Instrument, as owner: ClauseOwner?,
    _ unit: Int
  ) throws {
    let added = try shaping(change.shaping, [], unit)
    func shape(_ shaping: inout Shaping) {
      shaping.exceptions = added.exceptions + shaping.exceptions
      shaping.additions += added.additions
      shaping.limits += added.limits
    }
    switch owner {
    case .payment(let index)?:
      shape(&instrument.payments[index].shaping)
      instrument.payments[index].leaves += try change.leaves.map { try leaves($0, unit) }
    case .gift(let index)?: shape(&instrument.gifts[index].shaping)
    case nil: break
    }
    instrument.gifts += try change.gives.map { try gift($0, [], unit) }
  }

  private func leaves(_ syntax: LeavesSyntax, _ unit: Int) throws -> SetAside {
    SetAside(
      amount: try formula(syntax.amount, unit, expecting: nil), party: try party(syntax.to),
      condition: try condition(syntax.condition, unit))
  }

  /// The number of a named thing of the regime.
  func number(
    of name: NameSyntax, _ unit: Int, in table: [Int: Int],
    where wanted: (DeclarationSyntax) -> Bool
  ) throws -> Int {
    guard let number = table[try found(name, unit, where: wanted).id] else {
      throw PlanError("`\(name.text)` is not in this regime", at: name.span)
    }
    return number
  }

  /// The numbers of funds, without those that a reform removed.
  func funds(_ names: [NameSyntax], _ unit: Int) throws -> [Int] {
    try names.compactMap { numbers.funds[try found($0, unit, where: \.isFund).id] }
  }

  private func source(of syntax: InstrumentSyntax, _ unit: Int) throws -> MoneySource {
    let name = syntax.source
    let lookup = program.find(name.text, from: unit) { $0.isFund || $0.isAccount || $0.isPayer }
    guard case .found(let owner) = lookup else { return .party(try party(name)) }
    switch owner.syntax {
    case .fund: return .fund(try number(of: name, unit, in: numbers.funds) { $0.isFund })
    case .account:
      let account = try number(of: name, unit, in: numbers.accounts) { $0.isAccount }
      return syntax.ofAnother == nil ? .account(account) : .accountOfAnother(account)
    default: return .party(try party(name))
    }
  }

  private func payment(
    _ syntax: PaysSyntax, of instrument: Declaration, _ shared: [Limit], _ unit: Int
  ) throws -> Payment {
    var shaping = try shaping(syntax.shaping, shared, unit)
    if syntax.atMost {
      let chosen = try chosen(of: instrument, isMoney: syntax.base == .towards)
      shaping.inAllAtMost =
        shaping.inAllAtMost.map {
          Formula($0.operations + chosen.operations + [.minimum(2)])
        } ?? chosen
    }
    let base: Payment.Base =
      switch syntax.base {
      case .whole: .whole
      case .rest: .rest
      case .towards: .towards
      }
    return Payment(
      cost: try fact(syntax.cost, unit), base: base,
      amount: try formula(syntax.amount, unit, expecting: nil),
      countsAtMost: try countsAtMost(syntax, unit),
      shaping: shaping,
      leaves: try syntax.leaves.map { try leaves($0, unit) },
      parts: try syntax.parts.map { part in
        Part(
          share: try formula(part.share, unit, expecting: nil),
          moment: try moment(part.moment, unit), backTo: try part.backTo.map { try party($0) })
      },
      clause: lines.clause(syntax.span))
  }

  /// What the payer of `pays at most` chooses: as the evidence says, else as the case says, else the most.
  private func chosen(of instrument: Declaration, isMoney: Bool) throws -> Formula {
    for (declaration, unit) in visibleDeclarations {
      guard case .behaviour(let behaviour) = declaration else { continue }
      for case .pays(let name, let share, _) in behaviour.acts {
        guard case .found(let found) = program.find(name.text, from: unit, where: \.isInstrument),
          found.id == instrument.id
        else { continue }
        return try formula(share, unit, expecting: nil)
      }
    }
    let fact = facts.number(of: instrument.name.text + ".chosen", isMoney ? .money : .share)
    return Formula([.chosen(fact, otherwise: isMoney ? unlimitedAmount : .one)])
  }

  /// What a cost counts at most; with a test, no limit where the test fails.
  ///
  /// A formula has no tests, so the test becomes a derived fact of its own that is one or nought.
  private func countsAtMost(_ syntax: PaysSyntax, _ unit: Int) throws -> Formula? {
    guard let most = try formula(syntax.countsAtMost, unit) else { return nil }
    guard let test = syntax.countsWhen else { return most }
    let fact = facts.number(of: "test at \(lines.place(test.span))", .truth)
    numbers.tests.append(
      DerivedFact(fact: fact, definition: .test(try condition(test, unit))))
    let isLimited = Formula([.fact(fact)])
    let otherwise = joined(
      Formula(unlimitedAmount), .multiply, joined(Formula(.one), .subtract, isLimited))
    return joined(joined(most, .multiply, isLimited), .add, otherwise)
  }

  private func gift(_ syntax: GivesSyntax, _ shared: [Limit], _ unit: Int) throws -> Gift {
    Gift(
      to: try party(syntax.to), amount: try formula(syntax.amount, unit, expecting: nil),
      moment: try moment(syntax.moment, unit),
      shaping: try shaping(syntax.shaping, shared, unit),
      shared: try syntax.shared.map {
        (party: try party($0.payer), share: try formula($0.share, unit, expecting: nil))
      },
      condition: try condition(syntax.condition, unit), clause: lines.clause(syntax.span))
  }

  private func shaping(
    _ syntax: ShapingSyntax, _ shared: [Limit], _ unit: Int
  ) throws -> Shaping {
    var shaping = Shaping()
    shaping.exceptions = try syntax.excepts.map { try adjustment($0, unit) }
    shaping.additions = try syntax.pluses.map { try adjustment($0, unit) }
    shaping.inAllAtMost = try formula(syntax.inAllAtMost, unit)
    shaping.taper = try syntax.taper.map { taper in
      Taper(
        fromShare: try formula(taper.fromShare, unit, expecting: nil),
        fromPoint: try formula(taper.fromPoint, unit, expecting: nil),
        toShare: try formula(taper.toShare, unit, expecting: nil),
        toPoint: try formula(taper.toPoint, unit, expecting: nil), of: try fact(taper.of, unit))
    }
    shaping.reduction = try syntax.reduced.map { try reduction($0, unit) }
    shaping.notBelow = try formula(syntax.notBelow, unit)
    shaping.inProportionTo = try formula(syntax.inProportionTo, unit)
    shaping.limits = try syntax.limits.map { try limit($0, unit) } + shared
    shaping.nothingBelow = try formula(syntax.nothingBelow, unit)
    return shaping
  }

  private func adjustment(
    _ syntax: AdjustmentSyntax, _ unit: Int
  ) throws -> (amount: Formula, test: Condition, clause: Clause) {
    (
      try formula(syntax.amount, unit, expecting: nil), try condition(syntax.test, unit),
      lines.clause(syntax.span)
    )
  }

  /// `reduced by A for each B of F above C`.
  func reduction(_ syntax: ReducedSyntax, _ unit: Int) throws -> Reduction {
    Reduction(
      by: try formula(syntax.by, unit, expecting: nil),
      forEach: try formula(syntax.forEach, unit, expecting: nil), of: try fact(syntax.of, unit),
      above: try formula(syntax.above, unit, expecting: nil))
  }

  /// `recovers R from P on EVENT within T`.
  func recovery(_ syntax: RecoversSyntax, _ unit: Int) throws -> Recovery {
    Recovery(
      share: try formula(syntax.share, unit, expecting: nil), from: try party(syntax.from),
      event: event(syntax.event), within: try syntax.within.map { try years($0, unit) })
  }

  private func event(_ event: PolicyLanguage.EnrolmentEvent) -> FundingRules.EnrolmentEvent {
    switch event {
    case .start: .start
    case .completion: .completion
    case .withdrawal: .withdrawal
    case .outcome: .outcome
    case .separation: .separation
    }
  }

  private func moment(_ syntax: MomentSyntax, _ unit: Int) throws -> Moment {
    switch syntax {
    case .on(let event, _): .on(self.event(event))
    case .after(let span): .after(try years(span, unit))
    case .each(let name): .each(try period(name))
    }
  }

  /// A limit with a number of its own.
  func limit(_ syntax: LimitSyntax, _ unit: Int) throws -> Limit {
    let number = nextLimit
    nextLimit += 1
    return Limit(
      number: number, amount: try formula(syntax.amount, unit, expecting: nil),
      counts: try counted(by: syntax, unit), scope: try scope(of: syntax),
      condition: try condition(syntax.condition, unit), clause: lines.clause(syntax.span))
  }

  private func scope(of syntax: LimitSyntax) throws -> Limit.Scope {
    guard let scope = syntax.scope, let record = syntax.record else { return .course }
    let isEmployer = record.text == "employer"
    guard isEmployer || record.text == "learner" else { return .course }
    switch scope {
    case .life: return isEmployer ? .employer(.life) : .learner(.life)
    case .each(let name):
      let period = try period(name)
      return isEmployer ? .employer(period) : .learner(period)
    case .anyYears(let years):
      let count = max(1, years.whole ?? 1)
      return isEmployer ? .employerInAnyYears(count) : .learnerInAnyYears(count)
    }
  }

  /// What uses a limit up: the fact it names, the one fact of its kind, the time, or money.
  private func counted(by syntax: LimitSyntax, _ unit: Int) throws -> Limit.Counted {
    if case .fact(let path)? = syntax.quantity { return .fact(try fact(path, unit)) }
    let type = try type(syntax.amount, unit)
    guard type.kind == .quantity || type.kind == .span else { return .money }
    if type.kind == .span { return .time(type.dimension.day != 0 ? .days : .months) }
    guard let field = program.courseFields(counting: type).first,
      let number = facts["course." + field]
    else { throw PlanError("a course has nothing that this limit counts", at: syntax.span) }
    return .fact(number)
  }
}
