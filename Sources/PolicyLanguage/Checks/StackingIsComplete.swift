extension Checker {
  /// Requires that each instrument of a regime has one place, and that its costs are settled there.
  mutating func requireCompleteStacking(_ regime: RegimeSyntax) {
    var placed: Set<Int> = []
    for route in regime.routes {
      breadcrumb?.part = "route \(route.name.text)"
      for stacking in route.stackings {
        for name in stacking.instruments {
          guard case .found(let id) = program.lookup(name.text, from: unit, where: \.isInstrument)
          else { continue }
          placed.insert(id)
          requirePaying(name, id, stacking.cost)
          requireStackings(for: id, name, route)
        }
        requireOnce(stacking.instruments, "in this stacking")
      }
      requireOnceEach(route.stackings)
      for name in route.also {
        guard case .found(let id) = program.lookup(name.text, from: unit, where: \.isInstrument)
        else { continue }
        placed.insert(id)
        requireGiving(name, id)
      }
      requireOnce(route.also, "under `also`")
    }
    breadcrumb?.part = ""
    requirePlaces(placed, regime)
    requireOneOrder(regime.routes.flatMap(\.stackings))
  }

  /// Requires that a route settles each cost once.
  private mutating func requireOnceEach(_ stackings: [StackingSyntax]) {
    for (index, stacking) in stackings.enumerated() {
      guard
        let earlier = stackings[..<index].first(where: { $0.cost.text == stacking.cost.text })
      else { continue }
      report(
        "P0303", "`\(stacking.cost.text)` has two stackings on this route",
        at: Label(stacking.span, "again"), with: [Label(earlier.span, "first")])
    }
  }

  private mutating func requireOnce(_ names: [NameSyntax], _ place: String) {
    if names.count < 2 { return }
    var earlier: [String: NameSyntax] = [:]
    for name in names {
      guard let first = earlier[name.text] else {
        earlier[name.text] = name
        continue
      }
      report(
        "P0512", "`\(name.text)` stands twice \(place)", at: Label(name.span, "again"),
        with: [Label(first.span, "first")])
    }
  }

  /// Requires that an instrument in a stacking pays for its cost.
  mutating func requirePaying(_ name: NameSyntax, _ id: Int, _ cost: PathSyntax) {
    guard case .instrument(let instrument) = program.declarations[id].syntax,
      !instrument.pays.contains(where: { $0.cost.text == cost.text })
    else { return }
    let costs = Set(instrument.pays.map(\.cost.text)).sorted()
    report(
      "P0516", "`\(name.text)` does not pay for `\(cost.text)`",
      at: Label(name.span, "pays nothing here"),
      with: [
        Label(
          instrument.name.span,
          costs.isEmpty
            ? "only gives"
            : "pays for "
              + costs.map { "`\($0)`" }.joined(separator: ", "))
      ],
      help: costs.isEmpty ? "list it under `also`" : nil)
  }

  private mutating func requireGiving(_ name: NameSyntax, _ id: Int) {
    guard case .instrument(let instrument) = program.declarations[id].syntax,
      let pays = instrument.pays.first
    else { return }
    report(
      "P0511", "`\(name.text)` pays for `\(pays.cost.text)` but has no place in its stacking",
      at: Label(name.span, "who pays before or after it?"), with: [Label(pays.span, "pays here")],
      notes: ["`also` is for instruments that only give"],
      help: "put it into the stacking for `\(pays.cost.text)`")
  }

  /// Requires that a route settles every cost for which an instrument on it pays.
  private mutating func requireStackings(for id: Int, _ name: NameSyntax, _ route: RouteSyntax) {
    guard case .instrument(let instrument) = program.declarations[id].syntax else { return }
    for pays in instrument.pays
    where !route.stackings.contains(where: { $0.cost.text == pays.cost.text }) {
      report(
        "P0515", "`\(name.text)` pays for `\(pays.cost.text)`, which has no stacking on this route",
        at: Label(name.span, "stands on this route"), with: [Label(pays.span, "pays here")],
        help: "add `stacking for \(pays.cost.text)` to the route")
      return
    }
  }

  /// Requires a place for every instrument of the policies that a regime uses.
  private mutating func requirePlaces(_ placed: Set<Int>, _ regime: RegimeSyntax) {
    for used in regime.uses {
      guard let policy = program.unit(named: used.text, kinds: [.policy]) else { continue }
      for id in program.instruments(of: policy.id) where !placed.contains(id) {
        guard case .instrument(let instrument) = program.declarations[id].syntax else { continue }
        reportPlaceless(instrument, used, regime)
      }
    }
  }

  private mutating func reportPlaceless(
    _ instrument: InstrumentSyntax, _ policy: NameSyntax, _ regime: RegimeSyntax
  ) {
    let name = instrument.name.text
    let stackings = regime.routes.flatMap(\.stackings)
    guard let pays = instrument.pays.first else {
      report(
        "P0511", "`\(name)` gives money but has no place on any route",
        at: Label(regime.name.span, "no route names it"),
        with: [Label(instrument.gives.first?.span ?? instrument.name.span, "gives here")],
        help: "add it under `also` on a route, or leave \(policy.text) out of `uses`")
      return
    }
    guard let stacking = stackings.first(where: { $0.cost.text == pays.cost.text }) else {
      report(
        "P0515", "`\(name)` pays for `\(pays.cost.text)`, which no route has a stacking for",
        at: Label(regime.name.span, "no `stacking for \(pays.cost.text)`"),
        with: [Label(pays.span, "pays here")],
        help:
          "add `stacking for \(pays.cost.text)` to a route, or leave \(policy.text) out of `uses`")
      return
    }
    report(
      "P0511", "`\(name)` pays for `\(pays.cost.text)` but has no place in the stacking",
      at: Label(stacking.span, "who pays before or after it?"),
      with: [Label(pays.span, "pays here")],
      notes: ["without a place, `\(pays.cost.text)` could be paid twice over"],
      help: "add `then \(name)` to the stacking, or leave \(policy.text) out of `uses`")
  }

  /// Requires that the last `rest` has no condition, and that all others have one.
  mutating func requireSoundRests(_ route: RouteSyntax) {
    for stacking in route.stackings {
      for (index, rest) in stacking.rests.enumerated() {
        let isLast = index == stacking.rests.count - 1
        if isLast, let test = rest.condition {
          report(
            "P0513", "nobody pays the rest of `\(stacking.cost.text)` where this does not hold",
            at: Label(test.span, "the last `rest` has a condition"),
            with: [Label(stacking.span, "must sum to the cost")],
            help: "end with `rest` and a payer, without `when`")
        } else if !isLast, rest.condition == nil {
          report(
            "P0513",
            "`\(rest.payer.text)` pays all that is left, so the next `rest` is never reached",
            at: Label(stacking.rests[index + 1].payer.span, "never pays"),
            with: [Label(rest.payer.span, "has no condition")])
          return
        }
      }
    }
  }
}

extension Program {
  /// The instruments that a unit declares, in the order of the file.
  func instruments(of unit: Int) -> [Int] { unitInstruments[unit] ?? [] }
}
