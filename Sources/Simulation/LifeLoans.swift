import FundingRules
import FundingValues
import PolicyCompiler

/// Money lent for a course: the plan, the lender, the day it is lent, the course's last day and the day
/// after which the plan starts.
struct Borrowing {
  let plan: Int
  let payee: Int
  let pence: Int64
  let taken: CivilDate
  let end: CivilDate
  let after: CivilDate
}

/// What a person owes through a life, one balance a plan, and to whom.
struct LifeLoans {
  private var ledger = LoanLedger()
  private let payees: [Int]
  private let letting: [LettingOff?]

  /// The loans of a person's courses; what a plan lets off asks about the courses that are completed.
  init(
    _ borrowed: [Borrowing], _ courses: [Enrolment], person: Int, _ world: World,
    _ rules: LifeRules
  ) {
    var payees: [Int] = []
    var letting: [LettingOff?] = []
    for each in borrowed where each.pence > 0 {
      let plan = rules.rules.plans[each.plan]
      if !ledger.balances.contains(where: { $0.plan == each.plan }) {
        payees.append(each.payee)
        let first = courses.first { $0.leaves == each.end }
        letting.append(
          LifeLoans.letting(plan.letsOff, courses, first, person: person, world, rules))
      }
      ledger.add(
        LoanBalance(
          plan: each.plan, coming: [(each.pence, each.taken)],
          firstDue: plan.firstDue(after: each.after)))
    }
    self.payees = payees
    self.letting = letting
  }

  private static func letting(
    _ clauses: [LetOff], _ courses: [Enrolment], _ first: Enrolment?, person: Int, _ world: World,
    _ rules: LifeRules
  ) -> LettingOff? {
    guard !clauses.isEmpty else { return nil }
    func facts(_ course: Enrolment?) -> Circumstances {
      var frame = world.frame(person: person, year: course?.year ?? 0)
      if let course {
        world.fillCourse(&frame, offer: course.offer, start: course.start, values: rules.values)
      }
      var here = Circumstances(
        frame: frame, values: rules.values, date: course?.end ?? rules.yearStarts[0])
      here.derive(rules.rules.derived)
      return here
    }
    return LettingOff(
      clauses: clauses,
      completions: courses.filter(\.completes).map { (day: $0.end, here: facts($0)) },
      first: facts(first))
  }

  /// Carries what is owed through a year of life and notes what changes.
  mutating func pass(
    year: Int, pay: Int64, person: Int, _ world: World, _ rules: LifeRules,
    _ change: inout LifeChange
  ) {
    guard ledger.balances.contains(where: { $0.pence > 0 || !$0.coming.isEmpty }) else { return }
    if year == 0, isLentBefore(rules) {
      step(-1, pay: pay, person: person, world, rules, &change)
    }
    step(year, pay: pay, person: person, world, rules, &change)
  }

  /// Whether anything is lent before the first year of its plan that begins in the first year of life.
  private func isLentBefore(_ rules: LifeRules) -> Bool {
    ledger.balances.contains { balance in
      let start = rules.start(ofPlan: balance.plan, inYear: 0)
      return balance.coming.contains { $0.day < start }
    }
  }

  private mutating func step(
    _ year: Int, pay: Int64, person: Int, _ world: World, _ rules: LifeRules,
    _ change: inout LifeChange
  ) {
    let years = ledger.balances.map { balance in
      rules.repaymentYear(
        of: balance.plan, inYear: year, world, person: person, pay: pay,
        repays: rules.start(ofPlan: balance.plan, inYear: year) >= balance.firstDue)
    }
    let assessed = ledger.balances.map { balance in
      rules.assessed(
        rules.rules.plans[balance.plan].of, of: person, world, pay: pay,
        on: rules.start(ofPlan: balance.plan, inYear: year))
    }
    // What clauses that let something off ask is checked with the scenario: nothing is missing here.
    let movements = try? ledger.pass(
      years, pay: assessed, rules.rules, groups: rules.groups, letting: letting)
    for (payee, movement) in zip(payees, movements ?? []) {
      if movement.repaid > 0 { change.repaid.append((payee: payee, pence: movement.repaid)) }
      if movement.writtenOff > 0 {
        change.writtenOff.append((payee: payee, pence: movement.writtenOff))
      }
      change.letOff += movement.letOff.map { (payee: payee, pence: $0.pence) }
    }
  }
}

extension LifeMaker {
  /// The day after which a plan starts for what is lent for a course: its last day, or that of another
  /// fact, which is there for everyone as it is checked before the run.
  func dayBefore(_ plan: Int, _ enrolment: Enrolment) -> CivilDate {
    let world = pair.world
    let fact = rules.rules.plans[plan].startsAfter
    if fact == world.numbers.courseEnd { return enrolment.leaves }
    if fact == world.numbers.courseStart { return enrolment.start }
    if fact == world.numbers.application { return enrolment.application }
    var frame = world.frame(person: enrolment.person, year: enrolment.year)
    world.fillCourse(&frame, offer: enrolment.offer, start: enrolment.start, values: rules.values)
    var here = Circumstances(frame: frame, values: rules.values, date: enrolment.start)
    here.derive(rules.rules.derived)
    return here.frame[fact].map { CivilDate(day: Int32(clamping: $0.floor())) } ?? enrolment.leaves
  }
}

extension World {
  /// Refuses plans that start after a day which neither the people nor the offers give.
  func refusePlansWithoutStart() throws(SimulationError) {
    let engine = [numbers.courseEnd, numbers.courseStart, numbers.application]
    let given = Set(population.learnerFacts + population.employerFacts)
    for rules in plan.regimes {
      let lent = Set(rules.routes.flatMap(\.named).compactMap { rules.instruments[$0].plan })
      for number in lent.sorted() {
        let fact = rules.plans[number].startsAfter
        if engine.contains(fact) || given.contains(fact) { continue }
        if rules.derived.contains(where: { $0.fact == fact }) { continue }
        if offers.allSatisfy({ $0.facts.contains { $0.fact == fact } }) { continue }
        throw SimulationError(
          "plan `\(rules.plans[number].name)` starts after `\(plan.facts.names[fact])`, which neither "
            + "the people nor every offer of this scenario gives: give it there, or let the plan start "
            + "after `course.end`")
      }
    }
  }
}
