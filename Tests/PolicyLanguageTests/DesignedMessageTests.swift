import Foundation
import PolicyLanguage
import Testing

/// The messages of the language's design, rendered from the worked files with one line changed.
@Suite struct DesignedMessageTests {
  private func expectRendering(_ diagnostic: Diagnostic, _ pointer: Pointer) throws {
    let file = PolicyFixture.folder.appendingPathComponent("rendered/\(diagnostic.code).txt")
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(diagnostic.rendered(from: pointer.sources, style: .plain) == expected)
  }

  @Test func overlappingExceptions() throws {
    var at = Pointer()
    at.add(
      "growth-and-skills-levy.policy", as: "Policies/growth-and-skills-levy.policy", line: 102,
      "is below", "is at most")
    try expectRendering(
      Diagnostic(
        "P0501", "two exceptions can apply to the same learner",
        at: at.label(100, "except young-learner-help when all of", "second exception"),
        with: [
          at.label(97, "except small-employer-help when all of", "first exception"),
          at.label(99, "learner.age is at least young-age", "25 years or more"),
          at.label(102, "learner.age is at most young-age", "25 years or less"),
        ],
        in: "grant co-investment",
        notes: [
          "for example: learner.age 25 years, employer.pay-bill £3,000,000 per year",
          "the first would pay 95% and the second 100% on 2026-08-01",
        ],
        suggestion: at.edit("make them meet without overlapping", 102, "at most", "below")), at)
  }

  @Test func bandsWithAGap() throws {
    var at = Pointer()
    at.add(
      "wage-support.policy", as: "Policies/wage-support.policy", line: 8, "10 to", "15 to")
    try expectRendering(
      Diagnostic(
        "P0503", "the bands of `wage-rate` leave a gap",
        at: at.label(8, "15 to below 250", "starts at 15"),
        with: [at.label(7, "below 10", "ends before 10")], in: "parameter wage-rate",
        notes: ["for example: employer.headcount 12 has no rate"],
        suggestion: at.edit("start where the band before it ends", 8, "15", "10")), at)
  }

  @Test func aStaleReform() throws {
    var at = Pointer()
    at.add(
      "longer-expiry.policy", as: "Policies/reforms/longer-expiry.policy", line: 5, "75% to",
      "80% to")
    at.add(
      "growth-and-skills-levy.policy", as: "Policies/growth-and-skills-levy.policy", line: 1, "",
      "")
    try expectRendering(
      Diagnostic(
        "P0701", "this reform was written against a different policy",
        at: at.label(5, "80%", "expected 80% on 2027-08-01"),
        with: [at.label(33, "75%", "it is 75%", file: 1)],
        in: "reform longer-expiry, amend growth-and-skills-levy",
        suggestion: at.edit("if the reform still makes sense", 5, "80%", "75%")), at)
  }

  @Test func aTieWithALineToAdd() throws {
    var at = Pointer()
    at.add(
      path: "Policies/wmca-adult-skills.policy",
      [37: "    rations", 40: "        then by lowest learner.earnings"])
    let end = at.at(40, "then by lowest learner.earnings").end
    try expectRendering(
      Diagnostic(
        "P0602", "this order of claims can end in a tie",
        at: at.label(40, "then by lowest learner.earnings", "two learners may earn the same"),
        with: [at.label(37, "rations", "the fund is shared out in this order")],
        in: "fund skills-pot",
        notes: ["a tie would be broken by the order of the data, which no rule mentions"],
        suggestion: Suggestion(
          "end with a draw of lots", replace: SourceSpan(file: 0, start: end, end: end),
          with: "\n        then by lot")), at)
  }

  @Test func adviceWithoutAnEdit() throws {
    var at = Pointer()
    at.add(
      path: "Examples/core-2027.scenario",
      [
        4: "    draws 2,000",
        56: "    expects total of flexible-skills each financial-year to be £7.5 million within "
          + "£10,000",
      ])
    try expectRendering(
      Diagnostic(
        "P0802",
        "this claim cannot be judged: its tolerance is smaller than the simulation error",
        at: at.label(56, "£10,000", "tolerance"),
        with: [at.label(4, "2,000", "gives a standard error of £45,000")],
        in: "claim fsp-is-fully-spent",
        notes: [
          "2,000 draws estimated £7.46 million; a tolerance must be at least 4 standard errors, "
            + "here £180,000"
        ],
        help: "widen the tolerance to `within £180,000`, or ask for at least 648,000 draws"), at)
  }

  @Test func distantLinesOfAnotherFile() throws {
    var at = Pointer()
    at.add(
      path: "Examples/core-2027.scenario",
      [3: "    runs from 2018-08-01 to 2023-07-31 by month"])
    at.add(
      path: "Policies/growth-and-skills-levy.policy",
      [
        28: "    95%               from 2019-04-01  cites levy-rules",
        69: "    pays levy-payer-help of remaining course.fee",
      ])
    try expectRendering(
      Diagnostic(
        "P0402",
        "`levy-payer-help` has no value before 2019-04-01, but this scenario starts on 2018-08-01",
        at: at.label(3, "2018-08-01", "first day needed"),
        with: [
          at.label(28, "from 2019-04-01", "first value", file: 1),
          at.label(
            69, "levy-payer-help", "read here, for every sponsored apprenticeship", file: 1),
        ],
        in: "scenario core-2027, regime current-system",
        help: "start the scenario on or after 2019-04-01, or add the earlier value and its source"
      ), at)
  }
}
