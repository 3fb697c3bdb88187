import FundingValues

extension Checker {
  /// Checks a tax and its bands.
  mutating func check(_ tax: TaxSyntax) {
    check(tax.about)
    requireRecord(tax.on)
    requireParty(tax.to)
    if let due = tax.due { check(due, certain: "`due`") }
    resolve(fact: tax.assessedOn, "what is assessed", oneOf: [.moneyPerYear, .money])
    requirePeriod(tax.each)
    if let free = tax.freeUpTo {
      let type = requireFigure(free, "what is free", tax)
      if let reduced = tax.freeReduced { check(reduced, type ?? .moneyPerYear) }
    }
    for band in tax.bands {
      require(band.rate, .share, "a rate of tax")
      requireFigure(band.upTo, "the top of a band", tax)
    }
    require(tax.restRate, .share, "a rate of tax")
    if let relief = tax.relieved { check(relief, of: "what is charged", because: nil) }
    if let rounding = tax.rounding { check(rounding) }
    requireAscendingBands(tax)
  }

  /// Requires money per year, or money for each pay period that is written for each of them.
  @discardableResult
  private mutating func requireFigure(
    _ figure: ExpressionSyntax, _ role: String, _ tax: TaxSyntax
  ) -> ValueType? {
    let type = require(figure, oneOf: [.moneyPerYear, .money], role)
    if type == .money, tax.each.text == "pay-period", !isKeyedByPayPeriod(figure) {
      report(
        "P0202", "\(role) is plain money, but pay periods differ in length",
        at: Label(figure.span, "money"), with: [Label(tax.each.span, "each pay period")],
        help: "give it `by pay.period`, or write it as money per year")
    }
    return type
  }

  private func isKeyedByPayPeriod(_ figure: ExpressionSyntax) -> Bool {
    switch figure {
    case .path(let path):
      guard case .parameter(let declaration)? = program.reference(path, from: unit),
        case .parameter(let parameter) = declaration.syntax
      else { return false }
      return parameter.keys.contains { $0.text == "pay.period" }
    case .amount(let amount): return amount.value(minorUnits: 100) == .zero
    case .group(let inner, _), .negated(let inner, _): return isKeyedByPayPeriod(inner)
    case .binary(let left, _, let right, _):
      return isKeyedByPayPeriod(left) || isKeyedByPayPeriod(right)
    case .call(_, let parts, _): return parts.allSatisfy { isKeyedByPayPeriod($0) }
    }
  }

  /// Checks the step of a rounding of money.
  mutating func check(_ rounding: RoundingSyntax) {
    require(rounding.step, oneOf: [.money], "the step of rounding")
    requireAboveNought(rounding.step, "the step of rounding")
  }

  /// Requires that the tops of a tax's bands ascend wherever they are known.
  private mutating func requireAscendingBands(_ tax: TaxSyntax) {
    for (lower, upper) in zip(tax.bands, tax.bands.dropFirst()) {
      let days = changeDays(of: [lower.upTo, upper.upTo])
      for day in days {
        guard let first = constant(lower.upTo, on: day), let second = constant(upper.upTo, on: day),
          first >= second
        else { continue }
        report(
          "P0504", "the bands of `\(tax.name.text)` do not ascend",
          at: Label(upper.upTo.span, shownMoney(second, upper.upTo)),
          with: [Label(lower.upTo.span, shownMoney(first, lower.upTo))],
          notes: ["on \(day)"])
        return
      }
    }
  }

  private func shownMoney(_ value: Ratio, _ expression: ExpressionSyntax) -> String {
    if case .path(let path) = expression, let reference = program.reference(path, from: unit) {
      return reference.valueType.text(value, currency: program.currency)
    }
    return ValueType.money.text(value, currency: program.currency)
  }

  /// Checks a levy and where it goes.
  mutating func check(_ levy: LevySyntax) {
    check(levy.about)
    requireRecord(levy.on)
    if let due = levy.due { check(due, certain: "`due`") }
    require(levy.charges, .share, "the rate of a levy")
    let type = resolve(fact: levy.of, "what is charged", oneOf: [.moneyPerYear, .money])
    if let less = levy.less {
      require(
        less, type ?? .moneyPerYear, "what is left out of the charge",
        because: Label(levy.of.span, (type ?? .moneyPerYear).words))
    }
    check(levy.shape, type ?? .moneyPerYear, of: levy)
    requirePeriod(levy.collectedEach)
    requireMoney(levy.into)
    if let share = levy.inProportionTo {
      require(share, .share, "the proportion that goes into `\(levy.into.text)`")
    }
    for then in levy.then {
      requireMoney(then.into)
      require(then.share, .share, "the share that goes into `\(then.into.text)`")
    }
    if let then = levy.then.first, levy.inProportionTo == nil {
      report(
        "P0601",
        "all of `\(levy.name.text)` goes into `\(levy.into.text)`, so nothing is left for others",
        at: Label(then.share.span, "a further share"),
        with: [Label(levy.into.span, "has all of it")],
        help: "say what share goes there: `into \(levy.into.text) in proportion to` and a share")
    }
    if let rest = levy.restTo { requirePayer(rest, "the rest of a levy goes to") }
  }

  private mutating func check(_ shape: LevySyntax.Shape, _ type: ValueType, of levy: LevySyntax) {
    let charged = Label(levy.of.span, type.words)
    if let least = shape.notBelow {
      require(least, type, "the least that a levy charges", because: charged)
    }
    if let most = shape.upTo {
      require(most, type, "the most that a levy charges", because: charged)
    }
    if let count = shape.forEach {
      resolve(fact: count, "what a levy charges for each of", oneOf: [.count, .number])
    }
    if let rounding = shape.rounding { check(rounding) }
  }

  /// Checks the terms of a loan.
  mutating func check(_ plan: PlanSyntax) {
    check(plan.about)
    let type = resolve(fact: plan.of, "what repayments are taken of", oneOf: [.moneyPerYear])
    for line in plan.takes {
      require(line.rate, .share, "what a plan takes")
      require(
        line.above, .moneyPerYear, "the threshold of a plan",
        because: type.map { Label(plan.of.span, $0.words) })
      if line.of.text != plan.of.text {
        report(
          "P0202", "a plan takes of one fact, but of `\(plan.of.text)` and `\(line.of.text)` here",
          at: Label(line.of.span, "another fact"), with: [Label(plan.of.span, "the first")])
      }
    }
    for other in plan.oneDeductionWith {
      resolve(other, as: "a plan", where: \.isPlan)
      if other.text == plan.name.text {
        report("P0303", "`\(other.text)` is named under itself", at: Label(other.span, ""))
      }
    }
    if let rounding = plan.rounding { check(rounding) }
    resolve(fact: plan.startsAfter, "what repayments start after", oneOf: [.date])
    require(plan.interest, .sharePerYear, "interest")
    requireSpan(plan.writtenOffAfter, "the time after which a loan is written off")
    for each in plan.letsOff { check(each) }
  }

  private mutating func check(_ letsOff: LetsOffSyntax) {
    if letsOff.isOfBalance {
      let role = "what is let off of the balance"
      if require(letsOff.amount, .share, role) {
        requireWithin(letsOff.amount, .zero, .one, role, isShare: true)
      }
    } else if require(letsOff.amount, .money, "what is let off") {
      requireAboveNought(letsOff.amount, "what is let off")
    }
    if let condition = letsOff.condition { check(condition) }
  }
}
