public import Analysis
public import FundingRules
public import FundingValues
import PolicyCompiler
import Quoting
import Statistics

/// What a calibration did and found, in words and as a file of evidence.
public struct CalibrationText {
  private let outcome: Calibration.Outcome
  private let rules: RuleSet
  private let currency: Currency
  private let command: String

  /// The text of an outcome; the rules are those of the scenario before anything was moved, and the command is
  /// the line that makes it again.
  public init(
    _ outcome: Calibration.Outcome, _ rules: RuleSet, in currency: Currency, command: String
  ) {
    self.outcome = outcome
    self.rules = rules
    self.currency = currency
    self.command = command
  }

  /// The summary: constants, targets, and what was done.
  public var summary: String {
    var lines: [String] = []
    var constants = TextTable("Constants of \(outcome.scenario)", heads: ["was", "is", "error"])
    for constant in outcome.constants {
      for (row, value) in zip(constant.parameter.rows, moved(constant)) {
        constants.add(
          name(constant, row),
          [
            text(row.value, constant.parameter.kind), text(value, constant.parameter.kind),
            constant.standardError.map { error($0, constant.parameter.kind) } ?? "not known",
          ])
      }
    }
    lines += constants.lines
    var targets = TextTable(
      "Targets", heads: ["published", "within", "before", "fitted", "on other draws", ""])
    for target in outcome.targets { targets.add(target.claim.name, row(target)) }
    lines += targets.lines
    lines += remarks
    return lines.joined(separator: "\n") + "\n"
  }

  private func row(_ target: Calibration.Target) -> [String] {
    let claim = target.claim
    let words = ClaimsText([], in: currency)
    func figure(_ estimate: Estimate?) -> String {
      words.shortFigure(estimate.map { ClaimFigure($0) }, claim)
    }
    var verdict = claim.purposeName ?? ""
    if claim.purposeName == "calibrates", !target.isReached { verdict = "not reached: the nearest" }
    return [
      words.value(claim.published, claim), words.value(claim.tolerance, claim),
      figure(target.before), figure(target.fitted), figure(target.elsewhere), verdict,
    ]
  }

  /// How it was done, and what could not be.
  private var remarks: [String] {
    let steps = outcome.closedSteps
    var lines = [
      "Fitted in \(outcome.runs) runs of \(outcome.draws) draws, seed \(outcome.seed), after \(steps.contraction) "
        + "steps of contraction and \(steps.together) together in closed form;",
      "other draws have seed \(outcome.otherSeed). Condition number of the Jacobian: \(condition).",
    ]
    for target in outcome.targets
    where target.claim.purposeName == "calibrates" && !target.isReached {
      lines.append(
        "`\(target.claim.name)` cannot be reached together with the others: what stands is the nearest found"
      )
    }
    let isFlat = outcome.jacobian.conditionNumber > 1e4
    if isFlat {
      lines.append(
        "The targets hardly tell these constants apart: give one of them up, or add a target that does"
      )
    }
    return lines
  }

  private var condition: String {
    let number = outcome.jacobian.conditionNumber
    return number.isFinite ? plain(number, places: number < 10 ? 1 : 0) : "infinite"
  }

  /// A file of evidence with the constants moved, what they were fitted to and how.
  public var file: String {
    var lines = ["# Made by: \(command)"]
    lines += remarks.map { "# " + $0 }
    lines += ["#", "# target: published, within; before; fitted; on other draws"]
    for target in outcome.targets {
      let cells = row(target)
      lines.append(
        "# \(target.claim.name) (\(target.claim.purposeName ?? "")): \(cells[0]), \(cells[1]); \(cells[2]); "
          + "\(cells[3]); \(cells[4])")
      lines.append("#     \(target.claim.source)\(target.claim.place.map { ", " + $0 } ?? "")")
    }
    lines += [
      "#", "# change of each target, in its tolerances, for a small step of each constant:",
    ]
    let fitted = outcome.targets.filter { $0.claim.purposeName == "calibrates" }
    for (row, target) in fitted.enumerated() {
      let cells = outcome.constants.indices.map { plain(outcome.jacobian[row, $0], places: 4) }
      lines.append("# \(target.claim.name): " + cells.joined(separator: ", "))
    }
    lines += ["", "evidence \(outcome.scenario)-calibrated"]
    lines.append("    title \"Constants of \(outcome.scenario), fitted to its targets\"")
    lines.append("    note \"Put these values in the place of those that the scenario uses.\"")
    var done: Set<String> = []
    for constant in outcome.constants where done.insert(constant.parameter.name).inserted {
      lines += [""] + parameter(constant.parameter.name)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A whole parameter with the rows that were moved.
  private func parameter(_ name: String) -> [String] {
    guard let rule = rules.parameters.first(where: { $0.owner + "." + $0.name == name }) else {
      return []
    }
    let keys = rule.keys.map { rules.facts.names[$0] }
    var lines = [
      "parameter \(rule.name) as \(rule.unit)"
        + (keys.isEmpty ? "" : " by " + keys.joined(separator: " and "))
    ]
    for row in rule.rows {
      guard let step = row.steps.last else { continue }
      var value = step.text
      var basis = "as \(rule.owner) has it"
      for constant in outcome.constants where constant.parameter.name == name {
        guard let place = constant.parameter.rows.firstIndex(where: { $0.label == row.label })
        else {
          continue
        }
        value = text(moved(constant)[place], constant.parameter.kind)
        let error = constant.standardError.map {
          ", with an error of " + self.error($0, constant.parameter.kind)
        }
        basis = "calibrated\(error ?? ""); it was \(step.text)"
      }
      let label = row.label.isEmpty ? "" : row.label + ": "
      lines.append("    \(label)\(value)  from \(step.from)  assumed \"\(basis)\"")
    }
    return lines
  }

  private func moved(_ constant: Calibration.Constant) -> [Ratio] {
    constant.parameter.values(movedBy: constant.moved)
  }

  private func name(_ constant: Calibration.Constant, _ row: MovableParameter.Row) -> String {
    row.label.isEmpty ? constant.parameter.name : "\(constant.parameter.name) \"\(row.label)\""
  }

  private func text(_ value: Ratio, _ kind: FactTable.Kind) -> String {
    FactTable().text(of: value, as: kind, in: currency)
  }

  private func error(_ value: Double, _ kind: FactTable.Kind) -> String {
    text(
      Ratio(millionthsOf: kind.isMoney ? value.rounded() : FigureText.threeDigits(value)), kind)
  }
}
