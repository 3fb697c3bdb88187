import Simulation

/// What levy, grants and devolved funds pay together, in each draw, period and cell.
func supportPaid(in regime: RegimeResult) -> [Measure: [Int128]] {
  var sums: [Measure: [Int128]] = [:]
  for (measure, values) in regime.values where measure.quantity == .paid {
    guard measure.holder.isSupport else { continue }
    let together = Measure(
      .paid, of: .support, measure.valuation, in: measure.span, part: measure.part)
    if let sum = sums[together] {
      sums[together] = zip(sum, values).map { $0 + $1 }
    } else {
      sums[together] = values
    }
  }
  return sums
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
