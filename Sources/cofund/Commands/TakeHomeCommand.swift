import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting

extension CommandSpecification {
  /// `cofund take-home`: what is left of pay.
  static let takeHome = CommandSpecification(
    name: "take-home",
    usage: "--earnings E --on DATE [--nation N] [--plan P]... [--period P] | --from PAY.csv",
    summary: "tax, National Insurance, loan repayments and take-home pay", operands: 0...0,
    options: [
      OptionSpecification(name: "--earnings", value: "E", help: "pay for a year"),
      OptionSpecification(name: "--on", value: "DATE", help: "a day of the tax year"),
      OptionSpecification(
        name: "--nation", value: "N", help: "where the learner lives; England unless said"),
      OptionSpecification(
        name: "--plan", value: "P", help: "a loan's repayment plan; may be repeated",
        repeats: true),
      OptionSpecification(
        name: "--period", value: PayPeriod.allCases.map(\.rawValue).joined(separator: "|"),
        help: "the pay period to reckon; year unless said"),
      OptionSpecification(name: "--age", value: "A", help: "age in years; 30 unless said"),
      OptionSpecification(
        name: "--status", value: "S", help: "such as self-employed; employed unless said"),
      OptionSpecification(
        name: "--pension", value: "C",
        help: "paid into a pension before tax, a sum a year or a percentage of pay"),
      OptionSpecification(
        name: "--by-the-week", value: nil,
        help: "repayments of a fortnight and of four weeks as a week's, so many times"),
      OptionSpecification(
        name: "--repayments-only", value: nil,
        help: "what loans take and no tax, for days whose taxes no policy holds"),
      OptionSpecification(
        name: "--ignore", value: "COLUMN",
        help: "leave a column of the table out; may be repeated", repeats: true),
      OptionSpecification(
        name: "--from", value: "PAY.csv",
        help: "work out every row: columns id, earnings, and any of "
          + PayTable.optionalColumns.joined(separator: ", ")),
      .set, .policies,
      OptionSpecification(
        name: "--format", value: "text|json", help: "how to print; csv or jsonl with `--from`"),
    ],
    examples: [
      "cofund take-home --earnings 40000 --on 2026-06-01 --plan plan-5",
      "cofund take-home --earnings 32000 --on 2027-06-01 --period month --format json",
      "cofund take-home --earnings 24000 --on 2022-06-01 --plan plan-1 --period month --repayments-only",
      "cofund take-home --from pay.csv --on 2026-06-01 --period month",
    ],
    run: { try TakeHomeCommand($0, $1).run() })
}

/// Carries out `cofund take-home`.
struct TakeHomeCommand {
  let arguments: Arguments
  let console: Console

  init(_ arguments: Arguments, _ console: Console) {
    self.arguments = arguments
    self.console = console
  }

  /// Works out take-home pay and prints it, of one pay or of every row of a table.
  func run() throws -> ExitStatus {
    let isTable = arguments.has("--from")
    _ = try arguments.choice("--format", among: isTable ? ["csv", "jsonl"] : ["text", "json"])
    let word = try arguments.choice("--period", among: PayPeriod.allCases.map(\.rawValue))
    let day = try arguments.date("--on")
    if isTable, arguments.has("--earnings") {
      throw Failure.misuse(
        "`--earnings` is one pay, and `--from` has a column `earnings`: leave one of them out",
        needs: ["--from"])
    }
    if !isTable, arguments["--earnings"] == nil || day == nil { throw missing(day) }
    if arguments.has("--repayments-only"), !isTable, arguments.all("--plan").isEmpty {
      throw Failure.misuse(
        "`--repayments-only` needs `--plan` and a loan's plan, such as `--plan plan-5`",
        needs: ["--plan"])
    }
    let files = try SourceFiles.program(scenario: nil, policies: arguments.all("--policies"))
    // A parameter without its policy's name may be another's too, which only all files can say.
    let areNamesWhole = arguments.all("--set").allSatisfy { $0.prefix { $0 != "=" }.contains(".") }
    if !isTable, areNamesWhole, let day,
      let needed = CheckedProgram(only: files, for: \.isOfPay)
    {
      // What cannot be answered from what pay needs is asked again of all that there is.
      let text = try? one(asked(on: day, word), needed)
      if let text { return try print(text) }
    }
    let checked = try CheckedProgram(files, console, for: \.isOfPay)
    let question = asked(on: day ?? CivilDate(day: 0), word)
    return isTable
      ? try table(question, checked, isDated: day != nil) : try print(try one(question, checked))
  }

