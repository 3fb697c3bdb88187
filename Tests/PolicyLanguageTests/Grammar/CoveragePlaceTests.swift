import PolicyLanguage
import TestSupport
import Testing

/// The small programs of the coverage table, held against the grammar: each nudges a token that
/// lies in the places it names, and no place is without one.
@Suite("Places of the grammar")
struct CoveragePlaceTests {
  @Test("the nudged token of each small program lies in the places that it names")
  func nudges() throws {
    let recogniser = Recogniser(try GrammarTests.table.get())
    let names = Dictionary(
      uniqueKeysWithValues: recogniser.grammar.places.map { ($0.part, $0.name) })
    for file in CoverageFile.all {
      #expect(file.faults == [], "\(file.name)")
      let sources = ReferenceBlock.sources(of: file.text)
      let nudged = ReferenceBlock.sources(of: file.nudged)
      let index = zip(sources, nudged).enumerated().first { $1.0.bytes != $1.1.bytes }?.offset
      let source = try #require(index.map { sources[$0] }, "\(file.name) is not nudged")
      let text = GrammarText(source, recogniser.table.terminals)
      let trees = recogniser.trees(of: text)
      #expect(trees == 1, "\(file.name): \(recogniser.fault(in: text) ?? "")")
      let word = text.word(holding: file.offset(ofNudgeIn: source))
      let held = trees == 1 ? recogniser.trail(to: word, in: text).compactMap { names[$0] } : []
      for place in file.places where !held.contains(place) {
        Issue.record("\(file.name): the nudge lies in \(held), not in `\(place)`")
      }
      #expect(!file.places.isEmpty)
    }
  }

  @Test("every place of the grammar has a small program, those still to be written aside")
  func gaps() throws {
    let places = try GrammarTests.table.get().grammar.places.map(\.name)
    #expect(places.count > 200 && Set(places).count == places.count)
    let written = Set(CoverageFile.all.flatMap(\.places))
    #expect(written.subtracting(places).sorted() == [])
    #expect(places.filter { !written.contains($0) } == CoverageFile.pending)
  }
}
