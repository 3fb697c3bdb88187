import FundingValues

extension Program {
  mutating func collect(_ file: FileSyntax) {
    let fileUnit = addUnit(
      name: file.header?.name ?? NameSyntax("", SourceSpan(file: file.file, start: 0, end: 0)),
      kind: file.header.flatMap { ProgramUnit.Kind(rawValue: $0.kind.rawValue) } ?? .file,
      uses: file.header?.uses ?? [], parent: nil, file: file.file)
    fileUnits.append(fileUnit)
    for declaration in file.declarations { collect(declaration, unit: fileUnit, file: file.file) }
  }

  private mutating func collect(_ syntax: DeclarationSyntax, unit: Int, file: Int32) {
    switch syntax {
    case .record(let record): collect(record)
    case .category(let category):
      categories[category.name.text] = category.values.map(\.text)
      add(category.name, syntax, unit)
    case .period(let period):
      periods[period.name.text] = period.period
    case .currency(let declared):
      if !hasCurrency {
        currency = Currency(
          sign: declared.sign, title: declared.title.value, minorUnits: declared.minorUnits)
      }
      hasCurrency = true
    case .derive(let derive):
      let id = add(NameSyntax(derive.path.text, derive.path.span), syntax, unit)
      derived[derive.path.text] = declarations[id]
    case .regime(let regime):
      addUnit(name: regime.name, kind: .regime, uses: regime.uses, parent: unit, file: file)
      add(regime.name, syntax, unit)
    case .reform(let reform): collect(reform, syntax, unit: unit, file: file)
    case .scenario(let scenario): collect(scenario, syntax, unit: unit, file: file)
    case .profile(let profile):
      addUnit(
        name: profile.name, kind: .profile,
        uses: profile.uses + [profile.compare.base] + profile.compare.others, parent: unit,
        file: file)
      add(profile.name, syntax, unit)
    case .behaviour, .outcomes, .example: break
    default:
      if let name = syntax.declaredName { add(name, syntax, unit) }
    }
  }

  private mutating func collect(
    _ reform: ReformSyntax, _ syntax: DeclarationSyntax, unit: Int, file: Int32
  ) {
    let id = addUnit(
      name: reform.name, kind: .reform, uses: reform.uses + [reform.base], parent: unit, file: file)
    for amendment in reform.amendments {
      for case .add(let declared, _, _) in amendment.changes {
        for each in declared { collect(each, unit: id, file: file) }
      }
    }
    add(reform.name, syntax, unit)
  }

  private mutating func collect(
    _ scenario: ScenarioSyntax, _ syntax: DeclarationSyntax, unit: Int, file: Int32
  ) {
    let id = addUnit(
      name: scenario.name, kind: .scenario,
      uses: scenario.uses + [scenario.compare.base] + scenario.compare.others, parent: unit,
      file: file)
    for parameter in scenario.parameters { add(parameter.name, .parameter(parameter), id) }
    add(scenario.name, syntax, unit)
  }

  private mutating func collect(_ record: RecordSyntax) {
    for field in record.fields {
      if records[record.name.text]?[field.name.text] != nil {
        collectionDiagnostics.append(
          Diagnostic(
            "P0303", "`\(record.name.text).\(field.name.text)` is declared twice",
            at: Label(field.name.span, "a record has a field once"),
            in: "record \(record.name.text)", help: "remove one of the two"))
      } else {
        records[record.name.text, default: [:]][field.name.text] = field.type
      }
    }
  }

  @discardableResult
  private mutating func addUnit(
    name: NameSyntax, kind: ProgramUnit.Kind, uses: [NameSyntax], parent: Int?, file: Int32
  ) -> Int {
    let id = units.count
    units.append(
      ProgramUnit(id: id, name: name, kind: kind, uses: uses, parent: parent, file: file))
    if !name.text.isEmpty { unitsByName[name.text, default: []].append(id) }
    return id
  }

  @discardableResult
  private mutating func add(_ name: NameSyntax, _ syntax: DeclarationSyntax, _ unit: Int) -> Int {
    let id = declarations.count
    for other in declarationsByName[name.text] ?? [] where declarations[other].unit == unit {
      collectionDiagnostics.append(
        Diagnostic(
          "P0303", "`\(name.text)` is declared twice",
          at: Label(name.span, "declared again"),
          with: [Label(declarations[other].name.span, "first declared here")],
          help: "give one of them another name"))
      break
    }
    declarations.append(Declaration(id: id, name: name, unit: unit, syntax: syntax))
    declarationsByName[name.text, default: []].append(id)
    if syntax.isInstrument { unitInstruments[unit, default: []].append(id) }
    return id
  }

  /// Works out, for each unit, what it sees and at what distance.
  mutating func linkUnits() {
    let seesAlways = units.filter { $0.kind == .vocabulary }.map(\.id)
    unitDistances = units.map { unit in
      var distances = [unit.id: 0]
      var edge = [unit.id]
      if let parent = unit.parent { distances[parent] = 0; edge.append(parent) }
      var depth = 0
      while !edge.isEmpty {
        depth += 1
        var next: [Int] = []
        for id in edge {
          for used in units[id].uses.compactMap({ unitsByName[$0.text]?.first })
          where distances[used] == nil {
            distances[used] = depth
            next.append(used)
          }
        }
        edge = next
      }
      for id in seesAlways where distances[id] == nil { distances[id] = depth + 1 }
      return distances
    }
  }

  /// Gathers the names of all routes, those that reforms add included.
  mutating func collectRoutes() {
    var known: Set<String> = []
    func add(_ routes: [RouteSyntax], to names: inout [String]) {
      for route in routes where known.insert(route.name.text).inserted {
        names.append(route.name.text)
      }
    }
    for declaration in declarations {
      switch declaration.syntax {
      case .regime(let regime): add(regime.routes, to: &routeNames)
      case .reform(let reform):
        for amendment in reform.amendments {
          for case .add(_, let routes, _) in amendment.changes { add(routes, to: &routeNames) }
        }
      default: break
      }
    }
  }
}

extension DeclarationSyntax {
  /// The name declared, for declarations that others may refer to.
  public var declaredName: NameSyntax? {
    switch self {
    case .source(let it): it.name
    case .category(let it): it.name
    case .payer(let it): it.name
    case .award(let it): it.name
    case .parameter(let it): it.name
    case .instrument(let it): it.name
    case .plan(let it): it.name
    case .tax(let it): it.name
    case .levy(let it): it.name
    case .account(let it): it.name
    case .fund(let it): it.name
    case .limit(let it): it.name
    case .regime(let it): it.name
    case .reform(let it): it.name
    case .scenario(let it): it.name
    case .profile(let it): it.name
    case .claim(let it): it.name
    case .currency, .period, .record, .derive, .behaviour, .outcomes, .example: nil
    }
  }
}
