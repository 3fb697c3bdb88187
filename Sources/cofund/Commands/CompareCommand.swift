import Analysis
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Simulation

extension OptionSpecification {
  /// Options of commands that simulate.
  static let simulation: [OptionSpecification] =
    [
      OptionSpecification(
        name: "--draws", value: "N",
        help: "how many draws, an even number; the scenario's own unless said"),
      .seed, .workers,
      OptionSpecification(
        name: "--by", value: "FACT,FACT",
        help: "tell people and money apart by route, offer, or any fact; by two at once"),
      OptionSpecification(
        name: "--bands", value: "FACT=25,35,50",
        help: "the bands of a number in `--by`; those of the scenario's tables unless said",
        repeats: true),
      OptionSpecification(
        name: "--tables", value: "NAME,NAME",
        help:
          "print tables below the answer: all, or people, payers, gains, value, funds and so on",
        valueAlone: "all"),
      .set,
      OptionSpecification(
        name: "--frontier", value: "PARAMETER FROM TO",
        help: "also print completers against support at nine values of a parameter", words: 3),
      OptionSpecification(
        name: "--fairness", value: nil,
        help: "also the same person by every route, who is left out, and cliff edges"),
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
      .policies, .format,
    ] + limits
}

extension CommandSpecification {
  /// `cofund compare`: the main job.
  static let compare = CommandSpecification(
    name: "compare", usage: "SCENARIO [--draws N] [--seed N] [--out FOLDER]  (or RUN-A RUN-B)",
    summary: "the same people under every regime of a scenario: who comes, who pays, who gains",
    operands: 1...2,
    options: [
      OptionSpecification(
        name: "--regimes", value: "NAME,NAME",
        help: "the regimes to compare, the baseline first; the scenario's own unless said"),
      OptionSpecification(
        name: "--match", value: "PATH",
        help: "compare at equal cost: support, levy.pays, PARTY.pays or FUND.paid"),
      OptionSpecification(
        name: "--to", value: "AMOUNT",
        help: "what to match; an amount of money, or the baseline's own unless said"),
      OptionSpecification(
        name: "--adjusting", value: "PARAMETER,PARAMETER",
        help: "what regimes move to match: each the one that it reads and the baseline does not"),
      OptionSpecification(
        name: "--within", value: "LEAST GREATEST",
        help: "between which values to look; half to ten times the present unless said",
        words: 2),
    ] + OptionSpecification.simulation,
    examples: [
      "cofund compare Examples/west-midlands-medtech.scenario --draws 20",
      "cofund compare Examples/west-midlands-medtech.scenario --by learner.age,employer-size",
      "cofund compare Examples/west-midlands-medtech.scenario --draws 4 --match support "
        + "--to £700,000 --regimes england-2027,devolved-fund --adjusting level-4-5-budget",
      "cofund compare Examples/west-midlands-medtech.scenario --draws 4 --set four-ways.clawback=20%,60%",
    ],
    notes: [
      "Prints the answer on one page, writes a folder of tables, and prints its path last.",
      "Two results folders, `cofund compare RUN-A RUN-B`, print what differs between them.",
      "Several values of one parameter, `--set NAME=A,B,C`, print a column each below the answer.",
      "Tables: " + TextReport.Table.allCases.map(\.rawValue).joined(separator: ", ") + ".",
    ],
    run: { arguments, console in
      if arguments.operands.count == 2 {
        _ = try arguments.choice("--format", among: ["text", "json"])
        return try RunsApart(arguments.operands, console).run(asJSON: arguments.isJSON)
      }
      return try SimulationCommand(arguments, console).run(regimes: try arguments.regimes())
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
    _ = try tables()
    let files = try SourceFiles.program(
      scenario: arguments.operands[0], policies: arguments.all("--policies"))
    let checked = try CheckedProgram(files, console) { _ in false }
    let name = try checked.onlyUnit(
      .scenario, called: "scenario", in: arguments.operands[0])
    for regime in regimes ?? [] { try checked.requireRegime(regime) }
    let asked = try AskedSweep(arguments, checked.program)
    let settings = try Settings(asked.settings, checked.program, allowsFacts: false)
    try requireOutputs()
    let run = ScenarioRun(
      checked: checked, arguments: arguments, console: console, name: name, regimes: regimes,
      settings: settings.parameters, interrupt: Interrupt())
    let (plan, tables) = try run.plan()
    try checked.requireRead(settings, by: plan, name)
    let context = ReportContext(
      version: CommandLineTool.version,
      inputs: (files.inputs + tables).sorted { $0.path < $1.path }, options: [:],
      assumptions: plan.assumptions)
    return try write(run, plan, asked, context)
  }

  /// Runs what was asked for, and writes and prints what came of it.
  private func write(
    _ run: ScenarioRun, _ plan: FundingPlan, _ sweep: AskedSweep, _ about: ReportContext
  ) throws -> ExitStatus {
    let breakdown = try AskedBreakdown(arguments, plan, run.checked.program).dimensions
    let match = try AskedMatch(run, plan)
    try sweep.require(plan)
    let folder = try ResultsFolder(
      arguments["--out"], replaces: arguments.has("--replace"), name: run.name, console)
    defer { folder.discard() }
    var (result, seconds) = try run.result(plan, breakdown: breakdown)
    var comparison = Comparison(result)
    var context = about
    context.breakdowns = breakdown.map(\.breakdown)
    if let match {
      let (matching, settings) = try match.matching(comparison)
      context.matching = matching
      (result, seconds) = try run.result(try run.plan(settings).plan, breakdown: breakdown)
      comparison = Comparison(result)
    }
    context.sweep = try sweep.result(run)
    if arguments.has("--fairness") { context.fairness = try fairness(plan, comparison) }
    context.options = options(result)
    context.command = commandAgain(result, context.options)
    var written = try reportFiles(comparison, context)
    if arguments.has("--ledger") { written.append(LedgerTable(result).file) }
    let path = try folder.write(written, unless: run.interrupt)
    run.interrupt.end()
    try tell(path) { () throws(Failure) in
      try writeTiming(result, seconds)
      try show(comparison, context, path)
    }
    return .done
  }

  /// How the same person is treated by every route of the regimes compared.
  private func fairness(
    _ plan: FundingPlan, _ comparison: Comparison
  ) throws(Failure) -> FairnessReport {
    do throws(SimulationError) {
      let found = try Simulation.fairness(plan.withoutEqualCost(), seed: comparison.result.seed)
      return FairnessReport(found, in: comparison.result.currency)
    } catch {
      throw .wrong("not-simulated", error.message)
    }
  }

  /// Does what is left once the results are there, and says where they are if that fails.
  private func tell(_ path: String, _ rest: () throws(Failure) -> Void) throws(Failure) {
    do throws(Failure) {
      try rest()
    } catch {
      throw .unreadable("\(error.message); the results are in `\(path)`")
    }
  }
}
