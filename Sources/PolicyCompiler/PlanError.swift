public import PolicyLanguage

/// Why a program cannot be turned into a plan, and where.
public struct PlanError: Error, Sendable, Hashable {
  /// The reason, in the words of the policy language.
  public let message: String
  /// The place in the policy text, if there is one.
  public let span: SourceSpan?

  /// A reason with its place.
  public init(_ message: String, at span: SourceSpan? = nil) {
    self.message = message
    self.span = span
  }
}

/// Runs a step of lowering and passes on its reason for failing.
func planned<Result>(_ body: () throws -> Result) throws(PlanError) -> Result {
  do {
    return try body()
  } catch {
    throw (error as? PlanError) ?? PlanError("a value could not be worked out")
  }
}
