import Foundation
import PolicyLanguage
import TestSupport
import Testing

/// Every place of the grammar in every command: a nudge moves the figure by the amount worked by
/// hand, or the command refuses the clause by name. What does not hold yet is a known issue, which
/// fails when it stops failing: then take `but …` from the foot of the file, and record the page
/// anew.
@Suite("What is carried out where")
struct CoverageTests {
  /// The programs are worked in so many parts side by side.
  private static let parts = 8

  @Test("a nudge of each place moves what it should", arguments: 0..<parts)
  func cells(_ part: Int) {
    for (number, file) in CoverageFile.all.enumerated() where number % Self.parts == part {
      hold(file)
    }
  }

  /// Holds every cell of a program to what its foot says.
  private func hold(_ file: CoverageFile) {
    for command in CoverageFile.Command.allCases {
      guard let cell = file.cells[command] else {
        Issue.record("\(file.name) says nothing of \(command)")
        continue
      }
      switch cell {
      case .notMet, .withAnswers, .byClaims: continue
      case .refuses(let words):
        let said = CoverageAnswer(file, command).refusal
        #expect(said?.contains(words) == true, "\(file.name), \(command): \(said ?? "not refused")")
      case .moves(let figure, let before, let after, let fault):
        let found = CoverageAnswer(file, command).differences(figure, before, after)
        if let fault {
          withKnownIssue("\(file.name), \(command): \(fault)") { #expect(found == []) }
        } else {
          #expect(found == [], "\(file.name), \(command)")
        }
      }
    }
  }

  @Test("the page of the reference is the table")
  func page() throws {
    let file = ReferencePage.sources.appending(path: "PolicyLanguage/PolicyLanguage.docc")
      .appending(path: CoveragePage.name + ".md")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try CoveragePage.text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == CoveragePage.text)
  }
}

/// What a command says of a small program, before its nudge and after.
struct CoverageAnswer {
  private let file: CoverageFile
  private let command: CoverageFile.Command
  private static let shared =
    (try? Repository.files(in: "Tests/OneMeaningTests/Coverage/Shared", endingIn: "policy")) ?? []

  init(_ file: CoverageFile, _ command: CoverageFile.Command) {
    self.file = file
    self.command = command
  }

  /// How the figure differs before the nudge and after it, in words.
  func differences(_ figure: String, _ before: String, _ after: String) -> [String] {
    let figure = MeaningFigure(figure)
    return [("", file.text, before), (" after the nudge", file.nudged, after)].compactMap {
      words, text, value -> String? in
      do {
        if value == "something" { return nil }
        if value == "otherwise" { return try stillness(of: figure) }
        let found = try difference(case: Self.case(file, text), figure, value)
        return value == "refused" ? "it is not refused" : found.map { $0 + words }
      } catch {
        return value == "refused" ? nil : "\(error)" + words
      }
    }
  }

  /// The words in which the command refuses the program.
  var refusal: String? {
    let figure = MeaningFigure("help pays")
    do {
      _ = try difference(case: Self.case(file, file.text), figure, "£0")
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func difference(
    case given: MeaningCase, _ figure: MeaningFigure, _ value: String
  ) throws -> String? {
    switch command {
    case .example where figure.subject == "example":
      let isRight = try given.ownExamplesPass()
      return isRight == (value == "right") ? nil : "the example is \(isRight ? "right" : "wrong")"
    case .example: return try given.exampleFault(figure, value)
    case .quote, .monthly, .run, .employer:
      let seen = try words(of: figure, given)
      return seen == value ? nil : "\(figure) \(seen), not \(value)"
    }
  }

  private func words(of figure: MeaningFigure, _ given: MeaningCase) throws -> String {
    switch command {
    case .run: try MeaningRun(given, asking: figure).words(figure)
    case .employer: try MeaningQuote(given, isMonthly: true).ledgerWords(figure)
    default: try MeaningQuote(given, isMonthly: command == .monthly).words(figure)
    }
  }

  /// Whether chance leaves a figure as it was where the nudge should move it.
  private func stillness(of figure: MeaningFigure) throws -> String? {
    let before = try words(of: figure, Self.case(file, file.text))
    let after = try words(of: figure, Self.case(file, file.nudged))
    return before == after ? "\(figure) \(before) after the nudge as before" : nil
  }

  /// The case of a file, with the words and the evidence that it does not bring itself.
  static func `case`(_ file: CoverageFile, _ text: String) -> MeaningCase {
    var files = ReferenceBlock.sources(of: text).map {
      Repository.File(path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self))
    }
    for other in shared {
      let name = String(other.path.split(separator: "/").last ?? "")
      if !files.contains(where: { $0.path == name }) {
        files.append(.init(path: name, text: other.text))
      }
    }
    return MeaningCase(
      files: files, day: file.day, months: file.months ?? 12, saysLength: file.months != nil,
      follows: file.follows, facts: file.facts, regime: file.regime, route: file.route)
  }
}
