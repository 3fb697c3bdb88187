import FundingValues

extension Checker {
  /// Requires that an example gives every fact that what it expects depends on.
  mutating func requireFacts(_ example: ExampleSyntax, _ original: ExampleSyntax?) {
    guard let day = example.on ?? original?.on, !seesFaults[unit] else { return }
    var needs = ExampleNeeds(
      program: program, unit: unit, home: homeUnit(of: example), day: day.date,
      by: example.by ?? original?.by)
    for given in (original?.givens ?? []) + example.givens { needs.give(given) }
    needs.giveDefaults(routes: needs.by.flatMap { by in
      program.unit(named: by.regime.text, kinds: [.regime, .reform]).map { routes(of: $0) }
    } ?? [])
    var reported: Set<String> = []
    for expectation in example.expects {
      guard case .amount(let path, let verb, _, _, _, _) = expectation else { continue }
      needs.expect(path, verb)
      for missing in needs.takeMissing() where reported.insert(missing.fact).inserted {
        report(
          "P0803", "this example does not say `\(missing.fact)`, on which "
            + "`\(path.text)` depends", at: Label(path.span, "depends on it"),
          with: missing.place.map { [Label($0, "read here")] } ?? [],
          help: "add `\(missing.fact) is` and a value under `given`")
      }
      for id in needs.takeUnset() where reported.insert("\(id)").inserted {
        guard let row = firstRow(of: id) else { continue }
        report(
          "P0402", "`\(program.declarations[id].name.text)` has no value before \(row.from.date), but "
            + "this example is worked out on \(day.date)", at: Label(day.span, "day needed"),
          with: [Label(withFrom(row.from), "first value")],
          help: "give it on or after \(row.from.date), or add the earlier value and its source")
      }
    }
  }

  private func homeUnit(of example: ExampleSyntax) -> Int {
    let index = program.files.firstIndex { $0.file == example.span.file } ?? 0
    return program.fileUnits.indices.contains(index) ? program.fileUnits[index] : unit
  }
}

/// Works out which facts an expectation depends on, given those that are known.
struct ExampleNeeds {
  let program: Program
  /// The unit whose names the example sees.
  let unit: Int
  /// The unit of the example's file.
  let home: Int
  let by: (route: NameSyntax, regime: NameSyntax)?
  private let day: CivilDate
  private var evaluator: Evaluator
  private var missing: [(fact: String, place: SourceSpan?)] = []
  private var route: RouteSyntax?

  init(
    program: Program, unit: Int, home: Int, day: CivilDate,
    by: (route: NameSyntax, regime: NameSyntax)?
  ) {
    self.program = program
    self.unit = unit
    self.home = home
    self.by = by
    self.day = day
    evaluator = Evaluator(program, on: day)
    evaluator.readsCentres = true
  }

  /// Keeps a fact that is given.
  mutating func give(_ given: ExampleSyntax.Given) {
    let category = program.reference(given.path, from: unit)?.valueType.categoryName
    if let value = evaluator.value(given.value, from: unit, expecting: category) {
      evaluator.facts[given.path.text] = value
    }
    evaluator.missing = []
    evaluator.unset = []
  }

  /// Keeps what is understood unless it is given.
  mutating func giveDefaults(routes: [RouteSyntax]) {
    let today = Value.number(Ratio(Int64(day.day)))
    let defaults: [String: Value] = [
      "course.start": today, "application.date": today, "pay.period": .names(["yearly"]),
    ]
    evaluator.facts.merge(defaults) { given, _ in given }
    guard let by else { return }
    route = routes.first { $0.name.text == by.route.text }
    evaluator.facts["route.name"] = .names([by.route.text])
    let isSponsored = route?.needs?.text == "employer"
    evaluator.facts["route.sponsored"] = .number(isSponsored ? .one : .zero)
  }

  /// Facts found missing since last asked.
  mutating func takeMissing() -> [(fact: String, place: SourceSpan?)] {
    defer { missing = [] }
    return missing
  }

  /// Parameters found without a value since last asked.
  mutating func takeUnset() -> [Int] {
    defer { evaluator.unset = [] }
    return evaluator.unset
  }

