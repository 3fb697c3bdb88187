import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// The numbers of the facts that the engine reads or fills in.
struct EngineFactNumbers: Sendable {
  /// `learner.age`, and so on by name.
  let age: Int?
  /// `learner.earnings`.
  let earnings: Int?
  /// `course.credits`.
  let credits: Int?
  /// `course.level`.
  let level: Int?
  /// `course.hours`.
  let hours: Int?
  /// `route.sponsored`.
  let sponsored: Int?
  /// `route.name`.
  let routeName: Int?
  /// `course.start`.
  let courseStart: Int?
  /// `course.end`.
  let courseEnd: Int?
  /// `course.year`.
  let courseYear: Int?
  /// `course.length`.
  let courseLength: Int?
  /// `application.date`.
  let application: Int?
  /// `pay.period`.
  let payPeriod: Int?
  /// `horizon.years`.
  let horizon: Int?

  /// The numbers in a fact table.
  init(_ facts: FactTable) {
    age = facts["learner.age"]
    earnings = facts["learner.earnings"]
    credits = facts["course.credits"]
    level = facts["course.level"]
    hours = facts["course.hours"]
    sponsored = facts["route.sponsored"]
    routeName = facts["route.name"]
    courseStart = facts["course.start"]
    courseEnd = facts["course.end"]
    courseYear = facts["course.year"]
    courseLength = facts["course.length"]
    application = facts["application.date"]
    payPeriod = facts["pay.period"]
    horizon = facts["horizon.years"]
  }
}

/// What stays the same in every draw: people, offers, the calendar and the rules of each regime.
final class World: Sendable {
  /// The rules of every regime, and the scenario.
  let plan: FundingPlan
  /// What is simulated.
  let scenario: ScenarioPlan
  /// The people and the firms.
  let population: Population
  /// The courses on offer.
  let offers: [OfferCalendar]
  /// The facts that the engine reads or fills in.
  let numbers: EngineFactNumbers
  /// The first days of the academic years in which choices are made.
  let yearStarts: [CivilDate]
  /// How many of them the run reports; the rest tell whether a choice only moved in time.
  let reportedYears: Int
  /// The last day on which anything is read.
  let horizon: CivilDate
  /// Parameter values with every uncertain quantity at its centre, one set a regime.
  let centralValues: [ParameterValues]
  /// The parameters that an uncertain quantity moves, by regime.
  let redrawn: [[Int]]
  /// The seed of all chance.
  let seed: UInt64
  /// For each offer, pence that its fee does not pass; very large if it depends on the learner.
  let largestCosts: [Double]
  private let lots: [String: Randomness.Stream]
  /// The part of a whole award's credits that each offer carries.
  let awardShares: [Double]
  /// The hours of study that each offer asks.
  let studyHours: [Double]
  /// The days on which someone may decide in each academic year: the first, and how many.
  let choiceYears: [(first: CivilDate, days: Double)]
  /// Pence of each cost that nobody helps with, by fact, offer and person.
  private let plainCosts: PlainCosts
  /// Whole years of age at the scenario's first day by person; nothing where ages are not known.
  private let ages: [Int?]
  /// The facts of courses that are the same for everyone in every draw, by regime and offer.
  private let fixedFacts: [[FixedCourseFacts]]
  /// Pay at the scenario's first day by person, in pence a year.
  private let pay: [Int64]

  /// How many academic years choices are simulated past the last reported one.
  static let yearsPast = 3

  /// Draws the people and lays out the calendar.
  /// - Throws: `SimulationError` if the scenario cannot be run.
  init(_ plan: FundingPlan, seed: UInt64) throws(SimulationError) {
    guard let scenario = plan.scenario else {
      throw SimulationError("there is no scenario to run")
    }
    try World.refuseWhatIsNotSimulated(plan, scenario)
    try World.refuseWhatIsTooLarge(scenario)
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
    redrawn = plan.regimes.map { ParameterRule.redrawn(in: $0.parameters) }
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
    let known = EngineFactNumbers(plan.facts)
    awardShares = offers.map { World.awardShare($0, scenario, known) }
    studyHours = offers.map { World.constant(known.hours, $0) ?? 0 }
    plainCosts = PlainCosts(plan, offers, population, values, scenario.from)
    choiceYears = starts.map { start -> (first: CivilDate, days: Double) in
      let first = max(start, scenario.from)
      return (first, Double(start.adding(months: 12).day - first.day))
    }
    let earnings = known.earnings
    let everyone = population
    pay = population.people.indices.map { person in
      earnings.flatMap { everyone.held($0, by: person) }?.roundedHalfUp() ?? 0
    }
    let personal = Set(population.learnerFacts + population.employerFacts)
    var fixed: [[FixedCourseFacts]] = []
    for (rules, values) in zip(plan.regimes, centralValues) {
      fixed.append(
        offers.map { FixedCourseFacts($0, rules, personal: personal, values, seed: seed) })
    }
    fixedFacts = fixed
    let age = known.age
    ages = population.people.indices.map { person in
      age.flatMap { everyone.held($0, by: person) }.map { Int(clamping: $0.floor()) }
    }
  }

