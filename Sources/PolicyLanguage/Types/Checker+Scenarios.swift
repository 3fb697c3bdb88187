import FundingValues

extension Checker {
  /// Checks a scenario: its days, its people, its offers and what it reports.
  mutating func check(_ scenario: ScenarioSyntax) {
    place = .data
    enter(scenario.name.text, .scenario)
    check(scenario.about)
    checkUses(scenario.uses)
    requirePeriod(scenario.by)
    requireAscendingRun(scenario)
    requireDraws(scenario.draws, scenario.seed)
    if let span = scenario.followsLivesFor { requireSpan(span, "how long lives are followed") }
    if let prices = scenario.prices { require(prices.risingBy, .sharePerYear, "a price index") }
    check(scenario.populations)
    check(scenario.offers)
    check(scenario.compare)
    for report in scenario.reports { check(report.metric) }
  }

  /// Checks a profile: an employer, some staff and the offers they take.
  mutating func check(_ profile: ProfileSyntax) {
    place = .data
    enter(profile.name.text, .profile)
    check(profile.about)
    checkUses(profile.uses)
    requireDraws(profile.draws, profile.seed)
    check(profile.employer, of: "employer")
    var known: Set<String> = []
    for staff in profile.staff {
      if !known.insert(staff.name.text).inserted {
        report(
          "P0303", "the staff `\(staff.name.text)` are declared twice",
          at: Label(staff.name.span, "declared again"))
      }
      if staff.count.whole.map({ $0 < 1 }) ?? true {
        report("P0801", "staff are a whole number, at least 1", at: Label(staff.count.span, ""))
      }
      check(staff.facts, of: "learner")
      for name in staff.takes { requireOffer(name, profile.offers) }
    }
    check(profile.offers)
    check(profile.compare)
    for report in profile.reports { check(report.metric) }
  }

  private mutating func requireOffer(_ name: NameSyntax, _ offers: [OfferSyntax]) {
    if offers.contains(where: { $0.name.text == name.text }) { return }
    let near = nearestName(to: name.text, among: offers.map(\.name.text))
    reportName(
      "P0801", "no offer is called `\(name.text)`", at: Label(name.span, "not offered here"),
      suggestion: near.map {
        Suggestion(nearWords("an offer", name.text, $0), replace: name.span, with: $0)
      })
  }

  private mutating func requireAscendingRun(_ scenario: ScenarioSyntax) {
    if scenario.runsTo.date > scenario.runsFrom.date { return }
    report(
      "P0801", "this scenario ends before it begins",
      at: Label(scenario.runsTo.span, "the last day"),
      with: [Label(scenario.runsFrom.span, "the first day")])
  }

  private mutating func requireDraws(_ draws: NumberSyntax, _ seed: NumberSyntax) {
    let count = draws.whole ?? 0
    if count < 2 || count % 2 != 0 {
      report(
        "P0801", "the number of draws must be even, and at least 2",
        at: Label(draws.span, count < 2 ? "too few" : "odd"),
        notes: ["draws come in pairs, so that chance and ignorance can be told apart"],
        suggestion: count < 1
          ? nil
          : Suggestion(
            "write an even number", replace: draws.span,
            with: grouped(UInt64(count < .max ? count + 1 : count - 1))))
    }
    if seed.whole == nil {
      report(
        "P0801", "a seed is a whole number below 2^63", at: Label(seed.span, "not a whole number"))
    }
  }

  private mutating func check(_ populations: [PopulationSyntax]) {
    var named: [String: PopulationSyntax] = [:]
    for population in populations {
      guard let name = population.name else { continue }
      if named[name.text] != nil {
        report(
          "P0303", "the population `\(name.text)` is declared twice",
          at: Label(name.span, "declared again"))
      }
      named[name.text] = population
    }
    for population in populations {
      guard requireRecord(population.record, code: "P0801") else { continue }
      requireSize(population)
      for (size, what) in [(population.size, "size"), (population.standingFor, "number stood for")]
      {
        if let size, size.whole.map({ $0 < 1 }) ?? true {
          report(
            "P0801", "the \(what) of a population is a whole number, at least 1",
            at: Label(size.span, ""))
        }
      }
      for firm in population.employedBy { requirePopulation(firm, named) }
      if let works = population.worksFor {
        requireRecord(works.record)
        if let test = works.condition { check(test) }
      }
      check(population.facts, of: population.record.text)
    }
  }

  private mutating func requireSize(_ population: PopulationSyntax) {
    if population.size != nil || population.data != nil || population.standingFor != nil { return }
    if !population.employedBy.isEmpty { return }
    report(
      "P0801", "this population does not say how many there are",
      at: Label(population.span, "how many?"),
      help: "write a number after `population`, `from` and a file, or `employed by` and firms")
  }

  private mutating func requirePopulation(
    _ name: NameSyntax, _ named: [String: PopulationSyntax]
  ) {
    guard let firms = named[name.text] else {
      let near = nearestName(to: name.text, among: named.keys)
      reportName(
        "P0801", "no population is called `\(name.text)`",
        at: Label(name.span, "not declared here"),
        suggestion: near.map {
          Suggestion(nearWords("a population", name.text, $0), replace: name.span, with: $0)
        })
      return
    }
    if firms.record.text == "employer" { return }
    report(
      "P0801", "`\(name.text)` are not employers", at: Label(name.span, "cannot employ"),
      with: [Label(firms.record.span, "of \(firms.record.text)")])
  }

