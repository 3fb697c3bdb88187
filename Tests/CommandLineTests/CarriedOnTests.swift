import Foundation
import Testing

/// A value that is used past the last year for which its policy cites any is used, and every command that
/// uses it says so.
@Suite("Values carried on")
struct CarriedOnTests {
  private static let module = [
    "learner.nation=England", "learner.region=West-Midlands", "learner.age=34",
    "learner.status=inactive", "learner.prior-support=0", "course.product=module",
    "course.htq=yes", "course.level=4", "course.credits=30", "course.fee=1700",
  ].flatMap { ["--set", $0] }

  /// The policy of the loan cites nothing from later than 2027, so that of 2027 is carried on in 2031.
  @Test("a quote names them, in words and as data")
  func quote() throws {
    try withTool { tool in
      let now = try tool.run(["quote", "england-2027", "--on", "2027-03-01"] + Self.module)
      #expect(now.status == 0 && !now.output.contains("lle-loan of"), "\(now.output)")
      let later = ["quote", "england-2027", "--on", "2031-09-01"] + Self.module
      let words = try tool.run(later)
      #expect(
        words.output.contains("Carried on past the last day that is cited: "), "\(words.output)")
      let carried = try #require(
        try tool.run(later + ["--format", "json"]).object()["carried_on"] as? [[String: String]])
      #expect(!carried.isEmpty && carried.allSatisfy { ($0["from"] ?? "9") < "2031" })
    }
  }

  @Test("a comparison counts them, and marks them among what it rests on")
  func compare() throws {
    try withTool { tool in
      let run = try tool.run(
        "compare", "Examples/tiny.scenario", "--quiet", "--draws", "2", "--out", "kept")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("carried on past the last year that their policies cite"))
      let table = try String(
        contentsOf: tool.folder.appendingPathComponent("kept/assumptions.csv"), encoding: .utf8)
      let lines = table.split(whereSeparator: \.isNewline)
      #expect(lines[0].hasSuffix(",carried_on"))
      #expect(lines.contains { $0.hasSuffix(",yes") } && lines.contains { $0.hasSuffix(",no") })
    }
  }

  @Test("an employer's answer names them by regime")
  func employer() throws {
    try withTool { tool in
      let text = try #require(
        try? String(
          contentsOf: Tool.root.appendingPathComponent("Examples/device-maker-24.scenario"),
          encoding: .utf8))
      try tool.write(
        text.replacingOccurrences(of: "on 2027-", with: "on 2031-"), to: "Examples/firm.scenario")
      let answer = try tool.run("employer", "Examples/firm.scenario", "--draws", "20")
      #expect(answer.status == 0, "\(answer.errors)")
      #expect(answer.output.contains("Carried on past the last day that is cited: "))
    }
  }
}
