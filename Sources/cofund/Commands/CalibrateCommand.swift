import Analysis
import Foundation
import FundingRules
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Simulation

extension CommandSpecification {
  /// `cofund calibrate`: constants that meet stated targets.
  static let calibrate = CommandSpecification(
    name: "calibrate", usage: "SCENARIO [--draws N] [--out FILE.policy]",
    summary: "move the constants that a scenario's targets calibrate until they are met",
    operands: 1...1,
    options: OptionSpecification.severalRuns + [
      OptionSpecification(
        name: "--out", value: "FILE",
        help: "also write the constants as evidence, with what was done")
    ],
    examples: [
      "cofund calibrate Examples/west-midlands-medtech.scenario --draws 64 --out fitted.policy"
    ],
    notes: [
      "Targets are claims about the scenario, in the files beside it, that say `calibrates`; those `held back`",
      "are printed and never fitted. The same command gives the same file.",
    ],
    run: { try CalibrateCommand($0, $1).run() })
}

/// Carries out `cofund calibrate`.
struct CalibrateCommand {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Calibrates, prints the summary and writes the file.
  func run() throws -> ExitStatus {
    let path = arguments.operands[0]
    var files = try SourceFiles.program(
      naming: arguments.operands, policies: arguments.all("--policies"))
    try files.addTextsThatName()
    let checked = try CheckedProgram(files, console) { _ in false }
    let scenario = try checked.onlyUnit(.scenario, called: "scenario", in: path)
    let targets = checked.program.targets(of: scenario)
    guard !targets.isEmpty else {
      throw Failure.wrong(
        "no-targets", "no claim about `\(scenario)` says `calibrates`, in the files beside its own")
    }
    let settings = try Settings(arguments.all("--set"), checked.program, allowsFacts: false)
    if let file = arguments["--out"], FileManager.default.fileExists(atPath: file) {
      throw Failure.unreadable("`\(file)` exists; name a file that does not")
    }
    let plan = try checked.planned { () throws(PlanError) in
      try FundingPlan(
        checked.program, claims: targets, of: scenario, settings: settings.parameters)
    }
    let draws = try arguments.draws() ?? plan.scenario?.draws ?? 2
    let seed = try arguments.seed() ?? plan.scenario?.seed ?? 0
    let outcome = try outcome(checked, scenario, targets, settings.parameters, draws, seed)
    let text = CalibrationText(
      outcome, plan.regimes[0], in: checked.program.currency,
      command: "cofund calibrate \(path) --draws \(draws) --seed \(seed)")
    if let file = arguments["--out"] {
      do throws(SystemRefusal) {
        try WholeFile.make(file, Array(text.file.utf8))
      } catch {
        throw Failure.unreadable("`\(file)` cannot be written: \(error.reason)")
      }
    }
    try console.result(text.summary)
    let isMissed = outcome.targets.contains {
      if case .calibrates? = $0.claim.purpose { !$0.isReached } else { false }
    }
    return isMissed ? .wrong : .done
  }

  private func outcome(
    _ checked: CheckedProgram, _ scenario: String, _ targets: [String],
    _ settings: [ParameterSetting], _ draws: Int, _ seed: UInt64
  ) throws(Failure) -> Calibration.Outcome {
    let runs = try SeveralRuns(checked, arguments, console)
    var calibration = Calibration(
      checked.program, scenario: scenario, targets: targets, settings: settings, draws: draws,
      seed: seed
    ) { plan, seed in
      try runs.result(plan, of: scenario, draws: draws, seed: seed)
    }
    return try runs.carryOut(or: "not-calibrated") {
      do {
        return try calibration.outcome()
      } catch let failure as Calibration.Failure {
        throw Failure.wrong("not-calibrated", failure.message)
      }
    }
  }
}
