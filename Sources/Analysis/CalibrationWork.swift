import PolicyCompiler
import Statistics

extension Calibration {
  /// The state of a calibration: constants as moved so far, and the targets.
  struct Work {
    let claims: [ClaimPlan]
    /// The places of the claims that calibrate.
    let fitted: [Int]
    let movable: [MovableParameter]
    let plan: FundingPlan
    var theta: [Double]
    var linear: [Bool]

    init(_ claims: [ClaimPlan], _ movable: [MovableParameter], _ plan: FundingPlan) {
      self.claims = claims
      self.movable = movable
      self.plan = plan
      fitted = claims.indices.filter { claims[$0].purposeIsToCalibrate }
      theta = movable.map { _ in 0 }
      linear = movable.map { _ in false }
    }

    var ones: [Double] { fitted.map { _ in 1 } }

    /// How far each calibrated target is off, in tolerances.
    func residuals(_ found: [Estimate?]) -> [Double] {
      fitted.map { place in
        guard let figure = found[place] else { return 10 }
        return (figure.value - claims[place].published) / claims[place].tolerance
      }
    }

    /// Whether every calibrated figure is within two standard errors of its target.
    func isMet(_ found: [Estimate?]) -> Bool {
      fitted.allSatisfy { place in
        guard let figure = found[place] else { return false }
        let room = max(2 * figure.standardError, claims[place].tolerance * 1e-6)
        return (figure.value - claims[place].published).magnitude <= room
      }
    }

    /// Levenberg's step, in the constants' own units: (JᵀJ + μ·I)s = −Jᵀr in steps of each constant.
    func step(_ jacobian: SmallMatrix, _ residual: [Double], _ damping: Double) -> [Double]? {
      var left = jacobian.gram
      let scale = (0..<left.rows).map { left[$0, $0] }.max() ?? 1
      for place in 0..<left.rows { left[place, place] += damping * max(scale, 1e-12) }
      let right = jacobian.transposed(times: residual).map { -$0 }
      guard let steps = left.solving(right) else { return nil }
      // A step is kept to thirty of a constant's own: beyond that a straight line tells nothing.
      return zip(steps, movable).map { min(30, max(-30, $0)) * $1.step }
    }

    /// A step in units of each constant's own.
    func scaled(_ step: [Double]) -> [Double] { zip(step, movable).map { $0 / $1.step } }

    static func size(_ residual: [Double]) -> Double { residual.reduce(0) { $0 + $1 * $1 } }

    /// Broyden's update of a Jacobian by what a step did.
    static func update(
      _ jacobian: inout SmallMatrix, by step: [Double], from before: [Double], to after: [Double]
    ) {
      let length = step.reduce(0) { $0 + $1 * $1 }
      guard length > 0 else { return }
      let expected = jacobian.times(step)
      for row in 0..<jacobian.rows {
        let miss = after[row] - before[row] - expected[row]
        for column in 0..<jacobian.columns { jacobian[row, column] += miss * step[column] / length }
      }
    }

    /// The errors of the constants that the simulation errors of the targets cause, in their own units.
    func errors(_ jacobian: SmallMatrix, _ found: [Estimate?]) -> [Double]? {
      let errors = fitted.map { place in
        (found[place]?.standardError ?? 0) / claims[place].tolerance
      }
      var variances = movable.map { _ in 0.0 }
      for row in 0..<jacobian.rows {
        var unit = errors.map { _ in 0.0 }
        unit[row] = errors[row]
        guard let column = jacobian.gram.solving(jacobian.transposed(times: unit)) else {
          return nil
        }
        for place in variances.indices { variances[place] += column[place] * column[place] }
      }
      return zip(variances, movable).map { $0.squareRoot() * $1.step }
    }
  }
}

extension ClaimPlan {
  /// Whether it calibrates a parameter.
  var purposeIsToCalibrate: Bool { if case .calibrates? = purpose { true } else { false } }
}
