import Analysis
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Simulation

extension OptionSpecification {
  /// Options of commands that simulate.
  static let simulation: [OptionSpecification] = [
    OptionSpecification(
      name: "--draws", value: "N",
      help: "how many draws, an even number; the scenario's own unless said"),
    OptionSpecification(
      name: "--seed", value: "N", help: "the seed of all chance; the scenario's own unless said"),
    OptionSpecification(
      name: "--workers", value: "N", help: "how many threads; never changes a result"),
    OptionSpecification(
      name: "--by", value: "NAME,NAME",
      help: "also print who comes by route, offer, region, sex or employer-size"),
    .set,
    OptionSpecification(
      name: "--out", value: "FOLDER", help: "where results go; results/NAME-001 unless said"),
    OptionSpecification(
      name: "--replace", value: nil,
      help: "replace the results in `--out` once the new are complete"),
    OptionSpecification(
      name: "--ledger", value: nil, help: "also write every flow of money, for small runs"),
    OptionSpecification(
      name: "--everyone", value: nil,
      help: "follow those too who surely change nothing; slower, and never changes a result"),
    OptionSpecification(
      name: "--timing", value: "FILE", help: "write how long the run took"),
    OptionSpecification(
      name: "--limit-time", value: "SECONDS", help: "stop a run that takes longer"),
    OptionSpecification(
      name: "--limit-memory", value: "MB", help: "stop a run that takes more megabytes"),
    .policies, .format,
  ]
}

extension CommandSpecification {
  /// `cofund compare`: the main job.
  static let compare = CommandSpecification(
    name: "compare", usage: "SCENARIO [--draws N] [--seed N] [--out FOLDER]",
    summary: "the same people under every regime of a scenario: who comes, who pays, who gains",
    operands: 1...1,
    options: [
      OptionSpecification(
        name: "--regimes", value: "NAME,NAME",
        help: "the regimes to compare, the baseline first; the scenario's own unless said")
    ] + OptionSpecification.simulation,
    examples: [
      "cofund compare Examples/west-midlands-medtech.scenario --draws 20",
      "cofund compare Examples/west-midlands-medtech.scenario --by route --out results/check",
    ],
    notes: [
      "Prints a summary, writes a folder of tables, and prints its path last."
    ],
    run: { arguments, console in
      try SimulationCommand(arguments, console).run(regimes: try arguments.regimes())
    })

  /// `cofund run`: one regime.
  static let run = CommandSpecification(
    name: "run", usage: "SCENARIO --regime R [--draws N] [--seed N] [--out FOLDER]",
    summary: "one regime of a scenario by itself", operands: 1...1,
    options: [
      OptionSpecification(name: "--regime", value: "R", help: "the regime to run")
    ] + OptionSpecification.simulation,
    examples: [
      "cofund run Examples/west-midlands-medtech.scenario --regime england-2027 --draws 20"
    ],
    run: { arguments, console in
      guard let regime = arguments["--regime"] else {
        throw Failure.misuse(
          "`cofund run` needs `--regime` and a name; `cofund compare` runs all of a scenario's")
      }
      return try SimulationCommand(arguments, console).run(regimes: [regime])
    })
}

/// Carries out a simulation and writes what came of it.
struct SimulationCommand {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Simulates some regimes of the scenario, or all that it compares.
  func run(regimes: [String]?) throws -> ExitStatus {
    _ = try arguments.choice("--format", among: ["text", "json"])
    let breakdowns = try breakdowns()
    let files = try SourceFiles.program(
      scenario: arguments.operands[0], policies: arguments.all("--policies"))
    let checked = try CheckedProgram(files, console) { _ in false }
    let name = try checked.onlyUnit(
      .scenario, called: "scenario", in: arguments.operands[0])
    for regime in regimes ?? [] { try checked.requireRegime(regime) }
    let settings = try Settings(arguments.all("--set"), checked.program, allowsFacts: false)
    let (plan, tables) = try checked.withRows(
      try checked.planned { () throws(PlanError) in
        try FundingPlan(
          checked.program, scenario: name, regimes: regimes, settings: settings.parameters)
      }, of: name, console)
    try checked.requireRead(settings, by: plan, name)
    try requireOutputs()
    let interrupt = Interrupt()
    let folder = try ResultsFolder(
      arguments["--out"], replaces: arguments.has("--replace"), name: name, console)
    defer { folder.discard() }
    let (result, seconds) = try simulated(plan, interrupt)
    let comparison = Comparison(result)
    let context = ReportContext(
      version: CommandLineTool.version,
      inputs: (files.inputs + tables).sorted { $0.path < $1.path }, options: options(result),
      assumptions: plan.assumptions, breakdowns: breakdowns)
    var written = try reportFiles(comparison, context)
    if arguments.has("--ledger") { written.append(LedgerTable(result).file) }
    let path = try folder.write(written, unless: interrupt)
    interrupt.end()
    try tell(path) { () throws(Failure) in
      try writeTiming(result, seconds)
      try show(comparison, context, path)
    }
    return .done
  }

  /// Does what is left once the results are there, and says where they are if that fails.
  private func tell(_ path: String, _ rest: () throws(Failure) -> Void) throws(Failure) {
    do throws(Failure) {
      try rest()
    } catch {
      throw .unreadable("\(error.message); the results are in `\(path)`")
    }
  }

  private func simulated(
    _ plan: FundingPlan, _ interrupt: Interrupt
  ) throws(Failure) -> (SimulationResult, Double) {
    let draws = try arguments.number("--draws", in: 2...10_000_000) ?? plan.scenario?.draws ?? 2
    guard draws % 2 == 0 else {
      throw .misuse("draws come in pairs, so `--draws \(draws)` must be even, such as \(draws + 1)")
    }
    let seed = try arguments.seed() ?? plan.scenario?.seed ?? 0
    let workers = try arguments.number("--workers", in: 1...4096) ?? 0
    let progress = Progress(total: draws, noun: "draws", console)
    var execution = Execution(workers: workers, progress: { progress.update($0) })
    execution.keepsLedger = arguments.has("--ledger")
    execution.followsEveryone = arguments.has("--everyone")
    let flag = interrupt.flag
    let budget = try RunBudget(arguments)
    execution.shouldStop = { flag.isRaised || budget.excess != nil }
    defer { progress.clear() }
    let result: SimulationResult
    do throws(SimulationError) {
      result = try simulate(plan, draws: draws, seed: seed, execution: execution)
    } catch {
      try interrupt.check()
      throw .wrong("not-simulated", budget.excess ?? error.message)
    }
    try interrupt.check()
    return (result, progress.seconds)
  }
}
