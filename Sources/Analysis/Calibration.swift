import FundingRules
import FundingValues
public import PolicyCompiler
public import PolicyLanguage
public import Simulation
public import Statistics

/// Moves named constants until the figures of the model meet stated targets.
///
/// With y the targets, w their tolerances, g(θ) the figures of the model and θ the constants, calibration makes
/// Σ ((g − y)/w)² least, on the same shocks throughout:
///
/// 1. *In closed form*, where a target counts choices and a constant moves utilities U in a straight line,
///    U(θ) = U₀ + Σ_k (θ_k − θ_k⁰)·∂U/∂θ_k: a constant whose ∂U is one throughout is contracted on its target,
///    θ ← θ + λ·ln(y/s(θ)), with λ the least dissimilarity (Berry 1994; the step of a nest is damped by λ), and
///    all such constants are then moved together by Gauss–Newton with Levenberg's damping.
/// 2. *Outer steps on the simulation*, which counts what funds refuse and what came before: the closed form's
///    targets are multiplied by y/g (a secant step for shares), and the rest is moved by Gauss–Newton with finite
///    differences, updated by Broyden's rule, J ← J + (Δr − JΔθ)Δθᵀ/(ΔθᵀΔθ).
///
/// It stops where every figure is within two standard errors of its target, or no step helps. The errors of θ are
/// those that the simulation errors of g cause: Cov θ = A·diag(s²)·Aᵀ, A = (JᵀJ)⁻¹Jᵀ.
public struct Calibration {
  /// A target, what it came to before, when fitted, and on other draws.
  public struct Target: Sendable {
    /// The claim.
    public let claim: ClaimPlan
    /// The figure before anything was moved.
    public let before: Estimate?
    /// The figure with the constants moved, on the same draws.
    public let fitted: Estimate?
    /// The same on draws of another seed.
    public let elsewhere: Estimate?
    /// Whether the fitted figure is within the tolerance.
    public var isReached: Bool {
      fitted.map { ($0.value - claim.published).magnitude <= claim.tolerance } ?? false
    }
  }
  /// A constant, by how much it was moved, and the simulation error of that.
  public struct Constant: Sendable {
    /// The parameter or the row of it.
    public let parameter: MovableParameter
    /// By how much it was moved, in its own unit.
    public let moved: Double
    /// The error that the simulation error of the targets causes; nothing where it cannot be told.
    public let standardError: Double?
    /// Whether it moves utilities in a straight line, so that closed forms tell of it.
    public let isLinear: Bool
  }
  /// What was done and what came of it.
  public struct Outcome: Sendable {
    /// The constants in the order in which claims name them.
    public let constants: [Constant]
    /// The targets that calibrate, then those held back.
    public let targets: [Target]
    /// The change of each calibrated target, in tolerances, for a step of each constant.
    public let jacobian: SmallMatrix
    /// How many runs were made, and how many steps in closed form.
    public let runs: Int
    /// Steps of contraction, and of Gauss–Newton in closed form.
    public let closedSteps: (contraction: Int, together: Int)
    /// The scenario's name.
    public let scenario: String
    /// How many draws each run had, its seed, and that of the draws on which the fit is confirmed.
    public let draws: Int
    /// The seed of the fit.
    public let seed: UInt64
    /// The seed of the confirmation.
    public let otherSeed: UInt64
  }
  /// Why there is nothing to calibrate, or it cannot be done, in the reader's words.
  public struct Failure: Error, Sendable {
    /// The reason and the cure.
    public let message: String
  }

  let program: Program
  let scenario: String
  let names: [String]
  let settings: [ParameterSetting]
  let draws: Int
  let seed: UInt64
  let simulated: (FundingPlan, UInt64) throws -> SimulationResult
  private var runs = 0
  var closedSteps = (contraction: 0, together: 0)

  /// A calibration of a scenario's targets; a run of a plan with a seed is carried out by whoever asks.
  public init(
    _ program: Program, scenario: String, targets: [String], settings: [ParameterSetting],
    draws: Int, seed: UInt64,
    simulated: @escaping (FundingPlan, UInt64) throws -> SimulationResult
  ) {
    self.program = program
    self.scenario = scenario
    names = targets
    self.settings = settings
    self.draws = draws
    self.seed = seed
    self.simulated = simulated
  }

  /// How many outer steps are tried.
  static let outerSteps = 12

  /// Calibrates.
  public mutating func outcome() throws -> Outcome {
    let first = try plan([], [])
    let movable = try constants(in: first)
    var work = Work(first.claims, movable, try plan(movable, movable.map { _ in 0 }))
    let start = try figures(movable, work.theta, seed)
    let closed = try ClosedTargets(self, work)
    work.linear = closed.linear
    let beginning = work
    if !closed.isEmpty { closed.fit(&work, multipliers: work.ones, steps: &closedSteps) }
    var found = closed.isEmpty ? start : try figures(movable, work.theta, seed)
    var jacobian = try self.jacobian(work, found, closed, movable)
    if unmoved(jacobian) != nil {
      // A fit may end where a figure can move no further: what counts is whether it moved to begin with.
      try refuseUnmoved(try self.jacobian(beginning, start, closed, movable), work)
    }
    try settle(&work, &found, &jacobian, closed, movable)
    let other = seed &+ 0x9E37_79B9_7F4A_7C15
    let elsewhere = try figures(movable, work.theta, other)
    let errors = work.errors(jacobian, found)
    return Outcome(
      constants: movable.indices.map {
        Constant(
          parameter: movable[$0], moved: work.theta[$0], standardError: errors?[$0],
          isLinear: work.linear[$0])
      },
      targets: work.claims.indices.map {
        Target(
          claim: work.claims[$0], before: start[$0], fitted: found[$0], elsewhere: elsewhere[$0])
      },
      jacobian: jacobian, runs: runs, closedSteps: closedSteps, scenario: scenario, draws: draws,
      seed: seed, otherSeed: other)
  }

