import Analysis
import FundingValues
import Quoting
import Simulation

extension CSVTable {
  /// The columns of the long tables: one row an observation, empty where a column does not apply.
  static let longColumns: [Column] = [
    Column("scenario", .string, "name of the scenario"),
    Column("regime", .string, "name of the regime"),
    Column("baseline", .string, "regime subtracted, where the figure is a difference"),
    Column("party", .string, "party, fund or account whose figure it is"),
    Column("measure", .string, "what is measured"),
    Column(
      "unit", .string,
      "code of the currency for money (XXX if none is known), people for people or courses"),
    Column("price_base", .string, "nominal, or real in prices of the scenario's price date"),
    Column("discounting", .string, "undiscounted, or whose rate discounts the sum"),
    Column("period", .string, "a year such as 2027-28, or whole run"),
    Column("by_1", .string, "first way in which the figure is broken down"),
    Column("level_1", .string, "level of the first break-down"),
    Column("by_2", .string, "second way in which the figure is broken down"),
    Column("level_2", .string, "level of the second break-down"),
    Column("value", .number, "mean over draws"),
    Column("monte_carlo_se", .number, "simulation error of the mean: its standard error"),
    Column("p05", .number, "5% point over draws, parameters and chance together"),
    Column("p25", .number, "25% point over draws"),
    Column("p50", .number, "median over draws"),
    Column("p75", .number, "75% point over draws"),
    Column("p95", .number, "95% point over draws"),
    Column("chance_p05", .number, "5% point of what chance alone causes"),
    Column("chance_p95", .number, "95% point of what chance alone causes"),
    Column("resolved", .boolean, "whether the value stands above twice its simulation error"),
    Column("parameter_p05", .number, "5% point of what uncertain parameters cause, if resolved"),
    Column("parameter_p95", .number, "95% point of what uncertain parameters cause, if resolved"),
  ]
}

/// Rows of the long tables for one scenario.
struct LongRows {
  let scenario: String
  /// The money of every sum.
  let currency: Currency

  init(_ comparison: Comparison) {
    scenario = comparison.result.scenario
    currency = comparison.result.currency
  }

  /// The row of an estimate.
  func row(
    _ figure: Comparison.Figure, regime: String, baseline: String
  ) -> [String] {
    row(figure.measure, figure.estimate, regime: regime, baseline: baseline)
  }

  /// The row of an estimate of a measure.
  func row(
    _ measure: Measure, _ estimate: Estimate, regime: String, baseline: String
  ) -> [String] {
    let places = measure.places(in: currency)
    func number(_ value: Double) -> String { plain(value, places: places) }
    return head(measure, regime: regime, baseline: baseline) + [
      estimate.plainValue(places: places), number(estimate.standardError), number(estimate.p05),
      number(estimate.p25), number(estimate.p50), number(estimate.p75), number(estimate.p95),
      number(estimate.chance.low), number(estimate.chance.high),
      estimate.isResolved ? "true" : "false",
      estimate.parameter.map { number($0.low) } ?? "",
      estimate.parameter.map { number($0.high) } ?? "",
    ]
  }

  /// The fields that say what a row is about.
  func head(_ measure: Measure, regime: String, baseline: String) -> [String] {
    [
      scenario, regime, baseline, measure.party, measure.name, measure.unit(in: currency),
      measure.priceBase, measure.discounting, measure.period, measure.by1, measure.level1,
      measure.by2, measure.level2,
    ]
  }
}
