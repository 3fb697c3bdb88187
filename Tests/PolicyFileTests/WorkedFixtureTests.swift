import Foundation
import PolicyCompiler
import PolicyLanguage
import Quoting
import Testing

/// Examples that do not come out: what is printed stands at the foot of each, in lines that begin `#>`.
@Suite("Findings of worked examples")
struct WorkedFixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("PolicyLanguageTests/Fixtures/worked")
  private static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".policy") }.sorted()

  @Test("print what their foot says", arguments: names)
  func foot(_ name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    let text = try String(contentsOf: file, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let source = PolicySource(path: name, text: text)
    let program = try #require(check([source]).program)
    let found = exampleOutcomes(of: program, file: 0).flatMap(\.failures)
    #expect(found.contains { name.hasPrefix($0.code) })
    let printed = found.map { $0.rendered(from: [source], style: .plain) }.joined(separator: "\n")
    let foot = printed.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "#>" : "#> \($0)" }
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      let body = lines.filter { !$0.hasPrefix("#>") }.joined(separator: "\n")
      let trimmed = body.replacingOccurrences(of: "\n+$", with: "", options: .regularExpression)
      try (trimmed + "\n" + foot.dropLast().joined(separator: "\n") + "\n")
        .write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(lines.filter { $0.hasPrefix("#>") }.map(String.init) == Array(foot.dropLast()))
    }
  }
}
