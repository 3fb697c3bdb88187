import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

extension LifeMaker {
  /// What a person's courses change in each year of their life.
  func changes(
    _ path: LifePath, person: Int, courses: [Enrolment],
    borrowed: [Borrowing]
  ) -> [LifeChange] {
    let factors = premiums(person, courses, path)
    let worksForOne = pair.world.population.people[person].firm >= 0
    let leaving = leavesEmployer(person, courses)
    var loans = LifeLoans(borrowed, courses, person: person, pair.world, rules)
    var result: [LifeChange] = []
    var charged = 0
    for year in 0..<path.years {
      let base = path.base[year]
      // To the nearest penny, half up, so that a rise of a tenth is a tenth.
      let raised = Int64(held: (Double(base.pay) * factors[year].factor + 0.5).rounded(.down))
      let pay = max(base.pay == 0 ? 0 : raised, 0)
      var change = LifeChange(year: year, pay: pay - base.pay)
      for entry in path.applies[year] {
        let before = path.taxes[charged]
        charged += 1
        // The same pay is charged the same.
        if pay == base.pay { continue }
        let tax = rules.taxes[year].entries[entry]
        let charge =
          rules.charge(tax, on: pay, inYear: year, pair.world, person: person) - before
        if charge != 0 {
          change.taxes.append((payer: tax.payer, payee: tax.payee, pence: charge))
        }
      }
      loans.pass(year: year, pay: pay, person: person, pair.world, rules, &change)
      change.signal = Int64(held: Double(change.pay) * factors[year].signal)
      if worksForOne, leaving.map({ rules.yearStarts[year] < $0 }) ?? true {
        change.staysWithEmployer = true
        let keeps = pairValue(\.keeps, person)
        change.kept = Int64(held: Double(change.pay) * keeps / max(1e-9, 1 - keeps))
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
        factor *=
          1
          + pair.premium(
            person: person, year: course.year, offer: course.offer, after: days / 365.25)
        signal = pairValue(\.signal, person, course.year, course.offer)
      }
      return (factor, signal)
    }
  }

  /// The day on which the person leaves the employer they worked for when the first course began.
  func leavesEmployer(_ person: Int, _ courses: [Enrolment]) -> CivilDate? {
    courses.first.flatMap { first in
      pair.leavesEmployer(
        person, year: first.year, offer: first.offer, from: first.start, streams, draw: draw)
    }
  }
}

extension PairModel {
  /// The day on which somebody leaves the employer they worked for when a course began.
  func leavesEmployer(
    _ person: Int, year: Int, offer: Int, from start: CivilDate, _ streams: ShockStreams,
    draw: UInt32
  ) -> CivilDate? {
    guard world.population.people[person].firm >= 0 else { return nil }
    let identity = world.population.people[person].identity
    let chance = value(model.outcomes.leaves, person: person, year: year, offer: offer)
    for year in 0..<80 {
      let uniform = streams.separation.uniform(
        draw: draw, identity: identity, address: UInt32(year))
      if uniform < chance {
        return start.adding(
          days: 365 * year + Int(Int64(held: uniform / max(chance, 1e-12) * 365)))
      }
    }
    return nil
  }
}
