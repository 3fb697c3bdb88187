public import Analysis
import FundingRules
public import FundingValues
import PolicyCompiler
public import Quoting

/// What published claims come to, for programs.
public struct ClaimsDocument: Encodable, Sendable {
  /// The value of one assumption at which a claim would hold; nothing where none in the range does.
  public struct Need: Encodable, Sendable {
    let parameter: String
    let value: OrNull<Double>
    let `in`: [Double]
    let unit: String
  }
  /// A claim as first stated, or in one of its readings. Money is in the smallest units of the currency, a
  /// percent is a part of one.
  public struct Entry: Encodable, Sendable {
    let claim: String
    let title: String
    /// The reading as titled; null for the claim as first stated.
    let reading: OrNull<String>
    let source: String
    let place: OrNull<String>
    /// `money`, `percent`, `count` or `number`.
    let unit: String
    let published: Double
    let tolerance: Double
    let modelled: OrNull<Double>
    /// The modelled figure less the published one.
    let error: OrNull<Double>
    let monte_carlo_se: OrNull<Double>
    let p05: OrNull<Double>
    let p95: OrNull<Double>
    let verdict: String
    /// The verdict that the file's author wrote down; null in readings and where none is.
    let author: OrNull<String>
    /// Whether the two agree; null where there is nothing to agree with.
    let agrees: OrNull<Bool>
    let why: OrNull<String>
    let scenario: OrNull<String>
    let regime: OrNull<String>
    let draws: OrNull<Int>
    /// How many draws would make the tolerance four standard errors; null where it is, or where none would.
    let draws_needed: OrNull<Int>
    /// `calibrates`, `held back` or null.
    let purpose: OrNull<String>
    let would_need: [Need]
  }
  let schema = "cofund-claims/1"
  /// The currency by ISO 4217, `XXX` if its code is not known.
  let currency: String
  let minor_units: Int
  let claims: [Entry]

  /// The document of some claims.
  public init(_ claims: [JudgedClaim], in currency: Currency) {
    self.currency = currency.code
    minor_units = currency.minorUnits == 100 ? 2 : (currency.minorUnits == 1 ? 0 : 3)
    self.claims = claims.flatMap { claim in
      [Entry(claim)] + claim.readings.map { Entry(claim, $0) }
    }
  }

  /// One row a claim and reading.
  public var table: CSVTable {
    var table = CSVTable(
      file: "claims.csv", title: "Published figures and what they come to here",
      columns: [
        .init("claim", .string, "name of the claim"),
        .init("reading", .string, "the reading; empty for the claim as first stated"),
        .init("title", .string, "what is claimed"),
        .init("published", .number, "the published figure, money in whole units of the currency"),
        .init("tolerance", .number, "how far off still counts"),
        .init("unit", .string, "money, percent (as a part of one), count or number"),
        .init("modelled", .number, "what it comes to"),
        .init("error", .number, "modelled less published"),
        .init(
          "monte_carlo_se", .number, "simulation error of the modelled figure: its standard error"),
        .init("p05", .number, "5% point over draws"), .init("p95", .number, "95% point over draws"),
        .init("verdict", .string, "reproduced, reproduced-if, not-reproduced or cannot-be-judged"),
        .init("author", .string, "the verdict that the author of the file wrote down"),
        .init("agrees", .boolean, "whether the two verdicts are the same"),
        .init("purpose", .string, "calibrates or held back, for a target of calibration"),
        .init("scenario", .string, "the scenario of a figure of the model"),
        .init("regime", .string, "the regime of a figure of the model"),
        .init("draws", .integer, "how many draws were made"),
        .init("source", .string, "where it was published"),
        .init("place", .string, "the place in the source"),
      ])
    for entry in claims { table.add(entry.row) }
    return table
  }
}

extension ClaimsDocument.Entry {
  fileprivate init(_ judged: JudgedClaim, _ read: JudgedClaim.Reading? = nil) {
    let claim = judged.claim
    let figure = read.map(\.figure) ?? judged.figure
    let minor = claim.kind.isMoney ? 100.0 : 1
    self.claim = claim.name
    title = claim.title
    reading = OrNull(read?.title)
    source = claim.source
    place = OrNull(claim.place)
    unit = claim.kind.unitName
    published = claim.published * minor
    tolerance = claim.tolerance * minor
    modelled = OrNull(figure.map { $0.value * minor })
    error = OrNull(figure.map { ($0.value - claim.published) * minor })
    monte_carlo_se = OrNull(figure.flatMap { $0.range == nil ? nil : $0.standardError * minor })
    p05 = OrNull(figure?.range.map { $0.low * minor })
    p95 = OrNull(figure?.range.map { $0.high * minor })
    verdict = (read?.verdict ?? judged.verdict).rawValue
    author = OrNull(read == nil ? claim.verdict?.name : nil)
    agrees = OrNull(read == nil ? judged.agrees : nil)
    why = OrNull(read == nil ? claim.verdict?.reason : nil)
    scenario = OrNull(claim.under?.scenario)
    regime = OrNull(claim.under?.regime)
    draws = OrNull(judged.draws)
    draws_needed = OrNull(read == nil ? judged.drawsNeeded : nil)
    purpose = OrNull(claim.purposeName)
    would_need =
      read == nil
      ? judged.needs.map {
        ClaimsDocument.Need(
          parameter: $0.need.name, value: OrNull($0.value?.double),
          in: [$0.need.low.double, $0.need.high.double], unit: $0.need.kind.unitName)
      } : []
  }

  fileprivate var row: [String] {
    let minor = unit == "money" ? 100.0 : 1
    func number(_ value: Double?) -> String {
      value.map { plain($0 / minor, places: unit == "money" ? 2 : 6) } ?? ""
    }
    return [
      claim, reading.value ?? "", title, number(published), number(tolerance), unit,
      number(modelled.value), number(error.value), number(monte_carlo_se.value),
      number(p05.value), number(p95.value), verdict, author.value ?? "",
      agrees.value.map { $0 ? "true" : "false" } ?? "", purpose.value ?? "",
      scenario.value ?? "", regime.value ?? "", draws.value.map { "\($0)" } ?? "", source,
      place.value ?? "",
    ]
  }
}

extension ClaimPlan {
  /// `calibrates` or `held back`, or nothing for a claim that is only judged.
  var purposeName: String? {
    switch purpose {
    case .calibrates: "calibrates"
    case .heldBack: "held back"
    case nil: nil
    }
  }
}

extension FactTable.Kind {
  /// What a figure of the kind is called in tables.
  var unitName: String {
    switch self {
    case .money, .moneyPerYear: "money"
    case .share, .sharePerYear: "percent"
    case .count: "count"
    case .years: "years"
    case .days: "days"
    case .hours: "hours"
    case .credits: "credits"
    default: "number"
    }
  }
}
