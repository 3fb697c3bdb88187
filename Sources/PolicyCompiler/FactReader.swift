public import FundingValues
public import PolicyLanguage

/// Reads the values of facts and running figures from text, such as the cells of a table.
///
/// Bare numbers are in the field's own unit; literals of the language are read as it reads them.
public struct FactReader: Sendable {
  private let program: Program
  /// The types of running figures that are not money.
  private let figures: [String: ValueType]
  /// The balances of accounts, which may be overdrawn.
  private let balances: Set<String>

  /// A reader of the facts of a program.
  public init(_ program: Program) {
    self.program = program
    var figures: [String: ValueType] = [:]
    var balances: Set<String> = []
    for declaration in program.declarations {
      if case .account = declaration.syntax { balances.insert(declaration.name.text + ".balance") }
      for (figure, type) in program.figures(of: declaration) where type != .money {
        figures[declaration.name.text + "." + figure] = type
      }
    }
    self.figures = figures
    self.balances = balances
  }

  /// Whether a name is that of a fact of the vocabulary or of the engine, or of a figure that is not
  /// money.
  public func knows(_ fact: String) -> Bool {
    type(of: fact) != nil || EngineFacts.facts[fact] != nil || figures[fact] != nil
  }

  /// How the values of a fact are written; running figures have the form of money unless they say
  /// otherwise, and a fact of the last period that of the fact itself.
  public func form(of name: String) -> ValueForm {
    let fact = String(name.prefix { $0 != " " })
    if let type = type(of: fact) { return ValueForm(type, program) }
    return ValueForm(
      EngineFacts.facts[fact] ?? figures[fact] ?? .money, program,
      holding: balances.contains(fact) ? [-ValueForm.mostMoney(in: program.currency)] : [])
  }

  /// How a sum of money is written that may be below zero.
  public var sums: ValueForm {
    ValueForm(.money, program, holding: [-ValueForm.mostMoney(in: program.currency)])
  }

  /// The value of a fact in run-time units, within its range.
  public func value(_ text: String, of name: String) throws(PlanError) -> Ratio {
    let form = form(of: name)
    do throws(ValueFault) {
      return try form.value(text)
    } catch {
      throw PlanError(form.words(error, of: text))
    }
  }

  private func type(of fact: String) -> TypeSyntax? {
    guard let stop = fact.firstIndex(of: ".") else { return nil }
    return program.records[String(fact[..<stop])]?[String(fact[fact.index(after: stop)...])]
  }
}
