import FundingRules
import FundingValues

/// What an employer has set aside within one step, the largest of a person's proposals once.
///
/// Few people ask one employer in one step, and of few things: lists are gone through, not looked up.
struct Reservations {
  /// Use of a limit in the period that begins on a day.
  typealias LimitUse = (limit: Int, period: CivilDate, amount: Ratio)

  fileprivate struct Entry {
    let person: Int
    var accounts: [(account: Int, pence: Int64)] = []
    var limits: [LimitUse] = []
    var cash: Int64 = 0
  }
  private var entries: [Entry] = []

  /// Sets aside what a proposal draws on the days on which its costs fall due.
  mutating func note(
    _ person: Int, _ outcome: RouteOutcome, cash: Int64, _ dues: Instalments, _ table: LimitTable
  ) {
    let place = entries.firstIndex { $0.person == person } ?? entries.count
    if place == entries.count { entries.append(Entry(person: person)) }
    entries[place].cash = max(entries[place].cash, cash)
    var drawn: [(account: Int, pence: Int64)] = []
    var used: [LimitUse] = []
    for cost in outcome.costs.indices {
      for line in outcome.costs[cost].lines.indices {
        let line = outcome.costs[cost].lines[line]
        if case .account(let account)? = line.source {
          Reservations.add(line.amount, of: account, to: &drawn)
        }
        guard !line.uses.isEmpty else { continue }
        for (number, due) in dues.dues.enumerated() {
          for use in line.uses(ofInstalment: number) {
            let start = table.window(of: use.limit, on: due.day, courseStart: dues.first)
            Reservations.add(use.amount, of: use.limit, start, to: &used)
          }
        }
      }
    }
    entries[place].take(drawn, used)
  }

  private static func add(
    _ pence: Int64, of account: Int, to drawn: inout [(account: Int, pence: Int64)]
  ) {
    if let place = drawn.firstIndex(where: { $0.account == account }) {
      drawn[place].pence += pence
    } else {
      drawn.append((account, pence))
    }
  }

  private static func add(
    _ amount: Ratio, of limit: Int, _ period: CivilDate, to used: inout [LimitUse]
  ) {
    if let place = used.lastIndex(where: { $0.limit == limit && $0.period == period }) {
      used[place].amount = used[place].amount + amount
    } else {
      used.append((limit, period, amount))
    }
  }

  /// Pence set aside from an account for all but one person.
  func drawn(_ account: Int, except person: Int) -> Int64 {
    entries.reduce(0) { sum, entry in
      guard entry.person != person else { return sum }
      return entry.accounts.reduce(sum) { $1.account == account ? $0 + $1.pence : $0 }
    }
  }

  /// What others than a person have set aside of limits, use by use.
  func used(except person: Int) -> [LimitUse] {
    entries.flatMap { $0.person == person ? [] : $0.limits }
  }

  /// What all persons together have set aside of a limit, by the first day of its window.
  func used(of limit: Int) -> [CivilDate: Ratio] {
    var sums: [CivilDate: Ratio] = [:]
    for entry in entries {
      for use in entry.limits where use.limit == limit {
        sums[use.period] = (sums[use.period] ?? .zero) + use.amount
      }
    }
    return sums
  }

  /// Pence of its own money set aside for all but one person.
  func cash(except person: Int) -> Int64 {
    entries.reduce(0) { $1.person == person ? $0 : $0 + $1.cash }
  }
}

extension Reservations.Entry {
  /// Takes the larger of what a proposal draws and what was set aside before.
  fileprivate mutating func take(
    _ drawn: [(account: Int, pence: Int64)], _ used: [Reservations.LimitUse]
  ) {
    for each in drawn {
      if let place = accounts.firstIndex(where: { $0.account == each.account }) {
        accounts[place].pence = max(accounts[place].pence, each.pence)
      } else {
        accounts.append((each.account, max(0, each.pence)))
      }
    }
    for each in used {
      let known = limits.firstIndex { $0.limit == each.limit && $0.period == each.period }
      if let known {
        limits[known].amount = max(limits[known].amount, each.amount)
      } else {
        limits.append((each.limit, each.period, max(.zero, each.amount)))
      }
    }
  }
}

extension RegimeRun {
  /// The pence that a new course could draw on an account.
  func bookedBalance(
    _ account: Int, person: Int, offer: Int, start: Int, reserved: Reservations?
  ) -> Int64 {
    guard let holder = accounts.holder(of: account, person: person) else { return 0 }
    let calendar = world.offers[offer]
    let there = accounts.available(
      account, holder, months: calendar.instalments, on: calendar.starts[start])
    return max(0, there - (reserved?.drawn(account, except: person) ?? 0))
  }

  /// What accounts and limits have room for when a case is quoted anew.
  func bookedLedgers(
    person: Int, offer: Int, start: Int, reserved: Reservations?,
    less taken: [StepResource: Int128] = [:]
  ) -> CaseLedgers {
    let day = world.offers[offer].starts[start]
    var headroom = Headroom(rules)
    for account in rules.accounts.indices {
      headroom.balances[account] = bookedBalance(
        account, person: person, offer: offer, start: start, reserved: reserved)
    }
    for limit in limitTable.windowed {
      headroom.limits[limit] = limits.room(limit, holder: holder(ofLimit: limit, person: person))
    }
    for use in reserved?.used(except: person) ?? [] {
      headroom.limits[use.limit].use(use.amount, from: use.period)
    }
    for limit in limitTable.windowed {
      guard let scope = limitTable[limit] else { continue }
      headroom.limits[limit].used = headroom.limits[limit].used(
        scope, on: day, courseStart: day)
    }
    var ledgers = CaseLedgers(headroom, limitTable)
    let dues = world.offers[offer].dues[start]
    for account in passedOn {
      ledgers.pass(on: account, bookedTransfers(account, person: person, dues, less: taken))
    }
    return ledgers
  }
}
