import Simulation
import Testing

/// The small example, run once for every law that looks at what a run gave.
enum SmallRun {
  /// All regimes, two draws and every flow, with some of each gain in pay taken from others.
  static let result: Result<SimulationResult, any Error> = Result {
    let plan = try Example.smallPlan { texts in
      try texts.replacing(
        "parameter waiting-cost as number",
        with: """
          parameter displacement as percent
              20%  from 2026-01-01  assumed "of these tests"

          parameter waiting-cost as number
          """
      ).replacing(
        "    learner discounts at learner-rate\n",
        with: "    learner discounts at learner-rate\n"
          + "    completing displaces displacement of the gain\n")
    }
    return try run(plan, ledger: true)
  }

  /// The whole example as it is kept, two draws and every flow.
  static let whole: Result<SimulationResult, any Error> = Result {
    try run(try Example.texts().plan(Example.scenario), ledger: true)
  }
}
