import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// All that comes of a case, by what it is: what is paid, given, charged, repaid, held and when.
  ///
  /// A parameter's own value is not among them. Lives of loans are followed only where asked, for
  /// that takes long.
  func outcomes(withLives: Bool) -> [String: Ratio] {
    var result: [String: Ratio] = [:]
    func note(_ name: String, _ body: () throws -> WorkedFigure?) {
      if let figure = try? body() { result[name] = figure.asTold }
    }
    for instrument in rules.instruments {
      let name = instrument.name
      note(name + " pays") { try paid(by: name, towards: nil) }
      if !instrument.gifts.isEmpty { note(name + " gives") { try given(by: name) } }
      if !instrument.recoveries.isEmpty { note(name + " recovers") { try recovered(by: name) } }
    }
    for party in ["learner", "employer", "provider"] {
      note(party + " pays") { try paid(by: party, towards: nil) }
      note(party + " recovers") { try recovered(by: party) }
    }
    for name in rules.taxes.map(\.name) + rules.levies.filter({ !$0.isFurtherShare }).map(\.name) {
      note(name + " charges") { try charged(by: name, year: 1) }
    }
    for account in rules.accounts { noteAccount(account.name, note) }
    for fund in rules.funds where !fund.name.isEmpty {
      note(fund.name + ".left") { try value(of: fund.name + ".left", year: nil) }
    }
    for route in rules.routes where example.route != nil {
      guard let found = try? openness(of: route.name) else { continue }
      result[route.name + " is open"] = found.isOpen ? .one : .zero
    }
    noteDays(&result)
    if withLives { noteLives(note) }
    return result
  }

  private func noteAccount(
    _ name: String, _ note: (String, () throws -> WorkedFigure?) -> Void
  ) {
    note(name + ".paid-in") { try paidIn(name, year: 1) }
    note(name + ".credited") { try credited(name) }
    note(name + ".transferable") { try transferable(name) }
    for year in 1...4 {
      note(name + ".expired in year \(year)") { try expired(name, year: year) }
    }
  }

  /// What is repaid under each plan early and late, and what is written off.
  private func noteLives(_ note: (String, () throws -> WorkedFigure?) -> Void) {
    for plan in rules.plans {
      for year in [1, 2, 12] {
        note("\(plan.name) repays in year \(year)") { try repaid(by: plan.name, year: year) }
      }
      note(plan.name + ".written-off") { try writtenOff(plan.name) }
      note(plan.name + ".let-off") { try letOff(plan.name) }
    }
  }

  /// The days on which what is given comes, and the last on which something is taken back.
  private func noteDays(_ result: inout [String: Ratio]) {
    guard let quote = try? quote() else { return }
    for (index, receipt) in quote.receipts.enumerated() where receipt.amount > 0 {
      guard case .after(let wait) = receipt.moment, let days = try? here.value(of: wait) else {
        continue
      }
      let name = rules.instruments[receipt.instrument].name
      result["\(name) gives its part \(index) on day"] = days
    }
    let named = example.route.flatMap { named in rules.routes.first { $0.name == named.route } }
    let rests = named.map { $0.stacks.flatMap(\.rests).flatMap(\.recoveries) } ?? []
    let recoveries = rests + rules.instruments.flatMap(\.recoveries)
    for (index, recovery) in recoveries.enumerated() {
      guard let within = recovery.within, let years = try? here.value(of: within) else { continue }
      let last = here.date.adding(months: Int((years * Ratio(12)).roundedHalfUp()))
      result["taken back, \(index), until"] = Ratio(Int64(last.day))
    }
  }
}
