import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// Turns the enrolments of one regime and draw into flows, gains and counts.
struct Booking {
  let world: World
  let run: RegimeRun
  let lives: LifeMaker
  let discounting: Discounting
  var tally: Tally
  var ledger: [LedgerEntry] = []
  var histogram: [Int: Int64] = [:]
  let keepsLedger: Bool
  /// The parts that were asked for.
  let breakdowns: Breakdowns
  /// The sums of those parts.
  var parted: [Measure.Part: PartedSums] = [:]
  /// The parts of the enrolment being booked.
  var parts: [Measure.Part] = []
  /// What each party gains of a person's study, in micro-pence of the price date, each at its own rate, under
  /// the number of the first of their courses; empty unless it is kept.
  private(set) var gains: [Int: [Int128]] = [:]
  private let keepsGains: Bool
  /// The rates of the person being booked.
  private var rates = OwnRates(learner: nil, employer: nil)

  init(
    _ run: RegimeRun, lives: LifeMaker, discounting: Discounting, keepsLedger: Bool,
    keepsGains: Bool = false, breakdown: [BreakdownAxis] = []
  ) {
    self.keepsGains = keepsGains
    self.run = run
    world = run.world
    self.lives = lives
    self.discounting = discounting
    self.keepsLedger = keepsLedger
    breakdowns = Breakdowns(run.world, asked: breakdown)
    tally = Tally(
      parties: run.rules.parties.count, firstYear: run.world.scenario.from.year,
      years: run.world.scenario.followsYears + run.world.yearStarts.count + 3)
  }

  /// Books everything that the reported enrolments bring about.
  mutating func book(_ pays: inout PayPaths) {
    var byPerson: [Int: [Int]] = [:]
    for (number, enrolment) in run.enrolments.enumerated()
    where world.isReported(enrolment) {
      byPerson[enrolment.person, default: []].append(number)
    }
    for person in byPerson.keys.sorted() {
      let numbers = byPerson[person] ?? []
      let before = tally.own[learnerParty]
      let start = breakdowns.isEmpty ? nil : (gains: tally.gains, lost: tally.lostPay)
      let all = keepsGains ? gainsSoFar : []
      rates = ownRates(of: person)
      for number in numbers {
        if start != nil { parts = breakdowns.parts(of: run.enrolments[number], run) }
        bookCourse(number)
      }
      bookLife(person, numbers, lives.path(of: person, &pays))
      note(gain: tally.own[learnerParty] - before, person)
      if let start, let first = numbers.first {
        note(start.gains, start.lost, breakdowns.parts(of: run.enrolments[first], run))
      }
      if keepsGains, let first = numbers.first {
        gains[first] = zip(gainsSoFar, all).map { $0 - $1 }
      }
    }
  }

  /// What each party has gained of all that is booked: society what the economy loses, less what others lose.
  private var gainsSoFar: [Int128] {
    var gains = Array(tally.own.prefix(tally.parties))
    gains[societyParty] =
      -tally.social[tally.economy] - tally.lives.real(.signalling, of: societyParty)
      - tally.lives.real(.displacement, of: societyParty)
    return gains
  }

  /// The rates at which a person and their employer discount.
  private func ownRates(of person: Int) -> OwnRates {
    let pair = lives.pair
    return OwnRates(
      learner: pair.value(pair.model.outcomes.learnerRate, person: person),
      employer: pair.model.sponsorship?.hurdle.map { pair.value($0, person: person) })
  }

  private mutating func note(gain: Int128, _ person: Int) {
    let weight = world.population.people[person].weight
    guard weight > 0 else { return }
    let pence = gain / Int128(weight)
    let hundred = Int128(100 * world.plan.currency.minorUnits)
    let bin = Int(clamping: (pence >= 0 ? pence : pence - hundred + 1) / hundred)
    histogram[bin, default: 0] += weight
  }

  private mutating func flow(
    _ payer: Int, _ payee: Int, _ pence: Int64, _ day: CivilDate, _ enrolment: Enrolment,
    instrument: String = ""
  ) {
    let person = enrolment.person
    let weight = world.population.people[person].weight
    tally.book(payer, payee, pence, day, weight: weight, discounting, rates)
    guard keepsLedger, pence != 0 else { return }
    ledger.append(
      LedgerEntry(
        draw: Int(run.draw), regime: run.rules.name,
        person: world.population.people[person].identity,
        offer: world.offers[enrolment.offer].plan.name,
        route: run.rules.routes[enrolment.route].name, payer: name(payer), payee: name(payee),
        instrument: instrument, date: day, pence: pence, weightMillionths: weight))
  }

