import FundingRules
import FundingValues

extension PlanText {
  /// The lines of everything in a regime but its parameters.
  func ruleLines() -> [String] {
    var lines: [String] = []
    for tax in rules.taxes { lines += self.lines(of: tax) }
    for levy in rules.levies { lines += self.lines(of: levy) }
    for account in rules.accounts { lines += self.lines(of: account) }
    for fund in rules.funds { lines += self.lines(of: fund) }
    for plan in rules.plans { lines += self.lines(of: plan) }
    for instrument in rules.instruments { lines += self.lines(of: instrument) }
    for derived in rules.derived {
      switch derived.definition {
      case .formula(let value): lines.append("derive \(fact(derived.fact)) = \(formula(value))")
      case .test(let test): lines.append("derive \(fact(derived.fact)) when \(condition(test))")
      }
    }
    for route in rules.routes { lines += self.lines(of: route) }
    return lines
  }

  private func lines(of tax: Tax) -> [String] {
    var lines = [
      "tax \(tax.name) on \(party(tax.on)) to \(party(tax.to))\(PlanText.span(tax.applies))"
    ]
    if let due = tax.due { lines.append("  due when \(condition(due))") }
    let reckoned = tax.limitsByPeriod ? ", limits of the pay period" : ""
    lines.append(
      "  on \(fact(tax.assessedOn)) each \(PlanText.period(tax.period))\(reckoned)")
    if let free = tax.freeUpTo { lines.append("  free up to \(formula(free))") }
    if let cut = tax.freeReduction { lines.append("    \(reduction(cut))") }
    for band in tax.bands { lines.append("  \(formula(band.rate)) up to \(formula(band.upTo))") }
    lines.append("  \(formula(tax.restRate)) on the rest")
    if let relief = tax.relief { lines.append("  relief \(limit(relief))") }
    if let rounding = tax.rounding { lines.append("  \(self.rounding(rounding))") }
    return lines
  }

  private func lines(of levy: Levy) -> [String] {
    let less = levy.less.map { " less \(formula($0))" } ?? ""
    let into = into(levy)
    if levy.isFurtherShare {
      return [
        "levy \(levy.name) further\(levy.inProportionTo.map { " " + formula($0) } ?? "") into \(into)"
      ]
    }
    var lines = ["levy \(levy.name)\(PlanText.span(levy.applies))"]
    if let due = levy.due { lines.append("  due when \(condition(due))") }
    lines.append("  charges \(formula(levy.rate)) of \(fact(levy.of))\(less)")
    if let least = levy.notBelow { lines.append("  not below \(formula(least))") }
    if let most = levy.upTo { lines.append("  up to \(formula(most))") }
    if let count = levy.forEach { lines.append("  for each \(fact(count))") }
    if let rounding = levy.rounding { lines.append("  \(self.rounding(rounding))") }
    let share = levy.inProportionTo.map { " in proportion to \(formula($0))" } ?? ""
    lines.append("  each \(PlanText.period(levy.collectedEach)) into \(into)\(share)")
    if let rest = levy.restTo { lines.append("  rest to \(party(rest))") }
    return lines
  }

  /// Where a levy puts what it brings.
  private func into(_ levy: Levy) -> String {
    levy.account.map { "account \(rules.accounts[$0].name)" }
      ?? levy.fund.map { "fund \(rules.funds[$0].name)" }
      ?? levy.payer.map { party($0) } ?? "nothing"
  }

  private func lines(of account: Account) -> [String] {
    let order = account.oldestFirst ? "oldest" : "newest"
    let holder = account.heldByEmployer ? "employer" : "learner"
    var lines = ["account \(account.name) held by \(holder), \(order) first"]
    if let opens = account.opens { lines.append("  opens when \(condition(opens))") }
    if let with = account.opensWith {
      lines.append("  opens with \(formula(with.amount)) on \(with.on)")
    }
    for credit in account.credits {
      let each = credit.each.map { "each \(PlanText.period($0))" } ?? "once"
      let test = credit.condition.map { " when \(condition($0))" } ?? ""
      lines.append("  credited \(formula(credit.amount)) \(each) from \(party(credit.from))\(test)")
    }
    if let top = account.topUp {
      lines.append("  topped up by \(formula(top.share)) from \(party(top.from))")
    }
    if let most = account.holdsAtMost { lines.append("  holds at most \(formula(most))") }
    if let most = account.creditedAtMost { lines.append("  credited at most \(formula(most))") }
    if let term = account.expiresAfter { lines.append("  expires after \(formula(term))") }
    if let party = account.lapsesTo { lines.append("  lapses to \(self.party(party))") }
    if let transfers = account.transfers {
      lines.append(
        "  transfers \(formula(transfers.share)) of the last \(PlanText.period(transfers.ofLast))"
          + " \(ranks(transfers.ranks))")
    }
    return lines + against(account.countsAgainst)
  }

