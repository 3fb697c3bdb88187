import FundingRules
public import FundingValues
public import PolicyLanguage

/// A parameter's value set from outside, from a day or on every day; it is certain.
public struct ParameterSetting: Sendable {
  /// The parameter's name, with its owner.
  public let name: String
  /// The first day on which it holds, or nothing for every day.
  public let from: CivilDate?
  /// The row of a table that it sets, as written before its colon; nothing for every row.
  public var row: String?
  /// The value as written.
  public let text: String
  let declaration: Int
  let value: ParameterRule.Value

  /// Whether another setting is of the same parameter, or row of it, from the same day.
  public func isAgain(_ other: ParameterSetting) -> Bool {
    declaration == other.declaration && from == other.from && row == other.row
  }

  /// Reads `NAME=VALUE` or `NAME@DATE=VALUE`; a bare number is in the parameter's own unit.
  public static func parse(
    _ text: String, in program: Program
  ) throws(PlanError) -> ParameterSetting {
    try planned {
      guard let equals = text.firstIndex(of: "=") else {
        throw PlanError("`\(text)` is not NAME=VALUE")
      }
      let target = trimmed(text[..<equals])
      let parts = target.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
      let (name, row) = try named(String(parts[0]), in: text)
      let declaration = try parameter(named: name, in: program)
      let from = parts.count > 1 ? try date(String(parts[1]), in: text) : nil
      var setting = try ParameterSetting(
        declaration, from: from, text: trimmed(text[text.index(after: equals)...]), in: program)
      setting.row = row
      if let row { try require(row, of: declaration, in: program) }
      return setting
    }
  }

  /// A parameter's name, and the row in brackets after it if there is one.
  private static func named(_ text: String, in whole: String) throws -> (String, String?) {
    guard let open = text.firstIndex(of: "[") else { return (text, nil) }
    guard text.hasSuffix("]") else {
      throw PlanError("`\(whole)` opens a bracket and does not close it: write NAME[ROW]=VALUE")
    }
    return (String(text[..<open]), String(text[text.index(after: open)...].dropLast()))
  }

  /// Requires a row of a parameter, as it is written before its colon.
  private static func require(
    _ row: String, of declaration: Declaration, in program: Program
  ) throws {
    guard case .parameter(let parameter) = declaration.syntax else { return }
    let lines = SourceLines(program.sources)
    var labels: [String] = []
    for value in parameter.rows {
      let label: String? =
        switch value.key {
        case .otherwise(let span)?, .cells(_, let span)?: lines.text(span)
        case nil: nil
        }
      if let label, !labels.contains(label) { labels.append(label) }
    }
    if labels.contains(row) { return }
    throw PlanError(
      labels.isEmpty
        ? "`\(declaration.name.text)` has one value, and no row `\(row)`"
        : "`\(declaration.name.text)` has no row `\(row)`; there are "
          + labels.map { "`\($0)`" }.joined(separator: ", "))
  }

  /// A value on every day.
  init(name: String, text: String, declaration: Int, value: ParameterRule.Value) {
    self.name = name
    from = nil
    self.text = text
    self.declaration = declaration
    self.value = value
  }

  /// A value assumed by a claim, seen from a unit.
  init(
    _ declaration: Declaration, from: CivilDate?, value: ValueSyntax, unit: Int,
    lowering: Lowering
  ) throws {
    guard case .parameter(let syntax) = declaration.syntax else {
      throw PlanError("`\(declaration.name.text)` is not a parameter", at: declaration.name.span)
    }
    try requireType(syntax.type, value, unit, lowering)
    name = lowering.program.units[declaration.unit].name.text + "." + declaration.name.text
    self.from = from
    text = lowering.lines.text(value.span)
    self.declaration = declaration.id
    self.value = try lowering.value(
      value, declaration, syntax.type, unit, quantity: "", after: nil)
  }

  private init(
    _ declaration: Declaration, from: CivilDate?, text: String, in program: Program
  ) throws {
    guard case .parameter(let syntax) = declaration.syntax else {
      throw PlanError("`\(declaration.name.text)` is not a parameter")
    }
    let lowering = Lowering(program, visible: [])
    do {
      value = try ParameterSetting.value(text, of: syntax, declaration, lowering)
    } catch let error as PlanError {
      let written = syntax.rows.last { if case .expressions = $0.value { true } else { false } }
      let sample = written.map { ", such as `\(lowering.lines.text($0.value.span))`" } ?? ""
      throw PlanError(
        "`\(declaration.name.text)` cannot be `\(text)`: \(error.message); "
          + "its type is \(lowering.lines.text(syntax.type.span))\(sample)")
    }
    name = program.units[declaration.unit].name.text + "." + declaration.name.text
    self.from = from
    self.text = text
    self.declaration = declaration.id
  }

  private static func parameter(named name: String, in program: Program) throws -> Declaration {
    let found = program.declarations.filter { declaration in
      guard declaration.syntax.isParameter else { return false }
      let full = program.units[declaration.unit].name.text + "." + declaration.name.text
      return declaration.name.text == name || full == name
    }
    if found.isEmpty { throw PlanError("there is no parameter `\(name)`") }
    if found.count > 1 {
      let owners = found.map { program.units[$0.unit].name.text + "." + name }
      throw PlanError("`\(name)` could be \(owners.joined(separator: " or "))")
    }
    return found[0]
  }

