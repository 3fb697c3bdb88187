extension Checker {
  /// Checks a regime: what it uses and each of its routes.
  mutating func check(_ regime: RegimeSyntax) {
    enter(regime.name.text, .regime)
    check(regime.about)
    checkUses(regime.uses)
    var known: Set<String> = []
    for route in regime.routes {
      breadcrumb = Breadcrumb(word: "regime", name: regime.name.text)
      if !known.insert(route.name.text).inserted {
        report(
          "P0303", "the route `\(route.name.text)` is declared twice",
          at: Label(route.name.span, "declared again"))
      }
      check(route)
    }
    breadcrumb = Breadcrumb(word: "regime", name: regime.name.text)
    requireCompleteStacking(regime)
  }

  /// Makes a regime, reform, scenario or profile the unit whose text is checked.
  mutating func enter(_ name: String, _ kind: ProgramUnit.Kind) {
    if let own = program.unit(named: name, kinds: [kind]) { unit = own.id }
  }

  /// Checks one route of a regime or a reform.
  mutating func check(_ route: RouteSyntax) {
    breadcrumb?.part = "route \(route.name.text)"
    check(route.about)
    if let needs = route.needs { requireRecord(needs) }
    if let open = route.openWhen { check(open, certain: "`open`") }
    for stacking in route.stackings {
      requireCost(stacking.cost)
      for name in stacking.instruments {
        resolve(name, as: "a grant or loan", where: \.isInstrument)
      }
      for rest in stacking.rests {
        requireParty(rest.payer)
        if let test = rest.condition { check(test, certain: "`rest`") }
        for recovers in rest.recovers { check(recovers) }
      }
    }
    for name in route.also { resolve(name, as: "a grant or loan", where: \.isInstrument) }
    requireSoundRests(route)
  }
}
