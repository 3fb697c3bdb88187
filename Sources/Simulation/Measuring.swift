import FundingRules
import FundingValues
import PolicyCompiler

/// Reads the measures of one regime and draw off what happened.
struct Measuring {
  let world: World
  let run: RegimeRun
  let booking: Booking
  /// The unit of money.
  private let money: String
  private(set) var values: [Measure: Int128] = [:]

  init(_ booking: Booking) {
    self.booking = booking
    world = booking.world
    run = booking.run
    money = booking.world.plan.currency.code
    values = booking.tally.sums
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
    tally("starts", enrolment, weight)
    if enrolment.completes { tally("completions", enrolment, weight) }
    if enrolment.isFunded {
      tally("funded-starts", enrolment, weight)
      guard let classing else { return }
      let kind = classing.kind(of: enrolment)
      tally(kind.rawValue + "-starts", enrolment, weight)
      if enrolment.completes { tally(kind.rawValue + "-completions", enrolment, weight) }
    }
  }

  /// Counts by year, route, offer, region and size of employer, and over all.
  private mutating func tally(_ name: String, _ enrolment: Enrolment, _ weight: Int128) {
    let whole = Measure(name, unit: "people")
    add(whole, weight)
    var yearly = whole
    yearly.period = World.label(of: world.yearStarts[enrolment.year])
    add(yearly, weight)
    for (by, level) in breakdowns(enrolment) {
      var part = whole
      part.by1 = by
      part.level1 = level
      add(part, weight)
    }
  }

  private func breakdowns(_ enrolment: Enrolment) -> [(String, String)] {
    let person = world.population.people[enrolment.person]
    var result = [
      ("route", run.rules.routes[enrolment.route].name),
      ("offer", world.offers[enrolment.offer].plan.name),
      ("employer-size", size(person.firm)),
    ]
    for name in ["learner.region", "learner.sex"] {
      guard let fact = world.plan.facts[name],
        let value = world.population.value(of: fact, person: enrolment.person),
        case .category(let category) = world.plan.facts.kinds[fact],
        let names = world.plan.facts.categories[category]
      else { continue }
      let index = Int(clamping: value.floor())
      if names.indices.contains(index) {
        result.append((String(name.dropFirst(8)), names[index]))
      }
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
      var whole: Measure
      switch kind {
      case .own(let party): whole = Measure("paid", unit: money, party: booking.name(party))
      case .release: whole = Measure("release-wages", unit: money, party: "employer")
      case .levy: whole = Measure("paid", unit: money, party: "levy")
      case .loan(let party):
        whole = Measure("paid", unit: money, party: booking.name(party) + "-loan")
      case .grant(let party):
        let name = booking.name(party)
        whole = Measure("paid", unit: money, party: name == "treasury" ? "treasury-grant" : name)
      }
      whole.priceBase = "nominal"
      whole.discounting = "undiscounted"
      for (year, amount) in years {
        var part = whole
        part.period = financialLabel(year)
        add(part, amount)
        add(whole, amount)
      }
    }
  }

  private func financialLabel(_ year: Int) -> String {
    guard let start = CivilDate(year: year, month: 4, day: 1) else { return String(year) }
    return World.label(of: start)
  }

  private mutating func gains() {
    let tally = booking.tally
    func gain(_ party: String, _ base: String, _ rate: String, _ amount: Int128) {
      var measure = Measure("gain", unit: money, party: party)
      measure.priceBase = base
      measure.discounting = rate
      values[measure, default: 0] += amount
    }
    let signalling = sum("signalling")
    let displacement = sum("displacement")
    for party in 0..<tally.parties where party != societyParty {
      let name = booking.name(party)
      gain(name, "nominal", "undiscounted", tally.nominal[party])
      gain(name, "real", "society", tally.social[party])
      let rate = party == learnerParty ? "learner" : (party == employerParty ? "employer" : "")
      if !rate.isEmpty { gain(name, "real", rate, tally.own[party]) }
    }
    gain(
      "society", "nominal", "undiscounted",
      0 - tally.nominal[tally.economy] - signalling.nominal - displacement.nominal)
    gain(
      "society", "real", "society",
      0 - tally.social[tally.economy] - signalling.real - displacement.real)
  }

