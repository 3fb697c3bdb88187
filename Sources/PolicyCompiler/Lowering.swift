import FundingRules
import FundingValues
import PolicyLanguage

/// Turns the declarations that a plan sees into numbered rules.
///
/// One lowering makes one plan: facts, parameters and uncertain quantities are numbered once, and
/// each regime is lowered in turn.
final class Lowering {
  let program: Program
  let lines: SourceLines
  /// The units whose parameters and derived facts the plan holds.
  let visible: Set<Int>
  let settings: [ParameterSetting]
  var facts: FactTable
  let parties: [Party]
  /// Parameters in the order of declaration, and their numbers by declaration.
  let parameters: [Declaration]
  let parameterNumbers: [Int: Int]
  /// The parameters' rules before any reform, once they are lowered.
  var baseRules: [ParameterRule] = []
  var uncertain: [UncertainQuantity] = []
  /// What settings of shapes and facts given by number are worked out from, beside constants.
  var context: (values: ParameterValues, date: CivilDate)?
  /// Units whose names serve where a text's own unit has none, as for an example of a regime.
  var others: [Int] = []
  /// The number of the next limit.
  var nextLimit = 0
  /// The numbers of the regime being lowered.
  var numbers = RegimeNumbers()

  /// A lowering of what some units hold.
  init(_ program: Program, visible: Set<Int>, settings: [ParameterSetting] = []) {
    self.program = program
    self.visible = visible
    self.settings = settings
    lines = SourceLines(program.sources)
    facts = Lowering.commonFacts(of: program)
    parties = Lowering.parties(of: program, seenBy: visible)
    parameters = program.declarations.filter { $0.syntax.isParameter && visible.contains($0.unit) }
    var numbers: [Int: Int] = [:]
    for (number, parameter) in parameters.enumerated() { numbers[parameter.id] = number }
    parameterNumbers = numbers
  }

  /// The learner, the employer and so on, and the payers that the plan's own texts may name.
  private static func parties(of program: Program, seenBy visible: Set<Int>) -> [Party] {
    var parties = [
      Party(name: "learner", title: "Learner"), Party(name: "employer", title: "Employer"),
      Party(name: "provider", title: "Provider"), Party(name: "society", title: "Society"),
    ]
    for declaration in program.declarations where visible.contains(declaration.unit) {
      guard case .payer(let payer) = declaration.syntax,
        !parties.contains(where: { $0.name == payer.name.text })
      else { continue }
      parties.append(Party(name: payer.name.text, title: payer.title.value))
    }
    return parties
  }

  /// The facts that every plan of a program has, in the same order.
  private static func commonFacts(of program: Program) -> FactTable {
    var table = FactTable()
    for file in program.files {
      for case .record(let record) in file.declarations {
        for field in record.fields {
          _ = table.number(
            of: record.name.text + "." + field.name.text, kind(of: field.type.valueType))
        }
      }
    }
    for record in program.records.keys.sorted() {
      for (field, type) in (program.records[record] ?? [:]).sorted(by: { $0.key < $1.key }) {
        _ = table.number(of: record + "." + field, kind(of: type.valueType))
      }
    }
    for case .derive(let derive) in program.declarations.map(\.syntax) {
      _ = table.number(of: derive.path.text, kind(of: derive.type.valueType))
    }
    for (name, type) in EngineFacts.facts.sorted(by: { $0.key < $1.key }) {
      _ = table.number(of: name, kind(of: type))
    }
    table.categories = EngineFacts.categories.merging(program.categories) { $1 }
    table.categories["route"] = program.routeNames
    return table
  }

  /// What a fact of a type holds.
  static func kind(of type: ValueType) -> FactTable.Kind {
    switch type.kind {
    case .amount:
      type == .money ? .money : (type == .moneyPerYear ? .moneyPerYear : .other)
    case .share: type == .sharePerYear ? .sharePerYear : .share
    case .whole: .count
    case .number: .number
    case .quantity: type == .credits ? .credits : (type == .hours ? .hours : .other)
    case .span: type.dimension.day != 0 ? .days : .years
    case .date: .date
    case .truth: .truth
    case .category(let name): .category(name)
    case .list: .other
    }
  }
}

