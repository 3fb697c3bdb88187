public import FundingValues

/// Money stamped with the day on which it entered, spent oldest (or newest) first and lapsing by day.
public struct StampedMoney: Sendable {
  struct Deposit: Sendable {
    let entered: CivilDate
    let lapses: CivilDate?
    var amount: Int64
  }
  private var deposits: [Deposit] = []
  private var first = 0
  private let oldestFirst: Bool
  /// A day before which nothing lapses.
  private var soonestLapse: CivilDate?
  /// The pence held.
  public private(set) var balance: Int64 = 0

  /// An empty account.
  public init(oldestFirst: Bool = true) { self.oldestFirst = oldestFirst }

  /// Pays money in on a day, to lapse on another.
  public mutating func deposit(_ pence: Int64, on day: CivilDate, lapsing lapse: CivilDate?) {
    guard pence > 0 else { return }
    deposits.append(Deposit(entered: day, lapses: lapse, amount: pence))
    balance += pence
    if let lapse { soonestLapse = soonestLapse.map { min($0, lapse) } ?? lapse }
  }

  /// Lets go of what lapses on or before a day, and says how much that was.
  ///
  /// Deposits under a shorter term may lapse before older ones, so all are looked at.
  public mutating func lapse(on day: CivilDate) -> Int64 {
    guard let soonest = soonestLapse, soonest <= day else { return 0 }
    var lapsed: Int64 = 0
    soonestLapse = nil
    for index in first..<deposits.count {
      guard let lapse = deposits[index].lapses, deposits[index].amount > 0 else { continue }
      if lapse <= day {
        lapsed += deposits[index].amount
        deposits[index].amount = 0
      } else {
        soonestLapse = soonestLapse.map { min($0, lapse) } ?? lapse
      }
    }
    balance -= lapsed
    skipEmpty()
    return lapsed
  }

  /// Takes up to so many pence, and says how much there was.
  public mutating func spend(_ pence: Int64) -> Int64 {
    var wanted = min(pence, balance)
    let taken = max(0, wanted)
    var index = oldestFirst ? first : deposits.count - 1
    while wanted > 0, index >= first, index < deposits.count {
      let part = min(wanted, deposits[index].amount)
      deposits[index].amount -= part
      wanted -= part
      index += oldestFirst ? 1 : -1
    }
    balance -= taken
    skipEmpty()
    return taken
  }

  /// The pence that will still be there on a later day if nothing is paid in or out.
  public func balance(remainingOn day: CivilDate) -> Int64 {
    var sum: Int64 = 0
    for index in first..<deposits.count {
      if let lapse = deposits[index].lapses, lapse <= day { continue }
      sum += deposits[index].amount
    }
    return sum
  }

  private mutating func skipEmpty() {
    while first < deposits.count, deposits[first].amount == 0 { first += 1 }
    if first > 64 {
      deposits.removeFirst(first)
      first = 0
    }
  }
}
