public import FundingValues

/// A band of a plan on a day.
public struct RepaymentStep: Sendable, Hashable {
  /// The plan's number.
  public let plan: Int
  /// The pence of a year, or of a pay period, from which the rate holds.
  public var threshold: Int64
  /// The share that is taken.
  public let rate: Ratio

  /// The bands of a plan on a day, with thresholds of a year.
  public static func steps(
    of number: Int, _ plan: RepaymentPlan, _ here: Circumstances
  ) throws(Missing) -> [RepaymentStep] {
    var steps: [RepaymentStep] = []
    for band in plan.bands {
      steps.append(
        RepaymentStep(
          plan: number, threshold: try here.value(of: band.threshold).roundedHalfUp(),
          rate: try here.value(of: band.rate)))
    }
    return steps
  }
}

/// One deduction above the lowest threshold, shared among the plans of its steps.
///
/// Each step has its rate of the slice up to the next one's threshold. The whole is rounded as the plan of
/// the lowest step says; the slices below the highest are whole pence, and the highest has what is left.
public struct JoinedDeduction: Sendable {
  /// The plans, by number, in the order of their lowest thresholds.
  public private(set) var plans: [Int] = []
  /// The place among `plans` of each step's plan.
  private var owners: [Int] = []
  private let bands: RateBands
  private let rounding: Rounding?

  /// The deduction of some steps, in any order.
  public init(_ steps: [RepaymentStep], _ rules: [RepaymentPlan]) {
    let steps = steps.sorted { ($0.threshold, $0.plan) < ($1.threshold, $1.plan) }
    bands = RateBands(floors: steps.map(\.threshold), rates: steps.map(\.rate))
    rounding = steps.lazy.compactMap { rules[$0.plan].rounding }.first
    for step in steps {
      if let known = plans.firstIndex(of: step.plan) {
        owners.append(known)
      } else {
        owners.append(plans.count)
        plans.append(step.plan)
      }
    }
  }

  /// What all plans together take of pay, in whole pence.
  public func whole(of pay: Int64) -> Int64 {
    guard let rounding else { return max(0, bands.charge(on: pay)) }
    return max(0, rounding.applied(to: bands.exactCharge(on: pay)).roundedHalfUp())
  }

  /// What each plan takes of pay, in whole pence and in the order of `plans`.
  public func shares(of pay: Int64) -> [Int64] {
    var left = whole(of: pay)
    if plans.count == 1 { return [left] }
    var shares = Array(repeating: Int64(0), count: plans.count)
    let slices = bands.slices(of: pay)
    for (index, owner) in owners.enumerated() {
      let part = index + 1 < owners.count ? min(left, slices[index].roundedHalfUp()) : left
      left -= part
      shares[owner] += part
    }
    return shares
  }

  /// Hands on what each plan takes of pay, in whole pence and in the order of `plans`.
  func eachShare(of pay: Int64, _ body: (_ plan: Int, _ share: Int64) -> Void) {
    if plans.count == 1 {
      body(plans[0], whole(of: pay))
    } else {
      for (plan, share) in zip(plans, shares(of: pay)) { body(plan, share) }
    }
  }

  /// What a plan takes of pay, in whole pence.
  public func share(of plan: Int, in pay: Int64) -> Int64 {
    plans.firstIndex(of: plan).map { shares(of: pay)[$0] } ?? 0
  }
}
