import PolicyCompiler
import PolicyLanguage
import TestSupport
import Testing

/// Small schemes that show one construct each, checked and worked to the penny.
@Suite("Worked fixtures")
struct WorkedFixtureTests {
  @Test("every example of the fixtures comes out")
  func worked() throws {
    let files = try Repository.files(
      in: "Tests/PolicyLanguageTests/Fixtures/good/worked", endingIn: "policy")
    let sources = files.map { PolicySource(path: $0.path, text: $0.text) }
    let result = check(sources)
    #expect(result.diagnostics.map { $0.rendered(from: sources, style: .plain) } == [])
    let program = try #require(result.program)
    let outcomes = program.files.flatMap { exampleOutcomes(of: program, file: $0.file) }
    #expect(outcomes.count >= 13)
    for outcome in outcomes {
      let failures = outcome.failures.map { $0.rendered(from: sources, style: .plain) }
      #expect(failures == [], "\(outcome.title)")
    }
  }
}
