import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Testing

/// The year's step of the loan ledger beside a schedule that is reckoned day by day.
@Suite("Interest by the day")
struct DailyInterestTests {
  /// A plan of the rulebook with what it is read from.
  private struct Case {
    let rules: RuleSet
    let here: Circumstances
    let plan: Int
    let pay: Int64
    let pence: Int64
  }

  private static let years = 10
  private static let start = CivilDate(year: 2026, month: 4, day: 6) ?? CivilDate(day: 0)

  /// Every plan that a shipped policy declares itself, with three pays and three balances.
  private static func cases() throws -> [Case] {
    var cases: [Case] = []
    let program = try #require(Shipped.result.program)
    for file in program.files {
      let own = Set(file.declarations.compactMap { $0.declaredName?.text })
      guard file.declarations.contains(where: { if case .plan = $0 { true } else { false } })
      else { continue }
      let plan = try FundingPlan(program, policiesOfFile: file.file)
      let rules = try #require(plan.regimes.first)
      let values = ParameterValues(
        rules.parameters, uncertain: plan.centres, until: start.adding(months: 12 * (years + 1)),
        factCount: rules.facts.count)
      for (number, terms) in rules.plans.enumerated() where own.contains(terms.name) {
        for pay: Int64 in [3_000_000, 4_000_000, 6_000_000] {
          for pence: Int64 in [500_000, 2_000_000, 4_500_000] {
            var frame = Frame(count: rules.facts.count)
            if let nation = rules.facts["learner.nation"] { frame[nation] = .zero }
            if let age = rules.facts["learner.age"] { frame[age] = Ratio(25) }
            frame[terms.of] = Ratio(pay)
            cases.append(
              Case(
                rules: rules, here: Circumstances(frame: frame, values: values, date: start),
                plan: number, pay: pay, pence: pence))
          }
        }
      }
    }
    return cases
  }

  /// Interest accrues each day and is added on the last day of the month, when a twelfth of the year's
  /// deduction is taken.
  private static func daily(_ each: Case) throws -> [Double] {
    let plan = each.rules.plans[each.plan]
    var left = Double(each.pence)
    var accrued = 0.0
    var balances: [Double] = []
    var day = start
    for number in 1...years {
      let close = start.adding(months: 12 * number)
      var here = each.here
      here.date = day
      let steps = try RepaymentStep.steps(of: each.plan, plan, here)
      let yearly = JoinedDeduction(steps, each.rules.plans).whole(of: each.pay)
      while day < close {
        here.date = day
        accrued += left * (try here.value(of: plan.interest).double) / 365
        day = day.adding(days: 1)
        guard day.parts.day == 1 else { continue }
        left = max(0, left + accrued - Double(yearly) / 12)
        accrued = 0
      }
      balances.append(left + accrued)
    }
    return balances
  }

  /// The largest difference was £22.32 of £71,751, on a postgraduate loan that grows for ten years.
  @Test("the year's step stays near a schedule by the day, for every plan of the rulebook")
  func daysAndYears() throws {
    var largest = (difference: 0.0, words: "")
    var count = 0
    for each in try DailyInterestTests.cases() {
      var ledger = LoanLedger()
      ledger.add(
        LoanBalance(plan: each.plan, pence: each.pence, firstDue: DailyInterestTests.start))
      for (index, byDay) in try DailyInterestTests.daily(each).enumerated() {
        let first = DailyInterestTests.start.adding(months: 12 * index)
        let year = try RepaymentYear(of: each.plan, each.rules, from: first, each.here)
        _ = try ledger.pass(
          [year], pay: [each.pay], each.rules,
          groups: RepaymentPlan.groups(of: each.rules.plans), letting: [nil])
        let found = Double(ledger.balances[0].pence)
        let difference = (found - byDay).magnitude
        count += 1
        if difference > largest.difference {
          let name = each.rules.plans[each.plan].name
          largest = (
            difference,
            "`\(name)`, pay \(each.pay / 100), lent \(each.pence / 100), year \(index + 1): "
              + "\(found / 100) by the year, \(byDay / 100) by the day"
          )
        }
      }
    }
    #expect(count >= 7 * 9 * DailyInterestTests.years)
    print(
      "largest difference from interest by the day: \(largest.difference / 100), \(largest.words)")
    #expect(largest.difference < 10_000)
  }
}
