import TestSupport
import Testing

@testable import PolicyLanguage

/// The grammar of the reference, held against the parser by a recogniser that counts trees.
@Suite struct GrammarTests {
  /// The grammar of the reference with what is worked out from it.
  static let table: Result<GrammarTable, any Error> = Result {
    let page = try #require(ReferencePage.reference.first { $0.name == "Grammar" })
    return GrammarTable(try GrammarReader.read(page: page.text))
  }

  /// The form of every clause, as the reference has it.
  private static let forms = ReferencePage.reference.flatMap { page in
    page.blocks.filter { $0.kind == .form }.map {
      PolicyFixture(name: page.name, bytes: Array($0.text.utf8))
    }
  }

  /// How many texts are made from a seed.
  private static let made = 3_000

  /// Lines that stand in any order, but once.
  private static let saidOnce = [
    "title", "applies", "lasts", "bundled", "leads", "follows", "breaks", "paid",
  ]

  /// Whether the page tells of a fault of form that a text with a tree may have.
  private static func isTold(_ fault: Diagnostic) -> Bool {
    if fault.code == "P0112" {
      return saidOnce.contains { fault.message == "`\($0)` is said twice" }
    }
    return ["P0103", "P0104", "P0110", "P0114"].contains(fault.code)
  }

  @Test func everyRuleIsSaidAndNeeded() throws {
    let grammar = try Self.table.get().grammar
    #expect(grammar.names.count > 90)
    #expect(grammar.undefined == [])
    #expect(grammar.unreached == [])
    #expect(grammar.leftRecursive == [])
  }

  @Test func itsFixedWordsAreThoseOfTheLanguage() throws {
    let words = Set(try Self.table.get().grammar.fixed)
    let marks: Set<String> = [",", ".", ":", "+", "-", "*", "/", "(", ")"]
    #expect(words.subtracting(marks).symmetricDifference(Word.allCases.map(\.rawValue)) == [])
    #expect(words.isSuperset(of: marks))
  }

  /// A grammar with a known number of trees: those of n words in ones and twos are Fibonacci's.
  @Test func countsTreesAndSaysWhereTheyPart() throws {
    let grammar = try GrammarReader.read(
      page: "```ebnf\nfile = { line } ;\nline = item { item } EOL ;\nitem = NAME [ NAME ] ;\n```\n")
    let recogniser = Recogniser(GrammarTable(grammar))
    let known = recogniser.table.terminals
    for (words, trees) in [("a", 1), ("a b", 2), ("a b c", 3), ("a b c d", 5), ("a b c d e", 8)] {
      let source = PolicySource(path: "words", text: "z\n" + words + "\n")
      #expect(recogniser.trees(of: GrammarText(source, known)) == trees)
    }
    let two = PolicySource(path: "two", text: "z\na b\n")
    #expect(
      recogniser.fault(in: GrammarText(two, known))
        == "two:2: 2 trees, which part in line at `a b`")
    let none = PolicySource(path: "none", text: "z\na 7\n")
    #expect(
      recogniser.fault(in: GrammarText(none, known))
        == "none:2: no tree goes on before `7`, in item, line")
  }

  @Test(
    arguments: zip(["Policies", "Examples", "Tests/PolicyLanguageTests/Fixtures"], [40, 6, 100]))
  func everyFileHasOneTree(_ folder: String, isAtLeast least: Int) throws {
    let files = try ["policy", "scenario"].flatMap {
      try Repository.files(in: folder, endingIn: $0)
    }
    let sources = files.map { PolicySource(path: $0.path, text: $0.text) }.filter {
      folder != "Tests/PolicyLanguageTests/Fixtures" || parse($0, file: 0).diagnostics.isEmpty
    }
    #expect(sources.count >= least)
    #expect(try oddities(of: sources) == [])
  }

  /// Whole programs, what the parts of each page come to, and the form of every clause.
  @Test(arguments: ["PolicyLanguage/PolicyLanguage.docc", "PolicyLanguage/Explanations/Pages"])
  func everyTextOfThePagesHasOneTree(_ folder: String) throws {
    let sources = ReferencePage.all(in: folder).flatMap { page in
      let whole = page.blocks.filter { [.whole, .right, .form].contains($0.kind) }.map(\.text)
      let texts = whole + ReferenceBlock.states(of: page.blocks)
      return texts.flatMap(ReferenceBlock.sources).map {
        PolicySource(path: page.name + "/" + $0.path, bytes: $0.bytes)
      }
    }
    #expect(sources.count > 40)
    #expect(try oddities(of: sources) == [])
  }

  /// A word or a line that is lost, doubled or moved leaves no tree, or one: never a text that only
  /// the parser can read, nor one that can be read in two ways.
  @Test(arguments: PolicyFixture.good + forms)
  func damageIsReadAlike(_ fixture: PolicyFixture) throws {
    let recogniser = Recogniser(try Self.table.get())
    let damages = Damage.all(of: fixture.bytes)
    for damage in damages {
      if let found = disagreement(on: damage.bytes, recogniser) {
        Issue.record("\(damage.deed): \(found)")
      }
    }
    #expect(damages.count > 50)
  }

  /// Texts made by the grammar, with its own words for names, have one tree at most, and the parser
  /// takes none that has not.
  @Test(arguments: [UInt64(1), 2])
  func whatItMakesItReadsInOneWay(seed: UInt64) throws {
    let recogniser = Recogniser(try Self.table.get())
    var sentences = Sentences(recogniser.grammar, seed: seed)
    var sound = 0
    for count in 0..<Self.made {
      let text = sentences.next("declaration", branching: [4, 8, 12][count % 3])
      let bytes = Array(text.utf8.prefix(4_000))
      if let found = disagreement(on: bytes, recogniser, isWhole: false) {
        Issue.record("\(found) in\n\(text)")
      }
      if faults(in: bytes).isEmpty { sound += 1 }
    }
    #expect(sound * 2 > Self.made)
  }

  private func oddities(of sources: [PolicySource]) throws -> [String] {
    let recogniser = Recogniser(try Self.table.get())
    return sources.compactMap { recogniser.fault(in: GrammarText($0, recogniser.table.terminals)) }
  }

  /// How the parser and the grammar differ on a text, if they do.
  private func disagreement(on bytes: [UInt8], _ recogniser: Recogniser, isWhole: Bool = true)
    -> String?
  {
    let source = PolicySource(path: "text", bytes: bytes)
    let text = GrammarText(source, recogniser.table.terminals)
    let trees = recogniser.trees(of: text)
    let faults = parse(source, file: 0).diagnostics
    if trees > 1 || (trees == 0 && faults.isEmpty) { return recogniser.fault(in: text) }
    if isWhole, trees == 1, let untold = faults.first(where: { !Self.isTold($0) }) {
      return "the parser refuses what has a tree: \(untold.message)"
    }
    return nil
  }
}
