extension Checker {
  /// Warns of what nothing reads: parameters, categories, instruments and sources; and of policies
  /// without an example.
  mutating func warnOfUnused() {
    let hasRegime = program.units.contains { $0.kind == .regime }
    let exampled = exampledUnits()
    for declaration in program.declarations where !isUsed[declaration.id] {
      unit = declaration.unit
      breadcrumb = nil
      let name = declaration.name
      switch declaration.syntax {
      case .parameter:
        if !isReadElsewhere(declaration) {
          report(
            "P0901", .warning, "no rule reads `\(name.text)`", at: Label(name.span, "unused"),
            help: clauseNaming(name.text) ?? "use it, or leave it out")
        }
      case .source:
        report(
          "P0405", .warning, "nothing cites `\(name.text)`", at: Label(name.span, "unused"),
          help: "cite it, or leave it out")
      case .category:
        let isShared = program.units[declaration.unit].kind == .vocabulary
        if !usedCategories.contains(name.text), hasRegime || !isShared {
          report(
            "P0902", .warning, "no test distinguishes the values of `\(name.text)`",
            at: Label(name.span, "unused"), help: "use it in a test or a table, or leave it out")
        }
      case .instrument:
        if !exampled.contains(declaration.unit) {
          report(
            "P0903", .warning, "no regime and no example uses `\(name.text)`",
            at: Label(name.span, "unused"), help: "add an example of it, or a place on a route")
        }
      default: break
      }
    }
    warnOfNoExample()
  }

  private func isReadElsewhere(_ declaration: Declaration) -> Bool {
    let name = declaration.name.text
    guard program.units[declaration.unit].kind == .scenario else { return false }
    return (program.declarationsByName[name] ?? []).count > 1
  }

  /// The clause that a parameter of this name was meant for, as advice.
  private func clauseNaming(_ name: String) -> String? {
    EvidenceFigure(rawValue: name).map {
      "to use it, write `\($0.clause(name))` beneath `\($0.block)`"
    }
  }

  /// Units with an example that expects what somebody pays, and so uses all that pay there.
  private func exampledUnits() -> Set<Int> {
    var units: Set<Int> = []
    for (index, file) in program.files.enumerated() where program.fileUnits.indices.contains(index)
    {
      for case .example(let example) in file.declarations {
        for case .amount(let path, .pays, _, _, _, _) in example.expects
        where path.parts.count == 1 && program.isParty(path.text, from: program.fileUnits[index]) {
          units.insert(program.fileUnits[index])
        }
      }
    }
    return units
  }

  /// Warns of a policy with rules for which neither it nor a file that uses it has an example.
  private mutating func warnOfNoExample() {
    var withRules: Set<Int> = []
    for declaration in program.declarations where declaration.syntax.hasFigures {
      withRules.insert(declaration.unit)
    }
    let exampled = program.files.indices.filter { index in
      program.fileUnits.indices.contains(index)
        && program.files[index].declarations.contains {
          if case .example = $0 { true } else { false }
        }
    }
    for unit in program.units where unit.kind == .policy && withRules.contains(unit.id) {
      let isShown = exampled.contains { index in
        let home = program.fileUnits[index]
        return home == unit.id || program.unitDistances[home][unit.id] != nil
      }
      if isShown { continue }
      breadcrumb = Breadcrumb(word: "policy", name: unit.name.text)
      self.unit = unit.id
      report(
        "P0904", .warning, "`\(unit.name.text)` has no example",
        at: Label(unit.name.span, "policy"),
        notes: ["an example is worked by hand, and runs whenever its file is checked"],
        help: "add an `example`, here or in a file that uses this one")
    }
    breadcrumb = nil
  }
}
