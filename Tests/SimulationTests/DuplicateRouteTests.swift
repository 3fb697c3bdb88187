import Simulation
import TestSupport
import Testing

@Suite("Law 10: a second route on the same terms moves nobody")
struct DuplicateRouteTests {
  /// A route of a regime, by its name, as its lines.
  private static func route(_ name: String, of regime: String) throws -> String {
    let lines = regime.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0 == "    route \(name)" })
    let rest = lines[(first + 1)...].prefix { $0.hasPrefix("        ") }
    return ([lines[first]] + rest).joined(separator: "\n")
  }

  /// The small example with a regime written again under another name, changed.
  private static func result(
    _ regime: String, _ change: (String) throws -> String
  ) throws -> SimulationResult {
    let plan = try Example.smallPlan(regimes: [regime, regime + "-more"]) { texts in
      let place = try #require(
        texts.files.firstIndex {
          $0.path == "Policies/regimes/four-ways.policy"
        })
      let block = try NothingChangesTests.block(of: regime, in: texts.files[place].text)
      var changed = texts
      changed.files[place].text +=
        "\n"
        + (try change(block)).swapping("regime \(regime)", for: "regime \(regime)-more")
      return changed
    }
    return try run(plan, ledger: true)
  }

  /// What differs once routes' names are left out.
  private static func difference(_ result: SimulationResult) -> String? {
    let regimes = result.regimes.map { regime in
      var nameless = regime
      for index in nameless.ledger.indices { nameless.ledger[index].route = "" }
      return nameless
    }
    return SimulationTests.difference(regimes[0], regimes[1]) {
      isOfClass($0) || $0.by1 == "route"
    }
  }

  @Test(
    "written after the first, at the end",
    arguments: [
      ("england-2027", "local"), ("england-2027", "employer-paid"),
      ("half-and-half", "half-and-half"), ("devolved-fund", "devolved"), ("aligned", "levy-unit"),
    ])
  func added(regime: String, route: String) throws {
    let result = try DuplicateRouteTests.result(regime) { block in
      let again = try DuplicateRouteTests.route(route, of: block)
        .swapping("route \(route)", for: "route again")
      return block.trimmed + "\n" + again + "\n"
    }
    #expect(DuplicateRouteTests.difference(result) == nil)
    #expect(result.regimes[0].whole("starts", by: "route", level: route).allSatisfy { $0 > 0 })
  }

  @Test(
    "split in two by age", arguments: [("england-2027", "local"), ("devolved-fund", "devolved")])
  func split(regime: String, route: String) throws {
    let result = try DuplicateRouteTests.result(regime) { block in
      let whole = try DuplicateRouteTests.route(route, of: block)
      func part(_ name: String, _ test: String) -> String {
        whole.swapping("    route \(route)\n", for: "    route \(name)\n")
          .swapping(
            "        stacking for course.fee",
            for:
              "        open when learner.age is \(test) 40 years\n        stacking for course.fee")
      }
      return block.swapping(
        whole, for: part("young", "below") + "\n" + part("old", "at least"))
    }
    #expect(DuplicateRouteTests.difference(result) == nil)
    for name in ["young", "old"] {
      let starts = result.regimes[1].whole("starts", by: "route", level: name)
      #expect(starts.contains { $0 > 0 }, "\(name)")
    }
  }
}

extension String {
  /// The text without blank lines at its end.
  fileprivate var trimmed: String {
    var result = self
    while result.hasSuffix("\n") { result.removeLast() }
    return result
  }
}
