import Analysis
import FundingRules
import Simulation

extension TextReport {
  /// Funds: asked, paid, refused, waiting and left, and which of them bind.
  var funds: [String] {
    let names = comparison.holders(of: .asked)
    var lines: [String] = []
    for fund in names {
      var table = TextTable("Fund \(fund.name), over the whole run", heads: comparison.regimes)
      let rows: [(String, Measure.Quantity)] = [
        ("budget", .budget), ("asked for", .asked), ("paid", .paidOut), ("refused", .refused),
        ("people refused", .refusedPeople), ("people waiting at the end", .waitingPeople),
        ("left", .left), ("carried on past the run", .carriedOut),
        ("promised from later budgets", .promisedLater),
      ]
      for (words, quantity) in rows {
        guard let measure = comparison.measure(quantity, of: fund) else { continue }
        let text = comparison.words(measure)
        table.add(
          words,
          comparison.regimes.indices.map {
            exists(fund, $0) ? comparison.total(measure, regime: $0).map(text.value) ?? "" : ""
          })
      }
      table.add("turns somebody away", comparison.regimes.indices.map { binding(fund, $0) })
      lines += table.lines
    }
    return lines
  }

  /// Whether a regime has a fund: some figure of it is not nought in every draw.
  private func exists(_ fund: Measure.Holder, _ regime: Int) -> Bool {
    fundQuantities.contains { quantity in
      comparison.measure(quantity, of: fund).flatMap { comparison.total($0, regime: regime) }
        .map { !$0.isExactlyZero } ?? false
    }
  }

  /// In how many draws a fund refused somebody or kept somebody waiting.
  private func binding(_ fund: Measure.Holder, _ regime: Int) -> String {
    guard exists(fund, regime) else { return "" }
    let measures = [Measure.Quantity.refused, .refusedPeople, .waitingPeople]
      .compactMap { comparison.measure($0, of: fund) }
      .filter { comparison.total($0, regime: regime) != nil }
    guard !measures.isEmpty else { return "" }
    let values = measures.map { comparison.values($0, regime: regime) }
    let draws = comparison.result.draws
    let bound = (0..<draws).count { draw in
      values.contains { draw < $0.count && $0[draw] > 0 }
    }
    if bound == 0 { return "never" }
    if bound == draws { return "in every draw" }
    return "in \(bound) of \(draws) draws"
  }

  /// What levies charged employers within the run.
  var levies: [String] {
    let levies = comparison.holders(of: .charged)
    guard !levies.isEmpty else { return [] }
    return tables(
      "Levies charged to employers, over the whole run", "Change in levies charged",
      levies.map { ReportLine($0.name, comparison.measure(.charged, of: $0)) })
  }

  /// Levy accounts: what came in, what it was spent on, and what lapsed.
  var accounts: [String] {
    var lines: [String] = []
    for account in comparison.holders(of: .paidIn) {
      let rows: [(String, Measure.Quantity)] = [
        ("paid in", .paidIn), ("spent on other training", .spentBackground),
        ("spent on these courses", .spentCourses), ("lapsed", .expired),
        ("other training displaced", .displacedBackground),
      ]
      lines += tables(
        "Accounts: \(account.name), over the whole run", "Change in \(account.name)",
        rows.map { ReportLine($0.0, comparison.measure($0.1, of: account)) })
    }
    return lines
  }

  /// Which uncertain parameters drive the headline figure.
  var drivers: [String] {
    let drivers = Drivers(comparison)
    guard !drivers.figure.isEmpty else { return [] }
    if drivers.shares.isEmpty {
      guard !comparison.result.uncertain.isEmpty else { return [] }
      return [
        "What drives the answer",
        "  not resolved: shares of variance need \(2 * leastPairsForShares) draws or more, and a"
          + " figure that varies", "",
      ]
    }
    var table = TextTable(
      "What drives the answer: shares of the variance of \(drivers.figure)",
      heads: ["share", "by chance"])
    for share in drivers.shares.prefix(6) {
      table.add(share.name, [percent(share.share), percent(share.byChance)])
    }
    table.note = "By chance: what the same reckoning shows once the draws are shuffled."
    return table.lines
  }

  private func percent(_ share: Double) -> String { plain(share * 100, places: 0) + "%" }

  /// Things that a reader must know.
  var warnings: [String] {
    guard !comparison.result.warnings.isEmpty else { return [] }
    return ["Warnings"] + comparison.result.warnings.map { "  " + $0 } + [""]
  }

  /// How many values are cited, assumed and illustrative.
  var bases: [String] {
    let tally = context.tally
    var lines = ["What it rests on", "  \(tally.words); every one is in assumptions.csv"]
    let carried = context.assumptions.count(where: \.isCarriedOn)
    if carried > 0 {
      lines.append(
        "  \(carried) are carried on past the last year that their policies cite (column carried_on)"
      )
    }
    if tally.illustrative > 0 {
      lines.append("  illustrative values are made up: replace them before quoting a figure")
    }
    return lines + [""]
  }
}
