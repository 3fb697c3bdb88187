import FundingValues

extension Checker {
  /// Checks the case of a row against the paths after `by`.
  mutating func check(_ key: KeySyntax, _ parameter: ParameterSyntax, _ types: [ValueType?]) {
    if types.isEmpty {
      report(
        "P0502", "`\(parameter.name.text)` has no cases", at: Label(key.span, "a case"),
        with: [Label(parameter.name.span, "no `by` and a fact")],
        help: "say `by` and a fact after the type, or leave the case out")
      return
    }
    guard case .cells(let cells, let span) = key else { return }
    if cells.count != types.count {
      report(
        "P0502",
        "this row needs \(types.count) \(types.count == 1 ? "case" : "cases"), but has "
          + "\(cells.count)", at: Label(span, ""),
        with: [
          Label(
            parameter.keys[0].span.joined(to: parameter.keys[types.count - 1].span),
            types.count == 1 ? "one fact" : "\(types.count) facts")
        ])
      return
    }
    for (index, cell) in cells.enumerated() {
      guard let type = types[index] else { continue }
      certainly("a band") { $0.check(cell, type, parameter.keys[index]) }
    }
  }

  /// Requires that each row of a table has a case.
  mutating func requireCases(_ parameter: ParameterSyntax) {
    guard let last = parameter.keys.last, let row = parameter.rows.first(where: { $0.key == nil })
    else { return }
    report(
      "P0502", "a row of `\(parameter.name.text)` has no case", at: Label(row.span, "which case?"),
      with: [Label(last.span, "one row for each case")])
  }

  /// Requires that the bands of a key all take in their top, or all leave it out.
  mutating func requireBandsAlike(_ parameter: ParameterSyntax) {
    for index in parameter.keys.indices {
      let bands = parameter.rows.compactMap { row -> CellSyntax? in
        guard case .cells(let cells, _)? = row.key, cells.indices.contains(index),
          !cells[index].edges.isEmpty
        else { return nil }
        return cells[index]
      }
      guard let first = bands.first,
        let other = bands.first(where: { $0.takesTop != first.takesTop })
      else { continue }
      report(
        "P0502", "some bands of `\(parameter.name.text)` take in their top, and some leave it out",
        at: Label(other.edges[0].span, other.takesTop ? "takes in its top" : "leaves its top out"),
        with: [
          Label(first.edges[0].span, first.takesTop ? "takes in its top" : "leaves its top out")
        ],
        notes: ["a value on the bound between two such bands would be in both, or in neither"],
        help: "write `below A`, `A to below B` and `B or more`, or `up to A`, `above A to B` and "
          + "`above B`")
    }
  }

  private mutating func check(_ cell: CellSyntax, _ type: ValueType, _ path: PathSyntax) {
    var because: Label { Label(path.span, type.words) }
    switch cell {
    case .names(let names): check(names, type, path)
    case .number(let number):
      if type.kind == .whole || type.kind == .number { return }
      if type.isNumeric {
        reportBare(
          .amount(AmountSyntax(.number(number.value), number.span)), type, because: because)
      } else {
        report(
          "P0502", "`\(text(number.span))` is not a case of `\(path.text)`",
          at: Label(number.span, "a number"), with: [because])
      }
    case .below(let edge), .orMore(let edge), .upTo(let edge), .over(let edge):
      guard requireOrdered(edge.span, type, path) else { return }
      requireEdge(edge, type, path)
    case .from(let low, let high), .above(let low, let high):
      guard requireOrdered(low.span.joined(to: high.span), type, path) else { return }
      requireEdge(low, type, path)
      requireEdge(high, type, path)
      requireAscending(low, high, "this band", code: "P0502")
    }
  }

  private mutating func requireOrdered(
    _ span: SourceSpan, _ type: ValueType, _ path: PathSyntax
  ) -> Bool {
    if type.isNumeric || type == .date { return true }
    report(
      "P0502", "`\(path.text)` has no order, so its cases are not bands", at: Label(span, "a band"),
      with: [Label(path.span, type.words)])
    return false
  }

  private mutating func requireEdge(
    _ edge: ExpressionSyntax, _ type: ValueType, _ path: PathSyntax
  ) {
    requireConstant(edge)
    require(
      edge, type, "a case of `\(path.text)`", because: Label(path.span, type.words))
  }

  private mutating func check(_ names: [NameSyntax], _ type: ValueType, _ path: PathSyntax) {
    switch type.kind {
    case .category(let category):
      usedCategories.insert(category)
      let values = program.values(of: category) ?? []
      for (index, name) in names.enumerated() {
        if !values.contains(name.text) {
          reportUnknownValue(name, of: category)
        } else if names[..<index].contains(where: { $0.text == name.text }) {
          report("P0303", "`\(name.text)` is said twice", at: Label(name.span, "said again"))
        }
      }
    case .truth:
      for name in names where name.text != "yes" && name.text != "no" {
        report(
          "P0502", "`\(name.text)` is not a case of `\(path.text)`",
          at: Label(name.span, "neither yes nor no"), with: [Label(path.span, type.words)])
      }
    default:
      report(
        "P0502", "`\(names[0].text)` is not a case of `\(path.text)`",
        at: Label(names[0].span, "a word"), with: [Label(path.span, type.words)],
        help: "write a band, such as `below` and a bound")
    }
  }
}
