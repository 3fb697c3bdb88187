import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// The value of a parameter, a fact, a running figure or a figure of a quote.
  func value(of subject: String, year: Int?) throws -> WorkedFigure {
    if let fact = rules.facts[subject], !subject.hasPrefix("quote."), figures[subject] == nil,
      let value = here.frame[fact]
    {
      return WorkedFigure(value, rules.facts.kinds[fact])
    }
    if let figure = try parameter(subject) { return figure }
    guard let stop = subject.lastIndex(of: ".") else { throw unknown(subject) }
    let owner = String(subject[..<stop])
    let property = String(subject[subject.index(after: stop)...])
    if owner == "quote" { return try quoted(property) }
    if let figure = try running(owner, property, year: year) { return figure }
    if let fact = rules.facts[subject] { throw Missing.fact(fact) }
    throw unknown(subject)
  }

  private func parameter(_ name: String) throws -> WorkedFigure? {
    let found = rules.parameters.indices.filter {
      let rule = rules.parameters[$0]
      return rule.name == name || rule.owner + "." + rule.name == name
    }
    let own = found.filter { number in
      rules.parameters[number].rows.contains { row in
        row.steps.contains { $0.place.hasPrefix(ownPath + ":") }
      }
    }
    guard let number = own.first ?? found.first else { return nil }
    let rule = rules.parameters[number]
    let (row, step) = try here.values.place(of: number, on: day, frame: here.frame)
    let value = try here.values.value(of: number, on: day, frame: here.frame)
    var how = ["`\(rule.name)` on \(day)"]
    let written = rule.rows[row].steps.last { $0.from <= day }
    if let written, step >= 0 { how = ["\(written.text) from \(written.from), \(written.place)"] }
    return WorkedFigure(value, FactTable.Kind(unit: rule.unit), how: how)
  }

  /// What a running figure comes to once the example's course is settled.
  private func running(_ owner: String, _ property: String, year: Int?) throws -> WorkedFigure? {
    switch property {
    case "paid", "pays", "spent": return try paid(by: owner, towards: nil)
    case "given": return try given(by: owner, inAll: true)
    case "recovered": return try recovered(by: owner)
    case "repaid": return try repaid(by: owner, year: year ?? 1)
    case "charged": return try charged(by: owner, year: year ?? 1)
    case "paid-in": return try paidIn(owner, year: year ?? 1)
    case "credited": return try credited(owner)
    case "transferable": return try transferable(owner)
    case "expired": return try expired(owner, year: year ?? 1)
    case "written-off": return try writtenOff(owner)
    case "let-off": return try letOff(owner)
    case "balance" where year != nil:
      return try owed(owner, after: year ?? 1) ?? remaining(owner, property)
    case "left", "balance": return try remaining(owner, property)
    case "relieved": return try relieved(owner)
    default: return nil
    }
  }

  private func remaining(_ owner: String, _ property: String) throws -> WorkedFigure? {
    if let number = rules.accounts.firstIndex(where: { $0.name == owner }) {
      let spent = try paid(by: owner, towards: nil)
      return WorkedFigure(
        pence: Int128(ledgers.headroom.balances[number]) - spent.value.floor(), how: spent.how)
    }
    if let number = rules.funds.firstIndex(where: { $0.name == owner }) {
      guard let left = ledgers.headroom.budgets[number] else { return nil }
      let spent = try paid(by: owner, towards: nil)
      return WorkedFigure(pence: Int128(left) - spent.value.floor(), how: spent.how)
    }
    if property == "balance", let loan = rules.instruments.first(where: { $0.name == owner }),
      loan.isLoan
    {
      return try paid(by: owner, towards: nil)
    }
    return nil
  }

  private func quoted(_ property: String) throws -> WorkedFigure {
    let quote = try quote()
    let gifts = quote.receipts.reduce(Int128(0)) { sum, receipt in
      receipt.kind == .loan ? sum : sum + Int128(receipt.amount) * Int128(receipt.times)
    }
    switch property {
    case "learner-pays": return WorkedFigure(pence: quote.ownPayment(of: learnerParty))
    case "employer-pays": return WorkedFigure(pence: quote.ownPayment(of: employerParty))
    case "levy-used": return WorkedFigure(pence: quote.total(.account))
    case "loan": return WorkedFigure(pence: quote.total(.loan))
    case "grant":
      return WorkedFigure(
        pence: Int128(quote.total(.grant)) + Int128(quote.total(.account)) + gifts)
    default:
      throw ExampleFault(
        message: "`quote.\(property)` needs a scenario, so an example cannot expect it",
        help: "expect what somebody pays instead")
    }
  }
}
