import FundingRules
import FundingValues
package import PolicyCompiler
package import Quoting

/// What a profile's employer and staff pay and get under a regime, the first of its plan; what entered accounts
/// and when stands in place of their balances.
/// - Throws: `SimulationError` if a fact is missing that the regime's routes ask for, or there are too many staff.
package func employerEstimate(
  _ plan: FundingPlan, draws: Int, seed: UInt64, dated: DatedTerms = DatedTerms()
) throws(SimulationError) -> EmployerEstimate {
  let staff = plan.profile?.staff.map(\.count).reduce(0, +) ?? 0
  guard staff <= RunLimits.mostStaff else {
    throw SimulationError(
      "the profile has \(grouped(Int64(staff))) staff, and the courses of at most "
        + "\(grouped(Int64(RunLimits.mostStaff))) are settled one by one: leave out those who do not study"
    )
  }
  return try EmployerCase(plan, seed: seed, dated: dated).estimate(draws: draws)
}

/// One employer and its staff under one regime.
///
/// Everybody takes their courses one after another, each at its next start, by the open route that asks
/// least of the firm. All that falls due is settled in the order of days from the firm's own accounts.
struct EmployerCase {
  /// A course that one of the staff takes.
  struct PlannedCourse {
    /// The index of the person.
    let person: Int
    /// The index of the group of staff.
    let group: Int
    /// The index of the offer.
    let offer: Int
    /// The day on which it begins.
    let start: CivilDate
  }
  /// A course as it is settled with the others, or why it is not.
  struct SettledCourse {
    /// Who takes what.
    let planned: PlannedCourse
    /// The course's case, by the route that was chosen.
    let quoteCase: QuoteCase
    /// Its quote by that route; nothing where none is open.
    var quote: RouteQuote?
    /// Why routes that need the employer are closed.
    let closed: [(route: Int, closure: Closure)]
    /// Routes that are open without the employer.
    let others: [EmployerEstimate.RouteWithoutEmployer]
  }
  /// How many years after its first day a profile is followed.
  static let years = 10
  /// The profile.
  let profile: ProfilePlan
  /// The firm and the staff as people of a scenario.
  let world: World
  /// The same made ready for chance; nothing where no evidence says what study leads to.
  let prepared: PreparedRun?
  private let quotes: QuoteRules
  private let figures: [String: Ratio]
  /// What is given of sums and their days.
  private let dated: DatedTerms

  /// An employer and its staff, drawn as a scenario's people are.
  init(_ plan: FundingPlan, seed: UInt64, dated: DatedTerms) throws(SimulationError) {
    self.dated = dated
    guard let profile = plan.profile,
      let scenario = plan.scenarioOfProfile(following: EmployerCase.years)
    else { throw SimulationError("there is no profile to work out") }
    self.profile = profile
    if plan.behaviour == nil || plan.outcomes == nil {
      prepared = nil
      world = try World(scenario, seed: seed)
    } else {
      let run = try PreparedRun(scenario, seed: seed)
      prepared = run
      world = run.world
    }
    guard world.population.people.allSatisfy({ $0.firm >= 0 }) else {
      throw SimulationError(
        "nobody can work for an employer without staff: give `employer.headcount`, 1 or more")
    }
    do throws(Failure) {
      quotes = try QuoteRules(
        plan, until: profile.on.adding(months: 12 * EmployerCase.years))
    } catch {
      throw SimulationError(error.message)
    }
    let here = Circumstances(
      frame: Frame(count: plan.facts.count), values: world.centralValues[0], date: profile.on)
    do throws(Missing) {
      figures = try profile.figures(plan.facts, here).filter { !dated.replaces($0.key) }
    } catch {
      throw SimulationError("a figure of the employer cannot be worked out: \(plan.reason(error))")
    }
  }

  /// The rules of the regime.
  var rules: RuleSet { quotes.rules }

  /// Works everything out.
  func estimate(draws: Int) throws(SimulationError) -> EmployerEstimate {
    let (settled, accounts) = try settle(from: profile.on)
    var ledger = EmployerMonths(profile.on, rules, world)
    for course in settled { ledger.add(course) }
    for account in accounts { ledger.add(account) }
    var chance: EmployerEstimate.BreakEven?
    if let prepared { chance = try breakEven(prepared, settled, draws: draws) }
    return EmployerEstimate(
      rules: rules, courses: try courses(settled), months: ledger.months, breakEven: chance,
      bestStart: try bestStart(than: ledger.total))
  }

  /// Who takes what when every course begins at its next start from a day.
  private func planned(from day: CivilDate) throws(SimulationError) -> [PlannedCourse] {
    var result: [PlannedCourse] = []
    for person in world.population.people.indices {
      let group = world.population.people[person].population - 1
      var earliest = day
      for offer in profile.staff[group].takes {
        guard let place = world.offers[offer].start(after: earliest) else {
          throw SimulationError(
            "staff `\(profile.staff[group].name)` take `\(world.offers[offer].plan.name)`, which has no "
              + "start from \(earliest) on within the years that are followed")
        }
        let start = world.offers[offer].starts[place]
        result.append(PlannedCourse(person: person, group: group, offer: offer, start: start))
        earliest = world.offers[offer].end(from: start).adding(days: 1)
      }
    }
    return result
  }

