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