  private func lines(of fund: Fund) -> [String] {
    var lines = ["fund \(fund.name) held by \(party(fund.heldBy)), \(fund.whenSpent.rawValue)"]
    if let budget = fund.budget {
      lines.append("  budget \(formula(budget)) each \(PlanText.period(fund.period))")
    }
    if let levy = fund.filledByLevy { lines.append("  filled by \(rules.levies[levy].name)") }
    if let with = fund.opensWith {
      lines.append("  opens with \(formula(with.amount)) on \(with.on)")
    }
    if let carried = fund.carriesForward { lines.append("  carries \(formula(carried))") }
    for reserve in fund.reserves {
      lines.append("  reserves \(formula(reserve.amount)) when \(condition(reserve.test))")
    }
    return lines + ["  \(ranks(fund.ranks))"]
  }

  private func lines(of plan: RepaymentPlan) -> [String] {
    var lines = ["plan \(plan.name)"]
    for band in plan.bands {
      lines.append(
        "  takes \(formula(band.rate)) of \(fact(plan.of)) above \(formula(band.threshold))")
    }
    for other in plan.oneDeductionWith {
      lines.append("  one deduction with \(rules.plans[other].name)")
    }
    if let rounding = plan.rounding { lines.append("  \(self.rounding(rounding))") }
    lines.append(
      "  starting \(plan.startsDay)/\(plan.startsMonth) after \(fact(plan.startsAfter))")
    lines.append(
      "  interest \(formula(plan.interest)), written off after \(formula(plan.writtenOffAfter))")
    for each in plan.letsOff {
      let test = each.condition.map { " when \(condition($0))" } ?? ""
      lines.append(
        "  lets off \(formula(each.amount))\(each.isOfBalance ? " of the balance" : "") "
          + (each.event == .completion ? "on completion" : "at first repayment") + test)
    }
    return lines
  }

  private func lines(of route: Route) -> [String] {
    let needs = route.needsEmployer ? " needs employer" : ""
    var lines = ["route \(route.code) \(route.name)\(needs)\(PlanText.span(route.applies))"]
    if let test = route.openWhen { lines.append("  open when \(condition(test))") }
    for stack in route.stacks {
      let names = stack.instruments.map { rules.instruments[$0].name }
      let rests = stack.rests.map { rest in
        "rest \(party(rest.party))" + (rest.condition.map { " when \(condition($0))" } ?? "")
      }
      lines.append("  \(stack.costName): \((names + rests).joined(separator: ", "))")
      for recovery in stack.rests.flatMap(\.recoveries) {
        lines.append("    \(self.recovery(recovery))")
      }
    }
    if !route.also.isEmpty {
      let names = route.also.map { rules.instruments[$0].name }
      lines.append("  also \(names.joined(separator: ", "))")
    }
    return lines
  }

  /// A recovery in words.
  func recovery(_ recovery: Recovery) -> String {
    let within = recovery.within.map { " within \(formula($0))" } ?? ""
    return "recovers \(formula(recovery.share)) from \(party(recovery.from))"
      + " on \(recovery.event.rawValue)\(within)"
  }

  /// A reduction in words.
  func reduction(_ cut: Reduction) -> String {
    "reduced by \(formula(cut.by)) for each \(formula(cut.forEach)) of \(fact(cut.of))"
      + " above \(formula(cut.above))"
  }

  /// The funds that payments also count against.
  func against(_ funds: [Int]) -> [String] {
    funds.map { "  counts against \(rules.funds[$0].name)" }
  }

  private func ranks(_ ranks: [Rank]) -> String {
    let words = ranks.map { rank in
      switch rank {
      case .when(let test): "when \(condition(test))"
      case .lowest(let number): "lowest \(fact(number))"
      case .highest(let number): "highest \(fact(number))"
      case .earliest(let number): "earliest \(fact(number))"
      case .lot: "lot"
      }
    }
    return "order: " + words.joined(separator: ", ")
  }
}
