import FundingRules
import FundingValues
import PolicyCompiler
import Quoting
import Reporting

extension FundingPlan {
  /// Every dated value that the plan holds, in the order of declaration, with what it rests on.
  var assumptions: [Assumption] {
    var found: [Assumption] = []
    var known: Set<Assumption> = []
    let cited = regimes.first?.lastCited ?? [:]
    for number in regimes.first?.parameters.indices ?? 0..<0 {
      for rules in regimes where rules.parameters.indices.contains(number) {
        for assumption in assumptions(of: rules.parameters[number], in: rules, cited)
        where known.insert(assumption).inserted {
          found.append(assumption)
        }
      }
    }
    return found
  }

  private func assumptions(
    of rule: ParameterRule, in rules: RuleSet, _ cited: [String: CivilDate]
  ) -> [Assumption] {
    rule.rows.flatMap { row in
      let end = scenario?.to
      let inForce = row.steps.lastIndex { $0.from <= end ?? $0.from }
      return row.steps.enumerated().map { place, step in
        let (basis, source) = FundingPlan.basis(step.basis)
        var assumption = Assumption(
          name: "\(rule.owner).\(rule.name)", row: row.label, date: "\(step.from)",
          value: step.text, unit: rule.unit, basis: basis, source: source, place: step.place)
        if place == inForce, let end {
          assumption.isCarriedOn = rules.isCarried(step, lastCited: cited[rule.owner], on: end)
        }
        if case .uncertain(let number) = step.value, uncertain.indices.contains(number) {
          let quantity = uncertain[number]
          assumption.distribution = step.text
          assumption.value = facts.text(of: quantity.centre, as: .init(unit: rule.unit))
          assumption.quantity = quantity.name
        }
        return assumption
      }
    }
  }

  private static func basis(_ basis: Basis) -> (Assumption.Basis, String) {
    switch basis {
    case .cited(let source, let title, let address, let place):
      let words = [title.isEmpty ? source : title, place, address].compactMap { $0 }
      return (.cited, words.joined(separator: ", "))
    case .assumed(let reason): return (.assumed, reason)
    case .illustrative: return (.illustrative, "")
    case .missing: return (.missing, "")
    }
  }
}
