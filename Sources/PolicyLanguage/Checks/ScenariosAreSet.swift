import FundingValues

extension Checker {
  /// What rules read: parameters with the first day on which they are needed, and facts.
  struct Needs {
    var parameters: [Int: (from: CivilDate, span: SourceSpan, reader: Int)] = [:]
    var facts: [String: SourceSpan] = [:]
    /// The fields of each record that are read.
    var order: [(record: String, field: String)] = []
  }

  /// Requires that a scenario's parameters have values in time, and that its facts are given.
  mutating func requireSetting(of scenario: ScenarioSyntax) {
    let needs = needs(
      of: [scenario.compare.base] + scenario.compare.others, uses: scenario.uses,
      by: scenario.name.text, from: scenario.runsFrom.date)
    requireValues(needs, scenario.runsFrom, "this scenario starts")
    let learners = scenario.populations.filter { $0.record.text == "learner" }
    let isKnown = scenario.populations.allSatisfy { program.records[$0.record.text] != nil }
    if learners.isEmpty, isKnown {
      report(
        "P0801", "this scenario has no learners", at: Label(scenario.name.span, "nobody to study"),
        help: "add `population` and a number `of learner`")
    }
    let hasEmployers = scenario.populations.contains { $0.record.text == "employer" }
    for population in learners where !hasEmployers {
      guard let works = population.worksFor, works.record.text == "employer" else { continue }
      report(
        "P0801", "these learners work for employers, but this scenario has none",
        at: Label(works.record.span, "nobody to work for"),
        help: "add `population` and a number `of employer`")
    }
    requireHeadcounts(of: scenario)
    for population in scenario.populations where population.data == nil {
      let given = Set(population.facts.map(\.path.text))
      requireFacts(
        of: population.record.text, given, needs, at: population.span, "this population")
    }
    requireOffers(scenario.offers, needs)
  }

  /// Requires the number by which people are shared among employers, or by which employers have staff.
  private mutating func requireHeadcounts(of scenario: ScenarioSyntax) {
    let isDerived = program.declarations.contains { declaration in
      if case .derive(let derive) = declaration.syntax {
        derive.path.text == "employer.headcount"
      } else {
        false
      }
    }
    if isDerived { return }
    let hasField = program.records["employer"]?["headcount"] != nil
    for population in scenario.populations {
      let sharing = population.worksFor.flatMap { $0.by == nil ? $0.record : nil }
      guard let place = sharing ?? population.employedBy.first else { continue }
      let firms = scenario.populations.filter { firms in
        firms.record.text == "employer"
          && (population.employedBy.isEmpty
            || population.employedBy.contains { $0.text == firms.name?.text })
      }
      let silent = firms.first { firms in
        firms.data == nil && !firms.facts.contains { $0.path.text == "employer.headcount" }
      }
      guard !hasField || silent != nil else { continue }
      report(
        "P0801",
        hasField
          ? "employers here have no `employer.headcount`, by which people are shared among them"
          : "the record `employer` has no `headcount`, by which people are shared among employers",
        at: Label(place.span, "by headcount"),
        with: silent.map { hasField ? [Label($0.span, "does not say it")] : [] } ?? [],
        help: hasField
          ? "add `employer.headcount is` and a number"
          : "add `has headcount as count` to the record `employer`")
    }
  }

  /// Requires that a profile's parameters have values in time, and that its facts are given.
  mutating func requireSetting(of profile: ProfileSyntax) {
    let needs = needs(
      of: [profile.compare.base] + profile.compare.others, uses: profile.uses,
      by: profile.name.text, from: profile.on.date)
    requireValues(needs, profile.on, "this profile is worked out")
    let given = Set(profile.employer.map(\.path.text))
    requireFacts(of: "employer", given, needs, at: profile.name.span, "the employer")
    for staff in profile.staff {
      requireFacts(
        of: "learner", Set(staff.facts.map(\.path.text)), needs, at: staff.name.span,
        "`\(staff.name.text)`")
    }
    requireOffers(profile.offers, needs)
  }

