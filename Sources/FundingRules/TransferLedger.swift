public import FundingValues

/// What the holders of an account may pass on to others.
///
/// In a period *p* a holder may pass on *S* · *I*(*p* − 1) − *T*(*p*) and no more than the account holds: *S*
/// is the share on the day, *I* what a levy brought in a period with its top-up, *T* what was passed on in it.
public struct TransferLedger: Sendable {
  private let period: Period
  private var start: CivilDate
  /// Pence that came in during the period, and during the whole one before it, by holder.
  private var cameIn: [Int64]
  private var cameInBefore: [Int64]
  /// Pence passed on during the period, by holder.
  private var passed: [Int64]

  /// A ledger of so many holders in which nothing has come in by a day.
  public init(each period: Period, holders: Int, from day: CivilDate) {
    self.period = period
    start = period.start(holding: day)
    cameIn = Array(repeating: 0, count: holders)
    (cameInBefore, passed) = (cameIn, cameIn)
  }

  /// The first day of the period that holds a day.
  public func window(holding day: CivilDate) -> CivilDate { period.start(holding: day) }

  /// Comes to a day: where a period has begun, what came in during the one before counts from now on.
  public mutating func begin(_ day: CivilDate) {
    let now = period.start(holding: day)
    while start < now {
      cameInBefore = cameIn
      for holder in cameIn.indices { (cameIn[holder], passed[holder]) = (0, 0) }
      let next = period.next(after: start)
      guard next > start else { break }
      start = next
    }
  }

  /// Notes that a levy and its top-up have brought a holder so many pence.
  public mutating func enter(_ pence: Int64, of holder: Int) { cameIn[holder] += pence }

  /// Notes that a holder has passed on so many pence.
  public mutating func pass(_ pence: Int64, from holder: Int) { passed[holder] += pence }

  /// The pence that a holder may still pass on in this period at a share.
  public func allowance(of holder: Int, at share: Ratio) -> Int64 {
    max(0, (Ratio(cameInBefore[holder]) * share).roundedHalfUp() - passed[holder])
  }
}

extension RuleSet {
  /// The pence that the holder of an account may pass on in the period that holds the day of the
  /// circumstances: a share of what levies brought in during the period before, with the top-up; nothing
  /// where the account passes nothing on.
  public func transferable(_ account: Int, _ here: Circumstances) throws(Missing) -> Int64? {
    guard let terms = accounts[account].transfers else { return nil }
    let start = terms.ofLast.start(holding: here.date)
    let before = terms.ofLast.start(holding: start.adding(days: -1))
    let share = try here.value(of: terms.share)
    return (Ratio(try levied(account, from: before, to: start, here)) * share).roundedHalfUp()
  }

  /// The pence that levies bring into an account from a day to before another, each sum topped up as it
  /// enters.
  private func levied(
    _ account: Int, from first: CivilDate, to end: CivilDate, _ here: Circumstances
  ) throws(Missing) -> Int64 {
    var ledger = AccountLedger(oldestFirst: true)
    var sum: Int64 = 0
    for levy in levies where levy.account == account {
      let calendar = LevyCalendar(levy, self)
      var year = calendar.year.start(holding: first)
      while year < end {
        if let charge = try charge(of: levy, here, yearFrom: year) {
          for day in calendar.days(from: year) where day >= first && day < end {
            guard accounts[account].applies.holds(day) else { continue }
            let terms = try accounts[account].terms(circumstances(here, on: day))
            sum += ledger.enter(calendar.part(on: day).of(charge.held), on: day, terms)
          }
        }
        let next = calendar.year.next(after: year)
        guard next > year else { break }
        year = next
      }
    }
    return sum
  }
}
