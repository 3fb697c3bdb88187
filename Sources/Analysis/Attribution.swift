import Randomness
import Simulation
import Statistics

/// How much of a figure's variance one uncertain parameter explains by itself.
public struct VarianceShare: Sendable, Hashable {
  /// The name of the uncertain quantity.
  public let name: String
  /// The first-order share, from the means of pairs of draws in 20 bins of equal count.
  public let share: Double
  /// The share that the same bins show once the draws are shuffled: what a useless parameter shows.
  public let byChance: Double

  /// Whether the share stands clear of what shuffled draws show.
  public var isResolved: Bool { share > byChance }
}

/// The least number of pairs of draws from which shares of variance are told.
public let leastPairsForShares = 40

extension Comparison {
  /// Places in an order that chance decides, the same in every run of one seed.
  func shuffledPlaces(_ count: Int) -> [Int] {
    let lots = Stream("analysis/permutation", seed: result.seed)
    let uniforms = (0..<count).map { lots.uniform(draw: UInt32(clamping: $0), identity: 0) }
    return uniforms.indices.sorted { (uniforms[$0], $0) < (uniforms[$1], $1) }
  }

  /// The shares of variance of one value a draw, largest first; none with too few draws.
  public func varianceShares(of values: [Int128]) -> [VarianceShare] {
    let means = stride(from: 0, to: values.count - 1, by: 2).map {
      (Double(values[$0]) + Double(values[$0 + 1])) / 2
    }
    guard means.count >= leastPairsForShares, Set(means).count > 1 else { return [] }
    let lots = Stream("analysis/permutation", seed: result.seed)
    let uniforms = means.indices.map { lots.uniform(draw: UInt32(clamping: $0), identity: 0) }
    var shares: [VarianceShare] = []
    for (name, inputs) in zip(result.uncertain, result.uncertainValues)
    where inputs.count == means.count && Set(inputs).count > 1 {
      shares.append(
        VarianceShare(
          name: name, share: firstOrderIndex(of: means, by: inputs),
          byChance: permutedFirstOrderIndex(of: means, by: inputs, uniforms: uniforms)))
    }
    return shares.sorted { ($1.share, $0.name) < ($0.share, $1.name) }
  }
}
