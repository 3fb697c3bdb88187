public import FundingRules
public import FundingValues
import PolicyCompiler

/// What a case says of accounts, funds and limits at the start of its day.
///
/// Unless it says otherwise nothing was paid before, an account holds what its own clauses have brought,
/// nobody transfers, and a fund has its budget.
public struct GivenFigures: Sendable {
  /// Budgets by day, where they do not turn on the facts of a case.
  private var budgets: [CivilDate: [Int64?]] = [:]
  private let budgetsAreFixed: Bool
  /// The accounts that something besides a levy is paid into.
  private let credited: [Int]
  /// Whether each account's balance is given.
  public private(set) var isGiven: [Bool]

  /// What one running figure, such as `levy-account.balance`, says something of.
  public enum Effect: Sendable, Hashable {
    case balance(account: Int)
    case transferable(account: Int)
    case left(fund: Int)
    case limitLeft(Int)
    case limitUsed(Int)
  }

  /// What is read once of rules, for many cases one after another.
  public init(_ rules: RuleSet) {
    // A budget of rounds turns on the day of application, which two cases of one day need not share.
    let hasRounds = rules.funds.contains { if case .rounds = $0.period { true } else { false } }
    budgetsAreFixed =
      !hasRounds
      && rules.funds.compactMap(\.budget).allSatisfy { budget in
        budget.facts.isEmpty && budget.parameters.allSatisfy { rules.parameters[$0].keys.isEmpty }
      }
    credited = rules.accounts.indices.filter {
      rules.accounts[$0].opensWith != nil || !rules.accounts[$0].credits.isEmpty
    }
    isGiven = Array(repeating: false, count: rules.accounts.count)
  }

  /// Begins the next case: funds have their budgets, and nothing else is said.
  public mutating func restart(
    _ headroom: inout Headroom, _ rules: RuleSet, _ here: Circumstances
  ) {
    headroom.clear()
    for account in isGiven.indices { isGiven[account] = false }
    if budgetsAreFixed, let known = budgets[here.date] {
      headroom.budgets = known
      return
    }
    for (number, fund) in rules.funds.enumerated() {
      headroom.budgets[number] = GivenFigures.budget(of: fund, here, rules)
    }
    if budgetsAreFixed && budgets.count < 4096 { budgets[here.date] = headroom.budgets }
  }

  /// Takes in the value of one figure.
  public mutating func take(_ value: Ratio, _ effect: Effect, _ headroom: inout Headroom) {
    switch effect {
    case .balance(let account):
      headroom.balances[account] = value.roundedHalfUp()
      isGiven[account] = true
    case .transferable(let account): headroom.transferable[account] = value.roundedHalfUp()
    case .left(let fund): headroom.budgets[fund] = value.roundedHalfUp()
    case .limitLeft(let limit):
      headroom.limits[limit].left = value
      headroom.limits[limit].used = .zero
    case .limitUsed(let limit) where headroom.limits[limit].left == nil:
      headroom.limits[limit].used = headroom.limits[limit].used + value
    case .limitUsed: break
    }
  }

  /// Fills accounts whose balance is not given with what their own clauses have brought by the day.
  public func fillAccounts(
    _ ledgers: inout CaseLedgers, _ rules: RuleSet, _ here: Circumstances
  ) {
    for account in credited where !isGiven[account] {
      do throws(Missing) {
        let ledger = try AccountLedger(rules.accounts[account], broughtBy: here.date, here)
        ledgers.headroom.balances[account] = ledger.balance
      } catch {
        ledgers.note(error, account: account)
      }
    }
  }

  /// What a figure of an account, a fund or an instrument says something of.
  public static func effects(of name: String, _ rules: RuleSet) -> [Effect] {
    guard let stop = name.lastIndex(of: ".") else { return [] }
    let owner = name[..<stop]
    let instrument = rules.instruments.first { $0.name == owner }
    switch name[name.index(after: stop)...] {
    case "balance":
      return rules.accounts.firstIndex { $0.name == owner }.map { [.balance(account: $0)] } ?? []
    case "left":
      var found: [Effect] = []
      if let fund = rules.funds.firstIndex(where: { $0.name == owner }) {
        found.append(.left(fund: fund))
      }
      guard let instrument else { return found }
      if case .accountOfAnother(let account) = instrument.source {
        found.append(.transferable(account: account))
      }
      return found + limits(of: instrument).map { .limitLeft($0.number) }
    case "paid":
      return filled(instrument?.payments.map(\.shaping)).map { .limitUsed($0.number) }
    case "used":
      let shapings =
        (instrument?.payments.map(\.shaping) ?? []) + (instrument?.gifts.map(\.shaping) ?? [])
      return shapings.flatMap(\.limits).filter { $0.counts != .money && $0.scope != .course }
        .map { .limitUsed($0.number) }
    case "given":
      return filled(instrument?.gifts.map(\.shaping)).map { .limitUsed($0.number) }
    default: return []
    }
  }

  private static func filled(_ shapings: [Shaping]?) -> [Limit] {
    (shapings ?? []).flatMap(\.limits).filter(isFilled)
  }

  /// The limits in money that what was paid before has partly filled.
  private static func limits(of instrument: Instrument) -> [Limit] {
    filled(instrument.payments.map(\.shaping) + instrument.gifts.map(\.shaping))
  }

  private static func isFilled(_ limit: Limit) -> Bool {
    limit.counts == .money && limit.scope != .course
  }

  /// A fund's budget in the period that holds the day, or that of the day if it had none before; for
  /// rounds the day is that of application.
  private static func budget(
    of fund: Fund, _ here: Circumstances, _ rules: RuleSet
  ) -> Int64? {
    guard fund.budget != nil else { return nil }
    var counted = here.date
    if case .rounds = fund.period { counted = rules.application(in: here) }
    guard fund.period.isOpen(on: counted) else { return 0 }
    return fund.budget(from: fund.period.start(holding: counted), here)
  }
}
