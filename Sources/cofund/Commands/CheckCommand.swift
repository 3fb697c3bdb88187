import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting

extension CommandSpecification {
  /// `cofund check`: faults, warnings and examples of some files.
  static let check = CommandSpecification(
    name: "check", usage: "PATH... [--strict] [--unpinned] [--diagnostics plain|narrated|json]",
    summary: "find faults in policy text, and run its examples", operands: 1...10_000,
    options: [
      OptionSpecification(name: "--strict", value: nil, help: "let warnings fail the check too"),
      OptionSpecification(
        name: "--unpinned", value: nil,
        help: "list the values that no example notices when they move by a tenth"),
      OptionSpecification(
        name: "--diagnostics", value: "plain|narrated|json",
        help: "how to tell of faults: marked lines, sentences, or data"),
      OptionSpecification(
        name: "--print", value: "tokens|tree|program|plan",
        help:
          "print the words, the tree or the names of the files named, or what their regimes and "
          + "scenarios come to"),
      .policies,
    ],
    examples: [
      "cofund check Policies Examples", "cofund check --strict Policies/england/lle-loan.policy",
    ],
    notes: [
      "A file is checked together with what it may use: the other policies of its folder, or for a",
      "scenario the folder `Policies` beside its own folder or here, or what `--policies` names.",
      "",
      "For `--unpinned` a date moves by a month, a count by at least one and a span by at least a",
      "month; a list loses or gains an entry. Examples of every file read count. What it lists is",
      "no fault: give it an example if the figure matters.",
    ],
    run: { try CheckCommand($0, $1).run() })
}

/// Carries out `cofund check`.
struct CheckCommand {
  /// The most faults that are reported; the rest are counted.
  static let mostReported = 1_000
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Checks the files and runs their examples.
  func run() throws -> ExitStatus {
    let style = try arguments.choice("--diagnostics", among: ["plain", "narrated", "json"])
    var print: String?
    if arguments.has("--print") {
      print = try arguments.choice("--print", among: ["tokens", "tree", "program", "plan"])
    }
    let (files, result) = try checked()
    var findings = result.diagnostics.filter {
      $0.severity == .error || files.named.contains($0.primary.span.file)
    }
    var outcomes: [ExampleOutcome] = []
    if let program = result.program {
      findings += PopulationFiles(program, files).findings()
      for file in files.named.sorted() {
        outcomes += exampleOutcomes(of: program, file: file)
      }
      findings += outcomes.flatMap(\.failures)
    }
    var summary = CheckSummary(findings, outcomes, result.program, files)
    if arguments.has("--unpinned"), let program = result.program {
      summary.unpinned = unpinnedValues(of: program).filter { files.named.contains($0.file) }
    }
    if style == "json" {
      try console.result(documentText(CheckDocument(summary, files.sources)) + "\n")
    } else {
      try tell(findings, style, files.sources)
      try console.result(summary.text)
      if let print { try list(print, result.program, files) }
    }
    let fails = summary.errors > 0 || (arguments.has("--strict") && summary.warnings > 0)
    return fails ? .wrong : .done
  }

  /// The files and what their check gives, without those that have faults and that nothing named needs.
  private func checked() throws(Failure) -> (files: SourceFiles, result: CheckResult) {
    let files = try SourceFiles.checked(
      arguments.operands, policies: arguments.all("--policies"))
    let result = check(files.sources)
    let errors = result.diagnostics.filter { $0.severity == .error }
    guard result.program == nil,
      let sound = CheckedProgram(withoutFaults: errors, of: files, for: { _ in false })
    else { return (files, result) }
    files.tellLeftOut(errors, by: sound.files, console)
    return (sound.files, check(sound.files.sources))
  }

  private func tell(
    _ findings: [Diagnostic], _ style: String, _ sources: [PolicySource]
  ) throws(Failure) {
    var renderer = DiagnosticRenderer(sources)
    let chosen: DiagnosticStyle =
      style == "narrated" ? .narrated : (console.isOutputColoured ? .coloured : .plain)
    for finding in findings.prefix(CheckCommand.mostReported) {
      try console.result(renderer.rendered(finding, style: chosen) + "\n", isStyled: true)
    }
    let more = findings.count - CheckCommand.mostReported
    if more > 0 {
      try console.result("\(grouped(Int64(more))) more are not shown; mend these first\n\n")
    }
  }

  /// Prints the files named as words, as trees, as names, or as plans; the last two need sound files.
  private func list(
    _ what: String, _ program: Program?, _ files: SourceFiles
  ) throws(Failure) {
    switch what {
    case "tokens", "tree":
      for file in files.named.sorted() {
        let source = files.sources[Int(file)]
        try console.result("\(source.path)\n")
        try console.result(what == "tree" ? syntaxListing(of: source) : tokenListing(of: source))
      }
    case "program":
      if let program { try console.result(program.listing(ofFiles: Set(files.named))) }
    default:
      if let program { try printPlans(program, files) }
    }
  }

