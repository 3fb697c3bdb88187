extension Checker {
  /// The routes of a regime after a reform.
  func routes(after reform: ReformSyntax, depth: Int) -> [RouteSyntax] {
    guard depth < 20, let base = program.unit(named: reform.base.text, kinds: [.regime, .reform]),
      let declaration = program.declaration(of: base)
    else { return [] }
    var routes: [RouteSyntax] =
      switch declaration.syntax {
      case .regime(let regime): regime.routes
      case .reform(let other): self.routes(after: other, depth: depth + 1)
      default: []
      }
    for amendment in reform.amendments {
      for change in amendment.changes { apply(change, to: &routes) }
    }
    return routes
  }

  private func apply(_ change: ChangeSyntax, to routes: inout [RouteSyntax]) {
    switch change {
    case .put(let name, let place, let route, let cost, _):
      edit(&routes, route, cost) { instruments in
        instruments.insert(name, at: Checker.index(of: place, in: instruments))
      }
    case .take(let name, let route, let cost, _):
      edit(&routes, route, cost) { instruments in
        instruments.removeAll { $0.text == name.text }
      }
    case .remove(let name, _):
      routes.removeAll { $0.name.text == name.text }
      for index in routes.indices {
        routes[index].also.removeAll { $0.text == name.text }
        for inner in routes[index].stackings.indices {
          routes[index].stackings[inner].instruments.removeAll { $0.text == name.text }
        }
      }
    case .add(_, let added, _): routes += added
    case .addGift(let name, let route, _):
      for index in routes.indices where routes[index].name.text == route.text {
        routes[index].also.append(name)
      }
    case .value, .replace, .clauses: break
    }
  }

  private func edit(
    _ routes: inout [RouteSyntax], _ route: NameSyntax, _ cost: PathSyntax,
    _ body: (inout [NameSyntax]) -> Void
  ) {
    for index in routes.indices where routes[index].name.text == route.text {
      for inner in routes[index].stackings.indices
      where routes[index].stackings[inner].cost.text == cost.text {
        body(&routes[index].stackings[inner].instruments)
      }
    }
  }

  private static func index(of place: ChangeSyntax.Place, in names: [NameSyntax]) -> Int {
    switch place {
    case .first: 0
    case .before(let other): names.firstIndex { $0.text == other.text } ?? names.count
    case .after(let other): (names.firstIndex { $0.text == other.text } ?? names.count - 1) + 1
    }
  }

  /// Requires that each change of a route finds its place, and that the routes that result are sound.
  mutating func requireSoundStackings(of reform: ReformSyntax) {
    guard let base = program.unit(named: reform.base.text, kinds: [.regime, .reform]) else {
      return
    }
    var routes = routes(of: base)
    for amendment in reform.amendments {
      breadcrumb?.part = "amend \(amendment.target.text)"
      for change in amendment.changes {
        if let target = program.unit(named: amendment.target.text, kinds: [.regime, .reform]) {
          requirePlace(change, in: target, routes)
        }
        if case .replace(let old, let new, _, _) = change { requireReplaceable(old, new, routes) }
        apply(change, to: &routes)
      }
    }
    breadcrumb?.part = ""
    requirePlaces(ofAdded: reform, routes)
    requireOneOrder(routes.flatMap(\.stackings))
  }

  /// Requires that an instrument replaced stands somewhere, and that the other one fits there.
  private mutating func requireReplaceable(
    _ old: NameSyntax, _ new: NameSyntax, _ routes: [RouteSyntax]
  ) {
    guard case .found(let id) = program.lookup(new.text, from: unit, where: \.isInstrument),
      case .found = program.lookup(old.text, from: unit, where: \.isInstrument)
    else { return }
    var isNamed = routes.contains { $0.also.contains { $0.text == old.text } }
    for stacking in routes.flatMap(\.stackings)
    where stacking.instruments.contains(where: { $0.text == old.text }) {
      isNamed = true
      requirePaying(new, id, stacking.cost)
    }
    if isNamed { return }
    report(
      "P0703", "no route names `\(old.text)`", at: Label(old.span, "nothing to replace"),
      help: "use `put` to give `\(new.text)` a place")
  }

  /// Requires a place for every instrument that a reform adds.
  private mutating func requirePlaces(ofAdded reform: ReformSyntax, _ routes: [RouteSyntax]) {
    var placed: Set<String> = []
    for route in routes {
      placed.formUnion(route.also.map(\.text))
      placed.formUnion(route.stackings.flatMap(\.instruments).map(\.text))
    }
    for case .replace(_, let new, _, _) in reform.amendments.flatMap(\.changes) {
      placed.insert(new.text)
    }
    for id in program.instruments(of: unit) {
      let name = program.declarations[id].name
      if placed.contains(name.text) { continue }
      report(
        "P0511", "`\(name.text)` is added but has no place on any route",
        at: Label(name.span, "no route names it"),
        help: "`put` it into a stacking, `replace` another with it, or `add gift` it to a route")
    }
  }

  private mutating func requirePlace(
    _ change: ChangeSyntax, in target: ProgramUnit, _ routes: [RouteSyntax]
  ) {
    switch change {
    case .put(let name, let place, let route, let cost, _):
      guard let stacking = stacking(route, cost, routes) else { return }
      if stacking.instruments.contains(where: { $0.text == name.text }) {
        report(
          "P0512", "`\(name.text)` stands in this stacking already", at: Label(name.span, "again"),
          with: [Label(stacking.span, "the stacking")])
      }
      switch place {
      case .first: break
      case .before(let other), .after(let other): requireThere(other, stacking, target)
      }
    case .take(let name, let route, let cost, _):
      guard let stacking = stacking(route, cost, routes),
        case .found = program.lookup(name.text, from: unit, where: \.isInstrument)
      else { return }
      requireThere(name, stacking, target)
    case .addGift(let name, let route, _):
      guard let found = routes.first(where: { $0.name.text == route.text }),
        let earlier = found.also.first(where: { $0.text == name.text })
      else { return }
      report(
        "P0512", "`\(name.text)` is given on this route already", at: Label(name.span, "again"),
        with: [Label(earlier.span, "given here")])
    case .value, .remove, .replace, .add, .clauses: break
    }
  }

  private mutating func requireThere(
    _ name: NameSyntax, _ stacking: StackingSyntax, _ target: ProgramUnit
  ) {
    if stacking.instruments.contains(where: { $0.text == name.text }) { return }
    reportNotThere(
      name, of: target, "instrument in this stacking", among: stacking.instruments.map(\.text))
  }

  private mutating func stacking(
    _ route: NameSyntax, _ cost: PathSyntax, _ routes: [RouteSyntax]
  ) -> StackingSyntax? {
    guard let found = routes.first(where: { $0.name.text == route.text }) else { return nil }
    if let stacking = found.stackings.first(where: { $0.cost.text == cost.text }) {
      return stacking
    }
    guard program.reference(cost, from: unit) != nil else { return nil }
    report(
      "P0703", "the route `\(route.text)` has no stacking for `\(cost.text)`",
      at: Label(cost.span, "nothing to change"), with: [Label(found.name.span, "the route")])
    return nil
  }
}
