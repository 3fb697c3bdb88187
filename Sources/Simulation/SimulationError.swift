/// Why a run cannot be carried out, in the reader's words.
public struct SimulationError: Error, Sendable {
  /// What is wrong and how to cure it.
  public let message: String

  /// An error with its message.
  public init(_ message: String) { self.message = message }
}
