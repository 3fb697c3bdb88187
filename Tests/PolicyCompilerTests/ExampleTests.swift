import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage
import Testing

@Suite("Examples")
struct ExampleTests {
  static let text = """
    policy help
        uses words

    parameter share as percent
        50%  from 2026-01-01  illustrative

    account wallet held by learner
        credited £400 each tax-year from treasury
        spends oldest first

    grant half from wallet
        pays share of course.fee

    regime base
        uses help
        route main
            stacking for course.fee
                first half
                rest learner

    example "one"
        given on 2027-02-01 by main of base
            learner.nation is Wales
            course.fee is £100
            wallet.balance is £30
            route.sponsored is no
        expect half pays £30
        expect learner pays £70 of course.fee in year 1
        expect route main is open
        expect share is 50%

    example "two" like "one"
        given
            course.fee is £10 * share
            half.paid is £1
        expect half pays £2.50

    """

  @Test("facts, running figures, the route and what is expected")
  func plain() throws {
    let program = program(ExampleTests.text)
    let example = try #require(try examplePlans(of: program, file: 1).first)
    #expect(example.route?.regime == "base")
    #expect(example.route?.route == "main")
    #expect(example.sponsored == false)
    #expect(example.running.map(\.name) == ["wallet"])
    #expect(example.running.map(\.value) == [Ratio(3_000)])
    let plan = try FundingPlan(program, regime: "base")
    let frame = example.frame(in: plan.facts)
    let fee = try #require(plan.facts["course.fee"])
    let nation = try #require(plan.facts["learner.nation"])
    #expect(frame[fee] == Ratio(10_000))
    #expect(frame[nation] == Ratio(1))
    #expect(
      example.expectations.map(\.outcome) == [
        .amount(subject: "half", verb: "pays", value: Ratio(3_000), costName: nil, year: nil),
        .amount(
          subject: "learner", verb: "pays", value: Ratio(7_000), costName: "course.fee", year: 1),
        .route("main", open: true),
        .amount(subject: "share", verb: "is", value: Ratio(1, over: 2), costName: nil, year: nil),
      ])
  }

  @Test("an example like another inherits all but what it changes")
  func like() throws {
    let examples = try examplePlans(of: program(ExampleTests.text), file: 1)
    #expect(examples.map(\.title) == ["one", "two"])
    #expect(examples[1].on == examples[0].on)
    #expect(examples[1].route?.route == "main")
    #expect(examples[1].running.map(\.name) == ["wallet", "half"])
    #expect(examples[1].expectations.count == 1)
    #expect(examples[1].frame.values.contains(Ratio(500)))
  }
}

@Suite("Facts read from text")
struct FactReaderTests {
  @Test(
    "a value in the field's own unit or as the language writes it",
    arguments: [
      ("learner.earnings", "32000", Ratio(3_200_000)),
      ("learner.earnings", "£32,000.50 per year", Ratio(3_200_050)),
      ("learner.age", "34", Ratio(34)),
      ("learner.age", "34 years", Ratio(34)),
      ("learner.nation", "Wales", Ratio(1)),
      ("employer.agreement", "yes", Ratio(1)),
      ("course.credits", "30", Ratio(30)),
      ("course.end", "1970-01-03", Ratio(2)),
      ("learner.taste", "-0.5", Ratio(-1, over: 2)),
    ])
  func value(fact: String, text: String, value: Ratio) throws {
    #expect(try FactReader(parameters("")).value(text, of: fact) == value)
  }

  @Test(
    "anything else is refused",
    arguments: [
      ("learner.nation", "Walse", "`Walse` is not one of England, Wales; did you mean `Wales`?"),
      ("employer.agreement", "true", "`true` is not yes or no; did you mean `yes`?"),
    ])
  func refused(fact: String, text: String, message: String) {
    let reader = FactReader(parameters(""))
    #expect(refusal { () throws(PlanError) in try reader.value(text, of: fact) } == message)
  }
}
