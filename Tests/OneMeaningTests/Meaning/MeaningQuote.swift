import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting

/// A quote of a case by its route.
struct MeaningQuote {
  private let answers: [RouteQuote]
  /// The case, for what a levy asks and for other ways of writing the answer.
  private let work: QuoteCase
  private let route: String

  /// Quotes a case, all at once or by the month.
  init(_ given: MeaningCase, isMonthly: Bool = false) throws {
    var work = try Self.work(of: given, isMonthly: isMonthly)
    do {
      answers = try work.answers()
    } catch {
      throw MeaningRefusal(description: error.message)
    }
    self.work = work
    route = given.route
  }

  /// A case with its facts, not yet quoted.
  private static func work(of given: MeaningCase, isMonthly: Bool) throws -> QuoteCase {
    let program = try given.program()
    let rules: QuoteRules
    do {
      let plan = try FundingPlan(program, regime: given.regime)
      rules = try QuoteRules(plan, until: day(given.day))
    } catch {
      throw MeaningRefusal(description: "\(error)")
    }
    let reader = FactReader(program)
    var frame = Frame(count: rules.rules.facts.count)
    var figures: [String: Ratio] = [:]
    for (name, text) in given.allFacts(program) {
      let value = try reader.value(text, of: name)
      if let fact = rules.rules.facts[name] { frame[fact] = value }
      if program.records[String(name.prefix { $0 != "." })] == nil { figures[name] = value }
    }
    var terms = CourseTerms()
    terms.months = given.months
    if isMonthly { _ = terms.take("course.paid", "monthly") }
    return QuoteCase(rules, frame, figures, terms, on: day(given.day))
  }

  /// What the employer's month-by-month ledger says of a figure, beside what levies ask in the
  /// year.
  func ledgerWords(_ figure: MeaningFigure) throws -> String {
    if figure.verb == "charges" { return try words(figure) }
    let rules = work.rules
    guard let number = rules.routes.firstIndex(where: { $0.name == route }) else {
      throw MeaningRefusal(description: "there is no route `\(route)`")
    }
    var work = work
    work.take(number)
    let entries: [EmployerLedger.Entry]
    do {
      entries = try work.ledger(number).entries
    } catch {
      throw MeaningRefusal(description: "\(error)")
    }
    let (owner, property) = figure.parts
    if property == "paid-in" {
      let found = entries.filter { [.levied, .toppedUp].contains($0.kind) && $0.name == owner }
      return meaningWords(pence: found.reduce(0) { $0 + $1.pence })
    }
    if property == "transferable" {
      let found = entries.filter { $0.kind == .transferable && $0.name == owner }
      return meaningWords(pence: found.reduce(0) { $0 + $1.pence })
    }
    guard property.isEmpty else {
      throw MeaningRefusal(description: "the ledger of an employer says nothing of `\(property)`")
    }
    let account = rules.instruments.first { $0.name == owner }.flatMap { rules.account(of: $0) }
    let paid = entries.filter { entry in
      account.map { entry.kind == .used && entry.name == $0 }
        ?? ([.cash, .coInvestment, .grant, .loan].contains(entry.kind) && entry.name == owner)
    }
    return meaningWords(pence: paid.reduce(0) { $0 + $1.pence })
  }

  /// What the quote says of a figure.
  func words(_ figure: MeaningFigure) throws -> String {
    let rules = work.rules
    let (owner, property) = figure.parts
    if figure.verb == "charges" || property == "paid-in" {
      let years = work.levyYears
      let amount =
        property == "paid-in"
        ? years.compactMap(\.credit).first { $0.account == owner }?.pence
        : years.first { $0.levy == owner }?.charge
      return meaningWords(pence: amount ?? 0)
    }
    guard let answer = answers.first(where: { rules.routes[$0.route].name == route }) else {
      throw MeaningRefusal(description: "there is no route `\(route)`")
    }
    if owner.hasPrefix("route ") { return answer.isOpen ? "open" : "closed" }
    guard answer.isOpen else { return meaningWords(pence: 0) }
    if figure.verb == "pays" {
      let lines = answer.costs.flatMap(\.lines).filter { rules.isPaid($0, by: owner) }
      return meaningWords(pence: lines.reduce(0) { $0 + $1.amount })
    }
    let receipts = answer.receipts.filter {
      rules.instruments[$0.instrument].name == owner || rules.parties[$0.party].name == owner
    }
    return meaningWords(pence: receipts.reduce(0) { $0 + $1.total })
  }
}

extension RuleSet {
  /// The account that an instrument pays from, if it does.
  fileprivate func account(of instrument: Instrument) -> String? {
    if case .account(let account) = instrument.source { accounts[account].name } else { nil }
  }

  /// Whether a line of a cost is paid by an instrument, a party of itself, an account or a fund.
  fileprivate func isPaid(_ line: PaymentLine, by name: String) -> Bool {
    if let number = line.instrument, instruments[number].name == name { return true }
    switch line.source {
    case .account(let account)? where accounts[account].name == name: return true
    case .accountOfAnother(let account)? where accounts[account].name == name: return true
    case .fund(let fund)? where funds[fund].name == name: return true
    default: return parties[line.party].name == name
    }
  }
}
