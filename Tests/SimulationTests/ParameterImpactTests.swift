import Foundation
import PolicyCompiler
import PolicyLanguage
import Quoting
import Simulation
import Testing

/// Every value of the rulebook and of the evidence must move money, or a day on which money moves.
///
/// A value is tried on cases made from the examples; what no case shows, such as evidence, prices
/// and the order of a queue, is tried on small runs with every uncertain value at its centre. There
/// are no exemptions. A plain run tries a fixed sample of the values; `COFUND_VALUES=all` tries all.
@Suite("Every value matters")
struct ParameterImpactTests {
  /// Some 450 staff in firms of every size, and 60 others.
  private static let sizes: [(word: String, size: Int)] = [
    ("micro-firms", 5), ("adjacent-small-firms", 3), ("small-firms", 1),
    ("adjacent-medium-firms", 1), ("medium-firms", 1), ("large-firms", 1), ("outsiders", 60),
  ]

  /// One small run, and what it is like.
  private struct Kind: Hashable {
    /// Money for the fund, or nothing for so little that it is soon spent.
    var budget: String?
    var isSmallest = true
    var regime = "devolved-fund"
    var draws = 2
  }

  /// The runs that are tried, the quickest first: with a queue, with money carried forward, and with
  /// more people, draws and employers' money.
  private static let kinds = [
    Kind(), Kind(budget: "£900,000"),
    Kind(isSmallest: false, regime: "half-and-half", draws: 8),
  ]

  private static let isFull = ProcessInfo.processInfo.environment["COFUND_VALUES"] == "all"

  /// One in so many values is tried in a plain run; a prime, so that all kinds come up.
  private static let stride = 11

  private static let unit = """
            course.product is module
            course.sector is medtech
            course.level is 4

    """

  private static func texts(_ isSmallest: Bool) throws -> PolicyTexts {
    // Units at level 4 are of another sector, so that a fund's order of sectors has something to do,
    // and sums are in the prices of a day before any index that the rules know.
    try Example.smallTexts(sizes: isSmallest ? sizes : Example.sizes)
      .replacing(unit, with: unit.swapping("is medtech", for: "is care"))
      .replacing("in prices of 2027-08-01", with: "in prices of 2025-02-01")
      .replacing("runs from 2027-08-01 to 2030-07-31", with: "runs from 2027-08-01 to 2029-07-31")
      .replacing("follows lives for 6 years", with: "follows lives for 50 years")
      .replacing("mean 43 years and sd 15 years", with: "mean 45 years and sd 22 years")
  }

  /// A small run whose settings leave one parameter to the text.
  private struct Run {
    let kind: Kind
    let plan: FundingPlan
    let result: SimulationResult

    init(_ kind: Kind, leaving parameter: String) throws {
      self.kind = kind
      plan = try ParameterImpactTests.texts(kind.isSmallest).plan(
        Example.scenario, regimes: ["england-2027", kind.regime],
        ParameterImpactTests.settings(kind).filter { !$0.hasPrefix(parameter + "=") }
      ).certain
      result = try run(plan, draws: kind.draws)
    }
  }

  private static func settings(_ kind: Kind) -> [String] {
    Example.keen + (kind.budget.map { ["level-4-5-budget=" + $0] } ?? [])
  }

  @Test("moving any value moves a payment, a gift, a charge, a repayment, a balance or a life")
  func everyValue() throws {
    let program = try Self.texts(true).program()
    let declared = program.declaredValues.filter {
      program.sources[Int($0.file)].path.hasPrefix("Policies/")
    }
    try #require(declared.count > 450)
    let tried = declared.enumerated().filter { Self.isFull || $0.offset % Self.stride == 0 }
      .map(\.element)
    let impacts = parameterImpacts(of: program, values: tried)
    var runs: [String: Run] = [:]
    for impact in impacts where impact.witness == nil {
      if try moves(impact.value, &runs) { continue }
      Issue.record("\(Self.words(impact.value)) moves nothing")
    }
  }

  /// The value's file and words.
  private static func words(_ value: DeclaredValue) -> String {
    "\(value.place.prefix { $0 != ":" }): \(value.words)"
  }

  /// Whether a run comes out otherwise once a value is moved.
  private func moves(_ value: DeclaredValue, _ runs: inout [String: Run]) throws -> Bool {
    for kind in Self.kinds {
      let isSet = Self.settings(kind).contains { $0.hasPrefix(value.parameter + "=") }
      let left = isSet ? value.parameter : ""
      let key = "\(kind) \(left)"
      let usual = try runs[key] ?? Run(kind, leaving: left)
      runs[key] = usual
      for plan in usual.plan.moved(at: value.place) {
        if difference(usual.result, try run(plan, draws: kind.draws)) != nil { return true }
      }
    }
    return false
  }
}
