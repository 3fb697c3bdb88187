import FundingRules
import FundingValues
public import PolicyCompiler
public import PolicyLanguage
public import Simulation

/// Judges the claims of a program: arithmetic at once, figures of the model by runs.
///
/// All claims of one scenario are measured in one run, each reading in a run of its own, and what a claim `would
/// need` is found by halving an interval at whose ends the figure less the published one differs in sign. Every run
/// has the same seed, so that all of them share their shocks.
public struct ClaimJudge {
  private let program: Program
  private let settings: [ParameterSetting]
  private let draws: Int?
  private let simulated: (FundingPlan) throws -> SimulationResult

  /// How often an interval is halved: in arithmetic, and where each step is a run.
  static let halvings = (arithmetic: 60, runs: 7)
  /// Into how many equal parts a range is cut to look for a change of sign.
  static let parts = (arithmetic: 32, runs: 1)

  /// A judge of a program's claims; a run of a plan is carried out by whoever asks.
  public init(
    _ program: Program, settings: [ParameterSetting] = [], draws: Int? = nil,
    simulated: @escaping (FundingPlan) throws -> SimulationResult
  ) {
    self.program = program
    self.settings = settings
    self.draws = draws
    self.simulated = simulated
  }

  /// The claims named, judged in their order.
  public func judged(_ names: [String]) throws -> [JudgedClaim] {
    let plans = try names.map {
      try FundingPlan(program, claim: $0, settings: settings)
    }
    let figures = try measured(zip(names, plans).map { ($0, $1) })
    return try zip(zip(names, plans), figures).map { pair, figure in
      try judged(pair.0, pair.1, figure)
    }
  }

  /// What each claim comes to as first stated; those of one scenario are measured together.
  private func measured(
    _ claims: [(name: String, plan: FundingPlan)]
  ) throws -> [ClaimFigure?] {
    var found: [String: ClaimFigure] = [:]
    var scenarios: [String] = []
    for (name, plan) in claims {
      guard let claim = plan.claims.first else { continue }
      if case .arithmetic(let formula) = claim.target {
        found[name] = arithmetic(formula, claim, plan)
      } else if let scenario = claim.under?.scenario, !scenarios.contains(scenario) {
        scenarios.append(scenario)
      }
    }
    for scenario in scenarios {
      let asked = claims.filter {
        guard let claim = $0.plan.claims.first, case .metric = claim.target else { return false }
        return claim.under?.scenario == scenario
      }.map(\.name)
      let plan = try FundingPlan(program, claims: asked, of: scenario, settings: settings)
      let result = try simulated(plan)
      for (place, name) in asked.enumerated() {
        found[name] = figure(of: plan.claims[place], at: place, in: result)
      }
    }
    return claims.map { found[$0.name] }
  }

  private func judged(
    _ name: String, _ plan: FundingPlan, _ figure: ClaimFigure?
  ) throws -> JudgedClaim {
    guard let claim = plan.claims.first else {
      throw PlanError("there is no claim `\(name)`")
    }
    let first = ClaimVerdict(figure, published: claim.published, within: claim.tolerance)
    var readings: [JudgedClaim.Reading] = []
    for (number, title) in claim.readings.enumerated() {
      let plan = try FundingPlan(program, claim: name, reading: number, settings: settings)
      let read = try self.figure(of: plan)
      readings.append(
        .init(
          title: title, figure: read,
          verdict: ClaimVerdict(read, published: claim.published, within: claim.tolerance)))
    }
    var verdict = first
    if first != .reproduced, readings.contains(where: { $0.verdict == .reproduced }) {
      verdict = .reproducedIf
    }
    let needs = try claim.needs.map { need in
      JudgedClaim.Need(need: need, value: try value(of: need, for: claim, name))
    }
    var made: Int?
    if case .metric = claim.target { made = draws ?? plan.scenario?.draws }
    return JudgedClaim(
      claim: claim, figure: figure, verdict: verdict, readings: readings, needs: needs, draws: made)
  }

  /// What the one claim of a plan comes to.
  private func figure(of plan: FundingPlan) throws -> ClaimFigure? {
    guard let claim = plan.claims.first else { return nil }
    switch claim.target {
    case .arithmetic(let formula): return arithmetic(formula, claim, plan)
    case .metric: return figure(of: claim, at: 0, in: try simulated(plan))
    }
  }

