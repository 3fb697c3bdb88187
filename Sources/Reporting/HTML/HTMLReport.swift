public import Analysis
import FundingRules
import FundingValues
import Simulation

/// The report of a comparison as a page: the question, the answer, and the figures behind it.
public struct HTMLReport: Sendable {
  let comparison: Comparison
  let context: ReportContext

  /// A report on a comparison.
  public init(_ comparison: Comparison, _ context: ReportContext) {
    self.comparison = comparison
    self.context = context
  }

  /// The whole text of the file.
  public var text: String {
    let parts = [
      opening, headline, equalCost, payers, people, differences, returns, funds, costs, choice,
      drivers, fairness, places, assumptions, run,
    ]
    return Page(title: title, content: parts.joined()).text
  }

  var title: String {
    comparison.result.title.isEmpty ? comparison.result.scenario : comparison.result.title
  }

  var others: Range<Int> {
    comparison.regimes.indices.dropFirst().isEmpty ? 0..<0 : 1..<comparison.regimes.count
  }

  /// A heading of the second rank and what stands below it; nothing where that is empty.
  func section(_ heading: String, _ content: String) -> String {
    content.isEmpty
      ? "" : Markup.element("h2", [], Markup.escaped(heading)) + "\n" + content
  }

  /// A printed figure with the value that it rounds.
  func data(_ estimate: Estimate?, _ measure: Measure, _ printed: String) -> String {
    guard let estimate else { return "" }
    return Markup.element(
      "data",
      [("value", estimate.plainValue(places: measure.places(in: comparison.result.currency)))],
      Markup.escaped(printed))
  }

  /// Words for a tick of an axis of money.
  func moneyTick(_ value: Double, _ step: Double) -> String {
    comparison.wordsOfMoney.text(value, step: max(step / 10, 0.01))
  }

  private var opening: String {
    let brief = BriefReport(comparison, context)
    var content = Markup.element("h1", [], Markup.escaped(brief.heading)) + "\n"
    content += Markup.paragraph(comparison.questionInTitles)
    if let caution = brief.cautionText {
      content += Markup.element("p", [("class", "caution")], Markup.escaped(caution)) + "\n"
    }
    content += Markup.paragraph(
      brief.answer.joined(separator: " ").filter { $0 != "`" }, class: "answer")
    if !brief.doubts.isEmpty {
      content += Markup.paragraph(
        "Not sure of: \(brief.doubts.filter { $0 != "`" }).", class: "note")
    }
    return content
  }

  /// Regimes by six measures.
  private var headline: String {
    guard !others.isEmpty else { return section("What came of it", levels) }
    var table = PageTable(
      "Against \(comparison.title(of: 0)): mean ± simulation error",
      heads: [
        "Regime", "More completers", "More support", "For each more completer",
        "Would have come anyway", "Turned away", "Net present social value",
      ])
    let (people, money) = (FigureText(.count), comparison.wordsOfMoney)
    for regime in others {
      let each = comparison.headline(of: regime)
      let society = Measure(.gain, of: .society, .real(discountedBy: .society))
      let value = comparison.netPresentValue(regime: regime)
      table.add(
        comparison.title(of: regime),
        [
          data(
            each.completers, Measure(.completions),
            each.completers.map(people.valueWithError) ?? ""),
          data(each.support, .publicSupport, each.support.map(money.valueWithError) ?? ""),
          data(
            each.supportForEach, .supportPerAdditional,
            each.supportForEach.map(money.valueWithError) ?? ""),
          Markup.escaped(each.cameAnyway.map(FigureText(.percent).value) ?? ""),
          Markup.escaped(each.turnedAway.map(people.valueWithRange) ?? ""),
          data(value, society, value.map(money.valueWithError) ?? ""),
        ])
    }
    let note =
      "Support is levy money, grants and funds as they are paid, and what of loans does not come back. "
      + "Net present social value is in prices of \(comparison.result.priceDate.monthAndYear). "
      + "“Not resolved”: the figure cannot be told apart from zero at "
      + "\(grouped(Int64(comparison.result.draws))) draws."
    return section(
      "What each brings and costs", table.markup + Markup.paragraph(note, class: "note"))
  }

  private var levels: String {
    var table = PageTable(
      "Under \(comparison.title(of: 0))", heads: ["Figure", "Mean ± error", "9 draws in 10"])
    let rows: [(String, Measure?)] = [
      ("Courses begun", comparison.measure(.starts)),
      ("Courses completed", comparison.measure(.completions)),
      ("Support: levy, grants, funds and loan subsidy", .publicSupport),
    ]
    for (name, measure) in rows {
      guard let measure, let total = comparison.total(measure, regime: 0) else { continue }
      let words = comparison.words(measure)
      table.add(
        name,
        [data(total, measure, words.valueWithError(total)), Markup.escaped(words.range(total))])
    }
    return table.markup
  }

  private var equalCost: String {
    guard let matching = context.matching else { return "" }
    let money = comparison.wordsOfMoney
    var table = PageTable(
      "Brought to equal \(matching.figure): \(money.text(matching.target, step: 0))",
      heads: ["Regime", "Setting", "Which gives", "Unmatched: completers", "Unmatched: support"])
    for part in matching.parts {
      guard let regime = comparison.regimes.firstIndex(of: part.regime) else { continue }
      let before = matching.unmatched.headline(of: regime)
      table.add(
        comparison.title(of: regime),
        [
          Markup.escaped("\(part.parameter) \(part.value)"),
          Markup.escaped(money.text(part.reached, step: 0)),
          Markup.escaped(before.completers.map(FigureText(.count).valueWithError) ?? ""),
          Markup.escaped(before.support.map(money.valueWithError) ?? ""),
        ])
    }
    return section("At equal cost", table.markup)
  }
}

extension Comparison {
  /// What the run asks, with the regimes by their titles.
  var questionInTitles: String {
    guard regimes.count > 1 else {
      return "Who comes, who pays and who gains under \(title(of: 0))?"
    }
    return "Who comes, who pays and who gains, against “\(title(of: 0))”, under "
      + listed(regimes.indices.dropFirst().map { "“\(title(of: $0))”" }, "or") + "?"
  }
}
