public import FundingValues

/// An employer's answer as a page: what each regime costs the firm, by month, and why something pays nothing.
public struct EmployerPage {
  private let document: EmployerDocument
  private let currency: Currency
  private let version: String

  /// The page of a document.
  public init(_ document: EmployerDocument, in currency: Currency, version: String) {
    self.document = document
    self.currency = currency
    self.version = version
  }

  /// The whole text of the file.
  public var text: String {
    var content = Markup.element("h1", [], Markup.escaped(document.title)) + "\n"
    content += Markup.paragraph("What training costs the firm from \(document.on), by regime.")
    content += document.regimes.map { Markup.paragraph(sentence($0), class: "answer") }.joined()
    content += payers + document.regimes.map(account).joined()
    content += document.regimes.map(courses).joined()
    content +=
      heading("The answer")
      + Markup.paragraph(
        "cofund \(version), profile \(document.profile). Everybody takes their courses at the next start, "
          + "by the open route that asks least of the firm; all that falls due is settled in the order "
          + "of days.", class: "note")
    return Page(title: document.title, content: content).text
  }

  private func heading(_ text: String) -> String {
    Markup.element("h2", [], Markup.escaped(text)) + "\n"
  }

  private func money(_ pence: Int64) -> String { currency.text(pence) }

  /// What the firm pays under a regime and when it has its money back, in one or two sentences.
  private func sentence(_ regime: EmployerDocument.Regime) -> String {
    guard regime.people > 0 else {
      return "\(regime.title): no route of the firm's is open to any of its staff."
    }
    let people =
      regime.people == 1 ? "one person's study costs" : "\(regime.people) people's study costs"
    var text =
      "\(regime.title): \(people) \(money(regime.total.cash)) in cash and "
      + "\(money(regime.total.release_wages)) of pay for time, after "
      + "\(money(regime.total.levy_used)) of levy."
    if let back = regime.break_even_month {
      let never = Int((back.chance_never * 100).rounded())
      if let month = back.p50.value {
        text += " Its money is back in month \(month)"
      } else {
        text += " Its money is not back within \(back.within_years) years"
      }
      text += "; in \(never) of 100 draws never within \(back.within_years) years."
    }
    if let best = regime.best_start {
      text += " Starting from \(best.on) would save \(money(best.saves))."
    }
    return text
  }

  private var payers: String {
    let parts: [(String, (EmployerDocument.Month) -> Int64)] = [
      ("Cash", { $0.cash }), ("Pay for time", { $0.release_wages }),
      ("Levy money", { $0.levy_used }),
      ("Co-investment", { $0.co_investment }), ("Grants", { $0.grant }),
    ]
    var table = PageTable(
      "what pays for the courses, and what lapses",
      heads: ["Regime"] + parts.map(\.0) + ["Levy money that lapses"])
    let stacks = document.regimes.map { regime in
      table.add(
        regime.title,
        parts.map { money($0.1(regime.total)) } + [money(regime.total.levy_expired)])
      return Chart.Stack(
        name: regime.title, total: money(regime.total.cash + regime.total.release_wages),
        segments: parts.map { Double($0.1(regime.total)) })
    }
    let kinds = Array(parts.indices)
    let least = document.regimes.filter { $0.people > 0 }.min {
      $0.total.cash + $0.total.release_wages < $1.total.cash + $1.total.release_wages
    }
    let finding =
      least.map { "\($0.title) asks least of the firm" } ?? "Nothing is open to the firm"
    let picture =
      Chart.stacks(
        "What pays for the courses under each regime; the figures are in the table below", stacks,
        kinds: kinds) + Chart.legend(zip(parts.map(\.0), kinds).map { ($0, $1) })
    return heading("What pays")
      + PageFigure(
        finding: finding, picture: picture, data: table,
        note: "At the right: the firm's own cash and pay for time."
      ).markup
  }

  /// What a regime's months hold of the firm's account.
  private func account(_ regime: EmployerDocument.Regime) -> String {
    guard !regime.months.isEmpty else { return "" }
    var table = PageTable(
      "month by month under \(regime.title)",
      heads: ["Month"] + EmployerDocument.columns.map(\.head))
    for month in regime.months {
      table.add(month.month ?? "", EmployerDocument.columns.map { money($0.value(month)) })
    }
    let lapsing = regime.months.filter { $0.levy_expired > 0 }
    let finding =
      lapsing.isEmpty
      ? "\(regime.title): no levy money lapses"
      : "\(regime.title): \(money(regime.total.levy_expired)) of levy money lapses, first in "
        + "\(lapsing[0].month ?? "")"
    let picture = Chart.months(
      "What the firm's accounts hold at each month's end under \(regime.title); the figures are in "
        + "the table below",
      regime.months.map { ($0.month ?? "", Double($0.account ?? 0) / 100) },
      words: { value, step in FigureText(.money, in: currency).text(value, step: step) })
    return heading("Month by month: \(regime.title)")
      + PageFigure(finding: finding, picture: picture, data: table).markup
  }

  /// What each course costs, and why instruments are not to be had.
  private func courses(_ regime: EmployerDocument.Regime) -> String {
    guard !regime.courses.isEmpty else { return "" }
    var table = PageTable(
      "courses under \(regime.title)",
      heads: ["Course and staff", "People", "Start", "Route", "Cash", "Pay for time", "Levy money"])
    var refusals: [String] = []
    for course in regime.courses {
      table.add(
        "\(course.course), \(course.staff)",
        [
          "\(course.people)", course.start, Markup.escaped(course.route_title ?? "none is open"),
          money(course.cash), money(course.release_wages), money(course.levy_used),
        ])
      for refusal in course.not_eligible {
        var text = "Not \(refusal.instrument) for \(course.course): \(refusal.because)"
        if let clause = refusal.clause { text += " (\(clause))" }
        if !refusal.sources.isEmpty {
          text += ". Source: \(refusal.sources.joined(separator: "; "))"
        }
        if !refusals.contains(text) { refusals.append(text) }
      }
    }
    let list = refusals.map { Markup.element("li", [], Markup.escaped($0)) }.joined()
    return heading("Courses: \(regime.title)") + table.markup
      + (list.isEmpty ? "" : "<ul>\(list)</ul>\n")
  }
}

extension Chart {
  /// A sum at each month's end, as steps.
  static func months(
    _ description: String, _ months: [(name: String, value: Double)],
    words: (Double, Double) -> String
  ) -> String {
    let bottom = 130.0
    let y = Scale(months.map(\.value), from: bottom, to: 22, ticks: 3)
    let step = (width - 12) / Double(max(1, months.count))
    var content = line(2, bottom, width, bottom, "axis")
    let size = y.ticks.count > 1 ? y.ticks[1] - y.ticks[0] : 1
    for tick in y.ticks {
      content += line(2, y(tick), width, y(tick), "axis")
      content += text(words(tick, size / 10), 4, y(tick) - 3, soft: true)
    }
    var path = ""
    for (place, month) in months.enumerated() {
      let x = 6 + Double(place) * step
      path += "\(path.isEmpty ? "M" : "L")\(Markup.place(x)) \(Markup.place(y(month.value)))"
      path += "H\(Markup.place(x + step))"
    }
    content += "<path class=\"path\" d=\"\(path)\"/>"
    content += text(months.first?.name ?? "", 0, bottom + 14, soft: true)
    content += text(months.last?.name ?? "", width, bottom + 14, anchor: "end", soft: true)
    return picture(description, height: bottom + 18, content)
  }
}
