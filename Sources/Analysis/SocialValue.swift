import Simulation

extension Comparison {
  /// What society gains, in real prices at society's own rate.
  static let societyGain = Measure(
    .gain, of: .society, .real(discountedBy: .society))

  /// Net present social value: society's gain less the baseline's.
  public func netPresentValue(regime: Int) -> Estimate? {
    difference(Comparison.societyGain, regime: regime)
  }

  /// What a regime costs the public more than the baseline: the public parties' gain, turned round, in
  /// real prices at society's rate.
  public func publicCost(regime: Int) -> Estimate? {
    guard regime > 0, !publicGains.isEmpty else { return nil }
    return Estimate(
      publicCostValues(regime: regime), perUnit: result.perUnit(of: Comparison.societyGain),
      uncertain: !result.uncertain.isEmpty)
  }

  /// Benefits for each pound of public cost.
  ///
  /// Benefits are society's gain with the public cost put back (HM Treasury, "The Green Book: central
  /// government guidance on appraisal and evaluation", chapter 5: present value of benefits over that of
  /// public costs). Nothing where the cost cannot be told from zero or is a saving.
  public func benefitCostRatio(regime: Int) -> Estimate? {
    guard regime > 0, !publicGains.isEmpty,
      difference(Comparison.societyGain, regime: regime) != nil
    else { return nil }
    let cost = publicCostValues(regime: regime)
    let gain = differenceValues(Comparison.societyGain, regime: regime)
    return ratio(of: zip(gain, cost).map { $0 + $1 }, to: cost, scale: 1)
  }

  /// The gains of all parties but learners, employers, providers and society.
  private var publicGains: [Measure] {
    let others: Set<Measure.Holder> = [.learner, .employer, .society, .party("provider")]
    return holders(of: .gain).filter { !others.contains($0) }.map {
      Measure(.gain, of: $0, .real(discountedBy: .society))
    }
  }

  private func publicCostValues(regime: Int) -> [Int128] {
    publicGains.reduce(Array(repeating: Int128(0), count: result.draws)) { sums, measure in
      zip(sums, differenceValues(measure, regime: regime)).map { $0 - $1 }
    }
  }
}
