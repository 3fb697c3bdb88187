public import Analysis
import FundingValues
public import Quoting
import Simulation

/// The quantities of funds, which have a table of their own.
let fundQuantities: Set<Measure.Quantity> = [
  .budget, .asked, .paidOut, .refused, .left, .askedPeople, .refusedPeople, .waitingPeople,
  .carriedIn, .carriedOut, .promisedLater,
]

/// The tables of a results folder.
public struct ResultTables: Sendable {
  let comparison: Comparison
  let assumptions: [Assumption]

  /// Prepares the tables of a comparison.
  public init(_ comparison: Comparison, assumptions: [Assumption]) {
    self.comparison = comparison
    self.assumptions = assumptions
  }

  /// Every table, in the order of the results folder's description.
  public var all: [CSVTable] {
    [
      totals, differences, distribution, funds, flows, acceptability, assumptionsTable,
      regimesTable,
    ]
  }

  private var rows: LongRows { LongRows(comparison) }

  /// The file of the regimes, which other tables refer to.
  static let regimesFile = "regimes.csv"

  /// The regimes compared, the baseline first.
  private var regimesTable: CSVTable {
    var table = CSVTable(
      file: ResultTables.regimesFile, title: "The regimes compared",
      columns: [
        .init("name", .string, "name of the regime"),
        .init("title", .string, "what it is called"),
        .init("is_baseline", .boolean, "whether the others are compared with it"),
      ])
    for (place, regime) in comparison.result.regimes.enumerated() {
      table.add([regime.name, regime.title, place == 0 ? "true" : "false"])
    }
    return table
  }

  /// Each regime's totals, funds apart.
  public var totals: CSVTable {
    var table = CSVTable(
      file: "totals.csv", title: "Totals of each regime", columns: CSVTable.longColumns)
    for (regime, figures) in zip(comparison.regimes, comparison.totals) {
      for figure in figures where !fundQuantities.contains(figure.measure.quantity) {
        table.add(rows.row(figure, regime: regime, baseline: ""))
      }
    }
    return table
  }

  /// Each regime less the baseline, paired draw by draw.
  public var differences: CSVTable {
    var table = CSVTable(
      file: "differences.csv", title: "Each regime less the baseline, paired draw by draw",
      columns: CSVTable.longColumns)
    guard let baseline = comparison.regimes.first else { return table }
    for (index, figures) in comparison.differences.enumerated() {
      let regime = comparison.regimes[index + 1]
      for figure in figures {
        table.add(rows.row(figure, regime: regime, baseline: baseline))
      }
      let further: [(Measure, Estimate?)] = [
        (.supportPerAdditional, comparison.supportPerAdditionalCompletion(regime: index + 1)),
        (.publicCost, comparison.publicCost(regime: index + 1)),
        (.benefitCostRatio, comparison.benefitCostRatio(regime: index + 1)),
      ]
      for (measure, estimate) in further {
        guard let estimate else { continue }
        table.add(rows.row(measure, estimate, regime: regime, baseline: baseline))
      }
    }
    return table
  }

  /// How likely each regime is to be best, by what one more completer is held to be worth.
  public var acceptability: CSVTable {
    var table = CSVTable(
      file: "acceptability.csv", title: "How likely each regime is to be best",
      columns: [
        .init("scenario", .string, "name of the scenario"),
        .init("worth_of_completer", .number, "what one more completer is held to be worth"),
        .init("regime", .string, "name of the regime"),
        .init("chance_best", .number, "share of pairs of draws in which it is best"),
        .init(
          "worth_of_knowing", .number,
          "most that knowing everything before choosing would be worth, for the people of the run"),
      ])
    for point in comparison.acceptability(at: Comparison.worthsOfCompleter) {
      for (regime, chance) in zip(comparison.regimes, point.chances) {
        table.add([
          comparison.result.scenario, plain(point.worth, places: 2), regime,
          plain(chance, places: 6), plain(point.perfectInformation, places: 2),
        ])
      }
    }
    return table
  }

  /// What funds were asked for, paid, refused, kept waiting and have left.
  public var funds: CSVTable {
    var table = CSVTable(
      file: "funds.csv", title: "Funds: asked, paid, refused, waiting and left",
      columns: CSVTable.longColumns)
    for (regime, figures) in zip(comparison.regimes, comparison.totals) {
      for figure in figures where fundQuantities.contains(figure.measure.quantity) {
        table.add(rows.row(figure, regime: regime, baseline: ""))
      }
    }
    return table
  }

  /// Who paid whom in which year.
  public var flows: CSVTable {
    var table = CSVTable(
      file: "flows.csv", title: "Money from payer to payee by year, nominal",
      columns: [
        .init("scenario", .string, "name of the scenario"),
        .init("regime", .string, "name of the regime"),
        .init("payer", .string, "who pays"),
        .init("payee", .string, "who is paid"),
        .init("year", .integer, "the year in which the money moves"),
        .init("amount", .number, "mean over draws, in money of the day, undiscounted"),
        .init("monte_carlo_se", .number, "simulation error of the mean"),
      ])
    let uncertain = !comparison.result.uncertain.isEmpty
    let perUnit = Int128(comparison.result.currency.minorUnits) * 1_000_000
    let places = comparison.result.currency.places
    for regime in comparison.result.regimes {
      for (cell, values) in regime.flows.sorted(by: { $0.key < $1.key }) {
        let estimate = Estimate(values, perUnit: perUnit, uncertain: uncertain)
        table.add([
          comparison.result.scenario, regime.name, cell.payer, cell.payee, String(cell.year),
          estimate.plainValue(places: places), plain(estimate.standardError, places: places),
        ])
      }
    }
    return table
  }
}

extension Measure {
  /// More support for each additional completer.
  static let supportPerAdditional = Measure(
    .supportPerAdditionalCompletion, of: .support, .nominal)
  /// Benefits for each pound of public cost.
  static let benefitCostRatio = Measure(
    .benefitCostRatio, of: .society, .real(discountedBy: .society))
  /// What the public pays above the baseline, whatever comes back put in.
  static let publicCost = Measure(.publicCost, of: .society, .real(discountedBy: .society))
}
