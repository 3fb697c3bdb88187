import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting

extension CommandSpecification {
  /// `cofund take-home`: what is left of pay.
  static let takeHome = CommandSpecification(
    name: "take-home", usage: "--earnings E --on DATE [--nation N] [--plan P]... [--period P]",
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
        name: "--period", value: "year|month|four-weeks|week",
        help: "the pay period to reckon; year unless said"),
      OptionSpecification(
        name: "--repayments-only", value: nil,
        help: "what loans take and no tax, for days whose taxes no policy holds"),
      .set, .policies, .format,
    ],
    examples: [
      "cofund take-home --earnings 40000 --on 2026-06-01 --plan plan-5",
      "cofund take-home --earnings 32000 --on 2027-06-01 --period month --format json",
      "cofund take-home --earnings 24000 --on 2022-06-01 --plan plan-1 --period month --repayments-only",
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

  /// Works out take-home pay and prints it.
  func run() throws -> ExitStatus {
    _ = try arguments.choice("--format", among: ["text", "json"])
    let word = try arguments.choice("--period", among: PayPeriod.allCases.map(\.rawValue))
    let period = PayPeriod(rawValue: word) ?? .year
    let day = try arguments.date("--on")
    let only = arguments.has("--repayments-only")
    if only, arguments.all("--plan").isEmpty {
      throw Failure.misuse(
        "`--repayments-only` needs `--plan` and a loan's plan, such as `--plan plan-5`",
        needs: ["--plan"])
    }
    guard let date = day, let earnings = arguments["--earnings"] else {
      throw missing(day)
    }
    let files = try SourceFiles.program(scenario: nil, policies: arguments.all("--policies"))
    let checked = try CheckedProgram(files, console)
    var settings = try Settings(arguments.all("--set"), checked.program, allowsFacts: true)
    settings.add(pay: earnings, from: "--earnings \(earnings)")
    if let nation = arguments["--nation"] {
      settings.add(fact: "learner.nation", value: nation, from: "--nation \(nation)")
    }
    let payrolls = try Payrolls(checked, settings, on: date)
    let takeHome = try payrolls.takeHome(
      period: period, plans: arguments.all("--plan"), repaymentsOnly: only)
    if arguments.isJSON {
      try console.result(documentText(TakeHomeDocument(takeHome, repaymentsOnly: only)) + "\n")
    } else {
      try console.result(text(takeHome, on: date, payrolls, repaymentsOnly: only))
    }
    return .done
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

  private func text(
    _ pay: TakeHome, on date: CivilDate, _ payrolls: Payrolls, repaymentsOnly: Bool
  ) -> String {
    let sign = payrolls.sign
    var rows: [(String, Int64)] = [("pay", pay.earnings)]
    rows += pay.taxes.map { ($0.name.replacing("-", with: " "), -$0.amount) }
    rows += pay.contributions.map { ($0.name.replacing("-", with: " "), -$0.amount) }
    rows += pay.repayments.map { ("repayment of \($0.title)", -$0.amount) }
    if !repaymentsOnly { rows.append(("take-home pay", pay.takeHome)) }
    let words = rows.map { ($0.0, pounds($0.1, sign: sign)) }
    let width = words.map(\.1.count).max() ?? 0
    var text = "\(pounds(pay.annualEarnings, sign: sign)) a year on \(date), "
    text += payrolls.home.isEmpty ? "" : "\(payrolls.home), "
    text += "reckoned by the \(pay.period.rawValue.replacing("-", with: " "))\n"
    text += aligned(
      words.map { ($0.0, String(repeating: " ", count: width - $0.1.count) + $0.1) })
    if pay.period != .year, !repaymentsOnly {
      text += "Income tax is the year's tax split evenly, an approximation to tax codes.\n"
    }
    return text
  }
}

/// Take-home pay as data; `null` for what was not asked, where only repayments were.
struct TakeHomeDocument: Encodable {
  let schema = "cofund-take-home/1"
  let annual_earnings: Int64
  let period: String
  let earnings: Int64
  let income_tax: Int64?
  let employee_ni: Int64?
  let loan_repayments: [String: Int64]
  let take_home: Int64?

  init(_ pay: TakeHome, repaymentsOnly: Bool) {
    annual_earnings = pay.annualEarnings
    period = pay.period.rawValue
    earnings = pay.earnings
    income_tax = repaymentsOnly ? nil : pay.tax
    employee_ni = repaymentsOnly ? nil : pay.contribution
    loan_repayments = Dictionary(pay.repayments.map { ($0.name, $0.amount) }) { $0 + $1 }
    take_home = repaymentsOnly ? nil : pay.takeHome
  }

  private enum CodingKeys: String, CodingKey {
    case schema, annual_earnings, period, earnings, income_tax, employee_ni, loan_repayments
    case take_home
  }

  /// Every key, those without a figure as `null`.
  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(schema, forKey: .schema)
    try object.encode(annual_earnings, forKey: .annual_earnings)
    try object.encode(period, forKey: .period)
    try object.encode(earnings, forKey: .earnings)
    try object.encode(income_tax, forKey: .income_tax)
    try object.encode(employee_ni, forKey: .employee_ni)
    try object.encode(loan_repayments, forKey: .loan_repayments)
    try object.encode(take_home, forKey: .take_home)
  }
}
