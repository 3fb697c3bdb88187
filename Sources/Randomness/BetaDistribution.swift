/// A beta distribution on the unit interval, worked out in the logarithm of the odds.
///
/// Taking odds keeps full precision at both ends, and makes the logarithm of either tail concave,
/// so that Newton's method cannot run away.
struct BetaDistribution {
  /// The weight of the upper end.
  let alpha: Double

  /// The weight of the lower end.
  let beta: Double

  /// The chance of staying at or below a number.
  func cumulative(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let logs = (below: Elementary.log(x), above: Elementary.log1p(-x))
    return Elementary.exp(logTail(x: x, logs: logs))
  }

  /// The number that is stayed below with a given chance, within about 1e-13 of itself.
  ///
  /// The lower tail is inverted; above the middle, that of the mirrored distribution.
  func quantile(_ chance: Double) -> Double {
    guard chance > 0 else { return 0 }
    guard chance < 1 else { return 1 }
    let middle = cumulative(alpha / (alpha + beta))
    if chance <= middle { return Elementary.logistic(lowerLogOdds(chance)) }
    let mirrored = BetaDistribution(alpha: beta, beta: alpha)
    return Elementary.logistic(-mirrored.lowerLogOdds(1 - chance))
  }

  /// The log odds at which the lower tail has a given chance.
  ///
  /// The logarithm of the tail is concave in the log odds, so from the second step on Newton's
  /// iterates rise towards the answer; they stop when a step no longer rises.
  private func lowerLogOdds(_ chance: Double) -> Double {
    let goal = Elementary.log(chance)
    var odds = Elementary.log(alpha / beta)
    for round in 0..<200 {
      let logs = BetaDistribution.logs(ofLogOdds: odds)
      let tail = logTail(x: Elementary.logistic(odds), logs: logs)
      let slope = Elementary.exp(logDensity(logs) - tail)
      let step = (goal - tail) / slope
      guard step.isFinite else { break }
      odds += step
      let isLast = step.magnitude <= 1e-15 * (1 + odds.magnitude)
      if isLast || (round > 1 && step < 0) { break }
    }
    return odds
  }

  /// The logarithms of a share and of the rest, from the logarithm of their ratio.
  private static func logs(ofLogOdds odds: Double) -> (below: Double, above: Double) {
    let rest = Elementary.log1p(Elementary.exp(-odds.magnitude))
    return odds < 0 ? (odds - rest, -rest) : (-rest, -odds - rest)
  }

  /// The logarithm of the density with respect to the log odds.
  ///
  /// Written about the mean, with Stirling's errors, so that large weights do not cancel.
  private func logDensity(_ logs: (below: Double, above: Double)) -> Double {
    let total = alpha + beta
    let errors =
      Elementary.stirlingError(total) - Elementary.stirlingError(alpha)
      - Elementary.stirlingError(beta)
    let below = alpha * (logs.below - Elementary.log(alpha / total))
    let above = beta * (logs.above - Elementary.log(beta / total))
    let scale = 0.5 * Elementary.log(alpha / total * beta / 6.283185307179586)
    return scale + (below + above) + errors
  }

  /// The logarithm of the chance of staying at or below a number strictly inside the interval.
  private func logTail(x: Double, logs: (below: Double, above: Double)) -> Double {
    let density = logDensity(logs)
    if x * (alpha + beta + 2) < alpha + 1 {
      return density + Elementary.log(continuedFraction(alpha, beta, x) / alpha)
    }
    let rest = Elementary.exp(logs.above)
    let upper = Elementary.exp(density) * (continuedFraction(beta, alpha, rest) / beta)
    return upper < 1 ? Elementary.log1p(-upper) : -.infinity
  }

  /// The continued fraction of the incomplete beta function, by Lentz's method.
  ///
  /// - Complexity: about the square root of the larger weight, at most 100,000 terms.
  private func continuedFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    var c = 1.0
    var d = 1 / BetaDistribution.awayFromZero(1 - (a + b) * x / (a + 1))
    var fraction = d
    for index in 1..<100_000 {
      let m = Double(index)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / BetaDistribution.awayFromZero(1 + even * d)
      c = BetaDistribution.awayFromZero(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / BetaDistribution.awayFromZero(1 + odd * d)
      c = BetaDistribution.awayFromZero(1 + odd / c)
      let change = d * c
      fraction *= change
      if (change - 1).magnitude < 3e-16 { break }
    }
    return fraction
  }

  /// A divisor, replaced by a tiny one where it vanishes, as Lentz's method asks.
  private static func awayFromZero(_ value: Double) -> Double {
    value.magnitude < 1e-300 ? 1e-300 : value
  }
}
