import PolicyCompiler
import Quoting
import Simulation

/// The runs of a command whose work takes several, such as judging claims or fitting constants.
struct SeveralRuns {
  private let checked: CheckedProgram
  private let console: Console
  private let workers: Int
  private let budget: RunBudget
  private let interrupt = Interrupt()

  init(
    _ checked: CheckedProgram, _ arguments: Arguments, _ console: Console
  ) throws(Failure) {
    self.checked = checked
    self.console = console
    workers = try arguments.number("--workers", in: 1...4096) ?? 0
    budget = try RunBudget(arguments)
  }

  /// Runs a plan of a scenario, with the people of its tables.
  func result(
    _ plan: FundingPlan, of scenario: String, draws: Int, seed: UInt64
  ) throws -> SimulationResult {
    let (plan, _) = try checked.withRows(plan, of: scenario, console)
    let progress = Progress(total: draws, noun: "draws", console)
    defer { progress.clear() }
    var execution = Execution(workers: workers, progress: { progress.update($0) })
    let flag = interrupt.flag
    let budget = budget
    execution.shouldStop = { flag.isRaised || budget.excess != nil }
    return try simulate(plan, draws: draws, seed: seed, execution: execution)
  }

  /// Does work that runs plans.
  /// - Throws: what stopped it as a failure: an interrupt, a plan that cannot be made or cannot be run, or one of the
  ///   work's own kind.
  func carryOut<Answer>(
    or kind: String, _ work: () throws -> Answer
  ) throws(Failure) -> Answer {
    do {
      let answer = try work()
      interrupt.end()
      return answer
    } catch {
      try interrupt.check()
      if let error = error as? Failure { throw error }
      if let error = error as? SimulationError {
        throw .wrong("not-simulated", budget.excess ?? error.message)
      }
      if let error = error as? PlanError {
        try checked.planned { () throws(PlanError) in throw error }
      }
      throw .wrong(kind, "\(error)")
    }
  }
}
