import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// A run made ready: people, offers, calendar and rules, and all that follows from them alone.
final class PreparedRun: Sendable {
  /// The people, the offers and the calendar.
  let world: World
  /// Behaviour and outcomes.
  let model: BehaviourModel
  /// The uncertain quantities.
  let quantities: UncertainDraws
  /// By regime, the classes of cases that its routes tell apart.
  let routeReads: [RouteReads]
  /// By regime, what its levies charge.
  let levies: [[LevyTable]]
  /// By regime, what each limit counts together.
  let limitTables: [LimitTable]
  /// By regime, the lots of funds and places.
  let lots: [Lots]
  /// By regime, fund and rank, the classes of people whom its test tells apart; nothing where there is no
  /// test, or where it asks for the day of the application.
  let rankClasses: [[[CaseClasses?]]]
  /// By regime and fact, whether it is what populations give of it in whatever circumstances.
  let isGiven: [[Bool]]
  /// The sources of shocks.
  let streams: ShockStreams
  /// The standing normal score of the fact that awareness moves with, by person.
  let scores: [Double]
  /// The classes of cases that tables and routes tell apart, one grouping after another.
  let classNumbers: [Int32]
  /// Whether some regime gives money that is not the payment of a cost.
  let hasGifts: Bool
  /// Whether nobody is left out because they surely change nothing.
  let everyone: Bool
  /// The figures that the plan asks for beside the standard measures.
  let metrics: [MetricPlan]
  /// What a reader must know.
  let warnings: [String]

  /// The indices of the regimes, the baseline's first.
  var regimes: Range<Int> { world.plan.regimes.indices }

  /// Makes a run ready.
  /// - Throws: `SimulationError` if it cannot be carried out.
  init(_ plan: FundingPlan, seed: UInt64, everyone: Bool = false) throws(SimulationError) {
    metrics = plan.metrics
    if let refusal = metrics.lazy.compactMap({ $0.refusal(in: plan) }).first {
      throw SimulationError(refusal)
    }
    let world = try World(plan, seed: seed)
    self.everyone = everyone
    self.world = world
    try world.refusePlansWithoutStart()
    try world.refuseUnsaidPast()
    quantities = try UncertainDraws(plan, seed: seed)
    var cache = ClassCache(world)
    model = try BehaviourModel(world, &cache)
    let from = CivilDate.first(ofMonth: world.scenario.from.monthNumber - 36)
    var routeReads: [RouteReads] = []
    var levies: [[LevyTable]] = []
    var ranks: [[[CaseClasses?]]] = []
    for regime in plan.regimes.indices {
      routeReads.append(RouteReads(world, regime: regime, cache: &cache))
      var ofFunds: [[CaseClasses?]] = []
      for fund in plan.regimes[regime].funds {
        ofFunds.append(world.rankClasses(fund, plan.regimes[regime], &cache))
      }
      ranks.append(ofFunds)
      levies.append(
        plan.regimes[regime].levies.indices.map { levy in
          LevyTable(
            world, regime: regime, levy: levy, values: world.centralValues[regime], from: from)
        })
    }
    self.routeReads = routeReads
    self.levies = levies
    classNumbers = cache.numbers
    streams = ShockStreams(world)
    limitTables = plan.regimes.map { LimitTable($0) }
    lots = plan.regimes.map { Lots(world, $0) }
    rankClasses = ranks
    isGiven = plan.regimes.map { world.givenFacts($0) }
    scores = try world.awarenessScores()
    hasGifts = plan.regimes.contains { $0.instruments.contains { !$0.gifts.isEmpty } }
    warnings = try world.warnings() + world.omissions() + world.emptyFunds(levies)
  }
}

extension World {
  /// By rank of a fund's order, the classes of people whom its test tells apart.
  fileprivate func rankClasses(
    _ fund: Fund, _ rules: RuleSet, _ cache: inout ClassCache
  ) -> [CaseClasses?] {
    fund.ranks.map { rank in
      guard case .when(let test) = rank else { return nil }
      var reads = Reads(rules)
      reads.read(test)
      reads.read(coursesOf: offers)
      if let application = numbers.application, reads.facts.contains(application) { return nil }
      return cache.classes(of: reads.facts, byYear: false)
    }
  }

  /// By fact, whether populations give it and neither years, courses nor rules change it.
  fileprivate func givenFacts(_ rules: RuleSet) -> [Bool] {
    var isGiven = Array(repeating: false, count: plan.facts.count)
    for fact in population.learnerFacts + population.employerFacts { isGiven[fact] = true }
    for derived in rules.derived { isGiven[derived.fact] = false }
    for fact in offers.flatMap(\.facts) { isGiven[fact.fact] = false }
    if let age = numbers.age { isGiven[age] = false }
    return isGiven
  }
}
