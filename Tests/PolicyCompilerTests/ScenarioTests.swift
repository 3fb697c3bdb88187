import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Testing

@Suite("Scenarios, profiles and claims")
struct ScenarioTests {
  static let evidence = """
    evidence study
        uses words

    source paper "A paper"

    parameter pull as number
        uncertain normal with mean -0.1 and sd 0.05 kept between -1 and 0  from 2026-01-01  illustrative

    parameter floor as money per year by learner.nation
        England:  £10,000 per year  from 2026-01-01  illustrative
        Wales:    £9,000 per year   from 2026-01-01  illustrative

    parameter least as money per year
        £12,000 per year  from 2026-01-01  illustrative

    parameter hassle as number
        -0.5  from 2026-01-01  illustrative

    behaviour
        learner is aware with chance 40%
            moves with learner.taste by rank correlation 0.5
        learner considers an offer with chance logistic(pull)
        learner values a route by
            learner.taste
            pull per £1,000 of quote.learner-pays
        offers alike in course.product are close substitutes with dissimilarity 0.8
        employer sponsors when quote.employer-gain is above quote.employer-cost
            with spread £500
            up to £5,000 per employer per tax-year

    outcomes
        learner completes with chance 70%
        completing raises learner.earnings by 5%
            reaching full after 6 months
            of which signal 30%
        society discounts at 3.5% per year

    regime plain
        uses words
        route own
            stacking for course.fee
                rest learner

    """

  static let scenario = """
    scenario town
        title "A town"
        runs from 2027-01-01 to 2028-12-31 by month
        draws 4
        seed 7
        uses study
        population firms of employer standing for 20
            employer.headcount varies power with low 1 and high 9 and exponent 0.9 totalling 60 in all
            employer.pay-bill is £20,000 per year * employer.headcount
        population 5 of learner employed by firms
            learner.earnings is floor * 2
            learner.nation varies choice with England 90% and Wales 10%
            learner.age varies normal with mean 40 years and sd 9 years kept between 18 years and 60 years
        population 7 of learner
            learner.earnings varies lognormal with median £20,000 per year and top-decile £40,000 per year kept between least and £90,000 per year
                moves with learner.age by rank correlation 0.2
            learner.taste is 0
        offer unit
            course.product is module
            course.credits is 15 credits
            course.fee is £500
            starts each 1 September
            lasts 6 weeks
            places 10 each tax-year
            bundled with other to at least 30 credits
            paid monthly over its length
        offer other
            course.product is degree
            course.fee is £700
            lasts 18 months
        compare plain
        report change in total of treasury.pays where learner.nation is Wales each tax-year by learner.nation

    """

