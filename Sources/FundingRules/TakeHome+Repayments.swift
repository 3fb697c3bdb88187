import FundingValues

extension Payroll {
  /// What each plan takes from the pay of one period, in the order in which plans were asked for.
  public func repayments(
    annualEarnings: Int64, period: PayPeriod, plans: [Int]
  ) throws(Missing) -> [TakeHome.Deduction] {
    var amounts: [Int: Int64] = [:]
    for group in groups(of: plans) {
      guard let first = group.first else { continue }
      let assessed = try assessed(rules.plans[first].of, annualEarnings)
      let taken = try deduction(group, assessed, assessed / period.perYear, period)
      amounts.merge(taken) { first, _ in first }
    }
    var seen: Set<Int> = []
    return plans.filter { seen.insert($0).inserted }.map { number in
      let plan = rules.plans[number]
      return .init(name: plan.name, title: plan.title, amount: amounts[number] ?? 0)
    }
  }

  /// The plans that are taken in one deduction, each of the others by itself.
  private func groups(of plans: [Int]) -> [[Int]] {
    var groups: [[Int]] = []
    for plan in plans where !groups.contains(where: { $0.contains(plan) }) {
      let joined = groups.firstIndex { group in group.contains { isJoined($0, plan) } }
      if let joined { groups[joined].append(plan) } else { groups.append([plan]) }
    }
    return groups
  }

  private func isJoined(_ one: Int, _ other: Int) -> Bool {
    rules.plans[one].oneDeductionWith.contains(other)
      || rules.plans[other].oneDeductionWith.contains(one)
  }

  /// One deduction above the lowest threshold, each plan having the slice above its own.
  ///
  /// The whole is rounded as payroll does; the slices below the highest are whole pence, and the
  /// highest has what is left.
  private func deduction(
    _ group: [Int], _ annualEarnings: Int64, _ earnings: Int64, _ period: PayPeriod
  ) throws(Missing) -> [Int: Int64] {
    var steps = try RepaymentStep.steps(of: group, rules.plans) { number in
      circumstances(annualEarnings, assessedOn: rules.plans[number].of, period)
    }
    for index in steps.indices {
      steps[index].threshold = period.share(ofYear: Ratio(steps[index].threshold))
    }
    let slices = RepaymentStep.slices(steps, of: Ratio(earnings))
    let whole = slices.reduce(.zero, +)
    let rounding = steps.lazy.compactMap { rules.plans[$0.plan].rounding }.first
    var left = max(0, (rounding?.applied(to: whole) ?? whole).roundedHalfUp())
    var taken: [Int: Int64] = [:]
    for (index, step) in steps.enumerated() {
      let amount = index + 1 < steps.count ? min(left, slices[index].roundedHalfUp()) : left
      taken[step.plan, default: 0] += amount
      left -= amount
    }
    return taken
  }
}
