import Dispatch
import FundingRules
import FundingValues
public import PolicyCompiler
import Randomness
import Synchronization

/// Simulates a scenario: the same people under every regime, draw by draw.
///
/// Pairs of draws share nothing but the plan and write to their own slots, so the number of workers
/// never changes a result.
/// - Throws: `SimulationError` if the scenario cannot be run, in the reader's words.
public func simulate(
  _ plan: FundingPlan, draws: Int, seed: UInt64, execution: Execution = Execution()
) throws(SimulationError) -> SimulationResult {
  guard draws >= 2, draws % 2 == 0, draws <= 10_000_000 else {
    throw SimulationError(
      "draws come in pairs, so their number must be even and at least 2, not \(draws)")
  }
  let run = try PreparedRun(plan, seed: seed, everyone: execution.followsEveryone)
  let workers = max(
    1, min(draws / 2, execution.workers > 0 ? execution.workers : activeProcessors()))
  let results = Guarded<[Int: PairResult]>([:])
  let failure = Guarded<SimulationError?>(nil)
  let next = Atomic<Int>(0)
  let done = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    let worker = Worker(run, execution)
    while true {
      let pair = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if pair >= draws / 2 || execution.shouldStop?() == true { break }
      if failure.withLock({ $0 != nil }) { break }
      do throws(SimulationError) {
        let result = try worker.run(pair: pair)
        try result.refuseTooLarge(plan)
        if pair == 0 { try result.refuseTooMany(draws) }
        results.withLock { $0[pair] = result }
      } catch {
        failure.withLock { $0 = error }
        break
      }
      let count = done.wrappingAdd(2, ordering: .relaxed).newValue
      execution.progress?(count)
    }
  }
  if let error = failure.withLock({ $0 }) { throw error }
  if execution.shouldStop?() == true { throw SimulationError("interrupted") }
  return run.result(results.withLock { $0 }, draws: draws)
}

/// How many processors there are to work on.
private func activeProcessors() -> Int { max(1, processorCount()) }

/// What one draw gave under each regime.
struct DrawResult: Sendable {
  /// Measures by regime: micro-pence for money, millionths for counts.
  var values: [[Measure: Int128]] = []
  /// Flows by regime, in micro-pence.
  var flows: [[FlowCell: Int128]] = []
  /// Learners' discounted gains by regime: millionths of people by whole £100.
  var histograms: [[Int: Int64]] = []
  /// Every flow by regime, if it is kept.
  var ledgers: [[LedgerEntry]] = []
  /// The plan's metrics by regime.
  var metrics: [[MetricDraw]] = []
}

/// What a pair of draws gave.
struct PairResult: Sendable {
  /// The uncertain quantities as drawn.
  let uncertain: [Double]
  /// Both draws, in order.
  let draws: [DrawResult]
}

/// Carries out pairs of draws, one after another.
final class Worker {
  private let prepared: PreparedRun
  private let outcomes: [RouteOutcomes]
  private let tables: PairTables
  private let keepsLedger: Bool
  private let dues: [DueTaxes]
  private let breakdown: [BreakdownAxis]

  /// A worker with empty stores.
  init(_ prepared: PreparedRun, _ execution: Execution) {
    self.prepared = prepared
    keepsLedger = execution.keepsLedger
    breakdown = execution.breakdown
    dues = prepared.regimes.map { _ in DueTaxes() }
    outcomes = prepared.regimes.map { RouteOutcomes(prepared, regime: $0) }
    tables = PairTables(
      prepared.world, prepared.model.tables, numbers: prepared.classNumbers)
  }

  /// Both draws of a pair.
  func run(pair number: Int) throws(SimulationError) -> PairResult {
    let world = prepared.world
    let pair = try PairModel(
      world, prepared.model, pair: number, quantities: prepared.quantities, tables: tables)
    for each in outcomes { each.beginPair() }
    var rules: [LifeRules] = []
    for regime in prepared.regimes {
      let isDrawn = prepared.model.taxClasses[regime].isUncertain
      rules.append(
        try LifeRules(
          world, regime: regime, values: pair.values[regime], dues: isDrawn ? nil : dues[regime]))
    }
    let discounting = try Discounting(pair)
    let expectations = Expectations(pair, rules: rules[0], scores: prepared.scores)
    let openings = prepared.regimes.map { RegimeOpening(prepared, regime: $0, pair) }
    var draws: [DrawResult] = []
    for half in 0..<2 {
      draws.append(
        draw(UInt32(number * 2 + half), pair, rules, discounting, openings, expectations))
    }
    return PairResult(uncertain: pair.uncertain.map(\.double), draws: draws)
  }

  private func draw(
    _ draw: UInt32, _ pair: PairModel, _ rules: [LifeRules], _ discounting: Discounting,
    _ openings: [RegimeOpening], _ expectations: Expectations
  ) -> DrawResult {
    let book = OccasionMaker(prepared, pair, draw: draw, expectations).occasions()
    var result = DrawResult()
    var classing: Classing?
    var pays = PayPaths()
    for regime in prepared.regimes {
      let run = RegimeRun(
        prepared, regime: regime, pair, draw: draw, outcomes: outcomes[regime], book: book,
        opening: openings[regime])
      run.run()
      let lives = LifeMaker(pair, rules: rules[regime], streams: prepared.streams, draw: draw)
      var booking = Booking(
        run, lives: lives, discounting: discounting, keepsLedger: keepsLedger,
        keepsGains: prepared.metrics.contains(where: \.readsGains), breakdown: breakdown)
      booking.book(&pays)
      booking.book(prepared.levies[regime])
      var measuring = Measuring(booking)
      let measured = measuring.measure(classing: classing)
      if !prepared.metrics.isEmpty {
        let collector = MetricCollector(
          booking, classing: classing, measured: measured, metrics: prepared.metrics)
        result.metrics.append(prepared.metrics.map(collector.draw))
      }
      result.values.append(measured)
      result.flows.append(booking.tally.flowCells(names: booking.name))
      result.histograms.append(booking.histogram)
      result.ledgers.append(booking.ledger)
      if classing == nil { classing = Classing(prepared.world, baseline: run.enrolments) }
    }
    return result
  }
}
