package import FundingRules
package import FundingValues
import PolicyCompiler

/// How long a course lasts and when its costs fall due, as a case gives them.
package struct CourseTerms: Sendable {
  /// The names by which they are given.
  package static let names: Set<String> = ["course.length", "course.paid"]
  /// The course's length in months.
  package var months: Int?
  /// Whether costs fall due in equal monthly parts over its length, instead of on the first day.
  package var isPaidMonthly = false

  /// A course without a length, whose costs fall due on its first day.
  package init() {}

  /// Takes in one of them; says what is wrong with a value that means nothing.
  package mutating func take(_ name: String, _ value: String) -> String? {
    if name == "course.paid" {
      guard value == "monthly" || value == "at-start" else {
        return "`\(value)` is not one of at-start, monthly"
      }
      isPaidMonthly = value == "monthly"
      return nil
    }
    if let count = Int(value), (1...600).contains(count) {
      months = count
      return nil
    }
    let words = value.split(separator: " ")
    let isYears = words.count == 2 && ["year", "years"].contains(words[1])
    let isMonths = words.count == 1 || words.count == 2 && ["month", "months"].contains(words[1])
    guard isYears || isMonths, let count = Int(words[0]), (1...600).contains(count),
      !isYears || count <= 50
    else { return "`\(value)` is not a whole number of months up to 600, such as 24" }
    months = isYears ? count * 12 : count
    return nil
  }
}

