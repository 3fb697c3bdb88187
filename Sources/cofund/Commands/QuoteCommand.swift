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
        name: "--together", value: nil,
        help: "settle the rows of a table in the order of their days from what they share"),
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
      "An account holds what its own clauses have brought by the day, a levy account nothing, unless its "
        + "balance is set: `--set levy-account.balance=6000`, or below zero for what it owes.",
      "What entered an account, each sum with its own term, and what was taken back is given by its month: "
        + "`--set \"levy-account.deposits=2026-10 £4,000; 2027-02 -£300\"`. Pay that is not level is given by "
        + "`--set employer.pay-bill.begins=2027-08-01`, or by some months of the year's sum: "
        + "`--set \"employer.pay-bill.by-month=2027-04 £0; 2027-05 £450,000\"`.",
      "Nobody transfers levy money unless what they would is set: "
        + "`--set transferred-levy.left=50000`.",
      "All falls due on the first day unless it is paid by the month: "
        + "`--set course.length=24 --set course.paid=monthly`, or in shares as with "
        + "`--set course.paid=\"80% monthly, 20% on completion\"`; levy money then goes on coming in by "
        + "the rules of its day, and a balance counts as paid in on the first day.",
      "A fund has the whole of its budget unless what is left is set: `--set NAME.left=AMOUNT`.",
      "What levies charge the employer in the year, and what an account gets of it, stands below the "
        + "routes if their facts are given.",
      "Rows of a table are quoted each as if alone, and those that draw on one account, budget or limit "
        + "are named: columns `employer` and `learner` name whose a row is. With `--together` the parts "
        + "of all rows are settled by the day on which they fall due, then by the day of the start, then "
        + "in the order of the file; each route as if every row to which it is open took it.",
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
    for (option, words) in [
      ("--ignore", "leaves out columns of a table"), ("--together", "settles rows of a table"),
    ] where !isTable && arguments.has(option) {
      throw Failure.misuse("`\(option)` \(words); give one with `--from`")
    }
    let day = try arguments.date("--on")
    guard let date = day ?? (isTable ? CivilDate("2100-01-01") : nil) else {
      throw Failure.misuse("`cofund quote` needs `--on` and a day, such as `--on 2027-09-01`")
    }
    let files = try SourceFiles.program(scenario: nil, policies: arguments.all("--policies"))
    let regime = arguments.operands[0]
    let isAsked = { (file: FileOutline) in file.units.contains(regime) }
    // A parameter without its policy's name may be another's too, which only all files can say.
    let areNamesWhole = arguments.all("--set").allSatisfy { $0.prefix { $0 != "=" }.contains(".") }
    if !isTable, areNamesWhole, let needed = CheckedProgram(only: files, for: isAsked) {
      // What cannot be answered from what the regime needs is asked again of all that there is.
      let text = try? quote(needed, on: date)
      if let text { return try print(text) }
    }
    let checked = try CheckedProgram(files, console, for: isAsked)
    try checked.requireRegime(regime)
    if isTable { return try quoteRows(checked, until: date, on: day) }
    return try print(try quote(checked, on: date))
  }

  private func print(_ text: String) throws -> ExitStatus {
    try console.result(text)
    return .done
  }

  /// What a case is quoted with.
  private struct Given {
    let settings: Settings
    let rules: QuoteRules
    let frame: Frame
    let figures: [String: Ratio]
    let notRead: [String]
  }

  private func given(_ checked: CheckedProgram, until date: CivilDate) throws -> Given {
    let settings = try Settings(arguments.all("--set"), checked.program, allowsFacts: true)
    let rules = try ruled(checked, settings, until: date)
    let (frame, figures) = try settings.frame(rules.rules.facts, FactReader(checked.program))
    let notRead = try settings.notRead(by: rules.rules) { () throws(Failure) in
      try checked.ruleSets()
    }
    return Given(
      settings: settings, rules: rules, frame: frame, figures: figures, notRead: notRead)
  }

  /// The quote of one case, in words or as data.
  private func quote(_ checked: CheckedProgram, on date: CivilDate) throws -> String {
    let given = try given(checked, until: date)
    var work = QuoteCase(
      given.rules, given.frame, given.figures, given.settings.terms, on: date)
    let quotes: [RouteQuote]
    do throws(Failure) {
      quotes = try work.answers()
    } catch {
      throw RegimeCalendar(checked.program).explained(
        error, of: arguments.operands[0], on: date)
    }
    var writer = QuoteWriter(work, notRead: given.notRead)
    let document = writer.document(
      quotes, currency: given.rules.currency.code,
      inputs: arguments.isJSON
        ? checked.files.inputs.map { QuoteDocument.Policy(path: $0.path, hash: $0.hash) } : [])
    return try arguments.isJSON
      ? documentText(document) + "\n" : QuoteText(document, in: given.rules.currency).text
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
    _ checked: CheckedProgram, until last: CivilDate, on day: CivilDate?
  ) throws -> ExitStatus {
    let given = try given(checked, until: last)
    let path = arguments["--from"] ?? TableText.standardInput
    let table = try FactsTable(
      path: path == TableText.standardInput ? "standard input" : path,
      bytes: try TableText.bytes(of: path), ignoring: Set(arguments.all("--ignore")))
    let quotes = try QuoteTable(
      table, given.rules, FactReader(checked.program), frame: given.frame,
      figures: given.figures, terms: given.settings.terms, date: day,
      isJSON: arguments["--format"] == "jsonl", calendar: RegimeCalendar(checked.program),
      notRead: given.notRead)
    if !quotes.notRead.isEmpty {
      let names = quotes.notRead.map { "`\($0)`" }.joined(separator: ", ")
      console.remark("cofund: nothing that is asked reads \(names)\n")
    }
    if arguments.has("--together") {
      return try quotes.writeTogether(console, by: given.rules) == 0 ? .done : .wrong
    }
    var copies = [given.rules]
    while copies.count < quotes.workers {
      copies.append(try ruled(checked, given.settings, until: last))
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
  let currency: Currency

  init(_ document: QuoteDocument, in currency: Currency) {
    self.document = document
    self.currency = currency
  }

  /// The whole quote.
  var text: String {
    let paid = document.instalments.map { ", paid in \(counted($0, "part"))" } ?? ""
    var lines = ["\(document.regime) on \(document.on)\(paid)", ""]
    for route in document.routes {
      lines.append("\(route.route): \(route.title)")
      lines += route.open ? open(route) : closed(route)
      lines.append("")
    }
    for levy in document.levies ?? [] { lines += words(levy) + [""] }
    lines.append("Values read: \(document.basis.words)")
    if document.carried_on != nil {
      lines.append("Carried on past the last day that is cited: \(document.carriedPolicies)")
    }
    if let names = document.not_read {
      lines.append("Not read by anything asked: " + names.joined(separator: ", "))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func words(_ levy: QuoteDocument.Levy) -> [String] {
    let parts =
      levy.uneven.map { ", in parts of \($0.map(money).joined(separator: ", "))" }
      ?? (levy.parts > 1 ? ", in \(levy.parts) parts of \(money(levy.part))" : "")
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

  private func money(_ pence: Int64) -> String { currency.text(pence) }
}
