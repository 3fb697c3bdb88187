import Analysis
import FundingValues
import Simulation

extension HTMLReport {
  /// Who pays, as one stacked bar a regime.
  var payers: String {
    let brief = BriefReport(comparison, context)
    let holders = comparison.holders(of: .paid).filter { $0 != .support }
    let shown = holders.compactMap { holder -> (Measure.Holder, Measure)? in
      guard let measure = comparison.measure(.paid, of: holder) else { return nil }
      let isThere = comparison.regimes.indices.contains {
        (comparison.total(measure, regime: $0)?.value ?? 0) > 0
      }
      return isThere ? (holder, measure) : nil
    }
    guard !shown.isEmpty else { return "" }
    let names = shown.map { brief.payerInFull($0.0) }
    let money = comparison.wordsOfMoney
    var table = PageTable(
      "who pays, \(comparison.result.currency.words) of the day, mean ± simulation error",
      heads: ["Regime"] + names)
    var stacks: [Chart.Stack] = []
    for regime in comparison.regimes.indices {
      let totals = shown.map { comparison.total($0.1, regime: regime) }
      let all = totals.reduce(0.0) { $0 + ($1?.value ?? 0) }
      stacks.append(
        Chart.Stack(
          name: comparison.title(of: regime),
          total: money.text(all, step: 0), segments: totals.map { $0?.value ?? 0 }))
      table.add(
        comparison.title(of: regime),
        zip(shown, totals).map { data($1, $0.1, $1.map(money.valueWithError) ?? "") })
    }
    let kinds = Array(shown.indices)
    let finding = others.isEmpty ? "Who pays" : brief.pays(comparison.leadingRegime).firstCapital
    let picture =
      Chart.stacks(
        "Who pays for courses under each regime: a stacked bar a regime; the figures are in the table below",
        stacks, kinds: kinds) + Chart.legend(zip(names, kinds).map { ($0, $1) })
    return section(
      "Who pays", PageFigure(finding: finding, picture: picture, data: table).markup)
  }

  /// Who comes, by what they would have done under the baseline.
  var people: String {
    guard !others.isEmpty else { return "" }
    let classes: [(String, EnrolmentClass)] = [
      ("Additional: would not have studied", .additional),
      ("Upgraded: a lesser course", .upgraded), ("Shifted: another course", .shifted),
      ("Timing: another year", .timing), ("The same course anyway", .deadweight),
      ("Not known within the run", .notKnown),
    ]
    let shown = classes.filter { each in
      others.contains { (comparison.total(Measure(.startsOf(each.1)), regime: $0)?.value ?? 0) > 0 }
    }
    guard !shown.isEmpty else { return "" }
    let words = FigureText(.count)
    var table = PageTable(
      "funded starts by what the same people do under the baseline, mean ± simulation error",
      heads: ["Regime"] + shown.map(\.0))
    var stacks: [Chart.Stack] = []
    for regime in others {
      let totals = shown.map { comparison.total(Measure(.startsOf($0.1)), regime: regime) }
      stacks.append(
        Chart.Stack(
          name: comparison.title(of: regime),
          total: words.text(totals.reduce(0.0) { $0 + ($1?.value ?? 0) }, step: 0),
          segments: totals.map { $0?.value ?? 0 }))
      table.add(
        comparison.title(of: regime),
        zip(shown, totals).map { each, total in
          data(total, Measure(.startsOf(each.1)), total.map(words.valueWithError) ?? "")
        })
    }
    let kinds = Array(shown.indices)
    let lead = comparison.headline(of: comparison.leadingRegime)
    var finding = "What those whom each regime funds would have done otherwise"
    if let anyway = lead.cameAnyway, anyway.isResolved {
      finding =
        "Under \(comparison.title(of: lead.regime)), \(FigureText(.percent).value(anyway)) of those it "
        + "newly funds would have come anyway"
    }
    let picture =
      Chart.stacks(
        "Funded starts under each regime, by what the same people would have done; the figures are in "
          + "the table below", stacks, kinds: kinds)
      + Chart.legend(zip(shown.map(\.0), kinds).map { ($0, $1) })
    return section(
      "Who comes", PageFigure(finding: finding, picture: picture, data: table).markup)
  }

