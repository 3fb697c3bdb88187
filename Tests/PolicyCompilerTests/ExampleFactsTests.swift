import PolicyCompiler
import PolicyLanguage
import Quoting
import Testing

@Suite("What examples give, and what they need not give")
struct ExampleFactsTests {
  private func failures(_ text: String) -> [String] {
    exampleOutcomes(of: program(text), file: 1).flatMap { outcome in
      outcome.failures.map { "\(outcome.title): \($0.message)" }
    }
  }

  private static let plan = """
    policy loans
        uses words

    parameter threshold as money per year
        £26,065 per year  from 2025-04-06  illustrative

    parameter rate as percent
        9%  from 2025-04-06  illustrative

    parameter interest as percent per year
        0% per year  from 2025-04-06  illustrative

    parameter term as years
        25 years  from 2025-04-06  illustrative

    plan old
        takes rate of learner.earnings above threshold
        in each pay period rounded down to £1
        starting 6 April after course.end
        with interest at interest
        written off after term

    """

  /// GOV.UK's example of 2025 to 2026: £33,000 a year is £52 a month; £624.15 by the year, in whole pounds.
  @Test("a balance is repaid on the day, by the pay period as payroll rounds, else by the year")
  func balance() {
    let text =
      Self.plan + """
        example "a month"
            given on 2025-06-01
                learner.earnings is £33,000 per year
                pay.period is monthly
                old.balance is £20,000
            expect old repays £52
            expect learner repays £52

        example "a week" like "a month"
            given
                pay.period is weekly
            expect old repays £12

        example "a year of a life"
            given on 2025-06-01
                learner.earnings is £33,000 per year
                old.balance is £20,000
            expect old repays £624

        example "the last of it" like "a month"
            given
                old.balance is £31.40
            expect old repays £31.40

        """
    #expect(failures(text) == [])
    let wrong = text.replacing("expect learner repays £52", with: "expect learner repays £53")
    #expect(failures(wrong) == ["a month: `learner` repays £52, not £53"])
  }

  private static let rules = """
    policy help
        uses words

    parameter share as percent by course.product and employer.headcount
        module and below 50:    10%  from 2026-01-01  illustrative
        module and 50 or more:  30%  from 2026-01-01  illustrative
        otherwise:              50%  from 2026-01-01  illustrative

    derive employer.modest as yes-no when any of
        employer.pay-bill is below £3 million per year
        employer.agreement is yes

    grant half from treasury
        pays share of course.fee

    grant rare from council
        eligible when all of
            employer.modest is yes
            course.credits is at least 30 credits
            none of
                all of
                    course.product is degree
                    learner.age is at least 60 years
        pays 100% of the rest of course.fee

    grant living from council
        eligible when learner.earnings is below £20,000 per year
        gives £100 to learner on start

    """

  @Test("a fact is not asked for where the others settle the matter")
  func settled() {
    let text =
      Self.rules + """
        example "the row does not turn on the headcount, nor the rest on the employer"
            given on 2026-02-01
                course.product is degree
                course.credits is 15 credits
                course.fee is £100
                learner.earnings is £30,000 per year
            expect half pays £50
            expect rare pays £0
            expect learner pays £50

        example "no fee, so nothing of those who pay it"
            given on 2026-02-01
                learner.earnings is £10,000 per year
            expect living gives £100

        """
    #expect(failures(text) == [])
  }

  @Test("what is missing is named as the example would give it")
  func missing() {
    let text =
      Self.rules + """
        example "neither the pay bill nor the agreement"
            given on 2026-02-01
                course.product is degree
                course.credits is 30 credits
                course.fee is £100
                learner.earnings is £30,000 per year
                learner.age is 30 years
            expect half pays £50
            expect rare pays £50

        """
    #expect(
      failures(text) == [
        "neither the pay bill nor the agreement: the example does not give `employer.pay-bill`"
      ])
  }

  @Test("a reason under `none of` is told as one that rules out, beside what it goes with")
  func ruledOut() throws {
    let text =
      Self.rules + """
        example "a degree at 60"
            given on 2026-02-01
                course.product is degree
                course.credits is 30 credits
                course.fee is £100
                employer.agreement is yes
                learner.earnings is £30,000 per year
                learner.age is 60 years
            expect rare pays £50

        """
    let outcome = try #require(exampleOutcomes(of: program(text), file: 1).first)
    let notes = outcome.failures.flatMap(\.notes)
    #expect(
      notes.contains {
        $0.contains("learner.age is 60 years where course.product is degree")
          && $0.contains("`learner.age is at least 60 years` rules it out")
      }, "\(notes)")
  }

  @Test("what others would transfer is what is left of the grant that draws on it")
  func transfer() {
    let text = """
      policy levy
          uses words

      levy charge on employer
          charges 1% of employer.pay-bill
          collected each month
          into wallet
          rest to treasury

      account wallet held by employer
          spends oldest first
          lapses to treasury
          transfers up to 50% of the last tax-year
          rations
              first by lot

      grant passed from wallet of another employer
          pays 100% of course.fee

      example "nobody transfers unless it is said"
          given on 2026-02-01
              course.fee is £100
              route.sponsored is yes
          expect passed pays £0
          expect employer pays £100

      example "seventy pounds" like "nobody transfers unless it is said"
          given
              passed.left is £70
          expect passed pays £70
          expect employer pays £30

      """
    #expect(failures(text) == [])
  }
}