  // MARK: What is moved and what is measured

  /// The plan of the targets with constants moved.
  func plan(_ movable: [MovableParameter], _ theta: [Double]) throws -> FundingPlan {
    let moved = zip(movable, theta).flatMap { $0.settings(movedBy: $1) }
    return try FundingPlan(program, claims: names, of: scenario, settings: settings + moved)
  }

  private func constants(in plan: FundingPlan) throws -> [MovableParameter] {
    var found: [MovableParameter] = []
    for claim in plan.claims {
      guard let purpose = claim.purpose, case .calibrates(let name, let row, _) = purpose else {
        continue
      }
      guard let parameter = MovableParameter(purpose, in: plan) else {
        throw Failure(
          message: "`\(claim.name)` calibrates `\(name)`\(row.map { " \"\($0)\"" } ?? ""), which "
            + "nothing in `\(scenario)` reads as a plain value: name a parameter that it uses")
      }
      if !found.contains(where: { $0.title == parameter.title }) { found.append(parameter) }
    }
    guard !found.isEmpty else {
      throw Failure(message: "no claim about `\(scenario)` calibrates anything")
    }
    return found
  }

  /// The figures of all targets under some constants; nothing where nobody is measured.
  private mutating func figures(
    _ movable: [MovableParameter], _ theta: [Double], _ seed: UInt64
  ) throws -> [Estimate?] {
    let plan = try plan(movable, theta)
    let result = try simulated(plan, seed)
    runs += 1
    return plan.claims.enumerated().map { place, claim in
      guard case .metric(let metric) = claim.target,
        let regime = result.regimes.firstIndex(where: { $0.name == claim.under?.regime })
      else { return nil }
      return result.figure(of: metric, at: place, regime: regime)
    }
  }

  // MARK: Outer steps

  /// By how many tolerances each target moves for a step of each constant.
  private mutating func jacobian(
    _ work: Work, _ found: [Estimate?], _ closed: ClosedTargets, _ movable: [MovableParameter]
  ) throws -> SmallMatrix {
    var result = SmallMatrix(rows: work.fitted.count, columns: movable.count)
    for column in movable.indices {
      let isKnown = work.linear[column] && work.fitted.allSatisfy { closed.covers($0) }
      if isKnown {
        for (row, slope) in closed.slopes(work, of: column).enumerated() {
          result[row, column] = slope
        }
        continue
      }
      for factor in [1.0, 4.0] {
        let slopes = try slopes(work, found, movable, column, movable[column].stepsInRuns * factor)
        for (row, slope) in slopes.enumerated() { result[row, column] = slope }
        if slopes.contains(where: { $0 != 0 }) { break }
      }
    }
    return result
  }

  /// By how many tolerances each target moves for a step of a constant, from a run with so many steps.
  private mutating func slopes(
    _ work: Work, _ found: [Estimate?], _ movable: [MovableParameter], _ column: Int,
    _ steps: Double
  ) throws -> [Double] {
    var theta = work.theta
    theta[column] += movable[column].step * steps
    let moved = try figures(movable, theta, seed)
    return work.fitted.map { place in
      guard let after = moved[place]?.value, let before = found[place]?.value else { return 0 }
      return (after - before) / work.claims[place].tolerance / steps
    }
  }

  /// The first constant that no target moves.
  private func unmoved(_ jacobian: SmallMatrix) -> Int? {
    (0..<jacobian.columns).first { column in
      ((0..<jacobian.rows).map { jacobian[$0, column].magnitude }.max() ?? 0) < 1e-9
    }
  }

  /// Refuses a constant that no target moves.
  private func refuseUnmoved(_ jacobian: SmallMatrix, _ work: Work) throws {
    guard let column = unmoved(jacobian) else { return }
    throw Failure(
      message:
        "no target moves with `\(work.movable[column].title)`, so nothing can calibrate it: "
        + "take its `calibrates` out, or add a claim whose figure depends on it")
  }

  private mutating func settle(
    _ work: inout Work, _ found: inout [Estimate?], _ jacobian: inout SmallMatrix,
    _ closed: ClosedTargets, _ movable: [MovableParameter]
  ) throws {
    var damping = 1e-3
    for _ in 0..<Calibration.outerSteps where !work.isMet(found) {
      let residual = work.residuals(found)
      guard let step = work.step(jacobian, residual, damping) else { break }
      let theta = zip(work.theta, step).map { $0 + $1 }
      let next = try figures(movable, theta, seed)
      let after = work.residuals(next)
      Work.update(&jacobian, by: work.scaled(step), from: residual, to: after)
      if Work.size(after) < Work.size(residual) {
        (work.theta, found) = (theta, next)
        damping = max(1e-6, damping / 10)
      } else {
        damping *= 10
        if damping > 1e4 { break }
      }
    }
  }
}
