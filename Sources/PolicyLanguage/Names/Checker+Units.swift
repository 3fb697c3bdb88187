extension Checker {
  /// Checks the headers of all files: what they use, and that no two share a name.
  mutating func checkUnits() {
    for (index, file) in program.files.enumerated() {
      guard let header = file.header, program.fileUnits.indices.contains(index) else { continue }
      unit = program.fileUnits[index]
      reader = program.declarations.count
      breadcrumb = Breadcrumb(word: header.kind.rawValue, name: header.name.text)
      checkUses(header.uses)
      check(header.about)
    }
    breadcrumb = nil
    for ids in program.unitsByName.values where ids.count > 1 { checkShared(ids) }
    for (name, ids) in program.declarationsByName where ids.count > 1 {
      let categories = ids.filter {
        if case .category = program.declarations[$0].syntax { return true }
        return false
      }
      if categories.count > 1 { checkShared(category: name, categories) }
    }
    breadcrumb = nil
  }

  private mutating func checkShared(_ ids: [Int]) {
    let first = program.units[ids[0]]
    for id in ids.dropFirst() {
      let other = program.units[id]
      if other.parent == first.id || first.parent == other.id { continue }
      report(
        "P0303", "`\(other.name.text)` is declared twice",
        at: Label(other.name.span, "a \(other.kind.rawValue)"),
        with: [Label(first.name.span, "a \(first.kind.rawValue)")],
        help: "give one of them another name")
    }
  }

  private mutating func checkShared(category name: String, _ ids: [Int]) {
    let first = program.declarations[ids[0]]
    for id in ids.dropFirst() where program.declarations[id].unit != first.unit {
      report(
        "P0303", "the category `\(name)` is declared twice",
        at: Label(program.declarations[id].name.span, "declared again"),
        with: [Label(first.name.span, "first declared here")],
        notes: ["categories are known everywhere"], help: "give one of them another name")
    }
  }

  /// Requires that what a file, regime, reform, scenario or profile uses is there.
  mutating func checkUses(_ uses: [NameSyntax]) {
    for (index, name) in uses.enumerated() {
      requireUnit(
        name, kinds: [.policy, .vocabulary, .evidence, .claims, .regime],
        as: "a policy or evidence file")
      if uses[..<index].contains(where: { $0.text == name.text }) {
        report("P0303", "`\(name.text)` is used twice", at: Label(name.span, "said again"))
      }
    }
  }

  /// Checks the dates between which something applies.
  mutating func check(_ about: AboutSyntax) {
    if let from = about.from, let to = about.to, to.date < from.date {
      report(
        "P0401", "this ends before it begins", at: Label(to.span, "the last day"),
        with: [Label(from.span, "the first day")])
    }
    if let basis = about.basis { check(basis) }
  }

  /// Requires that a cited source is there.
  mutating func check(_ basis: BasisSyntax) {
    if case .cites(let name, _) = basis { requireSource(name) }
  }

  /// Requires that a name is a source.
  mutating func requireSource(_ name: NameSyntax) {
    switch program.lookup(source: name.text, from: unit) {
    case .found(let id): isUsed[id] = true
    case .ambiguous(let ids): reportAmbiguous(name, ids)
    case .missing:
      if countsUnnamed() { return }
      let near = nearestName(
        to: name.text, among: program.namesVisible(from: unit, where: \.isSource))
      reportName(
        "P0403", "no source is called `\(name.text)`", at: Label(name.span, notDeclared),
        help: near == nil
          ? "declare it with `source \(name.text)` and a title in double quotes" : nil,
        suggestion: near.map {
          Suggestion(nearWords("a source", name.text, $0), replace: name.span, with: $0)
        })
    }
  }
}