/// What a case may draw on part by part: accounts go on filling at today's rate and money in them
/// lapses; limits and funds count in the period in which a part falls due.
///
/// The balance given counts as paid in on the course's first day. Levy money enters on the first day of
/// each period in which it is collected, from the first after the course's start on.
package final class InstalmentStanding: Standing {
  /// What a levy brings to an account in a year, and how it is collected.
  fileprivate struct Income {
    let account: Int
    let yearly: Int64
    let collection: LevyCollection
    let topUp: Ratio
  }
  private struct Counted: Hashable {
    let number: Int
    let period: CivilDate
  }
  private let given: GivenStanding
  private let rules: RuleSet
  private let here: Circumstances
  private let scopes: [Int: Limit.Scope]
  private var incomes: [Income] = []
  private var entered: [CivilDate]
  private var money: [Int: StampedMoney] = [:]
  private var due: CivilDate
  private var used: [Counted: Ratio] = [:]
  private var drawn: [Counted: Int64] = [:]
  private var passedOn: [Int: Int64] = [:]
  /// The facts without which what enters an account cannot be told, by account.
  package private(set) var missing: [Int: Missing] = [:]

  /// The standing of a case on its course's first day; without an employer nothing enters.
  package init(_ given: GivenStanding, _ rules: RuleSet, _ here: Circumstances, hasEmployer: Bool) {
    self.given = given
    self.rules = rules
    self.here = here
    due = here.date
    entered = []
    scopes = rules.moneyLimits
    super.init()
    for (number, account) in rules.accounts.enumerated() {
      var held = StampedMoney(oldestFirst: account.oldestFirst)
      held.deposit(
        given.balance(ofAccount: number), on: here.date, lapsing: lapse(number, here.date))
      money[number] = held
    }
    for levy in rules.levies where hasEmployer {
      guard let account = levy.account else { continue }
      do throws(Missing) {
        if let income = try income(levy, account) { incomes.append(income) }
      } catch {
        missing[account] = error
      }
    }
    entered = Array(repeating: here.date, count: incomes.count)
  }

  private func income(_ levy: Levy, _ account: Int) throws(Missing) -> Income? {
    guard levy.applies.holds(here.date) else { return nil }
    if let due = levy.due, try !here.holds(due) { return nil }
    let charge = try levy.charge(here).roundedHalfUp()
    guard charge > 0 else { return nil }
    var share = Ratio.one
    if let formula = levy.inProportionTo { share = try here.value(of: formula) }
    var topUp = Ratio.zero
    if let added = rules.accounts[account].topUp { topUp = try here.value(of: added.share) }
    return Income(
      account: account, yearly: (Ratio(charge) * share).roundedHalfUp(),
      collection: LevyCollection(levy, rules), topUp: topUp)
  }

  /// The day on which money that enters an account on a day lapses.
  private func lapse(_ account: Int, _ day: CivilDate) -> CivilDate? {
    var there = here
    there.date = day
    guard let span = rules.accounts[account].expiresAfter, let years = try? there.value(of: span)
    else { return nil }
    return day.adding(months: Int((years * Ratio(12)).roundedHalfUp()))
  }

  package override func fallDue(on day: CivilDate) {
    due = day
    for (number, income) in incomes.enumerated() {
      let each = income.collection.each
      var next = each.next(after: entered[number])
      while next <= day {
        enter(income, on: next)
        entered[number] = next
        next = each.next(after: next)
      }
    }
    for account in money.keys { _ = money[account]?.lapse(on: day) }
  }

  private func enter(_ income: Income, on day: CivilDate) {
    let part = income.collection.part(of: income.yearly, on: day)
    let entering = part + (Ratio(part) * income.topUp).roundedHalfUp()
    _ = money[income.account]?.lapse(on: day)
    money[income.account]?.deposit(entering, on: day, lapsing: lapse(income.account, day))
  }

  package override func balance(ofAccount account: Int) -> Int64 { money[account]?.balance ?? 0 }

  package override func transferable(ofAccount account: Int) -> Int64 {
    given.transferable(ofAccount: account) - (passedOn[account] ?? 0)
  }

  package override func left(inFund fund: Int) -> Int64? {
    let period = rules.funds[fund].period
    let start = period.start(holding: due, courseStart: here.date)
    var budget = given.left(inFund: fund)
    if start > here.date, let formula = rules.funds[fund].budget {
      var there = here
      there.date = start
      budget = (try? there.value(of: formula))?.roundedHalfUp() ?? budget
    }
    return budget.map { $0 - (drawn[Counted(number: fund, period: start)] ?? 0) }
  }

  package override func used(ofLimit limit: Int) -> Ratio { given.used(ofLimit: limit) }

  package override func room(ofLimit limit: Int, of whole: Ratio) -> Ratio {
    guard let start = start(ofLimit: limit) else { return given.room(ofLimit: limit, of: whole) }
    let before = start > here.date ? whole : given.room(ofLimit: limit, of: whole)
    return before - (used[Counted(number: limit, period: start)] ?? .zero)
  }

  /// The first day of the period in which a limit in money counts what falls due now.
  private func start(ofLimit limit: Int) -> CivilDate? {
    switch scopes[limit] {
    case .learner(let period)?, .employer(let period)?:
      period.start(holding: due, courseStart: here.date)
    case .learnerInAnyYears?, .employerInAnyYears?: Period.life.start(holding: due)
    case .course?, nil: nil
    }
  }

  package override func book(used: [Int: Ratio], drawn: [MoneySource: Int64]) {
    for (limit, amount) in used {
      guard let start = start(ofLimit: limit) else { continue }
      let counted = Counted(number: limit, period: start)
      self.used[counted] = (self.used[counted] ?? .zero) + amount
    }
    for (source, pence) in drawn {
      switch source {
      case .party: continue
      case .account(let account): _ = money[account]?.spend(pence)
      case .accountOfAnother(let account): passedOn[account, default: 0] += pence
      case .fund(let fund):
        let start = rules.funds[fund].period.start(holding: due, courseStart: here.date)
        self.drawn[Counted(number: fund, period: start), default: 0] += pence
      }
    }
  }
}

extension RuleSet {
  /// The scopes of the limits in money, by their numbers.
  fileprivate var moneyLimits: [Int: Limit.Scope] {
    var scopes: [Int: Limit.Scope] = [:]
    for instrument in instruments {
      let shapings = instrument.payments.map(\.shaping) + instrument.gifts.map(\.shaping)
      for limit in shapings.flatMap(\.limits) where limit.quantity == nil {
        scopes[limit.number] = limit.scope
      }
    }
    return scopes
  }
}
