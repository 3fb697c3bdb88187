import PolicyCompiler
import PolicyLanguage
import Quoting
import Testing

@Suite("Policies and examples that come with the program")
struct PolicyFileTests {
  @Test("there are policies and examples to test")
  func presence() {
    #expect(Shipped.sources.contains { $0.path.hasPrefix("Policies/") })
    #expect(Shipped.sources.contains { $0.path.hasPrefix("Examples/") })
  }

  @Test("every file checks without error or warning", arguments: Shipped.numbers)
  func checks(file: Int32) {
    let findings = Shipped.result.diagnostics.filter { $0.primary.span.file == file }
    for finding in findings {
      Issue.record("\(finding.rendered(from: Shipped.sources, style: .plain))")
    }
  }

  @Test("every example comes out to the penny", arguments: Shipped.numbers)
  func examples(file: Int32) throws {
    let program = try #require(Shipped.result.program)
    for outcome in exampleOutcomes(of: program, file: file) {
      for failure in outcome.failures {
        Issue.record("\(failure.rendered(from: Shipped.sources, style: .plain))")
      }
    }
  }

  @Test("every file stands in the one layout there is", arguments: Shipped.numbers)
  func layout(file: Int32) throws {
    let source = Shipped.sources[Int(file)]
    let text = try #require(formatted(source), "\(source.path) cannot be read")
    #expect(Array(text.utf8) == source.bytes, "\(source.path): run `cofund format` on it")
  }

  @Test("every policy with rules has an example, in its file or in `…-examples.policy` beside it")
  func everyPolicyHasAnExample() throws {
    let program = try #require(Shipped.result.program)
    let policies = program.files.filter { $0.header?.kind == .policy }
    let exampled = policies.filter {
      $0.declarations.contains { if case .example = $0 { true } else { false } }
    }.map { Shipped.sources[Int($0.file)].path }
    for file in policies {
      let path = Shipped.sources[Int(file.file)].path
      let beside = String(path.dropLast(".policy".count)) + "-examples.policy"
      let isShown = exampled.contains(path) || exampled.contains(beside)
      #expect(isShown, "\(path) has no example")
    }
  }

  @Test("every regime and scenario makes a plan that is listed")
  func plans() throws {
    let program = try #require(Shipped.result.program)
    for unit in program.units {
      switch unit.kind {
      case .regime, .reform:
        let plan = try FundingPlan(program, regime: unit.name.text)
        #expect(plan.listing.contains("regime \(unit.name.text)"))
      case .scenario:
        let plan = try FundingPlan(program, scenario: unit.name.text)
        #expect(plan.listing.contains("scenario \(unit.name.text)"))
      default: continue
      }
    }
  }
}
