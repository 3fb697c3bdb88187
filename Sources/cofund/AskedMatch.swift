import Analysis
import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Quoting
import Reporting
import Simulation

/// What `--match` asks for: a figure, what it is held to, and the parameters that regimes may move.
struct AskedMatch {
  /// One parameter that a regime moves, and between which values.
  private struct Move {
    let regime: Int
    let name: String
    let parameter: AdjustableParameter
    let from: Ratio
    let to: Ratio

    /// How many steps there are between the least and the greatest value.
    static let steps = 1000

    /// The value so many steps above the least.
    func text(_ step: Int) -> String {
      parameter.text(of: from + (to - from) * Ratio(Int128(step), over: Int128(Move.steps)))
    }
  }
  private let run: ScenarioRun
  private let figure: MatchedFigure
  /// What it is held to; nothing for the baseline's own.
  private let target: Double?
  private let moves: [Move]

  /// What `--match` and its companions ask for, or else the scenario's own line; or nothing.
  init?(_ run: ScenarioRun, _ plan: FundingPlan) throws(Failure) {
    let arguments = run.arguments
    let equal = plan.regimes.count > 1 ? plan.scenario?.equalCost : nil
    guard let path = arguments["--match"] ?? equal?.path else {
      for name in ["--to", "--adjusting", "--within"] where arguments.has(name) {
        throw .misuse("`\(name)` says how to match: add `--match PATH`, such as `--match support`")
      }
      return nil
    }
    let rules = plan.regimes
    let parties = Set(rules.flatMap(\.parties).map(\.name))
    let funds = Set(rules.flatMap(\.funds).map(\.name))
    guard let figure = MatchedFigure(path, parties: Array(parties), funds: Array(funds)) else {
      throw .misuse(
        "\(arguments.has("--match") ? "`--match \(path)`" : "`compare … at \(path)`"): match `support`, "
          + "`levy.pays`, what a party pays "
          + "(\(parties.sorted().map { "`\($0).pays`" }.joined(separator: ", "))) or what a fund "
          + "pays out, such as `\(funds.sorted().first ?? "fund").paid`")
    }
    guard rules.count > 1 else {
      throw .misuse("`--match` needs a regime beside the baseline")
    }
    self.run = run
    self.figure = figure
    if !arguments.has("--match"), let equal {
      guard let amount = equal.amount.constant else {
        throw .misuse("`compare … at \(path)`: a run needs a plain amount of money there")
      }
      target = amount.double / Double(plan.currency.minorUnits)
      let names = equal.parameters.map { number in
        let rule = rules[0].parameters[number]
        return rule.owner + "." + rule.name
      }
      moves = try AskedMatch.moves(names, arguments["--within"], run, plan)
      return
    }
    guard let names = arguments["--adjusting"]?.split(separator: ",").map(String.init) else {
      throw .misuse("`--match` needs `--adjusting` and the parameters that regimes may move")
    }
    target = try AskedMatch.target(arguments["--to"] ?? "baseline", run.checked.program)
    moves = try AskedMatch.moves(names, arguments["--within"], run, plan)
  }

  private static func target(_ text: String, _ program: Program) throws(Failure) -> Double? {
    if text == "baseline" { return nil }
    let (value, reason) = FactReader(program).money(text)
    guard let value else { throw .misuse("`--to \(text)`: \(reason)") }
    return value.double / Double(program.currency.minorUnits)
  }

  /// The one listed parameter that each regime reads and the baseline does not.
  private static func moves(
    _ names: [String], _ within: String?, _ run: ScenarioRun, _ plan: FundingPlan
  ) throws(Failure) -> [Move] {
    let reads = plan.regimes.map { AskedFacts($0).parameters }
    var moves: [Move] = []
    for regime in plan.regimes.indices.dropFirst() {
      let own = plan.regimes[regime].name
      var found: [(name: String, number: Int)] = []
      for entry in names {
        let parts = entry.split(separator: ":").map(String.init)
        if parts.count > 1, parts[0] != own { continue }
        let name = parts.last ?? entry
        for number in plan.parameterNumber(named: name)
        where reads[regime].contains(number) && !reads[0].contains(number) {
          found.append((name, number))
        }
      }
      guard let only = found.first, found.count == 1 else {
        throw unclear(own, found.map(\.name), names, plan)
      }
      moves.append(try move(only.name, only.number, regime, within, run, plan))
    }
    for (place, move) in moves.enumerated() {
      guard
        let twin = moves[(place + 1)...].first(where: { $0.parameter.name == move.parameter.name })
      else { continue }
      let both = [move.regime, twin.regime].map { "`\(plan.regimes[$0].name)`" }
      throw .misuse(
        "`--adjusting`: \(both.joined(separator: " and ")) both read `\(move.name)`, which cannot "
          + "have two values: name another parameter for one of them, or compare one at a time")
    }
    return moves
  }

