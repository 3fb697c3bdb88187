import FundingValues

extension Evaluator {
  /// Whether a test holds, or nothing if that depends on a fact that was not given.
  mutating func holds(_ test: TestSyntax, from unit: Int) -> Bool? {
    switch test {
    case .condition(let condition): return holds(condition, from: unit)
    case .group(let quantifier, let lines, _):
      let deciding = quantifier != .all
      let before = missing.count
      var isKnown = true
      for line in lines {
        guard let answer = holds(line, from: unit) else {
          isKnown = false
          continue
        }
        if answer == deciding {
          missing.removeSubrange(before...)
          return quantifier == .any
        }
      }
      return isKnown ? quantifier != .any : nil
    }
  }

  /// Whether a comparison holds, or nothing if that depends on a fact that was not given.
  mutating func holds(_ condition: ConditionSyntax, from unit: Int) -> Bool? {
    let category = category(of: condition.subject, from: unit)
    if case .oneOf(let names) = condition.comparison {
      guard let subject = value(condition.subject, from: unit)?.name else { return nil }
      return members(names, of: category, from: unit)?.contains(subject)
    }
    if case .equals(let other) = condition.comparison, category != nil {
      let subject = value(condition.subject, from: unit, expecting: category)
      let wanted = value(other, from: unit, expecting: category)
      guard let subject, let wanted else { return nil }
      return subject == wanted
    }
    return compares(condition, from: unit)
  }

  private mutating func compares(_ condition: ConditionSyntax, from unit: Int) -> Bool? {
    let subject = number(condition.subject, from: unit)
    switch condition.comparison {
    case .atLeast(let other), .onOrAfter(let other):
      return compare(subject, other, from: unit) { $0 >= $1 }
    case .atMost(let other): return compare(subject, other, from: unit) { $0 <= $1 }
    case .above(let other): return compare(subject, other, from: unit) { $0 > $1 }
    case .below(let other): return compare(subject, other, from: unit) { $0 < $1 }
    case .exactly(let other), .equals(let other):
      return compare(subject, other, from: unit) { $0 == $1 }
    case .between(let low, let high):
      guard let first = compare(subject, low, from: unit, { $0 >= $1 }),
        let last = compare(subject, high, from: unit, { $0 <= $1 })
      else { return nil }
      return first && last
    case .oneOf: return nil
    }
  }

  private mutating func compare(
    _ subject: Ratio?, _ other: ExpressionSyntax, from unit: Int, _ test: (Ratio, Ratio) -> Bool
  ) -> Bool? {
    guard let wanted = number(other, from: unit), let subject else { return nil }
    return test(subject, wanted)
  }

  /// The names after `is one of`, read from a list parameter where one is named.
  mutating func members(
    _ names: [NameSyntax], of category: String?, from unit: Int
  ) -> [String]? {
    var members: [String] = []
    let values = category.flatMap { program.values(of: $0) } ?? []
    for name in names {
      if values.contains(name.text) {
        members.append(name.text)
      } else if case .found(let id) = program.lookup(name.text, from: unit, where: \.isParameter),
        case .names(let listed)? = value(ofParameter: id)
      {
        members += listed
      } else {
        return nil
      }
    }
    return members
  }

  /// The category of a fact or parameter, if it is one.
  func category(of expression: ExpressionSyntax, from unit: Int) -> String? {
    switch expression {
    case .path(let path): program.reference(path, from: unit)?.valueType.categoryName
    case .group(let inner, _): category(of: inner, from: unit)
    default: nil
    }
  }

  /// Whether the facts given fall in the case of a row.
  mutating func matches(
    _ key: KeySyntax?, _ parameter: ParameterSyntax, from unit: Int
  ) -> Bool? {
    guard case .cells(let cells, _)? = key else { return true }
    guard cells.count == parameter.keys.count else { return nil }
    for (cell, path) in zip(cells, parameter.keys) {
      guard let fact = value(.path(path), from: unit) else { return nil }
      guard let isMatch = matches(cell, fact, from: unit) else { return nil }
      if !isMatch { return false }
    }
    return true
  }

  private mutating func matches(_ cell: CellSyntax, _ fact: Value, from unit: Int) -> Bool? {
    switch cell {
    case .names(let names):
      if let name = fact.name { return names.contains { $0.text == name } }
      guard let truth = fact.number else { return nil }
      return names.contains { $0.text == (truth == .zero ? "no" : "yes") }
    case .number(let number): return fact.number.map { $0 == number.value }
    case .below(let high):
      guard let value = fact.number, let edge = number(high, from: unit) else { return nil }
      return value < edge
    case .from(let low, let high):
      guard let value = fact.number, let first = number(low, from: unit),
        let last = number(high, from: unit)
      else { return nil }
      return first <= value && value < last
    case .orMore(let low):
      guard let value = fact.number, let edge = number(low, from: unit) else { return nil }
      return value >= edge
    case .upTo(let high):
      guard let value = fact.number, let edge = number(high, from: unit) else { return nil }
      return value <= edge
    case .above(let low, let high):
      guard let value = fact.number, let first = number(low, from: unit),
        let last = number(high, from: unit)
      else { return nil }
      return first < value && value <= last
    case .over(let low):
      guard let value = fact.number, let edge = number(low, from: unit) else { return nil }
      return value > edge
    }
  }
}

extension KeySyntax {
  /// The case without its place, so that two rows of one case are known as such.
  var identity: String {
    switch self {
    case .otherwise: "otherwise"
    case .cells(let cells, _):
      cells.count == 1
        ? cells[0].identity : cells.map(\.identity).joined(separator: " and ")
    }
  }

  /// Where the case stands.
  var span: SourceSpan {
    switch self {
    case .otherwise(let span), .cells(_, let span): span
    }
  }
}

extension CellSyntax {
  /// The cell without its place.
  var identity: String {
    switch self {
    case .names(let names):
      names.count == 1 ? names[0].text : names.map(\.text).sorted().joined(separator: ", ")
    case .number(let number): number.value.decimal(places: 6)
    case .below(let high): "below " + high.canonical
    case .from(let low, let high): low.canonical + " to below " + high.canonical
    case .orMore(let low): low.canonical + " or more"
    case .upTo(let high): "up to " + high.canonical
    case .above(let low, let high): "above " + low.canonical + " to " + high.canonical
    case .over(let low): "above " + low.canonical
    }
  }
}

extension ExpressionSyntax {
  /// The formula without its place and its brackets, so that like formulas are known as such.
  var canonical: String {
    switch self {
    case .amount(let amount): amount.canonical
    case .path(let path): path.text
    case .group(let inner, _): inner.canonical
    case .negated(let inner, _): "-(" + inner.canonical + ")"
    case .call(let name, let parts, _):
      name.text + "(" + parts.map(\.canonical).joined(separator: ", ") + ")"
    case .binary(let left, let sign, let right, _):
      "(" + left.canonical + " " + sign.rawValue + " " + right.canonical + ")"
    }
  }
}

extension AmountSyntax {
  /// The literal without its place: its value and its dimension.
  var canonical: String {
    let value = value(minorUnits: 100).reduced
    return "\(value.numerator)/\(value.denominator) \(inferred.type.words)"
  }
}
