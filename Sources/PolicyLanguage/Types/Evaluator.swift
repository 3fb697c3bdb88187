public import FundingValues

/// The value of a formula on a day: a number in the fixed unit of its type, or names of a category.
enum Value: Sendable, Hashable {
  case number(Ratio)
  case names([String])

  /// The number, if it is one.
  var number: Ratio? {
    if case .number(let value) = self { return value }
    return nil
  }

  /// The only name, if there is one.
  var name: String? {
    if case .names(let names) = self, names.count == 1 { return names[0] }
    return nil
  }
}

/// Reads dated parameters and given facts on one day, so that checks can reason about values.
///
/// Nothing is returned where a value is uncertain, unlimited, not yet set, or depends on a fact that
/// was not given; facts that were wanted in vain are kept.
struct Evaluator {
  let program: Program
  /// The day on which parameters are read.
  var date: CivilDate
  /// The facts given.
  var facts: [String: Value] = [:] { didSet { known = [:] } }
  /// Whether uncertain values are read at their centre.
  var readsCentres = false { didSet { known = [:] } }
  /// Facts that were wanted but not given.
  var missing: [(fact: String, place: SourceSpan)] = []
  /// Parameters that had no value yet on the day.
  var unset: [Int] = []
  private var depth = 0
  /// What was found for declarations on days, so that one that many formulas share is read once.
  private var known: [Reading: Finding] = [:]

  /// A declaration read on a day.
  private struct Reading: Hashable {
    let declaration: Int
    let date: CivilDate
  }

  /// What a declaration comes to, with what was wanted for it in vain.
  private struct Finding {
    let value: Value?
    let missing: [(fact: String, place: SourceSpan)]
    let unset: [Int]
  }

  /// An evaluator for a day.
  init(_ program: Program, on date: CivilDate) {
    self.program = program
    self.date = date
  }

  /// The value of a formula as seen from a unit.
  mutating func value(
    _ expression: ExpressionSyntax, from unit: Int, expecting category: String? = nil
  ) -> Value? {
    depth += 1
    defer { depth -= 1 }
    if depth > 200 { return nil }
    switch expression {
    case .amount(let amount):
      return .number(amount.value(minorUnits: program.currency.minorUnits))
    case .path(let path): return value(path, from: unit, expecting: category)
    case .group(let inner, _): return value(inner, from: unit, expecting: category)
    case .negated(let inner, _): return number(inner, from: unit).map { .number(-$0) }
    case .call(let name, let arguments, _):
      let values = arguments.map { number($0, from: unit) }
      guard !values.contains(where: { $0 == nil }) else { return nil }
      switch name.text {
      case "min": return values.compactMap { $0 }.min().map { .number($0) }
      case "max": return values.compactMap { $0 }.max().map { .number($0) }
      default: return nil
      }
    case .binary(let left, let sign, let right, _):
      let a = number(left, from: unit)
      let b = number(right, from: unit)
      guard let a, let b else { return nil }
      switch sign {
      case .add: return .number(a + b)
      case .subtract: return .number(a - b)
      case .multiply: return .number(a * b)
      case .divide: return b == .zero ? nil : .number(a / b)
      }
    }
  }

  /// The number that a formula gives.
  mutating func number(_ expression: ExpressionSyntax, from unit: Int) -> Ratio? {
    value(expression, from: unit)?.number
  }

  private mutating func value(
    _ path: PathSyntax, from unit: Int, expecting category: String?
  ) -> Value? {
    if path.parts.count == 1 {
      let name = path.parts[0].text
      if let category, program.values(of: category)?.contains(name) == true {
        return .names([name])
      }
      guard case .found(let id) = program.lookup(name, from: unit, where: \.isParameter) else {
        return nil
      }
      return value(ofParameter: id)
    }
    if let given = facts[path.text] { return given }
    switch program.reference(path, from: unit) {
    case .parameter(let declaration): return value(ofParameter: declaration.id)
    case .derived(let declaration, _): return value(of: declaration)
    case .fact, .engine:
      missing.append((path.text, path.span))
      return nil
    default: return nil
    }
  }

  /// The value of a declaration on the day: what was found before, or what is found now.
  private mutating func found(
    _ declaration: Int, _ find: (inout Evaluator) -> Value?
  ) -> Value? {
    let reading = Reading(declaration: declaration, date: date)
    if let finding = known[reading] {
      missing += finding.missing
      unset += finding.unset
      return finding.value
    }
    let before = (missing: missing.count, unset: unset.count)
    let value = find(&self)
    var places: Set<SourceSpan> = []
    let wanted = missing[min(before.missing, missing.count)...]
      .filter { places.insert($0.place).inserted }
    known[reading] = Finding(
      value: value, missing: wanted,
      unset: Set(unset[min(before.unset, unset.count)...]).sorted())
    return value
  }

  private mutating func value(of declaration: Declaration) -> Value? {
    found(declaration.id) { $0.worked(out: declaration) }
  }

  private mutating func worked(out declaration: Declaration) -> Value? {
    guard case .derive(let derive) = declaration.syntax else { return nil }
    switch derive.definition {
    case .formula(let formula):
      return value(
        formula, from: declaration.unit, expecting: derive.type.valueType.categoryName)
    case .test(let test):
      return holds(test, from: declaration.unit).map { .number($0 ? .one : .zero) }
    }
  }

