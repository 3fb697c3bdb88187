import PolicyCompiler
import PolicyLanguage
import Quoting
import TestSupport
import Testing

/// The examples of the reference and of the explanation pages, worked to the penny.
@Suite struct ReferenceWorkTests {
  private func codes(_ text: String) -> Set<String> {
    let result = check(ReferenceBlock.sources(of: text))
    var codes = Set(result.diagnostics.map(\.code))
    guard let program = result.program else { return codes }
    for file in program.files {
      for outcome in exampleOutcomes(of: program, file: file.file) {
        codes.formUnion(outcome.failures.map(\.code))
      }
    }
    return codes
  }

  @Test(arguments: ReferencePage.reference)
  func everyExampleOfTheReferenceComesOut(_ page: ReferencePage) {
    let blocks = page.blocks
    for block in blocks where block.kind == .whole { #expect(codes(block.text) == []) }
    if let whole = ReferenceBlock.states(of: blocks).last { #expect(codes(whole) == []) }
  }

  @Test(arguments: explainedCodes)
  func bothExamplesOfAPageBehave(_ code: String) throws {
    for block in ReferenceBlock.all(in: try #require(explanation(of: code))) {
      let found = codes(block.text)
      if block.kind == .right { #expect(found == []) }
      // What is wrong with a file of rows is found by the command, which reads it.
      if block.kind == .wrong, code != "P0807" {
        #expect(code == "P0115" ? found.contains(code) : found == [code])
      }
    }
  }
}
