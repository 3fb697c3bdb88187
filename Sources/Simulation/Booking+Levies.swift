import FundingRules
import FundingValues
import PolicyCompiler

/// Employers whose charges are booked together: alike in weight and in the rate at which they discount.
private struct ChargedAlike: Hashable {
  let weight: Int64
  let rate: Double?
}

extension Booking {
  /// Books what levies charge employers within the run, on the day of each collection, as flows from
  /// the employer to whoever receives the money: in every regime, whether it is the same or not.
  mutating func book(_ levies: [LevyTable]) {
    let (from, to) = (world.scenario.from, world.scenario.to)
    for levy in levies where !levy.charges.isEmpty {
      let groups = chargedAlike(levy)
      for month in from.monthNumber...max(from.monthNumber, to.monthNumber) {
        guard let day = levy.calendar.collection(inMonth: month), day >= from, day <= to,
          let year = levy.place(ofYearHolding: day)
        else { continue }
        let part = levy.calendar.part(on: day)
        for (alike, places) in groups {
          var sums = (held: Int64(0), rest: Int64(0))
          for place in places {
            guard let charge = levy.charges[place].byYear[year] else { continue }
            sums.held += part.of(charge.held)
            sums.rest += part.of(charge.rest)
          }
          book(levy, sums.held, to: levy.payee, day, alike)
          book(levy, sums.rest, to: levy.restPayee, day, alike)
        }
        if keepsLedger { enter(levy, day, year) }
      }
    }
  }

  /// The places of a levy's charges, those together that differ in nothing that counts.
  private func chargedAlike(_ levy: LevyTable) -> [(ChargedAlike, [Int])] {
    let hurdle = lives.pair.model.sponsorship?.hurdle
    var groups: [ChargedAlike: [Int]] = [:]
    for (place, charge) in levy.charges.enumerated() {
      let firm = world.population.firms[charge.firm]
      let rate = hurdle.flatMap { table in
        firm.staff.first.map { lives.pair.value(table, person: $0) }
      }
      groups[ChargedAlike(weight: firm.weight, rate: rate), default: []].append(place)
    }
    return groups.sorted { $0.value[0] < $1.value[0] }
  }

  private mutating func book(
    _ levy: LevyTable, _ pence: Int64, to payee: Int, _ day: CivilDate, _ alike: ChargedAlike
  ) {
    guard pence != 0 else { return }
    tally.book(
      employerParty, payee, pence, day, weight: alike.weight, discounting,
      OwnRates(learner: nil, employer: alike.rate))
    let measure = Measure(.charged, of: .levy(levy.name), .nominal)
    let amount = Int128(pence) * Int128(alike.weight)
    tally.add(measure, amount)
    tally.add(measure.during(Period.financialYear.start(holding: day).year), amount)
  }

  /// Enters each employer's charge in the ledger, under the employer's identity.
  private mutating func enter(_ levy: LevyTable, _ day: CivilDate, _ year: Int) {
    for each in levy.charges {
      guard let charge = each.byYear[year] else { continue }
      let firm = world.population.firms[each.firm]
      for (payee, whole) in [(levy.payee, charge.held), (levy.restPayee, charge.rest)] {
        let pence = levy.part(of: whole, on: day)
        guard pence != 0, payee != employerParty else { continue }
        ledger.append(
          LedgerEntry(
            draw: Int(run.draw), regime: run.rules.name, person: firm.identity, offer: "",
            route: "",
            payer: name(employerParty), payee: name(payee), instrument: levy.name,
            date: day, pence: pence, weightMillionths: firm.weight))
      }
    }
  }
}

extension World {
  /// Funds that are filled by a levy which nobody here pays, for the reader to know.
  func emptyFunds(_ levies: [[LevyTable]]) -> [String] {
    var result: [String] = []
    for (regime, tables) in levies.enumerated() {
      for fund in plan.regimes[regime].funds {
        guard let levy = fund.filledByLevy, tables[levy].charges.isEmpty else { continue }
        let line =
          "fund `\(fund.name)` is filled by `\(tables[levy].name)`, which charges no employer of "
          + "this scenario, so it holds nothing"
        if !result.contains(line) { result.append(line) }
      }
    }
    return result
  }
}
