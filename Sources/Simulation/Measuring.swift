import FundingRules
import FundingValues
import PolicyCompiler

/// Reads the measures of one regime and draw off what happened.
struct Measuring {
  /// The run.
  let world: World
  /// The regime in the draw.
  let run: RegimeRun
  /// What was booked of it.
  let booking: Booking
  /// What funds came to, by period.
  private let entries: [FundPeriod: FundBook.Entry]
  /// The measures so far: micro-pence for money, millionths for counts.
  private(set) var values: [Measure: Int128] = [:]

  /// Measures what was booked.
  init(_ booking: Booking) {
    self.booking = booking
    world = booking.world
    run = booking.run
    entries = booking.run.funds.entries
    values = booking.tally.sums
    for (measure, amount) in booking.tally.lives.measures(names: booking.name) {
      values[measure, default: 0] += amount
    }
  }

  /// All measures; classes are given when there is a baseline to compare with.
  mutating func measure(classing: Classing?) -> [Measure: Int128] {
    for enrolment in run.enrolments where world.isReported(enrolment) {
      count(enrolment, classing)
    }
    payments()
    gains()
    fundMeasures()
    carriedMeasures()
    accountMeasures()
    return values
  }

  private mutating func add(_ measure: Measure, _ amount: Int128) {
    values[measure, default: 0] += amount
  }

  private mutating func count(_ enrolment: Enrolment, _ classing: Classing?) {
    let weight = Int128(world.population.people[enrolment.person].weight)
    tally(.starts, enrolment, weight)
    if enrolment.completes { tally(.completions, enrolment, weight) }
    if enrolment.isFunded {
      tally(.fundedStarts, enrolment, weight)
      guard let classing else { return }
      let kind = classing.kind(of: enrolment)
      tally(.startsOf(kind), enrolment, weight)
      if enrolment.completes { tally(.completionsOf(kind), enrolment, weight) }
    }
  }

  /// Counts by year, route, offer, region and size of employer, and over all.
  private mutating func tally(
    _ quantity: Measure.Quantity, _ enrolment: Enrolment, _ weight: Int128
  ) {
    let whole = Measure(quantity)
    add(whole, weight)
    add(whole.during(world.yearStarts[enrolment.year].year), weight)
    for part in breakdowns(enrolment) { add(whole.broken(down: part), weight) }
  }

  private func breakdowns(_ enrolment: Enrolment) -> [Measure.Part] {
    let person = world.population.people[enrolment.person]
    var result = [
      Measure.Part(.route, run.rules.routes[enrolment.route].name),
      Measure.Part(.offer, world.offers[enrolment.offer].plan.name),
      Measure.Part(.employerSize, size(person.firm)),
    ]
    let facts: [(Measure.Breakdown, String)] = [
      (.region, "learner.region"), (.sex, "learner.sex"),
    ]
    for (breakdown, name) in facts {
      guard let fact = world.plan.facts[name],
        let value = world.population.value(of: fact, person: enrolment.person),
        case .category(let category) = world.plan.facts.kinds[fact],
        let names = world.plan.facts.categories[category]
      else { continue }
      let index = Int(clamping: value.floor())
      if names.indices.contains(index) { result.append(Measure.Part(breakdown, names[index])) }
    }
    return result
  }

  private func size(_ firm: Int) -> String {
    guard firm >= 0 else { return "none" }
    switch world.population.firms[firm].headcount {
    case ..<10: return "1-9"
    case ..<50: return "10-49"
    case ..<250: return "50-249"
    default: return "250+"
    }
  }

  private mutating func payments() {
    for (kind, years) in booking.tally.paid {
      let whole: Measure
      switch kind {
      case .own(let party): whole = Measure(.paid, of: .party(booking.name(party)), .nominal)
      case .release:
        whole = Measure(.releaseWages, of: .party(booking.name(employerParty)), .nominal)
      case .levy: whole = Measure(.paid, of: .accounts, .nominal)
      case .loan(let party): whole = Measure(.paid, of: .loans(of: booking.name(party)), .nominal)
      case .grant(let party): whole = Measure(.paid, of: giver(party), .nominal)
      }
      for (year, amount) in years {
        add(whole.during(year), amount)
        add(whole, amount)
      }
    }
  }

