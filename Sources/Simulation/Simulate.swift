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
  let stage = try Stage(plan, seed: seed)
  let workers = max(
    1, min(draws / 2, execution.workers > 0 ? execution.workers : activeProcessors()))
  let results = Mutex<[Int: PairResult]>([:])
  let failure = Mutex<SimulationError?>(nil)
  let next = Atomic<Int>(0)
  let done = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    let worker = Worker(stage, keepsLedger: execution.keepsLedger)
    while true {
      let pair = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if pair >= draws / 2 || execution.shouldStop?() == true { break }
      if failure.withLock({ $0 != nil }) { break }
      do throws(SimulationError) {
        let result = try worker.run(pair: pair)
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
  return stage.result(results.withLock { $0 }, draws: draws)
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
}

/// What a pair of draws gave.
struct PairResult: Sendable {
  /// The uncertain quantities as drawn.
  let uncertain: [Double]
  /// Both draws, in order.
  let draws: [DrawResult]
}

/// What stays the same through a run.
struct Stage: Sendable {
  /// The people, the offers and the calendar.
  let world: World
  /// Behaviour and outcomes.
  let model: BehaviourModel
  /// The uncertain quantities.
  let quantities: UncertainDraws
  /// What stays the same for each regime.
  let statics: [RegimeStatics]
  /// The sources of shocks.
  let streams: ShockStreams
  /// The standing normal score of the fact that awareness moves with, by person.
  let scores: [Double]
  /// The classes of cases that tables and routes tell apart, one grouping after another.
  let classNumbers: [Int32]
  /// Whether some regime gives money that is not the payment of a cost.
  let hasGifts: Bool
  /// What a reader must know.
  let warnings: [String]

  /// Makes a run ready.
  /// - Throws: `SimulationError` if it cannot be carried out.
  init(_ plan: FundingPlan, seed: UInt64) throws(SimulationError) {
    let world = try World(plan, seed: seed)
    self.world = world
    quantities = try UncertainDraws(plan, seed: seed)
    var cache = ClassCache(world)
    model = try BehaviourModel(world, &cache)
    var statics: [RegimeStatics] = []
    for regime in plan.regimes.indices {
      let from = CivilDate.first(ofMonth: world.scenario.from.monthNumber - 36)
      let levies = plan.regimes[regime].levies.indices.map {
        LevyTable(world, regime: regime, levy: $0, values: world.centralValues[regime], from: from)
      }
      statics.append(
        RegimeStatics(
          regime: regime, reads: RouteReads(world, regime: regime, cache: &cache),
          levies: levies))
    }
    self.statics = statics
    classNumbers = cache.numbers
    streams = ShockStreams(world)
    scores = try world.awarenessScores()
    hasGifts = plan.regimes.contains { $0.instruments.contains { !$0.gifts.isEmpty } }
    warnings = try world.warnings() + world.omissions() + world.emptyFunds(statics)
  }
}

/// Carries out pairs of draws, one after another.
final class Worker {
  private let stage: Stage
  private let outcomes: [RouteOutcomes]
  private let tables: PairTables
  private let keepsLedger: Bool

  /// A worker with empty stores.
  init(_ stage: Stage, keepsLedger: Bool) {
    self.stage = stage
    self.keepsLedger = keepsLedger
    outcomes = stage.statics.map {
      RouteOutcomes(
        stage.world, regime: $0.regime, reads: $0.reads, numbers: stage.classNumbers)
    }
    tables = PairTables(stage.world, stage.model.tables, numbers: stage.classNumbers)
  }

  /// Both draws of a pair.
  func run(pair number: Int) throws(SimulationError) -> PairResult {
    let pair = PairModel(
      stage.world, stage.model, pair: number, quantities: stage.quantities, tables: tables)
    for each in outcomes { each.beginPair() }
    var rules: [LifeRules] = []
    for statics in stage.statics {
      rules.append(
        try LifeRules(stage.world, regime: statics.regime, values: pair.values[statics.regime]))
    }
    let discounting = Discounting(pair)
    let openings = stage.statics.map { RegimeOpening(stage.world, $0, pair: pair) }
    var draws: [DrawResult] = []
    for half in 0..<2 {
      draws.append(draw(UInt32(number * 2 + half), pair, rules, discounting, openings))
    }
    return PairResult(uncertain: pair.uncertain.map(\.double), draws: draws)
  }

  private func draw(
    _ draw: UInt32, _ pair: PairModel, _ rules: [LifeRules], _ discounting: Discounting,
    _ openings: [RegimeOpening]
  ) -> DrawResult {
    let gain = PerceivedGain(pair, rules: rules[0])
    let maker = OccasionMaker(
      pair: pair, streams: stage.streams, draw: draw, gain: gain, hasGifts: stage.hasGifts,
      scores: stage.scores)
    let book = maker.occasions()
    var result = DrawResult()
    var classing: Classing?
    for statics in stage.statics {
      var paths: [Int: LifePath] = [:]
      let run = RegimeRun(
        stage.world, statics, pair: pair, streams: stage.streams, draw: draw,
        outcomes: outcomes[statics.regime], book: book, opening: openings[statics.regime])
      run.run()
      let lives = LifeMaker(pair, rules: rules[statics.regime], streams: stage.streams, draw: draw)
      var booking = Booking(run, lives: lives, discounting: discounting, keepsLedger: keepsLedger)
      booking.book(paths: &paths)
      booking.book(statics.levies)
      var measuring = Measuring(booking)
      result.values.append(measuring.measure(classing: classing))
      result.flows.append(booking.tally.flowCells(names: booking.name))
      result.histograms.append(booking.histogram)
      result.ledgers.append(booking.ledger)
      if classing == nil { classing = Classing(stage.world, baseline: run.enrolments) }
    }
    return result
  }
}
