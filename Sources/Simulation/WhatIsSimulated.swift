import FundingRules
import FundingValues
import PolicyCompiler

extension World {
  /// Refuses what cannot be left out without a wrong answer, and says how to go on.
  static func refuseWhatIsNotSimulated(
    _ plan: FundingPlan, _ scenario: ScenarioPlan
  ) throws(SimulationError) {
    for population in scenario.populations where population.data != nil && population.rows == nil {
      throw SimulationError("the file of population `\(population.name)` has not been read")
    }
    if plan.currency.minorUnits != 100 {
      throw SimulationError(
        "money here has \(plan.currency.minorUnits) minor units to the unit, but `compare` and `run` "
          + "count in hundredths: declare the currency `in hundredths`")
    }
    if scenario.equalCost != nil {
      throw SimulationError(
        "`compare … at … adjusting …` is carried out by `cofund compare`, which runs the regimes many times"
      )
    }
    try refuseWhatIsNotFollowed(plan, scenario)
    for rules in plan.regimes {
      for fund in rules.funds where fund.filledByLevy != nil {
        switch fund.period {
        case .month, .quarter, .year: continue
        default:
          throw SimulationError(
            "fund `\(fund.name)` is filled by a levy that is collected neither each month, each quarter "
              + "nor each year, which is not simulated: collect it each month")
        }
      }
      for fund in rules.funds where fund.whenSpent == .partPays {
        throw SimulationError(
          "fund `\(fund.name)` part-pays when spent, which is not simulated yet: let it refuse or queue"
        )
      }
      for stack in rules.routes.flatMap(\.stacks) where stack.eachApplication {
        throw SimulationError(
          "`\(stack.costName)` is stacked each application, which is not simulated yet: take its "
            + "stacking out of the routes compared")
      }
      let used = rules.instruments.filter { rules.isRouted($0.name) }.compactMap(\.plan)
      for plan in used.map({ rules.plans[$0] })
      where rules.facts.names[plan.startsAfter] != "course.end" {
        throw SimulationError(
          "`\(plan.name)` starts after `\(rules.facts.names[plan.startsAfter])`, but a run follows "
            + "only plans that start after `course.end`")
      }
      for instrument in rules.instruments {
        if instrument.payments.contains(where: { $0.parts.contains(where: \.isOnSeparation) }),
          rules.isRouted(instrument.name)
        {
          throw SimulationError(
            "`\(instrument.name)` pays a part on separation, which comes after the course is paid for: "
              + "pay it on another event in the routes compared, or take it back on separation")
        }
        if case .accountOfAnother = instrument.source, rules.isRouted(instrument.name) {
          throw SimulationError(
            "`\(instrument.name)` draws on another employer's account, which is not simulated yet: "
              + "take it out of the routes compared")
        }
      }
    }
  }

  /// Things that the text asks for and this run leaves out, for the reader to know.
  func omissions() -> [String] {
    var result: [String] = []
    if !scenario.reports.isEmpty {
      result.append(
        "the scenario's own `report` lines are not computed yet; every standard measure is in the tables"
      )
    }
    return result
  }
}

extension Part {
  /// Whether it is paid when the learner leaves the employer.
  fileprivate var isOnSeparation: Bool {
    if case .on(.separation) = moment { true } else { false }
  }
}

extension RuleSet {
  /// Whether some route names an instrument.
  fileprivate func isRouted(_ name: String) -> Bool {
    routes.contains { route in
      (route.stacks.flatMap(\.instruments) + route.also).contains { instruments[$0].name == name }
    }
  }
}
