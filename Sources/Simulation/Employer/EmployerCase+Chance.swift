import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

// A firm has its money back in the first month after which  Σ gains(m) − Σ outlays(m)  is never below zero
// again within the years followed. Outlays stop when a learner withdraws or leaves the firm. From the month
// after a course is completed the firm gains each month a twelfth of  w·π(t)·k/(1 − k): w the year's pay,
// π(t) the share by which the course raises pay after t whole years, k the share of the gain that employers keep.
// Completion, withdrawal and separation are those of a run.

/// What one course costs and brings the firm by month, before chance.
private struct CourseCashFlow {
  let person: Int
  let identity: UInt64
  let offer: Int
  /// The month of its start and the month after its end, counted from the profile's first.
  let start: Int
  let end: Int
  /// The person's first course, and the day on which it begins.
  let first: (offer: Int, start: CivilDate)
  /// Pence by month of the plan, cash and pay.
  let outlays: [(month: Int, pence: Double)]
  let completes: Double
  /// Pence a month by whole years after the course.
  let gains: [Double]
}

extension EmployerCase {
  /// When the firm has its money back, over chance alone: uncertain values stand at their centres.
  ///
  /// Nothing where the firm spends nothing.
  func breakEven(
    _ prepared: PreparedRun, _ settled: [SettledCourse], draws: Int
  ) throws(SimulationError) -> EmployerEstimate.BreakEven? {
    let pair = try PairModel(
      world, prepared.model, uncertain: world.plan.centres,
      tables: PairTables(world, prepared.model.tables, numbers: prepared.classNumbers))
    let courses = settled.filter { $0.quote != nil }
    var first: [Int: PlannedCourse] = [:]
    for course in courses {
      first[course.planned.person] = first[course.planned.person] ?? course.planned
    }
    let flows = courses.map { cashFlow(of: $0, first[$0.planned.person] ?? $0.planned, pair) }
    guard flows.contains(where: { !$0.outlays.isEmpty }), draws > 0 else { return nil }
    var months: [Int] = []
    for draw in 0..<UInt32(clamping: draws) {
      var net = Array(repeating: 0.0, count: 12 * EmployerCase.years)
      for flow in flows { add(flow, to: &net, draw, pair, prepared.streams) }
      if let month = EmployerCase.monthOfReturn(net) { months.append(month) }
    }
    months.sort()
    func percentile(_ share: Double) -> Int? {
      let place = Int((share * Double(draws)).rounded(.down))
      return place < months.count ? months[place] : nil
    }
    return EmployerEstimate.BreakEven(
      p05: percentile(0.05), p50: percentile(0.5), p95: percentile(0.95),
      chanceNever: 1 - Double(months.count) / Double(draws), years: EmployerCase.years,
      draws: draws)
  }

  /// The month, counted from one, from the end of which a running sum is never below zero again.
  static func monthOfReturn(_ net: [Double]) -> Int? {
    var sum = 0.0
    var last = 0
    for (month, pence) in net.enumerated() {
      sum += pence
      // A thousandth of a penny is nothing but the rounding of sums.
      if sum < -0.001 { last = month + 1 }
    }
    return last == net.count ? nil : last + 1
  }

  private func cashFlow(
    of course: SettledCourse, _ first: PlannedCourse, _ pair: PairModel
  ) -> CourseCashFlow {
    let (person, offer) = (course.planned.person, course.planned.offer)
    let names = pair.model.outcomes
    let origin = profile.on.monthNumber
    let start = course.planned.start.monthNumber - origin
    let keeps = min(pair.value(names.keeps, person: person), 1 - 1e-9)
    let gains = (0..<EmployerCase.years).map { year in
      let raise = pair.premium(person: person, year: 0, offer: offer, after: Double(year))
      return Double(world.earnings(of: person)) * raise * keeps / (1 - keeps) / 12
    }
    let outlays = course.outlays(rules, world).compactMap { outlay -> (Int, Double)? in
      outlay.isOfTheFirm ? (outlay.day.monthNumber - origin, Double(outlay.pence)) : nil
    }
    return CourseCashFlow(
      person: person, identity: world.population.people[person].identity, offer: offer,
      start: start, end: start + world.offers[offer].months, first: (first.offer, first.start),
      outlays: outlays,
      completes: pair.value(names.completion, person: person, offer: offer, otherwise: 1),
      gains: gains)
  }

  /// Adds the months of one draw: what is spent until the learner stops or leaves, and what is gained.
  private func add(
    _ flow: CourseCashFlow, to net: inout [Double], _ draw: UInt32, _ pair: PairModel,
    _ streams: ShockStreams
  ) {
    let identity = flow.identity ^ world.offers[flow.offer].identity
    let isCompleted =
      streams.completion.uniform(draw: draw, identity: identity) < flow.completes
    var stops = flow.end
    if !isCompleted {
      let share = streams.withdrawal.uniform(draw: draw, identity: identity)
      stops = flow.start + Int(Double(flow.end - flow.start) * share)
    }
    let leaves = pair.leavesEmployer(
      flow.person, year: 0, offer: flow.first.offer, from: flow.first.start, streams, draw: draw)
    let gone = leaves.map { $0.monthNumber - profile.on.monthNumber } ?? .max
    for outlay in flow.outlays where outlay.month <= max(flow.start, min(stops, gone)) {
      if outlay.month < net.count { net[outlay.month] -= outlay.pence }
    }
    guard isCompleted, gone > flow.end else { return }
    for month in flow.end..<max(flow.end, min(gone, net.count)) {
      net[month] += flow.gains[min((month - flow.end) / 12, flow.gains.count - 1)]
    }
  }
}
