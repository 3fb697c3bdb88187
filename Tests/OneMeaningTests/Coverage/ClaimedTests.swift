import Analysis
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Simulation
import TestSupport
import Testing

/// The cells that `cofund claims` carries out: what a claim comes to, its verdict or what it calibrates moves with
/// the nudge. A `report` is judged as a claim about the same figure.
@Suite("What claims carry out")
struct ClaimedTests {
  private static let files = CoverageFile.all.filter { file in
    if case .byClaims? = file.cells[.run] { true } else { false }
  }

  @Test("a nudge of each place of a claim or a metric moves what is said of it")
  func cells() throws {
    #expect(ClaimedTests.files.count > 10)
    for file in ClaimedTests.files {
      let before = try answer(file, file.text)
      let after = try answer(file, file.nudged)
      #expect(before != after, "\(file.name): \(before)")
    }
  }

  /// All that is said of the claims of a text.
  private func answer(_ file: CoverageFile, _ text: String) throws -> String {
    var faults = ""
    for value in ["£1", "1", "1%", "1 year"] {
      let program: Program
      switch result(of: file, claiming(text, value)) {
      case .success(let found): program = found
      case .failure(let fault):
        faults = fault.words
        continue
      }
      let names = program.declarations.compactMap { declaration in
        if case .claim(let claim) = declaration.syntax { claim.name.text } else { nil as String? }
      }
      let judge = ClaimJudge(program) { plan in
        try simulate(plan, draws: 2, seed: 1)
      }
      let said = try judge.judged(names).map(words).joined(separator: "\n")
      return try said + cells(of: names, program)
    }
    Issue.record("\(file.name): \(faults)")
    return ""
  }

  /// Every cell of the figures of the model.
  private func cells(of names: [String], _ program: Program) throws -> String {
    var words = ""
    for name in names {
      let plan = try FundingPlan(program, claim: name)
      guard let metric = plan.metrics.first else { continue }
      let result = try simulate(plan, draws: 2, seed: 1)
      words += result.figures(of: metric, at: 0, regime: 0).map {
        "; \($0.cell.levels) \($0.estimate.value)"
      }.joined()
    }
    return words
  }

  private func words(_ judged: JudgedClaim) -> String {
    let readings = judged.readings.map { "\($0.figure?.value ?? .nan) \($0.verdict)" }
    let needs = judged.needs.map {
      "\($0.need.name) \($0.value?.double ?? .nan) of \($0.need.low.double) \($0.need.high.double)"
    }
    let claim = judged.claim
    return "\(judged.figure?.value ?? .nan) \(judged.verdict) \(readings) \(needs) "
      + "\(claim.published) \(claim.tolerance) \(claim.purpose.map { "\($0)" } ?? "")"
  }

  /// The text with its report as a claim.
  private func claiming(_ text: String, _ value: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let place = lines.firstIndex(where: { $0.hasPrefix("    report ") }) else { return text }
    let metric = lines.remove(at: place).dropFirst("    report ".count)
    return lines.joined(separator: "\n") + """

      # file claims.scenario
      claims claims-of-this

      source paper "A paper"

      claim reported
          published in paper
          under plain in town
          expects \(metric) to be \(value) within \(value)

      """
  }

  private struct Fault: Error { let words: String }

  private func result(of file: CoverageFile, _ text: String) -> Result<Program, Fault> {
    let sources = CoverageAnswer.case(file, text).files.map {
      PolicySource(path: $0.path, text: $0.text)
    }
    let checked = check(sources)
    guard let program = checked.program else {
      return .failure(
        Fault(
          words: checked.diagnostics.map { $0.rendered(from: sources, style: .plain) }
            .joined(separator: "\n")))
    }
    return .success(program)
  }
}
