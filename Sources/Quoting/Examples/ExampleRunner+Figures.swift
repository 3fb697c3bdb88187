import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// What the subject of an expectation pays, gives, repays, charges, recovers or is.
  func figure(
    _ subject: String, _ verb: String, cost: String?, year: Int?
  ) throws -> WorkedFigure {
    switch verb {
    case "pays": return try paid(by: subject, towards: cost)
    case "gives": return try given(by: subject)
    case "repays": return try repaid(by: subject, year: year ?? 1)
    case "charges": return try charged(by: subject, year: year ?? 1)
    case "recovers": return try recovered(by: subject)
    default: return try value(of: subject, year: year)
    }
  }

  /// What a party, an instrument, a fund or an account pays towards costs.
  func paid(by subject: String, towards cost: String?) throws -> WorkedFigure {
    let counts = try isPayer(subject)
    var sum: Int128 = 0
    var how: [String] = []
    let quote = try quote(for: subject)
    for settled in quote.costs where cost == nil || settled.costName == cost {
      how.append("\(settled.costName) of \(money(settled.total)) is paid so:")
      for line in settled.lines {
        how.append("  " + words(line))
        if counts(line) { sum += Int128(line.amount) }
      }
      if settled.lines.isEmpty { how.append("  nothing is owed") }
    }
    if let closure = quote.closure {
      how = ["nothing is paid by the route, for it is closed"] + words(closure)
    } else if how.isEmpty {
      how = ["the example gives no cost that anything pays towards"]
    }
    return WorkedFigure(pence: sum, how: how + ineligible(subject))
  }

  /// Which lines are those of a party, an instrument, a fund or an account.
  private func isPayer(_ name: String) throws -> (PaymentLine) -> Bool {
    if let number = rules.instruments.firstIndex(where: { $0.name == name }) {
      return { $0.instrument == number }
    }
    if let party = rules.party(named: name) { return { $0.party == party } }
    if let fund = rules.funds.firstIndex(where: { $0.name == name }) {
      return { $0.source == .fund(fund) }
    }
    if let account = rules.accounts.firstIndex(where: { $0.name == name }) {
      return { $0.source == .account(account) || $0.source == .accountOfAnother(account) }
    }
    throw unknown(name)
  }

  /// Why an instrument takes no part, if it does not.
  private func ineligible(_ name: String) -> [String] {
    guard let instrument = rules.instruments.first(where: { $0.name == name }) else { return [] }
    guard let failures = (try? settlement.ineligibility(of: instrument)) ?? nil else { return [] }
    let reasons = rules.explained(failures, here).map(words).joined(separator: "; ")
    return ["`\(name)` takes no part: " + reasons]
  }

  /// What an instrument or a party gives: the first time it gives, or in all.
  func given(by subject: String, inAll: Bool = false) throws -> WorkedFigure {
    let instrument = rules.instruments.firstIndex { $0.name == subject }
    let party = rules.party(named: subject)
    guard instrument != nil || party != nil else { throw unknown(subject) }
    var sum: Int128 = 0
    var how: [String] = []
    for receipt in try quote(for: subject).receipts {
      let name = rules.instruments[receipt.instrument].name
      let often = inAll ? "\(receipt.times) times" : "each time"
      how.append("`\(name)` gives \(money(receipt.amount)) \(often): \(receipt.clause?.text ?? "")")
      guard receipt.instrument == instrument || receipt.party == party else { continue }
      if inAll {
        sum += Int128(receipt.amount) * Int128(receipt.times)
      } else if (receipt.span?.lowerBound ?? 0) == 0 {
        sum += Int128(receipt.amount)
      }
    }
    return WorkedFigure(pence: sum, how: how + ineligible(subject))
  }

  /// What an instrument, or a party left with the rest, takes back if the event comes in time.
  func recovered(by subject: String) throws -> WorkedFigure {
    let quote = try quote(for: subject)
    var sum: Int128 = 0
    var how: [String] = []
    func take(_ recoveries: [Recovery], of paid: Int64, _ who: String) throws {
      for recovery in recoveries {
        let share = try here.value(of: recovery.share)
        let back = (Ratio(paid) * share).roundedHalfUp()
        sum += Int128(back)
        let from = rules.parties[recovery.from].name
        how.append(
          "\(percent(share)) of the \(money(paid)) that \(who) paid comes back from \(from)"
            + " on \(recovery.event.rawValue): \(money(back))")
      }
    }
    if let number = rules.instruments.firstIndex(where: { $0.name == subject }) {
      let lines = quote.costs.flatMap(\.lines).filter { $0.instrument == number }
      let paid = lines.reduce(0) { $0 + $1.amount }
      try take(rules.instruments[number].recoveries, of: paid, subject)
      return WorkedFigure(pence: sum, how: how)
    }
    guard let party = rules.party(named: subject) else { throw unknown(subject) }
    let route = example.route.flatMap { named in rules.routes.first { $0.name == named.route } }
    for (stack, settled) in zip(route?.stacks ?? [], quote.costs) {
      for rest in stack.rests where rest.party == party {
        let own = settled.lines.filter { $0.party == party && $0.kind == .own }
        try take(rest.recoveries, of: own.reduce(0) { $0 + $1.amount }, subject)
        break
      }
    }
    return WorkedFigure(pence: sum, how: how)
  }

  /// A name that nothing here has.
  func unknown(_ name: String) -> ExampleFault {
    ExampleFault(
      message: "`\(name)` is not among the rules of this example",
      help: "name something that this file, or what it uses, declares")
  }
}
