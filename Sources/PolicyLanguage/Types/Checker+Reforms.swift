extension Checker {
  /// Checks a reform: what it changes must be there, and as it says.
  mutating func check(_ reform: ReformSyntax) {
    enter(reform.name.text, .reform)
    check(reform.about)
    checkUses(reform.uses)
    requireUnit(reform.base, kinds: [.regime, .reform], as: "a regime")
    for amendment in reform.amendments {
      breadcrumb?.part = "amend \(amendment.target.text)"
      guard
        let target = requireUnit(
          amendment.target, kinds: [.policy, .vocabulary, .evidence, .regime, .reform],
          as: "a policy or regime")
      else { continue }
      for change in amendment.changes { check(change, of: target, in: reform) }
    }
    breadcrumb?.part = ""
    requireSoundStackings(of: reform)
  }

  private mutating func check(
    _ change: ChangeSyntax, of target: ProgramUnit, in reform: ReformSyntax
  ) {
    switch change {
    case .value:
      changes.append(Change(syntax: change, target: target, unit: unit, breadcrumb: breadcrumb))
    case .put(let name, _, let route, let cost, _):
      requireCost(cost)
      let found = resolve(name, as: "a grant or loan", where: \.isInstrument)
      requireRoute(route, of: target)
      if let found, isRegime(target) { requirePaying(name, found, cost) }
    case .take(let name, let route, let cost, _):
      requireCost(cost)
      resolve(name, as: "a grant or loan", where: \.isInstrument)
      requireRoute(route, of: target)
    case .remove(let name, _): requireRemovable(name, of: target)
    case .replace(let name, let other, _, _):
      resolve(name, as: "a grant or loan", where: \.isInstrument)
      resolve(other, as: "a grant or loan", where: \.isInstrument)
    case .addGift(let name, let route, _):
      if let found = resolve(name, as: "a grant or loan", where: \.isInstrument) {
        requireGift(name, found)
      }
      requireRoute(route, of: target)
    case .clauses(let change): check(change, of: target)
    case .add(let declarations, let routes, let span):
      checkAdded(declarations, routes, span, target, reform)
    }
  }

  /// Whether what is amended is a regime, whose routes change.
  func isRegime(_ target: ProgramUnit) -> Bool {
    target.kind == .regime || target.kind == .reform
  }

  private mutating func checkAdded(
    _ declarations: [DeclarationSyntax], _ routes: [RouteSyntax], _ span: SourceSpan,
    _ target: ProgramUnit, _ reform: ReformSyntax
  ) {
    if !routes.isEmpty, !isRegime(target) {
      report(
        "P0703", "a route can only be added to a regime", at: Label(routes[0].name.span, "a route"),
        notes: ["`\(target.name.text)` is a \(target.kind.rawValue)"])
    }
    let crumb = breadcrumb
    for route in routes {
      breadcrumb = crumb
      check(route)
    }
    breadcrumb = crumb
    for declaration in declarations {
      switch declaration {
      case .behaviour(let behaviour): check(behaviour)
      case .outcomes(let outcomes): check(outcomes)
      case .example(let example): check(example)
      case .regime, .reform, .scenario, .profile, .claim:
        report(
          "P0703", "a reform cannot add \(declaration.noun)",
          at: Label(declaration.declaredName?.span ?? span, declaration.noun))
      default: break
      }
    }
    place = .rule
  }

  private mutating func requireRemovable(_ name: NameSyntax, of target: ProgramUnit) {
    if isRegime(target) {
      if routes(of: target).contains(where: { $0.name.text == name.text }) { return }
      if case .found = program.lookup(name.text, from: unit, where: \.isInstrument) { return }
    } else if let found = program.find(name.text, inUnitNamed: target.name.text) {
      isUsed[found.id] = true
      return
    }
    reportNotThere(name, of: target, "route or instrument")
  }

  private mutating func requireRoute(_ name: NameSyntax, of target: ProgramUnit) {
    guard isRegime(target) else {
      report(
        "P0703", "`\(target.name.text)` has no routes, for it is a \(target.kind.rawValue)",
        at: Label(name.span, "a route"))
      return
    }
    let known = routes(of: target)
    if known.contains(where: { $0.name.text == name.text }) { return }
    reportNotThere(name, of: target, "route", among: known.map(\.name.text))
  }

  /// Reports a change of something that is not there.
  mutating func reportNotThere(
    _ name: NameSyntax, of target: ProgramUnit, _ what: String, among names: [String] = []
  ) {
    let near = nearestName(to: name.text, among: names)
    reportName(
      "P0703", "`\(target.name.text)` has no \(what) called `\(name.text)`",
      at: Label(name.span, "nothing to change"), with: [Label(target.name.span, "looked for here")],
      suggestion: near.map {
        Suggestion(
          nearWords(Checker.withArticle(what), name.text, $0), replace: name.span, with: $0)
      })
  }

  /// The routes of a regime as it stands, or as a reform leaves it.
  func routes(of target: ProgramUnit) -> [RouteSyntax] {
    guard let declaration = program.declaration(of: target) else { return [] }
    switch declaration.syntax {
    case .regime(let regime): return regime.routes
    case .reform(let reform): return routes(after: reform, depth: 0)
    default: return []
    }
  }
}
