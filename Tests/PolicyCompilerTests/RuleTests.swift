import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Testing

@Suite("Rules of a regime")
struct RuleTests {
  static let text = """
    policy help
        uses words
        applies from 2026-01-01

    parameter share as percent
        50%  from 2026-01-01  illustrative

    parameter products as list of product
        module  from 2026-01-01  illustrative

    parameter threshold as money by pay.period
        yearly:   £12,000  from 2026-01-01  illustrative
        monthly:  £1,000   from 2026-01-01  illustrative

    derive course.big as yes-no when any of
        course.whole-price is above £1,000
        course.credits is at least 60 credits
    derive course.whole-price as money from course.fee * 2

    limit joint of £1,000 per employer per year on wallet-grant, grant-two

    levy charge-levy on employer
        due when employer.headcount is above 10
        charges 1% of employer.pay-bill less £1,000 per year
        collected each month
        into wallet in proportion to 90%
        rest to treasury

    account wallet held by employer
        counts against pot
        topped up by 10% from treasury
        expires after 90 days
        spends oldest first
        lapses to treasury

    fund pot held by council
        budget £1 million each tax-year
        reserves £1,000 when learner.nation is Wales
        rations
            first when course.big is yes
            then by lowest learner.earnings
            then by lot
        when spent queues

    grant wallet-grant from wallet
        applies from 2027-01-01 to 2028-12-31
        eligible when all of
            learner.nation is England
            course.product is one of products, degree
            none of
                employer.agreement is yes
        pays share of the rest of course.fee
            counts at most £500
            except 80% when learner.age is below 25 years
            in proportion to min(course.credits / 120 credits, 100%)
            up to 180 credits per learner per course-year
            up to £2,000 per learner for life
            up to 200 hours per learner in any 3 years

    grant grant-two from pot
        counts against pot
        gives £100 to learner on completion
        recovers 50% from learner on withdrawal within 6 months

    loan borrowing to learner from treasury
        pays 100% of course.fee
        repaid under terms

    plan terms
        takes 9% of learner.earnings above £25,000 per year
        in each pay period rounded down to £1
        starting 6 April after course.end
        with interest at 4% per year
        written off after 40 years

    tax dues on learner to treasury
        assessed on learner.earnings each pay-period
        charges 0% up to threshold
        charges 8% on the rest

    regime base
        uses help
        route first-way
            needs employer
            stacking for course.fee
                first wallet-grant
                then borrowing
                rest employer when employer.agreement is yes
                rest learner
            also grant-two

    """

