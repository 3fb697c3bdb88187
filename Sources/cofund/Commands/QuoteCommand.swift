import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting

extension CommandSpecification {
  /// `cofund quote`: who pays what for one learner, employer and course, by every route.
  static let quote = CommandSpecification(
    name: "quote", usage: "REGIME --on DATE --set PATH=VALUE...  (or --from FACTS.csv)",
    summary: "one learner, employer and course: who pays what by every route, and why",
    operands: 1...1,
    options: [
      OptionSpecification(name: "--on", value: "DATE", help: "the day on which the course begins"),
      OptionSpecification(
        name: "--set", value: "PATH=VALUE",
        help: "a fact, a running figure or a parameter; may be repeated", repeats: true),
      OptionSpecification(
        name: "--route", value: "R",
        help: "quote this route alone, which asks for fewer facts; may be repeated", repeats: true),
      OptionSpecification(
        name: "--from", value: "FACTS.csv",
        help: "quote every row: columns `id`, `on` and facts by their names; `-` for standard input"
      ),
      OptionSpecification(
        name: "--ignore", value: "COLUMN",
        help: "leave a column of the table out; may be repeated", repeats: true),
      .policies,
      OptionSpecification(
        name: "--format", value: "text|json",
        help: "how to print a quote; with `--from`, csv or jsonl"),
    ],
    examples: [
      "cofund quote england-2027 --on 2027-09-01 --set learner.nation=England "
        + "--set learner.region=West-Midlands --set learner.age=34 --set learner.status=inactive "
        + "--set learner.prior-support=0 --set course.product=module --set course.htq=yes "
        + "--set course.level=4 --set course.credits=30 --set course.fee=1700"
    ],
    notes: [
      "A route that needs an employer is closed unless some fact of the employer is set.",
      "An account is empty unless its balance is set: `--set levy-account.balance=6000`.",
      "Nobody transfers levy money unless what they would is set: "
        + "`--set transferred-levy.left=50000`.",
      "All falls due on the first day unless it is paid by the month: "
        + "`--set course.length=24 --set course.paid=monthly`; levy money then goes on coming in "
        + "at today's rate, and a balance counts as paid in on the first day.",
      "A fund has the whole of its budget unless what is left is set: `--set NAME.left=AMOUNT`.",
      "What levies charge the employer in the year, and what an account gets of it, is told below the "
        + "routes if their facts are given.",
    ],
    run: { try QuoteCommand($0, $1).run() })
}

/// Carries out `cofund quote`.
struct QuoteCommand {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Quotes every route of the regime, or those asked, and prints the answer.
  func run() throws -> ExitStatus {
    let isTable = arguments.has("--from")
    _ = try arguments.choice("--format", among: isTable ? ["csv", "jsonl"] : ["text", "json"])
    if !isTable, arguments.has("--ignore") {
      throw Failure.misuse("`--ignore` leaves out columns of a table; give one with `--from`")
    }
    let day = try arguments.date("--on")
    guard let date = day ?? (isTable ? CivilDate("2100-01-01") : nil) else {
      throw Failure.misuse("`cofund quote` needs `--on` and a day, such as `--on 2027-09-01`")
    }
    let files = try SourceFiles.program(scenario: nil, policies: arguments.all("--policies"))
    let checked = try CheckedProgram(files, console)
    let regime = arguments.operands[0]
    try checked.requireRegime(regime)
    let settings = try Settings(arguments.all("--set"), checked.program, allowsFacts: true)
    let rules = try ruled(checked, settings, until: date)
    let (frame, figures) = try settings.frame(rules.rules.facts, FactReader(checked.program))
    let notRead = try settings.notRead(by: rules.rules) { () throws(Failure) in
      try checked.ruleSets()
    }
    if isTable {
      return try quoteRows(checked, settings, rules, (frame, figures), on: day, notRead)
    }
    var work = QuoteCase(rules, frame, figures, settings.terms, on: date)
    let quotes: [RouteQuote]
    do throws(Failure) {
      quotes = try work.answers()
    } catch {
      throw RegimeCalendar(checked.program).explained(error, of: regime, on: date)
    }
    var writer = QuoteWriter(work, notRead: notRead)
    let document = writer.document(
      quotes, currency: rules.currency.code,
      inputs: files.inputs.map { QuoteDocument.Policy(path: $0.path, hash: $0.hash) })
    if arguments.isJSON {
      try console.result(documentText(document) + "\n")
    } else {
      try console.result(QuoteText(document, sign: checked.program.currency.sign).text)
    }
    return .done
  }

  /// The rules of the regime, or of the routes asked.
  private func ruled(
    _ checked: CheckedProgram, _ settings: Settings, until date: CivilDate
  ) throws(Failure) -> QuoteRules {
    let regime = arguments.operands[0]
    let plan = try checked.planned { () throws(PlanError) in
      try FundingPlan(checked.program, regime: regime, settings: settings.parameters)
    }
    try requireRoutes(of: plan, regime)
    return try QuoteRules(plan, until: date, routes: arguments.all("--route"))
  }

