import Simulation
import TestSupport
import Testing

/// In one year and without limits: who changes when one way of taking one course is made better.
@Suite("Law 5: a better alternative takes only from others, for itself")
struct BetterAlternativeTests {
  private static let rules = """
    policy help
        uses words

    parameter share as percent
        40%  from 2020-01-01  illustrative

    grant help from treasury
        eligible when course.product is red
        pays share of course.fee

    regime plain
        uses help
        route own
            stacking for course.fee
                rest learner
        route helped
            stacking for course.fee
                first help
                rest learner

    """

  private static func texts(routes: String) -> PolicyTexts {
    let evidence = Town.evidence(
      taste: "0.2", cash: "-0.6",
      behaviour: """
            offers alike in course.field are close substitutes with dissimilarity 0.6
            routes of an offer with dissimilarity twig
        """,
      parameters: """
        parameter twig as number
            \(routes)  from 2020-01-01  illustrative

        """)
    let body = [
      Town.people(6_000), Town.offer("red", fee: "£1,000"),
      Town.offer("green", fee: "£900", product: "green"),
      Town.offer("blue", fee: "£800", product: "blue", field: "metal"),
    ].joined(separator: "\n")
    return Town.texts(
      rules: rules, evidence: evidence, scenario: Town.scenario(body, follows: 1))
  }

  /// What each person does in each draw: the course and the way of paying.
  private static func choices(_ share: String, routes: String) throws -> [String: String] {
    let plan = try texts(routes: routes).plan("town", ["share=\(share)"])
    var result: [String: String] = [:]
    for entry in try run(plan, ledger: true).regimes[0].ledger {
      result["draw \(entry.draw), person \(entry.person)"] = entry.offer + " " + entry.route
    }
    return result
  }

  @Test("nobody leaves it and nobody moves between two others", arguments: ["0", "0.3"])
  func movers(routes: String) throws {
    let before = try BetterAlternativeTests.choices("40%", routes: routes)
    let after = try BetterAlternativeTests.choices("80%", routes: routes)
    var moved: [String: Int] = [:]
    let fault = firstFault(among: Set(before.keys).union(after.keys)) { person in
      let (old, new) = (before[person] ?? "nothing", after[person] ?? "nothing")
      if old != new { moved[old, default: 0] += 1 }
      return old == new || new == "red helped" ? nil : "\(person) goes from \(old) to \(new)"
    }
    #expect(fault == nil)
    #expect(moved["nothing"] ?? 0 > 100 && moved["green own"] ?? 0 > 100)
    #expect(moved["blue own"] ?? 0 > 50)
    #expect(before.values.contains("red helped"))
  }
}
