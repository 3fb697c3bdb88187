import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// Makes the amendments of a reform to a regime, in their order.
  func amend(_ text: inout RegimeText, by reform: ReformSyntax) throws {
    guard let unit = program.unit(named: reform.name.text, kinds: [.reform]) else {
      throw PlanError("there is no reform `\(reform.name.text)`", at: reform.span)
    }
    text.name = reform.name.text
    text.title = title(reform.about, reform.name)
    text.unit = unit.id
    text.units.insert(unit.id)
    let used = reform.uses.compactMap { name in
      program.units.first { $0.name.text == name.text && $0.kind != .file }?.id
    }
    text.units.formUnion(Lowering.closure(of: program, from: used, withParents: false))
    for amendment in reform.amendments {
      for change in amendment.changes {
        try make(change, to: &text, target: amendment.target, unit.id)
      }
    }
  }

  private func make(
    _ change: ChangeSyntax, to text: inout RegimeText, target: NameSyntax, _ unit: Int
  ) throws {
    switch change {
    case .value(let name, let key, _, let new, let starting, let until, let basis, let span):
      text.changes.append(
        RegimeText.ValueChange(
          parameter: try amended(name, target, unit), unit: unit, key: key, value: new,
          starting: starting.date, until: until?.date, basis: basis, span: span))
    case .put(let name, let place, let route, let cost, _):
      let instrument = try found(name, unit, where: \.isInstrument).id
      try inStack(of: &text, route, cost) { try put(instrument, place, in: &$0) }
    case .take(let name, let route, let cost, _):
      try inStack(of: &text, route, cost) { stack in
        guard let index = index(of: name, in: stack) else {
          throw PlanError("`\(name.text)` is not there to be taken out", at: name.span)
        }
        stack.instruments.remove(at: index)
      }
    case .remove(let name, _): try remove(name, from: &text, target, unit)
    case .replace(let old, let new, let starting, _):
      try replace(old, new, starting.date, in: &text, target, unit)
    case .addGift(let name, let route, _):
      let gift = try found(name, unit, where: \.isInstrument)
      guard let index = text.routes.firstIndex(where: { $0.syntax.name.text == route.text }) else {
        throw PlanError("there is no route `\(route.text)`", at: route.span)
      }
      text.routes[index].also.append(gift.id)
      text.units.formUnion(Lowering.closure(of: program, from: [gift.unit], withParents: false))
    case .clauses(let change):
      text.clauses.append((try amended(change.instrument, target, unit).id, change, unit))
    case .add(_, let routes, _):
      for route in routes {
        text.routes.append(
          try self.text(of: route, unit, DateSpan(from: nil, to: nil), byApplication: false))
      }
    }
  }

  /// What a name in an amendment stands for: of the file amended, or else as the reform sees it.
  private func amended(
    _ name: NameSyntax, _ target: NameSyntax, _ unit: Int
  ) throws -> Declaration {
    if let found = program.find(name.text, inUnitNamed: target.text) { return found }
    return try found(name, unit)
  }

  private func index(of name: NameSyntax, in stack: RegimeText.Stack) -> Int? {
    stack.instruments.firstIndex { program.declarations[$0].name.text == name.text }
  }

  private func put(
    _ instrument: Int, _ place: ChangeSyntax.Place, in stack: inout RegimeText.Stack
  ) throws {
    stack.instruments.removeAll { $0 == instrument }
    switch place {
    case .first: stack.instruments.insert(instrument, at: 0)
    case .before(let name), .after(let name):
      guard var index = index(of: name, in: stack) else {
        throw PlanError("`\(name.text)` is not in that stacking", at: name.span)
      }
      if case .after = place { index += 1 }
      stack.instruments.insert(instrument, at: index)
    }
  }

  private func inStack(
    of text: inout RegimeText, _ route: NameSyntax, _ cost: PathSyntax,
    _ body: (inout RegimeText.Stack) throws -> Void
  ) throws {
    guard let index = text.routes.firstIndex(where: { $0.syntax.name.text == route.text }) else {
      throw PlanError("there is no route `\(route.text)`", at: route.span)
    }
    let stacks = text.routes[index].stacks
    guard let stack = stacks.firstIndex(where: { $0.syntax.cost.text == cost.text }) else {
      throw PlanError("`\(route.text)` has no stacking for `\(cost.text)`", at: cost.span)
    }
    try body(&text.routes[index].stacks[stack])
  }

  private func remove(
    _ name: NameSyntax, from text: inout RegimeText, _ target: NameSyntax, _ unit: Int
  ) throws {
    if let route = text.routes.firstIndex(where: { $0.syntax.name.text == name.text }) {
      text.routes.remove(at: route)
      return
    }
    let gone = try amended(name, target, unit).id
    text.removed.insert(gone)
    for route in text.routes.indices {
      text.routes[route].also.removeAll { $0 == gone }
      for stack in text.routes[route].stacks.indices {
        text.routes[route].stacks[stack].instruments.removeAll { $0 == gone }
      }
    }
  }

  private func replace(
    _ old: NameSyntax, _ new: NameSyntax, _ day: CivilDate, in text: inout RegimeText,
    _ target: NameSyntax, _ unit: Int
  ) throws {
    let names = text.routes.map(\.syntax.name.text)
    if let before = names.firstIndex(of: old.text), let after = names.firstIndex(of: new.text) {
      text.routes[before].to = day.adding(days: -1)
      text.routes[after].from = max(day, text.routes[after].from ?? day)
      return
    }
    let before = try amended(old, target, unit).id
    let after = try found(new, unit).id
    text.replacements.append(RegimeText.Replacement(old: before, new: after, from: day))
    text.units.formUnion(
      Lowering.closure(
        of: program, from: [program.declarations[after].unit], withParents: false))
    for route in text.routes.indices {
      add(after, behind: before, to: &text.routes[route].also)
      for stack in text.routes[route].stacks.indices {
        add(after, behind: before, to: &text.routes[route].stacks[stack].instruments)
      }
    }
  }

  private func add(_ new: Int, behind old: Int, to list: inout [Int]) {
    guard let index = list.firstIndex(of: old), !list.contains(new) else { return }
    list.insert(new, at: index + 1)
  }

  /// The days on which a thing applies once replacements are made.
  func applies(_ about: AboutSyntax, of declaration: Declaration) -> DateSpan {
    let span = applies(about, declaration.unit)
    var (from, to) = (span.from, span.to)
    for replacement in numbers.replacements {
      if replacement.old == declaration.id { to = replacement.from.adding(days: -1) }
      if replacement.new == declaration.id {
        from = max(replacement.from, from ?? replacement.from)
      }
    }
    return DateSpan(from: from, to: to)
  }

  /// The rules of all parameters with a reform's changes made.
  func parameterRules(changedBy changes: [RegimeText.ValueChange]) throws -> [ParameterRule] {
    var rules = baseRules
    for change in changes {
      guard let number = parameterNumbers[change.parameter.id] else { continue }
      rules[number] = try changed(rules[number], by: change)
      rules[number] = set(rules[number], by: change.parameter)
    }
    return rules
  }

  private func changed(
    _ rule: ParameterRule, by change: RegimeText.ValueChange
  ) throws -> ParameterRule {
    guard case .parameter(let syntax) = change.parameter.syntax else { return rule }
    let key = try rowKey(change.key, syntax.keys, change.parameter.unit)
    let cut = firstDaySet(of: change.parameter, row: key.label)
    if let cut, change.starting >= cut { return rule }
    var isFound = false
    let rows = try rule.rows.map { row in
      let fits = row.cells == key.cells && row.isOtherwise == key.isOtherwise
      guard fits || change.key == nil else { return row }
      isFound = true
      return ParameterRule.Row(
        cells: row.cells, isOtherwise: row.isOtherwise, label: row.label,
        steps: try steps(row, changedBy: change, syntax.type))
    }
    guard isFound else {
      throw PlanError("`\(rule.name)` has no such row", at: change.span)
    }
    return ParameterRule(
      name: rule.name, owner: rule.owner, unit: rule.unit, keys: rule.keys, rows: rows)
  }

  private func steps(
    _ row: ParameterRule.Row, changedBy change: RegimeText.ValueChange, _ type: TypeSyntax
  ) throws -> [ParameterRule.Step] {
    let before = row.steps.filter { $0.from < change.starting }
    let label = row.label.isEmpty ? "" : " " + row.label
    let step = ParameterRule.Step(
      from: change.starting,
      value: try value(
        change.value, change.parameter, type, change.unit,
        quantity: "\(change.parameter.name.text)\(label) from \(change.starting)",
        after: before.last),
      basis: basis(change.basis, change.unit), place: lines.place(change.span),
      text: lines.text(change.value.span))
    guard let until = change.until else { return before + [step] }
    var after = row.steps.filter { $0.from >= until }
    if after.first?.from != until, let old = row.steps.last(where: { $0.from < until }) {
      var value = old.value
      if case .rises = old.value { value = .resumes(row.steps.filter { $0.from < until }) }
      after.insert(
        ParameterRule.Step(
          from: until, value: value, basis: old.basis, place: old.place, text: old.text), at: 0)
    }
    return before + [step] + after
  }
}
