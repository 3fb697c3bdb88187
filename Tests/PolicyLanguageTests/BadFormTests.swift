import Foundation
import PolicyLanguage
import Testing

/// Texts with a fault of form: what is printed stands at the foot of each, in lines that begin `#>`.
@Suite struct BadFormTests {
  @Test(arguments: PolicyFixture.badForms)
  func printsWhatItsFootSays(_ fixture: PolicyFixture) throws {
    var renderer = DiagnosticRenderer([fixture.source])
    let diagnostics = parse(fixture.source, file: 0).diagnostics
    let printed = diagnostics.map { renderer.rendered($0, style: .plain) }.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try record(printed, in: fixture)
    }
    #expect(printed == foot(of: fixture))
    let code = String(fixture.fileName.prefix(5))
    #expect(diagnostics.contains { $0.code == code })
  }

  @Test(arguments: PolicyFixture.badForms)
  func certainEditsCure(_ fixture: PolicyFixture) {
    let diagnostics = parse(fixture.source, file: 0).diagnostics
    var bytes = fixture.bytes
    var edits = 0
    for suggestion in diagnostics.compactMap(\.suggestion).reversed() {
      bytes.replaceSubrange(
        Int(suggestion.span.start)..<Int(suggestion.span.end),
        with: Array(suggestion.replacement.utf8))
      edits += 1
    }
    let left = parse(PolicySource(path: "cured.policy", bytes: bytes), file: 0).diagnostics
    #expect(left.count <= diagnostics.count - edits)
  }

  private func foot(of fixture: PolicyFixture) -> String {
    fixture.text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0.hasPrefix("#>") }.map {
        String($0.dropFirst($0.hasPrefix("#> ") ? 3 : 2)) + "\n"
      }
      .joined()
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
