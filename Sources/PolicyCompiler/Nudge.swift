package import FundingRules
package import FundingValues

/// The ways in which one value of a parameter may be moved.
///
/// Amounts move by a tenth, a date by a month, a count by at least one, a span by at least a month;
/// a list loses or gains an entry, yes becomes no, and a category another of its values.
package struct Nudge {
  private let facts: FactTable
  /// The uncertain quantities at their centres.
  private let centres: [Ratio]

  /// The ways of moving values of some facts, with the uncertain quantities at their centres.
  package init(facts: FactTable, centres: [Ratio]) {
    self.facts = facts
    self.centres = centres
  }

  /// The parameter with what stands at a place of the text moved, once for each way.
  package func moved(_ rule: ParameterRule, at place: String) -> [ParameterRule] {
    let steps = rule.rows.flatMap(\.steps)
    guard let step = steps.first(where: { $0.stands(at: place) }) else { return [] }
    return values(of: step.value, unit: rule.unit).map { value in
      ParameterRule(
        name: rule.name, owner: rule.owner, unit: rule.unit, keys: rule.keys,
        rows: rule.rows.map { row in
          ParameterRule.Row(
            cells: row.cells, isOtherwise: row.isOtherwise, label: row.label,
            steps: row.steps.map { $0.stands(at: place) ? $0.holding(value) : $0 })
        })
    }
  }

  private func values(of value: ParameterRule.Value, unit: String) -> [ParameterRule.Value] {
    switch value {
    case .formula(let formula):
      guard let constant = formula.constant else {
        return [Ratio(11, over: 10), Ratio(9, over: 10)].map { .formula(formula.times($0)) }
      }
      return numbers(near: constant, unit).map { .formula(Formula($0)) }
    case .uncertain(let number):
      let centre = centres.indices.contains(number) ? centres[number] : .zero
      return numbers(near: centre, unit).map { .formula(Formula($0)) }
    case .list(let codes): return lists(near: codes, unit)
    case .unlimited: return [.formula(Formula(.zero))]
    case .resumes: return []
    case .rises(let day, let month, let index, let before, let rounding):
      return [index.times(Ratio(11, over: 10)), index.plus(Ratio(1, over: 10))].map {
        .rises(day: day, month: month, index: $0, monthsBefore: before, rounding: rounding)
      }
    }
  }

  private func numbers(near value: Ratio, _ unit: String) -> [Ratio] {
    let kind = FactTable.Kind(unit: unit)
    switch kind {
    case .category(let name):
      return (facts.categories[name] ?? []).indices.map { Ratio(Int64($0)) }.filter { $0 != value }
    case .truth: return [.one - value]
    case .date:
      let day = CivilDate(day: Int32(clamping: value.floor()))
      return [1, -1].map { Ratio(Int64(day.adding(months: $0).day)) }
    default: break
    }
    let tenth = (value < .zero ? -value : value) * Ratio(1, over: 10)
    let by = max(tenth, least(of: kind, isNought: value == .zero))
    return [value + by, value - by]
  }

  /// The least by which a kind of value moves, in run-time units: money in pence, spans in years.
  private func least(of kind: FactTable.Kind, isNought: Bool) -> Ratio {
    switch kind {
    case .count, .days, .credits, .hours: .one
    case .years: Ratio(1, over: 12)
    case .money, .moneyPerYear: isNought ? Ratio(100_00) : .one
    default: isNought ? Ratio(1, over: 10) : .zero
    }
  }

  private func lists(near codes: [Int], _ unit: String) -> [ParameterRule.Value] {
    let shorter = codes.indices.map { index in
      ParameterRule.Value.list(codes.enumerated().filter { $0.offset != index }.map(\.element))
    }
    let category = unit.split(separator: " ").last.map(String.init) ?? ""
    let longer = (facts.categories[category] ?? []).indices.filter { !codes.contains($0) }
      .map { ParameterRule.Value.list(codes + [$0]) }
    return shorter + longer
  }
}

extension ParameterRule.Step {
  /// Whether it is what the text says at a place, not what a reform goes back to.
  fileprivate func stands(at place: String) -> Bool {
    if case .resumes = value { return false }
    return self.place == place
  }

  /// The step with another value.
  fileprivate func holding(_ value: ParameterRule.Value) -> ParameterRule.Step {
    ParameterRule.Step(from: from, value: value, basis: basis, place: place, text: text)
  }
}

extension Formula {
  /// The formula times a number.
  fileprivate func times(_ number: Ratio) -> Formula {
    Formula(operations + [.constant(number), .multiply])
  }
  /// The formula and a number.
  fileprivate func plus(_ number: Ratio) -> Formula {
    Formula(operations + [.constant(number), .add])
  }
}
