import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

extension PreparedRun {
  /// Puts the pairs together in their order.
  func result(_ pairs: [Int: PairResult], draws: Int) -> SimulationResult {
    var regimes = world.plan.regimes.map { RegimeResult(name: $0.name, title: $0.title) }
    var uncertain = world.plan.uncertain.map { _ in [Double]() }
    for pair in 0..<(draws / 2) {
      guard let result = pairs[pair] else { continue }
      for (index, value) in result.uncertain.enumerated() { uncertain[index].append(value) }
      for (half, draw) in result.draws.enumerated() {
        add(draw, number: pair * 2 + half, of: draws, to: &regimes)
      }
    }
    completeMeasures(&regimes, draws: draws)
    for index in regimes.indices { countPopulation(&regimes[index], draws: draws) }
    let people = world.population.people.reduce(0.0) { $0 + Double($1.weight) } / 1e6
    let employed = world.population.people.reduce(0.0) {
      $0 + ($1.firm < 0 ? 0 : Double($1.weight))
    }
    let firms = world.population.firms.reduce(0.0) { $0 + Double($1.weight) } / 1e6
    return SimulationResult(
      scenario: world.scenario.name, title: world.scenario.title, regimes: regimes, draws: draws,
      seed: world.seed, uncertain: world.plan.uncertain.map(\.name), uncertainValues: uncertain,
      learners: world.population.people.count, employers: world.population.firms.count,
      learnersStandFor: people, employersStandFor: firms, warnings: warnings,
      from: world.scenario.from, to: world.scenario.to,
      priceDate: world.scenario.priceDate ?? world.scenario.from,
      currency: world.plan.currency,
      partyTitles: Dictionary(
        world.plan.regimes.flatMap(\.parties).map { ($0.name, $0.title) }
      ) { first, _ in first }, learnersEmployed: employed / 1e6)
  }

  private func add(
    _ draw: DrawResult, number: Int, of draws: Int, to regimes: inout [RegimeResult]
  ) {
    for index in regimes.indices {
      for (measure, value) in draw.values[index] {
        regimes[index].values[measure, default: Array(repeating: 0, count: draws)][number] = value
      }
      for (cell, value) in draw.flows[index] {
        regimes[index].flows[cell, default: Array(repeating: 0, count: draws)][number] = value
      }
      for (bin, count) in draw.histograms[index] {
        regimes[index].gainHistogram[bin, default: 0] += count
      }
      regimes[index].ledger += draw.ledgers[index]
      guard draw.metrics.indices.contains(index) else { continue }
      if regimes[index].metrics.isEmpty {
        regimes[index].metrics = draw.metrics[index].map { _ in MetricValues() }
      }
      for (place, metric) in draw.metrics[index].enumerated() {
        regimes[index].metrics[place].set(metric, number: number, of: draws)
      }
    }
  }

  /// Counts people and firms where a metric asks for them: once, for they are the same in every draw.
  private func countPopulation(_ regime: inout RegimeResult, draws: Int) {
    for (place, metric) in metrics.enumerated()
    where metric.isOfPopulation && regime.metrics.indices.contains(place) {
      let counted = world.counted(metric)
      for draw in 0..<draws { regime.metrics[place].set(counted, number: draw, of: draws) }
    }
  }

  /// A measure that one regime has, others have too, at nought.
  private func completeMeasures(_ regimes: inout [RegimeResult], draws: Int) {
    let nothing = Array(repeating: Int128(0), count: draws)
    let measures = Set(regimes.flatMap(\.values.keys))
    let cells = Set(regimes.flatMap(\.flows.keys))
    for index in regimes.indices {
      for measure in measures where regimes[index].values[measure] == nil {
        if index == 0 && measure.quantity.isAgainstBaseline { continue }
        regimes[index].values[measure] = nothing
      }
      for cell in cells where regimes[index].flows[cell] == nil {
        regimes[index].flows[cell] = nothing
      }
    }
  }
}

extension Tally {
  /// The flows that are not nought, by the parties' names.
  func flowCells(names: (Int) -> String) -> [FlowCell: Int128] {
    var result: [FlowCell: Int128] = [:]
    for payer in 0...parties {
      for payee in 0...parties {
        for year in 0..<yearCount {
          let amount = flows[(payer * (parties + 1) + payee) * yearCount + year]
          guard amount != 0 else { continue }
          let cell = FlowCell(payer: names(payer), payee: names(payee), year: firstYear + year)
          result[cell] = amount
        }
      }
    }
    return result
  }
}

extension World {
  /// The standing normal score, by person, of the fact that awareness moves with.
  func awarenessScores() throws(SimulationError) -> [Double] {
    guard let moves = plan.behaviour?.awareness?.movesWith.first else {
      return Array(repeating: 0, count: population.people.count)
    }
    var drawings: [Int: (drawing: FactDrawing, index: Int)] = [:]
    for (index, each) in scenario.populations.enumerated() {
      guard let place = each.facts.firstIndex(where: { $0.fact == moves.fact }) else { continue }
      drawings[index] = (
        try FactDrawing(each, seed: scenario.seed, facts: plan.facts), place
      )
    }
    return population.people.map { person in
      guard let (drawing, index) = drawings[person.population],
        let uniform = drawing.uniforms(of: person.identity)[index]
      else { return 0 }
      return Elementary.inverseNormalCDF(uniform)
    }
  }

  /// Requests so large against a period's budget that one person decides it: above 1% they are named.
  /// - Throws: `SimulationError` above 20%, where sharing out would be a lottery of the sampling.
  func warnings() throws(SimulationError) -> [String] {
    var result: [String] = []
    let heaviest = Double(population.people.map(\.weight).max() ?? 0) / 1e6
    guard heaviest > 1 else { return [] }
    for (regime, rules) in plan.regimes.enumerated() {
      for (number, fund) in rules.funds.enumerated() where rules.isDrawn(fund: number) {
        guard let formula = fund.budget else { continue }
        let here = Circumstances(
          frame: Frame(count: plan.facts.count), values: centralValues[regime],
          date: fund.period == .life ? scenario.from : fund.period.start(holding: scenario.from))
        guard let budget = try? here.value(of: formula), budget > .zero else { continue }
        let share = largestRequest(by: fund.period) * heaviest / budget.double
        guard share > 0.01 else { continue }
        let percent = Int(Int64(held: (share * 100).rounded(.up)))
        let line =
          "one weighted request can be \(percent)% of a period's budget of `\(fund.name)`, "
          + "so who gets the last of it is rough"
        if share > 0.2 {
          throw SimulationError(
            line + ": simulate more people, so that each stands for fewer, or widen the budget")
        }
        if !result.contains(line) { result.append(line) }
      }
    }
    return result
  }

  /// The most pence of one fee that fall due in one period.
  private func largestRequest(by period: Period) -> Double {
    offers.indices.map { offer in
      let cost = largestCosts[offer]
      guard cost < 9e9, let start = offers[offer].starts.first else { return 0 }
      return cost * offers[offer].dues(from: start).largestShare(by: period).double
    }.max() ?? 0
  }
}

extension RuleSet {
  /// Whether an instrument that some route names pays out of a fund itself.
  fileprivate func isDrawn(fund: Int) -> Bool {
    routes.contains { route in
      (route.stacks.flatMap(\.instruments) + route.also).contains {
        instruments[$0].source == .fund(fund)
      }
    }
  }
}
