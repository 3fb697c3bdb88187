import FundingRules
import FundingValues

extension FundingPlan {
  /// The plan with every uncertain value at its centre, so that none is drawn.
  public var certain: FundingPlan {
    changingParameters { rule in
      rule.mapped { step in
        guard case .uncertain(let number) = step.value else { return step.value }
        return .formula(Formula(uncertain[number].centre))
      }
    }
  }

  /// The plan with the value that stands at a place of the text moved, once for each way; none
  /// where the plan has no such value.
  public func moved(at place: String) -> [FundingPlan] {
    let nudge = Nudge(facts: facts, centres: centres)
    guard let rules = regimes.first,
      let rule = rules.parameters.first(where: { rule in
        rule.rows.contains { $0.steps.contains { $0.place == place } }
      })
    else { return [] }
    return nudge.moved(rule, at: place).indices.map { way in
      changingParameters { other in
        let ways = nudge.moved(other, at: place)
        return ways.indices.contains(way) ? ways[way] : other
      }
    }
  }

  private func changingParameters(_ change: (ParameterRule) -> ParameterRule) -> FundingPlan {
    var plan = self
    plan.regimes = regimes.map { rules in
      var rules = rules
      rules.parameters = rules.parameters.map(change)
      return rules
    }
    return plan
  }
}

extension ParameterRule {
  /// The parameter with other values on the same days.
  fileprivate func mapped(_ value: (Step) -> Value) -> ParameterRule {
    ParameterRule(
      name: name, owner: owner, unit: unit, keys: keys,
      rows: rows.map { row in
        Row(
          cells: row.cells, isOtherwise: row.isOtherwise, label: row.label,
          steps: row.steps.map { step in
            Step(
              from: step.from, value: value(step), basis: step.basis, place: step.place,
              text: step.text)
          })
      })
  }
}
