import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// Money lent for a course: the plan, the lender, the day it is lent and the course's last day.
struct Borrowing {
  let plan: Int
  let payee: Int
  let pence: Int64
  let taken: CivilDate
  let end: CivilDate
}

/// A loan under one plan: courses under one plan share one balance.
private struct LoanBalance {
  let plan: Int
  let payee: Int
  var balance: Int64 = 0
  var firstDue: CivilDate
  /// What is lent, and when: it bears interest from the tax year in which it is lent.
  var coming: [(pence: Int64, taken: CivilDate)]
  /// The first course lent for, and whether anything has been repaid.
  let course: Enrolment?
  var isRepaid = false
}

extension LifeMaker {
  /// What a person's courses change in each year of their life.
  ///
  func changes(
    _ path: LifePath, person: Int, courses: [Enrolment],
    borrowed: [Borrowing]
  ) -> [LifeChange] {
    let factors = premiums(person, courses, path)
    let leaving = leavesEmployer(person, courses)
    var loans = balances(borrowed, courses)
    var result: [LifeChange] = []
    for year in 0..<path.years {
      let base = path.base[year]
      let raised = Int64((Double(base.pay) * factors[year].factor).rounded(.down))
      let pay = max(base.pay == 0 ? 0 : raised, 0)
      var change = LifeChange(year: year, pay: pay - base.pay)
      for (place, entry) in path.applies[year].enumerated() {
        let tax = rules.taxes[year].entries[entry]
        let charge = tax.schedule.charge(on: pay) - base.taxes[place]
        if charge != 0 {
          change.taxes.append((payer: tax.payer, payee: tax.payee, pence: charge))
        }
      }
      repay(&loans, person, courses, pay, year, &change)
      change.signal = Int64(Double(change.pay) * factors[year].signal)
      if let last = leaving, rules.yearStarts[year] < last {
        change.staysWithEmployer = true
        let keeps = pairValue(\.keeps, person)
        change.kept = Int64(Double(change.pay) * keeps / max(1e-9, 1 - keeps))
      }
      let movesLoans =
        !change.writtenOff.isEmpty || !change.repaid.isEmpty || !change.letOff.isEmpty
      if change.pay != 0 || movesLoans || !change.taxes.isEmpty {
        result.append(change)
      }
    }
    return result
  }

  private func pairValue(
    _ table: KeyPath<BehaviourModel.OutcomeTables, Int?>, _ person: Int, _ year: Int = 0,
    _ offer: Int = 0
  ) -> Double {
    pair.value(
      pair.model.outcomes[keyPath: table], person: person, year: year, offer: offer)
  }

  /// The factor on pay in each year, and the part of the rise that is signal.
  private func premiums(
    _ person: Int, _ courses: [Enrolment], _ path: LifePath
  ) -> [(factor: Double, signal: Double)] {
    return (0..<path.years).map { year in
      var factor = 1.0
      var signal = 0.0
      for course in courses where course.completes {
        let days = Double(rules.yearStarts[year].day - course.end.day)
        guard days >= 0 else { continue }
        let years = days / 365.25
        let full = pairValue(\.fullAfter, person, course.year, course.offer)
        let onset = full <= 0 ? 1 : min(1, (years.rounded(.down) + 1) / full)
        let decay = pairValue(\.fading, person, course.year, course.offer)
        let faded = Elementary.power(1 - decay, max(0, years - full).rounded(.down))
        let premium = pair.premium(person: person, year: course.year, offer: course.offer)
        factor *= 1 + premium * onset * faded
        signal = pairValue(\.signal, person, course.year, course.offer)
      }
      return (factor, signal)
    }
  }

  /// The day on which the person leaves the employer they worked for when the first course began.
  func leavesEmployer(_ person: Int, _ courses: [Enrolment]) -> CivilDate? {
    guard pair.world.population.people[person].firm >= 0, let first = courses.first else {
      return nil
    }
    let identity = pair.world.population.people[person].identity
    let chance = pairValue(\.leaves, person, first.year, first.offer)
    for year in 0..<80 {
      let uniform = streams.separation.uniform(
        draw: draw, identity: identity, address: UInt32(year))
      if uniform < chance {
        return first.start.adding(
          days: 365 * year + Int(uniform / max(chance, 1e-12) * 365))
      }
    }
    return nil
  }

  private func balances(_ borrowed: [Borrowing], _ courses: [Enrolment]) -> [LoanBalance] {
    var loans: [LoanBalance] = []
    for each in borrowed where each.pence > 0 {
      let due = rules.plans[0][each.plan].firstDue(after: each.end)
      if let known = loans.firstIndex(where: { $0.plan == each.plan }) {
        loans[known].coming.append((each.pence, each.taken))
        loans[known].firstDue = min(loans[known].firstDue, due)
      } else {
        loans.append(
          LoanBalance(
            plan: each.plan, payee: each.payee, firstDue: due, coming: [(each.pence, each.taken)],
            course: courses.first { $0.leaves == each.end }))
      }
    }
    return loans
  }

  /// What a completed course lets off, a year's repayment and what its first lets off, then its
  /// interest; writing off when the term is over.
  private func repay(
    _ loans: inout [LoanBalance], _ person: Int, _ courses: [Enrolment], _ pay: Int64, _ year: Int,
    _ change: inout LifeChange
  ) {
    let start = rules.yearStarts[year]
    let next = start.adding(months: 12)
    for index in loans.indices {
      for loan in loans[index].coming where loan.taken < next { loans[index].balance += loan.pence }
      loans[index].coming.removeAll { $0.taken < next }
      guard loans[index].balance > 0 else { continue }
      for course in courses where course.completes && start <= course.end && course.end < next {
        letOff(.completion, &loans[index], person, course, course.end, &change)
      }
      let plan = rules.plans[year][loans[index].plan]
      if start >= loans[index].firstDue.adding(months: 12 * plan.termYears) {
        change.writtenOff.append((payee: loans[index].payee, pence: loans[index].balance))
        loans[index].balance = 0
        continue
      }
      if start >= loans[index].firstDue {
        let taken = min(loans[index].balance, plan.takes(of: pay))
        loans[index].balance -= taken
        if taken > 0 {
          change.repaid.append((payee: loans[index].payee, pence: taken))
          if !loans[index].isRepaid {
            loans[index].isRepaid = true
            letOff(.firstRepayment, &loans[index], person, loans[index].course, start, &change)
          }
        }
      }
      loans[index].balance += plan.interest(on: loans[index].balance)
    }
  }

  /// Takes off a balance what its plan lets off once something has happened.
  private func letOff(
    _ event: LetOff.Event, _ loan: inout LoanBalance, _ person: Int, _ course: Enrolment?,
    _ day: CivilDate, _ change: inout LifeChange
  ) {
    let clauses = rules.letsOff[loan.plan].filter { $0.event == event }
    guard !clauses.isEmpty else { return }
    let world = pair.world
    var frame = world.frame(person: person, year: course?.year ?? 0)
    if let course {
      world.fillCourse(&frame, offer: course.offer, start: course.start, values: rules.values)
    }
    var here = Circumstances(frame: frame, values: rules.values, date: day)
    here.derive(rules.derived)
    for clause in clauses {
      guard let pence = try? clause.pence(off: loan.balance, here), pence > 0 else { continue }
      loan.balance -= pence
      change.letOff.append((payee: loan.payee, pence: pence))
    }
  }
}
