public import FundingValues

/// An employer's answer in words: what each regime costs the firm, when it has its money back, what pays for
/// nothing and why, and the months.
public struct EmployerText {
  private let document: EmployerDocument
  private let currency: Currency
  private let showsMonths: Bool

  /// The text of a document; the months of every regime stand below if they are wanted.
  public init(_ document: EmployerDocument, in currency: Currency, months: Bool) {
    self.document = document
    self.currency = currency
    showsMonths = months
  }

  /// The whole text.
  public var text: String {
    var lines = ["\(document.title), from \(document.on)", ""]
    lines += comparison
    for regime in document.regimes { lines += words(regime) }
    if showsMonths {
      for regime in document.regimes { lines += months(regime) }
    } else {
      lines.append("The months of each regime: add `--months`, or `--format csv`.")
    }
    for clause in document.not_worked_out { lines.append("Not worked out: `\(clause)`") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One column a regime.
  private var comparison: [String] {
    var table = TextTable(
      "What the firm pays, for all of its staff who study",
      heads: document.regimes.map(\.regime))
    func add(_ name: String, _ value: (EmployerDocument.Regime) -> String) {
      table.add(name, document.regimes.map(value))
    }
    add("cash") { money($0.total.cash) }
    add("pay for their time") { money($0.total.release_wages) }
    add("from its levy account") { money($0.total.levy_used) }
    add("levy money that lapses") { money($0.total.levy_expired) }
    add("grants") { money($0.total.grant + $0.total.co_investment) }
    add("money back in month", monthBack)
    return table.lines
  }

  /// The middle month of return with its range, such as `31 (25 to never)`; empty where none is worked out.
  private func monthBack(_ regime: EmployerDocument.Regime) -> String {
    guard let found = regime.break_even_month else { return "" }
    func month(_ value: Int?) -> String { value.map { "\($0)" } ?? "never" }
    guard let middle = found.p50.value else { return "not in \(found.within_years) years" }
    return "\(middle) (\(month(found.p05.value)) to \(month(found.p95.value)))"
  }

  private func words(_ regime: EmployerDocument.Regime) -> [String] {
    var lines = [regime.title]
    if regime.people == 0 {
      lines.append("  No route of the firm's is open to any of its staff.")
    } else {
      let each = regime.per_head.map { "; \(money($0.cash)) and \(money($0.release_wages)) a head" }
      lines.append(
        "  \(people(regime.people)) study: \(money(regime.total.cash)) in cash and "
          + "\(money(regime.total.release_wages)) of pay for their time\(each ?? "").")
    }
    lines += back(regime)
    for course in regime.courses { lines += words(course) }
    lines += refusals(regime)
    if let best = regime.best_start {
      lines.append("  Starting from \(best.on) instead would save \(money(best.saves)).")
    } else if regime.people > 0 {
      lines.append("  No later start within two years would cost the firm less.")
    }
    if !regime.carried_on.isEmpty {
      lines.append("  Carried on past the last day that is cited: \(regime.carriedPolicies).")
    }
    return lines + [""]
  }

  private func back(_ regime: EmployerDocument.Regime) -> [String] {
    guard let found = regime.break_even_month else {
      return regime.total.cash == 0 && regime.total.release_wages == 0
        ? []
        : ["  When it has its money back is not worked out: no evidence says what study leads to."]
    }
    let never = Int((found.chance_never * 100).rounded())
    let tail = "in \(never) of 100 draws not within \(found.within_years) years"
    return found.p50.value == nil
      ? ["  It does not have its money back: \(tail)."]
      : ["  It has its money back in month \(monthBack(regime)); \(tail)."]
  }

  private func words(_ course: EmployerDocument.Course) -> [String] {
    let who = "\(course.course) for \(course.people) \(course.staff), from \(course.start)"
    var lines: [String] = []
    if let title = course.route_title {
      lines.append(
        "  \(who): \(title), \(money(course.cash)) in cash, \(money(course.levy_used)) of levy money"
      )
      if course.learners_pay + course.learners_borrow > 0 {
        lines.append(
          "    the learners pay \(money(course.learners_pay)) and borrow "
            + "\(money(course.learners_borrow))")
      }
    } else {
      lines.append("  \(who): no route is open")
    }
    for other in course.without_the_firm {
      lines.append("    without the firm, \(other.title): \(words(other))")
    }
    return lines
  }

  private func words(_ other: EmployerDocument.RouteWithoutFirm) -> String {
    if let needs = other.needs { return "not worked out, for `\(needs)` is not given" }
    var parts: [String] = []
    if other.grant > 0 { parts.append("grants pay \(money(other.grant))") }
    if other.learner_borrows > 0 {
      var text = "the learner borrows \(money(other.learner_borrows))"
      if let repaid = other.learner_repays, let year = other.repaid_by {
        text += " and on today's pay repays \(money(repaid)) by \(year)"
        if let lost = other.written_off, lost > 0 { text += ", \(money(lost)) being written off" }
      }
      parts.append(text)
    }
    if other.learner_pays > 0 || parts.isEmpty {
      parts.append("the learner pays \(money(other.learner_pays))")
    }
    return parts.joined(separator: ", ") + " each"
  }

  /// What is not to be had and why, each reason once with the courses that it stands for.
  private func refusals(_ regime: EmployerDocument.Regime) -> [String] {
    var order: [EmployerDocument.NotEligible] = []
    var courses: [EmployerDocument.NotEligible: [String]] = [:]
    for course in regime.courses {
      for refusal in course.not_eligible {
        if courses[refusal] == nil { order.append(refusal) }
        if courses[refusal]?.contains(course.course) != true {
          courses[refusal, default: []].append(course.course)
        }
      }
    }
    return order.flatMap { refusal in
      let names = (courses[refusal] ?? []).joined(separator: " and ")
      return ["  Not \(refusal.instrument) for \(names): \(refusal.because)"]
        + refusal.sources.map { "    source: \($0)" }
    }
  }

  private func months(_ regime: EmployerDocument.Regime) -> [String] {
    var table = TextTable(
      "Month by month: \(regime.title)", heads: EmployerDocument.columns.map(\.head))
    for month in regime.months {
      table.add(
        month.month ?? "",
        EmployerDocument.columns.map { money($0.value(month)) })
    }
    return table.lines
  }

  private func people(_ count: Int) -> String { count == 1 ? "1 person" : "\(count) people" }

  private func money(_ pence: Int64) -> String { currency.text(pence) }
}
