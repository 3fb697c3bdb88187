import PolicyLanguage
import TestSupport
import Testing

/// Texts changed at random, the same each time, in which figures are extreme and lines stand where they
/// should not: none traps, none hangs, and each that reads is laid out as the same program.
@Suite("Texts made of extremes")
struct ExtremeTextTests {
  /// The fixtures, each sound or faulty by itself, and what a fuzzer once found.
  private static let corpus: [String] = [
    "PolicyLanguageTests/Fixtures/good", "PolicyLanguageTests/Fixtures/worked",
    "PolicyLanguageTests/Fixtures/bad", "PolicyLanguageTests/Fixtures/foreign", "Fuzzing/Corpus",
  ].flatMap { folder in
    ["policy", "scenario"].flatMap { ending in
      ((try? Repository.files(in: "Tests/" + folder, endingIn: ending)) ?? []).map(\.text)
    }
  }

  @Test("each ends, and is laid out as the same program", arguments: 0..<8)
  func everyText(seed: Int) throws {
    var numbers = TestSupport.SeededNumbers(seed: UInt64(seed))
    try #require(Self.corpus.count > 100)
    for _ in 0..<200 {
      let text = try #require(Self.corpus.randomElement(using: &numbers))
      let other = try #require(Self.corpus.randomElement(using: &numbers))
      let source = PolicySource(
        path: "a.policy", text: TextMutator.changed(text, other, &numbers))
      if let fault = exerciseLayout(source) { Issue.record("\(fault):\n\(source.bytes)") }
      if let program = exerciseChecks([source]) { exerciseRuns(program) }
    }
  }

  @Test("what was found once is as promised")
  func corpus() throws {
    for text in Self.corpus {
      let fault = exerciseLayout(PolicySource(path: "a.policy", text: text))
      #expect(fault == nil, "\(text)")
    }
  }

  @Test("a town at its extremes runs or is refused", arguments: 0..<4)
  func towns(seed: Int) throws {
    let text = try Repository.text(of: "Tests/Fuzzing/Corpus/town.program")
    var numbers = TestSupport.SeededNumbers(seed: UInt64(seed))
    var runs = 0
    for _ in 0..<40 {
      let sources = ReferenceBlock.sources(of: TextMutator.changed(text, text, &numbers))
      if let program = exerciseChecks(sources) {
        exerciseRuns(program)
        runs += 1
      }
    }
    #expect(runs > 0)
  }
}
