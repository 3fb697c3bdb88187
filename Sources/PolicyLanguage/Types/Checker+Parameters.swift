import FundingValues

extension Checker {
  /// Checks a parameter: its type, its keys, and each of its dated values.
  mutating func check(_ parameter: ParameterSyntax, _ id: Int) {
    place = .data
    guard requireType(parameter.type) else { return }
    let keys = parameter.keys.map { inferPath($0, expecting: nil)?.type }
    let type = parameter.type.valueType
    for index in parameter.rows.indices {
      if let key = parameter.rows[index].key {
        check(key, parameter, keys)
      } else if !parameter.keys.isEmpty {
        continue
      }
      let reads = reads[id].declarations.count
      check(parameter.rows[index].value, of: parameter, type)
      requireReadsInTime(id, after: reads, index, of: parameter)
      checkBasis(index, of: parameter)
      if parameter.rows[index].isUncertain { isUncertain[id] = true }
    }
    requireCases(parameter)
    requireBandsAlike(parameter)
    requireAscendingDates(parameter)
    if !parameter.keys.isEmpty, !keys.contains(where: { $0 == nil }) {
      requireCompleteTable(parameter, keys.compactMap { $0 })
    }
    for moves in parameter.moves { check(moves, of: parameter) }
  }

  private mutating func checkBasis(_ index: Int, of parameter: ParameterSyntax) {
    guard let basis = parameter.rows[index].basis else {
      report(
        "P0404", .warning, "this value has no basis",
        at: Label(parameter.rows[index].span, "where does this come from?"),
        with: [Label(parameter.name.span, "parameter")],
        notes: [
          "reports list every value by basis, and mark results that rest on illustrative ones"
        ],
        help: "end the line with `cites` and a source, `assumed` and a reason, or `illustrative`")
      return
    }
    check(basis)
    guard case .uncertain(let shape) = parameter.rows[index].value,
      case .policy = program.units[unit].kind
    else { return }
    if case .assumed = basis { return }
    report(
      "P0805", "a policy's value is certain unless it is assumed",
      at: Label(shape.span, "uncertain"), with: [Label(basis.span ?? shape.span, "not `assumed`")],
      notes: ["rules are certain: only values not yet set may be uncertain"],
      help: "write the value that is in force, or `assumed` and why it is not known yet")
  }

  private mutating func check(
    _ value: ValueSyntax, of parameter: ParameterSyntax, _ type: ValueType
  ) {
    switch value {
    case .expressions(let items): check(items, of: parameter, type)
    case .uncertain(let shape): checkUncertain(shape, of: parameter, type)
    case .same(let span): requireEarlier(span, "stays the same", parameter)
    case .rises(let rise): check(rise, of: parameter, type)
    case .unlimited(let span):
      if type.isNumeric, type.kind != .share, type.kind != .number { return }
      report(
        "P0202", "`no limit` cannot stand for \(parameter.type.words)", at: Label(span, ""),
        with: [Checker.typeLabel(parameter)])
    }
  }

  private static func typeLabel(_ parameter: ParameterSyntax) -> Label {
    let type = parameter.type
    let isPlural =
      switch type.measure {
      case .months, .years, .days, .weeks, .credits, .hours: true
      default: false
      }
    return Label(type.span, "this parameter is \(isPlural ? "in " : "")\(type.words)")
  }

  private mutating func check(
    _ items: [ExpressionSyntax], of parameter: ParameterSyntax, _ type: ValueType
  ) {
    if case .list(let category) = type.kind {
      checkMembers(items, of: category, parameter)
      return
    }
    if items.count > 1 {
      report(
        "P0202", "`\(parameter.name.text)` has one value, but \(items.count) are written",
        at: Label(items[0].span.joined(to: items[items.count - 1].span), "a list"),
        with: [Checker.typeLabel(parameter)])
      return
    }
    for item in items {
      requireConstant(item)
      require(
        item, type, "`\(parameter.name.text)`", because: Checker.typeLabel(parameter),
        words: parameter.type.words)
    }
  }

