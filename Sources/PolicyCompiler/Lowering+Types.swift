import PolicyLanguage

extension Lowering {
  /// The type of an expression of a checked program.
  func type(
    _ expression: ExpressionSyntax, _ unit: Int, expecting category: String? = nil
  ) throws -> ValueType {
    switch expression {
    case .amount(let amount): return Lowering.type(of: amount)
    case .path(let path): return try reference(path, unit, expecting: category).valueType
    case .call(let name, let arguments, _):
      guard name.text == "min" || name.text == "max", let first = arguments.first else {
        return .share
      }
      return try type(first, unit)
    case .negated(let inner, _), .group(let inner, _): return try type(inner, unit)
    case .binary(let left, let sign, let right, _):
      let (a, b) = (try type(left, unit), try type(right, unit))
      switch sign {
      case .add: return b.kind == .date ? b : a
      case .subtract: return a.kind == .date && b.kind == .date ? .days : a
      case .multiply: return Lowering.quotient(a, b, a.dimension + b.dimension)
      case .divide: return Lowering.quotient(a, b, a.dimension - b.dimension)
      }
    }
  }

  /// The category of an expression's values, if it has one.
  func category(of expression: ExpressionSyntax, _ unit: Int) throws -> String? {
    switch try type(expression, unit).kind {
    case .category(let name), .list(let name): name
    default: nil
    }
  }

  /// The type of a literal.
  static func type(of amount: AmountSyntax) -> ValueType {
    let base: ValueType =
      switch amount.literal {
      case .money: .money
      case .percent: .share
      case .number: .number
      case .quantity(_, let unit):
        ValueType(
          unit.dimension.year != 0 || unit.dimension.day != 0 ? .span : .quantity, unit.dimension)
      case .date: .date
      case .truth: .truth
      }
    switch amount.per {
    case nil: return base
    case .unit(let unit): return ValueType(base.kind, base.dimension - unit.dimension)
    case .credits: return ValueType(base.kind, base.dimension - Dimension(credit: 1))
    }
  }

  private static func quotient(
    _ left: ValueType, _ right: ValueType, _ dimension: Dimension
  ) -> ValueType {
    if dimension.money != 0 { return ValueType(.amount, dimension) }
    if dimension.credit != 0 || dimension.hour != 0 { return ValueType(.quantity, dimension) }
    let isShare = left.kind == .share || right.kind == .share
    if dimension.year == -1 || dimension == .none {
      return ValueType(isShare || left.dimension != .none ? .share : left.kind, dimension)
    }
    return ValueType(.span, dimension)
  }
}
