import Analysis
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Simulation

/// A scenario that can be run again with other values: its program, its people and how it is carried out.
struct ScenarioRun {
  let checked: CheckedProgram
  let arguments: Arguments
  let console: Console
  /// The name of the scenario.
  let name: String
  /// The regimes asked for, or nothing for all that it compares.
  let regimes: [String]?
  /// Values that the command line sets.
  let settings: [ParameterSetting]
  /// Raised when somebody interrupts the command.
  let interrupt: Interrupt

  /// The plan with further values set, of some of the regimes if they are named.
  func plan(
    _ further: [ParameterSetting] = [], only: [String]? = nil
  ) throws(Failure) -> (plan: FundingPlan, inputs: [ReportContext.Input]) {
    try checked.withRows(
      try checked.planned { () throws(PlanError) in
        try FundingPlan(
          checked.program, scenario: name, regimes: only ?? regimes, settings: settings + further)
      }, of: name, console)
  }

  /// Runs a plan, and says how long it took.
  func result(
    _ plan: FundingPlan, breakdown: [BreakdownAxis] = [], doing noun: String = "draws"
  ) throws(Failure) -> (result: SimulationResult, seconds: Double) {
    let draws = try arguments.draws() ?? plan.scenario?.draws ?? 2
    let seed = try arguments.seed() ?? plan.scenario?.seed ?? 0
    let workers = try arguments.number("--workers", in: 1...4096) ?? 0
    let progress = Progress(total: draws, noun: noun, console)
    var execution = Execution(workers: workers, progress: { progress.update($0) })
    execution.keepsLedger = arguments.has("--ledger")
    execution.followsEveryone = arguments.has("--everyone")
    execution.breakdown = breakdown
    let flag = interrupt.flag
    let budget = try RunBudget(arguments)
    execution.shouldStop = { flag.isRaised || budget.excess != nil }
    defer { progress.clear() }
    let result: SimulationResult
    do throws(SimulationError) {
      result = try simulate(plan.withoutEqualCost(), draws: draws, seed: seed, execution: execution)
    } catch {
      try interrupt.check()
      throw .wrong("not-simulated", budget.excess ?? error.message)
    }
    try interrupt.check()
    return (result, progress.seconds)
  }

  /// A parameter's value from a text such as `level-4-5-budget=£2 million`.
  func setting(_ text: String, for option: String) throws(Failure) -> ParameterSetting {
    do {
      return try ParameterSetting.parse(text, in: checked.program)
    } catch {
      throw .misuse("`\(option)`: \(error.message)")
    }
  }
}