  private func figure(
    of claim: ClaimPlan, at place: Int, in result: SimulationResult
  ) -> ClaimFigure? {
    guard case .metric(let metric) = claim.target,
      let regime = result.regimes.firstIndex(where: { $0.name == claim.under?.regime })
    else { return nil }
    return result.figure(of: metric, at: place, regime: regime).map { ClaimFigure($0) }
  }

  /// The figure of a formula of parameters, uncertain ones at their centres.
  private func arithmetic(
    _ formula: Formula, _ claim: ClaimPlan, _ plan: FundingPlan
  ) -> ClaimFigure? {
    guard let rules = plan.regimes.first else { return nil }
    let values = ParameterValues(
      rules.parameters, uncertain: plan.centres, until: claim.on, factCount: plan.facts.count)
    let here = Circumstances(
      frame: Frame(count: plan.facts.count), values: values, date: claim.on)
    guard let value = try? here.value(of: formula) else { return nil }
    return ClaimFigure(exact: value.double / claim.perUnit)
  }

  // MARK: What one would have to believe

  /// The value of an assumption at which a claim holds as first stated, the rest as it is.
  private func value(
    of need: ClaimPlan.Need, for claim: ClaimPlan, _ name: String
  ) throws -> Ratio? {
    func gap(_ value: Ratio) throws -> Double? {
      let plan = try FundingPlan(
        program, claim: name,
        settings: settings.filter { $0.name != need.name } + [need.setting(value)])
      return try figure(of: plan).map { $0.value - claim.published }
    }
    var isArithmetic = false
    if case .arithmetic = claim.target { isArithmetic = true }
    let parts = isArithmetic ? ClaimJudge.parts.arithmetic : ClaimJudge.parts.runs
    var low = need.low
    guard var lowGap = try gap(low) else { return nil }
    var nearest: Ratio? = lowGap.magnitude <= claim.tolerance ? low : nil
    for part in 1...parts {
      let next = need.stepped(part, of: parts)
      guard let nextGap = try gap(next) else { return nil }
      if lowGap == 0 || (lowGap > 0) != (nextGap > 0) {
        return try halved(need, claim, (low, lowGap), (next, nextGap), isArithmetic, gap) ?? nearest
      }
      if nearest == nil, nextGap.magnitude <= claim.tolerance { nearest = next }
      (low, lowGap) = (next, nextGap)
    }
    return nearest
  }

  /// Halves an interval at whose ends the gaps differ in sign, and gives the nearer end if the claim holds there.
  private func halved(
    _ need: ClaimPlan.Need, _ claim: ClaimPlan, _ first: (value: Ratio, gap: Double),
    _ last: (value: Ratio, gap: Double), _ isArithmetic: Bool, _ gap: (Ratio) throws -> Double?
  ) throws -> Ratio? {
    var (low, high) = (first, last)
    if low.gap == 0 { return low.value }
    let halvings = isArithmetic ? ClaimJudge.halvings.arithmetic : ClaimJudge.halvings.runs
    for _ in 0..<halvings {
      let middle = need.rounded((low.value + high.value) / Ratio(2))
      if middle == low.value || middle == high.value { break }
      guard let found = try gap(middle) else { return nil }
      if found == 0 || (!isArithmetic && found.magnitude <= claim.tolerance / 4) { return middle }
      if (found > 0) == (low.gap > 0) { low = (middle, found) } else { high = (middle, found) }
    }
    let nearer = low.gap.magnitude <= high.gap.magnitude ? low : high
    return nearer.gap.magnitude <= claim.tolerance ? nearer.value : nil
  }
}

extension ClaimPlan.Need {
  /// A point of the range, so many parts of all from its low end.
  fileprivate func stepped(_ part: Int, of parts: Int) -> Ratio {
    part == parts
      ? high : rounded(low + (high - low) * Ratio(Int128(part), over: Int128(parts)))
  }

  /// A value in the steps of its kind: whole counts and pence, millionths of what is measured.
  fileprivate func rounded(_ value: Ratio) -> Ratio {
    switch kind {
    case .count, .money, .moneyPerYear, .credits, .hours: Ratio(value.roundedHalfUp())
    default: Ratio((value * Ratio(100_000_000)).roundedHalfUp()) / Ratio(100_000_000)
    }
  }
}
