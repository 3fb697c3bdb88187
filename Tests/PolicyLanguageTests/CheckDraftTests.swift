import Foundation
import PolicyLanguage
import Testing

/// The worked files of the design, checked as one program.
@Suite struct CheckDraftTests {
  @Test func onlyTheFaultsInThemAreFound() {
    let found = check(PolicyFixture.drafts.map(\.source)).diagnostics
    #expect(
      Set(found.map { "\($0.severity) \($0.code) \($0.message)" }) == [
        "error P0509 `course.release-wages` could be paid at 105%",
        "error P0801 `hnc-automation` does not say `course.in-person`",
        "warning P0506 `£6,000` stands inside a rule, without a date or a source",
      ])
  }

  @Test func theOthersMakeAProgram() throws {
    let result = check(soundDrafts.map(\.source))
    #expect(result.diagnostics.map(\.code).sorted() == ["P0405", "P0506"])
    let program = try #require(result.program)
    #expect(program.routeNames.contains("own-pocket"))
    #expect(program.unit(named: "longer-expiry", kinds: [.reform]) != nil)
  }

  @Test func valuesAreTalliedByBasis() throws {
    let program = try #require(check(soundDrafts.map(\.source)).program)
    let loan = try #require(program.unit(named: "lle-loan", kinds: [.policy]))
    let tally = program.basisTally(units: [loan.id])
    #expect((tally.cited, tally.assumed, tally.illustrative, tally.missing) == (6, 0, 0, 0))
    let whole = program.basisTally(units: nil)
    #expect(whole.missing == 0)
    #expect(whole.cited > 60 && whole.assumed > 20 && whole.illustrative > 20)
  }

  @Test func aFileIsCheckedAlone() {
    for name in ["vocabulary.policy", "learning-account.policy", "student-loans.policy"] {
      let sources = Set([name, "vocabulary.policy"]).map { PolicyFixture.draft($0).source }
      #expect(check(sources).diagnostics.filter { $0.severity == .error }.isEmpty)
    }
  }

  /// Drafts with one line changed, under the paths of the design.
  private func found(
    _ code: String, in file: String, line: Int, _ old: String, _ new: String
  ) throws -> String {
    var at = Pointer()
    at.add(file, as: path(of: file), line: line, old, new)
    for draft in soundDrafts where draft.fileName != file {
      at.sources.append(PolicySource(path: path(of: draft.fileName), bytes: draft.bytes))
    }
    let diagnostic = try #require(check(at.sources).diagnostics.first { $0.code == code })
    return diagnostic.rendered(from: at.sources, style: .plain)
  }

  private func path(of file: String) -> String {
    if file == "longer-expiry.policy" { return "Policies/reforms/" + file }
    return (file.hasSuffix(".scenario") ? "Examples/" : "Policies/") + file
  }

  private func designed(_ code: String) throws -> String {
    let file = PolicyFixture.folder.appendingPathComponent("rendered/\(code).txt")
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test func overlappingExceptionsReadAsDesigned() throws {
    let found = try found(
      "P0501", in: "growth-and-skills-levy.policy", line: 102, "is below", "is at most")
    #expect(try found == designed("P0501"))
  }

  @Test func aGapBetweenBandsReadsAsDesigned() throws {
    let found = try found("P0503", in: "wage-support.policy", line: 8, "10 to", "15 to")
    #expect(try found == designed("P0503"))
  }

  @Test func aStaleReformReadsAsDesigned() throws {
    let found = try found("P0701", in: "longer-expiry.policy", line: 5, "75% to", "80% to")
    #expect(try found == designed("P0701"))
  }
}
