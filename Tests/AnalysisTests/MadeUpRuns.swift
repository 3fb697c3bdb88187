import FundingValues
import Simulation

/// Runs made up by hand, with draws in pairs that share a parameter.
enum MadeUpRuns {
  /// A measure of people.
  static let starts = Measure(.starts)
  /// A sum of money paid by a party.
  static func paid(_ payer: Measure.Holder) -> Measure { Measure(.paid, of: payer, .nominal) }

  /// A day by its ISO form.
  static func day(_ text: String) -> CivilDate {
    CivilDate(utf8: Array(text.utf8)[...]) ?? CivilDate(day: 0)
  }

  /// A run of two regimes from their values.
  static func run(
    base: [Measure: [Int128]], reform: [Measure: [Int128]], draws: Int,
    uncertain: [String] = [], values: [[Double]] = []
  ) -> SimulationResult {
    var first = RegimeResult(name: "base", title: "As it is")
    first.values = base
    var second = RegimeResult(name: "reform", title: "As it might be")
    second.values = reform
    return SimulationResult(
      scenario: "made-up", title: "A made-up run", regimes: [first, second], draws: draws,
      seed: 7, uncertain: uncertain, uncertainValues: values, learners: 10, employers: 2,
      learnersStandFor: 1000, employersStandFor: 20, warnings: [], from: day("2027-08-01"),
      to: day("2030-07-31"), priceDate: day("2027-08-01"))
  }

  /// Whole people or pounds in the millionths in which results are held.
  static func people(_ numbers: [Int]) -> [Int128] { numbers.map { Int128($0) * 1_000_000 } }
  /// Whole pounds in millionths of a penny.
  static func pounds(_ numbers: [Int]) -> [Int128] { numbers.map { Int128($0) * 100_000_000 } }
}
