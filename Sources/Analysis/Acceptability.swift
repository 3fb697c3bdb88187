import Simulation

/// How likely each regime is to be the best for what one more completer is held to be worth.
public struct Acceptability: Sendable {
  /// What one more completer is held to be worth, in the run's currency.
  public let worth: Double
  /// The share of pairs of draws in which each regime is best, the baseline first.
  public let chances: [Double]
  /// What knowing everything before choosing would be worth, at most, for the people of the run.
  public let perfectInformation: Double
}

extension Comparison {
  /// What one more completer may be held to be worth, in the run's currency.
  public static let worthsOfCompleter: [Double] = [
    1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000,
  ]

  /// At each worth of a completer, which regime has the greatest net benefit: its completers at that worth
  /// less its support (Fenwick, Claxton and Sculpher, "Representing uncertainty: the role of cost-effectiveness
  /// acceptability curves", Health Economics 10, 2001).
  ///
  /// The two draws of a pair are averaged, which leaves half of chance in; the worth of perfect information,
  /// E max − max E, is therefore an upper bound. Of equal regimes the one named first counts as best.
  public func acceptability(at worths: [Double]) -> [Acceptability] {
    guard let completers = completersMeasure, regimes.count > 1
    else { return [] }
    let people = regimes.indices.map { regime in
      regime == 0
        ? []
        : pairMeans(completerValues(completers, regime: regime), result.perUnit(of: completers))
    }
    let money = regimes.indices.map { regime in
      regime == 0
        ? []
        : pairMeans(
          differenceValues(.publicSupport, regime: regime), result.perUnit(of: .publicSupport))
    }
    let pairs = result.draws / 2
    return worths.map { worth in
      let benefits = regimes.indices.map { regime in
        regime == 0
          ? Array(repeating: 0.0, count: pairs)
          : zip(people[regime], money[regime]).map { worth * $0 - $1 }
      }
      var best = Array(repeating: 0, count: regimes.count)
      for pair in 0..<pairs { best[place(ofGreatest: benefits.map { $0[pair] })] += 1 }
      return Acceptability(
        worth: worth, chances: best.map { Double($0) / Double(max(1, pairs)) },
        perfectInformation: perfectInformation(benefits))
    }
  }

  /// What perfect information would be worth for a choice by net present social value, for the people of the
  /// run: about everything, and about one uncertain quantity alone.
  ///
  /// For one quantity the conditional means are those of ten bins of equal count, less what shuffled bins show
  /// (Strong and Oakley, "An efficient method for computing single-parameter partial expected value of perfect
  /// information", Medical Decision Making 33, 2013). Nothing with too few draws.
  public func worthOfInformation() -> (whole: Double, parts: [(name: String, worth: Double)])? {
    guard regimes.count > 1, result.draws / 2 >= leastPairsForShares,
      difference(Comparison.societyGain, regime: 1) != nil
    else { return nil }
    let benefits = regimes.indices.map { regime in
      pairMeans(
        differenceValues(Comparison.societyGain, regime: regime),
        result.perUnit(of: Comparison.societyGain))
    }
    let parts = zip(result.uncertain, result.uncertainValues).compactMap {
      name, values -> (name: String, worth: Double)? in
      guard values.count == benefits[0].count, Set(values).count > 1 else { return nil }
      let worth =
        binned(benefits, values.indices.sorted { (values[$0], $0) < (values[$1], $1) })
        - binned(benefits, shuffledPlaces(values.count))
      return worth > 0 ? (name, worth) : nil
    }
    return (
      perfectInformation(benefits), parts.sorted { ($1.worth, $0.name) < ($0.worth, $1.name) }
    )
  }

  /// The mean of the greatest of each pair less the greatest of the means.
  private func perfectInformation(_ benefits: [[Double]]) -> Double {
    guard let count = benefits.first?.count, count > 0 else { return 0 }
    var known = 0.0
    for pair in 0..<count { known += benefits.map { $0[pair] }.max() ?? 0 }
    let means = benefits.map { $0.reduce(0, +) / Double(count) }
    return max(0, known / Double(count) - (means.max() ?? 0))
  }

  /// The same with the means of ten bins of equal count in place of single pairs.
  private func binned(_ benefits: [[Double]], _ order: [Int]) -> Double {
    let bins = 10
    let means = benefits.map { values in
      (0..<bins).map { bin -> Double in
        let places = order[(order.count * bin / bins)..<(order.count * (bin + 1) / bins)]
        return places.reduce(0.0) { $0 + values[$1] } / Double(max(1, places.count))
      }
    }
    return perfectInformation(means)
  }

  private func place(ofGreatest values: [Double]) -> Int {
    var best = 0
    for place in values.indices where values[place] > values[best] { best = place }
    return best
  }

  /// The means of pairs of draws, in whole units.
  private func pairMeans(_ values: [Int128], _ perUnit: Int128) -> [Double] {
    stride(from: 0, to: values.count - 1, by: 2).map {
      (Double(values[$0]) + Double(values[$0 + 1])) / 2 / Double(perUnit)
    }
  }
}
