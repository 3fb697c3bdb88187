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
  private let entries: [FundPeriod: FundLedger.Entry]
  /// The measures so far: micro-pence for money, millionths for counts.
  private(set) var values: [Measure: Int128] = [:]

  /// The breakdowns by which enrolments are always counted.
  private let usual: Breakdowns
  /// Those that were asked for.
  private let asked: Breakdowns

  /// Measures what was booked.
  init(_ booking: Booking) {
    self.booking = booking
    usual = Breakdowns.usual(booking.world)
    asked = booking.breakdowns
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
      guard !classing.isFundedAnyway(enrolment) else { return }
      tally(.newlyFundedStarts, enrolment, weight)
      if kind == .deadweight { tally(.newlyFundedAnyway, enrolment, weight) }
    }
  }

  /// Counts by year, route, offer, region and size of employer, and over all.
  private mutating func tally(
    _ quantity: Measure.Quantity, _ enrolment: Enrolment, _ weight: Int128
  ) {
    let whole = Measure(quantity)
    add(whole, weight)
    add(whole.during(world.yearStarts[enrolment.year].year), weight)
    let parts = usual.parts(of: enrolment, run)
    for part in parts { add(whole.broken(down: part), weight) }
    for part in asked.parts(of: enrolment, run) where !parts.contains(part) {
      add(whole.broken(down: part), weight)
    }
  }

  private mutating func payments() {
    for (kind, years) in booking.tally.paid {
      let whole = measure(of: kind)
      for (year, amount) in years {
        add(whole.during(year), amount)
        add(whole, amount)
      }
    }
    for (part, sums) in booking.parted {
      for (kind, amount) in sums.paid { add(measure(of: kind).broken(down: part), amount) }
    }
  }

  private func measure(of kind: PayingAs) -> Measure {
    switch kind {
    case .own(let party): Measure(.paid, of: .party(booking.name(party)), .nominal)
    case .release: Measure(.releaseWages, of: .party(booking.name(employerParty)), .nominal)
    case .levy: Measure(.paid, of: .accounts, .nominal)
    case .loan(let party): Measure(.paid, of: .loans(of: booking.name(party)), .nominal)
    case .grant(let party): Measure(.paid, of: giver(party), .nominal)
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
    gains(tally.gains, tally.lostPay, part: nil)
    for (part, sums) in booking.parted { gains(sums.gains, sums.lost, part: part) }
  }

  private mutating func gains(_ sums: PartedGains, _ lost: LostPay, part: Measure.Part?) {
    let society = Measure.Valuation.real(discountedBy: .society)
    for party in 0..<booking.tally.parties where party != societyParty {
      gain(party, .nominal, sums.nominal[party], part)
      gain(party, society, sums.social[party], part)
      if party == learnerParty {
        gain(party, .real(discountedBy: .learner), sums.own[party], part)
      }
      if party == employerParty {
        gain(party, .real(discountedBy: .employer), sums.own[party], part)
      }
    }
    let economy = booking.tally.economy
    gain(societyParty, .nominal, 0 - sums.nominal[economy] - lost.nominal, part)
    gain(societyParty, society, 0 - sums.social[economy] - lost.real, part)
  }

  private mutating func gain(
    _ party: Int, _ valuation: Measure.Valuation, _ amount: Int128, _ part: Measure.Part?
  ) {
    var measure = Measure(.gain, of: .party(booking.name(party)), valuation)
    measure.part = part
    add(measure, amount)
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
        var amounts: [(Measure.Quantity, Int128)] = [
          (.paidIn, totals.paidIn), (.spentBackground, totals.background),
          (.spentCourses, totals.courses), (.expired, totals.expired),
          (.displacedBackground, totals.displaced),
        ]
        if run.passedOn.contains(account) { amounts.append((.transferred, totals.transferred)) }
        for (quantity, amount) in amounts {
          let measure = Measure(quantity, of: holder, .nominal)
          add(measure, amount)
          add(measure.during(start.year), amount)
        }
      }
    }
  }
}
