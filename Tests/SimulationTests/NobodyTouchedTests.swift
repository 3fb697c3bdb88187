import Simulation
import TestSupport
import Testing

@Suite("Law 4: rules nobody uses, offers nobody considers, people who share nothing")
struct NobodyTouchedTests {
  private static func run(_ edit: (PolicyTexts) throws -> PolicyTexts) throws -> SimulationResult {
    let plan = try Example.smallPlan(regimes: ["england-2027", "half-and-half"], [], edit)
    return try SimulationTests.run(plan, ledger: true)
  }

  private static let plain: Result<SimulationResult, any Error> = Result { try run { $0 } }

  /// The unused rule also gives money, so that no bound on the worth of a route is known: what is
  /// worked out for everyone must be what is worked out for those whom a bound leaves.
  @Test("a rule that no route names")
  func rule() throws {
    let other = try NobodyTouchedTests.run {
      try $0.replacing(
        "grant half-of-fee from half-and-half-pot",
        with: """
          parameter unused-sum as money
              uncertain normal with mean £300 and sd £50 kept between £0 and £900  from 2027-08-01  assumed "nothing"

          parameter unused-age as years
              40 years  from 2027-08-01  illustrative

          grant unused from half-and-half-pot
              eligible when learner.age is below unused-age
              gives unused-sum to learner on completion
                  up to £5,000 per learner for life

          grant half-of-fee from half-and-half-pot
          """)
    }
    #expect(difference(try NobodyTouchedTests.plain.get(), other) == nil)
  }

  /// An offer of a field that others are in, first in the list, which nobody ever considers.
  private static let strange = """
        offer strange
            course.product is bootcamp
            course.sector is medtech
            course.level is 4
            course.credits is 120 credits
            course.hours is 1,200 hours
            course.fee is £100
            course.release-wages is £0
            course.in-person is yes
            course.htq is yes
            starts each 1 September
            lasts 24 months

        offer hnc
    """

  /// The texts with evidence on who considers what, and another offer if wanted.
  private static func considering(_ texts: PolicyTexts, strange: Bool) throws -> PolicyTexts {
    let texts =
      try texts
      .replacing(
        "parameter waiting-cost as number",
        with: """
          parameter considered as percent by course.product
              bootcamp:   0%    from 2026-01-01  assumed "of these tests"
              otherwise:  100%  from 2026-01-01  assumed "of these tests"

          parameter waiting-cost as number
          """
      )
      .replacing(
        "    learner values a route by\n",
        with:
          "    learner considers an offer with chance considered\n    learner values a route by\n")
    return strange
      ? try texts.replacing("    offer hnc\n", with: NobodyTouchedTests.strange + "\n") : texts
  }

  @Test("an offer that nobody considers")
  func unconsidered() throws {
    let one = try NobodyTouchedTests.run {
      try NobodyTouchedTests.considering($0, strange: false)
    }
    #expect(difference(try NobodyTouchedTests.plain.get(), one) == nil)
    let two = try NobodyTouchedTests.run { try NobodyTouchedTests.considering($0, strange: true) }
    #expect(difference(one, two) == nil)
  }

  @Test("an offer that nobody has the credits for, though employers would like it")
  func withoutCredits() throws {
    let other = try NobodyTouchedTests.run {
      try $0.replacing(
        "    offer hnc\n",
        with: NobodyTouchedTests.strange.swapping(
          "        lasts 24 months\n",
          for:
            "        lasts 24 months\n        leads towards hnc\n        follows 1,000 credits towards hnc\n"
        )
          + "\n")
    }
    #expect(difference(try NobodyTouchedTests.plain.get(), other) == nil)
  }

  @Test("people who share no employer and no money")
  func newcomers() throws {
    let plain = try NobodyTouchedTests.plain.get()
    let other = try NobodyTouchedTests.run {
      try $0.replacing(
        "    offer hnc\n",
        with: """
              population 400 newcomers of learner standing for 700
                  learner.nation is England
                  learner.region is elsewhere
                  learner.status is employed
                  learner.age is 30 years
                  learner.sex is female
                  learner.highest is level-3
                  learner.earnings is £30,000 per year
                  learner.prior-support is £0
                  learner.taste varies normal with mean 0 and sd 1 kept between -5 and 5

              offer hnc

          """)
    }
    #expect(other.learners == plain.learners + 400)
    for regime in plain.regimes {
      let people = Set(regime.ledger.map(\.person))
      let there = try other.regime(regime.name).ledger
      let same = there.filter { people.contains($0.person) }
      #expect(BookedFlow.counts(same) == BookedFlow.counts(regime.ledger))
      #expect(there.count > same.count + 100, "no newcomer studies")
    }
  }
}
