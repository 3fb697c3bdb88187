import FundingRules
import FundingValues
import PolicyLanguage

/// Years in a day, with a leap year every fourth.
private let yearsPerDay = Ratio(4, over: 1461)

extension Lowering {
  /// A literal in run-time units: pence, fractions of one, credits, hours, years, days.
  func constant(_ amount: AmountSyntax) -> Ratio {
    let value: Ratio =
      switch amount.literal {
      case .money(let money, _): money * Ratio(Int64(program.currency.minorUnits))
      case .percent(let percent): percent / Ratio(100)
      case .number(let number): number
      case .quantity(let number, let unit): number * Lowering.size(of: unit)
      case .date(let date): Ratio(Int64(date.day))
      case .truth(let truth): truth ? .one : .zero
      }
    switch amount.per {
    case nil: return value.reduced
    case .unit(let unit): return (value / Lowering.size(of: unit)).reduced
    case .credits(let credits): return (value / credits).reduced
    }
  }

  /// How many credits, hours, days or years a unit is.
  static func size(of unit: UnitWord) -> Ratio {
    switch unit {
    case .week, .weeks: Ratio(7)
    case .month, .months: Ratio(1, over: 12)
    default: .one
    }
  }

  /// A formula in run-time units; a category says what plain words may be values of.
  func formula(
    _ expression: ExpressionSyntax, _ unit: Int, expecting category: String? = nil
  ) throws -> Formula {
    switch expression {
    case .amount(let amount): return Formula(constant(amount))
    case .path(let path): return try formula(path, unit, expecting: category)
    case .call(let name, let arguments, _): return try call(name, arguments, unit)
    case .negated(let inner, _):
      let inner = try formula(inner, unit)
      if let constant = inner.constant { return Formula(-constant) }
      return Formula(inner.operations + [.negate])
    case .binary(let left, let sign, let right, _):
      if let day = try dayWithYears(left, sign, right, unit) { return day }
      return joined(try formula(left, unit), sign, try formula(right, unit))
    case .group(let inner, _): return try formula(inner, unit, expecting: category)
    }
  }

  /// A formula that may be left out.
  func formula(_ expression: ExpressionSyntax?, _ unit: Int) throws -> Formula? {
    guard let expression else { return nil }
    return try formula(expression, unit, expecting: nil)
  }

  private func formula(
    _ path: PathSyntax, _ unit: Int, expecting category: String?
  ) throws -> Formula {
    let found = try reference(path, unit, expecting: category)
    switch found {
    case .value(_, let index): return Formula(Ratio(Int64(index)))
    case .parameter(let declaration):
      return Formula([.parameter(try parameter(declaration, at: path.span))])
    default: return Formula([.fact(try fact(path, unit))])
    }
  }

  /// Two formulas and an operator, worked out where both are numbers.
  func joined(_ left: Formula, _ sign: BinaryOperator, _ right: Formula) -> Formula {
    let constants = left.constant.flatMap { a in right.constant.map { (a, $0) } }
    switch sign {
    case .add:
      if let (a, b) = constants { return Formula((a + b).reduced) }
      return Formula(left.operations + right.operations + [.add])
    case .subtract:
      if let (a, b) = constants { return Formula((a - b).reduced) }
      return Formula(left.operations + right.operations + [.subtract])
    case .multiply:
      if let (a, b) = constants { return Formula((a * b).reduced) }
      if left.constant == .one { return right }
      if right.constant == .one { return left }
      return Formula(left.operations + right.operations + [.multiply])
    case .divide:
      if let (a, b) = constants { return Formula((a / b).reduced) }
      if right.constant == .one { return left }
      return Formula(left.operations + right.operations + [.divide])
    }
  }

  private func call(
    _ name: NameSyntax, _ arguments: [ExpressionSyntax], _ unit: Int
  ) throws -> Formula {
    let parts = try arguments.map { try formula($0, unit, expecting: nil) }
    let steps = parts.flatMap(\.operations)
    let constants = parts.compactMap(\.constant)
    let allConstant = constants.count == parts.count
    switch (name.text, parts.count) {
    case ("min", 1...):
      if allConstant, let least = constants.min() { return Formula(least) }
      return Formula(steps + [.minimum(parts.count)])
    case ("max", 1...):
      if allConstant, let most = constants.max() { return Formula(most) }
      return Formula(steps + [.maximum(parts.count)])
    case ("logistic", 1): return Formula(steps + [.logistic])
    case ("response", 2): return Formula(steps + [.response])
    default: throw PlanError("there is no such function as `\(name.text)`", at: name.span)
    }
  }

  /// A span of time in years: days are divided by 365.25.
  func years(_ expression: ExpressionSyntax, _ unit: Int) throws -> Formula {
    let span = try formula(expression, unit, expecting: nil)
    guard try type(expression, unit).dimension.day == 1 else { return span }
    return joined(span, .multiply, Formula(yearsPerDay))
  }

  /// A number known before anything is simulated: constants, and parameters read at the centre.
  func number(_ expression: ExpressionSyntax, _ unit: Int) throws -> Ratio {
    let formula = try formula(expression, unit, expecting: nil)
    if let constant = formula.constant { return constant }
    if let context {
      let here = Circumstances(
        frame: Frame(count: facts.count), values: context.values, date: context.date)
      if let value = try? here.value(of: formula) { return value }
    }
    throw PlanError("this must be a number that no fact changes", at: expression.span)
  }

  /// A rounding with its step worked out.
  func rounding(_ rounding: RoundingSyntax, _ unit: Int) throws -> Rounding {
    rounding.direction.rounding(step: try constantStep(rounding.step, unit))
  }

  /// The one amount that a step of rounding ever is.
  private func constantStep(_ expression: ExpressionSyntax, _ unit: Int) throws -> Ratio {
    let formula = try formula(expression, unit, expecting: nil)
    if let constant = formula.constant { return constant }
    if let number = formula.parameters.first, formula.operations.count == 1,
      baseRules.indices.contains(number), baseRules[number].rows.count == 1,
      let only = baseRules[number].rows.first?.steps, only.count == 1,
      case .formula(let value) = only[0].value, let constant = value.constant
    {
      return constant
    }
    throw PlanError(
      "what is rounded to must be one amount, which no fact and no day changes",
      at: expression.span)
  }

  /// A day so many months or years later or earlier, where that is what two parts are.
  private func dayWithYears(
    _ left: ExpressionSyntax, _ sign: BinaryOperator, _ right: ExpressionSyntax, _ unit: Int
  ) throws -> Formula? {
    guard sign == .add || sign == .subtract else { return nil }
    var (day, span) = (left, right)
    var (first, second) = (try type(left, unit), try type(right, unit))
    if sign == .add, second.kind == .date {
      swap(&day, &span)
      swap(&first, &second)
    }
    guard first.kind == .date, second.dimension.year != 0 else { return nil }
    var years = try formula(span, unit, expecting: nil)
    if sign == .subtract {
      years = years.constant.map { Formula(-$0) } ?? Formula(years.operations + [.negate])
    }
    return Formula(
      try formula(day, unit, expecting: nil).operations + years.operations + [.addYears])
  }
}
