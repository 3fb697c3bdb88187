import Analysis
import FundingValues
public import Quoting
import Simulation

extension ResultTables {
  /// How learners' discounted gains are spread: how many gain how much, by whole £100.
  public var distribution: CSVTable {
    var table = CSVTable(
      file: "distribution.csv",
      title: "How learners' discounted gains are spread, by whole £100",
      columns: CSVTable.longColumns)
    let long = LongRows(comparison)
    let gain = Measure(.gain, of: .learner, .real(discountedBy: .learner))
    for regime in comparison.result.regimes where !regime.gainHistogram.isEmpty {
      let spread = GainSpread(regime.gainHistogram)
      var row = long.head(gain, regime: regime.name, baseline: "")
      let places = comparison.result.currency.places
      row += [plain(spread.mean, places: places), ""]
      row += [0.05, 0.25, 0.5, 0.75, 0.95].map { plain(spread.quantile($0), places: places) }
      table.add(row)
      for (hundred, millionths) in spread.bins {
        let people = Measure(
          .learnersByGain, of: .learner, .real(discountedBy: .learner),
          part: Measure.Part(.gainFrom, String(hundred * 100)))
        let mean = Double(millionths) / Double(max(1, comparison.result.draws)) / 1_000_000
        table.add(
          long.head(people, regime: regime.name, baseline: "") + [plain(mean, places: 6)])
      }
    }
    return table
  }
}

/// Learners' gains counted by whole £100.
struct GainSpread {
  /// The counts in rising order, by the £100 in which each gain begins.
  let bins: [(hundred: Int, millionths: Int64)]
  private let total: Double

  init(_ histogram: [Int: Int64]) {
    bins = histogram.sorted { $0.key < $1.key }.map { (hundred: $0.key, millionths: $0.value) }
    total = bins.reduce(0) { $0 + Double($1.millionths) }
  }

  /// The mean, each gain taken at the middle of its £100.
  var mean: Double {
    guard total > 0 else { return 0 }
    return bins.reduce(0) { $0 + Double($1.millionths) * (Double($1.hundred) + 0.5) } * 100 / total
  }

  /// The gain that a share of learners stay below, straight within each £100.
  func quantile(_ share: Double) -> Double {
    var before = 0.0
    let wanted = share * total
    for (hundred, millionths) in bins {
      let count = Double(millionths)
      if count > 0, before + count >= wanted {
        return (Double(hundred) + (wanted - before) / count) * 100
      }
      before += count
    }
    return Double((bins.last?.hundred ?? 0) + 1) * 100
  }
}
