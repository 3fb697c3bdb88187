public import FundingRules
public import FundingValues

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

  /// A standing from running figures by their names, such as `levy-account.balance`.
  public init(_ figures: [String: Ratio], _ rules: RuleSet, _ here: Circumstances) {
    super.init()
    for (number, fund) in rules.funds.enumerated() {
      fundsLeft[number] = GivenStanding.budget(of: fund, here, rules)
    }
    for (name, value) in figures {
      guard let stop = name.lastIndex(of: ".") else { continue }
      take(value, name[name.index(after: stop)...], of: name[..<stop], rules)
    }
  }

  /// Takes in one figure of an account, a fund or an instrument.
  private func take(
    _ value: Ratio, _ property: Substring, of owner: Substring, _ rules: RuleSet
  ) {
    switch property {
    case "balance":
      if let account = rules.accounts.firstIndex(where: { $0.name == owner }) {
        balances[account] = value.roundedHalfUp()
      }
    case "left":
      if let fund = rules.funds.firstIndex(where: { $0.name == owner }) {
        fundsLeft[fund] = value.roundedHalfUp()
      }
      guard let instrument = rules.instruments.first(where: { $0.name == owner }) else { return }
      if case .accountOfAnother(let account) = instrument.source {
        transfers[account] = value.roundedHalfUp()
      }
      for limit in limits(of: instrument) { limitsLeft[limit.number] = value }
    case "paid", "given":
      guard let instrument = rules.instruments.first(where: { $0.name == owner }) else { return }
      let shapings =
        property == "paid"
        ? instrument.payments.map(\.shaping) : instrument.gifts.map(\.shaping)
      for limit in shapings.flatMap(\.limits) where isFilled(limit) {
        limitsUsed[limit.number] = (limitsUsed[limit.number] ?? .zero) + value
      }
    default: return
    }
  }

  /// The limits in money that what was paid before has partly filled.
  private func limits(of instrument: Instrument) -> [Limit] {
    (instrument.payments.map(\.shaping) + instrument.gifts.map(\.shaping)).flatMap(\.limits)
      .filter(isFilled)
  }

  private func isFilled(_ limit: Limit) -> Bool {
    limit.quantity == nil && limit.scope != .course
  }

  /// A fund's budget in the period that holds the day, or that of the day if it had none before.
  private static func budget(
    of fund: Fund, _ here: Circumstances, _ rules: RuleSet
  ) -> Int64? {
    guard let budget = fund.budget else { return nil }
    var there = here
    if case .rounds = fund.period {
      let application =
        rules.facts["application.date"].flatMap { here.frame[$0] }
        .map { CivilDate(day: Int32(clamping: $0.floor())) } ?? here.date
      guard fund.period.isOpen(on: application) else { return 0 }
      there.date = application
      return (try? there.value(of: budget))?.roundedHalfUp()
    }
    there.date = fund.period.start(holding: here.date)
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
