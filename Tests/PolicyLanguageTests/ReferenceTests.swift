import Foundation
import TestSupport
import Testing

@testable import PolicyLanguage

/// What is wrong with a program of a page, or with its layout.
func findings(inProgram text: String) -> [String] {
  let sources = ReferenceBlock.sources(of: text)
  let found = check(sources).diagnostics.map { $0.rendered(from: sources, style: .plain) }
  let untidy = sources.filter { source in
    formatted(source).map { Array($0.utf8) != source.bytes } ?? false
  }
  return found + untidy.map { "\($0.path) is not in the one layout" }
}

/// The reference: every piece of policy text in it is real.
@Suite struct ReferenceTests {
  @Test func hasAPageForEachFamily() {
    let names = Set(ReferencePage.reference.map(\.name))
    let wanted = [
      "PolicyLanguage", "Tutorial", "Parameters", "Vocabulary", "Grants", "Stacking", "Levies",
      "Accounts", "Funds", "Taxes", "Reforms", "Evidence", "Scenarios", "Examples", "Formatting",
      "Units", "Dates", "Clauses", "Carried-out", "Settled", "Grammar",
    ]
    #expect(names == Set(wanted))
  }

  @Test(arguments: ReferencePage.reference)
  func everySnippetChecksClean(_ page: ReferencePage) {
    let blocks = page.blocks
    for block in blocks where block.kind == .whole {
      #expect(findings(inProgram: block.text) == [], "line \(block.line)")
    }
    if let whole = ReferenceBlock.states(of: blocks).last {
      #expect(findings(inProgram: whole) == [])
    }
    // The page of what is carried out where is made of programs that other tests hold.
    let hasOwn = blocks.contains { $0.kind == .whole || $0.kind == .part }
    #expect(hasOwn || page.name == "Carried-out")
  }

  /// Every fence on a page is known, so that no policy text goes unchecked.
  @Test(arguments: ReferencePage.reference)
  func everyFenceIsKnown(_ page: ReferencePage) {
    let fences = page.text.split(separator: "\n").filter { line in
      line.hasPrefix("```") && !["```", "```text", "```ebnf"].contains(line)
    }
    #expect(fences.count == page.blocks.filter(\.isShown).count)
  }

  /// Each step of the tutorial leaves a program without errors; what nothing uses yet is a warning.
  @Test func everyStepOfTheTutorialStands() throws {
    let page = try #require(ReferencePage.reference.first { $0.name == "Tutorial" })
    let states = ReferenceBlock.states(of: page.blocks)
    #expect(states.count == 12)
    for (index, state) in states.enumerated() {
      let found = check(ReferenceBlock.sources(of: state)).diagnostics
      let early = found.filter { !["P0901", "P0902", "P0903", "P0904"].contains($0.code) }
      #expect(early.map(\.message) == [], "step \(index + 1)")
    }
  }

  @Test(arguments: ReferencePage.reference)
  func everyLinkLeadsToAPage(_ page: ReferencePage) {
    let names = Set(ReferencePage.reference.map(\.name))
    for part in page.text.components(separatedBy: "<doc:").dropFirst() {
      #expect(names.contains(String(part.prefix { $0 != ">" })))
    }
  }

  /// A form of every clause, in the order that the table says, is read without a fault.
  @Test func theClausesStandInTheirOrder() throws {
    let page = try #require(ReferencePage.reference.first { $0.name == "Clauses" })
    let form = try #require(page.blocks.first { $0.kind == .form })
    let source = PolicySource(path: "form.policy", text: form.text)
    #expect(parse(source, file: 0).diagnostics.map(\.message) == [])
  }

  /// Every fixed word of the language stands in the table of clauses or among units and dates.
  @Test func everyFixedWordIsTold() {
    let told = ReferencePage.reference.filter { ["Clauses", "Units", "Dates"].contains($0.name) }
      .map { $0.text.components(separatedBy: "<!-- policy form")[0] }.joined(separator: " ")
    let known = Set(told.split { !($0.isLetter || $0 == "-") }.map(String.init))
    let words = Word.allCases.map(\.rawValue)
    #expect(words.count > 250)
    #expect(words.filter { !known.contains($0) } == [])
  }
}
