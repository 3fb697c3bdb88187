import PolicyLanguage
import Testing

/// Every code has a fixture whose message is pinned, and a code that guesses has one that pins silence.
@Suite struct FixtureCoverageTests {
  /// A file of a thousand faults, which `LimitTests` makes, and a faulty table of a population, which
  /// only the tool reads: its tests pin what it says.
  private static let shownElsewhere: Set<String> = ["P0115", "P0807"]

  /// Codes that may suggest what they can only guess: a name, a word, a unit or an edge.
  private static let guesses = ["P0105", "P0201", "P0204", "P0301", "P0501"]

  private static var fixtures: [PolicyFixture] {
    PolicyFixture.badForms + PolicyFixture.badMeanings
  }

  private static var silent: [PolicyFixture] {
    fixtures.filter { $0.fileName.contains("dont-suggest") }
  }

  @Test func everyCodeHasAFixture() {
    let all = Self.fixtures + PolicyFixture.all(in: "worked")
    let codes = Set(all.map(\.code)).union(Self.shownElsewhere)
    #expect(codes.symmetricDifference(explainedCodes) == [])
    for fixture in all { #expect(!fixture.foot.isEmpty, "\(fixture.name) has no foot") }
  }

  @Test(arguments: guesses)
  func aCodeThatGuessesHasAFixtureInWhichItDoesNot(_ code: String) {
    #expect(Self.silent.contains { $0.code == code })
  }

  @Test(arguments: silent)
  func nothingIsSuggested(_ fixture: PolicyFixture) {
    let found =
      PolicyFixture.badForms.contains { $0.name == fixture.name }
      ? parse(fixture.source, file: 0).diagnostics : fixture.findings()
    #expect(found.contains { $0.code == fixture.code })
    #expect(found.filter { $0.code == fixture.code && $0.suggestion != nil }.map(\.message) == [])
  }
}
