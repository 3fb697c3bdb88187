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
      from: scenario.runsFrom.date)
    requireValues(needs, scenario.runsFrom, "this scenario starts")
    let learners = scenario.populations.filter { $0.record.text == "learner" }
    if learners.isEmpty {
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
    for population in scenario.populations where population.data == nil {
      let given = Set(population.facts.map(\.path.text))
      requireFacts(
        of: population.record.text, given, needs, at: population.span, "this population")
    }
    requireOffers(scenario.offers, needs)
  }

  /// Requires that a profile's parameters have values in time, and that its facts are given.
  mutating func requireSetting(of profile: ProfileSyntax) {
    let needs = needs(
      of: [profile.compare.base] + profile.compare.others, uses: profile.uses,
      from: profile.on.date)
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
    let lacking = needs.order.filter { needed in
      needed.record == record && program.records[record]?[needed.field] != nil
        && !given.contains("\(record).\(needed.field)")
    }.map { "\(record).\($0.field)" }
    guard let first = lacking.first else { return }
    let listed = lacking.map { "`\($0)`" }.joined(separator: ", ")
    report(
      "P0801", "\(who) does not say \(listed)", at: Label(span, "not given here"),
      with: needs.facts[first].map { [Label($0, "read here")] } ?? [],
      help: "add `\(first) is` and a value, or `varies` and a distribution")
  }

  private mutating func requireValues(_ needs: Needs, _ start: DateSyntax, _ what: String) {
    for id in needs.parameters.keys.sorted() {
      guard let need = needs.parameters[id], let row = firstRow(of: id),
        row.from.date > need.from
      else { continue }
      let name = program.declarations[id].name.text
      let isLater = need.from > start.date
      let reader = need.reader < program.declarations.count ? program.declarations[need.reader] : nil
      let because =
        isLater ? "`\(reader?.name.text ?? "")` applies from \(need.from)" : "\(what) on \(start.date)"
      report(
        "P0402", "`\(name)` has no value before \(row.from.date), but \(because)",
        at: Label(start.span, isLater ? "runs past that day" : "first day needed"),
        with: [
          Label(row.from.span.joined(to: row.basis?.span ?? row.from.span), "first value"),
          Label(need.span, "read here"),
        ],
        help: isLater
          ? "add the earlier value and its source"
          : "start on or after \(row.from.date), or add the earlier value and its source")
    }
  }

  /// What the rules of some regimes and the evidence used read.
  private func needs(of regimes: [NameSyntax], uses: [NameSyntax], from start: CivilDate) -> Needs {
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
      let isRead = reader.reader < program.declarations.count
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
