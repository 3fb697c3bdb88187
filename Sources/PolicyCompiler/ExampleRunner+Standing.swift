import FundingRules
import FundingValues

/// What an example says of accounts, funds and limits at the start of its day.
///
/// Unless it says otherwise nothing was paid before, an account is empty and a fund has its budget.
final class GivenStanding: Standing {
  private var balances: [Int: Int64] = [:]
  private var transfers: [Int: Int64] = [:]
  private var fundsLeft: [Int: Int64] = [:]
  private var limitsUsed: [Int: Ratio] = [:]
  private var limitsLeft: [Int: Ratio] = [:]

  init(_ figures: [String: Ratio], _ rules: RuleSet, _ here: Circumstances) {
    super.init()
    for (number, account) in rules.accounts.enumerated() {
      balances[number] = figures[account.name + ".balance"]?.roundedHalfUp()
      transfers[number] = figures[account.name + ".transferred"]?.roundedHalfUp()
    }
    for (number, fund) in rules.funds.enumerated() {
      fundsLeft[number] =
        figures[fund.name + ".left"]?.roundedHalfUp() ?? GivenStanding.budget(of: fund, here)
    }
    for instrument in rules.instruments {
      let paid = figures[instrument.name + ".paid"]
      let given = figures[instrument.name + ".given"]
      let left = figures[instrument.name + ".left"]
      for payment in instrument.payments { use(payment.shaping.limits, paid, left) }
      for gift in instrument.gifts { use(gift.shaping.limits, given, left) }
    }
  }

  private func use(_ limits: [Limit], _ used: Ratio?, _ left: Ratio?) {
    for limit in limits where limit.quantity == nil && limit.scope != .course {
      if let used { limitsUsed[limit.number] = (limitsUsed[limit.number] ?? .zero) + used }
      if let left { limitsLeft[limit.number] = left }
    }
  }

  /// A fund's budget in the period that holds the day, or that of the day if it had none before.
  private static func budget(of fund: Fund, _ here: Circumstances) -> Int64? {
    guard let budget = fund.budget else { return nil }
    var there = here
    there.date = fund.period.start(holding: here.date)
    let value = (try? there.value(of: budget)) ?? (try? here.value(of: budget))
    return value?.roundedHalfUp()
  }

  override func balance(ofAccount account: Int) -> Int64 { balances[account] ?? 0 }
  override func transferable(ofAccount account: Int) -> Int64 { transfers[account] ?? 0 }
  override func left(inFund fund: Int) -> Int64? { fundsLeft[fund] }
  override func used(ofLimit limit: Int) -> Ratio { limitsUsed[limit] ?? .zero }
  override func room(ofLimit limit: Int, of whole: Ratio) -> Ratio {
    limitsLeft[limit] ?? whole - used(ofLimit: limit)
  }
}