  /// What each party gains, with simulation error and range, for each regime.
  var differences: String {
    let brief = BriefReport(comparison, context)
    let money = comparison.wordsOfMoney
    let holders = comparison.holders(of: .gain).filter { $0 != .party("provider") }
    let figures = others.map { regime -> String in
      var intervals: [Chart.Interval] = []
      var table = PageTable(
        "gains under \(comparison.title(of: regime)) less the baseline's",
        heads: ["Party", "Mean ± error", "9 draws in 10", "What parameters alone cause"])
      for holder in holders {
        guard let measure = comparison.measure(.gain, of: holder, .discounted),
          let change = comparison.difference(measure, regime: regime), !change.isExactlyZero
        else { continue }
        let name = holder == .society ? "Society in all" : brief.payer(holder).firstCapital
        intervals.append(
          Chart.Interval(name: name, printed: money.valueWithError(change), estimate: change))
        let parameter = change.parameter.map {
          "\(money.text($0.low, step: 0)) to \(money.text($0.high, step: 0))"
        }
        table.add(
          name,
          [
            data(change, measure, money.valueWithError(change)),
            Markup.escaped(money.range(change)), Markup.escaped(parameter ?? "not resolved"),
          ])
      }
      guard !intervals.isEmpty else { return "" }
      let picture = Chart.intervals(
        "What each party gains under \(comparison.title(of: regime)), less the baseline, with ranges; "
          + "the figures are in the table below", intervals, moneyTick)
      return PageFigure(
        finding: brief.gains(regime).firstCapital, picture: picture, data: table,
        note:
          "Point: mean. Thick: simulation error, at 95%. Thin: from the 5% to the 95% point over "
          + "draws. Upright line: zero."
      ).markup
    }.joined()
    return section("Who gains", figures)
  }

  /// What learners get back under each regime, as dots of equal numbers of people.
  var returns: String {
    let figures = comparison.result.regimes.indices.map { regime -> String in
      let spread = GainSpread(comparison.result.regimes[regime].gainHistogram)
      guard !spread.bins.isEmpty else { return "" }
      let shares = (0..<20).map { (Double($0) + 0.5) / 20 }
      let gains = shares.map(spread.quantile)
      let money = comparison.wordsOfMoney
      var table = PageTable(
        "gains of learners under \(comparison.title(of: regime)), discounted at their own rate",
        heads: ["Share of learners below", "Gain"])
      for share in [0.05, 0.25, 0.5, 0.75, 0.95] {
        table.add(
          plain(share * 100, places: 0) + "%",
          [Markup.escaped(money.text(spread.quantile(share), step: 0))])
      }
      let losers = Int((spread.shareBelowZero * 20 + 0.5).rounded(.down))
      let chance =
        losers == 0
        ? "fewer than 1 in 20 who study lose by it" : "\(losers) in 20 who study lose by it"
      return PageFigure(
        finding: "\(comparison.title(of: regime)): \(chance)",
        picture: Chart.dots(
          "Twenty dots, each one in twenty of those who study, by what they gain", gains, moneyTick),
        data: table, note: "Each dot is one in twenty of those who study."
      ).markup
    }.joined()
    return section("What learners get back", figures)
  }
}

extension String {
  /// The text with a capital first letter.
  var firstCapital: String { prefix(1).uppercased() + dropFirst() }
}

extension GainSpread {
  /// The share of learners whose gain is below zero.
  var shareBelowZero: Double {
    let all = bins.reduce(0.0) { $0 + Double($1.millionths) }
    guard all > 0 else { return 0 }
    return bins.filter { $0.hundred < 0 }.reduce(0.0) { $0 + Double($1.millionths) } / all
  }
}
