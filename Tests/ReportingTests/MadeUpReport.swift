import Analysis
import FundingValues
import Reporting
import Simulation

/// A small comparison made up by hand, for reports.
enum MadeUpReport {
  static func people(_ numbers: [Int]) -> [Int128] { numbers.map { Int128($0) * 1_000_000 } }
  static func pounds(_ numbers: [Int]) -> [Int128] { numbers.map { Int128($0) * 100_000_000 } }

  static func money(
    _ quantity: Measure.Quantity, _ holder: Measure.Holder,
    _ valuation: Measure.Valuation = .nominal
  ) -> Measure {
    Measure(quantity, of: holder, valuation)
  }

  static func count(
    _ quantity: Measure.Quantity, _ holder: Measure.Holder = .everyone
  ) -> Measure {
    Measure(quantity, of: holder)
  }

  static func day(_ text: String) -> CivilDate {
    CivilDate(utf8: Array(text.utf8)[...]) ?? CivilDate(day: 0)
  }

  /// A run with a baseline and one reform, four draws in two pairs.
  static var run: SimulationResult {
    var base = RegimeResult(name: "england-2027", title: "As it stands")
    base.values = [
      count(.starts): people([100, 102, 98, 100]),
      count(.completions): people([60, 61, 59, 60]),
      money(.paid, .learner): pounds([1000, 1010, 990, 1000]),
      money(.paid, .accounts): pounds([5000, 5000, 5000, 5000]),
      money(.gain, .society, .real(discountedBy: .society)): pounds([0, 0, 0, 0]),
    ]
    var reform = RegimeResult(name: "devolved", title: "With a \"fund\", by region")
    reform.values = [
      count(.starts): people([140, 142, 138, 140]),
      count(.completions): people([80, 81, 79, 80]),
      count(.fundedStarts): people([50, 50, 50, 50]),
      count(.newlyFundedStarts): people([50, 50, 50, 50]),
      count(.newlyFundedAnyway): people([10, 10, 10, 10]),
      count(.startsOf(.additional)): people([40, 40, 40, 40]),
      count(.completionsOf(.additional)): people([20, 20, 20, 20]),
      count(.startsOf(.deadweight)): people([10, 10, 10, 10]),
      money(.paid, .learner): pounds([800, 810, 790, 800]),
      money(.paid, .accounts): pounds([5000, 5000, 5000, 5000]),
      money(.paid, .party("wmca")): pounds([300_000, 300_000, 300_000, 300_000]),
      money(.gain, .society, .real(discountedBy: .society)): pounds([
        -50_000, 60_000, -70_000, 60_000,
      ]),
      money(.asked, .fund("pot")): pounds([320_000, 310_000, 300_000, 300_000]),
      money(.paidOut, .fund("pot")): pounds([300_000, 300_000, 300_000, 300_000]),
      count(.refusedPeople, .fund("pot")): people([3, 2, 0, 0]),
      money(.left, .fund("pot")): pounds([0, 0, 0, 0]),
      money(.paidIn, .account("levy-account")): pounds([9000, 9000, 9000, 9000]),
      count(.recovered, .party("someone")): pounds([1, 1, 1, 1]),
    ]
    reform.values[count(.starts).broken(down: Measure.Part(.route, "own-pocket"))] = people([
      7, 7, 7, 7,
    ])
    reform.flows = [
      FlowCell(payer: "wmca", payee: "provider", year: 2027): pounds([100, 100, 100, 100])
    ]
    reform.gainHistogram = [-1: 2_000_000, 0: 4_000_000, 12: 2_000_000]
    return SimulationResult(
      scenario: "made-up", title: "A made-up scenario", regimes: [base, reform], draws: 4,
      seed: 11, uncertain: ["rate"], uncertainValues: [[0.1, 0.2]], learners: 1500,
      employers: 30, learnersStandFor: 75_000, employersStandFor: 600,
      warnings: ["one request is 2% of the pot"], from: day("2027-08-01"),
      to: day("2030-07-31"), priceDate: day("2027-08-01"))
  }

  /// What stands beside the run.
  static var context: ReportContext {
    ReportContext(
      version: "test", inputs: [.init(path: "a.policy", hash: "00")],
      options: ["regimes": ["england-2027", "devolved"]],
      assumptions: [
        Assumption(
          name: "p.rate", row: "", date: "2026-01-01", value: "10%", unit: "percent",
          basis: .cited, source: "A \"source\", 2026", place: "a.policy:3",
          distribution: "uncertain beta with mean 10% and sd 2%", quantity: "rate"),
        Assumption(
          name: "p.cap", row: "", date: "2026-01-01", value: "£1,000", unit: "money",
          basis: .illustrative, source: "", place: "a.policy:9"),
      ], breakdowns: [.route])
  }

  static var comparison: Comparison { Comparison(run) }

  /// The text of a run in some currency, with money lent by a bank.
  static func report(in currency: Currency) -> String {
    var lending = run.regimes[1]
    lending.values[money(.paid, .loans(of: "kfw"))] = pounds([500, 500, 500, 500])
    let result = SimulationResult(
      scenario: run.scenario, title: run.title, regimes: [run.regimes[0], lending],
      draws: run.draws,
      seed: run.seed, uncertain: [], uncertainValues: [], learners: run.learners,
      employers: run.employers, learnersStandFor: 0, employersStandFor: 0, warnings: [],
      from: run.from, to: run.to, priceDate: run.priceDate, currency: currency,
      partyTitles: ["kfw": "Kreditbank"])
    return TextReport(Comparison(result), context).text
  }
}
