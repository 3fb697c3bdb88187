import Analysis
import Reporting
import Simulation
import Testing

@Suite("The answer on one page")
struct BriefReportTests {
  private let text = BriefReport(MadeUpReport.comparison, MadeUpReport.context).text

  @Test("the title, the caution, the answer and the table come first, in that order")
  func page() {
    let begins = """
      A made-up scenario, August 2027 to July 2030
      CAUTION        1 of 2 values are made up (cap): do not quote pounds.

      Answer         “With a "fund", by region” brings 20 more people who complete. Each of them costs about £15,000
                     of public support. Of each 10 people it newly funds, 2 would have come anyway.

      Against As it stands
      """
    #expect(text.hasPrefix(begins), "\(text)")
    #expect(text.contains("After ±: the simulation error at 4 draws."))
    #expect(text.contains("Who pays       under “With a \"fund\", by region”: wmca £300,000 more;"))
  }

  @Test(
    "a regime that changes nothing says so, and one that cannot be told from zero gives its range")
  func others() {
    let run = MadeUpReport.run
    var same = run.regimes[0]
    same.values = run.regimes[0].values
    let null = SimulationResult(
      scenario: "null", title: "", regimes: [run.regimes[0], same], draws: run.draws, seed: 1,
      uncertain: [], uncertainValues: [], learners: 1, employers: 0, learnersStandFor: 1,
      employersStandFor: 0, warnings: [], from: run.from, to: run.to, priceDate: run.priceDate)
    #expect(
      Answer(Comparison(null)).sentences == [
        "“As it stands” changes nothing: every figure is the same."
      ])
  }

  @Test("no sentence of an answer has more than 25 words")
  func short() {
    for sentence in Answer(MadeUpReport.comparison).sentences {
      #expect(sentence.split(separator: " ").count <= 25, "\(sentence)")
    }
  }

  @Test("the page has at most 25 lines, and none is wider than the page")
  func size() {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 25)
    #expect(lines.allSatisfy { $0.count <= 110 && !$0.hasSuffix(" ") })
  }
}
