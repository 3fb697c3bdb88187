import FundingRules
import FundingValues
import PolicyCompiler

/// Measures the metrics of a plan in one regime and draw.
///
/// With v the value and w the weight of a course begun, and T the test after `where`: a total is Σ v·w, a count
/// Σ w, a mean Σ v·w / Σ w, a share Σ w·[yes] / Σ w, each over those of whom T holds, and `for each F` divides
/// by Σ w·[F] of the same. A share of `enrolment` is of all: its test and its levels stand above the line alone.
/// A median is the least v that half the weight does not pass.
struct MetricCollector {
  private let world: World
  private let run: RegimeRun
  private let booking: Booking
  private let classing: Classing?
  private let measured: [Measure: Int128]
  /// The reported courses, by the number of their enrolment.
  private let courses: [MetricCourse]

  /// Reads what happened; measures are those of the same run.
  init(
    _ booking: Booking, classing: Classing?, measured: [Measure: Int128], metrics: [MetricPlan]
  ) {
    self.booking = booking
    world = booking.world
    run = booking.run
    self.classing = classing
    self.measured = measured
    guard metrics.contains(where: { $0.readsCourses(in: booking.world.plan) }) else {
      courses = []
      return
    }
    var courses: [MetricCourse] = []
    for (number, enrolment) in run.enrolments.enumerated() where world.isReported(enrolment) {
      courses.append(
        MetricCourse(
          number: number, enrolment: enrolment,
          weight: Int128(world.population.people[enrolment.person].weight),
          here: MetricCollector.circumstances(of: enrolment, in: run, classing)))
    }
    self.courses = courses
  }

  /// What a metric comes to.
  func draw(_ metric: MetricPlan) -> MetricDraw {
    if metric.isOfPopulation { return MetricDraw() }
    if let ledger = metric.ledger(in: world.plan), case .ledger(let quantity, let holder) = ledger {
      return drawn(metric, quantity, holder)
    }
    if metric.isShareOfAll { return shares(metric) }
    var result = MetricDraw()
    var medians: [MetricValues.Cell: [(value: Int128, weight: Int128)]] = [:]
    for course in courses where holds(metric, course) {
      let levels = metric.by.map { level(of: $0, course) }
      for (value, day) in values(metric, course) {
        let cell = MetricValues.Cell(from: period(metric, day), levels: levels)
        if metric.statistic == .median {
          medians[cell, default: []].append((value, course.weight))
          continue
        }
        result.add(cell, top: value * course.weight)
      }
      if let beneath = beneath(metric, course) {
        let cell = MetricValues.Cell(
          from: period(metric, course.enrolment.application), levels: levels)
        result.add(cell, bottom: beneath * course.weight)
      }
    }
    for (cell, values) in medians {
      result.add(cell, top: median(values) * 1_000_000)
      result.add(cell, bottom: MetricValues.whole)
    }
    if metric.isPlainSum { complete(metric, &result) }
    return result
  }

  /// Puts a whole beneath plain sums, and a nought where nothing was summed.
  private func complete(_ metric: MetricPlan, _ result: inout MetricDraw) {
    if metric.by.isEmpty {
      for start in metric.periods(from: world.scenario.from, to: world.scenario.to) {
        result.add(.init(from: start), top: 0)
      }
    }
    for cell in result.cells.keys { result.cells[cell]?.bottom = MetricValues.whole }
  }

  /// The share of all courses of a period that each cell holds.
  private func shares(_ metric: MetricPlan) -> MetricDraw {
    var result = MetricDraw()
    var wholes: [CivilDate?: Int128] = [:]
    for course in courses {
      let from = period(metric, course.enrolment.application)
      let weight = course.weight * 1_000_000
      wholes[from, default: 0] += weight
      let levels = metric.by.map { level(of: $0, course) }
      result.add(.init(from: from, levels: levels), top: holds(metric, course) ? weight : 0)
    }
    for cell in result.cells.keys { result.cells[cell]?.bottom = wholes[cell.from] ?? 0 }
    return result
  }

  private func holds(_ metric: MetricPlan, _ course: MetricCourse) -> Bool {
    metric.condition.map { (try? course.here.holds($0)) ?? false } ?? true
  }