  private func print(_ text: String) throws -> ExitStatus {
    try console.result(text)
    return .done
  }

  /// What is asked of every pay.
  private func asked(on day: CivilDate, _ period: String) -> PayQuestion {
    var plans: [String] = []
    for plan in arguments.all("--plan") where !plans.contains(plan) { plans.append(plan) }
    return PayQuestion(
      date: day, period: PayPeriod(rawValue: period) ?? .year, plans: plans,
      repaymentsOnly: arguments.has("--repayments-only"),
      repaysByTheWeek: arguments.has("--by-the-week"))
  }

  private func pension(_ reader: PayReader) throws(Failure) -> PensionContribution {
    guard let text = arguments["--pension"] else { return .none }
    return try reader.pension(text, from: "--pension \(text)")
  }

  /// Works out every row of a table.
  private func table(
    _ question: PayQuestion, _ checked: CheckedProgram, isDated: Bool
  ) throws -> ExitStatus {
    let path = arguments["--from"] ?? TableText.standardInput
    let reader = PayReader(checked.program)
    let settings = try settings(checked.program)
    let table = try PayTable(
      try FactsTable(
        path: path == TableText.standardInput ? "standard input" : path,
        bytes: try TableText.bytes(of: path), ignoring: Set(arguments.all("--ignore"))), checked,
      settings, reader, question, isDated: isDated, pension: try pension(reader),
      isJSON: arguments["--format"] == "jsonl")
    let payrolls = try Payrolls(checked, settings, until: question.date)
    try payrolls.requireRead(
      settings, plans: question.plans, repaymentsOnly: question.repaymentsOnly, inTable: true)
    if !table.asksPlans { try requireBalances(payrolls, question) }
    return try table.write(console) == 0 ? .done : .wrong
  }

  /// Works out one pay, in words or as data.
  private func one(_ question: PayQuestion, _ checked: CheckedProgram) throws -> String {
    let settings = try settings(checked.program)
    let pension = try pension(PayReader(checked.program))
    let payrolls = try Payrolls(checked, settings, until: question.date)
    try payrolls.require(plans: question.plans)
    try payrolls.requireRead(
      settings, plans: question.plans, repaymentsOnly: question.repaymentsOnly, inTable: false)
    try requireBalances(payrolls, question)
    let prepared = try PayCase(payrolls, question)
    let reader = FactReader(checked.program)
    let earnings = try settings.pay(
      as: prepared.payFact ?? "learner.earnings", reader
    ).roundedHalfUp()
    let takeHome = try prepared.takeHome(
      annualEarnings: earnings, pension: try pension.amount(of: earnings))
    return try arguments.isJSON
      ? documentText(TakeHomeDocument(takeHome, prepared)) + "\n"
      : TakeHomeText(takeHome, prepared, payrolls.currency).text
  }

  /// What `--set` and the options of their own say.
  private func settings(_ program: Program) throws -> Settings {
    var settings = try Settings(arguments.all("--set"), program, allowsFacts: true)
    if settings.facts.contains(where: { $0.name == "pay.period" }) {
      throw Failure.misuse(
        "`--set pay.period`: `--period` says which pay period is reckoned; give that instead",
        needs: ["--period"])
    }
    if let earnings = arguments["--earnings"] {
      settings.add(pay: earnings, from: "--earnings \(earnings)")
    }
    for (option, fact) in [
      ("--nation", "learner.nation"), ("--age", "learner.age"), ("--status", "learner.status"),
    ] {
      guard let value = arguments[option] else { continue }
      settings.add(fact: fact, value: value, from: "\(option) \(value)")
    }
    return settings
  }

  /// Refuses the balance of a plan that is not asked about.
  private func requireBalances(_ payrolls: Payrolls, _ question: PayQuestion) throws(Failure) {
    for plan in payrolls.balances.keys.sorted() where !question.plans.contains(plan) {
      throw .misuse(
        "`--set \(plan).balance` is read by nothing here: add `--plan \(plan)`", needs: ["--plan"])
    }
  }

  /// Which of the two options it cannot do without are not there.
  private func missing(_ day: CivilDate?) -> Failure {
    var wanted: [(option: String, words: String)] = []
    if arguments["--earnings"] == nil {
      wanted.append(("--earnings", "`--earnings` and a year's pay, such as `--earnings 40000`"))
    }
    if day == nil { wanted.append(("--on", "`--on` and a day, such as `--on 2026-06-01`")) }
    return .misuse(
      "`cofund take-home` needs " + wanted.map(\.words).joined(separator: ", and "),
      needs: wanted.map(\.option))
  }
}