  private mutating func requireOffers(_ offers: [OfferSyntax], _ needs: Needs) {
    for offer in offers {
      let given = Set(offer.facts.map(\.path.text))
      requireFacts(of: "course", given, needs, at: offer.name.span, "`\(offer.name.text)`")
    }
  }

  private mutating func requireFacts(
    of record: String, _ given: Set<String>, _ needs: Needs, at span: SourceSpan, _ who: String
  ) {
    let needed = needs.order.filter { needed in
      needed.record == record && program.records[record]?[needed.field] != nil
        && !given.contains("\(record).\(needed.field)")
    }.map { "\(record).\($0.field)" }
    // A misspelt fact has a message of its own: what it stands for is not missing as well.
    let misspelt = given.filter { path in
      path.hasPrefix(record + ".")
        && program.records[record]?[String(path.dropFirst(record.count + 1))] == nil
    }.sorted()
    let meant = Set(misspelt.compactMap { nearestName(to: $0, among: needed) })
    let lacking = needed.filter { !meant.contains($0) }
    guard let first = lacking.first else { return }
    let listed = Checker.list(lacking)
    report(
      "P0801", "\(who) does not say \(listed)", at: Label(span, "not given here"),
      with: needs.facts[first].map { [Label($0, "read here")] } ?? [],
      help: "add `\(first) is` and a value, or `varies` and a distribution")
  }

  /// Names joined with commas and a last `and`.
  static func list(_ names: [String]) -> String {
    let quoted = names.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " and " + last
  }

  private mutating func requireValues(_ needs: Needs, _ start: DateSyntax, _ what: String) {
    var late: [(id: Int, from: CivilDate)] = []
    for id in needs.parameters.keys.sorted() {
      guard let need = needs.parameters[id], let row = firstRow(of: id),
        row.from.date > need.from
      else { continue }
      if need.from > start.date {
        let reader = program.declarations[min(need.reader, program.declarations.count - 1)]
        reportLate(
          id, row, need.span, start, "`\(reader.name.text)` applies from \(need.from)",
          label: "runs past that day", help: "add the earlier value and its source")
      } else {
        late.append((id, row.from.date))
      }
    }
    // One fault, the day on which it starts: the last value to begin says when it could.
    guard let last = late.max(by: { ($0.from, -$0.id) < ($1.from, -$1.id) }),
      let row = firstRow(of: last.id), let need = needs.parameters[last.id]
    else { return }
    let others = late.count - 1
    reportLate(
      last.id, row, need.span, start, "\(what) on \(start.date)", label: "first day needed",
      notes: others == 0
        ? []
        : ["\(others) other \(others == 1 ? "value begins" : "values begin") too late as well"],
      help:
        "start the scenario on or after \(row.from.date), or add the earlier value and its source")
  }

  private mutating func reportLate(
    _ id: Int, _ row: DatedValueSyntax, _ read: SourceSpan, _ start: DateSyntax,
    _ because: String, label: String, notes: [String] = [], help: String
  ) {
    report(
      "P0402",
      "`\(program.declarations[id].name.text)` has no value before \(row.from.date), but \(because)",
      at: Label(start.span, label),
      with: [Label(withFrom(row.from), "first value"), Label(read, "read here")], notes: notes,
      help: help)
  }

  /// A day with the word `from` before it.
  func withFrom(_ day: DateSyntax) -> SourceSpan {
    var span = day.span
    span.start -= 5
    return text(span).hasPrefix("from ") ? span : day.span
  }

