public import FundingRules
public import Simulation

/// What a report says beside the figures of a run.
public struct ReportContext: Sendable {
  /// A file that was read, with the hash of its bytes.
  public struct Input: Sendable, Hashable, Encodable {
    /// The path as the reader typed it.
    public let path: String
    /// The SHA-256 of its bytes, in hexadecimal.
    public let hash: String
    /// A file with its hash.
    public init(path: String, hash: String) {
      self.path = path
      self.hash = hash
    }
  }
  /// The version of the program.
  public var version: String
  /// Every file that was read, in order of path.
  public var inputs: [Input]
  /// The options that can change a result, by name, each with its values.
  public var options: [String: [String]]
  /// Every dated value of the run.
  public var assumptions: [Assumption]
  /// The break-downs asked for, such as `route`.
  public var breakdowns: [Measure.Breakdown]
  /// The command that makes the results again, if it is known.
  public var command = ""
  /// How the regimes were brought to one cost, if they were.
  public var matching: Matching?
  /// How the same person is treated by route, if that was asked for.
  public var fairness: FairnessReport?
  /// The same figures at other values of a parameter, if they were asked for.
  public var sweep: Sweep?

  /// A context from its parts.
  public init(
    version: String, inputs: [Input], options: [String: [String]], assumptions: [Assumption],
    breakdowns: [Measure.Breakdown] = []
  ) {
    self.version = version
    self.inputs = inputs
    self.options = options
    self.assumptions = assumptions
    self.breakdowns = breakdowns
  }

  /// How many values are cited, assumed and so on.
  public var tally: BasisCounts { BasisCounts(assumptions) }
}