  private static func constant(_ fact: Int?, _ offer: OfferCalendar) -> Double? {
    guard let fact, let found = offer.facts.first(where: { $0.fact == fact }),
      case .formula(let formula) = found.source
    else { return nil }
    return formula.constant?.double
  }

  private static func awardShare(
    _ offer: OfferCalendar, _ scenario: ScenarioPlan, _ numbers: EngineFactNumbers
  ) -> Double {
    guard let award = offer.plan.towards, let credits = constant(numbers.credits, offer) else {
      return 1
    }
    var needs = scenario.awards[award].needs
    if let base = scenario.awards[award].buildsOn { needs = needs - scenario.awards[base].needs }
    return needs > .zero ? min(1, credits / needs.double) : 1
  }

  /// The lot of a fund or of an offer's places.
  func lotStream(_ name: String) -> Randomness.Stream {
    lots[name] ?? Randomness.Stream("lot/" + name, seed: seed)
  }

  private static func largestCost(
    _ offer: OfferCalendar, _ plan: FundingPlan, _ values: ParameterValues, _ day: CivilDate
  ) -> Double {
    let costs = Set(
      plan.regimes.flatMap { rules in
        rules.routes.flatMap(\.stacks).filter { rules.settles($0) }.map(\.cost)
      })
    let here = Circumstances(
      frame: Frame(count: plan.facts.count), values: values,
      date: max(day, offer.starts.last ?? day))
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
    plainCosts.cost(fact, person: person, offer: offer)
  }

  /// The sum of all costs that nobody helps with, in pence, for a person and an offer.
  func plainCost(person: Int, offer: Int) -> Double {
    plainCosts.sum(person: person, offer: offer)
  }

  /// Whole years of age at the scenario's first day, if they are known.
  func age(of person: Int) -> Int? { ages[person] }

  /// Pay at the scenario's first day, in pence a year.
  func earnings(of person: Int) -> Int64 { pay[person] }

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
          months: try months(years, of: offer),
          identity: identity(population: "offer/" + offer.name, index: 0),
          breakShare: try breakShare(offer, bundle, plan.facts["course.credits"], here)))
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
  ///
  /// Where the values are those of a regime in some draw, what they cannot move is taken as it was
  /// worked out once.
  func fillCourse(
    _ frame: inout Frame, offer: Int, start: CivilDate, values: ParameterValues,
    regime: Int? = nil
  ) {
    let calendar = offers[offer]
    let known = regime.flatMap { fixedFacts[$0][offer].row(of: start, in: calendar) }
    for place in calendar.facts.indices {
      let fact = calendar.facts[place].fact
      if let known, let regime, fixedFacts[regime][offer].isFixed[place] {
        frame[fact] = fixedFacts[regime][offer].values[known + place]
      } else {
        frame[fact] = calendar.value(
          of: calendar.facts[place], frame, on: start, values, plan.facts, seed: seed)
      }
    }
    if let fact = numbers.courseStart { frame[fact] = Ratio(Int64(start.day)) }
    if let fact = numbers.courseEnd { frame[fact] = Ratio(Int64(calendar.end(from: start).day)) }
    if let fact = numbers.courseYear { frame[fact] = .one }
    if let fact = numbers.courseLength {
      frame[fact] = Ratio(Int128(calendar.months), over: 12)
    }
  }

  /// Fills in the facts of a route.
  func fillRoute(_ frame: inout Frame, _ route: Route) {
    if let fact = numbers.sponsored { frame[fact] = route.needsEmployer ? .one : .zero }
    if let fact = numbers.routeName { frame[fact] = Ratio(Int64(route.code)) }
  }

  /// Whether the run reports a decision: one applied for within the run, not in the years past it.
  func isReported(year: Int, applied day: CivilDate) -> Bool {
    year < reportedYears && day <= scenario.to
  }

  /// Whether the run reports an enrolment.
  func isReported(_ enrolment: Enrolment) -> Bool {
    isReported(year: enrolment.year, applied: enrolment.application)
  }

  /// The academic year that holds a day, counted from the first.
  func yearIndex(of day: CivilDate) -> Int? {
    yearStarts.lastIndex { $0 <= day }
  }
}
