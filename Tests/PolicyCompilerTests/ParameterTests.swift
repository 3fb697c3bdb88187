import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Testing

@Suite("Parameters, uncertain values and settings")
struct ParameterTests {
  static let text = """
    parameter rate as percent by learner.nation
        England:    10%  from 2026-01-01  illustrative
        otherwise:  20%  from 2026-01-01  illustrative
        England:    15%  from 2027-01-01  illustrative

    parameter size as money by employer.headcount and employer.agreement
        below 10 and yes:        £5  from 2026-01-01  illustrative
        10 to below 50 and yes:  £6  from 2026-01-01  illustrative
        50 or more and yes:      £7  from 2026-01-01  illustrative
        otherwise:               £8  from 2026-01-01  illustrative

    parameter held as money
        £5              from 2026-01-01  illustrative
        no limit        from 2027-01-01  illustrative
        stays the same  from 2028-01-01  illustrative

    parameter raised as money per year
        £100 per year  from 2026-04-06  illustrative
        rises each 6 April by growth 12 months before rounded up to £5 per year  from 2027-04-06  illustrative
        stays the same  from 2030-01-01  illustrative

    parameter growth as percent per year
        3% per year  from 2025-01-01  illustrative

    parameter products as list of product
        module          from 2026-01-01  illustrative
        module, degree  from 2027-01-01  illustrative

    """

  @Test("rows, bands, lists, rises and what stays the same")
  func rows() throws {
    let plan = try FundingPlan(parameters(ParameterTests.text), policiesOfFile: 1)
    #expect(
      plan.listing == """
        regime figures
          p0 figures.rate as percent by learner.nation
            {0}: 0.1 from 2026-01-01 illustrative
            {0}: 0.15 from 2027-01-01 illustrative
            otherwise: 0.2 from 2026-01-01 illustrative
          p1 figures.size as money by employer.headcount and employer.agreement
            [, 10) and {1}: 500 from 2026-01-01 illustrative
            [10, 50) and {1}: 600 from 2026-01-01 illustrative
            [50, ) and {1}: 700 from 2026-01-01 illustrative
            otherwise: 800 from 2026-01-01 illustrative
          p2 figures.held as money
            500 from 2026-01-01 illustrative
            no limit from 2027-01-01 illustrative
            no limit from 2028-01-01 illustrative
          p3 figures.raised as money per year
            10,000 from 2026-04-06 illustrative
            rises each 6/4 by growth 12 months before rounded up to 500 from 2027-04-06 illustrative
            rises each 1/1 by 0 from 2030-01-01 illustrative
          p4 figures.growth as percent per year
            0.03 from 2025-01-01 illustrative
          p5 figures.products as list of product
            {0} from 2026-01-01 illustrative
            {0, 1} from 2027-01-01 illustrative

        """)
  }

  @Test("what rises rises, and then stays")
  func rising() throws {
    let plan = try FundingPlan(parameters(ParameterTests.text), policiesOfFile: 1)
    let number = try #require(plan.parameterNumber(named: "figures.raised").first)
    let end = try #require(CivilDate(year: 2035, month: 1, day: 1))
    let values = ParameterValues(
      plan.regimes[0].parameters, uncertain: [], until: end, factCount: plan.facts.count)
    let frame = Frame(count: plan.facts.count)
    let read = try [2026, 2027, 2028, 2029, 2031].map { year in
      try values.value(
        of: number, on: try #require(CivilDate(year: year, month: 12, day: 1)), frame: frame)
    }
    #expect(read == [10_000, 10_500, 11_000, 11_500, 11_500].map { Ratio($0) })
  }

  static let uncertain = """
    parameter first as percent by course.product
        module:     uncertain beta with mean 80% and sd 9%                              from 2026-01-01  illustrative
        otherwise:  uncertain normal with mean 60% and sd 7% kept between 20% and 90%   from 2026-01-01  illustrative

    parameter second as money per year
        £5 per year                                                           from 2026-01-01  illustrative
        uncertain triangular with low £1 per year and mode £2 per year and high £4 per year  from 2027-01-01  illustrative
        uncertain uniform with low £1 per year and high £4 per year           from 2028-01-01  illustrative
        moves with first by rank correlation 0.5

    parameter third as number
        uncertain lognormal with median 0.12 and top-decile 0.19  from 2026-01-01  illustrative
        moves with first by rank correlation -0.25

    """

  @Test("uncertain values are numbered in order, with their centres, bounds and correlations")
  func uncertainty() throws {
    let plan = try FundingPlan(parameters(ParameterTests.uncertain), policiesOfFile: 1)
    #expect(
      plan.listing.split(separator: "\n").prefix(6) == [
        "uncertain",
        "  u0 first module: beta 0.8 sd 0.09, centre 0.8",
        "  u1 first otherwise: normal 0.6 sd 0.07 kept 0.2 to 0.9, centre 0.6",
        "  u2 second: triangular 100.0 200.0 400.0, centre 200 with u0 by 0.5",
        "  u3 second from 2028-01-01: uniform 100.0 400.0, centre 250 with u1 by 0.5",
        "  u4 third: lognormal 0.12 top 0.19, centre 0.12 with u0 by -0.25 with u1 by -0.25",
      ])
    #expect(plan.uncertain.map(\.isShare) == [true, true, false, false, false])
  }

  static let regime =
    uncertain + """
      regime plain
          uses figures
          route own
              stacking for course.fee
                  rest learner

      """

  @Test("a setting replaces values from a day or for good, and their uncertainty")
  func settings() throws {
    let program = parameters(ParameterTests.regime)
    let whole = try FundingPlan(
      program, regime: "plain", settings: [try .parse("first=55", in: program)])
    #expect(whole.values("first") == [[Ratio(55, over: 100)], [Ratio(55, over: 100)]])
    #expect(whole.uncertain.map(\.name) == ["second", "second from 2028-01-01", "third"])
    let later = try FundingPlan(
      program, regime: "plain",
      settings: [try .parse("figures.second@2027-06-01=£3 per year", in: program)])
    #expect(later.values("second") == [[Ratio(500), nil, Ratio(300)]])
    #expect(later.uncertain.map(\.name) == ["first module", "first otherwise", "second", "third"])
  }

  @Test(
    "a setting that cannot be is refused",
    arguments: [
      ("first", "`first` is not NAME=VALUE"),
      ("fourth=3", "there is no parameter `fourth`"),
      (
        "first=£3",
        "`first` cannot be `£3`: `£3` is not a percentage, such as 90; its type is percent"
      ),
      ("first=", "`first` cannot be ``: `` is not a percentage, such as 90; its type is percent"),
      ("first@2027=3%", "`2027` in `first@2027=3%` is not a day, such as 2027-08-01"),
      (
        "third=learner.taste * 3%",
        "`third` cannot be `learner.taste * 3%`: a plain number is wanted; its type is number"
      ),
      (
        "first=uncertain beta with mean 1% and sd 1%",
        "`first` cannot be `uncertain beta with mean 1% and sd 1%`: a value set must be certain; its type is percent"
      ),
    ])
  func refusedSetting(text: String, message: String) {
    let program = parameters(ParameterTests.regime)
    #expect(
      refusal { () throws(PlanError) in try ParameterSetting.parse(text, in: program) } == message)
  }
}
