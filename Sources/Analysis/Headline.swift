public import Simulation

/// What one regime brings and costs against the baseline: the figures that its answer is made of.
public struct Headline: Sendable {
  /// The regime's place among those compared.
  public let regime: Int
  /// People who complete a course and would not have studied under the baseline.
  public let completers: Estimate?
  /// What levy money, grants and funds pay above the baseline, and lose on loans.
  public let support: Estimate?
  /// The support for each of those completers.
  public let supportForEach: Estimate?
  /// The percentage of those whom it newly funds who would have begun the same course anyway.
  public let cameAnyway: Estimate?
  /// People turned away by funds that the baseline lacks.
  public let turnedAway: Estimate?
  /// Whether every figure is the baseline's in every draw.
  public let isUnchanged: Bool
  /// Whether its completers can be told from zero and are above one in a hundred of the baseline's.
  public let changesWhoStudies: Bool
  /// Whether it brings fewer than one completer, in nineteen draws of twenty.
  public let bringsFewerThanOne: Bool
}

extension Comparison {
  /// The figures that a regime's answer is made of.
  public func headline(of regime: Int) -> Headline {
    let measure = completersMeasure
    let completers = measure.flatMap { measure in
      measure.isOfClass
        ? total(measure, regime: regime) : difference(measure, regime: regime)
    }
    let before = self.measure(.completions).flatMap { total($0, regime: 0) }?.value ?? 0
    let support = difference(.publicSupport, regime: regime)
    let changes =
      completers.map { $0.isResolved && $0.value.magnitude > before / 100 && !$0.isExactlyZero }
      ?? false
    return Headline(
      regime: regime, completers: completers, support: support,
      supportForEach: supportPerAdditionalCompletion(regime: regime),
      cameAnyway: shareWhoCameAnyway(regime: regime), turnedAway: turnedAway(regime),
      isUnchanged: regime > 0 && differences[regime - 1].allSatisfy(\.estimate.isExactlyZero),
      changesWhoStudies: changes,
      bringsFewerThanOne: completers.map { $0.value < 1 && $0.p95 < 1 && $0.p05 > -1 } ?? false)
  }

  /// The measure of those who complete because of a regime.
  public var completersMeasure: Measure? {
    measure(.completionsOf(.additional)) ?? measure(.completions)
  }

  /// The regime that the rest of an answer is about: of those that change who studies the one that
  /// brings most, else the one whose support differs most.
  public var leadingRegime: Int {
    let all = regimes.indices.dropFirst().map(headline)
    let changing = all.filter(\.changesWhoStudies)
    if !changing.isEmpty {
      return changing.max { ($0.completers?.value ?? 0) < ($1.completers?.value ?? 0) }?.regime ?? 0
    }
    return all.max {
      ($0.support?.value.magnitude ?? 0) < ($1.support?.value.magnitude ?? 0)
    }?.regime ?? 0
  }

  /// The exact values, one a draw, of those who complete because of a regime.
  public func completerValues(_ measure: Measure, regime: Int) -> [Int128] {
    measure.isOfClass
      ? values(measure, regime: regime) : differenceValues(measure, regime: regime)
  }

  /// Of each hundred whom a regime newly funds, how many would have begun the same course anyway.
  private func shareWhoCameAnyway(regime: Int) -> Estimate? {
    guard regime > 0, let funded = measure(.newlyFundedStarts),
      let anyway = measure(.newlyFundedAnyway)
    else { return nil }
    return ratio(
      of: values(anyway, regime: regime), to: values(funded, regime: regime), scale: 100)
  }

  /// People turned away by funds of which the baseline has none.
  private func turnedAway(_ regime: Int) -> Estimate? {
    let measures = holders(of: .refusedPeople).compactMap { fund -> Measure? in
      guard let budget = measure(.budget, of: fund),
        total(budget, regime: 0)?.isExactlyZero ?? true,
        total(budget, regime: regime)?.isExactlyZero == false
      else { return nil }
      return measure(.refusedPeople, of: fund)
    }
    guard let first = measures.first else { return nil }
    let sums = measures.dropFirst().reduce(values(first, regime: regime)) {
      zip($0, values($1, regime: regime)).map { $0 + $1 }
    }
    return Estimate(sums, perUnit: result.perUnit(of: first), uncertain: !result.uncertain.isEmpty)
  }
}
