import Simulation
import TestSupport
import Testing

@Suite("Law 4: order never matters, nor what touches nobody")
struct OrderLawTests {
  static let regimes = ["england-2027", "aligned", "half-and-half"]
  /// So little money for accounts that their other use is cut short, too.
  static let short = ["apprenticeship-budget-each-year=£70,000"]

  /// A run of the small example after a change of its texts.
  private static func run(
    draws: Int = 2, workers: Int = 2, _ edit: (PolicyTexts) throws -> PolicyTexts = { $0 }
  ) throws -> SimulationResult {
    let plan = try Example.smallPlan(regimes: regimes, short, edit)
    return try SimulationTests.run(plan, draws: draws, workers: workers, ledger: true)
  }

  private static let plain: Result<SimulationResult, any Error> = Result { try run() }

  /// The blocks of a scenario that begin with a word, in the opposite order.
  private static func reversed(_ word: String, in texts: PolicyTexts) throws -> PolicyTexts {
    let place = try #require(
      texts.files.firstIndex { $0.path.hasSuffix(Example.scenario + ".scenario") })
    let blocks = texts.files[place].text.split(separator: "\n\n", omittingEmptySubsequences: false)
    let places = blocks.indices.filter { blocks[$0].hasPrefix("    \(word) ") }
    try #require(places.count > 3)
    var result = blocks
    for (from, to) in zip(places, places.reversed()) { result[to] = blocks[from] }
    var changed = texts
    changed.files[place].text = result.joined(separator: "\n\n")
    return changed
  }

  @Test("money for the other use of accounts does run short here")
  func isShort() throws {
    let aligned = try OrderLawTests.plain.get().regime("aligned")
    #expect(aligned.whole("displaced-background", party: "levy-account").contains { $0 > 0 })
    #expect(aligned.whole("spent-courses", party: "levy-account").contains { $0 > 0 })
  }

  @Test("one worker or three, and some draws or more of them")
  func workers() throws {
    let one = try OrderLawTests.run(draws: 4, workers: 1)
    #expect(difference(one, try OrderLawTests.run(draws: 4, workers: 3)) == nil)
    let two = try OrderLawTests.plain.get()
    for (left, right) in zip(one.regimes, two.regimes) {
      for (measure, values) in right.values {
        #expect(Array((left.values[measure] ?? [0, 0]).prefix(2)) == values, "\(measure)")
      }
    }
  }

  @Test("the order of populations")
  func populations() throws {
    let other = try OrderLawTests.run { try OrderLawTests.reversed("population", in: $0) }
    #expect(difference(try OrderLawTests.plain.get(), other) == nil)
  }

  @Test("the order of offers")
  func offers() throws {
    let other = try OrderLawTests.run { try OrderLawTests.reversed("offer", in: $0) }
    #expect(difference(try OrderLawTests.plain.get(), other) == nil)
  }

  @Test("the order of files")
  func files() throws {
    let other = try OrderLawTests.run { PolicyTexts(files: $0.files.reversed()) }
    #expect(difference(try OrderLawTests.plain.get(), other) == nil)
  }

  @Test("the order of parameters")
  func parameters() throws {
    let other = try OrderLawTests.run { texts in
      var changed = texts
      let place = try #require(texts.files.firstIndex { $0.path.hasSuffix("htq-evidence.policy") })
      let blocks = texts.files[place].text.split(
        separator: "\n\n", omittingEmptySubsequences: false)
      let places = blocks.indices.filter { blocks[$0].hasPrefix("parameter ") }
      var result = blocks
      for (from, to) in zip(places, places.reversed()) { result[to] = blocks[from] }
      changed.files[place].text = result.joined(separator: "\n\n")
      return changed
    }
    #expect(difference(try OrderLawTests.plain.get(), other) == nil)
  }

  @Test("the order of the other regimes")
  func regimes() throws {
    let names = ["england-2027", "half-and-half", "aligned"]
    let plan = try Example.smallPlan(regimes: names, OrderLawTests.short)
    let other = try SimulationTests.run(plan, ledger: true)
    for regime in try OrderLawTests.plain.get().regimes {
      #expect(difference(regime, try other.regime(regime.name)) == nil)
    }
  }

  @Test("one more report")
  func report() throws {
    let other = try OrderLawTests.run { texts in
      var changed = texts
      let place = try #require(
        texts.files.firstIndex { $0.path.hasSuffix(Example.scenario + ".scenario") })
      changed.files[place].text += "    report count of enrolment.funded by learner.highest\n"
      return changed
    }
    #expect(difference(try OrderLawTests.plain.get(), other) == nil)
  }
}
