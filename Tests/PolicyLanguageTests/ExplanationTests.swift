import Foundation
import PolicyLanguage
import TestSupport
import Testing

/// The pages behind the codes: each code has one, and both its examples behave.
@Suite struct ExplanationTests {
  /// The codes that the sources report, read from their text.
  private static let reported: Set<String> = {
    var codes: Set<String> = []
    let walker = FileManager.default.enumerator(atPath: ReferencePage.sources.path)
    while let name = walker?.nextObject() as? String {
      guard name.hasSuffix(".swift"), !name.hasSuffix("Explanation.swift") else { continue }
      let file = ReferencePage.sources.appendingPathComponent(name)
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      for part in text.components(separatedBy: "\"P0").dropFirst() {
        let digits = part.prefix(3)
        if digits.count == 3, digits.allSatisfy(\.isNumber), part.dropFirst(3).first == "\"" {
          codes.insert("P0" + digits)
        }
      }
    }
    return codes
  }()

  /// Codes of findings that show themselves only when an example is worked.
  private static let worked: Set<String> = [
    "P0807", "P0821", "P0822", "P0823", "P0824", "P0825", "P0826",
  ]

  private func blocks(_ code: String, _ kind: ReferenceBlock.Kind) throws -> [ReferenceBlock] {
    ReferenceBlock.all(in: try #require(explanation(of: code))).filter { $0.kind == kind }
  }

  @Test func everyCodeIsExplainedAndNoOther() {
    #expect(Set(explainedCodes).symmetricDifference(Self.reported) == [])
    #expect(explainedCodes == explainedCodes.sorted())
    #expect(explanation(of: "P9999") == nil)
  }

  @Test(arguments: explainedCodes)
  func aPageHasItsParts(_ code: String) throws {
    let page = try #require(explanation(of: code))
    #expect(page.hasPrefix("# \(code): "))
    #expect(page.hasSuffix("\n"))
    let headings = page.split(separator: "\n").filter { $0.hasPrefix("## ") }
    #expect(
      headings == [
        "## What it means", "## Why the language insists", "## Wrong", "## Right", "## The cure",
      ])
    #expect(try blocks(code, .wrong).count == 1)
    #expect(try blocks(code, .right).count == 1)
  }

  @Test(arguments: explainedCodes)
  func theWrongExampleGivesThatCodeAlone(_ code: String) throws {
    for block in try blocks(code, .wrong) {
      let codes = check(ReferenceBlock.sources(of: block.text)).diagnostics.map(\.code)
      if code == "P0115" {
        #expect(codes.last == code)
      } else {
        #expect(Set(codes) == (Self.worked.contains(code) ? [] : [code]))
      }
    }
  }

  @Test(arguments: explainedCodes)
  func theRightExampleIsWithoutFault(_ code: String) throws {
    for block in try blocks(code, .right) { #expect(findings(inProgram: block.text) == []) }
  }
}