  func name(_ party: Int) -> String {
    party == tally.economy ? "economy" : run.rules.parties[party].name
  }

  /// Books what is paid for one course, and what is taken back.
  private mutating func bookCourse(_ number: Int) {
    let enrolment = run.enrolments[number]
    let weight = world.population.people[enrolment.person].weight
    for (line, _, pence, day) in run.paidLines[number] where pence > 0 {
      let instrument = line.instrument.map { run.rules.instruments[$0].name } ?? ""
      flow(line.party, providerParty, pence, day, enrolment, instrument: instrument)
      flow(providerParty, tally.economy, pence, day, enrolment)
      count(PayingAs(line), pence, day, weight: weight)
      if line.kind == .loan { lend(line.party, pence, day, enrolment) }
    }
    for (line, party, pence, day) in run.paidBack[number] ?? [] where pence > 0 {
      let instrument = line.instrument.map { run.rules.instruments[$0].name } ?? ""
      flow(line.party, party, pence, day, enrolment, instrument: instrument)
      count(PayingAs(line), pence, day, weight: weight)
      count(.own(party), -pence, day, weight: weight)
    }
    for (party, pence) in enrolment.plain {
      let paid = pence * enrolment.followedMillionths / 1_000_000
      let middle = CivilDate(day: (enrolment.start.day + enrolment.leaves.day) / 2)
      flow(party, tally.economy, paid, middle, enrolment, instrument: "release")
      count(.release, paid, middle, weight: weight)
    }
    for receipt in enrolment.receipts {
      for day in receipt.days(of: enrolment) {
        let instrument = run.rules.instruments[receipt.instrument].name
        flow(receipt.party, receipt.to, receipt.amount, day, enrolment, instrument: instrument)
        count(
          receipt.kind == .loan ? .loan(receipt.party) : .grant(receipt.party), receipt.amount, day,
          weight: weight)
        if receipt.kind == .loan { lend(receipt.party, receipt.amount, day, enrolment) }
      }
    }
    bookRecoveries(number, enrolment)
  }

  /// Books what is taken back when someone withdraws, or leaves their employer too soon.
  private mutating func bookRecoveries(_ number: Int, _ enrolment: Enrolment) {
    let route = run.rules.routes[enrolment.route]
    let separation = lives.leavesEmployer(enrolment.person, [enrolment])
    let here = Circumstances(
      frame: Frame(count: world.plan.facts.count), values: run.values, date: enrolment.start)
    for stack in route.stacks {
      let paid = run.paidLines[number].filter { $0.cost == stack.cost }
      for rest in stack.rests {
        let sum = paid.reduce(Int64(0)) {
          $1.line.kind == .own && $1.line.party == rest.party ? $0 + $1.pence : $0
        }
        for recovery in rest.recoveries {
          take(back: recovery, sum, payee: rest.party, enrolment, separation, here)
        }
      }
      for instrument in stack.instruments {
        let sum = paid.reduce(Int64(0)) {
          $1.line.instrument == instrument ? $0 + $1.pence : $0
        }
        guard let payee = paid.first(where: { $0.line.instrument == instrument })?.line.party
        else { continue }
        for recovery in run.rules.instruments[instrument].recoveries {
          take(back: recovery, sum, payee: payee, enrolment, separation, here)
        }
      }
    }
  }

  private mutating func take(
    back recovery: Recovery, _ paid: Int64, payee: Int, _ enrolment: Enrolment,
    _ separation: CivilDate?, _ here: Circumstances
  ) {
    guard paid > 0, let share = try? here.value(of: recovery.share) else { return }
    let within = recovery.within.flatMap { try? here.value(of: $0) }
    func comes(_ day: CivilDate, from start: CivilDate) -> Bool {
      guard let within else { return true }
      return day >= start
        && day < start.adding(months: Int((within * Ratio(12)).roundedHalfUp()))
    }
    let day: CivilDate
    switch recovery.event {
    case .withdrawal:
      guard !enrolment.completes, comes(enrolment.leaves, from: enrolment.start) else { return }
      day = enrolment.leaves
    case .separation:
      guard enrolment.completes, let separation, separation >= enrolment.end,
        comes(separation, from: enrolment.end)
      else { return }
      day = separation
    default: return
    }
    let pence = (Ratio(paid) * share).roundedHalfUp()
    flow(recovery.from, payee, pence, day, enrolment, instrument: "recovery")
    tally.add(
      Measure(.recovered, of: .party(name(payee))),
      Int128(pence) * Int128(world.population.people[enrolment.person].weight))
  }

