import Reporting
import Testing

@Suite("The text report")
struct TextReportTests {
  private let text = TextReport(MadeUpReport.comparison, MadeUpReport.context).text
  @Test func show() { print(text) }
}
