import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// A course on offer, with its calendar.
struct OfferCalendar: Sendable {
  let plan: OfferPlan
  /// The course's facts, small units put together.
  let facts: [CourseFact]
  /// The days on which it starts, in order.
  let starts: [CivilDate]
  /// How many months it lasts.
  let months: Int
  /// Identity of the offer, for what varies by offer.
  let identity: UInt64

  /// The index of the first start on or after a day.
  func start(after day: CivilDate) -> Int? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low < starts.count ? low : nil
  }

  /// The instalments in which the fee falls due.
  var instalments: Int { plan.paidMonthly ? max(1, months) : 1 }

  /// The last day of the course.
  func end(from start: CivilDate) -> CivilDate { start.adding(months: months).adding(days: -1) }
}

/// The numbers of the facts that the engine reads or fills in.
struct EngineFactNumbers: Sendable {
  private let facts: FactTable
  init(_ facts: FactTable) { self.facts = facts }
  var age: Int? { facts["learner.age"] }
  var earnings: Int? { facts["learner.earnings"] }
  var taste: Int? { facts["learner.taste"] }
  var credits: Int? { facts["course.credits"] }
  var level: Int? { facts["course.level"] }
  var hours: Int? { facts["course.hours"] }
  var sponsored: Int? { facts["route.sponsored"] }
  var routeName: Int? { facts["route.name"] }
  var courseStart: Int? { facts["course.start"] }
  var courseEnd: Int? { facts["course.end"] }
  var courseYear: Int? { facts["course.year"] }
  var application: Int? { facts["application.date"] }
  var payPeriod: Int? { facts["pay.period"] }
  var horizon: Int? { facts["horizon.years"] }
}

/// What stays the same in every draw: people, offers, the calendar and the rules of each regime.
struct World: Sendable {
  let plan: FundingPlan
  let scenario: ScenarioPlan
  let population: Population
  let offers: [OfferCalendar]
  let numbers: EngineFactNumbers
  /// The first days of the academic years in which choices are made.
  let yearStarts: [CivilDate]
  /// How many of them the run reports; the rest tell whether a choice only moved in time.
  let reportedYears: Int
  /// The last day on which anything is read.
  let horizon: CivilDate
  /// Parameter values with every uncertain quantity at its centre, one set a regime.
  let centralValues: [ParameterValues]
  let seed: UInt64
  /// For each offer, pence that its fee does not pass; very large if it depends on the learner.
  let largestCosts: [Double]
  private let lots: [String: Randomness.Stream]

  /// How many academic years choices are simulated past the last reported one.
  static let yearsPast = 3

  init(_ plan: FundingPlan, seed: UInt64) throws(SimulationError) {
    guard let scenario = plan.scenario else {
      throw SimulationError("there is no scenario to run")
    }
    self.seed = seed
    self.plan = plan
    self.scenario = scenario
    numbers = EngineFactNumbers(plan.facts)
    horizon = scenario.from.adding(months: 12 * (scenario.followsYears + 60))
    let central = plan.uncertain.map(\.centre)
    let last = horizon
    centralValues = plan.regimes.map {
      ParameterValues(
        $0.parameters, uncertain: central, until: last, factCount: plan.facts.count)
    }
    var starts: [CivilDate] = []
    var day = Period.academicYear.start(holding: scenario.from)
    while day <= scenario.to {
      starts.append(day)
      day = day.adding(months: 12)
    }
    reportedYears = starts.count
    for _ in 0..<World.yearsPast {
      starts.append(day)
      day = day.adding(months: 12)
    }
    yearStarts = starts
    guard let values = centralValues.first else {
      throw SimulationError("the scenario compares no regime")
    }
    population = try Population(plan, scenario, values: values)
    offers = try World.offers(scenario, plan, values, until: day.adding(months: 24))
    largestCosts = offers.map { World.largestCost($0, plan, values, scenario.from) }
    var lots: [String: Randomness.Stream] = [:]
    for name in plan.regimes.flatMap(\.funds).map(\.name) + offers.map(\.plan.name) {
      lots[name] = Randomness.Stream("lot/" + name, seed: seed)
    }
    self.lots = lots
  }

  /// The lot of a fund or of an offer's places.
  func lotStream(_ name: String) -> Randomness.Stream {
    lots[name] ?? Randomness.Stream("lot/" + name, seed: seed)
  }