  private mutating func checkMembers(
    _ items: [ExpressionSyntax], of category: String, _ parameter: ParameterSyntax
  ) {
    usedCategories.insert(category)
    let values = program.values(of: category)
    var known: Set<String> = []
    for item in items {
      guard case .path(let path) = item, path.parts.count == 1 else {
        report(
          "P0202", "`\(text(item.span))` is not a value of `\(category)`", at: Label(item.span, ""),
          with: [Checker.typeLabel(parameter)])
        continue
      }
      if let values, !values.contains(path.parts[0].text) {
        reportUnknownValue(path.parts[0], of: category)
      } else if items.count > 1, !known.insert(path.parts[0].text).inserted {
        report("P0303", "`\(path.text)` is said twice", at: Label(path.span, "said again"))
      }
    }
  }

  /// Requires that a formula reads no fact, so that it has a value of its own.
  mutating func requireConstant(_ expression: ExpressionSyntax) {
    switch expression {
    case .amount: break
    case .path(let path): requireConstant(path)
    case .group(let inner, _), .negated(let inner, _): requireConstant(inner)
    case .call(_, let parts, _): for part in parts { requireConstant(part) }
    case .binary(let left, _, let right, _):
      requireConstant(left)
      requireConstant(right)
    }
  }

  private mutating func requireConstant(_ path: PathSyntax) {
    guard path.parts.count > 1, let reference = program.reference(path, from: unit) else { return }
    if case .parameter = reference { return }
    report(
      "P0307", "a value cannot depend on `\(path.text)`", at: Label(path.span, "a fact"),
      help: "use `by \(path.text)` and a row for each case, or `derive` a fact from it")
  }

  private mutating func requireEarlier(
    _ span: SourceSpan, _ words: String, _ parameter: ParameterSyntax
  ) {
    guard let index = parameter.row(at: span) else { return }
    if parameter.keys.isEmpty, index > 0 { return }
    let key = parameter.rows[index].key?.identity
    let hasEarlier = parameter.rows[..<index].contains { $0.key?.identity == key }
    if hasEarlier { return }
    report(
      "P0401", "`\(words)` needs a value before it", at: Label(span, "the first value"),
      with: [Label(parameter.name.span, "parameter")])
  }

  private mutating func check(
    _ rise: RiseSyntax, of parameter: ParameterSyntax, _ type: ValueType
  ) {
    requireEarlier(rise.span, "rises", parameter)
    switch type.kind {
    case .amount, .quantity, .span, .number, .share: break
    default:
      report(
        "P0202", "\(parameter.type.words) cannot rise by an index", at: Label(rise.span, ""),
        with: [Checker.typeLabel(parameter)])
      return
    }
    requireConstant(rise.index)
    require(rise.index, .sharePerYear, "an index")
    if let rounding = rise.rounding {
      require(rounding.step, type, "the step of rounding", because: Checker.typeLabel(parameter))
      requireAboveNought(rounding.step, "the step of rounding")
    }
    requireIndexInTime(rise, of: parameter)
  }

  /// Requires that a literal is above nought.
  mutating func requireAboveNought(_ expression: ExpressionSyntax, _ role: String) {
    guard let value = literalValue(expression), value <= .zero else { return }
    report("P0205", "\(role) must be above nought", at: Label(expression.span, ""))
  }

  private mutating func check(_ moves: MovesSyntax, of parameter: ParameterSyntax) {
    require(moves.correlation, .number, "a rank correlation")
    requireWithin(moves.correlation, Ratio(-1), .one, "a rank correlation")
    if moves.with.parts.count == 1,
      case .found(let other) = program.find(moves.with.text, from: unit),
      case .parameter(let partner) = other.syntax
    {
      reads[reader].declarations.append((other.id, moves.span))
      let lacks = !parameter.rows.contains(where: \.isUncertain) ? parameter : partner
      if lacks.rows.contains(where: \.isUncertain) { return }
      report(
        "P0806", "`\(lacks.name.text)` is certain, so nothing can move with it",
        at: Label(moves.span, ""), with: [Label(lacks.name.span, "has no uncertain value")])
      return
    }
    resolve(fact: moves.with, "what a parameter moves with")
  }
}

extension ParameterSyntax {
  /// The index of the row in which something stands; rows stand in the order of the file.
  func row(at span: SourceSpan) -> Int? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].span.end < span.end { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].span.start <= span.start ? low : nil
  }
}

extension DatedValueSyntax {
  /// Whether the value is drawn from a distribution.
  var isUncertain: Bool {
    if case .uncertain = value { return true }
    return false
  }
}

extension BasisSyntax {
  /// Where the basis stands.
  var span: SourceSpan? {
    switch self {
    case .cites(let name, _): name.span
    case .illustrative(let span), .assumed(_, let span): span
    }
  }
}
