import Analysis
import Simulation

extension TextReport {
  /// Who comes: starts, completions, and what funded learners would have done under the baseline.
  var people: [String] {
    let names: [(String, Measure.Quantity)] = [
      ("starts", .starts),
      ("completions", .completions),
      ("funded starts", .fundedStarts),
      ("  additional: would not have studied", .startsOf(.additional)),
      ("  additional who complete", .completionsOf(.additional)),
      ("  upgraded: would have done a lesser course", .startsOf(.upgraded)),
      ("  shifted: would have gone another way", .startsOf(.shifted)),
      ("  timing: would have come within three years", .startsOf(.timing)),
      ("  deadweight: would have come anyway", .startsOf(.deadweight)),
      ("  not known within the window", .startsOf(.notKnown)),
    ]
    return tables(
      "Who comes, over the whole run", "Change in who comes",
      names.map { ReportLine($0.0, comparison.measure($0.1)) })
  }

  /// People, additionality and money told apart by each thing asked for, and by two together.
  var broken: [String] {
    let asked = context.breakdowns
    return asked.flatMap { broken(down: [$0]) } + (asked.count == 2 ? broken(down: asked) : [])
  }

  private func broken(down breakdowns: [Measure.Breakdown]) -> [String] {
    let parts = comparison.parts(by: breakdowns)
    let by = breakdowns.map(\.name).joined(separator: " and ")
    let measures: [(String, Measure)] = [
      ("Starts", Measure(.starts)), ("Funded starts", Measure(.fundedStarts)),
      ("Completions", Measure(.completions)),
      ("Completers who are additional", Measure(.completionsOf(.additional))),
      ("Newly funded who would have come anyway", Measure(.newlyFundedAnyway)),
      ("Support: levy, grants and funds", Measure(.paid, of: .support, .nominal)),
      ("Paid by learners", Measure(.paid, of: .learner, .nominal)),
      ("Paid by employers", Measure(.paid, of: .employer, .nominal)),
      (
        "Gain of learners, discounted",
        Measure(.gain, of: .learner, .real(discountedBy: .learner))
      ),
      (
        "Gain of society, discounted",
        Measure(.gain, of: .society, .real(discountedBy: .society))
      ),
    ]
    return measures.flatMap { name, measure in
      var table = TextTable("\(name), by \(by)", heads: comparison.regimes)
      let words = comparison.words(measure)
      for part in parts {
        table.add(
          part.level + (part.second.map { ", \($0.level)" } ?? ""),
          comparison.regimes.indices.map {
            comparison.total(measure.broken(down: part), regime: $0).map(words.valueWithError) ?? ""
          })
      }
      return table.lines
    }
  }
}

extension StringProtocol {
  /// The text with spaces for hyphens.
  var replacingHyphens: String { String(map { $0 == "-" ? " " : $0 }) }
}
