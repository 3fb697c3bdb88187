import FundingValues

extension Checker {
  /// Requires that an example gives every fact that what it expects depends on.
  mutating func requireFacts(_ example: ExampleSyntax, _ original: ExampleSyntax?) {
    guard let day = example.on ?? original?.on, !seesFaults[unit] else { return }
    var needs = ExampleNeeds(
      program: program, unit: unit, home: homeUnit(of: example), day: day.date,
      by: example.by ?? original?.by)
    for given in (original?.givens ?? []) + example.givens { needs.give(given) }
    needs.giveDefaults(
      routes: needs.by.flatMap { by in
        program.unit(named: by.regime.text, kinds: [.regime, .reform]).map { routes(of: $0) }
      } ?? [])
    var reported: Set<String> = []
    for expectation in example.expects {
      guard case .amount(let path, let verb, _, let cost, _, _) = expectation else { continue }
      needs.expect(path, verb, of: cost)
      for missing in needs.takeMissing() where reported.insert(missing.fact).inserted {
        report(
          "P0803",
          "this example does not say `\(missing.fact)`, on which "
            + "`\(path.text)` depends", at: Label(path.span, "depends on it"),
          with: missing.place.map { [Label($0, "read here")] } ?? [],
          help: "add `\(missing.fact) is` and a value under `given`")
      }
      for id in needs.takeUnset() where reported.insert("\(id)").inserted {
        guard let row = firstRow(of: id) else { continue }
        report(
          "P0402",
          "`\(program.declarations[id].name.text)` has no value before \(row.from.date), but "
            + "this example is worked out on \(day.date)", at: Label(day.span, "day needed"),
          with: [Label(withFrom(row.from), "first value")],
          help: "give it on or after \(row.from.date), or add the earlier value and its source")
      }
    }
  }

  private func homeUnit(of example: ExampleSyntax) -> Int {
    let index = program.files.firstIndex { $0.file == example.span.file } ?? 0
    return program.fileUnits.indices.contains(index) ? program.fileUnits[index] : unit
  }
}
