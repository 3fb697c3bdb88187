/// Quantiles of a sample.
public enum Quantiles {
  /// The quantile of a rising sample, straight between neighbours (Hyndman and Fan's type 7).
  ///
  /// A share below 0 counts as 0 and above 1 as 1. The sample is not empty.
  public static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    precondition(!sorted.isEmpty, "a quantile needs a sample")
    let last = sorted.count - 1
    guard p > 0 else { return sorted[0] }
    guard p < 1 else { return sorted[last] }
    let position = Double(last) * p
    let index = Int(position)
    guard index < last else { return sorted[last] }
    let below = sorted[index]
    return below + (sorted[index + 1] - below) * (position - Double(index))
  }
}
