import FundingRules
import FundingValues
import PolicyCompiler

/// What the holders of one account pass on to others in a run.
struct Passing {
  /// What each may pass on.
  var ledger: TransferLedger
  /// Those who agree to it, in the order in which they are drawn on.
  var agreed: [Int] = []
  /// Micro-pence promised to courses and not yet paid, by the first day of the period they fall due in.
  var promised: [CivilDate: Int128] = [:]
  /// Micro-pence left of the last penny that was drawn, which the next course has first.
  var change: Int128 = 0

  /// Nobody agrees yet.
  init(_ ledger: TransferLedger) { self.ledger = ledger }
}

extension AccountBook {
  /// Lets some holders pass on money of every account from which any is drawn, in this order.
  mutating func agree(_ holders: [Int]) {
    for account in passing.indices { passing[account]?.agreed = holders }
  }

  /// The period in which what is passed on on a day counts; nothing where an account passes nothing on.
  func transferWindow(_ account: Int, on day: CivilDate) -> CivilDate? {
    passing[account]?.ledger.window(holding: day)
  }

  /// Micro-pence that others than a holder would pass on from an account on a day.
  func passable(_ account: Int, except holder: Int?, on day: CivilDate) -> Int128 {
    guard let passing = passing[account], !passing.agreed.isEmpty else { return 0 }
    let share = transferShare(account, on: day)
    return passing.agreed.reduce(passing.change) { sum, other in
      guard other != holder else { return sum }
      let most = min(passing.ledger.allowance(of: other, at: share), balance(account, other))
      return sum + Int128(max(0, most)) * weight(account, other)
    }
  }

  /// Micro-pence of it that are promised to courses whose costs fall due in the period that holds a day.
  func promisedOn(_ account: Int, due day: CivilDate) -> Int128 {
    guard let passing = passing[account] else { return 0 }
    return passing.promised[passing.ledger.window(holding: day)] ?? 0
  }

  /// Promises micro-pence of what others pass on to a course, or takes a promise back.
  mutating func promiseOn(_ account: Int, _ amount: Int128, due day: CivilDate) {
    guard let window = transferWindow(account, on: day) else { return }
    passing[account]?.promised[window, default: 0] += amount
  }

  /// Takes up to so many micro-pence for a course from others than a holder, and says how much there was.
  ///
  /// Each gives whole pence; what is over of the last penny is there for the next course.
  mutating func passOn(
    _ account: Int, _ wanted: Int128, except holder: Int?, on day: CivilDate
  ) -> Int128 {
    guard var passing = passing[account] else { return 0 }
    let share = transferShare(account, on: day)
    var left = wanted - min(wanted, passing.change)
    passing.change -= wanted - left
    for other in passing.agreed where other != holder && left > 0 {
      let weight = weight(account, other)
      guard weight > 0 else { continue }
      let needed = Int64(clamping: (left + weight - 1) / weight)
      let pence = spend(
        account, other, min(needed, passing.ledger.allowance(of: other, at: share)))
      passing.ledger.pass(pence, from: other)
      left -= Int128(pence) * weight
    }
    if left < 0 { (passing.change, left) = (passing.change - left, 0) }
    self.passing[account] = passing
    note(account, day) { $0.transferred += wanted - left }
    return wanted - left
  }

  /// The share of what came in that may be passed on.
  private func transferShare(_ account: Int, on day: CivilDate) -> Ratio {
    guard let terms = rules.accounts[account].transfers else { return .zero }
    return max(.zero, (try? circumstances(on: day).value(of: terms.share)) ?? .zero)
  }
}
