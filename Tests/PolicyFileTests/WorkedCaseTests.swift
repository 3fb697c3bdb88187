import Foundation
import PolicyCompiler
import PolicyLanguage
import Quoting
import Testing

/// The published worked cases and tables that the rulebook was written from, each with the example
/// that works it.
///
/// `W` cases are of levy, devolved and national funding, `L` those of the student finance calculator,
/// `R` the official examples of repayment; the others are tables and figures of the same sources.
@Suite("Worked cases")
struct WorkedCaseTests {
  private struct Row {
    let `case`: String
    let policy: String
    let example: String
  }

  /// The table beside this file: a case, a policy's path and an example's title, all in quotes.
  private static let rows: [Row] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("worked-cases.csv")
    let text = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let parts = line.dropFirst().dropLast().components(separatedBy: "\",\"")
      return parts.count == 3 ? Row(case: parts[0], policy: parts[1], example: parts[2]) : nil
    }
  }()

  /// Every numbered case that was collected.
  private static let cases: [String] = {
    let funding = [
      1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 13, 14, 16, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 29, 30,
      31, 32, 34, 35, 36, 37, 51, 56, 57, 58, 59, 60, 62, 63, 64,
    ]
    return numbered("W", funding) + numbered("L", [1, 2, 3, 4, 5, 9]) + numbered("R", Array(1...12))
  }()

  private static func numbered(_ letter: String, _ numbers: [Int]) -> [String] {
    numbers.map { number in letter + (number < 10 ? "0" : "") + String(number) }
  }

  /// The numbered cases that are no examples, and why.
  ///
  /// Both are readings of one published claim: arithmetic on totals, not what a person, a firm or
  /// a course pays. They are claims, in `Examples/levy-claims.scenario`.
  private static let claims = ["W62", "W63"]

  @Test("every case has an example that comes out to the penny")
  func table() throws {
    let program = try #require(Shipped.result.program)
    try #require(Self.rows.count > 100)
    var outcomes: [String: [String: Bool]] = [:]
    for file in program.files {
      let path = Shipped.sources[Int(file.file)].path
      for outcome in exampleOutcomes(of: program, file: file.file) {
        outcomes[path, default: [:]][outcome.title] = outcome.passes
      }
    }
    for row in Self.rows {
      let passes = outcomes["Policies/\(row.policy).policy"]?[row.example]
      #expect(passes == true, "\(row.case): \(row.policy), \"\(row.example)\"")
    }
  }

  @Test("at least nine numbered cases in ten are examples, and the rest are accounted for")
  func tally() {
    let worked = Set(Self.rows.map(\.case))
    let missing = Self.cases.filter { !worked.contains($0) }
    #expect(missing == Self.claims)
    #expect(Self.cases.count - missing.count >= 9 * Self.cases.count / 10)
  }
}
