import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// A test ready to be worked out.
  func condition(_ test: TestSyntax, _ unit: Int) throws -> Condition {
    switch test {
    case .condition(let condition): return try self.condition(condition, unit)
    case .group(let quantifier, let lines, _):
      let parts = try lines.map { try condition($0, unit) }
      return switch quantifier {
      case .all: .all(parts)
      case .any: .any(parts)
      case .none: .none(parts)
      }
    }
  }

  /// A test that may be left out.
  func condition(_ test: TestSyntax?, _ unit: Int) throws -> Condition? {
    guard let test else { return nil }
    let lowered: Condition = try condition(test, unit)
    return lowered
  }

  /// One comparison.
  func condition(_ syntax: ConditionSyntax, _ unit: Int) throws -> Condition {
    let subject = try formula(syntax.subject, unit, expecting: nil)
    let clause = lines.clause(syntax.span)
    func compared(_ how: ComparisonOperator, _ right: ExpressionSyntax) throws -> Condition {
      .compare(subject, how, try formula(right, unit, expecting: nil), clause)
    }
    switch syntax.comparison {
    case .atLeast(let right), .onOrAfter(let right): return try compared(.atLeast, right)
    case .atMost(let right): return try compared(.atMost, right)
    case .above(let right): return try compared(.above, right)
    case .below(let right): return try compared(.below, right)
    case .exactly(let right): return try compared(.equal, right)
    case .between(let low, let high):
      return .between(
        subject, try formula(low, unit, expecting: nil), try formula(high, unit, expecting: nil),
        clause)
    case .equals(let right):
      let category = try category(of: syntax.subject, unit)
      let value = try formula(right, unit, expecting: category)
      if category != nil, let constant = value.constant {
        return .oneOf(subject, [Int(clamping: constant.floor())], clause)
      }
      return .compare(subject, .equal, value, clause)
    case .oneOf(let names):
      return try oneOf(names, subject, try category(of: syntax.subject, unit), clause, unit)
    }
  }

  private func oneOf(
    _ names: [NameSyntax], _ subject: Formula, _ category: String?, _ clause: Clause, _ unit: Int
  ) throws -> Condition {
    let values = category.flatMap { program.values(of: $0) } ?? []
    var codes: [Int] = []
    var parts: [Condition] = []
    for name in names {
      if let code = values.firstIndex(of: name.text) {
        codes.append(code)
      } else {
        let list = try found(name, unit, where: \.isParameter)
        parts.append(.oneOfParameter(subject, try parameter(list, at: name.span), clause))
      }
    }
    if parts.isEmpty { return .oneOf(subject, codes, clause) }
    if !codes.isEmpty { parts.insert(.oneOf(subject, codes, clause), at: 0) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }
}
