import PolicyLanguage
import TestSupport
import Testing

/// Listings end for every text, and say each of its parts once.
@Suite("Listings of words, trees and names")
struct ListingTests {
  private static let shipped: [PolicyFixture] = ["Policies", "Examples"].flatMap { folder in
    ["policy", "scenario"].flatMap { ending in
      ((try? Repository.files(in: folder, endingIn: ending)) ?? []).map {
        PolicyFixture(name: $0.path, bytes: Array($0.text.utf8))
      }
    }
  }

  @Test("a basis without words is a part that ends")
  func basis() {
    let text = """
      policy a
      parameter l as percent
          5%  from 2026-01-01 illustrative
          stays the same  from 2027-01-01  illustrative

      """
    let tree = """
      Header
        kind: policy
        name: a
        about: About
      parameter: Parameter
        name: l
        type: Type
          measure: percent
        rows: DatedValue
          value: expressions
            5%
          from: 2026-01-01
          basis: illustrative
        rows: DatedValue
          value: same
          from: 2027-01-01
          basis: illustrative

      """
    #expect(syntaxListing(of: PolicySource(path: "a.policy", text: text)) == tree)
  }

  @Test("places of words on one line are those of the text, whatever stands before")
  func places() {
    let text = "policy a\n    title \"e\u{301}\u{1F600}\" # no\n\npayer p \"\u{E9}\"\n"
    let source = PolicySource(path: "a.policy", text: text)
    #expect(tokenListing(of: source).contains("4:9  text  \"\u{E9}\""))
    let list = String(repeating: "b, ", count: 40_000)
    let long = "policy a\n\ncategory c is one of \(list)b\n"
    let listing = tokenListing(of: PolicySource(path: "a.policy", text: long))
    #expect(listing.contains("\n3:120022  name  b\n"))
  }

  @Test("every fixture and every file shipped has a tree and its words")
  func everyFile() {
    let files = PolicyFixture.all(in: "") + Self.shipped
    #expect(files.count > 100)
    for file in files {
      let words = tokenListing(of: file.source).utf8.count { $0 == UInt8(ascii: "\n") }
      let parts = syntaxListing(of: file.source).utf8.count { $0 == UInt8(ascii: "\n") }
      #expect(parts <= 4 * words + 10, "\(file.name): \(parts) parts of \(words) words")
    }
  }

  @Test("every fixture that is sound has its names listed")
  func names() {
    let whole = check(Self.shipped.map { PolicySource(path: $0.name, bytes: $0.bytes) })
    let files = Set((0..<Self.shipped.count).map(Int32.init))
    #expect(whole.program?.listing(ofFiles: files).isEmpty == false)
    for file in PolicyFixture.all(in: "") {
      if let program = check([file.source]).program {
        #expect(!program.listing(ofFiles: [0]).isEmpty || program.units.isEmpty)
      }
    }
  }
}
