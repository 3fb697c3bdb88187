import Simulation
import TestSupport
import Testing

@Suite("Regimes that differ in more than their routes")
struct RegimesThatDifferTests {
  private static func texts(_ first: String, _ second: String) -> PolicyTexts {
    func tax(_ rate: Int) -> String {
      """
      policy taxed-\(rate)
          uses words

      tax income-tax on learner to treasury
          assessed on learner.earnings each tax-year
          charges \(rate)% on the rest

      regime at-\(rate)
          uses taxed-\(rate)
          route own
              stacking for course.fee
                  rest learner

      """
    }
    let body = [Town.people(40), Town.offer("red", fee: "£1,000")].joined(separator: "\n")
    let outcomes = """
          completing raises learner.earnings by 10%
          learner.earnings jumps with spread 0.2
      """
    var texts = Town.texts(
      rules: Town.plain, evidence: Town.evidence(taste: "50", outcomes: outcomes),
      scenario: Town.scenario(body, compare: "\(first) with \(second)", follows: 8))
    texts.files.append(Repository.File(path: "a.policy", text: tax(20)))
    texts.files.append(Repository.File(path: "b.policy", text: tax(50)))
    return texts
  }

  /// The whole rise in pay is taxed at one rate, so the state's part of it is that rate.
  @Test("each regime taxes the gain at its own rate")
  func taxes() throws {
    let result = try run(try RegimesThatDifferTests.texts("at-20", "at-50").plan("town"))
    for (name, rate) in [("at-20", 0.2), ("at-50", 0.5)] {
      let regime = try result.regime(name)
      let rise = regime.whole("earnings-gain", party: "learner").reduce(0, +)
      let tax = regime.whole("tax-gain", party: "treasury").reduce(0, +)
      #expect(rise > 0)
      #expect((Double(tax) / Double(rise) - rate).magnitude < 1e-4, "\(name)")
    }
  }

  @Test("a regime is the same whichever is the baseline")
  func baseline() throws {
    let one = try run(try RegimesThatDifferTests.texts("at-20", "at-50").plan("town"))
    let two = try run(try RegimesThatDifferTests.texts("at-50", "at-20").plan("town"))
    for name in ["at-20", "at-50"] {
      #expect(difference(try one.regime(name), try two.regime(name)) { isOfClass($0) } == nil)
    }
  }

  @Test("a regime without the other's taxes runs")
  func noTaxes() async {
    await #expect(processExitsWith: .success) {
      let texts = RegimesThatDifferTests.texts("at-20", "plain")
      let result = try run(try texts.plan("town"))
      let plain = try result.regime("plain")
      #expect(plain.whole("tax-gain", party: "treasury").allSatisfy { $0 == 0 })
    }
  }
}
