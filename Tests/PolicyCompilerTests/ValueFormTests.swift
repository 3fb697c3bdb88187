import FundingValues
import PolicyCompiler
import Testing

/// One reader stands behind settings, cells of tables and rows of populations.
@Suite("Values written as text")
struct ValueFormTests {
  private static let reader = FactReader(parameters(""))

  private func words(_ text: String, _ fact: String) -> String {
    do throws(PlanError) {
      return "\(try Self.reader.value(text, of: fact))"
    } catch {
      return error.message
    }
  }

  @Test(
    "numbers, money, shares, spans and days in each of their forms",
    arguments: [
      ("learner.earnings", "£1,234,567.89", Ratio(123_456_789)),
      ("learner.earnings", "£10000", Ratio(1_000_000)),
      ("learner.earnings", "£1.2 million per year", Ratio(120_000_000)),
      ("learner.earnings", "£100 per month", Ratio(120_000)),
      ("learner.earnings", " 32000 ", Ratio(3_200_000)),
      ("learner.age", "18 months", Ratio(3, over: 2)),
      ("learner.age", "34.5", Ratio(69, over: 2)),
      ("course.credits", "30 credits", Ratio(30)),
      ("learner.taste", "-1.5", Ratio(-3, over: 2)),
      ("course.end", "1970-01-03", Ratio(2)),
    ])
  func value(fact: String, text: String, value: Ratio) throws {
    #expect(try Self.reader.value(text, of: fact) == value)
  }

  @Test(
    "a comma that does not part thousands is refused with what may be meant",
    arguments: [
      ("170,50", "write `17,050` or `170.50`"), ("1,7", "write `17` or `1.7`"),
      ("12,34,567", "write `1,234,567`"), ("1.700,50", "write `1,700.50`"),
      ("1,7000", "write `17,000` or `1.7000`"), ("1234,567", "write `1,234,567` or `1,234.567`"),
      ("£9,50", "write `950` or `9.50`"), ("1,700,", "does not part thousands"),
    ])
  func grouping(text: String, meant: String) {
    let reason = words(text, "learner.earnings")
    #expect(reason.hasPrefix("a comma in `\(text)` does not part thousands"), "\(reason)")
    #expect(reason.contains(meant), "\(reason)")
  }

  @Test(
    "another currency is named", arguments: [("€1,700", "€"), ("$1,700", "$"), ("EUR 1700", "EUR")])
  func currency(text: String, name: String) {
    #expect(
      words(text, "learner.earnings")
        == "`\(text)` is in \(name), but money is written in £ here, such as £1,700")
  }

  @Test(
    "what is no value says what one is",
    arguments: [
      ("learner.age", "£3", "`£3` is not a number of years, such as 34"),
      ("learner.age", "", "`` is not a number of years, such as 34"),
      ("learner.age", "-3", "`-3` is below zero"),
      ("learner.age", "151", "`151` is more than 150 years"),
      ("learner.age", "40 days", "`40 days` is not a number of years, such as 34"),
      ("learner.earnings", "10m", "`10m` is not money a year, such as 32000"),
      ("learner.earnings", "-£5", "`-£5` is below zero"),
      ("learner.nation", "wales", "`wales` is not one of England, Wales; did you mean `Wales`?"),
      ("employer.agreement", "TRUE", "`TRUE` is not yes or no; did you mean `yes`?"),
      ("employer.agreement", "0", "`0` is not yes or no; did you mean `no`?"),
      (
        "course.end", "1/9/2027",
        "`1/9/2027` is not a day; write the year, the month and the day of the month, such as "
          + "2027-09-01"
      ),
    ])
  func refused(fact: String, text: String, message: String) {
    #expect(words(text, fact) == message)
  }
}

/// Shares are written in hundredths, so a bare fraction may be either.
@Suite("Shares by --set")
struct ShareSettingTests {
  private func set(_ text: String) -> String {
    let program = parameters(
      """
      parameter help as percent
          75%  from 2026-08-01  illustrative
      parameter uplift as percent
          110%  from 2026-08-01  illustrative
      parameter rise as percent per year
          2% per year  from 2026-08-01  illustrative
      """)
    do throws(PlanError) {
      return try ParameterSetting.parse(text, in: program).text
    } catch {
      return error.message
    }
  }

  @Test(
    "a share is from 0% to 100%, or as far as the policy's own figures go",
    arguments: [
      ("help=90%", "90%"), ("help=90", "90"), ("help=0", "0"), ("help=100%", "100%"),
      ("help=0.9%", "0.9%"), ("uplift=105%", "105%"), ("rise=-3%", "-3%"),
      ("rise=3% per year", "3% per year"),
    ])
  func read(text: String, value: String) { #expect(set(text) == value) }

  @Test(
    "anything else is refused",
    arguments: [
      ("help=150%", "more than 100%"), ("help=-50%", "below zero"), ("uplift=111%", "more than"),
      ("help=0.9", "may be 0.9% or 90%; write the one that is meant with its `%`"),
      ("help=1", "may be 1% or 100%"), ("help=9,5", "write `95` or `9.5`"),
      ("help=£5", "is not a percentage, such as 90"), ("rise=0.5", "may be 0.5% or 50%"),
    ])
  func refused(text: String, message: String) {
    #expect(set(text).contains(message), "\(set(text))")
  }
}
