import FundingRules
import FundingValues
import TestSupport
import Testing

@Suite("Money stamped with its day")
struct StampedMoneyTests {
  /// The same money, kept as plain deposits in the order in which they came.
  struct PlainMoney {
    var deposits: [(amount: Int64, lapses: CivilDate?)] = []
    let oldestFirst: Bool

    var balance: Int64 { deposits.reduce(0) { $0 + $1.amount } }

    mutating func lapse(on day: CivilDate) -> Int64 {
      let before = balance
      deposits.removeAll { $0.lapses.map { $0 <= day } ?? false }
      return before - balance
    }

    mutating func spend(_ pence: Int64) -> Int64 {
      var left = max(0, min(pence, balance))
      let taken = left
      while left > 0 {
        let place = oldestFirst ? 0 : deposits.count - 1
        let part = min(left, deposits[place].amount)
        deposits[place].amount -= part
        left -= part
        if deposits[place].amount == 0 { deposits.remove(at: place) }
      }
      return taken
    }
  }

  @Test("spends in order, lapses by day and loses nothing", arguments: [true, false])
  func conservation(oldestFirst: Bool) {
    let fault = firstFault(among: UInt64(1)..<301) { seed in
      var numbers = SeededNumbers(seed: seed)
      var money = StampedMoney(oldestFirst: oldestFirst)
      var plain = PlainMoney(oldestFirst: oldestFirst)
      var totals: (paid: Int64, spent: Int64, lapsed: Int64) = (0, 0, 0)
      var day = CivilDate(day: 20_000)
      for step in 0..<300 {
        day = day.adding(days: Int(numbers.whole(0...40)))
        let term = numbers.happens(10) ? nil : Int(numbers.whole(1...30))
        let lapses = term.map { day.adding(months: $0) }
        let pence = numbers.whole(-5...5_000)
        let lapsed = money.lapse(on: day)
        money.deposit(pence, on: day, lapsing: lapses)
        let wish = numbers.whole(-5...6_000)
        let spent = money.spend(wish)
        let plainLapsed = plain.lapse(on: day)
        if pence > 0 { plain.deposits.append((pence, lapses)) }
        let plainSpent = plain.spend(wish)
        totals.paid += max(0, pence)
        totals.spent += spent
        totals.lapsed += lapsed
        let later = day.adding(days: Int(numbers.whole(0...900)))
        let stays = plain.deposits.reduce(Int64(0)) {
          $1.lapses.map { $0 <= later } ?? false ? $0 : $0 + $1.amount
        }
        let holds =
          lapsed == plainLapsed && spent == plainSpent && money.balance == plain.balance
          && money.balance(remainingOn: later) == stays
          && totals.paid == totals.spent + totals.lapsed + money.balance
        if !holds { return "seed \(seed), step \(step), on \(day)" }
      }
      return nil
    }
    #expect(fault == nil)
  }

  @Test("the oldest pound goes first, and money lapses on its day")
  func byHand() {
    var money = StampedMoney()
    let start = CivilDate(day: 21_000)
    for month in 0..<3 {
      let day = start.adding(months: month)
      money.deposit(1_000, on: day, lapsing: day.adding(months: 12))
    }
    #expect(money.spend(1_500) == 1_500)
    #expect(money.lapse(on: start.adding(months: 12)) == 0)
    #expect(money.lapse(on: start.adding(months: 13).adding(days: -1)) == 0)
    #expect(money.lapse(on: start.adding(months: 13)) == 500)
    #expect(money.balance == 1_000)
    #expect(money.spend(5_000) == 1_000)
    #expect(money.lapse(on: start.adding(months: 99)) == 0)
  }
}
