import FundingValues

extension ExampleNeeds {
  /// Reads a formula.
  mutating func read(_ expression: ExpressionSyntax, from unit: Int) {
    _ = evaluator.value(expression, from: unit)
    collect()
  }

  private mutating func collect() {
    for wanted in evaluator.missing { missing.append((wanted.fact, wanted.place)) }
    evaluator.missing = []
  }

  private mutating func holds(_ test: TestSyntax?, from unit: Int) -> Bool {
    guard let test else { return true }
    let answer = evaluator.holds(test, from: unit)
    if answer != nil { evaluator.missing = [] }
    let before = missing.count
    collect()
    return answer ?? (missing.count == before)
  }

  private func applies(_ about: AboutSyntax, _ unit: Int) -> Bool {
    let index = program.fileUnits.firstIndex(of: program.units[unit].parent ?? unit)
    let header = index.flatMap { program.files[$0].header?.about }
    if let from = about.from?.date ?? header?.from?.date, day < from { return false }
    if let to = about.to?.date ?? header?.to?.date, day > to { return false }
    return true
  }

  /// Reads a grant or a loan as far as it applies.
  mutating func read(_ instrument: InstrumentSyntax, _ unit: Int) {
    guard applies(instrument.about, unit), holds(instrument.eligible, from: unit) else { return }
    for pays in instrument.pays {
      if let route, !route.stackings.contains(where: { $0.cost.text == pays.cost.text }) {
        continue
      }
      read(.path(pays.cost), from: unit)
      read(pays.amount, from: unit)
      if let counts = pays.countsAtMost, holds(pays.countsWhen, from: unit) {
        read(counts, from: unit)
      }
      read(pays.shaping, from: unit)
      for leaves in pays.leaves where holds(leaves.condition, from: unit) {
        read(leaves.amount, from: unit)
      }
      for part in pays.parts {
        read(part.share, from: unit)
        read(part.moment)
      }
    }
    for gives in instrument.gives where holds(gives.condition, from: unit) {
      read(gives.amount, from: unit)
      read(gives.shaping, from: unit)
      read(gives.moment)
    }
  }

  private mutating func read(_ moment: MomentSyntax) {
    guard case .on(let event, let span) = moment else { return }
    let fact: String
    switch event {
    case .completion: fact = "course.completed"
    case .outcome: fact = "course.outcome"
    case .start, .withdrawal, .separation: return
    }
    if evaluator.facts[fact] == nil { missing.append((fact, span)) }
  }

  private mutating func read(_ shaping: ShapingSyntax, from unit: Int) {
    for adjustment in shaping.excepts + shaping.pluses where holds(adjustment.test, from: unit) {
      read(adjustment.amount, from: unit)
    }
    if let taper = shaping.taper {
      for part in [taper.fromShare, taper.fromPoint, taper.toShare, taper.toPoint, .path(taper.of)]
      {
        read(part, from: unit)
      }
    }
    if let reduced = shaping.reduced { read(reduced, from: unit) }
    for part in [
      shaping.inAllAtMost, shaping.notBelow, shaping.inProportionTo, shaping.nothingBelow,
    ] {
      if let part { read(part, from: unit) }
    }
    for limit in shaping.limits where holds(limit.condition, from: unit) {
      read(limit.amount, from: unit)
    }
  }

  private mutating func read(_ reduced: ReducedSyntax, from unit: Int) {
    for part in [reduced.by, reduced.forEach, .path(reduced.of), reduced.above] {
      read(part, from: unit)
    }
  }

  /// Reads what repayments depend on.
  mutating func readPlan(of instrument: InstrumentSyntax, _ unit: Int) {
    guard let name = instrument.plan,
      case .found(let declaration) = program.find(name.text, from: unit, where: \.isPlan),
      case .plan(let plan) = declaration.syntax
    else { return }
    read(.path(plan.of), from: declaration.unit)
    let owners = [instrument.name.text, name.text]
    let isGiven = owners.contains { evaluator.facts[$0 + ".balance"] != nil }
    for each in plan.letsOff where each.event == .completion || !isGiven {
      let completed = evaluator.facts["course.completed"]
      if each.event == .completion, case .number(.zero)? = completed { continue }
      guard holds(each.condition, from: declaration.unit) else { continue }
      if each.event == .completion, completed == nil {
        missing.append(("course.completed", each.span))
      }
      read(each.amount, from: declaration.unit)
      if isGiven { read(.path(plan.startsAfter), from: declaration.unit) }
    }
    if isGiven { return }
    read(.path(plan.startsAfter), from: declaration.unit)
  }

  /// Reads a tax as far as it is due.
  mutating func read(_ tax: TaxSyntax, _ unit: Int) {
    guard applies(tax.about, unit), holds(tax.due, from: unit) else { return }
    read(.path(tax.assessedOn), from: unit)
    if let free = tax.freeUpTo { read(free, from: unit) }
    if let reduced = tax.freeReduced { read(reduced, from: unit) }
    for band in tax.bands {
      read(band.rate, from: unit)
      read(band.upTo, from: unit)
    }
    read(tax.restRate, from: unit)
    if let relief = tax.relieved { read(relief.amount, from: unit) }
  }

  /// Reads a levy as far as it is due.
  mutating func read(_ levy: LevySyntax, _ unit: Int) {
    guard applies(levy.about, unit), holds(levy.due, from: unit) else { return }
    read(levy.charges, from: unit)
    read(.path(levy.of), from: unit)
    for each in [levy.less, levy.shape.notBelow, levy.shape.upTo].compactMap({ $0 }) {
      read(each, from: unit)
    }
    if let count = levy.shape.forEach { read(.path(count), from: unit) }
  }

  /// Reads what a figure of an account depends on.
  mutating func read(_ account: AccountSyntax, _ unit: Int, _ figure: String) {
    let fromLevies = ["paid-in", "transferable", "expired"].contains(figure)
    guard fromLevies || ["credited", "balance"].contains(figure) else { return }
    guard applies(account.about, unit), holds(account.opens, from: unit) else { return }
    for credit in account.credits where holds(credit.condition, from: unit) {
      read(credit.amount, from: unit)
    }
    for declaration in program.declarations where fromLevies {
      guard case .levy(let levy) = declaration.syntax else { continue }
      let further = levy.then.filter { $0.into.text == account.name.text }.map(\.share)
      guard levy.into.text == account.name.text || !further.isEmpty else { continue }
      read(levy, declaration.unit)
      if let share = levy.inProportionTo { read(share, from: declaration.unit) }
      for share in further { read(share, from: declaration.unit) }
    }
  }
}
