import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// What levies bring into an account in a year, topped up on the day each part enters.
  func paidIn(_ name: String, year: Int) throws -> WorkedFigure? {
    guard let number = rules.accounts.firstIndex(where: { $0.name == name }) else { return nil }
    let entered = try deposits(into: number) { levy in
      let start = taxYear(year, levy.collectedEach)
      return (start, start.adding(months: 12))
    }
    var how = entered.how
    if let first = entered.parts.first, let last = entered.parts.last {
      let count = entered.parts.count
      how.append(
        "paid in \(count) parts from \(first.day) to \(last.day), topped up as each enters")
    }
    return WorkedFigure(pence: entered.sum.roundedHalfUp(), how: how)
  }

  /// What may be passed on in the period that holds the day: a share of what came in the one before.
  func transferable(_ name: String) throws -> WorkedFigure? {
    guard let number = rules.accounts.firstIndex(where: { $0.name == name }) else { return nil }
    guard let terms = rules.accounts[number].transfers else {
      return WorkedFigure(pence: 0, how: ["`\(name)` transfers nothing"])
    }
    let start = terms.ofLast.start(holding: day)
    let before = terms.ofLast.start(holding: start.adding(days: -1))
    let entered = try deposits(into: number) { _ in (before, start) }
    let here = circumstances(on: day)
    let share = try here.value(of: terms.share)
    let how =
      entered.how + [
        "\(percent(share)) of \(words(entered.sum, .money)), paid in from \(before)"
      ]
    return WorkedFigure(pence: try rules.transferable(number, here) ?? 0, how: how)
  }

  /// What lapses in a tax year of the balance given and of all that enters from the day on, if none
  /// of it is spent.
  func expired(_ name: String, year: Int) throws -> WorkedFigure? {
    guard let number = rules.accounts.firstIndex(where: { $0.name == name }) else { return nil }
    let account = rules.accounts[number]
    var held = StampedMoney(oldestFirst: account.oldestFirst)
    func deposit(_ pence: Int64, on day: CivilDate) throws {
      let term = try account.expiresAfter.map { try circumstances(on: day).value(of: $0) }
      held.deposit(
        pence, on: day,
        lapsing: term.map { day.adding(months: Int(($0 * Ratio(12)).roundedHalfUp())) })
    }
    try deposit(ledgers.headroom.balances[number], on: day)
    let start = taxYear(year, .payPeriod)
    let end = start.adding(months: 12)
    let entered = (try? deposits(into: number) { _ in (day, end) }) ?? Deposits()
    for part in entered.parts { try deposit(part.pence.roundedHalfUp(), on: part.day) }
    _ = held.lapse(on: start.adding(days: -1))
    let lapsed = held.lapse(on: end.adding(days: -1))
    return WorkedFigure(
      pence: lapsed, how: entered.how + ["what lapses from \(start) to \(end.adding(days: -1))"])
  }

  /// Money on its way into an account, exact, with the day on which each part enters.
  private struct Deposits {
    var parts: [(day: CivilDate, pence: Ratio)] = []
    var how: [String] = []
    var sum: Ratio { parts.reduce(.zero) { $0 + $1.pence } }
  }

  /// What levies bring into an account from a day to before another, which the levy may decide.
  private func deposits(
    into number: Int, in span: (Levy) -> (from: CivilDate, to: CivilDate)
  ) throws -> Deposits {
    let account = rules.accounts[number]
    var result = Deposits()
    for levy in rules.levies where levy.account == number {
      let (start, end) = span(levy)
      var year = rules.year(reckoning: levy.collectedEach).start(holding: start)
      while year < end {
        let (charge, words) = try yearlyCharge(of: levy, on: year)
        result.how += words
        let days = LevyCalendar(levy, rules).days(from: year)
        for day in days where day >= start && day < end {
          let there = circumstances(on: day)
          var part = charge / Ratio(Int64(days.count))
          if let share = levy.inProportionTo { part = part * (try there.value(of: share)) }
          if let topUp = account.topUp {
            part = part * (.one + (try there.value(of: topUp.share)))
          }
          result.parts.append((day, part))
        }
        year = year.adding(months: 12)
      }
    }
    return result
  }
}
