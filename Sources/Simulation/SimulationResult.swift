public import FundingValues

/// A flow of money between two parties in one calendar year from the scenario's first day.
public struct FlowCell: Sendable, Hashable, Comparable {
  /// The name of the party that pays, or `economy` for everyone outside the rules.
  public let payer: String
  /// The name of the party that receives, or `economy`.
  public let payee: String
  /// The year in which the money moves.
  public let year: Int
  /// A flow's place in the table.
  public init(payer: String, payee: String, year: Int) {
    self.payer = payer
    self.payee = payee
    self.year = year
  }
  /// By payer, then payee, then year.
  public static func < (left: FlowCell, right: FlowCell) -> Bool {
    (left.payer, left.payee, left.year) < (right.payer, right.payee, right.year)
  }
}

/// One flow of one enrolment, for runs small enough to write every one (`--ledger`).
public struct LedgerEntry: Sendable {
  /// The number of the draw, from 0.
  public var draw: Int
  /// The regime's name.
  public var regime: String
  /// The learner's identity, or the employer's for a levy; the same under every regime.
  public var person: UInt64
  /// The offer's name; empty for a levy.
  public var offer: String
  /// The route's name; empty for a levy.
  public var route: String
  /// The name of the party that pays.
  public var payer: String
  /// The name of the party that receives.
  public var payee: String
  /// The name of the grant, loan or levy, or a word such as `release`, `pay` or `tax`;
  /// empty for what no rule pays.
  public var instrument: String
  /// The day on which the money moves.
  public var date: CivilDate
  /// Whole pence, not weighted.
  public var pence: Int64
  /// How many the person stands for, in millionths.
  public var weightMillionths: Int64
}

/// What one regime gave in every draw.
public struct RegimeResult: Sendable {
  /// The regime's name.
  public let name: String
  /// Its title, or its name.
  public let title: String
  /// Exact values by measure, one a draw: micro-pence for money, millionths for counts.
  public var values: [Measure: [Int128]]
  /// Exact flows in micro-pence, nominal, one a draw; they sum to zero over all pairs taken both ways.
  public var flows: [FlowCell: [Int128]]
  /// Learners' discounted gains over all draws: count (in millionths of people) by whole £100.
  public var gainHistogram: [Int: Int64]
  /// Every flow of every enrolment; empty unless the run keeps them.
  public var ledger: [LedgerEntry]
  /// The plan's metrics, in their order.
  public var metrics: [MetricValues] = []
  /// A regime with nothing in it yet.
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
  /// The scenario's name.
  public let scenario: String
  /// Its title, or its name.
  public let title: String
  /// The first regime is the baseline.
  public let regimes: [RegimeResult]
  /// How many draws there are, an even number.
  public let draws: Int
  /// The seed that every draw follows from.
  public let seed: UInt64
  /// Names of the uncertain quantities.
  public let uncertain: [String]
  /// Their values, one list a quantity, one value a pair of draws.
  public let uncertainValues: [[Double]]
  /// How many learners were simulated.
  public let learners: Int
  /// How many employers were simulated.
  public let employers: Int
  /// How many people the learners stand for.
  public let learnersStandFor: Double
  /// How many firms the employers stand for.
  public let employersStandFor: Double
  /// How many of the people that the learners stand for have an employer on the first day.
  public let learnersEmployed: Double
  /// Things a reader must know, such as an indivisible request that is large against its budget.
  public let warnings: [String]
  /// The first day of the run.
  public let from: CivilDate
  /// The last day of the run, itself included.
  public let to: CivilDate
  /// The day in whose prices real sums are, the first of the run if none is set.
  public let priceDate: CivilDate
  /// The money of every sum.
  public let currency: Currency
  /// The titles of the parties, by name.
  public let partyTitles: [String: String]
  /// A run from its parts; sums are in pounds unless another currency is named.
  public init(
    scenario: String, title: String, regimes: [RegimeResult], draws: Int, seed: UInt64,
    uncertain: [String], uncertainValues: [[Double]], learners: Int, employers: Int,
    learnersStandFor: Double, employersStandFor: Double, warnings: [String], from: CivilDate,
    to: CivilDate, priceDate: CivilDate, currency: Currency = .sterling,
    partyTitles: [String: String] = [:], learnersEmployed: Double = 0
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
    self.learnersEmployed = learnersEmployed
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
  /// How many threads run draws; nought for as many as there are processors.
  public var workers: Int
  /// Called from any thread with the number of draws done.
  public var progress: (@Sendable (Int) -> Void)?
  /// Whether to keep every flow.
  public var keepsLedger = false
  /// Whether everyone is followed to the end, those included who surely change nothing under any regime.
  public var followsEveryone = false
  /// At most two things by which people, money and gains are also told apart.
  public var breakdown: [BreakdownAxis] = []
  /// Asked before each draw; a run that is told to stop gives nothing.
  public var shouldStop: (@Sendable () -> Bool)?
  /// A run that keeps no ledger and is not stopped, unless that is set after.
  public init(workers: Int = 0, progress: (@Sendable (Int) -> Void)? = nil) {
    self.workers = workers
    self.progress = progress
  }
}

extension SimulationResult {
  /// How many of the millionths in which a result is held make a unit of its currency, or a person.
  public func perUnit(of measure: Measure) -> Int128 {
    measure.isMoney ? Int128(currency.minorUnits) * 1_000_000 : 1_000_000
  }
}