  /// Checks the facts of a population, of staff, of an employer or of an offer.
  mutating func check(_ facts: [FactSyntax], of record: String) {
    var known: [String: SourceSpan] = [:]
    for fact in facts {
      if let earlier = known.updateValue(fact.span, forKey: fact.path.text) {
        report(
          "P0303", "`\(fact.path.text)` is given twice", at: Label(fact.span, "given again"),
          with: [Label(earlier, "given here")])
      }
      requireOwner(fact.path, record)
      let reads = reads[reader].facts.count
      defer { requireEarlier(fact, reads, known, among: facts) }
      guard let type = resolve(fact: fact.path, "a fact") else { continue }
      requireGivable(fact.path)
      switch fact.source {
      case .value(let value):
        let words = words(of: fact.path, type)
        require(value, type, "`\(fact.path.text)`", words: words)
      case .varies(let shape):
        if let total = shape.total { require(total, .count, "a total") }
        check(shape, type, "`\(fact.path.text)`", words: words(of: fact.path, type))
      }
      for moves in fact.moves { check(moves, of: fact, among: facts) }
    }
    requirePossibleCorrelations(of: facts)
  }

  /// Requires that a fact is worked out from others given before it, or from another record.
  private mutating func requireEarlier(
    _ fact: FactSyntax, _ count: Int, _ known: [String: SourceSpan], among facts: [FactSyntax]
  ) {
    let owner = fact.path.parts[0].text
    for read in reads[reader].facts.dropFirst(count) where read.record == owner {
      let name = "\(read.record).\(read.field)"
      if read.span == fact.path.span || fact.moves.contains(where: { $0.with.span == read.span }) {
        continue
      }
      let isItself = name == fact.path.text
      guard isItself || known[name] == nil, let later = facts.first(where: { $0.path.text == name })
      else { continue }
      report(
        "P0801",
        isItself
          ? "`\(name)` is worked out from itself"
          : "`\(fact.path.text)` is worked out from `\(name)`, which is given after it",
        at: Label(read.span, isItself ? "itself" : "not known yet"),
        with: isItself ? [] : [Label(later.span, "given here")],
        help: isItself ? nil : "give `\(name)` first")
    }
  }

  private func words(of path: PathSyntax, _ type: ValueType) -> String {
    if case .fact(_, _, let written)? = program.reference(path, from: unit) { return written.words }
    return type.words
  }

  private mutating func requireOwner(_ path: PathSyntax, _ record: String) {
    let owner = path.parts[0].text
    guard program.records[owner] != nil, owner != record else { return }
    if record == "learner", owner == "course" || owner == "employer" {
      report(
        "P0801", "`\(path.text)` is not a fact of a \(record)", at: Label(path.span, ""),
        help: "give it where the \(owner) is described")
      return
    }
    if record == "course", owner == "learner" || owner == "employer" {
      report(
        "P0801", "`\(path.text)` is not a fact of an offer", at: Label(path.span, ""),
        help: "give it where the \(owner) is described")
      return
    }
    report("P0801", "`\(path.text)` is not a fact of `\(record)`", at: Label(path.span, ""))
  }

  /// Requires that a fact may be given, which a derived one may not.
  mutating func requireGivable(_ path: PathSyntax) {
    guard case .derived(let declaration, _)? = program.reference(path, from: unit) else { return }
    report(
      "P0801", "`\(path.text)` is worked out, so it cannot be given", at: Label(path.span, ""),
      with: [Label(declaration.name.span, "worked out here")])
  }

  private mutating func check(
    _ moves: MovesSyntax, of fact: FactSyntax, among facts: [FactSyntax]
  ) {
    resolve(fact: moves.with, "what a fact moves with")
    require(moves.correlation, .number, "a rank correlation")
    requireWithin(moves.correlation, Ratio(-1), .one, "a rank correlation")
    if case .value = fact.source {
      report(
        "P0806", "`\(fact.path.text)` does not vary, so it cannot move with anything",
        at: Label(moves.span, ""), with: [Label(fact.span, "one value")])
    } else if let other = facts.first(where: { $0.path.text == moves.with.text }),
      case .value = other.source
    {
      report(
        "P0806", "`\(moves.with.text)` does not vary, so nothing can move with it",
        at: Label(moves.span, ""), with: [Label(other.span, "one value")])
    }
  }

  /// Checks the regimes that a scenario or a profile compares.
  private mutating func check(_ compare: CompareSyntax) {
    var known: Set<String> = []
    for name in [compare.base] + compare.others {
      requireUnit(name, kinds: [.regime, .reform], as: "a regime")
      if !known.insert(name.text).inserted {
        report("P0303", "`\(name.text)` is compared twice", at: Label(name.span, "said again"))
      }
    }
    guard let equal = compare.equalCost else { return }
    if let type = metricType(equal.path, counting: false) {
      require(equal.amount, type, "an equal cost", because: Label(equal.path.span, type.words))
    }
    for name in equal.adjusting { resolve(name, as: "a parameter", where: \.isParameter) }
  }
}
