import Foundation
import Testing

/// Black-box test 12: a value without its source is seen at once.
@Suite("From outside: a source taken away")
struct SourceTests {
  private static let path = "Policies/england/lle-loan.policy"
  private static let line =
    "60 years  from 2027-01-01  cites lle-calculator \"under 60 on the first day\""

  /// How many values a report of assumptions has on each basis.
  private func bases(_ tool: Tool, _ folder: String) throws -> [String: Int] {
    let answer = try tool.run(
      "compare", "Examples/tiny.scenario", "--out", folder, "--quiet")
    try #require(answer.status == 0, "\(answer.errors)")
    let rows = Rows(try tool.read(folder + "/assumptions.csv")).rows
    try #require(!rows.isEmpty)
    return rows.reduce(into: [:]) { $0[$1["basis"] ?? "", default: 0] += 1 }
  }

  private func basis(_ tool: Tool) throws -> (status: Int32, counts: [String: Int], codes: [String])
  {
    let answer = try tool.run("check", "--strict", "--diagnostics", "json", "Policies", "Examples")
    let object = try answer.object()
    let counts = try #require(object["basis"] as? [String: Int])
    let found = try #require(object["diagnostics"] as? [[String: Any]])
    return (answer.status, counts, found.compactMap { $0["code"] as? String })
  }

  @Test("12: a value whose source is struck out fails the strict check and counts as uncited")
  func value() throws {
    try withTool { tool in
      let before = try basis(tool)
      #expect(before.status == 0 && before.codes.isEmpty)
      #expect((before.counts["missing"] ?? 0) == 0)
      let reported = try bases(tool, "before")
      let text = try tool.read(Self.path)
      try #require(text.contains(Self.line))
      try tool.write(
        text.replacingOccurrences(of: Self.line, with: "60 years  from 2027-01-01"), to: Self.path)
      let after = try basis(tool)
      #expect(after.status == 1)
      #expect(after.codes == ["P0404"])
      #expect(after.counts["missing"] == 1)
      #expect(after.counts["cited"] == (before.counts["cited"] ?? 0) - 1)
      #expect(try tool.run("check", "Policies", "Examples").status == 0)
      let text2 = try tool.run("check", "--strict", "Policies", "Examples").output
      #expect(text2.contains("1 without a basis"))
      let later = try bases(tool, "after")
      #expect(later["cited"] == (reported["cited"] ?? 0) - 1)
      #expect((later["missing"] ?? later["none"] ?? 0) == 1)
    }
  }

  @Test("12: a declared source struck out is an error at every value that cites it")
  func declaration() throws {
    try withTool { tool in
      let text = try tool.read(Self.path)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let kept = lines.filter { !$0.hasPrefix("source lle-campaign ") }
      try #require(kept.count == lines.count - 1)
      try tool.write(kept.joined(separator: "\n"), to: Self.path)
      let answer = try tool.run("check", "Policies", "Examples")
      #expect(answer.status == 1)
      #expect(answer.output.contains("P0403"))
      #expect(answer.output.contains("lle-campaign"))
    }
  }
}
