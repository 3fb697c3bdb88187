import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// Figures of a quote that a line of utility may weigh.
enum QuoteFigure: Sendable {
  case learnerPays, employerPays, levy, grant, loan
  case expectedGain, studyHours
}

/// One line of utility: a coefficient, what it multiplies and when it counts.
struct UtilityLine: Sendable {
  let coefficient: Int
  /// A tabulated quotient of a fact and the amount after `per`.
  let quotient: Int?
  let figure: QuoteFigure?
  /// What the figure is divided by, in its own unit.
  let per: Double
  let condition: Int?
  let isRouteLevel: Bool
}

/// The tables of behaviour and outcomes by name.
struct BehaviourModel: Sendable {
  private(set) var tables: BehaviourTables
  private(set) var offerLines: [UtilityLine] = []
  private(set) var routeLines: [UtilityLine] = []
  private(set) var awareness: Int?
  private(set) var awarenessCorrelation: Int?
  private(set) var campaigns: [(raise: Int, from: CivilDate)] = []
  private(set) var learnerConsiders: Int?
  private(set) var employerConsiders: Int?
  private(set) var dissimilarity: Int?
  private(set) var routeDissimilarity: Int?
  private(set) var sponsorship: SponsorTables?
  private(set) var background: [(share: Int, account: String)] = []
  private(set) var outcomes = OutcomeTables()
  private(set) var named = NamedTables()

  /// The two sides of the sponsor's test as straight lines in the quote's gain and cost.
  struct SponsorTables: Sendable {
    var gainSide: [Int] = []
    var costSide: [Int] = []
    var hurdle: Int?
    var spread = 0
    var limits: [(amount: Int, limit: Limit)] = []
  }

  /// The tables of what study leads to.
  struct OutcomeTables: Sendable {
    var completion: Int?
    var premium: Int?
    var fullAfter: Int?
    var fading: Int?
    var signal: Int?
    var partEarns: Int?
    var keeps: Int?
    var leaves: Int?
    var losesWork: Int?
    var findsWork: Int?
    var dies: Int?
    var grows: Int?
    var persistence: Int?
    var wanders: Int?
    var jumps: Int?
    var learnerRate: Int?
    var societyRate: Formula?
  }

  /// The tables of parameters that the engine reads by their names.
  struct NamedTables: Sendable {
    var tastePersistence: Int?
    var perceivedShare: Int?
    var retirementAge: Int?
    var waitingCost: Int?
    var displacement: Int?
    var loanDiscountRate: Int?

    init() {}

    init(_ tables: [String: Int]) {
      tastePersistence = tables["taste-persistence"]
      perceivedShare = tables["perceived-share"]
      retirementAge = tables["retirement-age"]
      waitingCost = tables["waiting-cost"]
      displacement = tables["displacement"]
      loanDiscountRate = tables["loan-discount-rate"]
    }
  }

  init(_ world: World, _ cache: inout ClassCache) throws(SimulationError) {
    tables = BehaviourTables(world)
    guard let behaviour = world.plan.behaviour else {
      throw SimulationError(
        "scenario `\(world.scenario.name)` uses no evidence that says how people choose: add "
          + "`uses` with a file that has a `behaviour` block")
    }
    for weight in behaviour.weights { try add(weight, world, &cache) }
    if let awareness = behaviour.awareness {
      self.awareness = add(awareness.chance, world, &cache)
      awarenessCorrelation = awareness.movesWith.first.map { add($0.correlation, world, &cache) }
    }
    campaigns = behaviour.campaigns.map { (add($0.raise, world, &cache), $0.from) }
    for each in behaviour.consideration {
      let table = add(each.chance, world, &cache)
      if each.party == learnerParty { learnerConsiders = table } else { employerConsiders = table }
    }
    dissimilarity = behaviour.nest.map { add($0.dissimilarity, world, &cache) }
    routeDissimilarity = behaviour.routeDissimilarity.map { add($0, world, &cache) }
    background = behaviour.background.map { (add($0.share, world, &cache), $0.account) }
    if let sponsorship = behaviour.sponsorship { try add(sponsorship, world, &cache) }
    var byName: [String: Int] = [:]
    for (name, parameter) in behaviour.named.sorted(by: { $0.key < $1.key }) {
      byName[name] = add(Formula([.parameter(parameter)]), world, &cache)
    }
    named = NamedTables(byName)
    if let outcomes = world.plan.outcomes { add(outcomes, world, &cache) }
  }

