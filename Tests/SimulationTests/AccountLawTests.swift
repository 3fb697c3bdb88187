import FundingRules
import FundingValues
import PolicyCompiler
import TestSupport
import Testing

@testable import Simulation

@Suite("Law 2: what leaves an account has entered it")
struct AccountLawTests {
  /// Every employer of the small example, month by month, with random payments for courses.
  @Test("opening balance and deposits are what was spent, what lapsed and what is left")
  func conservation() throws {
    let plan = try Example.smallPlan(regimes: ["aligned"], ["background-use=30%"])
    let world = try World(plan, seed: 1)
    let values = world.centralValues[0]
    let first = world.scenario.from.monthNumber
    let levies = [
      LevyTable(
        world, regime: 0, levy: 0, values: values, from: .first(ofMonth: first - 36))
    ]
    var funds = FundLedger(
      plan.regimes[0], values: values, factCount: plan.facts.count, from: world.scenario.from,
      brought: plan.regimes[0].funds.map { _ in [:] })
    var accounts = AccountBook(
      world, regime: 0, values: values, levies: levies, background: { _, _ in 0.3 }, funds: &funds)
    let firms = levies[0].charges.map(\.firm)
    #expect(!firms.isEmpty)
    var numbers = SeededNumbers(seed: 3)
    var paid: Int128 = 0
    let before = held(accounts, firms, world, month: first)
    for month in first..<(first + 40) {
      accounts.begin(month: month, funds: &funds)
      for firm in firms {
        let wish = numbers.whole(0...800_000)
        accounts.promise(0, firm, wish)
        let taken = accounts.pay(0, firm, wish, promised: wish, on: .first(ofMonth: month))
        #expect(taken >= 0 && taken <= wish)
        paid += Int128(taken) * Int128(world.population.firms[firm].weight)
      }
    }
    let totals = (accounts.totals[0] ?? [:]).values
    let entered = totals.reduce(Int128(0)) { $0 + $1.paidIn }
    let left = totals.reduce(Int128(0)) { $0 + $1.expired + $1.background + $1.courses }
    #expect(before + entered == left + held(accounts, firms, world, month: first + 40))
    #expect(totals.reduce(0) { $0 + $1.courses } == paid)
    #expect(totals.reduce(0) { $0 + $1.expired } > 0)
  }

  private func held(
    _ accounts: AccountBook, _ firms: [Int], _ world: World, month: Int
  ) -> Int128 {
    firms.reduce(Int128(0)) { sum, firm in
      let balance = accounts.available(0, firm, months: 1, on: .first(ofMonth: month))
      return sum + Int128(balance) * Int128(world.population.firms[firm].weight)
    }
  }

  @Test("law 7: two half-years of levy, and twelve months, make the year")
  func months() {
    var numbers = SeededNumbers(seed: 4)
    let fault = firstFault(among: 0..<2_000) { _ in
      let year = numbers.whole(0...100_000_000)
      let first = 2027 * 12 + 4
      let parts = (first..<(first + 12)).map {
        LevyCalendar(.month, year: .taxYear).part(on: .first(ofMonth: $0)).of(year)
      }
      let halves = parts.prefix(6).reduce(0, +)
      let holds =
        parts.reduce(0, +) == year && (halves - year / 2).magnitude <= 1
        && (parts.max() ?? 0) - (parts.min() ?? 0) <= 1
      return holds ? nil : "\(year): \(parts)"
    }
    #expect(fault == nil)
  }
}
