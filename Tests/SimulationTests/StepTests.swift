import PolicyCompiler
import Simulation
import TestSupport
import Testing

@Suite("Laws 4 and 7: steps and workers change nothing")
struct StepTests {
  private static func rules(pot: String) -> String {
    """
    policy help
        uses words

    fund pot held by council
        budget \(pot) each financial-year
        rations
            first by lowest learner.age
            then by lot
        when spent refuses

    grant help from pot
        pays 50% of course.fee

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
  }

  private static func plan(by step: String, pot: String = "£900 million") throws -> FundingPlan {
    let evidence = Town.evidence(
      taste: "0.5", cash: "-0.4",
      behaviour:
        "    offers alike in course.field are close substitutes with dissimilarity 0.6\n"
    ).swapping("100%  from", for: "70%  from")
    let starts = ["1 September", "1 February", "1 May"]
    let body = [
      Town.people(400), Town.people(150, "others"),
      Town.offer("red", fee: "£1,000", starts: starts, lasts: "9 months"),
      Town.offer(
        "green", fee: "£2,400", product: "green", starts: starts, lasts: "20 months",
        more: "        paid monthly over its length\n"),
      Town.offer("blue", fee: "£300", product: "blue", field: "metal", lasts: "3 months"),
    ].joined(separator: "\n")
    return try Town.texts(
      rules: rules(pot: pot), evidence: evidence,
      scenario: Town.scenario(body, runs: "from 2027-08-01 to 2030-07-31", by: step, follows: 2)
    ).plan("town")
  }

  @Test(
    "with funds without end, months and longer steps give the same choices",
    arguments: ["quarter", "academic-year", "financial-year"])
  func steps(step: String) throws {
    let monthly = try run(try StepTests.plan(by: "month"), ledger: true)
    let other = try run(try StepTests.plan(by: step), ledger: true)
    #expect(monthly.regimes[0].whole("starts").allSatisfy { $0 > 300_000_000 })
    #expect(difference(monthly, other) == nil)
  }

  @Test("a fund that runs out makes steps matter, so that the law can fail")
  func stepsMatter() throws {
    let monthly = try run(try StepTests.plan(by: "month", pot: "£30,000"))
    let other = try run(try StepTests.plan(by: "academic-year", pot: "£30,000"))
    #expect(difference(monthly, other) != nil)
  }

  @Test("one, two, three and eight workers", arguments: [2, 3, 8])
  func workers(count: Int) throws {
    let plan = try StepTests.plan(by: "month", pot: "£30,000")
    let one = try run(plan, draws: 16, workers: 1, ledger: true)
    let many = try run(plan, draws: 16, workers: count, ledger: true)
    #expect(difference(one, many) == nil)
    #expect(one.uncertainValues == many.uncertainValues)
  }

  @Test("the same seed gives the same run, and another seed another")
  func seeds() throws {
    let plan = try StepTests.plan(by: "month", pot: "£30,000")
    let one = try run(plan, seed: 5, ledger: true)
    #expect(difference(one, try run(plan, seed: 5, ledger: true)) == nil)
    #expect(difference(one, try run(plan, seed: 6, ledger: true)) != nil)
  }
}
