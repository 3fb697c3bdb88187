import FundingRules
import FundingValues

extension FundingPlan {
  /// The plan in words: for reading and for snapshots. Amounts are in run-time units.
  public var listing: String {
    var lines: [String] = []
    if !uncertain.isEmpty {
      lines.append("uncertain")
      for (number, quantity) in uncertain.enumerated() {
        lines.append("  " + PlanText.line(of: quantity, number: number))
      }
    }
    var base: [[String]] = []
    for rules in regimes {
      let text = PlanText(facts: facts, rules: rules)
      lines.append("regime \(rules.name)")
      let parameters = rules.parameters.enumerated().map { text.lines(of: $1, number: $0) }
      for (number, parameter) in parameters.enumerated()
      where number >= base.count || base[number] != parameter {
        lines += parameter.map { "  " + $0 }
      }
      if base.isEmpty { base = parameters }
      lines += text.ruleLines().map { "  " + $0 }
    }
    if let rules = regimes.first {
      let text = PlanText(facts: facts, rules: rules)
      if let scenario { lines += text.lines(of: scenario) }
      if let behaviour { lines += text.lines(of: behaviour) }
      if let outcomes { lines += text.lines(of: outcomes) }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension PlanText {
  /// The lines of a scenario.
  fileprivate func lines(of scenario: ScenarioPlan) -> [String] {
    var lines = [
      "scenario \(scenario.name) from \(scenario.from) to \(scenario.to)"
        + " by \(PlanText.period(scenario.step)), \(scenario.draws) draws, seed \(scenario.seed)"
    ]
    if scenario.followsYears > 0 { lines.append("  follows \(scenario.followsYears) years") }
    if let date = scenario.priceDate {
      let index = scenario.priceIndex.map { " rising by \(formula($0))" } ?? ""
      lines.append("  in prices of \(date)\(index)")
    }
    for population in scenario.populations {
      let size = population.size.map { "\($0) " } ?? ""
      let many = population.standingFor.map { " standing for \(PlanText.number($0))" } ?? ""
      let firms = population.employedBy.map { " employed by \(scenario.populations[$0].name)" }
      let data = population.data.map { " from \($0)" } ?? ""
      lines.append("  population \(size)\(population.name)\(many)\(firms.joined())\(data)")
      lines += population.facts.map { "    " + self.fact($0) }
    }
    for offer in scenario.offers {
      let paid = offer.paidMonthly ? ", paid monthly" : ""
      lines.append("  offer \(offer.name), \(formula(offer.lasts)) years\(paid)")
      lines += offer.facts.map { "    " + self.fact($0) }
    }
    return lines + scenario.reports.map { "  report \($0.metric.text)" }
  }

  private func fact(_ fact: PopulationFact) -> String {
    let moves = fact.movesWith.map { " with \(self.fact($0.fact)) by \($0.rankCorrelation)" }
    let source: String
    switch fact.source {
    case .formula(let formula): source = "= \(self.formula(formula))"
    case .choice(let choices):
      let words = choices.map { "\($0.value): \(PlanText.number($0.weight))" }
      source = "in {\(words.joined(separator: ", "))}"
    case .varies(let shape, let bounds, let total):
      let kept = bounds.map { " kept \(PlanText.number($0.low)) to \(PlanText.number($0.high))" }
      let sum = total.map { " totalling \(formula($0))" } ?? ""
      source = "~ \(PlanText.shape(shape))\(kept ?? "")\(sum)"
    }
    return "\(self.fact(fact.fact)) \(source)\(moves.joined())"
  }

  /// The lines of a behaviour.
  fileprivate func lines(of behaviour: BehaviourPlan) -> [String] {
    var lines = ["behaviour"]
    if let awareness = behaviour.awareness {
      let moves = awareness.movesWith.map { " with \(fact($0.fact)) by \(formula($0.correlation))" }
      lines.append("  aware \(formula(awareness.chance))\(moves.joined())")
    }
    for campaign in behaviour.campaigns {
      lines.append("  campaign \(formula(campaign.raise)) from \(campaign.from)")
    }
    for considers in behaviour.consideration {
      lines.append("  \(party(considers.party)) considers \(formula(considers.chance))")
    }
    for weight in behaviour.weights {
      let per = weight.per.map { " per \(formula($0))" } ?? ""
      let of = weight.of.map { " of \(fact($0))" } ?? ""
      let test = weight.condition.map { " when \(condition($0))" } ?? ""
      lines.append("  values \(formula(weight.coefficient))\(per)\(of)\(test)")
    }
    if let sponsors = behaviour.sponsorship {
      lines.append("  sponsors \(formula(sponsors.gain)) against \(formula(sponsors.cost))")
      lines.append("    spread \(formula(sponsors.spread))")
      if let hurdle = sponsors.hurdle { lines.append("    hurdle \(formula(hurdle))") }
      lines += sponsors.limits.map { "    " + limit($0) }
    }
    if let transfers = behaviour.transfers { lines.append("  transfers \(formula(transfers))") }
    for other in behaviour.background {
      lines.append("  background \(formula(other.share)) of \(other.account)")
    }
    if let nest = behaviour.nest {
      lines.append("  nest \(fact(nest.fact)) \(formula(nest.dissimilarity))")
    }
    if let routes = behaviour.routeDissimilarity { lines.append("  routes \(formula(routes))") }
    return lines
      + behaviour.figures.sorted { $0.key < $1.key }.map { "  \($0.key) \(formula($0.value))" }
  }

  /// The lines of what study leads to.
  fileprivate func lines(of outcomes: OutcomesPlan) -> [String] {
    var lines = ["outcomes"]
    func add(_ name: String, _ value: Formula?) {
      if let value { lines.append("  \(name) \(formula(value))") }
    }
    add("completes", outcomes.completion)
    add("steps off", outcomes.stepsOff)
    add("returns within", outcomes.returns?.within)
    add("returns with chance", outcomes.returns?.chance)
    add("loses work", outcomes.losesWork)
    add("finds work", outcomes.findsWork)
    add("leaves", outcomes.leaves)
    add("dies", outcomes.dies)
    if let premium = outcomes.premium {
      lines.append("  raises \(fact(premium.raises)) by \(formula(premium.by))")
    }
    add("full after", outcomes.fullAfter)
    add("fading", outcomes.fading)
    add("signal", outcomes.signal)
    add("part earns", outcomes.partEarns)
    add("employer keeps", outcomes.employerKeeps)
    for (party, rate) in outcomes.discounts.sorted(by: { $0.key < $1.key }) {
      add("\(party) discounts at", rate)
    }
    add("grows", outcomes.grows)
    add("persistence", outcomes.wanders?.persistence)
    add("lasting spread", outcomes.wanders?.spread)
    add("passing spread", outcomes.jumps)
    return lines
  }
}
