import FundingRules
import PolicyCompiler
import Randomness
import Simulation
import Statistics

/// The targets that closed forms tell of, and the constants that move utilities in a straight line.
struct ClosedTargets {
  /// A regime's shares, and by how much a unit of each linear constant moves each utility.
  private struct Regime {
    let number: Int
    let shares: ClosedFormShares
    /// By constant; empty for one that is not linear.
    let slopes: [[Double]]
    /// The targets of the regime by their places among the claims.
    let targets: [Int]
  }
  private let regimes: [Regime]
  private let draws: Int
  private let periods: [Int: Double]
  /// Which constants are linear.
  let linear: [Bool]
  /// Which constants move every utility that they move by one.
  private let isConstant: [Bool]
  /// How the steps of the contraction are damped: an offer's dissimilarity is not below this.
  private static let damping = 0.8

  /// Whether there is nothing that closed forms tell of.
  var isEmpty: Bool { regimes.isEmpty || !linear.contains(true) }

  /// Works out the shares of every regime that a target names.
  init(_ calibration: Calibration, _ work: Calibration.Work) throws {
    let draws = min(calibration.draws, 8)
    self.draws = draws
    var byRegime: [Int: [Int]] = [:]
    var periods: [Int: Double] = [:]
    for place in work.fitted {
      guard case .metric(let metric) = work.claims[place].target, !metric.isChange,
        metric.isSettledByChoice(in: work.plan),
        let regime = work.plan.regimes.firstIndex(where: {
          $0.name == work.claims[place].under?.regime
        }), let scenario = work.plan.scenario
      else { continue }
      byRegime[regime, default: []].append(place)
      periods[place] =
        metric.each == nil
        ? 1 : Double(max(1, metric.periods(from: scenario.from, to: scenario.to).count))
    }
    self.periods = periods
    var found: [Regime] = []
    var linear = work.movable.map { _ in !byRegime.isEmpty }
    var isConstant = work.movable.map { _ in true }
    let zero = work.movable.map { _ in 0.0 }
    for regime in byRegime.keys.sorted() {
      let targets = byRegime[regime] ?? []
      let metrics = targets.compactMap { place -> MetricPlan? in
        if case .metric(let metric) = work.claims[place].target { metric } else { nil }
      }
      let base = try closedFormShares(
        try calibration.plan(work.movable, zero), regime: regime, metrics: metrics, draws: draws,
        seed: calibration.seed)
      var slopes: [[Double]] = []
      for (number, constant) in work.movable.enumerated() {
        var theta = zero
        theta[number] = constant.step
        let moved = try closedFormShares(
          try calibration.plan(work.movable, theta), regime: regime, metrics: metrics,
          draws: draws, seed: calibration.seed, like: base)
        guard moved.isLike(base) else {
          linear[number] = false
          slopes.append([])
          continue
        }
        let slope = zip(moved.utilities, base.utilities).map { ($0 - $1) / constant.step }
        let isOne = slope.allSatisfy { $0.magnitude < 1e-6 || ($0 - 1).magnitude < 1e-6 }
        isConstant[number] = isConstant[number] && isOne && slope.contains { $0 > 0.5 }
        slopes.append(slope)
      }
      found.append(Regime(number: regime, shares: base, slopes: slopes, targets: targets))
    }
    for number in linear.indices where linear[number] {
      linear[number] = found.contains { $0.slopes[number].contains { $0 != 0 } }
    }
    regimes = found
    self.linear = linear
    self.isConstant = isConstant
  }

  /// Whether closed forms tell of a target.
  func covers(_ place: Int) -> Bool { periods[place] != nil }

