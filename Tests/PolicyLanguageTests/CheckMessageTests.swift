import Foundation
import PolicyLanguage
import Testing

/// Texts with a fault of meaning: what is printed stands at the foot of each, in lines that begin `#>`.
@Suite struct CheckMessageTests {
  @Test(arguments: PolicyFixture.badMeanings)
  func printsWhatItsFootSays(_ fixture: PolicyFixture) throws {
    let found = fixture.findings()
    let sources = [fixture.source] + soundDrafts.map(\.source)
    var renderer = DiagnosticRenderer(sources)
    let printed = found.map { renderer.rendered($0, style: .plain) }.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try record(printed, in: fixture)
    }
    #expect(printed == fixture.foot)
    #expect(found.contains { $0.code == fixture.code })
  }

  @Test(arguments: PolicyFixture.badMeanings)
  func certainEditsCure(_ fixture: PolicyFixture) {
    let curable = fixture.findings().filter { $0.suggestion != nil }
    var bytes = fixture.bytes
    for suggestion in curable.compactMap(\.suggestion).reversed() {
      bytes.replaceSubrange(
        Int(suggestion.span.start)..<Int(suggestion.span.end),
        with: Array(suggestion.replacement.utf8))
    }
    let left = Set(fixture.findings(in: bytes).map { $0.code + $0.message })
    #expect(curable.filter { left.contains($0.code + $0.message) }.map(\.message) == [])
  }

  private func record(_ printed: String, in fixture: PolicyFixture) throws {
    var lines = fixture.text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("#>") }.map(String.init)
    while lines.last?.isEmpty == true { lines.removeLast() }
    lines += printed.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "#>" : "#> \($0)" }
    let file = PolicyFixture.folder.appendingPathComponent("bad/\(fixture.name)")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
  }
}