  /// What the rules of some regimes and the evidence used read.
  private func needs(
    of regimes: [NameSyntax], uses: [NameSyntax], by own: String, from start: CivilDate
  ) -> Needs {
    var open: [(reads: Reads, from: CivilDate, reader: Int)] = []
    var seen: [Int: CivilDate] = [:]
    var needs = Needs()
    for regime in regimes { add(regime, start, 0, &open, &seen) }
    for used in uses {
      for id in program.unitsByName[used.text] ?? [] {
        if let evidence = evidenceReads[id] {
          open.append((evidence, start, program.declarations.count))
        }
      }
    }
    for kind in [ProgramUnit.Kind.scenario, .profile] {
      guard let unit = program.unit(named: own, kinds: [kind]),
        let declaration = program.declaration(of: unit)
      else { continue }
      // What is given is not thereby needed, so only the parameters count.
      let given = Reads(
        declarations: reads[declaration.id].declarations.filter {
          program.declarations[$0.id].syntax.isParameter
        })
      open.append((given, start, declaration.id))
    }
    while let next = open.popLast() {
      for fact in next.reads.facts {
        let path = "\(fact.record).\(fact.field)"
        if needs.facts.updateValue(fact.span, forKey: path) == nil {
          needs.order.append((fact.record, fact.field))
        }
      }
      for read in next.reads.declarations {
        follow(read.id, read.span, next, &open, &seen, &needs)
      }
    }
    needs.order.sort { ($0.record, $0.field) < ($1.record, $1.field) }
    return needs
  }

  private func follow(
    _ id: Int, _ span: SourceSpan, _ reader: (reads: Reads, from: CivilDate, reader: Int),
    _ open: inout [(reads: Reads, from: CivilDate, reader: Int)], _ seen: inout [Int: CivilDate],
    _ needs: inout Needs
  ) {
    let declaration = program.declarations[id]
    if case .parameter = declaration.syntax {
      let isRead =
        reader.reader < program.declarations.count
        && program.declarations[reader.reader].syntax.isParameter
      if !isRead, needs.parameters[id].map({ reader.from < $0.from }) ?? true {
        needs.parameters[id] = (reader.from, span, reader.reader)
      }
    }
    var from = reader.from
    if let about = declaration.syntax.about, let own = appliedFrom(about, declaration.unit) {
      from = max(from, own)
    }
    if let known = seen[id], known <= from { return }
    seen[id] = from
    open.append((reads[id], from, id))
  }

  private func appliedFrom(_ about: AboutSyntax, _ unit: Int) -> CivilDate? {
    about.from?.date ?? header(of: unit)?.about.from?.date
  }

  /// Adds what a regime, or a reform and its base, names; and the taxes and levies it uses.
  private func add(
    _ name: NameSyntax, _ start: CivilDate, _ depth: Int,
    _ open: inout [(reads: Reads, from: CivilDate, reader: Int)], _ seen: inout [Int: CivilDate]
  ) {
    guard depth < 20, let unit = program.unit(named: name.text, kinds: [.regime, .reform]),
      let declaration = program.declaration(of: unit)
    else { return }
    open.append((reads[declaration.id], start, declaration.id))
    if case .reform(let reform) = declaration.syntax {
      add(reform.base, start, depth + 1, &open, &seen)
    }
    for used in unit.uses {
      guard let policy = program.unit(named: used.text, kinds: [.policy]) else { continue }
      for other in program.declarations where other.unit == policy.id {
        switch other.syntax {
        case .tax, .levy:
          let own = other.syntax.about.flatMap { appliedFrom($0, other.unit) } ?? start
          open.append((reads[other.id], max(start, own), other.id))
        default: break
        }
      }
    }
  }
}

extension DeclarationSyntax {
  /// The title, notes and dates of what has them.
  var about: AboutSyntax? {
    switch self {
    case .instrument(let it): it.about
    case .plan(let it): it.about
    case .tax(let it): it.about
    case .levy(let it): it.about
    case .account(let it): it.about
    case .fund(let it): it.about
    case .regime(let it): it.about
    case .reform(let it): it.about
    case .scenario(let it): it.about
    case .profile(let it): it.about
    case .claim(let it): it.about
    default: nil
    }
  }
}
