public import Simulation

/// What levy, grants and devolved funds pay together, in each draw, period and cell; and over the whole run
/// with what of loans does not come back.
func supportPaid(in regime: RegimeResult) -> [Measure: [Int128]] {
  var sums: [Measure: [Int128]] = [:]
  for (measure, values) in regime.values where measure.quantity == .paid {
    guard measure.holder.isSupport else { continue }
    let together = Measure(
      .paid, of: .support, measure.valuation, in: measure.span, part: measure.part)
    add(values, to: &sums[together])
  }
  var all = sums[Measure(.paid, of: .support, .nominal)]
  for (measure, values) in regime.values where measure.part == nil && measure.isOfWholeRun {
    switch measure.quantity {
    case .budgetedOutlay: add(values, to: &all)
    case .budgetedRepayments: add(values.map { 0 - $0 }, to: &all)
    default: continue
    }
  }
  if let all { sums[.publicSupport] = all }
  return sums
}

private func add(_ values: [Int128], to sum: inout [Int128]?) {
  guard let before = sum else {
    sum = values
    return
  }
  sum = zip(before, values).map { $0 + $1 }
}

extension Measure {
  /// Support of all public parties: levy money, grants and funds as they are paid, and the subsidy in loans,
  /// which is their outlay less repayments at the rate for loans, where evidence has that rate.
  public static let publicSupport = Measure(.publicSupport, of: .support, .nominal)
}

extension Measure.Holder {
  /// Whether what it pays is support: neither those who come and their employers, nor loans, nor the
  /// provider.
  fileprivate var isSupport: Bool {
    switch self {
    case .learner, .employer, .society, .party("provider"), .loans, .support, .everyone: false
    default: true
    }
  }
}
