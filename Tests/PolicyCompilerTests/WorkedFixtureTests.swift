import PolicyCompiler
import PolicyLanguage
import Quoting
import TestSupport
import Testing

/// Small schemes that show one construct each, and schemes of other countries and times that somebody
/// wrote who had read only the reference: checked and worked to the penny.
@Suite("Worked fixtures")
struct WorkedFixtureTests {
  @Test(
    "every example of the fixtures comes out",
    arguments: [
      ("good/worked", 42), ("foreign/australia", 10), ("foreign/england", 10),
      ("foreign/germany", 8), ("foreign/netherlands", 6), ("foreign/japan", 2),
      ("foreign/tunisia", 1),
    ])
  func worked(folder: String, count: Int) throws {
    let files = try Repository.files(
      in: "Tests/PolicyLanguageTests/Fixtures/" + folder, endingIn: "policy")
    let sources = files.map { PolicySource(path: $0.path, text: $0.text) }
    let result = check(sources)
    #expect(result.diagnostics.map { $0.rendered(from: sources, style: .plain) } == [])
    let program = try #require(result.program)
    let outcomes = program.files.flatMap { exampleOutcomes(of: program, file: $0.file) }
    #expect(outcomes.count == count)
    for outcome in outcomes {
      let failures = outcome.failures.map { $0.rendered(from: sources, style: .plain) }
      #expect(failures == [], "\(outcome.title)")
    }
  }
}
