import Analysis
import Simulation

extension TextReport {
  /// Who comes: starts, completions, and what funded learners would have done under the baseline.
  var people: [String] {
    let names: [(String, String)] = [
      ("starts", "starts"),
      ("completions", "completions"),
      ("funded starts", "funded-starts"),
      ("  additional: would not have studied", "additional-starts"),
      ("  additional who complete", "additional-completions"),
      ("  upgraded: would have done a lesser course", "upgraded-starts"),
      ("  shifted: would have gone another way", "shifted-starts"),
      ("  timing: would have come within three years", "timing-starts"),
      ("  deadweight: would have come anyway", "deadweight-starts"),
      ("  not known within the window", "not-known-starts"),
    ]
    return tables(
      "Who comes, over the whole run", "Change in who comes",
      names.map { ReportLine($0.0, comparison.measure($0.1)) })
  }

  /// Starts and completions broken down by one thing, such as route.
  func people(by breakdown: String) -> [String] {
    var lines: [String] = []
    for name in ["starts", "funded-starts", "completions"] {
      var table = TextTable(
        "\(name.first.map { String($0).uppercased() } ?? "")"
          + "\(name.dropFirst().replacingHyphens) by \(breakdown)",
        heads: comparison.regimes)
      for level in comparison.levels(of: name, by: breakdown) {
        var measure = Measure(name, unit: "people")
        measure.by1 = breakdown
        measure.level1 = level
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
