import FundingRules
import FundingValues
import Quoting

/// Take-home pay in words.
struct TakeHomeText {
  let pay: TakeHome
  let prepared: PayCase
  let currency: Currency

  init(_ pay: TakeHome, _ prepared: PayCase, _ currency: Currency) {
    self.pay = pay
    self.prepared = prepared
    self.currency = currency
  }

  private var question: PayQuestion { prepared.question }

  private func money(_ amount: Int64) -> String { currency.text(amount) }

  /// The whole answer.
  var text: String {
    var rows: [(String, Int64)] = [("pay", pay.earnings)]
    if pay.pension != 0 { rows.append(("pension, before tax", -pay.pension)) }
    rows += pay.taxes.map { ($0.name.replacing("-", with: " "), -$0.amount) }
    rows += pay.contributions.map { ($0.name.replacing("-", with: " "), -$0.amount) }
    rows += pay.repayments.map { ("repayment of \($0.title)", -$0.amount) }
    if !question.repaymentsOnly { rows.append(("take-home pay", pay.takeHome)) }
    let own = rows.count
    rows += pay.employer.map { ($0.name.replacing("-", with: " "), $0.amount) }
    let words = rows.map { ($0.0, money($0.1)) }
    let width = words.map(\.1.count).max() ?? 0
    var text = "\(money(pay.annualEarnings)) a year on \(question.date), "
    text += prepared.home.isEmpty ? "" : "\(prepared.home), "
    text += "reckoned by the \(pay.period.rawValue.replacing("-", with: " "))\n"
    let shown = words.map { ($0.0, String(repeating: " ", count: width - $0.1.count) + $0.1) }
    text += aligned(Array(shown[..<own]))
    if own < shown.count {
      text += "The employer pays on top, before any allowance that it sets against it:\n"
      text += aligned(Array(shown[own...]))
    }
    return text + remarks.map { $0 + "\n" }.joined()
  }

  /// What the reader should know beside the figures.
  private var remarks: [String] {
    var lines: [String] = []
    if pay.period != .year, !question.repaymentsOnly {
      lines.append("Income tax is the year's tax split evenly, an approximation to tax codes.")
    }
    if pay.period == .fourWeeks || pay.period == .fortnight, !pay.repayments.isEmpty {
      lines.append(
        question.repaysByTheWeek
          ? "Repayments are a week's, rounded down, so many times, as HMRC's manual has it "
            + "(CSLM17065)."
          : "Repayments are of the whole pay above so many weeks' threshold; `--by-the-week` has a "
            + "week's, so many times.")
    }
    if let missing = prepared.employerMissing {
      lines.append("What the employer pays on top is left out: \(missing).")
    }
    let assumed = prepared.assumed.filter { $0.name != "learner.nation" }
    if !assumed.isEmpty {
      lines.append(
        "Not said, and taken for granted: "
          + assumed.map { "`\($0.name)` is \($0.text)" }.joined(separator: ", ") + ".")
    }
    if !prepared.carried.isEmpty {
      lines.append(
        "No value of this year is held, and the last is carried on: "
          + prepared.carried.map { "`\($0.parameter)` of \($0.from)" }.joined(separator: ", ")
          + ".")
    }
    return lines
  }
}

/// Take-home pay as data; `null` for what was not asked, where only repayments were.
struct TakeHomeDocument: Encodable {
  /// A value used past the last year that is cited.
  struct Carried: Encodable {
    let parameter: String
    let from: String
  }
  let schema = "cofund-take-home/1"
  let annual_earnings: Int64
  let period: String
  let earnings: Int64
  let pension: Int64
  let income_tax: Int64?
  let employee_ni: Int64?
  let loan_repayments: [String: Int64]
  let take_home: Int64?
  let employer_ni: Int64?
  let carried_on: [Carried]
  let assumed: [String: String]

  init(_ pay: TakeHome, _ prepared: PayCase) {
    let only = prepared.question.repaymentsOnly
    annual_earnings = pay.annualEarnings
    period = pay.period.rawValue
    earnings = pay.earnings
    pension = pay.pension
    income_tax = only ? nil : pay.tax
    employee_ni = only ? nil : pay.contribution
    loan_repayments = Dictionary(pay.repayments.map { ($0.name, $0.amount) }) { $0 + $1 }
    take_home = only ? nil : pay.takeHome
    employer_ni = only || prepared.employerMissing != nil ? nil : pay.employerContribution
    carried_on = prepared.carried.map {
      Carried(parameter: $0.parameter, from: $0.from.description)
    }
    assumed = Dictionary(prepared.assumed.map { ($0.name, $0.text) }) { first, _ in first }
  }

  private enum CodingKeys: String, CodingKey {
    case schema, annual_earnings, period, earnings, pension, income_tax, employee_ni
    case loan_repayments, take_home, employer_ni, carried_on, assumed
  }

  /// Every key, those without a figure as `null`.
  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(schema, forKey: .schema)
    try object.encode(annual_earnings, forKey: .annual_earnings)
    try object.encode(period, forKey: .period)
    try object.encode(earnings, forKey: .earnings)
    try object.encode(pension, forKey: .pension)
    try object.encode(income_tax, forKey: .income_tax)
    try object.encode(employee_ni, forKey: .employee_ni)
    try object.encode(loan_repayments, forKey: .loan_repayments)
    try object.encode(take_home, forKey: .take_home)
    try object.encode(employer_ni, forKey: .employer_ni)
    try object.encode(carried_on, forKey: .carried_on)
    try object.encode(assumed, forKey: .assumed)
  }
}