  @Test("every kind of rule, in words")
  func listing() throws {
    let plan = try FundingPlan(program(RuleTests.text), regime: "base")
    let rules = plan.listing.split(separator: "\n").map(String.init)
      .drop { !$0.hasPrefix("  tax") }.joined(separator: "\n")
    #expect(
      rules == """
          tax dues on learner to treasury from 2026-01-01
            on learner.earnings each pay period, limits of the pay period
            0 up to threshold
            0.08 on the rest
          levy charge-levy from 2026-01-01
            due when employer.headcount > 10
            charges 0.01 of employer.pay-bill less 100,000
            each month into account wallet in proportion to 0.9
            rest to treasury
          account wallet held by employer, oldest first
            topped up by 0.1 from treasury
            expires after 120/487
            lapses to treasury
            counts against pot
          fund pot held by council, queues
            budget 100,000,000 each year from 6/4
            reserves 100,000 when learner.nation in {Wales}
            order: when course.big = 1, lowest learner.earnings, lot
          plan terms
            takes 0.09 of learner.earnings above 2,500,000
            rounded down to 100
            starting 6/4 after course.end
            interest 0.04, written off after 40
          grant wallet-grant from account wallet from 2027-01-01 to 2028-12-31
            eligible when all(learner.nation in {England}; any(course.product in {degree}; course.product in products); none(employer.agreement = 1))
            pays share of the rest of course.fee
              counts at most 50,000
              except 0.8 when learner.age < 25
              in proportion to min(course.credits / 120, 1)
              limit 1: 180 of course.credits a learner a course year
              limit 2: 200,000 a learner a life
              limit 3: 200 of course.hours a learner in any 3 years
              limit 0: 100,000 an employer a year from 1/1
          grant grant-two from fund pot from 2026-01-01
            gives 10,000 to learner on completion
              limit 0: 100,000 an employer a year from 1/1
            recovers 0.5 from learner on withdrawal within 0.5
            counts against pot
          loan borrowing from treasury from 2026-01-01
            pays 1 of course.fee
            repaid under terms
          derive course.whole-price = course.fee * 2
          derive course.big when any(course.whole-price > 100,000; course.credits >= 60)
          route 0 first-way needs employer
            course.fee: wallet-grant, borrowing, rest employer when employer.agreement = 1, rest learner
            also grant-two
        """)
    #expect(plan.regimes[0].limitCount == 4)
  }

  @Test("clauses name their place and their words")
  func clauses() throws {
    let plan = try FundingPlan(program(RuleTests.text), regime: "base")
    let grant = try #require(plan.regimes[0].instruments.first)
    #expect(grant.payments[0].clause.text.hasPrefix("pays share of the rest of course.fee"))
    let line = RuleTests.text.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("pays share") }
    #expect(grant.payments[0].clause.place == "file1.policy:\((line ?? 0) + 1)")
    #expect(grant.payments[0].shaping.limits[0].clause.text.hasPrefix("up to 180 credits"))
    #expect(grant.clause.text.hasPrefix("grant wallet-grant"))
  }

  @Test("parties are numbered alike everywhere")
  func parties() throws {
    let plan = try FundingPlan(program(RuleTests.text), regime: "base")
    #expect(
      plan.regimes[0].parties.map(\.name)
        == ["learner", "employer", "provider", "society", "treasury", "council"])
  }

  @Test("a file without regimes has all it sees and no route")
  func file() throws {
    let plan = try FundingPlan(program(RuleTests.text), policiesOfFile: 1)
    #expect(plan.regimes[0].instruments.map(\.name) == ["wallet-grant", "grant-two", "borrowing"])
    #expect(plan.regimes[0].routes.isEmpty)
  }

  @Test("running figures are facts only where a rule reads them")
  func runningFigures() throws {
    let text = """
      grant small from treasury
          eligible when all of
              small.paid is below £500
              treasury.pays is below £1 million
          pays 10% of course.fee

      """
    let plan = try FundingPlan(parameters(text), policiesOfFile: 1)
    #expect(plan.facts["small.paid"] != nil)
    #expect(plan.facts["treasury.pays"] != nil)
    #expect(plan.facts["small.given"] == nil)
    #expect(plan.regimes[0].facts.count == plan.facts.count)
  }

  @Test("a limit on what counts may have a test")
  func countsWhen() throws {
    let text = """
      grant small from treasury
          pays 10% of course.fee
              counts at most £500 when learner.nation is Wales

      """
    let plan = try FundingPlan(parameters(text), policiesOfFile: 1)
    let rules = plan.regimes[0]
    let most = try #require(rules.instruments[0].payments[0].countsAtMost)
    let nation = try #require(plan.facts["learner.nation"])
    let day = try #require(CivilDate(year: 2027, month: 1, day: 1))
    let values = ParameterValues([], uncertain: [], until: day, factCount: plan.facts.count)
    for (code, expected) in [(Ratio(1), Ratio(50_000)), (Ratio(0), unlimitedAmount)] {
      var frame = Frame(count: plan.facts.count)
      frame[nation] = code
      rules.derive(&frame, values: values, on: day)
      let here = Circumstances(frame: frame, values: values, date: day)
      #expect(try here.value(of: most) == expected)
    }
  }
}
