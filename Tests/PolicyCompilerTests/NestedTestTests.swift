import PolicyCompiler
import PolicyLanguage
import Quoting
import Testing

/// Tests within tests: what rules somebody out says so, however deep it stands.
@Suite("Tests within tests")
struct NestedTestTests {
  private static let words = """
    vocabulary words

    payer treasury "T"

    record course
        has fee as money

    """

  private static let text = """
    policy nested
        note "A test that none of some hold within another: for people below 20 or above 60, but not at 18."
        uses words

    record learner
        has age as years

    parameter young as years
        20 years  from 2020-01-01  illustrative

    parameter old as years
        60 years  from 2020-01-01  illustrative

    parameter grown as years
        18 years  from 2020-01-01  illustrative

    grant help from treasury
        eligible when none of
            none of
                learner.age is below young
                learner.age is above old
            learner.age is exactly grown
        pays 100% of course.fee

    regime shut
        uses nested
        route x
            open when none of
                none of
                    learner.age is below young
            stacking for course.fee
                first help
                rest learner

    example "30: not eligible"
        given on 2027-01-01
            learner.age is 30 years
            course.fee is £100
        expect help pays £0

    example "19: eligible" like "30: not eligible"
        given
            learner.age is 19 years
        expect help pays £100

    example "18: not" like "30: not eligible"
        given
            learner.age is 18 years
        expect help pays £0

    example "70: eligible" like "30: not eligible"
        given
            learner.age is 70 years
        expect help pays £100

    example "the route of the old is closed at 30"
        given on 2027-01-01 by x of shut
            learner.age is 30 years
            course.fee is £100
        expect route x is closed

    example "and open at 19" like "the route of the old is closed at 30"
        given
            learner.age is 19 years
        expect route x is open

    """

  @Test("none of some within none of others pays nobody it should not, and closes its route")
  func noneWithinNone() throws {
    let sources = [
      PolicySource(path: "words.policy", text: Self.words),
      PolicySource(path: "nested.policy", text: Self.text),
    ]
    let program = try #require(check(sources).program)
    let outcomes = exampleOutcomes(of: program, file: 1)
    #expect(outcomes.count == 6)
    for outcome in outcomes { #expect(outcome.failures.map(\.message) == [], "\(outcome.title)") }
  }
}
