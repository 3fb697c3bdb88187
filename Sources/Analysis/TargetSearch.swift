/// The value of a parameter at which a figure meets a target, among values evenly apart.
public struct TargetSearch: Sendable, Hashable {
  /// A value tried, counted in steps from the first, and the figure at it.
  public struct Point: Sendable, Hashable {
    /// How many steps above the least value.
    public let step: Int
    /// The figure there.
    public let figure: Double
  }
  /// The value tried that comes nearest.
  public let nearest: Point
  /// The value next to it on the target's other side, where the target lies between two.
  public let other: Point?
  /// Whether the nearest meets the target.
  public let isMet: Bool
  /// How many values were tried.
  public let tried: Int
}

/// Searches the values 0…steps for the one at which a figure meets a target within a tolerance.
///
/// Regula falsi with the Illinois rule on whole steps (Dowell and Jarratt, "A modified regula falsi method for
/// computing the root of an equation", BIT 11, 1971): each step stays between two values on either side of the
/// target, so that what is found brackets it even where the figure jumps.
public func searchTarget<Failure: Error>(
  _ target: Double, steps: Int, tolerance: Double, _ figure: (Int) throws(Failure) -> Double
) throws(Failure) -> TargetSearch {
  var tried = 0
  func point(_ step: Int) throws(Failure) -> TargetSearch.Point {
    tried += 1
    return TargetSearch.Point(step: step, figure: try figure(step))
  }
  func isMet(_ point: TargetSearch.Point) -> Bool {
    (point.figure - target).magnitude <= tolerance
  }
  func found(_ one: TargetSearch.Point, _ other: TargetSearch.Point?) -> TargetSearch {
    guard let other, (other.figure - target).magnitude < (one.figure - target).magnitude else {
      return TargetSearch(nearest: one, other: other, isMet: isMet(one), tried: tried)
    }
    return TargetSearch(nearest: other, other: one, isMet: isMet(other), tried: tried)
  }
  var low = try point(0)
  if isMet(low) || steps < 1 { return found(low, nil) }
  var high = try point(steps)
  if isMet(high) { return found(high, nil) }
  if (low.figure < target) == (high.figure < target) {
    let isLowNearer = (low.figure - target).magnitude <= (high.figure - target).magnitude
    return TargetSearch(
      nearest: isLowNearer ? low : high, other: nil, isMet: false, tried: tried)
  }
  var (lowWeight, highWeight) = (1.0, 1.0)
  while high.step - low.step > 1 {
    let below = (target - low.figure) * lowWeight
    let above = (high.figure - target) * highWeight
    let share = below / (below + above)
    let guess = low.step + Int((share * Double(high.step - low.step)).rounded())
    let next = try point(min(high.step - 1, max(low.step + 1, guess)))
    if isMet(next) { return found(next, nil) }
    if (next.figure < target) == (low.figure < target) {
      low = next
      (lowWeight, highWeight) = (1, highWeight / 2)
    } else {
      high = next
      (lowWeight, highWeight) = (lowWeight / 2, 1)
    }
  }
  return found(low, high)
}