  /// Quotes every row of the table.
  private func quoteRows(
    _ checked: CheckedProgram, _ settings: Settings, _ rules: QuoteRules,
    _ given: (frame: Frame, figures: [String: Ratio]), on day: CivilDate?, _ notRead: [String]
  ) throws -> ExitStatus {
    let path = arguments["--from"] ?? TableText.standardInput
    let table = try FactsTable(
      path: path == TableText.standardInput ? "standard input" : path,
      bytes: try TableText.bytes(of: path), ignoring: Set(arguments.all("--ignore")))
    let quotes = try QuoteTable(
      table, rules, FactReader(checked.program), frame: given.frame, figures: given.figures,
      terms: settings.terms, date: day, isJSON: arguments["--format"] == "jsonl",
      calendar: RegimeCalendar(checked.program), notRead: notRead)
    if !quotes.notRead.isEmpty {
      let names = quotes.notRead.map { "`\($0)`" }.joined(separator: ", ")
      console.remark("cofund: nothing that is asked reads \(names)\n")
    }
    let last = day ?? CivilDate("2100-01-01") ?? CivilDate(day: 0)
    var copies = [rules]
    while copies.count < quotes.workers {
      copies.append(try ruled(checked, settings, until: last))
    }
    return try quotes.write(console, by: copies) == 0 ? .done : .wrong
  }
}

extension QuoteCommand {
  /// Refuses routes that the regime does not have, with the nearest or all of them.
  private func requireRoutes(of plan: FundingPlan, _ regime: String) throws(Failure) {
    let names = plan.regimes.first?.routes.map(\.name) ?? []
    for route in arguments.all("--route") where !names.contains(route) {
      throw .misuse(
        "`\(regime)` has no route `\(route)`"
          + (nearestName(to: route, among: names).map { "; did you mean `\($0)`?" }
            ?? "; it has \(names.joined(separator: ", "))"))
    }
  }
}

/// A quote in words.
struct QuoteText {
  let document: QuoteDocument
  let sign: String

  init(_ document: QuoteDocument, sign: String) {
    self.document = document
    self.sign = sign
  }

  /// The whole quote.
  var text: String {
    let paid = document.instalments.map { ", paid in \(counted($0, "monthly part"))" } ?? ""
    var lines = ["\(document.regime) on \(document.on)\(paid)", ""]
    for route in document.routes {
      lines.append("\(route.route): \(route.title)")
      lines += route.open ? open(route) : closed(route)
      lines.append("")
    }
    for levy in document.levies ?? [] { lines += words(levy) + [""] }
    lines.append("Values read: \(document.basis.words)")
    if let names = document.not_read {
      lines.append("Not read by anything asked: " + names.joined(separator: ", "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(_ levy: QuoteDocument.Levy) -> [String] {
    let parts = levy.parts > 1 ? ", in \(levy.parts) parts of \(money(levy.part))" : ""
    var lines = [
      levy.levy + (levy.title == levy.levy ? "" : ": \(levy.title)") + ", whatever is studied",
      "  \(money(levy.charge)) in the year from \(levy.year_from)\(parts)",
      "    \(levy.because)",
    ]
    if let credit = levy.paid_in {
      lines.append("  \(money(credit.amount)) into \(credit.account)")
      if !credit.because.isEmpty { lines.append("    \(credit.because)") }
      if let day = credit.lapses_on {
        lines.append("    what enters on \(document.on) lapses on \(day) if it is not spent")
      }
    }
    return lines
  }

  private func closed(_ route: QuoteDocument.Route) -> [String] {
    let reasons = route.closed_because.map { "    " + $0.text }
    return ["  closed"] + (reasons.isEmpty ? ["    nothing it names can be had"] : reasons)
  }

  private func open(_ route: QuoteDocument.Route) -> [String] {
    var lines: [String] = []
    for cost in route.costs {
      lines.append("  \(cost.cost) \(money(cost.total))")
      for line in cost.lines {
        let name = line.instrument.map { "\($0), from \(line.payer)" } ?? line.payer
        lines.append("    \(money(line.amount)) \(name): \(reason(line.because, line.values))")
        lines += foundations(line.clause, line.values, line.sources)
      }
      if cost.lines.isEmpty { lines.append("    nothing is owed") }
    }
    for cost in route.not_given ?? [] { lines.append("  \(cost) is not given, and left out") }
    for receipt in route.receipts {
      lines.append(
        "  \(money(receipt.amount)) to \(receipt.to) from \(receipt.payer), "
          + "\(receipt.instrument): \(reason(receipt.because, receipt.values))")
      lines += foundations(receipt.clause, receipt.values, receipt.sources)
    }
    return lines
  }

  /// The reason without the values, which have lines of their own.
  private func reason(_ because: String, _ values: [String]) -> String {
    let tail = values.map { "; " + $0 }.joined()
    return because.hasSuffix(tail) ? String(because.dropLast(tail.count)) : because
  }

  private func foundations(
    _ clause: String?, _ values: [String], _ sources: [String]
  ) -> [String] {
    [clause].compactMap { $0 }.map { "      at \($0)" } + values.map { "      \($0)" }
      + sources.map { "      source: \($0)" }
  }

  private func money(_ pence: Int64) -> String { pounds(pence, sign: sign) }
}
