import Foundation
import Testing

/// Small programs whose examples once did not come out, or passed where they should have been refused: the
/// figures are worked by hand.
@Suite("Reported: small programs")
struct ReportedSchemesTests {
  /// A program, whether it is sound, and words of its fault.
  private struct Program {
    let what: String
    let text: String
    var fault: String?
  }

  private static let head = """
    policy made-small

    payer treasury "T"

    record learner
        has age as years
        has earnings as money per year

    record course
        has fee as money


    """

  private static let sound: [Program] = [
    // 1 February 2027 to 31 January 2030 are 365 + 365 + 366 days.
    Program(
      what: "1,096 gifts",
      text: """
        parameter daily as money
            £1  from 2026-01-01  illustrative

        grant daily-help from treasury
            gives daily to learner each day

        example "three years of days"
            given on 2027-02-01
                course.end is 2030-01-31
            expect daily-help.given is £1,096
        """),
    Program(
      what: "a limit in weeks, and in days, on what is given by the week",
      text: """
        parameter weekly as money
            £70  from 2026-01-01  illustrative

        parameter ten-weeks as weeks
            10 weeks  from 2026-01-01  illustrative

        parameter seventy-days as days
            70 days  from 2026-01-01  illustrative

        grant by-weeks from treasury
            gives weekly to learner each week
                up to ten-weeks per learner for life

        grant by-days from treasury
            gives weekly to learner each week
                up to seventy-days per learner for life

        example "ten weeks of a year"
            given on 2027-02-01
                course.end is 2028-01-31
            expect by-weeks.given is £700
            expect by-days.given is £700
        """),
    Program(
      what: "a limit in months of what is covered: 6 of 24",
      text: """
        parameter six as months
            6 months  from 2026-01-01  illustrative

        grant help from treasury
            pays 100% of course.fee
                up to six per learner for life

        example "a quarter"
            given on 2027-02-01
                course.fee is £2,400
                course.end is 2029-01-31
            expect help pays £600
        """),
    Program(
      what: "a value worked out from another follows it",
      text: """
        parameter unit as money
            £100  from 2025-01-01  illustrative
            £200  from 2026-01-01  illustrative

        parameter line as money
            25 * unit  from 2025-01-01  illustrative

        grant help from treasury
            pays 100% of course.fee
                up to line

        example "25 units of £100"
            given on 2025-07-01
                course.fee is £9,000
            expect help pays £2,500

        example "25 units of £200"
            given on 2026-07-01
                course.fee is £9,000
            expect help pays £5,000
        """),
    // In 2026 and 2027 too, which have no such day.
    Program(
      what: "a yearly rise on 29 February",
      text: """
        parameter index as percent per year
            10% per year  from 2020-01-01  illustrative

        parameter price as money
            £100                            from 2024-03-01  illustrative
            rises each 29 February by index  from 2025-03-01  illustrative

        grant help from treasury
            pays price towards course.fee

        example "two rises"
            given on 2027-06-01
                course.fee is £1,000
            expect price is £121
            expect help pays £121
        """),
    // £20,000 of pay at 9% above the lower of two thresholds: one deduction, not two.
    Program(
      what: "two plans that are one deduction",
      text: """
        plan low
            takes 9% of learner.earnings above £20,000 per year
            one deduction with high
            starting 6 April after course.end
            with interest at 0% per year
            written off after 40 years

        plan high
            takes 9% of learner.earnings above £25,000 per year
            starting 6 April after course.end
            with interest at 0% per year
            written off after 40 years

        loan first-loan to learner from treasury
            pays 50% of course.fee
            repaid under low

        loan second-loan to learner from treasury
            pays 100% of the rest of course.fee
            repaid under high

        example "joined"
            given on 2027-09-01
                course.fee is £20,000
                course.end is 2028-08-31
                learner.earnings is £40,000 per year
            expect learner repays £1,800 in year 1
        """),
  ]

  private static let unsound: [Program] = [
    Program(
      what: "a currency without hundredths has no cents",
      text: """
        currency € "Euro"

        parameter share as percent
            5 / 6  from 2027-01-01  illustrative

        grant help from treasury
            pays share of course.fee

        example "83 and a third of 100, in whole euros"
            given on 2027-09-01
                course.fee is €100
            expect help pays €83.49
        """, fault: "€83.49")
  ]

  @Test("what is right passes", arguments: sound.indices)
  func passes(index: Int) throws {
    let answer = try check(Self.sound[index])
    #expect(answer.status == 0, "\(Self.sound[index].what): \(answer.output)")
  }

  @Test("what cannot be is refused", arguments: unsound.indices)
  func refuses(index: Int) throws {
    let program = Self.unsound[index]
    let answer = try check(program)
    #expect(answer.status == 1, "\(program.what): \(answer.output)")
    #expect(answer.output.contains(program.fault ?? ""), "\(answer.output)")
  }

  private func check(_ program: Program) throws -> Tool.Answer {
    try withTool { tool in
      try tool.write(Self.head + program.text + "\n", to: "small/made-small.policy")
      return try tool.run("check", "small/made-small.policy")
    }
  }
}
