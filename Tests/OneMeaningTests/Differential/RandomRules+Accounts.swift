import TestSupport

extension RandomRules {
  /// Accounts from which grants pay: one that the learner holds, and one of another employer.
  mutating func writeAccounts() {
    if has(.purse, 20) { writePurse() }
    // What may be passed on later is not known to a quote, so the whole falls due on the first day.
    if isSponsored, !isMonthly, has(.transfer, 30) { writeTransfer() }
  }

  private mutating func writePurse() {
    name(payer: "savings")
    add("account purse held by learner", .purse)
    add("    opens with \(money(50...2_000)) on 2027-01-01", .purse)
    if has(.purseCredit, 50) {
      add("    credited \(money(20...500)) each financial-year from treasury", .purseCredit)
    }
    add("    spends oldest first", .purse)
    add("    lapses to treasury", .purse)
    add("", .purse)
    add("grant savings from purse")
    add("    pays \(percent(10...100)) of course.fee")
    add("")
  }

  /// A levy of half a percent that fills an account of which another employer passes on a share.
  private mutating func writeTransfer() {
    name(payer: "passed")
    let share = numbers.whole(1...9)
    add("levy toll on employer", .transfer)
    add("    charges 0.5% of employer.pay-bill", .transfer)
    add("    collected each month", .transfer)
    add("    into chest", .transfer)
    add("", .transfer)
    add("account chest held by employer", .transfer)
    add("    spends oldest first", .transfer)
    add("    lapses to treasury", .transfer)
    add("    transfers up to \(share)% of the last tax-year", .transfer)
    add("    rations", .transfer)
    add("        first by lot", .transfer)
    add("", .transfer)
    add("grant passed from chest of another employer", .transfer)
    add("    pays \(percent(20...100)) of course.fee", .transfer)
    add("", .transfer)
    shareOfTransfers = share
  }

  /// The pence that another employer alike passes on of a levy of half a percent.
  func passedOn(payBill pounds: Int64) -> Int64 { (pounds / 2 * shareOfTransfers + 50) / 100 }
}