  private func sum(_ name: String) -> (nominal: Int128, real: Int128) {
    var nominal = Measure(name, unit: money, party: "society")
    nominal.priceBase = "nominal"
    nominal.discounting = "undiscounted"
    var real = Measure(name, unit: money, party: "society")
    real.priceBase = "real"
    real.discounting = "society"
    return (values[nominal] ?? 0, values[real] ?? 0)
  }

  private mutating func fundMeasures() {
    for (period, entry) in run.funds.entries where !run.funds.isBefore(period) {
      let fund = run.rules.funds[period.fund].name
      guard period.start <= world.scenario.to else {
        if entry.promised != 0 { add(promisedLater(fund), entry.promised) }
        continue
      }
      let amounts = [
        ("asked", money, entry.asked), ("paid-out", money, entry.committed - entry.past),
        ("refused", money, entry.refused), ("left", money, entry.left + entry.past),
        ("budget", money, entry.budget), ("asked-people", "people", entry.askedPeople),
        ("refused-people", "people", entry.refusedPeople),
      ]
      for (name, unit, amount) in amounts {
        var measure = Measure(name, unit: unit, party: fund)
        if unit == money {
          measure.priceBase = "nominal"
          measure.discounting = "undiscounted"
        }
        add(measure, amount)
        measure.period = World.label(of: run.funds.valued(period))
        add(measure, amount)
      }
    }
    for (fund, amount) in run.waitingAtEnd {
      add(Measure("waiting-people", unit: "people", party: run.rules.funds[fund].name), amount)
    }
  }

  /// What came into the first period of each year and of the run, and what went on from the last.
  private mutating func carriedMeasures() {
    for fund in run.rules.funds.indices where run.rules.funds[fund].carriesForward != nil {
      let periods = run.funds.entries.keys.filter {
        $0.fund == fund && !run.funds.isBefore($0) && $0.start <= world.scenario.to
      }.sorted()
      var spans = ["whole run": periods]
      for period in periods {
        spans[World.label(of: run.funds.valued(period)), default: []].append(period)
      }
      for (label, span) in spans {
        guard let first = span.first.flatMap({ run.funds.entries[$0] }),
          let last = span.last.flatMap({ run.funds.entries[$0] })
        else { continue }
        for (name, amount) in [("carried-in", first.carriedIn), ("carried-out", last.carriedOut)] {
          var measure = Measure(name, unit: money, party: run.rules.funds[fund].name)
          measure.priceBase = "nominal"
          measure.discounting = "undiscounted"
          measure.period = label
          add(measure, amount)
        }
      }
    }
  }

  /// What decisions of the run were promised out of periods that begin after it.
  private func promisedLater(_ fund: String) -> Measure {
    var measure = Measure("promised-later", unit: money, party: fund)
    measure.priceBase = "nominal"
    measure.discounting = "undiscounted"
    return measure
  }

  private mutating func accountMeasures() {
    let last = world.yearStarts[world.reportedYears - 1].adding(months: 12)
    for (account, years) in run.accounts.totals {
      let party = run.rules.accounts[account].name
      for (start, totals) in years where start < last {
        for (name, amount) in [
          ("paid-in", totals.paidIn), ("spent-background", totals.background),
          ("spent-courses", totals.courses), ("expired", totals.expired),
          ("displaced-background", totals.displaced),
        ] {
          var measure = Measure(name, unit: money, party: party)
          measure.priceBase = "nominal"
          measure.discounting = "undiscounted"
          add(measure, amount)
          measure.period = World.label(of: start)
          add(measure, amount)
        }
      }
    }
  }
}