  /// A figure of a book, in the money of the day, by the year in which the books count it.
  private func drawn(
    _ metric: MetricPlan, _ quantity: Measure.Quantity, _ holder: Measure.Holder
  ) -> MetricDraw {
    var result = MetricDraw()
    func put(_ cell: MetricValues.Cell, _ measure: Measure) {
      result.cells[cell] = ((measured[measure] ?? 0) * 1_000_000, MetricValues.whole)
    }
    let valuation: Measure.Valuation? = quantity.isMoney ? .nominal : nil
    guard metric.each != nil else {
      put(.init(), Measure(quantity, of: holder, valuation))
      return result
    }
    for start in metric.periods(from: world.scenario.from, to: world.scenario.to) {
      put(
        .init(from: start),
        Measure(quantity, of: holder, valuation, in: .year(start?.year ?? 0)))
    }
    return result
  }

  /// The first day of the period in which something counts; nothing where periods are not told apart.
  private func period(_ metric: MetricPlan, _ day: CivilDate) -> CivilDate? {
    metric.each.map { $0.period.start(holding: day) }
  }

  /// The values of a course in millionths and the days on which they count.
  private func values(
    _ metric: MetricPlan, _ course: MetricCourse
  ) -> [(value: Int128, day: CivilDate)] {
    let day = course.enrolment.application
    switch metric.subject {
    case .everyone: return [(1_000_000, day)]
    case .fact(let fact):
      guard let value = course.here.frame[fact] else { return [] }
      let counts = metric.statistic == .count || metric.statistic == .share
      if counts { return [(world.plan.facts.isNo(fact, value) ? 0 : 1_000_000, day)] }
      return [(Int128((value * Ratio(1_000_000)).roundedHalfUp()), day)]
    case .all(let owner), .figure(let owner, _):
      return paid(course) {
        run.rules.isLine($0, of: owner)
      } receipt: {
        run.rules.instruments[$0.instrument].name == owner
      }
    case .party(let party, "gain"):
      guard let gain = booking.gains[course.number] else { return [] }
      return [(gain[party] * 1_000_000 / max(1, course.weight), day)]
    case .party(let party, _): return pays(party, course)
    }
  }

  /// What is beneath the line of a course's own: nothing for a plain sum.
  private func beneath(_ metric: MetricPlan, _ course: MetricCourse) -> Int128? {
    if let counted = metric.forEach {
      guard case .fact(let fact) = counted else { return 1_000_000 }
      guard let value = course.here.frame[fact] else { return 0 }
      return value == .zero ? 0 : 1_000_000
    }
    switch metric.statistic {
    case .mean, .share: return 1_000_000
    case .total, .count, .median: return nil
    }
  }

  /// Payments for a course that match, in millionths of a penny, with their days.
  private func paid(
    _ course: MetricCourse, line matches: (PaidLine) -> Bool, receipt: (Receipt) -> Bool
  ) -> [(value: Int128, day: CivilDate)] {
    var result: [(value: Int128, day: CivilDate)] = []
    for (line, _, pence, day) in run.paidLines[course.number] where matches(line) {
      result.append((Int128(pence) * 1_000_000, day))
    }
    for (line, _, pence, day) in run.paidBack[course.number] ?? [] where matches(line) {
      result.append((Int128(pence) * 1_000_000, day))
    }
    for each in course.enrolment.receipts where receipt(each) {
      for day in each.days(of: course.enrolment) {
        result.append((Int128(each.amount) * 1_000_000, day))
      }
    }
    return result
  }

  /// What a party pays for a course, what it lays out and has back left out.
  private func pays(
    _ party: Int, _ course: MetricCourse
  ) -> [(value: Int128, day: CivilDate)] {
    var result = paid(course) {
      $0.party == party
    } receipt: {
      $0.party == party
    }
    for (_, back, pence, day) in run.paidBack[course.number] ?? [] where back == party {
      result.append((-Int128(pence) * 1_000_000, day))
    }
    let enrolment = course.enrolment
    for (payer, pence) in enrolment.plain where payer == party {
      let followed = pence * enrolment.followedMillionths / 1_000_000
      let middle = CivilDate(day: (enrolment.start.day + enrolment.leaves.day) / 2)
      result.append((Int128(followed) * 1_000_000, middle))
    }
    return result
  }

  /// The level of a fact, as it stands in tables.
  private func level(of fact: Int, _ course: MetricCourse) -> String {
    guard let value = course.here.frame[fact] else { return "none" }
    return world.plan.facts.words(of: value, fact)
  }

  private func median(_ values: [(value: Int128, weight: Int128)]) -> Int128 {
    let half = values.reduce(Int128(0)) { $0 + $1.weight }
    var passed: Int128 = 0
    for (value, weight) in values.sorted(by: { $0.value < $1.value }) {
      passed += weight
      if passed * 2 >= half { return value }
    }
    return 0
  }
}

/// A reported course and all that is known of it.
struct MetricCourse {
  let number: Int
  let enrolment: Enrolment
  let weight: Int128
  let here: Circumstances
}
