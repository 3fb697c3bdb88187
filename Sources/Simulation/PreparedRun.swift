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
  /// By regime, fund and rank, whether its test asks nothing of those who apply.
  let ranksAlike: [[[Bool]]]
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

  /// The indices of the regimes, the baseline's first.
  var regimes: Range<Int> { world.plan.regimes.indices }

  /// Makes a run ready.
  /// - Throws: `SimulationError` if it cannot be carried out.
  init(_ plan: FundingPlan, seed: UInt64) throws(SimulationError) {
    let world = try World(plan, seed: seed)
    self.world = world
    quantities = try UncertainDraws(plan, seed: seed)
    var cache = ClassCache(world)
    model = try BehaviourModel(world, &cache)
    let from = CivilDate.first(ofMonth: world.scenario.from.monthNumber - 36)
    var routeReads: [RouteReads] = []
    var levies: [[LevyTable]] = []
    for regime in plan.regimes.indices {
      routeReads.append(RouteReads(world, regime: regime, cache: &cache))
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
    ranksAlike = plan.regimes.map { rules in rules.funds.map { world.ranksAlike($0, rules) } }
    scores = try world.awarenessScores()
    hasGifts = plan.regimes.contains { $0.instruments.contains { !$0.gifts.isEmpty } }
    warnings = try world.warnings() + world.omissions() + world.emptyFunds(levies)
  }
}

extension World {
  /// By rank of a fund's order, whether its test asks nothing of those who apply or of their application.
  fileprivate func ranksAlike(_ fund: Fund, _ rules: RuleSet) -> [Bool] {
    let personal = Set(
      population.learnerFacts + population.employerFacts + [numbers.application].compactMap { $0 })
    return fund.ranks.map { rank in
      guard case .when(let test) = rank else { return false }
      var reads = Reads(rules)
      reads.read(test)
      reads.read(coursesOf: offers)
      return reads.facts.isDisjoint(with: personal)
    }
  }
}
