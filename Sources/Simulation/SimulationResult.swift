public import FundingValues

/// One observed quantity of a run: what is measured, of whom, and how it is broken down.
///
/// The fields are those of the long CSV files; an empty text means that a field does not apply.
public struct Measure: Sendable, Hashable, Comparable {
  /// The party, fund, account or levy whose figure it is; empty for figures of enrolments.
  public var party = ""
  /// The quantity, such as `starts`, `paid`, `gain`, `asked`, `expired`.
  public var name: String
  /// The code of the currency for money, such as `GBP`; `people` for counts of people or courses.
  public var unit: String
  /// `nominal`, or `real` prices of the scenario's price date.
  public var priceBase = ""
  /// `undiscounted`, or whose rate discounts the sum, such as `society`.
  public var discounting = ""
  /// A year such as `2027-28`, or `whole run`.
  public var period = "whole run"
  public var by1 = ""
  public var level1 = ""
  public var by2 = ""
  public var level2 = ""

  /// A measure with its unit.
  public init(_ name: String, unit: String, party: String = "") {
    self.name = name
    self.unit = unit
    self.party = party
  }

  private var key: [String] {
    [name, party, priceBase, discounting, period, by1, level1, by2, level2, unit]
  }

  public static func < (left: Measure, right: Measure) -> Bool {
    left.key.lexicographicallyPrecedes(right.key)
  }
}

/// A flow of money between two parties in one calendar year from the scenario's first day.
public struct FlowCell: Sendable, Hashable, Comparable {
  public let payer: String
  public let payee: String
  /// The year in which the money moves.
  public let year: Int
  public init(payer: String, payee: String, year: Int) {
    self.payer = payer
    self.payee = payee
    self.year = year
  }
  public static func < (left: FlowCell, right: FlowCell) -> Bool {
    (left.payer, left.payee, left.year) < (right.payer, right.payee, right.year)
  }
}

/// One flow of one enrolment, for runs small enough to write every one (`--ledger`).
public struct LedgerEntry: Sendable {
  public var draw: Int
  public var regime: String
  public var person: UInt64
  public var offer: String
  public var route: String
  public var payer: String
  public var payee: String
  public var instrument: String
  public var date: String
  /// Whole pence, not weighted.
  public var pence: Int64
  /// How many the person stands for, in millionths.
  public var weightMillionths: Int64
}

/// What one regime gave in every draw.
public struct RegimeResult: Sendable {
  public let name: String
  public let title: String
  /// Exact values by measure, one a draw: micro-pence for money, millionths for counts.
  public var values: [Measure: [Int128]]
  /// Exact flows in micro-pence, nominal, one a draw; they sum to zero over all pairs taken both ways.
  public var flows: [FlowCell: [Int128]]
  /// Learners' discounted gains over all draws: count (in millionths of people) by whole £100.
  public var gainHistogram: [Int: Int64]
  public var ledger: [LedgerEntry]
  public init(name: String, title: String) {
    self.name = name
    self.title = title
    values = [:]
    flows = [:]
    gainHistogram = [:]
    ledger = []
  }
}

/// A run: the same people under every regime, draw by draw.
public struct SimulationResult: Sendable {
  public let scenario: String
  public let title: String
  /// The first regime is the baseline.
  public let regimes: [RegimeResult]
  public let draws: Int
  public let seed: UInt64
  /// Names of the uncertain quantities.
  public let uncertain: [String]
  /// Their values, one list a quantity, one value a pair of draws.
  public let uncertainValues: [[Double]]
  /// How many learners and employers were simulated, and how many they stand for.
  public let learners: Int
  public let employers: Int
  public let learnersStandFor: Double
  public let employersStandFor: Double
  /// Things a reader must know, such as an indivisible request that is large against its budget.
  public let warnings: [String]
  /// The first and last day of the run, in ISO form, and the price date.
  public let from: String
  public let to: String
  public let priceDate: String
  /// The money of every sum.
  public let currency: Currency
  /// The titles of the parties, by name.
  public let partyTitles: [String: String]
  public init(
    scenario: String, title: String, regimes: [RegimeResult], draws: Int, seed: UInt64,
    uncertain: [String], uncertainValues: [[Double]], learners: Int, employers: Int,
    learnersStandFor: Double, employersStandFor: Double, warnings: [String], from: String,
    to: String, priceDate: String, currency: Currency = .sterling,
    partyTitles: [String: String] = [:]
  ) {
    self.scenario = scenario
    self.title = title
    self.regimes = regimes
    self.draws = draws
    self.seed = seed
    self.uncertain = uncertain
    self.uncertainValues = uncertainValues
    self.learners = learners
    self.employers = employers
    self.learnersStandFor = learnersStandFor
    self.employersStandFor = employersStandFor
    self.warnings = warnings
    self.from = from
    self.to = to
    self.priceDate = priceDate
    self.currency = currency
    self.partyTitles = partyTitles
  }
}

/// How a run is carried out; nothing here changes a result.
public struct Execution: Sendable {
  public var workers: Int
  /// Called from any thread with the number of draws done.
  public var progress: (@Sendable (Int) -> Void)?
  /// Whether to keep every flow.
  public var keepsLedger = false
  /// Asked before each draw; a run that is told to stop gives nothing.
  public var shouldStop: (@Sendable () -> Bool)?
  public init(workers: Int = 0, progress: (@Sendable (Int) -> Void)? = nil) {
    self.workers = workers
    self.progress = progress
  }
}