  /// Books what study changes in a life: pay, taxes, repayments and the employer's part.
  private mutating func bookLife(_ person: Int, _ numbers: [Int], _ path: LifePath) {
    let courses = numbers.map { run.enrolments[$0] }
    guard let first = courses.first else { return }
    var borrowed: [Borrowing] = []
    for number in numbers {
      let enrolment = run.enrolments[number]
      for (line, _, pence, day) in run.paidLines[number] where line.kind == .loan {
        guard let instrument = line.instrument,
          let plan = run.rules.instruments[instrument].plan
        else { continue }
        borrowed.append(
          Borrowing(
            plan: plan, payee: line.party, pence: pence, taken: day, end: enrolment.leaves,
            after: lives.dayBefore(plan, enrolment)))
      }
      for receipt in enrolment.receipts where receipt.kind == .loan {
        guard let plan = run.rules.instruments[receipt.instrument].plan else { continue }
        borrowed += receipt.days(of: enrolment).map {
          Borrowing(
            plan: plan, payee: receipt.party, pence: receipt.amount, taken: $0,
            end: enrolment.leaves, after: lives.dayBefore(plan, enrolment))
        }
      }
    }
    let weight = Int128(world.population.people[person].weight)
    for change in lives.changes(path, person: person, courses: courses, borrowed: borrowed) {
      let day = lives.rules.yearStarts[change.year].adding(months: 6)
      let wages = change.staysWithEmployer ? employerParty : tally.economy
      flow(wages, learnerParty, change.pay, day, first, instrument: "pay")
      var employerTaxes: Int64 = 0
      for tax in change.taxes {
        let payer = tax.payer == employerParty ? wages : tax.payer
        if tax.payer == employerParty { employerTaxes += tax.pence }
        flow(payer, tax.payee, tax.pence, day, first, instrument: "tax")
        add(.taxGain, tax.payee, tax.pence, weight, day)
      }
      if change.staysWithEmployer {
        flow(
          tally.economy, employerParty, change.pay + employerTaxes + change.kept, day, first,
          instrument: "output")
      }
      for repaid in change.repaid {
        flow(learnerParty, repaid.payee, repaid.pence, day, first, instrument: "repayment")
        add(.repayments, repaid.payee, repaid.pence, weight, day)
        addAtLoanRate(.budgetedRepayments, repaid.payee, repaid.pence, weight, day, person)
      }
      for lost in change.writtenOff {
        add(.writtenOff, lost.payee, lost.pence, weight, day)
      }
      for lost in change.letOff { add(.letOff, lost.payee, lost.pence, weight, day) }
      add(.earningsGain, learnerParty, change.pay, weight, day)
      if change.signal != 0 { add(.signalling, societyParty, change.signal, weight, day) }
      let displaced = lives.pair.value(lives.pair.model.named.displacement, person: person)
      if displaced != 0 {
        add(.displacement, societyParty, Int64(held: Double(change.pay) * displaced), weight, day)
      }
    }
  }

  /// Counts what a loan pays out as a budget values it.
  private mutating func lend(
    _ party: Int, _ pence: Int64, _ day: CivilDate, _ enrolment: Enrolment
  ) {
    let weight = Int128(world.population.people[enrolment.person].weight)
    addAtLoanRate(.budgetedOutlay, party, pence, weight, day, enrolment.person)
  }

  /// Adds a sum as it is worth on the first day at the rate of student loans, if evidence has one.
  ///
  /// Budgets value what comes back at that rate; appraisal values it at society's.
  private mutating func addAtLoanRate(
    _ quantity: LifeSums.Quantity, _ party: Int, _ pence: Int64, _ weight: Int128,
    _ day: CivilDate, _ person: Int
  ) {
    let pair = lives.pair
    guard let table = pair.model.named.loanDiscountRate else { return }
    let rate = pair.value(table, person: person)
    let worth = Int64(
      held: (Double(pence) * discounting.own(day, rate: rate) + 0.5).rounded(.down))
    tally.add(quantity, of: party, nominal: 0, real: Int128(worth) * weight)
  }

  /// Adds a sum both as it stands and as it is worth to society on the first day.
  private mutating func add(
    _ quantity: LifeSums.Quantity, _ party: Int, _ pence: Int64, _ weight: Int128,
    _ day: CivilDate
  ) {
    let worth = Int64(held: (Double(pence) * discounting.social(day) + 0.5).rounded(.down))
    tally.add(
      quantity, of: party, nominal: Int128(pence) * weight, real: Int128(worth) * weight)
  }
}