  @Test("people, offers and reports, in words")
  func listing() throws {
    let plan = try FundingPlan(
      program(ScenarioTests.evidence, ScenarioTests.scenario), scenario: "town")
    let lines = plan.listing.split(separator: "\n").map(String.init)
      .drop { !$0.hasPrefix("scenario") }.joined(separator: "\n")
    #expect(
      lines == """
        scenario town from 2027-01-01 to 2028-12-31 by month, 4 draws, seed 7
          population firms standing for 20
            employer.headcount ~ power 1.0 9.0 exponent 0.9 totalling 60
            employer.pay-bill = 2,000,000 * employer.headcount
          population 5 learner 1 employed by firms
            learner.nation in {0: 0.9, 1: 0.1}
            learner.earnings = floor * 2
            learner.age ~ normal 40.0 sd 9.0 kept 18 to 60
          population 7 learner 2
            learner.earnings ~ lognormal 2000000.0 top 4000000.0 kept 1,200,000 to 9,000,000 with learner.age by 0.2
            learner.taste = 0
          offer unit, 56/487 years, paid monthly
            course.product = 0
            course.credits = 15
            course.fee = 50,000
          offer other, 1.5 years
            course.product = 1
            course.fee = 70,000
          report change in total of treasury.pays where learner.nation is Wales each tax-year by learner.nation
        behaviour
          aware 0.4 with learner.taste by 0.5
          learner considers logistic(pull)
          values learner.taste
          values pull per 100,000 of quote.learner-pays
          sponsors quote.employer-gain against quote.employer-cost
            spread 50,000
            limit 0: 500,000 an employer a year from 6/4
          nest course.product 0.8
        outcomes
          completes 0.7
          raises learner.earnings by 0.05
          full after 0.5
          signal 0.3
          society discounts at 0.035
        """)
  }

  @Test("offers, metrics and facts are resolved")
  func parts() throws {
    let plan = try FundingPlan(
      program(ScenarioTests.evidence, ScenarioTests.scenario), scenario: "town")
    let scenario = try #require(plan.scenario)
    #expect(scenario.populations.map(\.employedBy) == [[], [0], []])
    #expect(scenario.populations[0].facts.map(\.isWhole) == [true, true])
    let bundle = try #require(scenario.offers[0].bundle)
    #expect(bundle.with == [1])
    #expect(bundle.minimum == Ratio(30))
    #expect(plan.facts.names[bundle.fact] == "course.credits")
    #expect(scenario.offers[0].intakes.map(\.month) == [9])
    #expect(scenario.offers[0].places.map(\.period) == [.taxYear])
    let metric = scenario.reports[0].metric
    #expect(metric.subject == .party(4, "pays"))
    #expect(metric.isChange)
    #expect(metric.each?.period == .taxYear)
    #expect(metric.by.map { plan.facts.names[$0] } == ["learner.nation"])
    #expect(plan.regimes[0].limitCount == 1)
  }

  @Test("a claim has its own regimes, readings and assumptions")
  func claims() throws {
    let claims = """
      claims published
          uses study

      parameter people as count
          500  from 2026-01-01  illustrative

      claim share
          published in paper "page 3"
          expects 9 / people to be 1.8% within 0.05%
          reading "fewer people"
              assume people is 450
          would need people between 400 and 600

      claim gain
          published in paper
          under plain in town
          expects total of learner.gain to be £5 million within £1 million
          reading "no hassle"
              measures mean of learner.gain
              assume hassle is 0

      """
    let program = program(ScenarioTests.evidence, ScenarioTests.scenario, claims)
    let share = try FundingPlan(program, claim: "share")
    #expect(share.claims.first?.value == Ratio(18, over: 1_000))
    #expect(share.claims.first?.source == "A paper")
    #expect(share.claims.first?.readings == ["fewer people"])
    #expect(share.values("people") == [[Ratio(500)]])
    let need = try #require(share.claims.first?.needs.first)
    let moved = try FundingPlan(program, claim: "share", settings: [need.setting(need.high)])
    #expect(moved.values("people") == [[Ratio(600)]])
    #expect(
      try FundingPlan(program, claim: "share", reading: 0).values("people") == [[Ratio(450)]])
    let gain = try FundingPlan(program, claim: "gain", reading: 0)
    guard case .metric(let metric)? = gain.claims.first?.target else {
      Issue.record("the claim measures nothing")
      return
    }
    #expect(metric.statistic == .mean)
    #expect(gain.values("hassle") == [[.zero]])
    #expect(gain.regimes.map(\.name) == ["plain"])
    #expect(gain.scenario != nil)
  }

  @Test("a profile has a firm, staff and what they take")
  func profile() throws {
    let text = """
      profile maker
          on 2027-09-01
          draws 10
          seed 3
          uses study
          employer
              employer.headcount is 96
          staff 6 as fitters
              learner.nation is England
              takes unit
          offer unit
              course.fee is £500
              lasts 4 months
          compare plain
          report mean of quote.employer-pays by route.name

      """
    let plan = try FundingPlan(program(ScenarioTests.evidence, text), profile: "maker")
    let profile = try #require(plan.profile)
    #expect(profile.staff.map(\.takes) == [[0]])
    #expect(profile.staff.map(\.count) == [6])
    #expect(profile.employer.count == 1)
    #expect(plan.behaviour != nil)
  }

  @Test("what is not there is refused")
  func missing() {
    let program = program(ScenarioTests.evidence, ScenarioTests.scenario)
    #expect(
      refusal { () throws(PlanError) in try FundingPlan(program, scenario: "village") }
        == "there is no scenario `village`")
    #expect(
      refusal { () throws(PlanError) in try FundingPlan(program, regime: "town") }
        == "there is no regime `town`")
    #expect(
      refusal { () throws(PlanError) in try FundingPlan(program, policiesOfFile: 9) }
        == "there is no such file")
  }
}