  /// Prints what each regime and scenario of the files named comes to.
  private func printPlans(_ program: Program, _ files: SourceFiles) throws(Failure) {
    let checked = CheckedProgram(program, files)
    for unit in program.units where files.named.contains(unit.file) {
      switch unit.kind {
      case .regime, .reform:
        let plan = try checked.planned { () throws(PlanError) in
          try FundingPlan(program, regime: unit.name.text)
        }
        try console.result(plan.listing)
      case .scenario:
        let plan = try checked.planned { () throws(PlanError) in
          try FundingPlan(program, scenario: unit.name.text)
        }
        try console.result(plan.listing)
      default: continue
      }
    }
  }
}

/// What a check found, counted.
struct CheckSummary {
  let findings: [Diagnostic]
  let outcomes: [ExampleOutcome]
  let files: Int
  let tally: BasisTally
  /// The values that no example notices, if they were asked for.
  var unpinned: [DeclaredValue]?

  init(
    _ findings: [Diagnostic], _ outcomes: [ExampleOutcome], _ program: Program?,
    _ files: SourceFiles
  ) {
    self.findings = findings
    self.outcomes = outcomes
    self.files = files.named.count
    let units = program?.units.filter { files.named.contains($0.file) }.map(\.id) ?? []
    tally = program?.basisTally(units: Set(units)) ?? BasisTally()
  }

  /// How many errors there are, failed examples included.
  var errors: Int { findings.count { $0.severity == .error } }
  /// How many warnings there are.
  var warnings: Int { findings.count { $0.severity == .warning } }
  /// How many examples came out as expected.
  var passed: Int { outcomes.count(where: \.passes) }

  /// The last lines of a check.
  var text: String {
    var text = "\(counted(files, "file")): "
    text +=
      findings.isEmpty
      ? "no faults" : "\(counted(errors, "error")), \(counted(warnings, "warning"))"
    text += "\n"
    if !outcomes.isEmpty {
      text += "\(counted(outcomes.count, "example")): \(passed) passed"
      if passed < outcomes.count { text += ", \(outcomes.count - passed) failed" }
      text += "\n"
    }
    let values = tally.cited + tally.assumed + tally.illustrative + tally.missing
    if values > 0 {
      text += "\(counted(values, "value")): \(tally.cited) cited, \(tally.assumed) assumed, "
      text += "\(tally.illustrative) illustrative"
      if tally.missing > 0 { text += ", \(tally.missing) without a basis" }
      text += "\n"
    }
    if let unpinned { text += CheckSummary.text(of: unpinned) }
    return text
  }
}

extension CheckSummary {
  /// The values that no example notices, one line each.
  private static func text(of unpinned: [DeclaredValue]) -> String {
    if unpinned.isEmpty { return "every value is noticed by an example when it moves by a tenth\n" }
    let what = unpinned.count == 1 ? "it moves" : "they move"
    return "\(counted(unpinned.count, "value")) that no example notices when \(what) by a tenth:\n"
      + unpinned.map { "  \($0.place): \($0.words)\n" }.joined()
  }
}

/// What a check found, as data.
struct CheckDocument: Encodable {
  struct Example: Encodable {
    let title: String
    let place: String
    let passed: Bool
  }
  /// A value that no example notices.
  struct Unpinned: Encodable {
    let place: String
    let parameter: String
    let row: String
    let value: String
    let from: String
  }
  let schema = "cofund-check/1"
  let files: Int
  let errors: Int
  let warnings: Int
  let diagnostics: [DiagnosticRecord]
  /// How many faults more there are than are listed; absent where all are.
  let not_listed: Int?
  let examples: [Example]
  let basis: BasisCounts
  /// The values that no example notices; absent unless they were asked for.
  let unpinned: [Unpinned]?

  init(_ summary: CheckSummary, _ sources: [PolicySource]) {
    var renderer = DiagnosticRenderer(sources)
    files = summary.files
    errors = summary.errors
    warnings = summary.warnings
    diagnostics = summary.findings.prefix(CheckCommand.mostReported).map { renderer.record($0) }
    let more = summary.findings.count - diagnostics.count
    not_listed = more > 0 ? more : nil
    examples = summary.outcomes.map {
      Example(title: $0.title, place: $0.place, passed: $0.passes)
    }
    unpinned = summary.unpinned?.map {
      Unpinned(
        place: $0.place, parameter: $0.parameter, row: $0.row, value: $0.text, from: "\($0.from)")
    }
    let tally = summary.tally
    basis = BasisCounts(
      cited: tally.cited, assumed: tally.assumed, illustrative: tally.illustrative,
      missing: tally.missing)
  }
}
