import Foundation
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Testing

/// A row of a table is worked by a case that was used for the rows before it, and written without a
/// document: it must say what a quote of its own says.
@Suite("Differential: quote --from and quote")
struct QuoteRowsTests {
  @Test("rows of cases of every shipped regime")
  func rows() throws {
    let program = try GoldenTests.shipped.get()
    let cases = try GoldenCases(program)
    for unit in program.units where unit.kind == .regime || unit.kind == .reform {
      let rules = try QuoteRules(
        try FundingPlan(program, regime: unit.name.text), until: day("2100-01-01"))
      var worker = RowWorker(rules)
      for number in 0..<16 {
        let given = cases.next(number, rules.rules)
        var terms = CourseTerms()
        terms.months = given.months
        if number % 4 == 3 { _ = terms.take("course.paid", "monthly") }
        let row = worker.row(given, terms)
        let alone = RowWorker.alone(rules, given, terms)
        #expect(
          NSDictionary(dictionary: row) == NSDictionary(dictionary: alone),
          "\(unit.name.text), case \(number)")
      }
    }
  }
}

/// What works row after row.
private struct RowWorker {
  private var work: QuoteCase
  private var writer: QuoteRowWriter
  private let rules: QuoteRules

  init(_ rules: QuoteRules) {
    self.rules = rules
    work = QuoteCase(rules)
    writer = QuoteRowWriter(rules, isJSON: true)
  }

  /// The next row as an object, without what only one of the two says.
  mutating func row(_ given: GoldenCase, _ terms: CourseTerms) -> [String: Any] {
    work.begin(from: given.frame)
    let figures = given.figures.keys.sorted().map {
      QuoteFigure($0, given.figures[$0], rules.rules)
    }
    work.finish(figures, terms, on: given.date)
    do {
      let answers = try work.answers()
      var bytes: [UInt8] = []
      writer.write(answers, &work, id: Array("1".utf8)[...], to: &bytes)
      return Self.object(Data(bytes))
    } catch {
      return ["error": error.code, "needs": error.needs]
    }
  }

  /// The same case by itself.
  static func alone(
    _ rules: QuoteRules, _ given: GoldenCase, _ terms: CourseTerms
  ) -> [String: Any] {
    var work = QuoteCase(rules, given.frame, given.figures, terms, on: given.date)
    do {
      let answers = try work.answers()
      var writer = QuoteWriter(work)
      let document = writer.document(answers, currency: rules.currency.code, inputs: [])
      return object(Data((try? documentText(document))?.utf8 ?? "".utf8))
    } catch {
      return ["error": error.code, "needs": error.needs]
    }
  }

  private static func object(_ data: Data) -> [String: Any] {
    var found = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
    for key in ["id", "policies", "levies"] { found[key] = nil }
    return found
  }
}
