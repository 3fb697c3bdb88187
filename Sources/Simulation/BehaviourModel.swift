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
  /// The table of what a unit of the figure adds.
  let coefficient: Int
  /// A tabulated quotient of a fact and the amount after `per`.
  let quotient: Int?
  /// The figure of a quote that it weighs; nothing for a constant or a fact.
  let figure: QuoteFigure?
  /// What the figure is divided by, in its own unit.
  let per: Double
  /// The table of the test under which it counts; nothing if it always does.
  let condition: Int?
  /// Whether a route may change it.
  let isRouteLevel: Bool
}

/// The tables of behaviour and outcomes by name.
struct BehaviourModel: Sendable {
  /// Every table that behaviour and outcomes ask.
  private(set) var tables: BehaviourTables
  /// The lines of utility that no route changes, in the order written.
  private(set) var offerLines: [UtilityLine] = []
  /// The lines that a route may change, in the order written.
  private(set) var routeLines: [UtilityLine] = []
  /// The classes of people whom all lines but a few tell apart; nothing where those are too many.
  private(set) var lineClasses: LineClasses?
  /// By regime, the classes of people whom the tests of its taxes tell apart.
  private(set) var taxClasses: [(classes: CaseClasses, isUncertain: Bool)] = []
  /// The table of the chance of being aware; nothing if everyone is.
  private(set) var awareness: Int?
  /// The table of the rank correlation of awareness with a fact.
  private(set) var awarenessCorrelation: Int?
  /// Campaigns: the table of what each adds to the chance, and its first day.
  private(set) var campaigns: [(raise: Int, from: CivilDate)] = []
  /// The table of the chance that a learner considers an offer.
  private(set) var learnerConsiders: Int?
  /// The table of the chance that an employer considers sponsoring.
  private(set) var employerConsiders: Int?
  /// The table of the dissimilarity of offers of one field.
  private(set) var dissimilarity: Int?
  /// The table of the dissimilarity of an offer's routes.
  private(set) var routeDissimilarity: Int?
  /// What an employer weighs before it sponsors; nothing if none does.
  private(set) var sponsorship: SponsorTables?
  /// The share of an account's deposits that goes on other training, by account: its table, and what it
  /// is for an employer of whom nobody is simulated.
  private(set) var background: [(share: Int, formula: Formula, account: String)] = []
  /// The chance that an employer passes on account money: its table, and what it is for an employer of
  /// whom nobody is simulated.
  private(set) var transfers: (table: Int, formula: Formula)?
  /// The tables of what study leads to.
  private(set) var outcomes = OutcomeTables()
  /// The tables of parameters that are read by name.
  private(set) var named = NamedTables()

  /// The two sides of the sponsor's test as straight lines in the quote's gain and cost.
  struct SponsorTables: Sendable {
    /// The left side at a gain and a cost of nought, at a gain of 1,000,000 pence, and at such a
    /// cost.
    var gainSide: [Int] = []
    /// The right side at the same three points.
    var costSide: [Int] = []
    /// The table of the yearly rate at which employers discount.
    var hurdle: Int?
    /// The table of the spread of the sponsor's own error, in pence.
    var spread = 0
    /// Limits on an employer's own money: the table of the amount, and the limit.
    var limits: [(amount: Int, limit: Limit)] = []
  }

  /// The tables of what study leads to.
  struct OutcomeTables: Sendable {
    /// The chance of completing.
    var completion: Int?
    /// The chance of stepping off a course at a break.
    var stepsOff: Int?
    /// The years within which one returns from a break, and the chance of it.
    var returnsWithin: Int?
    var returnsChance: Int?
    /// What a whole award adds to pay, as a share.
    var premium: Int?
    /// The years after which the premium is whole.
    var fullAfter: Int?
    /// The share of the premium that fades each year after that.
    var fading: Int?
    /// The share of the premium that is signal.
    var signal: Int?
    /// The share of the premium that a part of an award earns in proportion.
    var partEarns: Int?
    /// The share of the gain that the employer keeps.
    var keeps: Int?
    /// The yearly chance of leaving the employer.
    var leaves: Int?
    /// The yearly chance of losing work.
    var losesWork: Int?
    /// The yearly chance of finding work.
    var findsWork: Int?
    /// The yearly chance of dying.
    var dies: Int?
    /// The yearly growth of pay above prices.
    var grows: Int?
    /// The share of a lasting shock to pay that is left a year later.
    var persistence: Int?
    /// The spread of lasting shocks to the logarithm of pay.
    var wanders: Int?
    /// The spread of passing shocks to the logarithm of pay.
    var jumps: Int?
    /// The yearly rate at which learners discount.
    var learnerRate: Int?
    /// The yearly rate at which society discounts, by the year ahead.
    var societyRate: Formula?
  }

  /// The tables of parameters that the engine reads by their names.
  struct NamedTables: Sendable {
    /// The chance that a lasting error stands for an occasion's own.
    var tastePersistence: Int?
    /// The share of the premium that people expect.
    var perceivedShare: Int?
    /// The age at which people retire.
    var retirementAge: Int?
    /// What waiting in a queue takes off utility.
    var waitingCost: Int?
    /// The share of a rise in pay that others lose.
    var displacement: Int?
    /// The yearly rate at which budgets value student loans.
    var loanDiscountRate: Int?

    /// No table: nothing is read by name.
    init() {}

    /// The tables by the names of their parameters.
    init(_ tables: [String: Int]) {
      tastePersistence = tables["taste-persistence"]
      perceivedShare = tables["perceived-share"]
      retirementAge = tables["retirement-age"]
      waitingCost = tables["waiting-cost"]
      displacement = tables["displacement"]
      loanDiscountRate = tables["loan-discount-rate"]
    }
  }

  /// Tabulates behaviour and outcomes.
  /// - Throws: `SimulationError` if no evidence says how people choose, or a line cannot be
  /// weighed.
  init(_ world: World, _ cache: inout ClassCache) throws(SimulationError) {
    tables = BehaviourTables(world)
    guard let behaviour = world.plan.behaviour else {
      throw SimulationError(
        "scenario `\(world.scenario.name)` uses no evidence that says how people choose: add "
          + "`uses` with a file that has a `behaviour` block")
    }
    for weight in behaviour.weights { try add(weight, world, &cache) }
    lineClasses = LineClasses(offerLines, routeLines, tables.tables, &cache)
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
    background = behaviour.background.map {
      (add($0.share, world, &cache), $0.share, $0.account)
    }
    transfers = behaviour.transfers.map { (add($0, world, &cache), $0) }
    if let sponsorship = behaviour.sponsorship { try add(sponsorship, world, &cache) }
    var byName: [String: Int] = [:]
    for (figure, formula) in behaviour.figures.sorted(by: { $0.key < $1.key }) {
      byName[figure] = add(formula, world, &cache)
    }
    named = NamedTables(byName)
    for rules in world.plan.regimes {
      var reads = Reads(rules)
      for tax in rules.taxes { if let due = tax.due { reads.read(due) } }
      taxClasses.append((cache.classes(of: reads.facts, byYear: false), reads.isUncertain))
    }
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
    outcomes.stepsOff = plan.stepsOff.map { add($0, world, &cache) }
    outcomes.returnsWithin = plan.returns.map { add($0.within, world, &cache) }
    outcomes.returnsChance = plan.returns.map { add($0.chance, world, &cache) }
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
