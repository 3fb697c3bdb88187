import FundingValues

extension Checker {
  /// Requires that the dates of a parameter's values ascend, case by case.
  mutating func requireAscendingDates(_ parameter: ParameterSyntax) {
    var last: [String: Int] = [:]
    var previous: Int?
    for index in parameter.rows.indices {
      let key = parameter.keys.isEmpty ? nil : parameter.rows[index].key?.identity
      let earlier = key.map { last[$0] } ?? previous
      if let earlier, parameter.rows[earlier].from.date >= parameter.rows[index].from.date {
        reportOrder(parameter.rows[earlier], parameter.rows[index], parameter)
      }
      if let key { last[key] = index } else { previous = index }
    }
    if parameter.rows.isEmpty {
      report(
        "P0401", "`\(parameter.name.text)` has no value", at: Label(parameter.name.span, ""),
        help: "write a value, the day `from` which it holds and where it comes from")
    }
  }

  private mutating func reportOrder(
    _ earlier: DatedValueSyntax, _ row: DatedValueSyntax, _ parameter: ParameterSyntax
  ) {
    let isSame = earlier.from.date == row.from.date
    let which = parameter.keys.isEmpty || row.key == nil ? "" : "this case of "
    report(
      "P0401",
      isSame
        ? "\(which)`\(parameter.name.text)` has two values from \(row.from.date)"
        : "the values of \(which)`\(parameter.name.text)` are not in the order of their dates",
      at: Label(row.from.span, isSame ? "the same day" : "before the one above"),
      with: [Label(earlier.from.span, isSame ? "first" : "later")])
  }

  /// Requires that an index has a value on the day on which a rise first reads it.
  mutating func requireIndexInTime(_ rise: RiseSyntax, of parameter: ParameterSyntax) {
    guard let row = parameter.row(at: rise.span).map({ parameter.rows[$0] }) else { return }
    guard case .path(let path) = rise.index,
      case .parameter(let declaration)? = program.reference(path, from: unit),
      case .parameter(let index) = declaration.syntax,
      let first = index.rows.min(by: { $0.from.date < $1.from.date })
    else { return }
    let needed = row.from.date.adding(months: -rise.monthsBefore)
    guard first.from.date > needed else { return }
    report(
      "P0402",
      "`\(path.text)` has no value before \(first.from.date), but this rise reads it on "
        + "\(needed)", at: Label(rise.index.span, "read here"),
      with: [
        Label(withFrom(row.from), "first rise"), Label(withFrom(first.from), "first value"),
      ])
  }

  /// Requires that what a value is worked out from has a value on the day from which it holds.
  mutating func requireReadsInTime(
    _ id: Int, after count: Int, _ index: Int, of parameter: ParameterSyntax
  ) {
    guard reads[id].declarations.count > count,
      case .expressions = parameter.rows[index].value
    else { return }
    let day = parameter.rows[index].from
    for read in reads[id].declarations[count...] {
      guard let first = firstRow(of: read.id), first.from.date > day.date else { continue }
      report(
        "P0402",
        "`\(program.declarations[read.id].name.text)` has no value before \(first.from.date), but "
          + "this one reads it on \(day.date)", at: Label(read.span, "read here"),
        with: [Label(withFrom(day), "too early"), Label(withFrom(first.from), "first value")])
      return
    }
  }

  /// The first day on which a parameter has a value, with its row.
  func firstRow(of id: Int) -> DatedValueSyntax? {
    guard case .parameter(let parameter) = program.declarations[id].syntax else { return nil }
    return parameter.rows.min { $0.from.date < $1.from.date }
  }
}