  /// Who stands behind a grant: what the Treasury gives stands apart from what it pays itself, what any
  /// other party gives does not.
  private func giver(_ party: Int) -> Measure.Holder {
    let name = booking.name(party)
    return name == "treasury" ? .grants(of: name) : .party(name)
  }

  private mutating func gains() {
    let tally = booking.tally
    for party in 0..<tally.parties where party != societyParty {
      gain(party, .nominal, tally.nominal[party])
      gain(party, .real(discountedBy: .society), tally.social[party])
      if party == learnerParty { gain(party, .real(discountedBy: .learner), tally.own[party]) }
      if party == employerParty { gain(party, .real(discountedBy: .employer), tally.own[party]) }
    }
    let sums: [(Measure.Valuation, Int128)] = [
      (.nominal, tally.nominal[tally.economy]),
      (.real(discountedBy: .society), tally.social[tally.economy]),
    ]
    for (valuation, economy) in sums {
      gain(
        societyParty, valuation,
        0 - economy - lost(.signalling, valuation) - lost(.displacement, valuation))
    }
  }

  private mutating func gain(_ party: Int, _ valuation: Measure.Valuation, _ amount: Int128) {
    add(Measure(.gain, of: .party(booking.name(party)), valuation), amount)
  }

  /// What society does not gain of a rise in pay.
  private func lost(_ quantity: Measure.Quantity, _ valuation: Measure.Valuation) -> Int128 {
    values[Measure(quantity, of: .party(booking.name(societyParty)), valuation)] ?? 0
  }

  private mutating func fundMeasures() {
    for (period, entry) in entries where !run.funds.isBefore(period) {
      let fund = Measure.Holder.fund(run.rules.funds[period.fund].name)
      guard period.start <= world.scenario.to else {
        if entry.promised != 0 { add(Measure(.promisedLater, of: fund, .nominal), entry.promised) }
        continue
      }
      let year = run.funds.valued(period).year
      let amounts: [(Measure.Quantity, Int128)] = [
        (.asked, entry.asked), (.paidOut, entry.committed - entry.past),
        (.refused, entry.refused), (.left, entry.left + entry.past), (.budget, entry.budget),
        (.askedPeople, entry.askedPeople), (.refusedPeople, entry.refusedPeople),
      ]
      for (quantity, amount) in amounts {
        let measure = Measure(quantity, of: fund, quantity.isMoney ? .nominal : nil)
        add(measure, amount)
        add(measure.during(year), amount)
      }
    }
    for (fund, amount) in run.waitingAtEnd {
      add(Measure(.waitingPeople, of: .fund(run.rules.funds[fund].name)), amount)
    }
  }

  /// What came into the first period of each year and of the run, and what went on from the last.
  private mutating func carriedMeasures() {
    for fund in run.rules.funds.indices where run.rules.funds[fund].carriesForward != nil {
      let periods = entries.keys.filter {
        $0.fund == fund && !run.funds.isBefore($0) && $0.start <= world.scenario.to
      }.sorted()
      var spans = [Measure.Span.wholeRun: periods]
      for period in periods {
        spans[.year(run.funds.valued(period).year), default: []].append(period)
      }
      let holder = Measure.Holder.fund(run.rules.funds[fund].name)
      for (span, periods) in spans {
        guard let first = periods.first.flatMap({ entries[$0] }),
          let last = periods.last.flatMap({ entries[$0] })
        else { continue }
        add(Measure(.carriedIn, of: holder, .nominal, in: span), first.carriedIn)
        add(Measure(.carriedOut, of: holder, .nominal, in: span), last.carriedOut)
      }
    }
  }

  private mutating func accountMeasures() {
    let last = world.yearStarts[world.reportedYears - 1].adding(months: 12)
    for (account, years) in run.accounts.totals {
      let holder = Measure.Holder.account(run.rules.accounts[account].name)
      for (start, totals) in years where start < last {
        let amounts: [(Measure.Quantity, Int128)] = [
          (.paidIn, totals.paidIn), (.spentBackground, totals.background),
          (.spentCourses, totals.courses), (.expired, totals.expired),
          (.displacedBackground, totals.displaced),
        ]
        for (quantity, amount) in amounts {
          let measure = Measure(quantity, of: holder, .nominal)
          add(measure, amount)
          add(measure.during(start.year), amount)
        }
      }
    }
  }
}
