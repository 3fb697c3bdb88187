package import FundingRules
import FundingValues

/// What of finite money other rows of a table draw on too, each as if it were alone.
package struct SharedMoney: Sendable {
  /// With whom a row shares.
  package struct Sharers: OptionSet, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Other rows are of the same employer.
    package static let employer = Sharers(rawValue: 1)
    /// Other rows are of the same learner.
    package static let learner = Sharers(rawValue: 2)
    /// There are other rows, which draw on the same funds.
    package static let everyone = Sharers(rawValue: 4)
  }
  /// A thing that may be shared, by its number, and with whom.
  package struct Thing: Sendable {
    /// What it is called in an answer.
    package let name: String
    /// Who shares it.
    package let sharers: Sharers
  }
  /// The things of a regime.
  package private(set) var things: [Thing] = []
  private var accounts: [Int] = []
  private var funds: [[Int]] = []
  private var limits: [Int?] = []

  /// The finite things of some rules.
  package init(_ quotes: QuoteRules) {
    let rules = quotes.rules
    for account in rules.accounts {
      accounts.append(things.count)
      let sharers: Sharers = account.heldByEmployer ? .employer : .learner
      things.append(Thing(name: account.name, sharers: sharers))
    }
    let first = things.count
    for fund in rules.funds { things.append(Thing(name: fund.name, sharers: .everyone)) }
    funds = rules.instruments.indices.map { number in
      rules.fundsDrawn(byInstrument: number).filter { rules.funds[$0.number].budget != nil }
        .map { first + $0.number }
    }
    limits = Array(repeating: nil, count: quotes.limits.scopes.count)
    for instrument in rules.instruments {
      let shapings = instrument.payments.map(\.shaping) + instrument.gifts.map(\.shaping)
      for limit in shapings.flatMap(\.limits) where limits[limit.number] == nil {
        guard let sharers = Sharers(limit.scope) else { continue }
        limits[limit.number] = things.count
        things.append(Thing(name: instrument.name + ".limit", sharers: sharers))
      }
    }
  }

  /// Takes in the things that a line draws on and that somebody shares, each once.
  package func take(_ line: PaymentLine, among sharers: Sharers, into drawn: inout [Int]) {
    guard line.amount > 0, let instrument = line.instrument else { return }
    func take(_ thing: Int) {
      if sharers.contains(things[thing].sharers), !drawn.contains(thing) { drawn.append(thing) }
    }
    if line.kind == .account, case .account(let account)? = line.source {
      take(accounts[account])
    }
    for fund in funds[instrument] { take(fund) }
    for use in line.uses where use.amount != .zero {
      if let limit = limits[use.limit] { take(limit) }
    }
  }
}

extension SharedMoney.Sharers {
  /// Who shares a limit; nothing for one that each course has of its own.
  fileprivate init?(_ scope: Limit.Scope) {
    switch scope {
    case .learner, .learnerInAnyYears: self = .learner
    case .employer, .employerInAnyYears: self = .employer
    case .course: return nil
    }
  }
}
