import FundingRules
import FundingValues
import PolicyCompiler

extension MetricCollector {
  /// What is known of a course begun: who studies what by which route, what the route asks of each, and what
  /// became of it. Parameters are read on the day of application.
  static func circumstances(
    of enrolment: Enrolment, in run: RegimeRun, _ classing: Classing?
  ) -> Circumstances {
    let world = run.world
    var frame = world.frame(person: enrolment.person, year: enrolment.year)
    world.fillCourse(
      &frame, offer: enrolment.offer, start: enrolment.start, values: run.values,
      regime: run.regime)
    world.fillRoute(&frame, run.rules.routes[enrolment.route])
    func set(_ name: String, _ value: Ratio) {
      if let fact = world.plan.facts[name] { frame[fact] = value }
    }
    func set(_ name: String, _ holds: Bool) { set(name, holds ? .one : .zero) }
    set("application.date", Ratio(Int64(enrolment.application.day)))
    set("enrolment.completed", enrolment.completes)
    set("course.completed", enrolment.completes)
    set("enrolment.funded", enrolment.isFunded)
    let kind = classing?.kind(of: enrolment)
    set("enrolment.additional", kind == .additional)
    if let kind, let place = EnrolmentClass.allCases.firstIndex(of: kind) {
      set("enrolment.class", Ratio(Int64(place)))
    }
    for (name, pence) in enrolment.asked { set(name, Ratio(pence)) }
    run.rules.derive(&frame, values: run.values, on: enrolment.start)
    return Circumstances(frame: frame, values: run.values, date: enrolment.application)
  }
}

extension Enrolment {
  /// Pence that its route was to ask of each, by the names of the facts of a quote.
  fileprivate var asked: [(String, Int64)] {
    var sums: [PaymentKind: Int64] = [:]
    var own: [Int: Int64] = [:]
    for line in costs.flatMap(\.lines) {
      if line.kind == .own { own[line.party, default: 0] += line.amount }
      sums[line.kind, default: 0] += line.amount
    }
    for (party, pence) in plain { own[party, default: 0] += pence }
    for receipt in receipts where receipt.to == learnerParty {
      sums[receipt.kind, default: 0] += receipt.total
    }
    return [
      ("quote.learner-pays", own[learnerParty] ?? 0),
      ("quote.employer-pays", own[employerParty] ?? 0),
      ("quote.grant", sums[.grant] ?? 0), ("quote.loan", sums[.loan] ?? 0),
      ("quote.levy-used", sums[.account] ?? 0),
    ]
  }
}

extension MetricPlan {
  /// Whether each course begun must be looked at.
  func readsCourses(in plan: FundingPlan) -> Bool {
    if isOfPopulation { return false }
    if case .ledger? = ledger(in: plan) { return false }
    return true
  }

  /// Whether it asks what each party gains.
  var readsGains: Bool { if case .party(_, "gain") = subject { true } else { false } }

  /// Where the figure of a thing that pays comes from; nothing for other figures.
  func ledger(in plan: FundingPlan) -> MetricLedger? {
    switch subject {
    case .all(let owner): MetricLedger(owner, "spent", plan)
    case .figure(let owner, let property): MetricLedger(owner, property, plan)
    case .everyone, .fact, .party: nil
    }
  }

  /// Whether it is a share of all courses, or of all of some kind of people.
  var isShareOfAll: Bool {
    if case .everyone = subject { statistic == .share } else { false }
  }

  /// Whether nothing of its own stands beneath the line.
  var isPlainSum: Bool {
    forEach == nil && (statistic == .total || statistic == .count)
  }
}

extension RuleSet {
  /// Whether a line is paid by an instrument, out of a fund or from an account of a name.
  func isLine(_ line: PaidLine, of owner: String) -> Bool {
    guard let instrument = line.instrument else { return false }
    if instruments[instrument].name == owner { return true }
    if case .account(let account) = instruments[instrument].source, accounts[account].name == owner
    {
      return true
    }
    return fundsDrawn(byInstrument: instrument).contains { funds[$0.number].name == owner }
  }
}

extension FactTable {
  /// Whether a value of a fact is `no`.
  func isNo(_ fact: Int, _ value: Ratio) -> Bool { kinds[fact] == .truth && value == .zero }

  /// A value as it stands in a table: a name of its category, yes or no, or its whole part.
  func words(of value: Ratio, _ fact: Int) -> String {
    switch kinds[fact] {
    case .truth: return value == .zero ? "no" : "yes"
    case .category(let category):
      let place = Int(clamping: value.floor())
      let names = categories[category] ?? []
      return names.indices.contains(place) ? names[place] : "other"
    case .money, .moneyPerYear: return String(value.floor() / 100)
    case .date: return CivilDate(day: Int32(clamping: value.floor())).description
    default: return String(value.floor())
    }
  }
}

extension World {
  /// How many people or firms of the scenario a metric counts, the same in every draw.
  func counted(_ metric: MetricPlan) -> MetricDraw {
    var result = MetricDraw()
    var all: Int128 = 0
    func count(_ frame: Frame, _ weight: Int64) {
      var here = Circumstances(frame: frame, values: centralValues[0], date: scenario.from)
      here.derive(plan.regimes[0].derived)
      let levels = metric.by.map { fact in
        here.frame[fact].map { plan.facts.words(of: $0, fact) } ?? "none"
      }
      let holds = metric.condition.map { (try? here.holds($0)) ?? false } ?? true
      result.add(.init(levels: levels), top: holds ? Int128(weight) * 1_000_000 : 0)
      all += Int128(weight) * 1_000_000
    }
    if case .everyone("employer") = metric.subject {
      for firm in population.firms.indices {
        var frame = Frame(count: plan.facts.count)
        population.fillFirm(&frame, firm)
        count(frame, population.firms[firm].weight)
      }
    } else {
      for person in population.people.indices {
        count(frame(person: person, year: 0), population.people[person].weight)
      }
    }
    let bottom = metric.statistic == .share ? all : MetricValues.whole
    for cell in result.cells.keys { result.cells[cell]?.bottom = bottom }
    if result.cells.isEmpty { result.cells[.init()] = (0, max(1, bottom)) }
    return result
  }
}
