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

  /// Starts and completions broken down by one thing, such as route.
  func people(by breakdown: Measure.Breakdown) -> [String] {
    var lines: [String] = []
    for quantity in [Measure.Quantity.starts, .fundedStarts, .completions] {
      let name = quantity.name
      var table = TextTable(
        "\(name.first.map { String($0).uppercased() } ?? "")"
          + "\(name.dropFirst().replacingHyphens) by \(breakdown.rawValue)",
        heads: comparison.regimes)
      for level in comparison.levels(of: quantity, by: breakdown) {
        let measure = Measure(quantity, part: Measure.Part(breakdown, level))
        let words = comparison.words(measure)
        table.add(
          level,
          comparison.regimes.indices.map {
            comparison.total(measure, regime: $0).map(words.value) ?? ""
          })
      }
      lines += table.lines
    }
    return lines
  }
}

extension StringProtocol {
  /// The text with spaces for hyphens.
  var replacingHyphens: String { String(map { $0 == "-" ? " " : $0 }) }
}