  private static func largestCost(
    _ offer: OfferCalendar, _ plan: FundingPlan, _ values: ParameterValues, _ day: CivilDate
  ) -> Double {
    let costs = Set(
      plan.regimes.flatMap(\.routes).flatMap(\.stacks).filter { !$0.instruments.isEmpty }
        .map(\.cost))
    let here = Circumstances(
      frame: Frame(count: plan.facts.count), values: values, date: max(day, offer.starts.last ?? day))
    var sum = 0.0
    for fact in offer.facts where costs.contains(fact.fact) {
      guard case .formula(let formula) = fact.source, let value = try? here.value(of: formula)
      else { return 9e9 }
      sum += value.double
    }
    return sum
  }

  /// A cost in whole pence, for a person and an offer.
  func cost(_ fact: Int, person: Int, offer: Int) -> Int64 {
    guard let found = offers[offer].facts.first(where: { $0.fact == fact }),
      case .formula(let formula) = found.source, let values = centralValues.first
    else { return 0 }
    let here = Circumstances(
      frame: frame(person: person, year: 0), values: values, date: scenario.from)
    return max(0, (try? here.value(of: formula))?.roundedHalfUp() ?? 0)
  }

  private static func offers(
    _ scenario: ScenarioPlan, _ plan: FundingPlan, _ values: ParameterValues,
    until last: CivilDate
  ) throws(SimulationError) -> [OfferCalendar] {
    var result: [OfferCalendar] = []
    for offer in scenario.offers {
      let bundle = try CourseBundle(offer, among: scenario.offers, plan.facts)
      let here = Circumstances(
        frame: Frame(count: plan.facts.count), values: values, date: scenario.from)
      guard let years = try? here.value(of: bundle.lasts) else {
        throw SimulationError("offer `\(offer.name)` does not say how long it lasts")
      }
      var starts: [CivilDate] = []
      var month = scenario.from.monthNumber
      while CivilDate.first(ofMonth: month) <= last {
        let first = CivilDate.first(ofMonth: month)
        if offer.intakes.isEmpty {
          starts.append(first)
        } else {
          for intake in offer.intakes where intake.month == month % 12 + 1 {
            starts.append(first.adding(days: intake.day - 1))
          }
        }
        month += 1
      }
      result.append(
        OfferCalendar(
          plan: offer, facts: bundle.facts, starts: starts.filter { $0 >= scenario.from }.sorted(),
          months: max(1, Int((years * Ratio(12)).roundedHalfUp())),
          identity: identity(population: "offer/" + offer.name, index: 0)))
    }
    return result
  }

  /// A named source of random numbers.
  func stream(_ name: String) -> Randomness.Stream { Randomness.Stream(name, seed: seed) }

  /// A frame for a person in a year, without a course.
  func frame(person: Int, year: Int) -> Frame {
    var frame = Frame(count: plan.facts.count)
    population.fill(&frame, person: person, yearsOn: year)
    return frame
  }

  /// Fills in a course that starts on a day, its facts read for whoever the frame describes.
  func fillCourse(
    _ frame: inout Frame, offer: Int, start: CivilDate, values: ParameterValues
  ) {
    let calendar = offers[offer]
    for fact in calendar.facts {
      let kind = plan.facts.kinds[fact.fact]
      switch fact.source {
      case .formula(let formula):
        let here = Circumstances(frame: frame, values: values, date: start)
        frame[fact.fact] = (try? here.value(of: formula)).map { rounded($0, kind) }
      case .varies(let shape, let bounds, _):
        let uniform = stream("offer/\(plan.facts.names[fact.fact])")
          .uniform(draw: .max, identity: calendar.identity)
        frame[fact.fact] = BoundedShape(shape, bounds: bounds)
          .map { rounded($0.quantile(uniform), kind) }
      case .choice(let options):
        frame[fact.fact] = options.first.map { Ratio(Int64($0.value)) }
      }
    }
    if let fact = numbers.courseStart { frame[fact] = Ratio(Int64(start.day)) }
    if let fact = numbers.courseEnd { frame[fact] = Ratio(Int64(calendar.end(from: start).day)) }
    if let fact = numbers.courseYear { frame[fact] = .one }
  }

  /// Fills in the facts of a route.
  func fillRoute(_ frame: inout Frame, _ route: Route) {
    if let fact = numbers.sponsored { frame[fact] = route.needsEmployer ? .one : .zero }
    if let fact = numbers.routeName { frame[fact] = Ratio(Int64(route.code)) }
  }

  /// The academic year that holds a day, counted from the first.
  func yearIndex(of day: CivilDate) -> Int? {
    yearStarts.lastIndex { $0 <= day }
  }

  /// A year such as `2027-28`.
  static func label(of start: CivilDate) -> String {
    let next = (start.year + 1) % 100
    return "\(start.year)-" + (next < 10 ? "0" : "") + String(next)
  }
}
