/// What checking a set of sources gave.
public struct CheckResult: Sendable {
  /// Every finding, in file order.
  public let diagnostics: [Diagnostic]
  /// The program, if no error was found.
  public let program: Program?

  /// A result from its parts.
  public init(diagnostics: [Diagnostic], program: Program?) {
    self.diagnostics = diagnostics
    self.program = program
  }
}
