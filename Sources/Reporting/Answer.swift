public import Analysis
import Simulation

/// The answer to the question of a run, one sentence a regime.
public struct Answer: Sendable {
  let comparison: Comparison

  /// The answer of a comparison.
  public init(_ comparison: Comparison) { self.comparison = comparison }

  /// One sentence for each regime compared, or for the only one.
  public var sentences: [String] {
    guard comparison.regimes.count > 1 else { return [alone] }
    return comparison.regimes.indices.dropFirst().map(sentence)
  }

  private var alone: String {
    guard let regime = comparison.regimes.first, let starts = comparison.measure(.starts),
      let estimate = comparison.total(starts, regime: 0)
    else { return "No figure came of the run." }
    var text = "Under \(regime), starts are \(phrase(estimate, starts))"
    if let completions = comparison.measure(.completions),
      let estimate = comparison.total(completions, regime: 0)
    {
      text += " and completions \(phrase(estimate, completions))"
    }
    return text + "."
  }

  private func sentence(_ regime: Int) -> String {
    let name = comparison.regimes[regime]
    if isUnchanged(regime) {
      return "\(name) changes nothing against \(comparison.regimes[0]): every figure is the same."
    }
    var text = "\(name) brings "
    if let additional = comparison.measure(.completionsOf(.additional)),
      let estimate = comparison.total(additional, regime: regime)
    {
      text += people(estimate, additional, "additional completers")
    } else if let completions = comparison.measure(.completions),
      let estimate = comparison.difference(completions, regime: regime)
    {
      text += people(estimate, completions, "more completions")
    } else {
      text += "changes that no headline figure shows"
    }
    if let paid = comparison.measure(.paid, of: .support),
      let estimate = comparison.difference(paid, regime: regime)
    {
      text += "; support from levy, grants and funds \(changed(estimate, paid))"
    }
    if let each = comparison.supportPerAdditionalCompletion(regime: regime), each.isResolved {
      text += ", which is \(comparison.wordsOfMoney.valueWithRange(each)) for each"
    }
    return text + "." + waste(regime) + refusals(regime)
  }

  /// Which funds that the baseline lacks turn people away, as a last sentence.
  private func refusals(_ regime: Int) -> String {
    let funds = comparison.holders(of: .refusedPeople).filter { fund in
      guard let refused = comparison.measure(.refusedPeople, of: fund),
        let budget = comparison.measure(.budget, of: fund),
        let before = comparison.total(budget, regime: 0), before.isExactlyZero,
        let estimate = comparison.total(refused, regime: regime)
      else { return false }
      return estimate.isResolved && estimate.value > 0
    }
    guard let fund = funds.first, let refused = comparison.measure(.refusedPeople, of: fund),
      let estimate = comparison.total(refused, regime: regime)
    else { return "" }
    return " \(fund.name) turns away \(phrase(estimate, refused)) people."
  }

  /// How much of the funded would have come anyway, as a second sentence.
  private func waste(_ regime: Int) -> String {
    guard let dead = comparison.measure(.startsOf(.deadweight)),
      let funded = comparison.measure(.fundedStarts),
      let deadweight = comparison.total(dead, regime: regime),
      let all = comparison.total(funded, regime: regime), all.value > 0, all.isResolved,
      deadweight.isResolved
    else { return "" }
    let share = plain(deadweight.value / all.value * 100, places: 0)
    return " Of its funded learners \(share)% would have come anyway by the same way."
  }

  private func people(_ estimate: Estimate, _ measure: Measure, _ noun: String) -> String {
    if estimate.isExactlyZero { return "no \(noun)" }
    if !estimate.isResolved {
      return
        "a number of \(noun) that is not resolved (\(comparison.words(measure).range(estimate)))"
    }
    return "\(comparison.words(measure).valueWithRange(estimate)) \(noun)"
  }

  private func changed(_ estimate: Estimate, _ measure: Measure) -> String {
    if estimate.isExactlyZero { return "is unchanged" }
    if !estimate.isResolved {
      return
        "changes by an amount that is not resolved (\(comparison.words(measure).range(estimate)))"
    }
    return "changes by \(phrase(estimate, measure))"
  }

  private func phrase(_ estimate: Estimate, _ measure: Measure) -> String {
    comparison.words(measure).valueWithRange(estimate)
  }

  private func isUnchanged(_ regime: Int) -> Bool {
    comparison.differences[regime - 1].allSatisfy(\.estimate.isExactlyZero)
  }
}
