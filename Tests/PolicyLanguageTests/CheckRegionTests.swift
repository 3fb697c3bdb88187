import PolicyLanguage
import Testing

/// Exceptions that may or may not meet, and tables that may or may not be whole.
@Suite struct CheckRegionTests {
  /// Two exceptions of one payment, each with a test on one line or in a block.
  private func exceptions(_ first: String, _ second: String, eligible: String = "") -> [String] {
    func clause(_ test: String) -> String {
      "        except rate when " + test.replacing("\n", with: "\n            ")
    }
    return codes(
      """
      parameter rate as percent
          50%  from 2027-01-01  illustrative

      parameter edge as years
          25 years  from 2027-01-01  illustrative
          24 years  from 2028-01-01  illustrative

      parameter local as money per year by learner.nation
          England:    £20,000 per year  from 2027-01-01  illustrative
          otherwise:  £18,000 per year  from 2027-01-01  illustrative

      derive employer.small as yes-no when employer.headcount is below 50

      grant help from treasury
      \(eligible)    pays 100% of course.fee
      \(clause(first))
      \(clause(second))
      """)
  }

  @Test(arguments: [
    ("learner.age is below edge", "learner.age is at least edge"),
    ("learner.age is below 25 years", "learner.age is above 24 years"),
    ("employer.headcount is at most 9", "employer.headcount is between 10 and 20"),
    ("learner.earnings is below local", "learner.earnings is at least local"),
    ("course.product is module", "course.product is one of bootcamp, full-course"),
    (
      "none of\n    course.product is module\n    learner.age is above edge",
      "course.product is module"
    ),
    ("employer.small is yes", "employer.headcount is at least 50"),
    ("employer.small is no", "employer.headcount is exactly 12"),
    (
      "learner.earnings is below learner.household-income",
      "learner.earnings is at least learner.household-income"
    ),
    (
      "all of\n    learner.age is below edge\n    employer.agreement is yes",
      "employer.agreement is no"
    ),
  ])
  func neverMeet(_ first: String, _ second: String) {
    #expect(exceptions(first, second) == [])
  }

  @Test(arguments: [
    ("learner.age is below edge", "learner.age is at least 24 years"),
    ("learner.age is at most edge", "learner.age is at least edge"),
    ("learner.age is below edge", "learner.earnings is above £0 per year"),
    ("employer.small is yes", "employer.headcount is below 10"),
    ("course.product is module", "course.product is one of module, bootcamp"),
    (
      "any of\n    learner.age is above edge\n    employer.agreement is yes",
      "employer.agreement is yes"
    ),
    ("learner.earnings is below local", "learner.earnings is at most local"),
  ])
  func mayMeet(_ first: String, _ second: String) {
    #expect(exceptions(first, second) == ["P0501"])
  }

  @Test func eligibilityKeepsThemApart() {
    let eligible = "    eligible when learner.age is above 30 years\n"
    let first = "learner.age is below 30 years"
    #expect(exceptions(first, "learner.age is below 28 years") == ["P0501"])
    #expect(exceptions(first, "learner.age is below 28 years", eligible: eligible) == [])
  }

  /// A keyed percent with some rows.
  private func table(_ keys: String, _ rows: [String]) -> [String] {
    codes(
      "parameter rate as percent by \(keys)\n"
        + rows.map { "    \($0): 5%  from 2027-01-01  illustrative" }.joined(separator: "\n"))
  }

  @Test func tablesAreWhole() {
    #expect(table("employer.headcount", ["below 10", "10 or more"]) == [])
    #expect(table("employer.headcount", ["0", "1 to below 10", "10 or more"]) == [])
    #expect(table("employer.headcount", ["below 10", "11 or more"]) == ["P0503"])
    #expect(table("employer.headcount", ["below 10", "10"]) == ["P0503"])
    #expect(table("employer.headcount", ["below 10", "9 or more"]) == ["P0503"])
    #expect(table("learner.taste", ["below 0", "0 or more"]) == [])
    #expect(table("learner.living", ["away, London", "with-parents"]) == [])
    #expect(table("learner.living", ["away", "with-parents"]) == ["P0503"])
    #expect(table("learner.living", ["away", "otherwise"]) == [])
    #expect(table("employer.agreement", ["yes", "no"]) == [])
    #expect(table("employer.agreement", ["yes"]) == ["P0503"])
    #expect(
      table("employer.agreement and employer.headcount", ["yes and below 10", "no and below 10"])
        == ["P0503"])
    #expect(
      table(
        "employer.agreement and employer.headcount",
        ["yes and below 10", "yes and 10 or more", "no and 0 or more"]) == [])
    #expect(table("pay.period", ["yearly", "monthly", "weekly"]) == [])
  }

  @Test func edgesMayBeDatedParameters() {
    let bands = """
      parameter edge as count
          10  from 2027-01-01  illustrative
          20  from 2028-01-01  illustrative

      parameter rate as percent by employer.headcount
          below edge:    5%  from 2027-01-01  illustrative
          FIRST or more:  6%  from 2027-01-01  illustrative
      """
    #expect(codes(bands.replacing("FIRST", with: "edge")) == [])
    #expect(codes(bands.replacing("FIRST", with: "10")) == ["P0503"])
  }
}
