public import FundingRules
public import FundingValues
import PolicyLanguage

/// A parameter, or one row of it, that a calibration moves by adding to its values.
public struct MovableParameter: Sendable {
  /// One row and the value that it has before it is moved.
  public struct Row: Sendable {
    /// The row as written before its colon; empty for a parameter with one value.
    public let label: String
    /// The value on the day asked for, an uncertain one at its centre.
    public let value: Ratio
    /// Whether the text says that the value is uncertain.
    public let isUncertain: Bool
  }
  /// The name with its owner.
  public let name: String
  /// What it holds.
  public let kind: FactTable.Kind
  /// The rows that move together.
  public let rows: [Row]
  private let declaration: Int
  private let isWhole: Bool

  /// The name with the row, if it is one row of several.
  public var title: String {
    isWhole ? name : name + " \"" + (rows.first?.label ?? "") + "\""
  }

  /// Its values moved by so much: in its own unit, a part of one for a percent, pence for money.
  public func settings(movedBy amount: Double) -> [ParameterSetting] {
    zip(rows, values(movedBy: amount)).map { row, value in
      var setting = ParameterSetting(
        name: name, text: PlanText.number(value), declaration: declaration,
        value: .formula(Formula(value)))
      setting.row = row.label
      return setting
    }
  }

  /// The values moved by so much, a percent kept between 0% and 100%.
  public func values(movedBy amount: Double) -> [Ratio] {
    rows.map { row in
      var value = row.value.double + amount
      if kind == .share || kind == .sharePerYear { value = min(1, max(0, value)) }
      return isMoney ? Ratio(millionthsOf: value).rounded : Ratio(millionthsOf: value).reduced
    }
  }

  private var isMoney: Bool { kind == .money || kind == .moneyPerYear }

  /// A step that is small for it: a hundredth of a number's or a percent's whole, a hundredth of a sum.
  public var step: Double {
    switch kind {
    case .share, .sharePerYear: return 0.01
    case .number: return 0.05
    default:
      let size = rows.map { $0.value.double.magnitude }.max() ?? 1
      return max(1, size / 100)
    }
  }

  /// How many steps it is moved by to see what a run makes of it: counts move by whole people, and a small step
  /// may move nobody.
  public var stepsInRuns: Double {
    switch kind {
    case .share, .sharePerYear, .number: 5
    default: 20
    }
  }

  /// The parameter that a claim calibrates, with its values on the first day of the plan's scenario.
  public init?(_ purpose: ClaimPlan.Purpose, in plan: FundingPlan) {
    guard case .calibrates(let name, let row, let declaration) = purpose,
      let rules = plan.regimes.first,
      let rule = rules.parameters.first(where: { $0.owner + "." + $0.name == name }),
      let day = plan.scenario?.from
    else { return nil }
    self.name = name
    self.declaration = declaration
    isWhole = row == nil
    kind = FactTable.Kind(unit: rule.unit)
    let centres = plan.centres
    rows = rule.rows.filter { row == nil || $0.label == row }.compactMap { row in
      guard let step = row.steps.last(where: { $0.from <= day }) ?? row.steps.first else {
        return nil
      }
      switch step.value {
      case .formula(let formula):
        return formula.constant.map { Row(label: row.label, value: $0, isUncertain: false) }
      case .uncertain(let number):
        return Row(label: row.label, value: centres[number], isUncertain: true)
      default: return nil
      }
    }
    if rows.isEmpty { return nil }
  }
}

extension Ratio {
  /// The nearest whole number.
  fileprivate var rounded: Ratio { Ratio(roundedHalfUp()) }
}
