import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

// A firm has its money back in the first month after which  Σ gains(m) − Σ outlays(m)  is never below zero
// again within the years followed. Outlays stop when a learner withdraws or leaves the firm. From the month
// after a course is completed the firm gains each month a twelfth of  w·π·o(t)·(1 − d)^max(0, t − f)·k/(1 − k):
// w the year's pay, π the premium of the course, o(t) the part of it that shows after t years, f the years
// after which it is whole, d the share that fades each year, and k the share of the gain that employers keep.

/// One course in what chance works on.
private struct Staked {
  let person: Int
  let identity: UInt64
  let address: UInt64
  /// The month of its start and the month after its end, counted from the profile's first.
  let start: Int
  let end: Int
  /// Pence by month of the plan, cash and pay.
  let outlays: [(month: Int, pence: Double)]
  let completes: Double
  let leaves: Double
  /// Pence a month by whole years after the course.
  let gains: [Double]
}

extension EmployerCase {
  /// When the firm has its money back, over chance alone: uncertain values stand at their centres.
  ///
  /// Nothing where the firm spends nothing.
  func breakEven(
    _ prepared: PreparedRun, _ settled: [Settled], draws: Int
  ) throws(SimulationError) -> EmployerEstimate.BreakEven? {
    let pair = try PairModel(
      world, prepared.model, uncertain: world.plan.centres,
      tables: PairTables(world, prepared.model.tables, numbers: prepared.classNumbers))
    let staked = settled.compactMap { $0.quote == nil ? nil : self.staked($0, pair) }
    guard staked.contains(where: { !$0.outlays.isEmpty }), draws > 0 else { return nil }
    let streams = prepared.streams
    var months: [Int] = []
    for draw in 0..<UInt32(clamping: draws) {
      var net = Array(repeating: 0.0, count: 12 * EmployerCase.years)
      for course in staked { course.add(to: &net, draw, streams) }
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

  private func staked(_ course: Settled, _ pair: PairModel) -> Staked {
    let (person, offer) = (course.taken.person, course.taken.offer)
    let names = pair.model.outcomes
    func value(_ table: Int?, otherwise: Double = 0) -> Double {
      pair.value(table, person: person, offer: offer, otherwise: otherwise)
    }
    let first = profile.on.monthNumber
    let start = course.taken.start.monthNumber - first
    let full = value(names.fullAfter)
    let keeps = min(value(names.keeps), 1 - 1e-9)
    let raise =
      Double(world.earnings(of: person)) * pair.premium(person: person, year: 0, offer: offer)
    let gains = (0..<EmployerCase.years).map { year in
      let onset = full <= 0 ? 1 : min(1, Double(year + 1) / full)
      let faded = Elementary.power(
        1 - value(names.fading), max(0, Double(year) - full).rounded(.down))
      return raise * onset * faded * keeps / (1 - keeps) / 12
    }
    return Staked(
      person: person, identity: world.population.people[person].identity,
      address: world.offers[offer].identity, start: start,
      end: start + world.offers[offer].months,
      outlays: course.outlays(rules, world).compactMap { outlay in
        let month = outlay.day.monthNumber - first
        switch outlay.kind {
        case .cash, .release: return (month, Double(outlay.pence))
        case .given: return (month, -Double(outlay.pence))
        case .coInvestment, .grant: return nil
        }
      }, completes: value(names.completion, otherwise: 1), leaves: value(names.leaves),
      gains: gains)
  }
}

extension Staked {
  /// Adds the months of one draw: what is spent until the learner stops or leaves, and what is gained.
  fileprivate func add(to net: inout [Double], _ draw: UInt32, _ streams: ShockStreams) {
    let isCompleted =
      streams.completion.uniform(draw: draw, identity: identity ^ address) < completes
    var stops = end
    if !isCompleted {
      let share = streams.withdrawal.uniform(draw: draw, identity: identity ^ address)
      stops = start + Int(Double(end - start) * share)
    }
    let gone = leaving(draw, streams)
    for outlay in outlays where outlay.month <= max(start, min(stops, gone)) {
      if outlay.month < net.count { net[outlay.month] -= outlay.pence }
    }
    guard isCompleted, gone > end else { return }
    for month in end..<max(end, min(gone, net.count)) {
      net[month] += gains[min((month - end) / 12, gains.count - 1)]
    }
  }

  /// The month in which the person leaves the firm, far away where that is not within the time followed.
  private func leaving(_ draw: UInt32, _ streams: ShockStreams) -> Int {
    guard leaves > 0 else { return .max }
    for year in 0..<EmployerCase.years {
      let uniform = streams.separation.uniform(
        draw: draw, identity: identity, address: UInt32(year))
      if uniform < leaves { return start + 12 * year + Int(uniform / leaves * 12) }
    }
    return .max
  }
}
