import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// Lowers every parameter as its own file has it, uncertain values in the order of declaration.
  func lowerParameters() throws {
    for (number, declaration) in parameters.enumerated() {
      guard case .parameter(let syntax) = declaration.syntax else { continue }
      baseRules.append(try rule(number, syntax, declaration))
    }
    try joinCorrelations()
  }

  private func rule(
    _ number: Int, _ syntax: ParameterSyntax, _ declaration: Declaration
  ) throws -> ParameterRule {
    let unit = declaration.unit
    var rows: [ParameterRule.Row] = []
    for value in syntax.rows.sorted(by: { $0.from.date < $1.from.date }) {
      let key = try rowKey(value.key, syntax.keys, unit)
      let index = rows.firstIndex { $0.cells == key.cells && $0.isOtherwise == key.isOtherwise }
      let steps = index.map { rows[$0].steps } ?? []
      let cut = firstDaySet(of: declaration, row: key.label)
      guard cut.map({ value.from.date < $0 }) ?? true || steps.isEmpty else { continue }
      let step = try step(value, declaration, syntax.type, label: key.label, after: steps, cut: cut)
      let row = ParameterRule.Row(
        cells: key.cells, isOtherwise: key.isOtherwise, label: key.label, steps: steps + [step])
      if let index { rows[index] = row } else { rows.append(row) }
    }
    let keys = try syntax.keys.map { try fact($0, unit) }
    let rule = ParameterRule(
      name: declaration.name.text, owner: program.units[unit].name.text,
      unit: lines.text(syntax.type.span), keys: keys, rows: rows)
    return set(rule, by: declaration)
  }

  /// The cells of a key, whether it is `otherwise`, and the key as written.
  func rowKey(
    _ key: KeySyntax?, _ keys: [PathSyntax], _ unit: Int
  ) throws -> (cells: [ParameterRule.Cell], isOtherwise: Bool, label: String) {
    switch key {
    case nil: return ([], false, "")
    case .otherwise(let span): return ([], true, lines.text(span))
    case .cells(let cells, let span):
      var lowered: [ParameterRule.Cell] = []
      for (cell, path) in zip(cells, keys) {
        lowered.append(try self.cell(cell, of: path, unit))
      }
      return (lowered, false, lines.text(span))
    }
  }

  private func cell(
    _ cell: CellSyntax, of path: PathSyntax, _ unit: Int
  ) throws -> ParameterRule.Cell {
    switch cell {
    case .names(let names):
      let type = try reference(path, unit).valueType
      return .oneOf(try names.map { Ratio(Int64(try code(of: $0, type))) })
    case .number(let number): return .oneOf([number.value])
    case .below, .from, .orMore, .upTo, .above, .over:
      return .band(
        from: try formula(cell.lowEdge, unit), to: try formula(cell.highEdge, unit),
        takesTop: cell.takesTop)
    }
  }

  /// The number of a value of a category, or one and nought for yes and no.
  private func code(of name: NameSyntax, _ type: ValueType) throws -> Int {
    if type.kind == .truth { return name.text == "yes" ? 1 : 0 }
    guard case .category(let category) = type.kind,
      let code = program.values(of: category)?.firstIndex(of: name.text)
    else { throw PlanError("`\(name.text)` is not one of the values here", at: name.span) }
    return code
  }

  private func step(
    _ syntax: DatedValueSyntax, _ declaration: Declaration, _ type: TypeSyntax, label: String,
    after steps: [ParameterRule.Step], cut: CivilDate?
  ) throws -> ParameterRule.Step {
    // A value that a setting replaces is kept only as a place to stand, and draws nothing.
    let isSet = cut.map { syntax.from.date >= $0 } ?? false
    let value: ParameterRule.Value =
      isSet
      ? .formula(Formula(.zero))
      : try self.value(
        syntax.value, declaration, type, declaration.unit,
        quantity: quantityName(declaration, label, syntax.from.date, steps), after: steps.last)
    return ParameterRule.Step(
      from: syntax.from.date, value: value, basis: basis(syntax.basis, declaration.unit),
      place: lines.place(syntax.span), text: lines.text(syntax.value.span))
  }

  /// What stands for a value; the names in it are seen from a unit.
  func value(
    _ syntax: ValueSyntax, _ declaration: Declaration, _ type: TypeSyntax, _ unit: Int,
    quantity: String, after last: ParameterRule.Step?
  ) throws -> ParameterRule.Value {
    switch syntax {
    case .unlimited: return .unlimited
    case .uncertain(let shape):
      uncertain.append(
        try self.quantity(shape, quantity, of: declaration, isShare: type.measure == .percent, unit)
      )
      return .uncertain(uncertain.count - 1)
    case .same:
      switch last?.value {
      case nil, .rises: return unchanging
      case .formula(let formula)? where !formula.parameters.isEmpty: return unchanging
      case let value?: return value
      }
    case .rises(let rise):
      return .rises(
        day: rise.day, month: rise.month, index: try formula(rise.index, unit, expecting: nil),
        monthsBefore: rise.monthsBefore, rounding: try rise.rounding.map { try rounding($0, unit) })
    case .expressions(let items):
      if case .list(let category) = type.measure { return .list(try codes(items, category, unit)) }
      guard let first = items.first else { return .formula(Formula(.zero)) }
      var category: String?
      if case .category(let name) = type.measure { category = name.text }
      return .formula(try formula(first, unit, expecting: category))
    }
  }

  /// A value that rises by nothing: it stays what it is on the day before.
  private var unchanging: ParameterRule.Value {
    .rises(day: 1, month: 1, index: Formula(.zero), monthsBefore: 0, rounding: nil)
  }

  private func codes(
    _ items: [ExpressionSyntax], _ category: NameSyntax, _ unit: Int
  ) throws -> [Int] {
    try items.map { item in
      guard let code = try formula(item, unit, expecting: category.text).constant else {
        throw PlanError("this is not a value of `\(category.text)`", at: item.span)
      }
      return Int(clamping: code.floor())
    }
  }

  /// Where a value comes from.
  func basis(_ syntax: BasisSyntax?, _ unit: Int) -> Basis {
    switch syntax {
    case nil: return .missing
    case .illustrative: return .illustrative
    case .assumed(let reason, _): return .assumed(reason.value)
    case .cites(let name, let place):
      guard let source = program.source(name.text, from: unit) else {
        return .cited(source: name.text, title: "", address: nil, place: place?.value)
      }
      return .cited(
        source: name.text, title: source.title.value, address: source.address?.value,
        place: place?.value)
    }
  }

  private func quantityName(
    _ declaration: Declaration, _ label: String, _ from: CivilDate, _ steps: [ParameterRule.Step]
  ) -> String {
    let name = label.isEmpty ? declaration.name.text : declaration.name.text + " " + label
    let isAgain = steps.contains { if case .uncertain = $0.value { true } else { false } }
    return isAgain ? "\(name) from \(from)" : name
  }
}
