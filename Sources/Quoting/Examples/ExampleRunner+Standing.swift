public import FundingRules
public import FundingValues
import PolicyCompiler

/// What a case says of accounts, funds and limits at the start of its day.
///
/// Unless it says otherwise nothing was paid before, an account is empty, nobody transfers, and a
/// fund has its budget.
public final class GivenStanding: Standing {
  private var balances: [Int: Int64] = [:]
  private var transfers: [Int: Int64] = [:]
  private var fundsLeft: [Int: Int64] = [:]
  private var limitsUsed: [Int: Ratio] = [:]
  private var limitsLeft: [Int: Ratio] = [:]

  /// Budgets by day, where they do not turn on the facts of a case.
  private var budgets: [CivilDate: [Int: Int64]] = [:]
  private let budgetsAreFixed: Bool

  /// What one running figure, such as `levy-account.balance`, says something of.
  public enum Effect: Sendable, Hashable {
    case balance(account: Int)
    case transferable(account: Int)
    case left(fund: Int)
    case limitLeft(Int)
    case limitUsed(Int)
  }

  /// A standing from running figures by their names, such as `levy-account.balance`.
  public convenience init(
    _ figures: [String: Ratio], _ rules: RuleSet, _ here: Circumstances
  ) {
    self.init(rules)
    restart(rules, here)
    for (name, value) in figures.sorted(by: { $0.key < $1.key }) {
      for effect in GivenStanding.effects(of: name, rules) { take(value, effect) }
    }
  }

  /// A standing with nothing in it, for many cases one after another.
  public init(_ rules: RuleSet) {
    // A budget of rounds turns on the day of application, which two cases of one day need not share.
    let hasRounds = rules.funds.contains { if case .rounds = $0.period { true } else { false } }
    budgetsAreFixed =
      !hasRounds
      && rules.funds.compactMap(\.budget).allSatisfy { budget in
        budget.facts.isEmpty && budget.parameters.allSatisfy { rules.parameters[$0].keys.isEmpty }
      }
  }

  /// Begins the next case: funds have their budgets, and nothing else is said.
  public func restart(_ rules: RuleSet, _ here: Circumstances) {
    if restart(on: here.date) { return }
    fundsLeft.removeAll(keepingCapacity: true)
    for (number, fund) in rules.funds.enumerated() {
      fundsLeft[number] = GivenStanding.budget(of: fund, here, rules)
    }
    if budgetsAreFixed && budgets.count < 4096 { budgets[here.date] = fundsLeft }
  }

  /// Begins the next case with the budgets of a day that a case had before; false if none had it.
  public func restart(on day: CivilDate) -> Bool {
    balances.removeAll(keepingCapacity: true)
    transfers.removeAll(keepingCapacity: true)
    limitsUsed.removeAll(keepingCapacity: true)
    limitsLeft.removeAll(keepingCapacity: true)
    guard budgetsAreFixed, let known = budgets[day] else { return false }
    fundsLeft = known
    return true
  }

  /// Takes in the value of one figure.
  public func take(_ value: Ratio, _ effect: Effect) {
    switch effect {
    case .balance(let account): balances[account] = value.roundedHalfUp()
    case .transferable(let account): transfers[account] = value.roundedHalfUp()
    case .left(let fund): fundsLeft[fund] = value.roundedHalfUp()
    case .limitLeft(let limit): limitsLeft[limit] = value
    case .limitUsed(let limit): limitsUsed[limit] = (limitsUsed[limit] ?? .zero) + value
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
    limit.quantity == nil && limit.scope != .course
  }

  /// A fund's budget in the period that holds the day, or that of the day if it had none before; for
  /// rounds the day is that of application.
  private static func budget(
    of fund: Fund, _ here: Circumstances, _ rules: RuleSet
  ) -> Int64? {
    guard let budget = fund.budget else { return nil }
    var counted = here.date
    if case .rounds = fund.period { counted = rules.application(in: here) }
    guard fund.period.isOpen(on: counted) else { return 0 }
    var there = here
    there.date = fund.period.start(holding: counted)
    let value = (try? there.value(of: budget)) ?? (try? here.value(of: budget))
    return value?.roundedHalfUp()
  }

  override public func balance(ofAccount account: Int) -> Int64 { balances[account] ?? 0 }
  override public func transferable(ofAccount account: Int) -> Int64 { transfers[account] ?? 0 }
  override public func left(inFund fund: Int) -> Int64? { fundsLeft[fund] }
  override public func used(ofLimit limit: Int) -> Ratio { limitsUsed[limit] ?? .zero }
  override public func room(ofLimit limit: Int, of whole: Ratio) -> Ratio {
    limitsLeft[limit] ?? whole - used(ofLimit: limit)
  }
}
