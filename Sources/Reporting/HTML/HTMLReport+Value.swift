import Analysis
import FundingValues
import Simulation

extension HTMLReport {
  /// Each fund by year: what it paid and what was left, and how many it turned away.
  var funds: String {
    let money = comparison.wordsOfMoney
    let figures = comparison.holders(of: .budget).map { fund -> String in
      var stacks: [Chart.Stack] = []
      var table = PageTable(
        "\(fund.name) by year", heads: ["Regime and year", "Paid", "Left", "People turned away"])
      var refused: [String] = []
      for regime in comparison.regimes.indices {
        guard let budget = comparison.measure(.budget, of: fund),
          comparison.total(budget, regime: regime)?.isExactlyZero == false
        else { continue }
        for year in comparison.years(of: fund) {
          func total(_ quantity: Measure.Quantity) -> (Estimate, Measure)? {
            let measure = Measure(
              quantity, of: fund, quantity.isMoney ? .nominal : nil, in: .year(year))
            return comparison.total(measure, regime: regime).map { ($0, measure) }
          }
          guard let paid = total(.paidOut), let left = total(.left) else { continue }
          let away = total(.refusedPeople)
          let name = "\(comparison.title(of: regime)), \(paid.1.period)"
          let people = FigureText(.count)
          stacks.append(
            Chart.Stack(
              name: name,
              total: away.map { turnedAway($0.0) } ?? "",
              segments: [paid.0.value, left.0.value]))
          table.add(
            name,
            [
              data(paid.0, paid.1, money.valueWithError(paid.0)),
              data(left.0, left.1, money.valueWithError(left.0)),
              away.map { data($0.0, $0.1, people.valueWithError($0.0)) } ?? "",
            ])
        }
        if let away = comparison.measure(.refusedPeople, of: fund),
          let total = comparison.total(away, regime: regime), !total.isExactlyZero
        {
          refused.append(comparison.quotedTitle(of: regime))
        }
      }
      guard !stacks.isEmpty else { return "" }
      let finding =
        refused.isEmpty
        ? "The fund \(fund.name) turns nobody away"
        : "The fund \(fund.name) turns people away in some draws or all under "
          + listed(refused, "and")
      let picture =
        Chart.stacks(
          "What \(fund.name) pays and has left in each year; the figures are in the table below",
          stacks, kinds: [0, 6]) + Chart.legend([("Paid", 0), ("Left", 6)])
      return PageFigure(finding: finding, picture: picture, data: table).markup
    }.joined()
    return section("Funds", figures)
  }

  /// How many are turned away in a year, beside a bar.
  private func turnedAway(_ away: Estimate) -> String {
    if away.isExactlyZero { return "" }
    return away.isResolved ? "\(FigureText(.count).value(away)) turned away" : "some away"
  }

  /// What more completers cost.
  var costs: String {
    let words = FigureText(.count)
    let money = comparison.wordsOfMoney
    var points: [Chart.Point] = []
    var table = PageTable(
      "support and completers, against the baseline",
      heads: ["Regime", "More support", "More completers", "For each", "9 draws in 10"])
    for regime in others {
      let each = comparison.headline(of: regime)
      guard let support = each.support, let completers = each.completers else { continue }
      points.append(
        Chart.Point(name: comparison.title(of: regime), across: support, up: completers))
      table.add(
        comparison.title(of: regime),
        [
          data(support, .publicSupport, money.valueWithError(support)),
          data(completers, Measure(.completions), words.valueWithError(completers)),
          data(
            each.supportForEach, .supportPerAdditional,
            each.supportForEach.map(money.valueWithError) ?? "nobody is additional"),
          Markup.escaped(each.supportForEach.map(money.range) ?? ""),
        ])
    }
    guard !points.isEmpty else { return "" }
    let lead = comparison.headline(of: comparison.leadingRegime)
    var finding = "What more completers cost"
    if let each = lead.supportForEach, each.isResolved {
      finding =
        "\(comparison.title(of: lead.regime)): \(money.valueWithError(each)) of support for each "
        + "more completer"
    }
    let picture = Chart.points(
      "More completers against more support, a point a regime; the figures are in the table below",
      points, across: "more support", up: "more completers", moneyTick)
    return section(
      "What it costs",
      PageFigure(
        finding: finding, picture: picture, data: table, note: "Lines: simulation error, at 95%."
      ).markup)
  }

  /// Which regime is likeliest best, by what a completer is held to be worth.
  var choice: String {
    let found = comparison.acceptability(at: Comparison.worthsOfCompleter)
    guard !found.isEmpty else { return "" }
    let money = comparison.wordsOfMoney
    var table = PageTable(
      "chance that each is best, by the worth of one more completer",
      heads: ["Worth"] + comparison.regimes.indices.map(comparison.title)
        + ["Worth of knowing all, at most"])
    for point in found {
      table.add(
        money.text(point.worth, step: 1),
        point.chances.map { plain($0 * 100, places: 0) + "%" }
          + [Markup.escaped(money.text(point.perfectInformation, step: 0))])
    }
    let last = found[found.count - 1].chances
    let best = last.indices.max { last[$0] < last[$1] } ?? 0
    let finding =
      "If one more completer is worth \(money.text(found[found.count - 1].worth, step: 1)), "
      + "\(comparison.title(of: best)) is likeliest best (\(plain(last[best] * 100, places: 0))%)"
    let picture = Chart.lines(
      "The chance that each regime is best, by what one more completer is held to be worth",
      comparison.regimes.indices.map { regime in
        (comparison.title(of: regime), found.map { $0.chances[regime] })
      }, places: found.map { money.text($0.worth, step: 1) })
    return section(
      "Which to choose",
      PageFigure(
        finding: finding, picture: picture, data: table,
        note:
          "Best: the most completers at that worth, less support. Knowing all is worth at most so "
          + "much for the \(grouped(Int64(comparison.result.learnersStandFor + 0.5))) people of the run."
      ).markup)
  }

