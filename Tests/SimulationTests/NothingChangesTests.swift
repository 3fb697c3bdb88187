import Simulation
import TestSupport
import Testing

@Suite("Law 3: a reform that changes nothing changes nothing")
struct NothingChangesTests {
  /// The texts with each regime written a second time, under another name.
  private static func withCopies(_ texts: PolicyTexts) throws -> PolicyTexts {
    let place = try #require(
      texts.files.firstIndex {
        $0.path == "Policies/regimes/four-ways.policy"
      })
    var result = texts
    for name in Example.regimes {
      let block = try block(of: name, in: texts.files[place].text)
      result.files[place].text +=
        "\n" + block.swapping("regime \(name)", for: "regime \(name)-copy")
    }
    return result
  }

  /// The lines of a regime.
  static func block(of regime: String, in text: String) throws -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0 == "regime \(regime)" })
    let rest = lines[(first + 1)...].prefix { $0.isEmpty || $0.hasPrefix(" ") }
    return ([lines[first]] + rest).joined(separator: "\n")
  }

  static let run: Result<SimulationResult, any Error> = Result {
    let names = Example.regimes.flatMap { [$0, $0 + "-copy"] }
    let plan = try Example.smallPlan(regimes: names) { try withCopies($0) }
    return try SimulationTests.run(plan, ledger: true)
  }

  @Test("every cell of a regime and of its copy is the same", arguments: Example.regimes)
  func copies(name: String) throws {
    let result = try NothingChangesTests.run.get()
    let isBaseline = name == Example.regimes[0]
    let found = difference(try result.regime(name), try result.regime(name + "-copy")) {
      isBaseline && isOfClass($0)
    }
    #expect(found == nil)
    #expect(try result.regime(name).ledger.count > 1_000)
  }

  @Test("under a copy of the baseline, all that is funded would have come anyway")
  func deadweight() throws {
    let copy = try NothingChangesTests.run.get().regime(Example.regimes[0] + "-copy")
    for measure in copy.values.keys where isOfClass(measure) {
      if measure.quantity == .startsOf(.deadweight) {
        let funded = Measure(.fundedStarts, in: measure.span, part: measure.part)
        #expect(copy.values[measure] == copy.values[funded])
      } else if measure.quantity.enrolmentClass != .deadweight {
        #expect(copy.values[measure]?.allSatisfy { $0 == 0 } == true, "\(measure)")
      }
    }
    #expect(copy.whole("deadweight-starts").allSatisfy { $0 > 0 })
  }

  @Test("the regimes themselves differ, so that the law can fail")
  func regimesDiffer() throws {
    let result = try NothingChangesTests.run.get()
    for name in Example.regimes.dropFirst() {
      #expect(difference(result.regimes[0], try result.regime(name)) { isOfClass($0) } != nil)
    }
  }
}
