import Foundation
import Testing

/// Published figures and their verdicts.
@Suite("cofund claims")
struct ClaimsTests {
  private struct Answer: Decodable {
    struct Need: Decodable {
      let parameter: String
      let value: Double?
    }
    struct Claim: Decodable {
      let claim, verdict, unit: String
      let reading, author: String?
      let published, tolerance: Double
      let modelled, monte_carlo_se: Double?
      let agrees: Bool?
      let would_need: [Need]
    }
    let schema: String
    let claims: [Claim]
  }

  private static let folder = Tool.root.appendingPathComponent("Examples")

  private func copied(_ name: String, in tool: Tool) throws -> String {
    try String(
      contentsOf: ClaimsTests.folder.appendingPathComponent(name), encoding: .utf8)
  }

  private func answer(_ tool: Tool, _ arguments: [String]) throws -> Answer {
    let run = try tool.run(["claims"] + arguments + ["--format", "json"])
    return try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
  }

  @Test("every shipped claim has the verdict that its file wrote down")
  func shipped() throws {
    let tool = try Tool()
    let run = try tool.run([
      "claims", ClaimsTests.folder.appendingPathComponent("levy-claims.scenario").path,
      ClaimsTests.folder.appendingPathComponent("claims/missing-middle.scenario").path,
      ClaimsTests.folder.appendingPathComponent("claims/england-level-4-5.scenario").path,
    ])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("cost-of-one: £240 million buys 27,000 awards"))
    #expect(run.output.contains("600,000 is 1.62% of 37 million"))
  }

  /// 600,000 of 37,000,000 is 1.6216%; of 33,333,333 it is 1.8%.
  @Test("the value at which a claim would hold, and a tolerance moved across the figure")
  func moved() throws {
    let tool = try Tool()
    let text = try copied("levy-claims.scenario", in: tool)
    try tool.write(text, to: "claims.scenario")
    let policies = ["--policies", Tool.root.appendingPathComponent("Policies").path]
    let before = try answer(
      tool, ["claims.scenario", "--only", "share-of-the-workforce"] + policies)
    let claim = try #require(before.claims.first)
    #expect(before.schema == "cofund-claims/1")
    #expect(claim.verdict == "not-reproduced" && claim.agrees == true && claim.unit == "percent")
    #expect((try #require(claim.modelled) - 600_000.0 / 37_000_000).magnitude < 1e-12)
    let found = try #require(claim.would_need.first?.value)
    #expect((found - 33_333_333).magnitude <= 1)
    try tool.write(
      text.replacingOccurrences(of: "to be 1.8% within 0.05%", with: "to be 1.8% within 0.2%"),
      to: "claims.scenario")
    let run = try tool.run(
      ["claims", "claims.scenario", "--only", "share-of-the-workforce"] + policies)
    #expect(run.status == 1)
    #expect(
      run.output.contains("verdict      reproduced; the author of the file found not-reproduced"))
  }

  @Test("a claim that is not there, and a file without one")
  func missing() throws {
    let tool = try Tool()
    let file = ClaimsTests.folder.appendingPathComponent("levy-claims.scenario").path
    let run = try tool.run(["claims", file, "--only", "cost-of-onee"])
    #expect(run.status == 2)
    #expect(run.errors.contains("there is no claim `cost-of-onee`; did you mean `cost-of-one`?"))
    let none = try tool.run([
      "claims", ClaimsTests.folder.appendingPathComponent("device-maker-24.scenario").path,
    ])
    #expect(none.status == 2)
    #expect(none.errors.contains("declare no claim"))
  }
}
