import Foundation
import FundingValues
import PolicyLanguage
import Quoting
import TestSupport

/// Why a command says nothing of a figure: its own words.
struct MeaningRefusal: Error, CustomStringConvertible {
  let description: String
}

/// One program and one case, asked of every command through the libraries.
struct MeaningCase {
  /// The files of the program, those it shares with others included.
  let files: [Repository.File]
  let day: String
  /// The months that the course lasts.
  let months: Int
  /// Whether the length of the course is one of the case's own facts.
  let saysLength: Bool
  let follows: Int
  let facts: [(name: String, value: String)]
  let regime: String
  let route: String

  /// The course's last day.
  var end: CivilDate { OneMeaningTests.day(day).adding(months: months).adding(days: -1) }
  /// Whether an employer stands in the case.
  var hasEmployer: Bool {
    files.contains { $0.text.contains("needs employer") }
      || facts.contains { $0.name.hasPrefix("employer.") }
  }

  /// Facts that a quote and a run know beside those of the case.
  static let common: [(name: String, value: String)] = [
    ("learner.nation", "England"), ("learner.status", "employed"), ("learner.age", "30 years"),
    ("learner.earnings", "£40,000 per year"), ("learner.household", "£20,000 per year"),
    ("learner.children", "0"), ("learner.disabled", "no"), ("learner.carer", "no"),
    ("learner.since", "2020-01-01"), ("learner.until", "2030-01-01"), ("learner.taste", "0"),
    ("employer.headcount", "8"), ("employer.apprentices", "2"),
    ("employer.payroll", "£1.2 million per year"),
    ("employer.pay-bill", "£2.4 million per year"), ("employer.english-share", "100%"),
    ("employer.training-budget", "£10 million"), ("course.product", "red"),
    ("course.field", "wood"), ("course.level", "4"), ("course.credits", "30 credits"),
    ("course.hours", "100 hours"), ("course.fee", "£1,000"), ("course.books", "£0"),
    ("course.release-wages", "£0"),
  ]

  /// All facts, the case's own in place of the common ones.
  func allFacts(_ program: Program) -> [(name: String, value: String)] {
    let own = Set(facts.map(\.name))
    let common = Self.common.filter { fact in
      let parts = fact.name.split(separator: ".").map(String.init)
      return !own.contains(fact.name) && program.records[parts[0]]?[parts[1]] != nil
        && (hasEmployer || !fact.name.hasPrefix("employer."))
    }
    return common + facts
  }

  /// The program, or why it is refused.
  func program(adding text: String = "", to home: Int = 0) throws -> Program {
    let sources = files.enumerated().map { number, file in
      PolicySource(path: file.path, text: number == home ? file.text + text : file.text)
    }
    let result = check(sources)
    if let program = result.program { return program }
    throw MeaningRefusal(
      description: result.diagnostics.map { $0.rendered(from: sources, style: .plain) }
        .joined(separator: "\n"))
  }

  /// What is wrong with an example that expects a value, or nothing if it comes out.
  func exampleFault(_ figure: MeaningFigure, _ value: String) throws -> String? {
    try exampleFaults([(figure, value)]).first
  }

  /// What is wrong with an example that expects several values.
  func exampleFaults(_ expected: [(figure: MeaningFigure, value: String)]) throws -> [String] {
    var lines = ["", "example \"case\"", "    given on \(day)"]
    let home = files.firstIndex {
      $0.text.contains("\nregime \(regime)\n") || $0.text.contains("\nreform \(regime) of ")
    }
    if home != nil { lines[2] += " by \(route) of \(regime)" }
    lines += facts.map { "        \($0.name) is \($0.value)" }
    if saysLength { lines.append("        course.end is \(end)") }
    lines += expected.map { "    " + $0.figure.expectation($0.value) } + [""]
    let program = try program(adding: lines.joined(separator: "\n"), to: home ?? 0)
    let failures = exampleOutcomes(of: program, file: Int32(home ?? 0)).flatMap(\.failures)
    return failures.map { $0.message + " (" + $0.notes.joined(separator: "; ") + ")" }
  }

  /// The amount in pence that an example gives for a figure: what the message says that is shown
  /// where a penny is expected.
  func exampleAmount(_ figure: MeaningFigure) throws -> Int64 {
    guard let fault = try exampleFault(figure, "£0.01") else { return 1 }
    guard let found = fault.firstMatch(of: /(?:is|\w+s) £([0-9,]+)(?:\.([0-9]{2}))?, not/) else {
      throw MeaningRefusal(description: fault)
    }
    let pounds = Int64(found.1.filter(\.isNumber)) ?? 0
    return pounds * 100 + (found.2.flatMap { Int64($0) } ?? 0)
  }

  /// The case with another value of a fact.
  func giving(_ name: String, _ value: String) -> MeaningCase {
    changed(facts: facts.filter { $0.name != name } + [(name, value)])
  }

  /// The case with a text of one file replaced.
  func replacing(_ path: String, _ old: String, with new: String) -> MeaningCase {
    changed(
      files: files.map { file in
        file.path == path ? .init(path: path, text: file.text.replacing(old, with: new)) : file
      })
  }

  /// The case with other files or facts.
  func changed(
    files: [Repository.File]? = nil, facts: [(name: String, value: String)]? = nil
  ) -> MeaningCase {
    MeaningCase(
      files: files ?? self.files, day: day, months: months, saysLength: saysLength,
      follows: follows, facts: facts ?? self.facts, regime: regime, route: route)
  }

  /// Whether the examples that the first file brings come out.
  func ownExamplesPass() throws -> Bool {
    exampleOutcomes(of: try program(), file: 0).allSatisfy(\.passes)
  }
}
