import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Simulation

extension CommandSpecification {
  /// `cofund employer`: an employer's own figures.
  static let employer = CommandSpecification(
    name: "employer", usage: "PROFILE [--months] [--draws N]  (or --example)",
    summary: "an employer's own staff and courses: cost, levy use and when it pays back, by regime",
    operands: 0...1,
    options: [
      OptionSpecification(name: "--example", value: nil, help: "print a profile to fill in"),
      OptionSpecification(
        name: "--months", value: nil, help: "also print the months of every regime"),
      OptionSpecification(
        name: "--regimes", value: "NAME,NAME",
        help: "the regimes to work out; the profile's own unless said"),
      OptionSpecification(
        name: "--draws", value: "N",
        help: "how often chance is drawn for the month of return; the profile's own unless said"),
      OptionSpecification(
        name: "--seed", value: "N", help: "the seed of all chance; the profile's own unless said"),
      OptionSpecification(
        name: "--staff", value: "FILE.csv",
        help: "the staff: columns `staff` (a group of the profile), `count`, `takes` and any facts"),
      .set, .policies,
      OptionSpecification(
        name: "--format", value: "text|json|csv|html",
        help: "how to print the answer; text unless said"),
    ],
    examples: [
      "cofund employer Examples/device-maker-24.scenario",
      "cofund employer Examples/moulding-firm-900.scenario --months --regimes england-2027,aligned",
      "cofund employer Examples/device-maker-24.scenario --format html",
      "cofund employer --example > our-firm.scenario",
    ],
    notes: [
      "What came into an account and when is set by its months, each sum with its own term, in place of a "
        + "balance: `--set \"levy-account.deposits=2026-06 £6,000; 2026-11 £12,000\"`.",
      "Everybody takes their courses one after another, each at its next start, by the open route that asks "
        + "least of the firm if taken alone. All that falls due is settled in the order of days from the firm's own "
        + "accounts.",
      "Cash is what the firm pays from its own pocket, less what is given to it. Pay for study in working "
        + "time is in equal parts over a course's months.",
      "The month of return is over chance alone, who completes and who stays: values that are uncertain "
        + "stand at their centres. What somebody who withdraws leaves in an account is not used by others.",
    ],
    run: { try EmployerCommand($0, $1).run() })
}

/// Carries out `cofund employer`.
struct EmployerCommand {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Works out the profile under every regime and prints the answer.
  func run() throws -> ExitStatus {
    let format = try arguments.choice("--format", among: ["text", "json", "csv", "html"])
    if arguments.has("--months"), format != "text" {
      throw Failure.misuse("`--months` adds months to the text; the other forms hold them anyway")
    }
    if arguments.has("--example") {
      guard arguments.operands.isEmpty else {
        throw Failure.misuse("`--example` prints a profile of its own; leave the file out")
      }
      try console.result(EmployerExample.text)
      return .done
    }
    guard let path = arguments.operands.first else {
      throw Failure.misuse(
        "`cofund employer` needs a file with a profile, such as one that "
          + "`cofund employer --example` prints")
    }
    let files = try SourceFiles.program(scenario: path, policies: arguments.all("--policies"))
    let checked = try CheckedProgram(files, console) { _ in false }
    let (profile, estimates) = try estimates(
      checked, try checked.onlyUnit(.profile, called: "profile", in: path))
    let document = EmployerDocument(
      profile: profile.name, title: profile.title, on: profile.on, estimates,
      in: checked.program.currency, notWorkedOut: profile.reports.map(\.clause.text))
    switch format {
    case "json": try console.result(try documentText(document) + "\n")
    case "csv":
      for clause in document.not_worked_out {
        console.remark("cofund: `\(clause)` is not worked out\n")
      }
      try console.result(document.table.text)
    case "html":
      try console.result(
        EmployerPage(document, in: checked.program.currency, version: CommandLineTool.version).text)
    default:
      try console.result(
        EmployerText(document, in: checked.program.currency, months: arguments.has("--months"))
          .text)
    }
    return .done
  }

  /// The estimate of each regime.
  private func estimates(
    _ checked: CheckedProgram, _ name: String
  ) throws(Failure) -> (ProfilePlan, [EmployerEstimate]) {
    let settings = try Settings(
      arguments.all("--set"), checked.program, allowsFacts: false, allowsDated: true)
    let asked = try arguments.regimes()
    for regime in asked ?? [] { try checked.requireRegime(regime) }
    let whole = try plan(checked, name, asked, settings)
    guard let profile = whole.profile else {
      throw .wrong("no-profile", "there is no profile `\(name)`")
    }
    try checked.requireRead(settings, by: whole, name)
    let draws = try arguments.number("--draws", in: 1...10_000_000) ?? max(1, profile.draws)
    let seed = try arguments.seed() ?? profile.seed
    var estimates: [EmployerEstimate] = []
    for regime in whole.regimes.map(\.name) {
      let plan = try plan(checked, name, [regime], settings)
      do throws(SimulationError) {
        estimates.append(
          try employerEstimate(
            plan, draws: draws, seed: seed, dated: settings.terms.dated))
      } catch {
        throw .wrong("not-worked-out", "`\(name)` under `\(regime)`: \(error.message)")
      }
    }
    return (profile, estimates)
  }

  private func plan(
    _ checked: CheckedProgram, _ name: String, _ regimes: [String]?, _ settings: Settings
  ) throws(Failure) -> FundingPlan {
    let plan = try checked.planned { () throws(PlanError) in
      try FundingPlan(
        checked.program, profile: name, regimes: regimes, settings: settings.parameters)
    }
    guard let path = arguments["--staff"] else { return plan }
    let staff = try StaffTable(path, plan, checked.program)
    do {
      return try plan.with(staff: staff.rows)
    } catch {
      throw .wrong("bad-table", "`\(path)`: \(error.message)")
    }
  }
}
