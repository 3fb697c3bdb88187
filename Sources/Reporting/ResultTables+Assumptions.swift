import Analysis
import Quoting
import Simulation

extension ResultTables {
  /// Every dated value that the run rests on, with its basis and its share of variance.
  var assumptionsTable: CSVTable {
    var table = CSVTable(
      file: "assumptions.csv", title: "Every value the run rests on, and where it comes from",
      columns: [
        .init("name", .string, "parameter, with its policy"),
        .init("row", .string, "case of a parameter that depends on facts"),
        .init("date", .date, "first day of the value"),
        .init("value", .string, "value as written, or the centre of its distribution"),
        .init("unit", .string, "type of the parameter"),
        .init("basis", .string, "cited, assumed, illustrative or missing"),
        .init("source", .string, "source and place in it, or the reason given"),
        .init("place", .string, "file and line"),
        .init("distribution", .string, "distribution as written, for an uncertain value"),
        .init("share_of_variance", .number, "first-order share of the variance of share_of"),
        .init("share_by_chance", .number, "share that shuffled draws show"),
        .init("share_of", .string, "the figure whose variance is shared out"),
        .init(
          "carried_on", .string, "yes if used past the last year that its policy cites, else no"),
      ])
    let drivers = Drivers(comparison)
    for assumption in assumptions {
      let share = drivers.shares.first {
        !assumption.quantity.isEmpty && $0.name == assumption.quantity
      }
      table.add([
        assumption.name, assumption.row, assumption.date, assumption.value, assumption.unit,
        assumption.basis.rawValue, assumption.source, assumption.place, assumption.distribution,
        share.map { plain($0.share, places: 4) } ?? "",
        share.map { plain($0.byChance, places: 4) } ?? "",
        share == nil ? "" : drivers.figure, assumption.isCarriedOn ? "yes" : "no",
      ])
    }
    return table
  }
}

/// What drives the headline figure: those who complete because of the leading regime, or completions
/// or starts where there is no other regime.
struct Drivers {
  let shares: [VarianceShare]
  /// The figure in words.
  let figure: String
  /// The figure as a sentence names it.
  let figureInWords: String

  init(_ comparison: Comparison) {
    let regime = comparison.leadingRegime
    guard let name = comparison.regimes.first,
      let measure = regime > 0
        ? comparison.completersMeasure
        : comparison.measure(.completions) ?? comparison.measure(.starts)
    else {
      shares = []
      figure = ""
      figureInWords = ""
      return
    }
    if regime == 0 {
      shares = comparison.varianceShares(of: comparison.values(measure, regime: 0))
      figure = "\(measure.name) under \(name)"
      figureInWords = "\(measure.name.replacingHyphens)"
    } else {
      shares = comparison.varianceShares(of: comparison.completerValues(measure, regime: regime))
      figure = "\(measure.name) under \(comparison.regimes[regime]) against \(name)"
      figureInWords = "completers under \(comparison.title(of: regime))"
    }
  }
}
