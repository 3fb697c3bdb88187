import Analysis
import FundingRules
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Simulation

extension OptionSpecification {
  /// Options of commands that run several plans.
  static let severalRuns: [OptionSpecification] =
    [
      OptionSpecification(
        name: "--draws", value: "N",
        help: "how many draws of each run, an even number; the scenario's own unless said"),
      seed, workers, .set, .policies,
    ] + limits

  /// Options of commands that judge claims.
  static let judging: [OptionSpecification] =
    severalRuns + [
      OptionSpecification(
        name: "--format", value: "text|json|csv", help: "how to print the answer; text unless said")
    ]
}

extension CommandSpecification {
  /// `cofund claims`: verdicts on published figures.
  static let claims = CommandSpecification(
    name: "claims", usage: "FILE... [--only NAME,NAME] [--draws N]",
    summary:
      "published figures against arithmetic and the model: which hold, and what would have to be true",
    operands: 1...64,
    options: [
      OptionSpecification(
        name: "--only", value: "NAME,NAME",
        help: "the claims to judge; all of the files unless said")
    ] + OptionSpecification.judging,
    examples: [
      "cofund claims Examples/levy-claims.scenario",
      "cofund claims Examples/claims --format csv",
    ],
    notes: [
      "A claim about a scenario is run; the file of the scenario is looked for beside the claim's.",
      "Ends with 1 where a verdict is not the one that the author of a file wrote down.",
    ],
    run: { try ClaimsCommand($0, $1).run() })

  /// `cofund validate`: the table of targets of a scenario.
  static let validate = CommandSpecification(
    name: "validate", usage: "SCENARIO [--draws N]",
    summary:
      "the targets of a scenario: published, modelled, error and verdict, calibrated or held back",
    operands: 1...1, options: OptionSpecification.judging,
    examples: ["cofund validate Examples/west-midlands-medtech.scenario --draws 64"],
    notes: [
      "Targets are claims that calibrate a parameter or are held back, in the files beside the scenario's.",
      "Ends with 1 where a target is missed that no author wrote down as missed.",
    ],
    run: { try ClaimsCommand($0, $1).validate() })
}

/// Carries out `cofund claims` and `cofund validate`.
struct ClaimsCommand {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Judges the claims of the files and prints the answer.
  func run() throws -> ExitStatus {
    let format = try arguments.choice("--format", among: ["text", "json", "csv"])
    var files = try SourceFiles.program(
      naming: arguments.operands, policies: arguments.all("--policies"))
    try files.addScenariosNamed()
    let checked = try CheckedProgram(files, console) { _ in false }
    let names = try names(in: checked)
    let judged = try judged(names, checked)
    try show(judged, format, checked.program)
    return judged.contains { $0.agrees == false } ? .wrong : .done
  }

  /// Judges the targets of a scenario and prints their table.
  func validate() throws -> ExitStatus {
    let format = try arguments.choice("--format", among: ["text", "json", "csv"])
    var files = try SourceFiles.program(
      naming: arguments.operands, policies: arguments.all("--policies"))
    try files.addTextsThatName()
    let checked = try CheckedProgram(files, console) { _ in false }
    let scenario = try checked.onlyUnit(
      .scenario, called: "scenario", in: arguments.operands[0])
    let names = checked.program.targets(of: scenario)
    guard !names.isEmpty else {
      throw Failure.wrong(
        "no-targets",
        "no claim about `\(scenario)` says `calibrates` or `held back`, in the files beside its own"
      )
    }
    let judged = try judged(names, checked)
    if format == "text" {
      try console.result(TargetsText(judged, in: checked.program.currency).text)
    } else {
      try show(judged, format, checked.program)
    }
    let isMissed = judged.contains { $0.verdict != .reproduced && $0.agrees != true }
    return isMissed ? .wrong : .done
  }

  /// The claims to judge, in the order of the files.
  private func names(in checked: CheckedProgram) throws(Failure) -> [String] {
    let all = checked.program.claims.filter { checked.files.named.contains($0.name.span.file) }
      .map(\.name.text)
    guard let asked = arguments["--only"] else {
      if all.isEmpty {
        throw .misuse("the files named declare no claim; name one that does")
      }
      return all
    }
    let names = asked.split(separator: ",").map(String.init)
    for name in names where !all.contains(name) {
      let near = nearestName(to: name, among: all).map { "; did you mean `\($0)`?" } ?? ""
      throw .misuse("there is no claim `\(name)`" + near, needs: [name])
    }
    return names
  }

  private func judged(
    _ names: [String], _ checked: CheckedProgram
  ) throws(Failure) -> [JudgedClaim] {
    let settings = try Settings(arguments.all("--set"), checked.program, allowsFacts: false)
    let draws = try arguments.draws()
    let seed = try arguments.seed()
    let runs = try SeveralRuns(checked, arguments, console)
    let judge = ClaimJudge(checked.program, settings: settings.parameters, draws: draws) { plan in
      guard let scenario = plan.scenario else {
        throw Failure.wrong("no-scenario", "a claim of the model names no scenario")
      }
      return try runs.result(
        plan, of: scenario.name, draws: draws ?? scenario.draws, seed: seed ?? scenario.seed)
    }
    return try runs.carryOut(or: "not-judged") { try judge.judged(names) }
  }

  private func show(_ judged: [JudgedClaim], _ format: String, _ program: Program) throws {
    switch format {
    case "json":
      try console.result(
        try documentText(ClaimsDocument(judged, in: program.currency)) + "\n")
    case "csv": try console.result(ClaimsDocument(judged, in: program.currency).table.text)
    default: try console.result(ClaimsText(judged, in: program.currency).text)
    }
  }
}

extension Program {
  /// Every claim, in the order of the files.
  var claims: [ClaimSyntax] {
    declarations.compactMap { if case .claim(let claim) = $0.syntax { claim } else { nil } }
  }

  /// The names of the claims about a scenario that calibrate or are held back.
  func targets(of scenario: String) -> [String] {
    claims.filter { $0.purpose != nil && $0.under?.scenario.text == scenario }.map(\.name.text)
  }
}
