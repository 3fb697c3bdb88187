import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// The quotes of a regime's cases as lines of figures.
struct GoldenQuotes {
  /// How many cases there are of each regime, and the first so many of them by the month too.
  static let count = 170
  static let monthly = 32

  /// The figures of every case, paid at once and by the month.
  let whole: GoldenRecord.Part
  let byMonth: GoldenRecord.Part
  /// Whether each route was ever open.
  private(set) var isEverOpen: [Bool]

  /// The quotes of a regime.
  init(_ program: Program, regime: String, _ cases: GoldenCases) throws {
    let rules = try QuoteRules(
      try FundingPlan(program, regime: regime), until: day("2100-01-01"))
    isEverOpen = Array(repeating: false, count: rules.rules.routes.count)
    var whole: [String] = []
    var byMonth: [String] = []
    for number in 0..<Self.count {
      let given = cases.next(number, rules.rules)
      var terms = CourseTerms()
      terms.months = given.months
      let answer = Self.answer(rules, given, terms)
      for route in answer.open { isEverOpen[route] = true }
      whole.append("\(number) \(given.date): \(answer.text)")
      guard number < Self.monthly else { continue }
      _ = terms.take("course.paid", "monthly")
      byMonth.append(
        "\(number) \(given.date) \(given.months): \(Self.answer(rules, given, terms).text)")
    }
    self.whole = .init(name: "quotes \(regime)", lines: whole)
    self.byMonth = .init(name: "quotes \(regime) by the month", lines: byMonth)
  }

  private static func answer(
    _ rules: QuoteRules, _ given: GoldenCase, _ terms: CourseTerms
  ) -> (text: String, open: [Int]) {
    var work = QuoteCase(rules, given.frame, given.figures, terms, on: given.date)
    let levies = work.levyYears.map { year in
      "\(year.levy) \(year.charge)" + (year.credit.map { " \($0.account) +\($0.pence)" } ?? "")
    }
    do {
      let quotes = try work.answers()
      let texts = quotes.map { text(of: $0, rules.rules) }
      return (
        (texts + levies).joined(separator: "; "), quotes.filter(\.isOpen).map(\.route)
      )
    } catch {
      return (([error.code] + error.needs + levies).joined(separator: " "), [])
    }
  }

  private static func text(of quote: RouteQuote, _ rules: RuleSet) -> String {
    let name = rules.routes[quote.route].name
    guard quote.isOpen else { return "\(name) closed" }
    var words = [name]
    for cost in quote.costs {
      words.append("\(cost.costName) \(cost.total):")
      for line in cost.lines {
        let payer = line.instrument.map { rules.instruments[$0].name }
        words.append("\(payer ?? rules.parties[line.party].name) \(line.kind) \(line.amount)")
      }
    }
    for receipt in quote.receipts {
      words.append(
        "\(rules.instruments[receipt.instrument].name) gives \(rules.parties[receipt.to].name) "
          + "\(receipt.amount) x\(receipt.times)")
    }
    return words.joined(separator: " ")
  }
}
