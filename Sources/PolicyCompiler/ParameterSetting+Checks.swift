import FundingRules
import FundingValues
public import PolicyLanguage

extension ParameterSetting {
  /// What checks of text would find if the text had the values set: the fault, and the settings that
  /// make it; nothing if there is none.
  ///
  /// Values that are lists, days or formulas of other values are as their types say and no more.
  public static func fault(
    of settings: [ParameterSetting], in program: Program
  ) -> (settings: [ParameterSetting], fault: Diagnostic)? {
    let values = settings.compactMap { $0.replaced(in: program) }
    guard !values.isEmpty, let together = program.fault(replacing: values) else { return nil }
    for setting in settings where settings.count > 1 {
      guard let value = setting.replaced(in: program) else { continue }
      if let fault = program.fault(replacing: [value]) { return ([setting], fault) }
    }
    return (settings, together)
  }

  /// The value as the language would write it, if it is a plain amount.
  private func replaced(in program: Program) -> ReplacedValue? {
    guard case .formula(let formula) = value, let constant = formula.constant,
      case .parameter(let parameter) = program.declarations[declaration].syntax
    else { return nil }
    let number = constant / ValueForm(parameter.type, program).unit
    let literal: AmountSyntax.Literal
    switch parameter.type.measure {
    case .money: literal = .money(number, sign: program.currency.sign)
    case .percent: literal = .percent(number)
    case .number, .count: literal = .number(number)
    case .credits: literal = .quantity(number, .credits)
    case .hours: literal = .quantity(number, .hours)
    case .days: literal = .quantity(number, .days)
    case .weeks: literal = .quantity(number, .weeks)
    case .months: literal = .quantity(number, .months)
    case .years: literal = .quantity(number, .years)
    case .date, .truth, .category, .list: return nil
    }
    return ReplacedValue(
      declaration: declaration, literal: literal, per: parameter.type.per.map { .unit($0) })
  }
}
