import Foundation
import TestSupport
import Testing

@testable import PolicyLanguage

@Suite("The grammar for editors")
struct EditorGrammarTests {
  private func patterns() throws -> [String] {
    let text = try Repository.text(
      of: "Sources/PolicyLanguage/PolicyLanguage.docc/cofund.tmLanguage.json")
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let patterns = try #require(object?["patterns"] as? [[String: String]])
    return patterns.compactMap { $0["match"] }
  }

  @Test("every word of the language is coloured, and no word that it has not")
  func words() throws {
    let lists = try patterns().flatMap { pattern -> [String] in
      guard let open = pattern.firstRange(of: "(?:"),
        let close = pattern[open.upperBound...].firstIndex(of: ")")
      else { return [] }
      return pattern[open.upperBound..<close].split(separator: "|").map(String.init)
    }
    let coloured = Set(lists.filter { $0.allSatisfy { $0.isLetter || $0 == "-" } })
    #expect(coloured == Set(Word.allCases.map(\.rawValue)))
  }

  @Test("every pattern is one that an editor can read")
  func readable() throws {
    for pattern in try patterns() { _ = try NSRegularExpression(pattern: pattern) }
  }
}
