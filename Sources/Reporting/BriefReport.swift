public import Analysis
import FundingRules
import FundingValues
import Simulation

/// The answer on one page: what the regimes bring and cost, who pays and gains, what moves it and what is not
/// sure, in 25 lines.
public struct BriefReport: Sendable {
  let comparison: Comparison
  let context: ReportContext

  /// A page on a comparison.
  public init(_ comparison: Comparison, _ context: ReportContext) {
    self.comparison = comparison
    self.context = context
  }

  /// The whole page.
  public var text: String {
    let lead = comparison.leadingRegime
    var lines = paragraph("", heading) + caution + [""]
    lines += paragraph("Answer", answer.joined(separator: " ")) + [""]
    lines += headlines + [""]
    if let matching = context.matching { lines += matched(matching) + [""] }
    lines += paragraph("Who pays", pays(lead)) + paragraph("Who gains", gains(lead))
    lines += paragraph("What moves it", drivers) + paragraph("Not sure of", doubts)
    lines += paragraph("People", people)
    lines += paragraph("Full tables", "report.html, or add `--tables`")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Who was simulated, and for how many they stand.
  private var people: String {
    let result = comparison.result
    func count(_ number: Double) -> String {
      grouped(Int64(max(0, min(9e15, number + 0.5))))
    }
    return
      "\(grouped(Int64(result.learners))) learners stand for \(count(result.learnersStandFor)), of whom "
      + "\(count(result.learnersEmployed)) have an employer; "
      + "\(grouped(Int64(result.employers))) employers for \(count(result.employersStandFor))"
  }

  /// The sentences of the answer, with what is said of cost.
  var answer: [String] {
    let sentences = Answer(comparison).sentences
    if let matching = context.matching {
      return [Answer.winner(comparison, matching)].filter { !$0.isEmpty } + sentences
    }
    return differInCost
      ? sentences + ["These regimes do not cost the same: add `--match` to compare at equal cost."]
      : sentences
  }

  /// Whether two regimes or more differ from the baseline in support by amounts of which one is resolved.
  private var differInCost: Bool {
    comparison.regimes.count > 2
      && comparison.regimes.indices.dropFirst().contains {
        comparison.headline(of: $0).support.map { $0.isResolved && !$0.isExactlyZero } ?? false
      }
  }

  /// The title and the time covered.
  var heading: String {
    let result = comparison.result
    let title = result.title.isEmpty ? result.scenario : result.title
    return "\(title), \(result.from.monthAndYear) to \(result.to.monthAndYear)"
  }

  private var caution: [String] {
    if let text = cautionText { return paragraph("CAUTION", text) }
    let tally = context.tally
    guard tally.assumed > 0 else { return [] }
    return paragraph(
      "Note", "\(tally.assumed) of \(tally.all) values are judgements; each is in assumptions.csv")
  }

  /// What the figures rest on, where some of them are made up.
  var cautionText: String? {
    let tally = context.tally
    guard tally.illustrative > 0 else { return nil }
    var names: [String] = []
    for value in context.assumptions where value.basis == .illustrative {
      let name = BriefReport.words(value.name)
      if !names.contains(name) { names.append(name) }
    }
    let shown = names.count > 2 ? [names[0], "others"] : names
    return "\(tally.illustrative) of \(tally.all) values are made up "
      + "(\(listed(shown, "and")))"
      + (tally.assumed > 0 ? ", \(tally.assumed) judgements" : "")
      + ": do not quote \(comparison.result.currency.words)."
  }

  /// One row a regime: what it brings and costs against the baseline, each with its simulation error.
  var headlines: [String] {
    guard comparison.regimes.count > 1 else { return levels }
    var table = TextTable(
      "Against \(comparison.title(of: 0))",
      heads: [
        "more\ncompleters", "more\nsupport", "for each more\ncompleter", "would have\ncome anyway",
        "turned\naway",
      ])
    table.tellsHeadsBesideTitle = true
    let people = FigureText(.count)
    let money = comparison.wordsOfMoney
    for regime in comparison.regimes.indices.dropFirst() {
      let each = comparison.headline(of: regime)
      table.add(
        comparison.title(of: regime),
        [
          each.completers.map(people.valueWithError) ?? "",
          each.support.map(money.valueWithError) ?? "",
          each.supportForEach.map(money.valueWithError) ?? "",
          each.cameAnyway.map(FigureText(.percent).value) ?? "",
          each.turnedAway.map(turnedAway) ?? "",
        ])
    }
    return table.lines.dropLast() + [
      "After ±: the simulation error at \(grouped(Int64(comparison.result.draws))) draws. In "
        + "brackets: 9 draws in 10. Support counts what loans lose."
    ]
  }

  /// How many are turned away, or where their number cannot be told from zero its range alone.
  private func turnedAway(_ away: Estimate) -> String {
    let people = FigureText(.count)
    return away.isResolved ? people.valueWithRange(away) : people.range(away)
  }

  /// The same of one regime by itself.
  private var levels: [String] {
    var table = TextTable("Under \(comparison.title(of: 0))", heads: ["", "9 draws in 10"])
    let rows: [(String, Measure?)] = [
      ("courses begun", comparison.measure(.starts)),
      ("courses completed", comparison.measure(.completions)),
      ("support: levy, grants, funds", comparison.measure(.paid, of: .support)),
    ]
    for (name, measure) in rows {
      guard let measure, let total = comparison.total(measure, regime: 0) else { continue }
      let words = comparison.words(measure)
      table.add(name, [words.valueWithError(total), words.range(total)])
    }
    return table.lines.dropLast()
  }

  /// A text behind a heading in the left margin, wrapped to the page; nothing for an empty text.
  func paragraph(_ heading: String, _ text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let margin = heading.isEmpty ? 0 : BriefReport.margin
    var lines: [String] = []
    var line = heading + String(repeating: " ", count: max(0, margin - heading.count))
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + word.count + 1 > TextTable.pageWidth {
        lines.append(line)
        line = String(repeating: " ", count: margin)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// How far from the left edge the text begins.
  private static let margin = 15

  /// A parameter's name in words, without its policy.
  static func words(_ name: String) -> String {
    (name.split(separator: ".").last.map(String.init) ?? name).replacingHyphens
  }
}

extension CivilDate {
  /// The month and the year, such as `August 2027`.
  var monthAndYear: String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let (year, month, _) = parts
    return names.indices.contains(month - 1) ? "\(names[month - 1]) \(year)" : description
  }
}
