import FundingRules
public import FundingValues
public import PolicyLanguage

/// A parameter whose values are plain amounts in a unit of its own, so that it can be moved step by step.
public struct AdjustableParameter: Sendable {
  /// The parameter's name, with its owner.
  public let name: String
  /// Its own name alone.
  public let shortName: String
  /// Whether its values are shares, written in percent.
  public let isPercent: Bool
  /// What one of its own unit is in run-time units.
  public let unit: Ratio
  private let sign: String

  /// The parameter with a name.
  /// - Throws: why there is none, or why it cannot be moved.
  public init(named name: String, in program: Program) throws(PlanError) {
    let found = program.declarations.filter { declaration in
      let full = program.units[declaration.unit].name.text + "." + declaration.name.text
      return declaration.syntax.isParameter && (declaration.name.text == name || full == name)
    }
    guard let declaration = found.first, case .parameter(let syntax) = declaration.syntax else {
      let names = program.declarations.filter(\.syntax.isParameter).map(\.name.text)
      let near = nearestName(to: name, among: names).map { "; did you mean `\($0)`?" } ?? ""
      throw PlanError("there is no parameter `\(name)`" + near)
    }
    if found.count > 1 {
      let owners = found.map { "`\(program.units[$0.unit].name.text).\($0.name.text)`" }
      throw PlanError("`\(name)` could be \(owners.joined(separator: " or "))")
    }
    switch syntax.type.measure {
    case .date, .truth, .category, .list:
      throw PlanError("`\(name)` is not a number, so there are no values between two of it")
    default: break
    }
    self.name = program.units[declaration.unit].name.text + "." + declaration.name.text
    shortName = declaration.name.text
    isPercent = syntax.type.measure == .percent
    unit = ValueForm(syntax.type, program).unit
    sign = syntax.type.measure == .money ? program.currency.sign : ""
  }

  /// An amount as it may be set, such as `£1,250,000`, `45.5%` or `12`.
  public func text(of amount: Ratio) -> String {
    (amount < .zero ? "-" : "") + sign + amount.magnitude.decimal(places: 4)
      + (isPercent ? "%" : "")
  }

  /// The amount of its own unit that a setting of it has, if it is a plain one.
  public func amount(of setting: ParameterSetting) -> Ratio? {
    guard case .formula(let formula) = setting.value, let constant = formula.constant else {
      return nil
    }
    return constant / unit
  }
}
