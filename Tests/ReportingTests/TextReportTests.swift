import FundingValues
import Reporting
import Testing

@Suite("The text report")
struct TextReportTests {
  private let text = TextReport(MadeUpReport.comparison, MadeUpReport.context).text

  private func holds(_ line: String) -> Bool {
    text.split(separator: "\n").contains { $0 == line }
  }

  @Test("the question comes first")
  func question() {
    #expect(
      holds("  Who comes, who pays and who gains under devolved rather than england-2027?"))
  }

  @Test("who comes is told by regime, and classes only where they are known")
  func people() {
    #expect(holds("  starts                                       100.0     140.0"))
    #expect(holds("    additional: would not have studied             -        40"))
    #expect(!text.contains("shifted"))
  }

  @Test("a figure that is not resolved says so, with its range")
  func unresolved() {
    #expect(holds("  gain of society  not resolved (-£70,000 to £60,000)"))
  }

  @Test("funds say in how many draws they turn somebody away")
  func funds() {
    #expect(holds("  turns somebody away             -  in 2 of 4 draws"))
    #expect(holds("  paid in             -    £9,000"))
  }

  @Test("warnings, bases and illustrative values are always told")
  func warnings() {
    #expect(holds("  one request is 2% of the pot"))
    #expect(holds("  1 cited, 0 assumed, 1 illustrative; every one is in assumptions.csv"))
    #expect(text.contains("illustrative values are made up"))
  }

  @Test("a break-down is told when it is asked for")
  func breakdown() {
    #expect(holds("Starts, by route"))
    var context = MadeUpReport.context
    context.breakdowns = []
    #expect(!TextReport(MadeUpReport.comparison, context).text.contains("Starts, by"))
  }

  @Test("no line ends in a space, and the text ends in one line break")
  func layout() {
    #expect(!text.contains(" \n"))
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
  }

  @Test("money is in the program's currency, and a lender goes by the name declared")
  func currency() throws {
    let report = MadeUpReport.report(in: Currency(sign: "€", title: "Euro", minorUnits: 100))
    #expect(!report.contains("£") && !report.contains("pounds"))
    #expect(report.contains("€300,000") && report.contains("In euros of the day"))
    #expect(report.contains("Kreditbank, in loans paid out"))
  }
}
