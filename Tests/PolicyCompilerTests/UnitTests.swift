import FundingRules
import FundingValues
import PolicyCompiler
import Testing

@Suite("Literals become run-time units")
struct UnitTests {
  @Test(
    "a literal",
    arguments: [
      ("money", "£2,447.50", Ratio(244_750)),
      ("money", "£7.5 million", Ratio(750_000_000)),
      ("money per credit", "£9,790 per 120 credits", Ratio(979_000, over: 120)),
      ("money per year", "£25,000 per year", Ratio(2_500_000)),
      ("money per year", "£100 per month", Ratio(120_000)),
      ("money per day", "£70 per week", Ratio(1_000)),
      ("percent", "9%", Ratio(9, over: 100)),
      ("percent per year", "3.2% per year", Ratio(32, over: 1_000)),
      ("percent per year", "1% per month", Ratio(12, over: 100)),
      ("months", "24 months", Ratio(2)),
      ("months", "9 months", Ratio(3, over: 4)),
      ("years", "40 years", Ratio(40)),
      ("days", "6 weeks", Ratio(42)),
      ("hours per week", "10 hours per week", Ratio(10, over: 7)),
      ("credits", "30 credits", Ratio(30)),
      ("count", "27,000", Ratio(27_000)),
      ("number", "-0.08", Ratio(-8, over: 100)),
      ("date", "1970-02-01", Ratio(31)),
      ("yes-no", "yes", Ratio(1)),
      ("nation", "Wales", Ratio(1)),
      ("money", "2 * £3 + £1 / 2", Ratio(650)),
      ("percent", "min(30%, 20%)", Ratio(1, over: 5)),
    ])
  func literal(type: String, text: String, value: Ratio) throws {
    let program = parameters("parameter x as \(type)\n    \(text)  from 2026-01-01 illustrative\n")
    let plan = try FundingPlan(program, policiesOfFile: 1)
    #expect(plan.values("x") == [[value]])
  }

  @Test("minor units are those of the currency")
  func currency() throws {
    let program = program(
      "currency € \"Euro\" in thousandths\n\n"
        + "parameter x as money\n    €2  from 2026-01-01 illustrative\n")
    #expect(try FundingPlan(program, policiesOfFile: 1).values("x") == [[Ratio(2_000)]])
  }

  @Test("a day plus days or months is a day")
  func calendar() throws {
    let days = parameters(
      "derive course.late as date from course.start + 6 weeks\n")
    #expect(
      try FundingPlan(days, policiesOfFile: 1).lines(with: "derive")
        == ["  derive course.late = course.start + 42"])
    let months = parameters("derive course.late as date from course.start + 6 months\n")
    #expect(
      try FundingPlan(months, policiesOfFile: 1).lines(with: "derive")
        == ["  derive course.late = course.start + 0.5"])
  }
}
