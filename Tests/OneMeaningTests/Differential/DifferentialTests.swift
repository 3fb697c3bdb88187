import Foundation
import TestSupport
import Testing

/// Random programs through example, quote and a run of one person, equal to the penny.
///
/// `COFUND_PROGRAMS=100000 swift test --filter Differential` works so many of them, from the number that
/// `COFUND_FROM` says.
@Suite("Differential: one meaning")
struct DifferentialTests {
  /// A number of the environment, or another.
  private static func number(_ name: String, otherwise: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? otherwise
  }
  /// How many programs are worked, and the first.
  private static let count = number("COFUND_PROGRAMS", otherwise: 1_000)
  private static let first = number("COFUND_FROM", otherwise: 0)
  /// They are worked in so many parts side by side.
  private static let parts = 4

  /// Clauses on which the commands do not agree yet, each with what is wrong.
  static let faults: [(clause: RandomClause, words: String)] =
    ((try? Repository.files(in: "Tests/OneMeaningTests/Differential", endingIn: "txt")) ?? [])
    .flatMap { $0.text.split(separator: "\n") }.filter { !$0.hasPrefix("#") }.compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
      return RandomClause(rawValue: parts[0]).map {
        ($0, parts[1].trimmingCharacters(in: .whitespaces))
      }
    }
  /// The clauses on which they agree.
  static let sound = Set(RandomClause.allCases).subtracting(faults.map(\.clause))

  @Test(
    "example, quote and run agree on what a program of sound clauses pays", arguments: 0..<parts)
  func agreement(_ part: Int) {
    let numbers = stride(from: Self.first + part, to: Self.first + Self.count, by: Self.parts)
    let faulty = firstFault(among: numbers) { number -> String? in
      let rules = RandomRules(UInt64(number), of: Self.sound)
      let found = Disagreement.all(rules)
      if found.isEmpty { return nil }
      return "program \(number):\n\(rules.text())\(rules.facts)\n\(found)"
    }
    #expect(faulty == nil, "\(faulty ?? "")")
  }

  @Test("a clause that is known to be faulty is still found to be", arguments: faults.indices)
  func known(_ number: Int) {
    let fault = Self.faults[number]
    withKnownIssue("\(fault.clause): \(fault.words)") {
      let found = (0..<400).first { seed in
        let rules = RandomRules(UInt64(seed), of: Self.sound, with: fault.clause)
        return rules.clauses.contains(fault.clause) && !Disagreement.all(rules).isEmpty
      }
      #expect(found == nil)
    }
  }

  @Test("every clause stands in one of a hundred programs")
  func presence() {
    let all = (0..<100).map { RandomRules(UInt64($0), of: Set(RandomClause.allCases)).clauses }
    let seen = all.reduce(into: Set<RandomClause>()) { $0.formUnion($1) }
    #expect(Set(RandomClause.allCases).subtracting(seen) == [])
  }

  /// Clauses whose lines may be left out of a program.
  static let plantable: [RandomClause] = [
    .countsAtMost, .leaves, .eligible, .applies, .except, .taper, .reduced, .notBelow,
    .inProportion, .nothingBelow, .limitCourse, .limitYear, .limitLife, .limitAnyYears,
    .limitCredits, .limitHours, .limitFirm, .sharedLimit, .restWhen, .openWhen, .giftLimit,
    .levyCap, .levyFloor, .levyDue, .levyEach, .limitMonths, .purseCredit,
  ]

  @Test("a run that ignores a clause is found out within a thousand programs", arguments: plantable)
  func planted(_ clause: RandomClause) {
    let found = (0..<1_000).first { seed in
      let rules = RandomRules(UInt64(seed), of: Self.sound, with: clause)
      return rules.clauses.contains(clause) && !Disagreement.all(rules, without: clause).isEmpty
    }
    #expect(found != nil, "a run without `\(clause)` agrees on a thousand programs")
  }
}
