import FundingValues

extension Checker {
  /// Requires that the value which a reform changes is there and is what the reform says.
  mutating func requireMatchingBase(_ change: ChangeSyntax, of target: ProgramUnit) {
    guard
      case .value(
        let name, let key, let old, let new, let starting, let until, let basis, let span) = change
    else { return }
    guard let found = program.find(name.text, inUnitNamed: target.name.text),
      case .parameter(let parameter) = found.syntax
    else {
      let names = program.declarations.filter {
        program.units[$0.unit].name.text == target.name.text && $0.syntax.isParameter
      }.map(\.name.text)
      reportNotThere(name, of: target, "parameter", among: names)
      return
    }
    isUsed[found.id] = true
    if let basis {
      check(basis)
    } else {
      report(
        "P0404", .warning, "this value has no basis", at: Label(span, "where does this come from?"),
        help: "end the line with `cites` and a source, `assumed` and a reason, or `illustrative`")
    }
    let home = unit
    let errors = errorCount
    unit = found.unit
    place = .data
    check(new, for: parameter)
    check(old, for: parameter)
    unit = home
    if let until, until.date <= starting.date {
      report(
        "P0702", "this change ends before it begins", at: Label(until.span, "ends"),
        with: [Label(starting.span, "begins")])
    }
    if errors < errorCount || isFaulty[found.id] { return }
    compare(old, key, parameter, found, starting, until, name)
  }

  private mutating func check(_ value: ValueSyntax, for parameter: ParameterSyntax) {
    let type = parameter.type.valueType
    switch value {
    case .expressions(let items):
      if case .list(let category) = type.kind {
        for item in items {
          guard case .path(let path) = item, path.parts.count == 1 else {
            report(
              "P0202", "`\(text(item.span))` is not a value of `\(category)`",
              at: Label(item.span, ""))
            continue
          }
          if program.values(of: category)?.contains(path.text) == false {
            reportUnknownValue(path.parts[0], of: category)
          }
        }
      } else if items.count == 1 {
        require(
          items[0], type, "`\(parameter.name.text)`",
          because: Label(parameter.type.span, parameter.type.words), words: parameter.type.words)
      } else {
        report("P0202", "`\(parameter.name.text)` has one value", at: Label(value.span, "a list"))
      }
    case .uncertain(let shape):
      check(shape, type, "`\(parameter.name.text)`", words: parameter.type.words)
    case .same, .rises, .unlimited: break
    }
  }

  private mutating func compare(
    _ old: ValueSyntax, _ key: KeySyntax?, _ parameter: ParameterSyntax, _ found: Declaration,
    _ starting: DateSyntax, _ until: DateSyntax?, _ name: NameSyntax
  ) {
    let identity = key?.identity
    let rows = parameter.rows.indices.filter { parameter.rows[$0].key?.identity == identity }
    if rows.isEmpty {
      report(
        "P0703", "`\(name.text)` has no row for this case",
        at: Label(key?.span ?? name.span, key == nil ? "which case?" : "nothing to change"),
        with: [Label(parameter.name.span, "its rows are here")],
        help: key == nil ? "say `for` and a case after the name" : nil)
      return
    }
    guard let index = rows.last(where: { parameter.rows[$0].from.date <= starting.date }) else {
      report(
        "P0402", "`\(name.text)` has no value on \(starting.date)",
        at: Label(starting.span, "needed"),
        with: [Label(parameter.rows[rows[0]].from.span, "first value")])
      return
    }
    let row = parameter.rows[index]
    if !matches(old, row: index, parameter, found, on: starting.date) {
      reportStale(old, row, index, parameter, found, starting)
      return
    }
    requireUntil(rows, index, parameter, starting, until)
  }

  private func matches(
    _ old: ValueSyntax, row index: Int, _ parameter: ParameterSyntax, _ found: Declaration,
    on day: CivilDate
  ) -> Bool {
    let row = parameter.rows[index]
    switch (old, row.value) {
    case (.expressions(let items), _):
      var evaluator = Evaluator(program, on: day)
      let actual = evaluator.value(ofRow: index, parameter, from: found.unit)
      if case .list = parameter.type.valueType.kind {
        return actual == .names(items.map(\.canonical))
      }
      guard items.count == 1, let actual else { return false }
      let category = parameter.type.valueType.categoryName
      return evaluator.value(items[0], from: found.unit, expecting: category) == actual
    case (.uncertain(let mine), .uncertain(let theirs)): return mine.canonical == theirs.canonical
    case (.same, .same), (.unlimited, .unlimited): return true
    case (.rises(let mine), .rises(let theirs)):
      return mine.day == theirs.day && mine.month == theirs.month
        && mine.index.canonical == theirs.index.canonical
    default: return false
    }
  }

  private mutating func reportStale(
    _ old: ValueSyntax, _ row: DatedValueSyntax, _ index: Int, _ parameter: ParameterSyntax,
    _ found: Declaration, _ starting: DateSyntax
  ) {
    var evaluator = Evaluator(program, on: starting.date)
    var actual = text(row.value.span)
    let type = parameter.type.valueType
    if case .rises = row.value,
      let value = evaluator.value(ofRow: index, parameter, from: found.unit)?.number
    {
      actual = type.text(value, currency: program.currency)
    } else if case .same = row.value,
      let value = evaluator.value(ofRow: index, parameter, from: found.unit)
    {
      actual = shown(value, type)
    }
    report(
      "P0701", "this reform was written against a different policy",
      at: Label(old.span, "expected \(text(old.span)) on \(starting.date)"),
      with: [Label(row.value.span, "it is \(actual)")],
      suggestion: Suggestion("if the reform still makes sense", replace: old.span, with: actual))
  }

  /// Requires `until` where the base changes again after the reform begins.
  private mutating func requireUntil(
    _ rows: [Int], _ index: Int, _ parameter: ParameterSyntax, _ starting: DateSyntax,
    _ until: DateSyntax?
  ) {
    if until != nil { return }
    let row = parameter.rows[index]
    if case .rises = row.value {
      report(
        "P0702", "`\(parameter.name.text)` goes on rising after \(starting.date)",
        at: Label(starting.span, "until when?"), with: [Label(row.value.span, "rises each year")],
        help: "say `until` and the day on which the policy's own value holds again")
      return
    }
    guard let next = rows.first(where: { parameter.rows[$0].from.date > starting.date }) else {
      return
    }
    let later = parameter.rows[next]
    if case .same = later.value { return }
    report(
      "P0702", "`\(parameter.name.text)` changes again on \(later.from.date)",
      at: Label(starting.span, "until when?"), with: [Label(later.from.span, "the next value")],
      notes: ["a reform says how long it holds where its base changes after it"],
      help: "say `until \(later.from.date)`, or a later day")
  }
}

extension ShapeSyntax {
  /// The distribution without its place.
  var canonical: String {
    let parts = settings.map { $0.name.text + " " + $0.value.canonical }.sorted()
    let ends = bounds.map { " between " + $0.low.canonical + " and " + $0.high.canonical } ?? ""
    return family.text + " " + parts.joined(separator: " ") + ends
  }
}