  /// Works out what an expectation depends on.
  mutating func expect(_ path: PathSyntax, _ verb: ExampleSyntax.Expectation.Verb) {
    let name = path.parts[0].text
    guard case .found(let owner) = program.find(name, from: unit, where: \.hasFigures) else {
      if path.parts.count == 1 { expectParty(name, verb) }
      if path.parts.count == 2 { read(.path(path), from: unit) }
      return
    }
    let ends = path.parts.count == 2 ? path.parts[1].text : ""
    switch owner.syntax {
    case .instrument(let instrument):
      if ends == "left" || ends == "balance" { return }
      let isRepaid = verb == .repays || ends == "repaid" || ends == "written-off"
      if isRepaid { readPlan(of: instrument, owner.unit) }
      readPaying(before: owner.id)
      read(instrument, owner.unit)
    case .tax(let tax): if ends != "relieved" { read(tax, owner.unit) }
    case .levy(let levy): read(levy, owner.unit)
    case .account(let account): read(account, owner.unit, ends)
    case .fund, .plan: break
    default: break
    }
  }

  private mutating func expectParty(_ name: String, _ verb: ExampleSyntax.Expectation.Verb) {
    for id in instruments() {
      let declaration = program.declarations[id]
      guard case .instrument(let instrument) = declaration.syntax else { continue }
      if verb == .repays {
        if instrument.kind == .loan, instrument.borrower?.text == name {
          readPlan(of: instrument, declaration.unit)
          read(instrument, declaration.unit)
        }
      } else if verb == .pays {
        read(instrument, declaration.unit)
      }
    }
  }

  /// The instruments that an example may use: those of its route, or of its own policy.
  private func instruments() -> [Int] {
    guard let route else { return program.instruments(of: home) }
    let names = route.stackings.flatMap(\.instruments) + route.also
    return names.compactMap { name in
      guard case .found(let id) = program.lookup(name.text, from: unit, where: \.isInstrument) else {
        return nil
      }
      return id
    }
  }

  /// Reads the instruments that come before one on the same cost.
  private mutating func readPaying(before id: Int) {
    guard case .instrument(let instrument) = program.declarations[id].syntax else { return }
    let costs = Set(instrument.pays.map(\.cost.text))
    for earlier in instruments() {
      if earlier == id { return }
      guard case .instrument(let other) = program.declarations[earlier].syntax,
        other.pays.contains(where: { costs.contains($0.cost.text) })
      else { continue }
      read(other, program.declarations[earlier].unit)
    }
  }

  // MARK: Reading rules

  private mutating func read(_ expression: ExpressionSyntax, from unit: Int) {
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

  private mutating func read(_ instrument: InstrumentSyntax, _ unit: Int) {
    guard applies(instrument.about, unit), holds(instrument.eligible, from: unit) else { return }
    for pays in instrument.pays {
      if let route, !route.stackings.contains(where: { $0.cost.text == pays.cost.text }) { continue }
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
      for part in [taper.fromShare, taper.fromPoint, taper.toShare, taper.toPoint, .path(taper.of)] {
        read(part, from: unit)
      }
    }
    if let reduced = shaping.reduced { read(reduced, from: unit) }
    for part in [shaping.inAllAtMost, shaping.notBelow, shaping.inProportionTo, shaping.nothingBelow] {
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

  private mutating func readPlan(of instrument: InstrumentSyntax, _ unit: Int) {
    guard let name = instrument.plan,
      case .found(let declaration) = program.find(name.text, from: unit, where: \.isPlan),
      case .plan(let plan) = declaration.syntax
    else { return }
    read(.path(plan.of), from: declaration.unit)
    read(.path(plan.startsAfter), from: declaration.unit)
  }

  private mutating func read(_ tax: TaxSyntax, _ unit: Int) {
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

  private mutating func read(_ levy: LevySyntax, _ unit: Int) {
    guard applies(levy.about, unit), holds(levy.due, from: unit) else { return }
    read(levy.charges, from: unit)
    read(.path(levy.of), from: unit)
    if let less = levy.less { read(less, from: unit) }
  }

  private mutating func read(_ account: AccountSyntax, _ unit: Int, _ figure: String) {
    guard ["credited", "paid-in", "balance"].contains(figure) else { return }
    guard applies(account.about, unit), holds(account.opens, from: unit) else { return }
    for credit in account.credits where holds(credit.condition, from: unit) {
      read(credit.amount, from: unit)
    }
    for declaration in program.declarations where figure == "paid-in" {
      guard case .levy(let levy) = declaration.syntax, levy.into.text == account.name.text else {
        continue
      }
      read(levy, declaration.unit)
      if let share = levy.inProportionTo { read(share, from: declaration.unit) }
    }
  }
}
