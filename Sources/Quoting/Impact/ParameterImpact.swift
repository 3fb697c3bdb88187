public import FundingValues
public import PolicyCompiler
public import PolicyLanguage

/// A case in which moving one value moves what comes of it.
public struct ImpactWitness: Sendable {
  /// The example that the case is made from.
  public let example: String
  /// The day of the case.
  public let on: CivilDate
  /// What the case gives otherwise than the example does: a fact and its value in run-time units.
  public let changes: [(fact: String, value: Ratio)]
  /// What moves, such as `tuition-loan pays`.
  public let outcome: String
  /// What came of it as the text has it, in run-time units.
  public let before: Ratio
  /// What came of it with the value moved.
  public let after: Ratio
}

/// One declared value, and a case in which it matters if one was found.
public struct ParameterImpact: Sendable {
  /// The value.
  public let value: DeclaredValue
  /// The case, or nothing if none was found.
  public let witness: ImpactWitness?
}

/// For each of some declared values a case in which moving it moves a payment, a gift, a charge, a
/// repayment, a balance or a day on which money moves.
///
/// Cases are the program's examples as they stand; on other days, where the value is in force; for
/// the row's own keys; at the thresholds of the tests that read the value; and with single facts
/// changed.
public func parameterImpacts(of program: Program, values: [DeclaredValue]) -> [ParameterImpact] {
  var search = ImpactSearch(program)
  return values.map { ParameterImpact(value: $0, witness: search.witness(of: $0)) }
}
