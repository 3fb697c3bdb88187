public import FundingValues

extension ParameterRule {
  /// The parameters from which its values are worked out.
  public var needs: Set<Int> { ParameterRule.needs(of: rows.flatMap(\.steps)) }

  private static func needs(of steps: [Step]) -> Set<Int> {
    var needed: Set<Int> = []
    for step in steps {
      switch step.value {
      case .formula(let formula): needed.formUnion(formula.parameters)
      case .rises(_, _, let index, _, _): needed.formUnion(index.parameters)
      case .resumes(let earlier): needed.formUnion(needs(of: earlier))
      case .list, .uncertain, .unlimited: continue
      }
    }
    return needed
  }
}

extension ParameterRule {
  /// The numbers of the parameters that an uncertain quantity moves, directly or through others.
  public static func redrawn(in rules: [ParameterRule]) -> [Int] {
    var moved = Set(
      rules.indices.filter { number in
        rules[number].rows.contains { $0.steps.contains { $0.value.isUncertain } }
      })
    var before = -1
    while before < moved.count {
      before = moved.count
      for number in rules.indices where !rules[number].needs.isDisjoint(with: moved) {
        moved.insert(number)
      }
    }
    return moved.sorted()
  }
}

extension ParameterValues {
  /// The values with one parameter's rule replaced, and those worked out from it worked out anew.
  ///
  /// The dependents are the parameters that need it, directly or not, each after what it needs.
  public func replacing(
    _ rule: ParameterRule, at number: Int, dependents: [Int], uncertain: [Ratio],
    until horizon: CivilDate, factCount: Int
  ) -> ParameterValues {
    var result = self
    result.rules[number] = rule
    let empty = Frame(count: factCount)
    for parameter in [number] + dependents {
      _ = result.resolve(parameter, uncertain, horizon, empty)
    }
    return result
  }

  /// The values in another draw of the uncertain quantities, which differs in some parameters alone:
  /// `ParameterRule.redrawn(in:)` says which.
  public func redrawn(
    _ numbers: [Int], uncertain: [Ratio], until horizon: CivilDate, factCount: Int
  ) -> ParameterValues {
    var result = without(numbers)
    result.resolve(numbers, uncertain, until: horizon, factCount: factCount)
    return result
  }

  /// The values without those of some parameters, which then have none on any day.
  public func without(_ parameters: [Int]) -> ParameterValues {
    var result = self
    for parameter in parameters {
      result.steps[parameter] = result.rules[parameter].rows.map { _ in Steps() }
    }
    return result
  }
}
