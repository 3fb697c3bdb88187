import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// A program that has been checked, for commands that need one without fault.
struct CheckedProgram {
  let program: Program
  let files: SourceFiles

  /// A program of files that have been checked.
  init(_ program: Program, _ files: SourceFiles) {
    self.program = program
    self.files = files
  }

  /// Checks some files and leaves out those with faults that nothing asked needs; faults of the others are
  /// printed, and the command ends.
  init(
    _ files: SourceFiles, _ console: Console, for isAsked: (FileOutline) -> Bool
  ) throws(Failure) {
    let result = check(files.sources)
    if let program = result.program {
      self.init(program, files)
      return
    }
    let errors = result.diagnostics.filter { $0.severity == .error }
    if let sound = CheckedProgram(withoutFaults: errors, of: files, for: isAsked) {
      self = sound
      files.tellLeftOut(errors, by: sound.files, console)
      return
    }
    var renderer = DiagnosticRenderer(files.sources)
    for error in errors.prefix(CheckCommand.mostReported) {
      console.message(
        renderer.rendered(error, style: console.isColoured ? .coloured : .plain) + "\n",
        isStyled: true)
    }
    let more = errors.count - CheckCommand.mostReported
    if more > 0 {
      console.message("\(grouped(Int64(more))) more are not shown; mend these first\n\n")
    }
    let count = errors.count == 1 ? "1 error" : "\(errors.count) errors"
    throw .wrong("faulty-text", "\(count) in the policy text; nothing was worked out")
  }

  /// What is needed and nothing else, where that is less than all and has no fault.
  init?(only files: SourceFiles, for isAsked: (FileOutline) -> Bool) {
    let needed = files.needed(by: isAsked)
    guard needed.sources.count < files.sources.count, let program = check(needed.sources).program
    else { return nil }
    self.init(program, needed)
  }

  /// The files without those that have faults, or where that is not enough what is needed and nothing else;
  /// nothing where a file that is needed has faults.
  init?(
    withoutFaults errors: [Diagnostic], of files: SourceFiles, for isAsked: (FileOutline) -> Bool
  ) {
    let faulty = Set(errors.map(\.primary.span.file))
    if faulty.isDisjoint(with: files.named) {
      var sound = files
      sound.keep(Set(files.sources.indices.filter { !faulty.contains(Int32($0)) }))
      let isThere = !files.named.isEmpty || sound.sources.contains { isAsked(FileOutline($0)) }
      if isThere, let program = check(sound.sources).program {
        self.init(program, sound)
        return
      }
    }
    guard let needed = CheckedProgram(only: files, for: isAsked) else { return nil }
    self = needed
  }

  /// The names of regimes and reforms.
  var regimes: [String] {
    program.units.filter { $0.kind == .regime || $0.kind == .reform }.map(\.name.text)
  }

  /// Refuses a name that no regime has, with the nearest or all of them.
  func requireRegime(_ name: String) throws(Failure) {
    if regimes.contains(name) { return }
    throw .misuse(
      "there is no regime `\(name)`"
        + (nearestName(to: name, among: regimes).map { "; did you mean `\($0)`?" }
          ?? (regimes.isEmpty ? "" : "; there are \(regimes.sorted().joined(separator: ", "))")))
  }

  /// Passes on why a program cannot be turned into a plan, with its place.
  func planned<Result>(_ body: () throws(PlanError) -> Result) throws(Failure) -> Result {
    do throws(PlanError) {
      return try body()
    } catch {
      throw failure(error)
    }
  }

  /// The one scenario or profile that the file named declares.
  func onlyUnit(
    _ kind: ProgramUnit.Kind, called noun: String, in path: String
  ) throws(Failure) -> String {
    let units = program.units.filter { $0.kind == kind && files.named.contains($0.file) }
    guard let unit = units.first, units.count == 1 else {
      throw .misuse(
        "`\(path)` declares \(units.isEmpty ? "no" : "several") \(noun)\(units.isEmpty ? "" : "s")"
          + "; name a file that declares one")
    }
    return unit.name.text
  }

  /// Refuses settings of parameters that nothing in a plan reads.
  func requireRead(
    _ settings: Settings, by plan: FundingPlan, _ name: String
  ) throws(Failure) {
    for setting in settings.parameters where plan.parameterNumber(named: setting.name).isEmpty {
      throw .misuse(
        "`--set \(setting.name)`: nothing in `\(name)` reads it; leave it out",
        needs: [setting.name])
    }
  }

  /// The rules of every regime and reform.
  func ruleSets() throws(Failure) -> [RuleSet] {
    var sets: [RuleSet] = []
    for name in regimes {
      sets += try planned { () throws(PlanError) in try FundingPlan(program, regime: name) }.regimes
    }
    return sets
  }

  private func failure(_ error: PlanError) -> Failure {
    guard let span = error.span, files.sources.indices.contains(Int(span.file)) else {
      return .wrong("not-planned", error.message)
    }
    let source = files.sources[Int(span.file)]
    let line = 1 + source.bytes.prefix(Int(max(0, span.start))).count { $0 == 10 }
    return .wrong("not-planned", "\(source.path):\(line): \(error.message)")
  }
}

/// How a command's own words are counted: `1 error`, `2 errors`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
