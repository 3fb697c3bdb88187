import FundingRules
public import FundingValues
public import PolicyLanguage

/// Reads the values of facts from text, such as the cells of a table.
///
/// Bare numbers are in the field's own unit; literals of the language are read as it reads them.
public struct FactReader: Sendable {
  enum Form: Sendable {
    /// A number, and what one of the field's unit is in run-time units.
    case number(unit: Ratio)
    case values([String])
    case truth
    case date
  }
  let forms: [String: Form]
  private let types: [String: TypeSyntax]
  /// Running figures that are not money.
  private let figures: [String: ValueType]
  private let program: Program

  /// A reader of the facts of a program.
  public init(_ program: Program) {
    self.program = program
    var forms: [String: Form] = [:]
    var types: [String: TypeSyntax] = [:]
    for (record, fields) in program.records {
      for (field, type) in fields {
        types[record + "." + field] = type
        forms[record + "." + field] = FactReader.form(of: type, program)
      }
    }
    for (name, type) in EngineFacts.facts {
      forms[name] = FactReader.form(of: type, program)
    }
    var figures: [String: ValueType] = [:]
    for declaration in program.declarations {
      for (figure, type) in EngineFacts.figures(of: declaration.syntax) where type != .money {
        let name = declaration.name.text + "." + figure
        forms[name] = FactReader.form(of: type, program)
        figures[name] = type
      }
    }
    self.figures = figures
    self.forms = forms
    self.types = types
  }

  private static func form(of type: ValueType, _ program: Program) -> Form {
    switch type.kind {
    case .category(let name), .list(let name): .values(program.values(of: name) ?? [])
    case .truth: .truth
    case .date: .date
    case .amount: .number(unit: Ratio(Int64(program.currency.minorUnits)))
    case .share: .number(unit: Ratio(1, over: 100))
    default: .number(unit: .one)
    }
  }

  private static func form(of type: TypeSyntax, _ program: Program) -> Form {
    guard case .number(var unit) = form(of: type.valueType, program) else {
      return form(of: type.valueType, program)
    }
    if type.measure == .months { unit = Ratio(1, over: 12) }
    if type.measure == .weeks { unit = Ratio(7) }
    if let per = type.per { unit = unit / Lowering.size(of: per) }
    return .number(unit: unit.reduced)
  }

  /// The form of a fact's values; running figures have that of money unless they say otherwise, and a fact
  /// of the last period that of the fact itself.
  func form(of name: String) -> Form {
    forms[String(name.prefix { $0 != " " })]
      ?? .number(unit: Ratio(Int64(program.currency.minorUnits)))
  }

  /// The value of a fact in run-time units; running figures of money are read as money.
  public func value(_ text: String, of name: String) throws(PlanError) -> Ratio {
    let fact = String(name.prefix { $0 != " " })
    switch form(of: fact) {
    case .number(let unit):
      if let number = FactReader.decimal(text) { return (number * unit).reduced }
    case .values(let values):
      if let code = values.firstIndex(of: text) { return Ratio(Int64(code)) }
      throw PlanError("`\(text)` is not one of \(values.joined(separator: ", "))")
    case .truth:
      if text == "yes" { return .one }
      if text == "no" { return .zero }
      throw PlanError("`\(text)` is not yes or no")
    case .date: break
    }
    return try planned { try literal(text, of: fact) }
  }

  private func literal(_ text: String, of fact: String) throws -> Ratio {
    let wanted = types[fact]?.valueType ?? EngineFacts.facts[fact] ?? figures[fact] ?? .money
    guard case .expressions(let items)? = ParameterSetting.parsed(text), items.count == 1 else {
      throw PlanError("`\(text)` is not a value of `\(fact)`")
    }
    let lowering = Lowering(program, visible: [])
    guard let unit = program.units.first?.id,
      try lowering.type(items[0], unit) == wanted,
      let value = try lowering.formula(items[0], unit, expecting: nil).constant
    else { throw PlanError("`\(text)` is not a value of `\(fact)`") }
    return value
  }

  /// A plain decimal number, with or without commas between thousands.
  static func decimal(_ text: String) -> Ratio? {
    var digits: Int128 = 0
    var scale: Int128 = 1
    var seen = 0
    var isFraction = false
    var isNegative = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where index == 0: isNegative = true
      case UInt8(ascii: ".") where !isFraction: isFraction = true
      case UInt8(ascii: ",") where seen > 0 && !isFraction: continue
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        seen += 1
        guard seen <= 30 else { return nil }
        digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
        if isFraction { scale *= 10 }
      default: return nil
      }
    }
    guard seen > 0 else { return nil }
    return Ratio(isNegative ? 0 - digits : digits, over: scale).reduced
  }
}
