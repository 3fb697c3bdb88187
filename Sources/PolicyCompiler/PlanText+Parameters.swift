import FundingRules
import FundingValues

extension PlanText {
  /// The lines of a parameter.
  func lines(of rule: ParameterRule, number: Int) -> [String] {
    let keys = rule.keys.map(fact).joined(separator: " and ")
    let by = keys.isEmpty ? "" : " by \(keys)"
    var lines = ["p\(number) \(rule.owner).\(rule.name) as \(rule.unit)\(by)"]
    for row in rule.rows {
      let label = row.label.isEmpty ? "" : "\(cells(of: row)): "
      for step in row.steps {
        lines.append("  \(label)\(value(step.value)) from \(step.from)\(basis(step.basis))")
      }
    }
    return lines
  }

  private func cells(of row: ParameterRule.Row) -> String {
    if row.isOtherwise { return "otherwise" }
    return row.cells.map { cell in
      switch cell {
      case .oneOf(let values): "{\(values.map(PlanText.number).joined(separator: ", "))}"
      case .band(let from, let to, let takesTop):
        (takesTop ? "(" : "[") + "\(from.map(formula) ?? ""), \(to.map(formula) ?? "")"
          + (takesTop ? "]" : ")")
      }
    }.joined(separator: " and ")
  }

  private func value(_ value: ParameterRule.Value) -> String {
    switch value {
    case .formula(let formula): return self.formula(formula)
    case .list(let codes): return "{\(codes.map(String.init).joined(separator: ", "))}"
    case .uncertain(let number): return "u\(number)"
    case .unlimited: return "no limit"
    case .rises(let day, let month, let index, let before, let rounding):
      let read = before > 0 ? " \(before) months before" : ""
      let step = rounding.map { " \(self.rounding($0))" } ?? ""
      return "rises each \(day)/\(month) by \(formula(index))\(read)\(step)"
    case .resumes(let steps):
      return "as if "
        + steps.map { "\(self.value($0.value)) from \($0.from)" }.joined(separator: ", ")
    }
  }

  /// A rounding in words.
  func rounding(_ rounding: Rounding) -> String {
    switch rounding {
    case .nearest(let step): "rounded to \(PlanText.number(step))"
    case .nearestHalvesDown(let step): "rounded to \(PlanText.number(step)) halves down"
    case .up(let step): "rounded up to \(PlanText.number(step))"
    case .down(let step): "rounded down to \(PlanText.number(step))"
    }
  }

  private func basis(_ basis: Basis) -> String {
    switch basis {
    case .cited(let source, _, _, _): " cites \(source)"
    case .assumed: " assumed"
    case .illustrative: " illustrative"
    case .missing: ""
    }
  }

  /// A distribution in words.
  static func shape(_ shape: UncertainShape) -> String {
    switch shape {
    case .fixed(let value): "fixed \(value)"
    case .uniform(let low, let high): "uniform \(low) \(high)"
    case .normal(let mean, let sd): "normal \(mean) sd \(sd)"
    case .lognormal(let median, let top): "lognormal \(median) top \(top)"
    case .lognormalMean(let mean, let sd): "lognormal mean \(mean) sd \(sd)"
    case .triangular(let low, let mode, let high): "triangular \(low) \(mode) \(high)"
    case .beta(let mean, let sd): "beta \(mean) sd \(sd)"
    case .power(let low, let high, let exponent): "power \(low) \(high) exponent \(exponent)"
    }
  }

  /// An uncertain quantity in words.
  static func line(of quantity: UncertainQuantity, number: Int) -> String {
    let bounds = quantity.bounds.map {
      " kept \(PlanText.number($0.low)) to \(PlanText.number($0.high))"
    }
    let moves = quantity.movesWith.map { " with u\($0.quantity) by \($0.rankCorrelation)" }
    return "u\(number) \(quantity.name): \(shape(quantity.shape))\(bounds ?? "")"
      + ", centre \(PlanText.number(quantity.centre))\(moves.joined())"
  }
}
