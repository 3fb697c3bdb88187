/// A value that takes the place of what a program's text gives a parameter.
public struct ReplacedValue: Sendable {
  /// The parameter's declaration.
  public let declaration: Int
  /// The value as the language would write it, its place apart.
  public let literal: AmountSyntax.Literal
  /// What the value is per, if anything.
  public let per: AmountSyntax.Per?

  /// A value for the parameter of a declaration.
  public init(declaration: Int, literal: AmountSyntax.Literal, per: AmountSyntax.Per?) {
    self.declaration = declaration
    self.literal = literal
    self.per = per
  }
}

extension Program {
  /// What text is checked for that depends on figures: ranges, divisors, rates of the whole.
  private static let codesOfFigures: Set<String> = ["P0205", "P0207", "P0509"]

  /// The first fault that a sound program would have if its text gave some parameters other values, or
  /// nothing.
  public func fault(replacing values: [ReplacedValue]) -> Diagnostic? {
    var changed = self
    for value in values {
      let declaration = declarations[value.declaration]
      guard case .parameter(var parameter) = declaration.syntax else { continue }
      parameter.rows = parameter.rows.map { row in
        let amount = AmountSyntax(value.literal, per: value.per, row.value.span)
        return DatedValueSyntax(
          key: row.key, value: .expressions([.amount(amount)]), from: row.from, basis: row.basis,
          span: row.span)
      }
      changed.declarations[value.declaration] = Declaration(
        id: declaration.id, name: declaration.name, unit: declaration.unit,
        syntax: .parameter(parameter))
    }
    var checker = Checker(changed, faultyFiles: [])
    checker.run()
    return checker.diagnostics.first {
      $0.severity == .error && Program.codesOfFigures.contains($0.code)
    }
  }
}
