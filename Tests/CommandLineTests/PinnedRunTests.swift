import Foundation
import Testing

@testable import cofund

@Suite("the pinned comparison")
struct PinnedRunTests {
  /// What is pinned of the main example at four draws.
  private static let pinned = Tool.root.appendingPathComponent("Tests/CommandLineTests/Pinned")

  @Test("the main example at four draws prints and writes what is pinned, to the byte")
  func comparison() throws {
    try withTool { tool in
      let path = "Examples/west-midlands-medtech.scenario"
      let example = try String(contentsOf: Tool.root.appendingPathComponent(path), encoding: .utf8)
      try tool.write(example, to: path)
      let answer = try tool.run("compare", path, "--draws", "4", "--quiet", "--out", "run")
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(withoutLastLine(answer.output) == (try pinned("compare-4-draws.txt")))
      for line in try pinned("compare-4-draws.sha256").split(separator: "\n") {
        let parts = line.split(separator: " ").map(String.init)
        let file = try #require(parts.last)
        let bytes = try Data(contentsOf: tool.folder.appendingPathComponent("run/\(file)"))
        #expect(SecureHash.text(of: Array(bytes)) == parts.first, "\(file)")
      }
    }
  }

  @Test("the answer has at most 25 lines, and no line of its sentences is wider than the page")
  func short() throws {
    let lines = try pinned("compare-4-draws.txt").split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast()
    #expect(lines.count <= 26, "25 lines and the empty one before the path")
    #expect(lines.filter { !$0.contains("±") }.allSatisfy { $0.count <= 122 })
  }

  private func pinned(_ name: String) throws -> String {
    try String(contentsOf: Self.pinned.appendingPathComponent(name), encoding: .utf8)
  }

  /// The text without its last line, which is the path of the results.
  private func withoutLastLine(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.dropLast().map { $0 + "\n" }.joined()
  }
}
