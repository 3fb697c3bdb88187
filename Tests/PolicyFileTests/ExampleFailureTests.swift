import PolicyCompiler
import PolicyLanguage
import Quoting
import Testing

/// Examples of a small made-up scheme, each with one thing to go wrong.
@Suite("Examples that do not come out")
struct ExampleFailureTests {
  private static let words = """
    vocabulary words
        title "Words"

    currency £ "Pound sterling" in hundredths

    category status is one of employed, inactive

    payer state "The state"

    period financial-year starts 1 April

    record learner
        has status as status
        has age    as years
    record course
        has fee     as money
        has credits as credits

    """

  private static let rules = """
    policy help
        title   "Help"
        applies from 2027-01-01
        uses    words

    parameter share as percent
        50%  from 2027-01-01  illustrative

    parameter pot as money
        £10,000  from 2027-01-01  illustrative

    parameter least-age as years
        19 years  from 2027-01-01  illustrative

    parameter most as money
        £400  from 2027-01-01  illustrative

    fund help-pot held by state
        budget pot each financial-year
        rations
            first by lot
        when spent part-pays

    grant half from help-pot
        eligible when learner.age is at least least-age
        pays share of course.fee
            up to most per learner per financial-year

    example "the one under test"
        given on 2027-09-01

    """

  /// The findings of the example with its facts and its expectations.
  private func findings(_ given: [String], _ expects: [String]) throws -> [Diagnostic] {
    var text = Self.rules
    for line in given { text += "        \(line)\n" }
    for line in expects { text += "    expect \(line)\n" }
    let sources = [
      PolicySource(path: "words.policy", text: Self.words),
      PolicySource(path: "help.policy", text: text),
    ]
    let result = check(sources)
    let program = try #require(result.program, "\(result.diagnostics.map(\.message))")
    return exampleOutcomes(of: program, file: 1).flatMap(\.failures)
  }

  private let adult = ["learner.age is 30 years", "course.fee is £600"]

  @Test("what comes out as expected is no finding")
  func passes() throws {
    #expect(try findings(adult, ["half pays £300", "learner pays £300"]).isEmpty)
  }

  @Test("a penny out is a finding that names both sums and every payer")
  func pennyOut() throws {
    let found = try findings(adult, ["half pays £300.01"])
    #expect(found.map(\.code) == ["P0821"])
    #expect(found.first?.message == "`half` pays £300, not £300.01")
    let notes = try #require(found.first?.notes)
    #expect(notes.contains { $0.contains("half pays £300") })
    #expect(notes.contains { $0.contains("learner pays £300: the rest") })
  }

  @Test("running figures given are those at the start of the day")
  func runningFigures() throws {
    let used = adult + ["half.paid is £250"]
    #expect(try findings(used, ["half pays £150", "learner pays £450"]).isEmpty)
    let low = adult + ["help-pot.left is £20"]
    #expect(try findings(low, ["half pays £20", "help-pot.left is £0"]).isEmpty)
    let whole = adult
    #expect(try findings(whole, ["help-pot.left is £9,700"]).isEmpty)
  }

  @Test("an instrument that takes no part says why")
  func ineligible() throws {
    let child = ["learner.age is 12 years", "course.fee is £600"]
    #expect(try findings(child, ["half pays £0", "learner pays £600"]).isEmpty)
    let found = try findings(child, ["half pays £300"])
    #expect(found.first?.notes.contains { $0.contains("learner.age is 12 years") } == true)
  }

  @Test("a value of a parameter is read on the example's day")
  func parameters() throws {
    #expect(try findings(adult, ["share is 50%", "least-age is 19 years"]).isEmpty)
    let found = try findings(adult, ["share is 40%"])
    #expect(found.first?.message == "`share` is 50%, not 40%")
  }

  @Test("part of one cost may be expected by itself")
  func oneCost() throws {
    #expect(try findings(adult, ["learner pays £300 of course.fee"]).isEmpty)
  }
}