  /// Settles all courses together, from accounts that are as the profile says on its first day.
  private func settle(
    from day: CivilDate
  ) throws(SimulationError) -> ([SettledCourse], [FillingAccount]) {
    var settled: [SettledCourse] = []
    for course in try planned(from: day) { settled.append(try asked(course)) }
    let last =
      settled.map { world.offers[$0.planned.offer].end(from: $0.planned.start) }.max() ?? day
    var terms = CourseTerms()
    terms.dated = dated
    let firm = QuoteCase(quotes, firmFrame(), figures, terms, on: profile.on)
    let opened = rules.accounts.indices.filter { rules.accounts[$0].heldByEmployer }.map {
      firm.account($0, until: last)
    }
    do throws(Missing) {
      var courses: [JointCourse] = []
      var places: [Int] = []
      for place in settled.indices {
        guard let route = settled[place].quote?.route else { continue }
        var quoteCase = settled[place].quoteCase
        courses.append(
          try quoteCase.course(route, employer: 0, learner: settled[place].planned.person))
        places.append(place)
      }
      let joint = try JointSettlement(courses, rules, quotes.limits, opened: opened)
      for (place, course) in zip(places, joint.courses) { settled[place].quote = course.quote }
      return (
        settled,
        opened.map { account in
          var after = joint.account(account.number) ?? account
          after.reach(last, spent: 0)
          return after
        }
      )
    } catch {
      throw SimulationError("a course cannot be settled: \(world.plan.reason(error))")
    }
  }

  /// What is known of the firm alone.
  private func firmFrame() -> Frame {
    var frame = Frame(count: world.plan.facts.count)
    if !world.population.firms.isEmpty { world.population.fillFirm(&frame, 0) }
    return frame
  }

  /// A course by the open route that asks least of the firm, the first written of those alike.
  private func asked(_ planned: PlannedCourse) throws(SimulationError) -> SettledCourse {
    let offer = world.offers[planned.offer]
    var frame = world.frame(person: planned.person, year: 0)
    world.fillCourse(
      &frame, offer: planned.offer, start: planned.start, values: world.centralValues[0])
    var terms = CourseTerms()
    terms.dated = dated
    _ = terms.take("course.length", String(offer.months))
    _ = terms.take("course.paid", offer.plan.paidMonthly ? "monthly" : "at-start")
    var quoteCase = QuoteCase(quotes, frame, figures, terms, on: planned.start)
    let dues = terms.instalments(from: planned.start) ?? Instalments(count: 1, first: planned.start)
    var best: RouteQuote?
    var closed: [(route: Int, closure: Closure)] = []
    var others: [EmployerEstimate.RouteWithoutEmployer] = []
    for route in rules.routes.indices {
      quoteCase.take(route)
      do throws(Missing) {
        let quote = try quoteCase.answer(route, in: dues)
        if !rules.routes[route].needsEmployer {
          if quote.isOpen {
            others.append(
              EmployerEstimate.RouteWithoutEmployer(quote, quoteCase.repayments(of: quote)))
          }
        } else if let closure = quote.closure {
          closed.append((route, closure))
        } else if quote.costToEmployer < best?.costToEmployer ?? .max {
          best = quote
        }
      } catch {
        let missing = rules.origin(of: error, quoteCase.here)
        guard !rules.routes[route].needsEmployer else {
          throw SimulationError(
            "staff `\(profile.staff[planned.group].name)` on `\(offer.plan.name)`: route "
              + "`\(rules.routes[route].name)` cannot be worked out: \(world.plan.reason(missing))")
        }
        others.append(EmployerEstimate.RouteWithoutEmployer(route, missing: missing))
      }
    }
    if let best { quoteCase.take(best.route) }
    return SettledCourse(
      planned: planned, quoteCase: quoteCase, quote: best, closed: closed, others: others)
  }

  /// The start within two years at which all courses cost the firm least, if that is less than now.
  private func bestStart(
    than now: Int64
  ) throws(SimulationError) -> EmployerEstimate.BestStart? {
    var tried = [try planned(from: profile.on).map(\.start)]
    var best: EmployerEstimate.BestStart?
    for month in 1..<24 {
      let day = profile.on.adding(months: month)
      let starts = try planned(from: day).map(\.start)
      if tried.contains(starts) { continue }
      tried.append(starts)
      var ledger = EmployerMonths(profile.on, rules, world)
      for course in try settle(from: day).0 { ledger.add(course) }
      let saves = now - ledger.total
      if saves > best?.saves ?? 0 { best = EmployerEstimate.BestStart(on: day, saves: saves) }
    }
    return best
  }
}

extension EmployerEstimate.RouteWithoutEmployer {
  /// An open route as it is quoted.
  fileprivate init(_ quote: RouteQuote, _ repayments: SamePayRepayments?) {
    route = quote.route
    repays = repayments.map { (pence: $0.repaid, writtenOff: $0.writtenOff, lastYear: $0.lastYear) }
    learnerPays = quote.ownPayment(of: learnerParty)
    learnerBorrows = quote.total(.loan)
    grant = quote.total(.grant)
    missing = nil
  }

  /// A route that cannot be worked out.
  fileprivate init(_ route: Int, missing: Missing) {
    self.route = route
    (learnerPays, learnerBorrows, grant, repays) = (0, 0, 0, nil)
    self.missing = missing
  }
}

extension RouteQuote {
  /// The pence that the employer pays from its own pocket, less what is given to it.
  fileprivate var costToEmployer: Int64 {
    receipts.reduce(ownPayment(of: employerParty)) {
      $1.to == employerParty ? $0 - $1.total : $0
    }
  }
}
