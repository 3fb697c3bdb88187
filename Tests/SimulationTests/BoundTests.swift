import Simulation
import TestSupport
import Testing

/// Occasions that no route could win are set aside early, by bounds on what a route is worth.
///
/// A rule that nobody uses but that gives money makes every bound unknown, so nothing is set aside:
/// the answers must be the same. Here routes are liked for what others pay, wages of release
/// included, and prices lie below those of the price date: a careless bound would be too low.
@Suite("Law 4: what is set aside early would not have been chosen")
struct BoundTests {
  private static func rules(gives: Bool) -> String {
    let unused = """
      grant unused from treasury
          gives £100 to learner on completion

      """
    return """
      policy help
          uses words

      \(gives ? unused : "")
      grant help from treasury
          eligible when course.product is red
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
          route sponsored
              needs employer
              stacking for course.fee
                  rest employer
              stacking for course.release-wages
                  rest employer

      """
  }

  /// Routes are liked for what others pay, and for the gain expected of them.
  private static let evidence = Town.evidence(
    taste: "-6", cash: "-0.2",
    behaviour: "    employer sponsors when £1 million is above quote.employer-cost\n"
      + "        with spread £1\n",
    outcomes:
      "    completing raises learner.earnings by 5%\n    learner discounts at 5% per year\n",
    parameters: ["perk", "boon", "zest"].map {
      "parameter \($0) as number\n    0.4  from 2020-01-01  illustrative\n\n"
    }.joined()
  ).swapping(
    "        cash per £1,000 of quote.learner-pays\n",
    for: """
              cash per £1,000 of quote.learner-pays
              perk per £1,000 of quote.employer-pays
              boon per £1,000 of quote.grant
              zest per £10,000 of quote.expected-gain

      """)

  private static func texts(gives: Bool) throws -> PolicyTexts {
    let firms = """
          population 60 firms of employer
              employer.headcount is 10
              employer.pay-bill is £300,000 per year

          population staff of learner employed by firms
              learner.nation is England
              learner.status is employed
              learner.age varies normal with mean 40 years and sd 12 years kept between 18 years and 66 years
              learner.earnings varies lognormal with median £30,000 per year and top-decile £60,000 per year kept between £10,000 per year and £90,000 per year

      """
    let wages = "        course.release-wages is £9,000\n"
    let body = [
      firms,
      Town.offer("red", fee: "£3,000").swapping("        starts", for: wages + "        starts"),
      Town.offer("green", fee: "£200", product: "green", field: "metal")
        .swapping("        starts", for: wages + "        starts"),
    ].joined(separator: "\n")
    return try Town.texts(
      rules: rules(gives: gives), evidence: evidence, scenario: Town.scenario(body, follows: 4)
    ).replacing(
      "    follows lives for 4 years\n",
      with: "    follows lives for 4 years\n    in prices of 2032-01-01 rising by 9% per year\n")
  }

  @Test("with bounds and without, the same people choose the same")
  func same() throws {
    let bounded = try run(try BoundTests.texts(gives: false).plan("town"), draws: 6, ledger: true)
    let unbounded = try run(try BoundTests.texts(gives: true).plan("town"), draws: 6, ledger: true)
    let starts = bounded.regimes[0].whole("starts", draws: 6)
    #expect(starts.allSatisfy { $0 > 0 && $0 < 590_000_000 })
    #expect(difference(bounded, unbounded) == nil)
  }
}