extension Lowering {
  /// The declaration that a name stands for as seen from a unit.
  func found(
    _ name: NameSyntax, _ unit: Int, where wanted: (DeclarationSyntax) -> Bool = { _ in true }
  ) throws -> Declaration {
    for seen in [unit] + others {
      switch program.find(name.text, from: seen, where: wanted) {
      case .found(let declaration): return declaration
      case .missing: continue
      case .ambiguous:
        throw PlanError("`\(name.text)` could be one of several things", at: name.span)
      }
    }
    throw PlanError("`\(name.text)` is not known here", at: name.span)
  }

  /// The number of a party.
  func party(_ name: NameSyntax) throws -> Int {
    guard let number = parties.firstIndex(where: { $0.name == name.text }) else {
      throw PlanError("`\(name.text)` cannot pay or be paid", at: name.span)
    }
    return number
  }

  /// The period that a name stands for.
  func period(_ name: NameSyntax) throws -> Period {
    guard let period = program.periods[name.text] else {
      throw PlanError("`\(name.text)` is not a period", at: name.span)
    }
    return period
  }

  /// What a path means as seen from a unit.
  func reference(_ path: PathSyntax, _ unit: Int, expecting: String? = nil) throws -> Reference {
    for seen in [unit] + others {
      if let found = program.reference(path, from: seen, expecting: expecting) { return found }
    }
    throw PlanError("`\(path.text)` is not known here", at: path.span)
  }

  /// The number of the fact that a path names.
  func fact(_ path: PathSyntax, _ unit: Int) throws -> Int {
    let reference = try reference(path, unit)
    if path.last != nil {
      return facts.number(of: path.text, Lowering.kind(of: reference.valueType))
    }
    guard let number = factNumber(of: reference) else {
      throw PlanError("`\(path.text)` is not a fact", at: path.span)
    }
    return number
  }

  /// The number of a fact, or nothing for a parameter or a value.
  func factNumber(of reference: Reference) -> Int? {
    let kind = Lowering.kind(of: reference.valueType)
    switch reference {
    case .fact(let record, let field, _): return facts.number(of: record + "." + field, kind)
    case .derived(let declaration, _): return facts.number(of: declaration.name.text, kind)
    case .engine(let name, _): return facts.number(of: name, kind)
    case .running(let owner, let property, _):
      return facts.number(of: owner.name.text + "." + property, kind)
    case .party(let name, let property, _): return facts.number(of: name + "." + property, kind)
    case .parameter, .value: return nil
    }
  }

  /// The number of a parameter.
  func parameter(_ declaration: Declaration, at span: SourceSpan) throws -> Int {
    guard let number = parameterNumbers[declaration.id] else {
      throw PlanError("`\(declaration.name.text)` is not among what this plan uses", at: span)
    }
    return number
  }

  /// The title of a thing, or its name.
  func title(_ about: AboutSyntax, _ name: NameSyntax) -> String {
    about.title?.value ?? name.text
  }

  /// The days on which a thing applies: its own, or at an open end those of its file's header.
  func applies(_ about: AboutSyntax, _ unit: Int) -> DateSpan {
    let header = self.header(ofFile: program.units[unit].file)?.about
    return DateSpan(
      from: about.from?.date ?? header?.from?.date, to: about.to?.date ?? header?.to?.date)
  }

  /// Whether a thing's days count by application, by its own words or its file's header.
  func countsByApplication(_ about: AboutSyntax, _ unit: Int) -> Bool {
    if about.from != nil || about.to != nil { return about.byApplication }
    return header(ofFile: program.units[unit].file)?.about.byApplication ?? false
  }

  private func header(ofFile file: Int32) -> HeaderSyntax? {
    program.files.first { $0.file == file }?.header
  }
}