  /// The figures of the targets that closed forms tell of, by their places.
  private func figures(_ theta: [Double]) -> [Int: Double] {
    var result: [Int: Double] = [:]
    for regime in regimes {
      var utilities = regime.shares.utilities
      for (number, amount) in theta.enumerated() where linear[number] && amount != 0 {
        let slopes = regime.slopes[number]
        for place in utilities.indices { utilities[place] += amount * slopes[place] }
      }
      for (sum, place) in zip(regime.shares.sums(under: utilities), regime.targets) {
        result[place] = sum.bottom > 0 ? sum.top / sum.bottom : sum.top / (periods[place] ?? 1)
      }
    }
    return result
  }

  /// Moves the linear constants to meet the targets times given multipliers, in closed form.
  func fit(
    _ work: inout Calibration.Work, multipliers: [Double],
    steps: inout (contraction: Int, together: Int)
  ) {
    let wanted = Dictionary(
      uniqueKeysWithValues: zip(work.fitted, multipliers).map {
        ($0, work.claims[$0].published * $1)
      })
    contract(&work, wanted, &steps.contraction)
    for _ in 0..<40 {
      let found = figures(work.theta)
      let residual = residuals(found, wanted, work)
      if residual.allSatisfy({ $0.magnitude < 1e-8 }) { break }
      let jacobian = matrix(work, found)
      guard let step = work.step(jacobian, residual, 1e-6) else { break }
      var theta = work.theta
      for number in theta.indices where linear[number] { theta[number] += step[number] }
      let after = residuals(figures(theta), wanted, work)
      guard Calibration.Work.size(after) < Calibration.Work.size(residual) else { break }
      work.theta = theta
      steps.together += 1
    }
  }

  /// θ ← θ + λ·ln(y/s) for each constant of utility on its own target, until none moves by a part in 10⁸.
  private func contract(
    _ work: inout Calibration.Work, _ wanted: [Int: Double], _ steps: inout Int
  ) {
    var pairs: [(target: Int, constant: Int)] = []
    for place in work.fitted where covers(place) {
      guard let wanted = wanted[place], wanted > 0,
        case .calibrates(let name, let row, _)? = work.claims[place].purpose,
        let number = work.movable.firstIndex(where: {
          $0.name == name && (row == nil || $0.rows.first?.label == row)
        }), linear[number], isConstant[number]
      else { continue }
      pairs.append((place, number))
    }
    guard !pairs.isEmpty else { return }
    for _ in 0..<300 {
      let found = figures(work.theta)
      var most = 0.0
      for pair in pairs {
        guard let share = found[pair.target], share > 0, let target = wanted[pair.target] else {
          continue
        }
        let step = ClosedTargets.damping * Elementary.log(target / share)
        work.theta[pair.constant] += min(2, max(-2, step))
        most = max(most, step.magnitude)
      }
      steps += 1
      if most < 1e-8 { break }
    }
  }

  private func residuals(
    _ found: [Int: Double], _ wanted: [Int: Double], _ work: Calibration.Work
  ) -> [Double] {
    work.fitted.map { place in
      guard let figure = found[place], let target = wanted[place] else { return 0 }
      return (figure - target) / work.claims[place].tolerance
    }
  }

  /// By how many tolerances each target moves for a step of each constant, in closed form.
  private func matrix(_ work: Calibration.Work, _ found: [Int: Double]) -> SmallMatrix {
    var result = SmallMatrix(rows: work.fitted.count, columns: work.movable.count)
    for (number, constant) in work.movable.enumerated() where linear[number] {
      var theta = work.theta
      theta[number] += constant.step / 10
      let moved = figures(theta)
      for (row, place) in work.fitted.enumerated() {
        guard let after = moved[place], let before = found[place] else { continue }
        result[row, number] = (after - before) * 10 / work.claims[place].tolerance
      }
    }
    return result
  }

  /// By how many tolerances each calibrated target moves for a step of one constant.
  func slopes(_ work: Calibration.Work, of constant: Int) -> [Double] {
    let matrix = matrix(work, figures(work.theta))
    return (0..<matrix.rows).map { matrix[$0, constant] }
  }
}
