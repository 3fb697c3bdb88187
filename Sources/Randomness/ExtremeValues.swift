/// A standard Gumbel number from a uniform one.
///
/// Its distribution function is the exponential of minus the exponential of minus the number.
@inlinable
public func gumbel(_ u: Double) -> Double {
  -Elementary.log(-Elementary.log(u))
}

/// The natural logarithm of a positive stable number, from two uniform ones (Kanter's formula).
///
/// The index is above 0 and at most 1, where the number is 1. Its Laplace transform at s is the
/// exponential of minus s to the power of the index: added to a Gumbel number it gives one that is
/// larger by the inverse of the index, which is what makes nested logit exact.
///
/// M. Kanter, "Stable densities under change of scale and total variation inequalities", Annals of
/// Probability 3 (1975), 697-707.
public func logPositiveStable(index alpha: Double, angle: Double, exponential: Double) -> Double {
  precondition(alpha > 0 && alpha <= 1, "a positive stable index is above 0 and at most 1")
  guard alpha < 1 else { return 0 }
  let halfTurn = 3.141592653589793
  let rest = 1 - alpha
  let whole = Elementary.sin(halfTurn * (angle <= 0.5 ? angle : 1 - angle))
  let part = Elementary.sin(halfTurn * (alpha * angle))
  let other = Elementary.sin(halfTurn * (rest * angle))
  let wait = -Elementary.log(exponential)
  let scaled = (rest * Elementary.log(other / wait) - Elementary.log(whole)) / alpha
  return Elementary.log(part) + scaled
}