  /// What moves the headline figure, with the level that chance shows.
  var drivers: String {
    let drivers = Drivers(comparison)
    guard !drivers.shares.isEmpty else { return "" }
    let shown = drivers.shares.prefix(8)
    var table = PageTable(
      "shares of the spread of \(drivers.figureInWords)",
      heads: ["Parameter", "Share", "What chance shows"])
    for share in shown {
      table.add(
        share.name,
        [plain(share.share * 100, places: 0) + "%", plain(share.byChance * 100, places: 0) + "%"])
    }
    let clear = shown.filter(\.isResolved)
    let finding =
      clear.isEmpty
      ? "None of the uncertain values stands out"
      : "\(BriefReport.words(clear[0].name).firstCapital) moves it most"
    let picture = Chart.bars(
      "How much of the spread each uncertain value explains; the figures are in the table below",
      shown.map {
        (
          BriefReport.words($0.name), plain($0.share * 100, places: 0) + "%", $0.share,
          $0.byChance as Double?
        )
      })
    return section(
      "What moves it",
      PageFigure(
        finding: finding, picture: picture, data: table,
        note:
          "Share of the spread over draws that each explains by itself. Upright mark: what chance shows."
      ).markup)
  }

  /// Where those who complete because of the leading regime are: by region, size of employer and sex.
  var places: String {
    let lead = comparison.leadingRegime
    guard lead > 0, let measure = comparison.completersMeasure else { return "" }
    let words = FigureText(.count)
    let asked =
      context.breakdowns.map { [$0] } + (context.breakdowns.count == 2 ? [context.breakdowns] : [])
    let usual: [[Measure.Breakdown]] = [[.employerSize], [.sex], [.region], [.offer], [.route]]
    let figures = (usual.filter { !asked.contains($0) } + asked).map { breakdowns -> String in
      var bars: [(name: String, printed: String, value: Double, mark: Double?)] = []
      let by = breakdowns.map(\.name.replacingHyphens).joined(separator: " and ")
      var table = PageTable(
        "more completers by \(by)", heads: [by.firstCapital, "More completers"])
      for part in comparison.parts(by: breakdowns) {
        let own = measure.broken(down: part)
        guard
          let estimate = measure.isOfClass
            ? comparison.total(own, regime: lead) : comparison.difference(own, regime: lead)
        else { continue }
        let name = part.level + (part.second.map { ", \($0.level)" } ?? "")
        bars.append((name, words.valueWithError(estimate), estimate.value, nil))
        table.add(name, [data(estimate, own, words.valueWithError(estimate))])
      }
      guard bars.count > 1 else { return "" }
      let most = bars.max { $0.value < $1.value }
      return PageFigure(
        finding: "By \(by): most are \(most?.name ?? "")",
        picture: Chart.bars(
          "More completers under \(comparison.title(of: lead)) by \(by); the figures are in the table below",
          bars), data: table
      ).markup
    }.joined()
    return section("Where they are, under \(comparison.title(of: lead))", figures)
  }
}

extension HTMLReport {
  /// The same person by route: how far apart the cheapest and the dearest are, regime by regime.
  var fairness: String {
    guard let found = context.fairness?.fairness, !found.spreads.isEmpty else { return "" }
    let money = comparison.wordsOfMoney
    func pounds(_ pence: Int64) -> String { money.text(Double(pence) / 100, step: 1) }
    var bars: [(name: String, printed: String, value: Double, mark: Double?)] = []
    var table = PageTable(
      "what the dearest open route asks of the same learner above the cheapest",
      heads: ["Regime and course", "Median", "At most", "From", "To", "No public money"])
    for each in found.spreads {
      let name = "\(each.regime), \(each.offer)"
      bars.append((name, pounds(each.greatest), Double(each.greatest) / 100, nil))
      table.add(
        name,
        [
          pounds(each.median), pounds(each.greatest), Markup.escaped(each.cheapest),
          Markup.escaped(each.dearest), plain(each.nobodyPays * 100, places: 0) + "%",
        ])
    }
    let widest = found.spreads.max { $0.greatest < $1.greatest }
    var cliffs = ""
    if !found.cliffs.isEmpty {
      let items = found.cliffs.prefix(8).map { cliff in
        Markup.element(
          "li", [],
          Markup.escaped(
            "\(cliff.fact) at \(cliff.at): \(pounds(cliff.below)) below, \(pounds(cliff.above)) above "
              + "(\(cliff.offer), \(cliff.regime)); \(cliff.instrument), \(cliff.clause)"))
      }.joined()
      cliffs = Markup.element("h3", [], "Cliff edges") + "<ul>\(items)</ul>\n"
    }
    return section(
      "The same person, by route",
      PageFigure(
        finding:
          "The same learner may bear \(pounds(widest?.greatest ?? 0)) more by one route than by another",
        picture: Chart.bars(
          "The greatest difference between routes for one person, by regime and course; the figures "
            + "are in the table below", bars), data: table,
        note:
          "Cash and loan together, for \(found.people) people of the run, where funds do not run out."
      ).markup + cliffs)
  }
}

extension Comparison {
  /// The years for which a fund has figures, in order.
  func years(of fund: Measure.Holder) -> [Int] {
    var found: Set<Int> = []
    for figure in totals.joined()
    where figure.measure.holder == fund && figure.measure.quantity == .paidOut {
      if case .year(let year) = figure.measure.span { found.insert(year) }
    }
    return found.sorted()
  }
}
