import FundingValues

/// Works out which facts an expectation depends on, given those that are known.
struct ExampleNeeds {
  /// The program.
  let program: Program
  /// The unit whose names the example sees.
  let unit: Int
  /// The unit of the example's file.
  let home: Int
  /// The route and regime named.
  let by: (route: NameSyntax, regime: NameSyntax)?
  /// The day on which the example is worked out.
  let day: CivilDate
  /// Reads values on the example's day.
  var evaluator: Evaluator
  /// Facts found missing since last asked.
  var missing: [(fact: String, place: SourceSpan?)] = []
  /// The route of the example, if it names one.
  var route: RouteSyntax?

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
    if case .number(let start)? = evaluator.facts["course.start"] {
      evaluator.date = CivilDate(day: Int32(clamping: start.floor()))
    }
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
  mutating func expect(
    _ path: PathSyntax, _ verb: ExampleSyntax.Expectation.Verb, of cost: PathSyntax?
  ) {
    let name = path.parts[0].text
    guard case .found(let owner) = program.find(name, from: unit, where: \.hasFigures) else {
      if path.parts.count == 1 { expectParty(name, verb, of: cost) }
      if path.parts.count == 2 { read(.path(path), from: unit) }
      return
    }
    let ends = path.parts.count == 2 ? path.parts[1].text : ""
    switch owner.syntax {
    case .instrument(let instrument):
      if ends == "left" || ends == "balance" { return }
      let isRepaid = verb == .repays || ["repaid", "written-off", "let-off"].contains(ends)
      if isRepaid { readPlan(of: instrument, owner.unit) }
      readPaying(before: owner.id)
      read(instrument, owner.unit)
    case .tax(let tax): if ends != "relieved" { read(tax, owner.unit) }
    case .levy(let levy): read(levy, owner.unit)
    case .account(let account): read(account, owner.unit, ends)
    case .fund: readDrawing(on: name)
    case .plan:
      for id in instruments() {
        guard case .instrument(let loan) = program.declarations[id].syntax, loan.plan?.text == name
        else { continue }
        readPlan(of: loan, program.declarations[id].unit)
        if evaluator.facts[name + ".balance"] == nil { read(loan, program.declarations[id].unit) }
      }
    default: break
    }
  }

  /// Reads what draws on a fund, and what comes before it.
  private mutating func readDrawing(on fund: String) {
    for id in instruments() {
      guard case .instrument(let instrument) = program.declarations[id].syntax,
        instrument.source.text == fund
          || instrument.countsAgainst.contains(where: { $0.text == fund })
      else { continue }
      readPaying(before: id)
      read(instrument, program.declarations[id].unit)
    }
  }

  private mutating func expectParty(
    _ name: String, _ verb: ExampleSyntax.Expectation.Verb, of cost: PathSyntax?
  ) {
    for id in instruments() {
      let declaration = program.declarations[id]
      guard case .instrument(let instrument) = declaration.syntax else { continue }
      if verb == .repays {
        if instrument.kind == .loan, instrument.borrower?.text == name {
          readPlan(of: instrument, declaration.unit)
          read(instrument, declaration.unit)
        }
      } else if verb == .pays, arises(instrument), concerns(instrument, cost) {
        read(instrument, declaration.unit)
      }
    }
  }

  /// Whether an instrument helps with a cost that the example gives, if it gives any.
  private func arises(_ instrument: InstrumentSyntax) -> Bool {
    if route != nil || !instrument.gives.isEmpty { return true }
    let costs = Set(
      instruments().flatMap { id -> [String] in
        guard case .instrument(let other) = program.declarations[id].syntax else { return [] }
        return other.pays.map(\.cost.text)
      }
    ).filter { evaluator.facts[$0] != nil }
    return costs.isEmpty || instrument.pays.contains { costs.contains($0.cost.text) }
  }

  /// Whether an instrument helps with a cost, if one is asked about.
  private func concerns(_ instrument: InstrumentSyntax, _ cost: PathSyntax?) -> Bool {
    guard let cost else { return true }
    return instrument.pays.contains { $0.cost.text == cost.text }
  }

  /// The instruments that an example may use: those of its route, or of its own policy.
  private func instruments() -> [Int] {
    guard let route else { return program.instruments(of: home) }
    let names = route.stackings.flatMap(\.instruments) + route.also
    return names.compactMap { name in
      guard case .found(let id) = program.lookup(name.text, from: unit, where: \.isInstrument)
      else {
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
}