  private static func date(_ text: String, in whole: String) throws -> CivilDate {
    let parts = text.split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      let date = CivilDate(year: year, month: month, day: day)
    else { throw PlanError("`\(text)` in `\(whole)` is not a day, such as 2027-08-01") }
    return date
  }

  /// The value that a text is, read as the policy language reads it.
  static func parsed(_ text: String) -> ValueSyntax? {
    let source = "parameter set as number\n    \(text)  from 2000-01-01 illustrative\n"
    let file = PolicyLanguage.parse(PolicySource(path: "", text: source), file: -1)
    guard file.diagnostics.isEmpty, file.syntax.declarations.count == 1,
      case .parameter(let parameter) = file.syntax.declarations[0], parameter.rows.count == 1
    else { return nil }
    return parameter.rows[0].value
  }

  /// What a text stands for: a value as facts are given, or one as the policy language writes it.
  private static func value(
    _ text: String, of parameter: ParameterSyntax, _ declaration: Declaration, _ lowering: Lowering
  ) throws -> ParameterRule.Value {
    let form = ValueForm(
      parameter.type, lowering.program, holding: written(parameter, declaration, lowering))
    if case .list = parameter.type.measure {
      guard let value = parsed(text) else { throw PlanError("`\(text)` is not a value") }
      return try lowered(value, text, of: parameter, declaration, lowering, form)
    }
    do throws(ValueFault) {
      return .formula(Formula(try form.value(text)))
    } catch {
      let fault = PlanError(form.words(error, of: text))
      guard error == .unreadable, let value = parsed(text) else { throw fault }
      do {
        return try lowered(value, text, of: parameter, declaration, lowering, form)
      } catch let other as PlanError {
        throw isNumber(text) ? fault : other
      }
    }
  }

  /// A value that the policy language writes, whose figure, where it is certain, is within the range.
  private static func lowered(
    _ value: ValueSyntax, _ text: String, of parameter: ParameterSyntax,
    _ declaration: Declaration, _ lowering: Lowering, _ form: ValueForm
  ) throws -> ParameterRule.Value {
    try requireType(parameter.type, value, declaration.unit, lowering)
    let lowered = try lowering.value(
      value, declaration, parameter.type, declaration.unit, quantity: "", after: nil)
    if case .formula(let formula) = lowered, let constant = formula.constant,
      let range = form.range, !range.contains(constant)
    {
      throw PlanError(form.words(constant < range.lowerBound ? .below : .above, of: text))
    }
    return lowered
  }

  /// The figures that the policy itself gives a parameter, which a setting may have too.
  private static func written(
    _ parameter: ParameterSyntax, _ declaration: Declaration, _ lowering: Lowering
  ) -> [Ratio] {
    parameter.rows.flatMap { row in
      guard case .expressions(let items) = row.value else { return [] as [Ratio] }
      return items.compactMap { item in
        guard case .amount = item else { return nil }
        return (try? lowering.formula(item, declaration.unit))?.constant
      }
    }
  }

  /// Whether a text begins as numbers do, so that nothing else can be meant.
  private static func isNumber(_ text: String) -> Bool {
    guard let first = text.first(where: { $0 != " " && $0 != "-" }) else { return false }
    return first.isNumber || first.isCurrencySymbol
  }
}

/// Refuses a value whose type is not the parameter's.
private func requireType(
  _ type: TypeSyntax, _ value: ValueSyntax, _ unit: Int, _ lowering: Lowering
) throws {
  guard case .expressions(let items) = value else {
    if case .unlimited = value { return }
    throw PlanError("a value set must be certain", at: value.span)
  }
  let wanted = type.valueType
  for item in items {
    switch wanted.kind {
    case .category(let name), .list(let name):
      _ = try lowering.formula(item, unit, expecting: name)
    case .number, .whole:
      let found = try lowering.type(item, unit)
      guard found.dimension == .none, found.kind == .number || found.kind == .whole else {
        throw PlanError("a plain number is wanted", at: item.span)
      }
    default:
      guard try lowering.type(item, unit) == wanted else {
        throw PlanError("the value is not of its type", at: item.span)
      }
    }
  }
}

extension Lowering {
  /// The first day from which a row of a parameter is set from outside.
  func firstDaySet(of declaration: Declaration, row: String) -> CivilDate? {
    settings.filter { $0.declaration == declaration.id && ($0.row ?? row) == row }
      .map { $0.from ?? CivilDate(day: .min / 2) }.min()
  }

  /// A parameter with the values set from outside in place of its own.
  func set(_ rule: ParameterRule, by declaration: Declaration) -> ParameterRule {
    var rule = rule
    let mine = settings.filter { $0.declaration == declaration.id }
    for setting in mine.sorted(by: { ($0.from?.day ?? .min) < ($1.from?.day ?? .min) }) {
      let rows = rule.rows.map { row in
        guard (setting.row ?? row.label) == row.label else { return row }
        let from = setting.from ?? row.steps.first?.from ?? CivilDate(day: 0)
        let step = ParameterRule.Step(
          from: from, value: setting.value, basis: .assumed("set for this run"), place: "",
          text: setting.text)
        return ParameterRule.Row(
          cells: row.cells, isOtherwise: row.isOtherwise, label: row.label,
          steps: row.steps.filter { $0.from < from } + [step])
      }
      rule = ParameterRule(
        name: rule.name, owner: rule.owner, unit: rule.unit, keys: rule.keys, rows: rows)
    }
    return rule
  }
}