  /// The value of a parameter in force on the day.
  mutating func value(ofParameter id: Int) -> Value? {
    found(id) { $0.inForce(id) }
  }

  private mutating func inForce(_ id: Int) -> Value? {
    let declaration = program.declarations[id]
    guard case .parameter(let parameter) = declaration.syntax else { return nil }
    guard let row = row(of: parameter, from: declaration.unit) else {
      if !parameter.rows.contains(where: { $0.from.date <= date }) { unset.append(id) }
      return nil
    }
    return value(ofRow: row, parameter, from: declaration.unit)
  }

  /// The index of the row in force on the day for the facts given.
  mutating func row(of parameter: ParameterSyntax, from unit: Int) -> Int? {
    var best: Int?
    var isBestOtherwise = true
    for (index, row) in parameter.rows.enumerated() where row.from.date <= date {
      var isOtherwise = false
      if case .otherwise? = row.key { isOtherwise = true }
      if let known = best {
        if isOtherwise, !isBestOtherwise { continue }
        let isLater = parameter.rows[known].from.date < row.from.date
        if isOtherwise == isBestOtherwise, !isLater { continue }
      }
      guard matches(row.key, parameter, from: unit) == true else { continue }
      best = index
      isBestOtherwise = isOtherwise
    }
    return best
  }

  /// The value of one row of a parameter on the day.
  mutating func value(
    ofRow index: Int, _ parameter: ParameterSyntax, from unit: Int
  ) -> Value? {
    depth += 1
    defer { depth -= 1 }
    if depth > 200 { return nil }
    let row = parameter.rows[index]
    switch row.value {
    case .expressions(let items):
      if case .list = parameter.type.valueType.kind { return .names(Evaluator.names(items)) }
      guard items.count == 1 else { return nil }
      return value(items[0], from: unit, expecting: parameter.type.valueType.categoryName)
    case .uncertain(let shape): return readsCentres ? centre(of: shape, from: unit) : nil
    case .unlimited: return nil
    case .same:
      guard let earlier = earlierRow(index, of: parameter) else { return nil }
      let today = date
      defer { date = today }
      date = row.from.date.adding(days: -1)
      return value(ofRow: earlier, parameter, from: unit)
    case .rises(let rise):
      guard let earlier = earlierRow(index, of: parameter) else { return nil }
      return risen(rise, since: row.from.date, beyond: earlier, parameter, from: unit)
    }
  }

  private static func names(_ items: [ExpressionSyntax]) -> [String] {
    items.compactMap { item in
      guard case .path(let path) = item else { return nil }
      return path.text
    }
  }

  private func earlierRow(_ index: Int, of parameter: ParameterSyntax) -> Int? {
    let key = parameter.rows[index].key?.identity
    var found: Int?
    for (other, row) in parameter.rows.enumerated()
    where row.from.date < parameter.rows[index].from.date && row.key?.identity == key {
      if found.map({ parameter.rows[$0].from.date < row.from.date }) ?? true { found = other }
    }
    return found
  }

  private mutating func risen(
    _ rise: RiseSyntax, since first: CivilDate, beyond earlier: Int, _ parameter: ParameterSyntax,
    from unit: Int
  ) -> Value? {
    let today = date
    defer { date = today }
    date = first.adding(days: -1)
    guard var value = value(ofRow: earlier, parameter, from: unit)?.number else { return nil }
    for year in first.year...max(first.year, min(today.year, first.year + 200)) {
      let day = CivilDate.yearly(day: rise.day, month: rise.month, in: year)
      guard day >= first, day <= today else { continue }
      date = day.adding(months: -rise.monthsBefore)
      guard let index = number(rise.index, from: unit) else { return nil }
      value = value * (Ratio.one + index)
      date = day
      if let rounding = rise.rounding { value = rounded(value, rounding, from: unit) }
    }
    return .number(value.reduced)
  }

  private mutating func rounded(
    _ value: Ratio, _ rounding: RoundingSyntax, from unit: Int
  ) -> Ratio {
    guard let step = number(rounding.step, from: unit), step > .zero else { return value }
    return rounding.direction.rounding(step: step).applied(to: value)
  }

  /// The centre written in a distribution: mean, median or mode, or the middle of a range.
  mutating func centre(of shape: ShapeSyntax, from unit: Int) -> Value? {
    for name in ["mean", "median", "mode"] {
      if let setting = shape.settings.first(where: { $0.name.text == name }) {
        return number(setting.value, from: unit).map { .number($0) }
      }
    }
    guard let low = shape.settings.first(where: { $0.name.text == "low" }),
      let high = shape.settings.first(where: { $0.name.text == "high" }),
      let first = number(low.value, from: unit), let last = number(high.value, from: unit)
    else { return nil }
    return .number((first + last) / Ratio(2))
  }
}

extension RoundingSyntax.Direction {
  /// The rounding in this direction to multiples of a step.
  public func rounding(step: Ratio) -> Rounding {
    switch self {
    case .up: .up(step: step)
    case .down: .down(step: step)
    case .nearest: .nearest(step: step)
    case .nearestHalvesDown: .nearestHalvesDown(step: step)
    }
  }
}
