import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// The terms on which loans are repaid.
  func plan(_ syntax: PlanSyntax, _ declaration: Declaration) throws -> RepaymentPlan {
    let unit = declaration.unit
    var plan = RepaymentPlan(
      name: syntax.name.text, title: title(syntax.about, syntax.name),
      of: try fact(syntax.of, unit),
      bands: try syntax.takes.map {
        RepaymentBand(
          rate: try formula($0.rate, unit, expecting: nil),
          threshold: try formula($0.above, unit, expecting: nil))
      },
      oneDeductionWith: try syntax.oneDeductionWith.compactMap {
        numbers.plans[try found($0, unit, where: \.isPlan).id]
      },
      rounding: try syntax.rounding.map { try rounding($0, unit) },
      startsDay: syntax.startsDay, startsMonth: syntax.startsMonth,
      startsAfter: try fact(syntax.startsAfter, unit),
      interest: try formula(syntax.interest, unit, expecting: nil),
      writtenOffAfter: try years(syntax.writtenOffAfter, unit))
    plan.letsOff = try syntax.letsOff.map { each in
      LetOff(
        amount: try formula(each.amount, unit, expecting: nil), isOfBalance: each.isOfBalance,
        event: each.event == .completion ? .completion : .firstRepayment,
        condition: try condition(each.condition, unit))
    }
    return plan
  }

  /// A tax or a contribution with bands.
  func tax(_ syntax: TaxSyntax, _ declaration: Declaration) throws -> Tax {
    let unit = declaration.unit
    let limits = syntax.bands.map(\.upTo) + [syntax.freeUpTo].compactMap { $0 }
    return Tax(
      name: syntax.name.text, title: title(syntax.about, syntax.name),
      on: try party(syntax.on), to: try party(syntax.to),
      applies: applies(syntax.about, of: declaration), due: try condition(syntax.due, unit),
      assessedOn: try fact(syntax.assessedOn, unit), period: try period(syntax.each),
      freeUpTo: try formula(syntax.freeUpTo, unit),
      freeReduction: try syntax.freeReduced.map { try reduction($0, unit) },
      bands: try syntax.bands.map {
        (
          rate: try formula($0.rate, unit, expecting: nil),
          upTo: try formula($0.upTo, unit, expecting: nil)
        )
      },
      limitsByPeriod: try limits.contains { try type($0, unit) == .money },
      restRate: try formula(syntax.restRate, unit, expecting: nil),
      relief: try syntax.relieved.map { try limit($0, unit) },
      rounding: try syntax.rounding.map { try rounding($0, unit) })
  }

  /// A charge on employers that fills an account or a fund.
  func levy(_ syntax: LevySyntax, _ declaration: Declaration) throws -> Levy {
    let unit = declaration.unit
    let into = try found(syntax.into, unit) { $0.isAccount || $0.isFund || $0.isPayer }
    var lowered = Levy(
      name: syntax.name.text, title: title(syntax.about, syntax.name),
      applies: applies(syntax.about, of: declaration), due: try condition(syntax.due, unit),
      rate: try formula(syntax.charges, unit, expecting: nil), of: try fact(syntax.of, unit),
      less: try formula(syntax.less, unit), collectedEach: try period(syntax.collectedEach),
      account: numbers.accounts[into.id], fund: numbers.funds[into.id],
      payer: into.syntax.isPayer ? try party(syntax.into) : nil,
      inProportionTo: try formula(syntax.inProportionTo, unit),
      restTo: try syntax.restTo.map { try party($0) })
    lowered.notBelow = try formula(syntax.shape.notBelow, unit)
    lowered.upTo = try formula(syntax.shape.upTo, unit)
    lowered.forEach = try syntax.shape.forEach.map { try fact($0, unit) }
    lowered.rounding = try syntax.shape.rounding.map { try rounding($0, unit) }
    lowered.after = try syntax.then.map { try formula($0.share, unit, expecting: nil) }
    return lowered
  }

  /// The further shares of a levy, each a levy of the same charge that goes elsewhere.
  func furtherShares(of levy: Levy, _ syntax: LevySyntax, _ unit: Int) throws -> [Levy] {
    try syntax.then.indices.map { place in
      let into = try found(syntax.then[place].into, unit) {
        $0.isAccount || $0.isFund || $0.isPayer
      }
      var share = levy
      share.account = numbers.accounts[into.id]
      share.fund = numbers.funds[into.id]
      share.payer = into.syntax.isPayer ? try party(syntax.then[place].into) : nil
      share.inProportionTo = levy.after[place]
      share.before = [levy.inProportionTo].compactMap { $0 } + levy.after[..<place]
      share.after = []
      share.restTo = nil
      share.isFurtherShare = true
      return share
    }
  }

  /// Money held for someone.
  func account(_ syntax: AccountSyntax, _ declaration: Declaration) throws -> Account {
    let unit = declaration.unit
    return Account(
      name: syntax.name.text, title: title(syntax.about, syntax.name),
      heldByEmployer: syntax.heldBy.text == "employer",
      opens: try condition(syntax.opens, unit),
      opensWith: try syntax.opensWith.map {
        (amount: try formula($0.amount, unit, expecting: nil), on: $0.on.date)
      },
      credits: try syntax.credits.map { credit in
        Account.Credit(
          amount: try formula(credit.amount, unit, expecting: nil),
          each: try credit.each.map { try period($0) }, from: try party(credit.from),
          condition: try condition(credit.condition, unit))
      },
      topUp: try topUp(of: syntax, unit), holdsAtMost: try formula(syntax.holdsAtMost, unit),
      creditedAtMost: try formula(syntax.creditedAtMost, unit),
      expiresAfter: try syntax.expiresAfter.map { try years($0, unit) },
      oldestFirst: syntax.oldestFirst, lapsesTo: try syntax.lapsesTo.map { try party($0) },
      transfers: try syntax.transfersUpTo.map {
        (
          share: try formula($0.share, unit, expecting: nil), ofLast: try period($0.ofLast),
          ranks: try syntax.rations.map { try ranks($0, unit) } ?? [.lot]
        )
      },
      countsAgainst: try funds(syntax.countsAgainst, unit), applies: applies(syntax.about, unit))
  }

  private func topUp(
    of syntax: AccountSyntax, _ unit: Int
  ) throws -> (share: Formula, from: Int)? {
    guard let share = syntax.toppedUpBy, let from = syntax.toppedUpFrom else { return nil }
    return (try formula(share, unit, expecting: nil), try party(from))
  }

  /// A finite budget.
  func fund(_ syntax: FundSyntax, _ declaration: Declaration) throws -> Fund {
    let unit = declaration.unit
    var fund = Fund(
      name: syntax.name.text, title: title(syntax.about, syntax.name),
      heldBy: try party(syntax.heldBy), budget: nil, period: .financialYear, filledByLevy: nil,
      carriesForward: try formula(syntax.carriesForward, unit),
      reserves: try syntax.reserves.map {
        (amount: try formula($0.amount, unit, expecting: nil), test: try condition($0.test, unit))
      },
      ranks: try ranks(syntax.rations, unit), whenSpent: .refuses)
    fund.opensWith = try syntax.opensWith.map {
      (amount: try formula($0.amount, unit, expecting: nil), on: $0.on.date)
    }
    switch syntax.whenSpent {
    case .refuses: fund.whenSpent = .refuses
    case .partPays: fund.whenSpent = .partPays
    case .queues: fund.whenSpent = .queues
    }
    switch syntax.income {
    case .budget(let amount, let each):
      fund.budget = try formula(amount, unit, expecting: nil)
      if let each {
        fund.period = each.text == "round" ? rounds(of: syntax) : try period(each)
      } else {
        fund.period = .life
      }
    case .filledBy(let name):
      let levy = try found(name, unit) { if case .levy = $0 { true } else { false } }
      fund.filledByLevy = numbers.levies[levy.id]
      if case .levy(let syntax) = levy.syntax, let first = numbers.furtherShares[levy.id],
        let place = syntax.then.firstIndex(where: { $0.into.text == fund.name })
      {
        fund.filledByLevy = first + place
      }
      if case .levy(let syntax) = levy.syntax { fund.period = try period(syntax.collectedEach) }
    }
    return fund
  }

  private func rounds(of syntax: FundSyntax) -> Period {
    .rounds(
      syntax.rounds.map {
        Period.Round(
          opens: (month: $0.opens.month, day: $0.opens.day),
          closes: (month: $0.closes.month, day: $0.closes.day))
      })
  }

  /// The order in which a finite source is shared out.
  func ranks(_ syntax: RationsSyntax, _ unit: Int) throws -> [Rank] {
    try syntax.ranks.map { line in
      switch line.rank {
      case .when(let test): .when(try condition(test, unit))
      case .lowest(let path): .lowest(try fact(path, unit))
      case .highest(let path): .highest(try fact(path, unit))
      case .earliest(let path): .earliest(try fact(path, unit))
      case .lot: .lot
      }
    }
  }
}