  private static func unclear(
    _ regime: String, _ found: [String], _ names: [String], _ plan: FundingPlan
  ) -> Failure {
    let listed = names.map { "`\($0)`" }.joined(separator: ", ")
    if found.isEmpty {
      return .misuse(
        "`--adjusting`: `\(regime)` reads none of \(listed) that `\(plan.regimes[0].name)` does "
          + "not read; name one that it reads alone, or leave it out with `--regimes`")
    }
    return .misuse(
      "`--adjusting`: `\(regime)` reads \(found.map { "`\($0)`" }.joined(separator: " and ")); name "
        + "one of them, or write which is meant, such as `\(regime):\(found[0])`")
  }

  private static func move(
    _ name: String, _ number: Int, _ regime: Int, _ within: String?, _ run: ScenarioRun,
    _ plan: FundingPlan
  ) throws(Failure) -> Move {
    let parameter: AdjustableParameter
    do {
      parameter = try AdjustableParameter(named: name, in: run.checked.program)
    } catch {
      throw .misuse("`--adjusting \(name)`: \(error.message)")
    }
    if let within {
      let ends = within.split(separator: " ").map(String.init)
      var amounts: [Ratio] = []
      for end in ends {
        let setting = try run.setting("\(parameter.name)=\(end)", for: "--within \(within)")
        guard let amount = parameter.amount(of: setting) else {
          throw .misuse("`--within \(within)`: `\(end)` is not a plain amount")
        }
        amounts.append(amount)
      }
      guard amounts.count == 2, amounts[0] < amounts[1] else {
        throw .misuse("`--within` needs the least and the greatest value, such as `--within 0 100`")
      }
      return Move(
        regime: regime, name: name, parameter: parameter, from: amounts[0], to: amounts[1])
    }
    if parameter.isPercent {
      return Move(
        regime: regime, name: name, parameter: parameter, from: .zero, to: Ratio(100))
    }
    guard let now = plan.central(parameter: number), now > .zero else {
      throw .misuse(
        "`--adjusting \(name)`: it has no one value above zero to begin from; say between which "
          + "values to look, with `--within A B`")
    }
    let amount = now / parameter.unit
    return Move(
      regime: regime, name: name, parameter: parameter, from: amount * Ratio(1, over: 2),
      to: amount * Ratio(10))
  }

  /// Brings every regime to the target on the same shocks.
  func matching(_ unmatched: Comparison) throws(Failure) -> (Matching, [ParameterSetting]) {
    let target = target ?? figure.mean(unmatched, regime: 0)
    var parts: [Matching.Part] = []
    var settings: [ParameterSetting] = []
    for move in moves {
      let regime = unmatched.regimes[move.regime]
      let step = ((move.to - move.from) / Ratio(Int64(Move.steps))).double
      let tolerance = max(0.005 * target.magnitude, move.parameter.isPercent ? 1 : step)
      let found = try searchTarget(target, steps: Move.steps, tolerance: tolerance) {
        step throws(Failure) in
        let setting = try run.setting(
          "\(move.parameter.name)=\(move.text(step))", for: "--adjusting \(move.name)")
        let plan = try run.plan([setting], only: [regime]).plan
        do throws(Failure) {
          let noun = "draws of \(regime) at \(move.text(step))"
          let result = try run.result(plan, doing: noun).result
          return figure.mean(Comparison(result), regime: 0)
        } catch  where error.code == "not-simulated" {
          throw .wrong(
            error.code,
            "at `\(move.name)` \(move.text(step)), which `--match` tries: \(error.message); or look "
              + "between other values with `--within LEAST GREATEST`")
        }
      }
      settings.append(
        try run.setting(
          "\(move.parameter.name)=\(move.text(found.nearest.step))",
          for: "--adjusting \(move.name)"))
      parts.append(
        Matching.Part(
          regime: regime, parameter: move.parameter.shortName,
          value: move.text(found.nearest.step), reached: found.nearest.figure,
          other: found.isMet ? nil : found.other.map { (move.text($0.step), $0.figure) },
          isMet: found.isMet))
    }
    return (
      Matching(path: figure.path, target: target, parts: parts, unmatched: unmatched), settings
    )
  }
}

extension FundingPlan {
  /// The value of a parameter on the scenario's first day, or the centre of its distribution, where it has
  /// one for all.
  func central(parameter number: Int) -> Ratio? {
    guard let rule = regimes.first?.parameters[number], rule.rows.count == 1,
      let from = scenario?.from,
      let step = rule.rows[0].steps.last(where: { $0.from <= from }) ?? rule.rows[0].steps.first
    else { return nil }
    switch step.value {
    case .formula(let formula): return formula.constant
    case .uncertain(let quantity):
      return uncertain.indices.contains(quantity) ? uncertain[quantity].centre : nil
    default: return nil
    }
  }
}
