public import Analysis
import FundingRules
import FundingValues
import Simulation

/// The summary of a run for programs: `summary.json`.
public struct SummaryDocument: Encodable, Sendable {
  /// A regime by its name and title.
  public struct Regime: Encodable, Sendable {
    let name: String
    let title: String
  }
  /// One share of variance.
  public struct Share: Encodable, Sendable {
    let name: String
    let share: Double
    let by_chance: Double
  }
  let schema = "cofund-summary/1"
  let scenario: String
  let title: String
  let question: String
  let answer: [String]
  let from: String
  let to: String
  let price_date: String
  /// The currency by ISO 4217, `XXX` if its code is not known.
  let currency: String
  let draws: Int
  let seed: UInt64
  let baseline: String
  let regimes: [Regime]
  let learners: Int
  let learners_stand_for: Double
  let employers: Int
  let employers_stand_for: Double
  let totals: [SummaryFigure]
  let differences: [SummaryFigure]
  let drivers_of: String
  let drivers: [Share]
  let warnings: [String]
  let basis: BasisCounts

  /// The summary of a comparison.
  public init(_ comparison: Comparison, _ context: ReportContext) {
    let result = comparison.result
    scenario = result.scenario
    title = result.title
    question = comparison.question
    answer = Answer(comparison).sentences
    from = result.from.description
    to = result.to.description
    price_date = result.priceDate.description
    currency = result.currency.code
    draws = result.draws
    seed = result.seed
    baseline = comparison.regimes.first ?? ""
    regimes = result.regimes.map { Regime(name: $0.name, title: $0.title) }
    learners = result.learners
    learners_stand_for = result.learnersStandFor
    employers = result.employers
    employers_stand_for = result.employersStandFor
    totals = SummaryFigure.totals(of: comparison)
    differences = SummaryFigure.differences(of: comparison)
    let drivers = Drivers(comparison)
    drivers_of = drivers.figure
    self.drivers = drivers.shares.map {
      Share(name: $0.name, share: $0.share, by_chance: $0.byChance)
    }
    warnings = result.warnings
    basis = context.tally
  }
}

/// One headline figure, with the fields of the long tables; money is in whole pence.
public struct SummaryFigure: Encodable, Sendable {
  let regime: String
  let baseline: String?
  let party: String
  let measure: String
  let unit: String
  let price_base: String
  let discounting: String
  let period: String
  let value: Amount
  let monte_carlo_se: Amount
  let p05: Amount
  let p25: Amount
  let p50: Amount
  let p75: Amount
  let p95: Amount
  let chance_p05: Amount
  let chance_p95: Amount
  let parameter_p05: Amount?
  let parameter_p95: Amount?
  let resolved: Bool
  /// The figure as the text report prints it.
  let printed: String

  init(
    _ measure: Measure, _ estimate: Estimate, regime: String, baseline: String?, _ money: Currency
  ) {
    let currency = measure.isMoney ? money : nil
    func amount(_ value: Double) -> Amount { Amount(value, in: currency) }
    self.regime = regime
    self.baseline = baseline
    party = measure.party
    self.measure = measure.name
    unit = measure.isMoney ? SummaryFigure.nameOfMinorUnits(of: money) : measure.unit(in: money)
    price_base = measure.priceBase
    discounting = measure.discounting
    period = measure.period
    value =
      estimate.exact.map { Amount(exact: $0, in: currency) }
      ?? amount(estimate.value)
    monte_carlo_se = amount(estimate.standardError)
    p05 = amount(estimate.p05)
    p25 = amount(estimate.p25)
    p50 = amount(estimate.p50)
    p75 = amount(estimate.p75)
    p95 = amount(estimate.p95)
    chance_p05 = amount(estimate.chance.low)
    chance_p95 = amount(estimate.chance.high)
    parameter_p05 = estimate.parameter.map { amount($0.low) }
    parameter_p95 = estimate.parameter.map { amount($0.high) }
    resolved = estimate.isResolved
    printed = FigureText(measure, in: money).value(estimate)
  }

  /// The totals of the whole run, not broken down.
  static func totals(of comparison: Comparison) -> [SummaryFigure] {
    zip(comparison.regimes, comparison.totals).flatMap { regime, figures in
      figures.filter { $0.measure.isHeadline }.map {
        SummaryFigure(
          $0.measure, $0.estimate, regime: regime, baseline: nil, comparison.result.currency)
      }
    }
  }

  /// The differences of the whole run, not broken down.
  static func differences(of comparison: Comparison) -> [SummaryFigure] {
    guard let baseline = comparison.regimes.first else { return [] }
    var found: [SummaryFigure] = []
    for (index, figures) in comparison.differences.enumerated() {
      let regime = comparison.regimes[index + 1]
      for figure in figures where figure.measure.isHeadline {
        found.append(
          SummaryFigure(
            figure.measure, figure.estimate, regime: regime, baseline: baseline,
            comparison.result.currency))
      }
      if let estimate = comparison.supportPerAdditionalCompletion(regime: index + 1) {
        found.append(
          SummaryFigure(
            .supportPerAdditional, estimate, regime: regime, baseline: baseline,
            comparison.result.currency))
      }
    }
    return found
  }
}

/// A number of a document: whole minor units for money, else as many decimals as it has up to six.
public enum Amount: Encodable, Sendable, Hashable {
  case whole(Int64)
  case number(Double)
  /// No number, such as a range that has no end.
  case none

  /// A figure in units of a currency, or in people where there is none.
  init(_ value: Double, in currency: Currency?) {
    guard value.isFinite else {
      self = .none
      return
    }
    guard let currency else {
      self = .number(Double(plain(value, places: 6)) ?? 0)
      return
    }
    let pence = value * Double(currency.minorUnits)
    guard pence.magnitude < 9e18 else {
      self = .number(pence)
      return
    }
    let below = pence.rounded(.down)
    self = .whole(Int64(pence - below >= 0.5 ? below + 1 : below))
  }

  /// The exact mean of a figure.
  init(exact: Estimate.ExactMean, in currency: Currency?) {
    if let currency {
      self = .whole(Int64(clamping: exact.rounded(places: currency.places)))
    } else {
      self = .number(Double(plain(exact.rounded(places: 6), places: 6)) ?? 0)
    }
  }

  /// Writes a whole number or one with decimals.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .whole(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .none: try container.encodeNil()
    }
  }
}

extension SummaryFigure {
  /// What whole numbers of minor units are called in a document, by how many make a unit.
  private static let minorUnits: KeyValuePairs = [
    "pence": 100, "units": 1, "hundredths": 100, "thousandths": 1_000, "ten-thousandths": 10_000,
  ]

  /// How many minor units a figure's currency has, by the document's name for them; nothing for what is no money.
  public static func minorUnits(of name: String) -> Int? {
    minorUnits.first { $0.key == name }?.value
  }

  /// What whole numbers of a currency's minor units are called.
  fileprivate static func nameOfMinorUnits(of currency: Currency) -> String {
    if currency.code == "GBP" { return "pence" }
    return minorUnits.first { $0.value == currency.minorUnits && $0.key != "pence" }?.key
      ?? "minor units"
  }
}