  private mutating func add(
    _ formula: Formula, _ world: World, _ cache: inout ClassCache
  ) -> Int { tables.add(.formula(formula), world, &cache) }

  private mutating func add(
    _ weight: BehaviourPlan.Weight, _ world: World, _ cache: inout ClassCache
  ) throws(SimulationError) {
    let coefficient = add(weight.coefficient, world, &cache)
    var isRouteLevel = tables.tables[coefficient].perRoute
    var figure: QuoteFigure?
    var quotient: Int?
    var per = 1.0
    if let fact = weight.of {
      figure = BehaviourModel.figure(named: world.plan.facts.names[fact])
      if figure != nil {
        per = (weight.per?.constant ?? .one).double
        guard per > 0 else {
          throw SimulationError("`\(weight.text)` divides by an amount that is not above nought")
        }
      } else {
        let operations =
          [Operation.fact(fact)] + (weight.per.map { $0.operations + [.divide] } ?? [])
        quotient = add(Formula(operations), world, &cache)
      }
      switch figure {
      case .learnerPays, .employerPays, .levy, .grant, .loan: isRouteLevel = true
      default: break
      }
    }
    let condition = weight.condition.map { tables.add(.condition($0), world, &cache) }
    if let condition, tables.tables[condition].perRoute { isRouteLevel = true }
    let line = UtilityLine(
      coefficient: coefficient, quotient: quotient, figure: figure, per: per,
      condition: condition, isRouteLevel: isRouteLevel)
    if isRouteLevel { routeLines.append(line) } else { offerLines.append(line) }
  }

  private static func figure(named name: String) -> QuoteFigure? {
    switch name {
    case "quote.learner-pays": .learnerPays
    case "quote.employer-pays": .employerPays
    case "quote.levy-used": .levy
    case "quote.grant": .grant
    case "quote.loan": .loan
    case "quote.expected-gain": .expectedGain
    case "quote.study-hours": .studyHours
    default: nil
    }
  }

  private mutating func add(
    _ plan: BehaviourPlan.Sponsorship, _ world: World, _ cache: inout ClassCache
  ) throws(SimulationError) {
    for formula in [plan.gain, plan.cost] {
      for operation in formula.operations {
        switch operation {
        case .minimum, .maximum, .logistic, .response:
          throw SimulationError(
            "the sponsor's test must add and subtract money: `min`, `max` and `logistic` may not stand"
              + " in `employer sponsors when`")
        default: break
        }
      }
    }
    var result = SponsorTables()
    for (gain, cost) in [(Int64(0), Int64(0)), (1_000_000, 0), (0, 1_000_000)] {
      result.gainSide.append(
        tables.add(.sponsored(plan.gain, gain: gain, cost: cost), world, &cache))
      result.costSide.append(
        tables.add(.sponsored(plan.cost, gain: gain, cost: cost), world, &cache))
    }
    result.hurdle = plan.hurdle.map { add($0, world, &cache) }
    result.spread = add(plan.spread, world, &cache)
    result.limits = plan.limits.map { (add($0.amount, world, &cache), $0) }
    sponsorship = result
  }

  private mutating func add(_ plan: OutcomesPlan, _ world: World, _ cache: inout ClassCache) {
    outcomes.completion = plan.completion.map { add($0, world, &cache) }
    outcomes.premium = plan.premium.map { add($0.by, world, &cache) }
    outcomes.fullAfter = plan.fullAfter.map { add($0, world, &cache) }
    outcomes.fading = plan.fading.map { add($0, world, &cache) }
    outcomes.signal = plan.signal.map { add($0, world, &cache) }
    outcomes.partEarns = plan.partEarns.map { add($0, world, &cache) }
    outcomes.keeps = plan.employerKeeps.map { add($0, world, &cache) }
    outcomes.leaves = plan.leaves.map { add($0, world, &cache) }
    outcomes.losesWork = plan.losesWork.map { add($0, world, &cache) }
    outcomes.findsWork = plan.findsWork.map { add($0, world, &cache) }
    outcomes.dies = plan.dies.map { add($0, world, &cache) }
    outcomes.grows = plan.grows.map { add($0, world, &cache) }
    outcomes.persistence = plan.wanders.map { add($0.persistence, world, &cache) }
    outcomes.wanders = plan.wanders.map { add($0.spread, world, &cache) }
    outcomes.jumps = plan.jumps.map { add($0, world, &cache) }
    outcomes.learnerRate = plan.discounts["learner"].map { add($0, world, &cache) }
    outcomes.societyRate = plan.discounts["society"]
  }
}
