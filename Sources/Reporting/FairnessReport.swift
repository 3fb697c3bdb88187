public import FundingValues
public import Quoting
public import Simulation

/// How differently one person on one course is treated by route, where nobody pays, and where a little more of a
/// fact changes much.
public struct FairnessReport: Sendable {
  let fairness: Fairness
  let currency: Currency

  /// A report of what was found, in a currency.
  public init(_ fairness: Fairness, in currency: Currency) {
    self.fairness = fairness
    self.currency = currency
  }

  private func money(_ pence: Int64) -> String {
    FigureText(.money, in: currency).text(
      Double(pence) / Double(currency.minorUnits), step: 1)
  }

  private func percent(_ share: Double) -> String { plain(share * 100, places: 0) + "%" }

  /// The lines below the answer.
  public var lines: [String] { spread + groups + cliffs }

  private var spread: [String] {
    var table = TextTable(
      "The same person on the same course, by route",
      heads: [
        "have two\nroutes", "apart,\nmedian", "apart,\nat most", "cheapest there",
        "dearest there", "no public\nmoney", "two kinds\nof it",
      ])
    table.note =
      "Apart: what the dearest open route asks of the learner above the cheapest, cash and loan. Of "
      + "\(fairness.people) people."
    for each in fairness.spreads {
      table.add(
        "\(each.regime), \(each.offer)",
        [
          percent(each.haveAChoice), money(each.median), money(each.greatest), each.cheapest,
          each.dearest, percent(each.nobodyPays), percent(each.overlap),
        ])
    }
    let widest = fairness.spreads.max { $0.greatest < $1.greatest }
    guard let widest, widest.greatest > 0 else { return table.lines }
    return table.lines.dropLast() + [
      "  Furthest apart, \(widest.offer) under \(widest.regime): \(widest.who)", "",
    ]
  }

  private var groups: [String] {
    let regimes = unique(fairness.spreads.map(\.regime))
    let offers = unique(fairness.spreads.map(\.offer))
    return offers.flatMap { offer -> [String] in
      let own = fairness.spreads.filter { $0.offer == offer }
      var table = TextTable(
        "Given on the most generous open route, mean, for \(offer)", heads: regimes)
      for group in own.first?.groups ?? [] {
        table.add(
          "\(group.by) \(group.level)",
          regimes.map { regime in
            own.first { $0.regime == regime }?.groups.first {
              $0.by == group.by && $0.level == group.level
            }.map { money($0.given) } ?? ""
          })
      }
      return table.lines
    }
  }

  private var cliffs: [String] {
    guard !fairness.cliffs.isEmpty else {
      return ["No cliff edge: nowhere does a little more of a fact change what is given.", ""]
    }
    var lines = ["Cliff edges: where a little more of a fact changes what is given"]
    for cliff in fairness.cliffs.prefix(12) {
      lines.append(
        "  \(cliff.fact) at \(cliff.at): \(money(cliff.below)) below, \(money(cliff.above)) above "
          + "(\(cliff.offer), \(cliff.regime), \(cliff.route))")
      lines.append("    \(cliff.instrument), \(cliff.clause)")
    }
    if fairness.cliffs.count > 12 {
      lines.append("  and \(fairness.cliffs.count - 12) more in fairness.csv")
    }
    return lines + [""]
  }

  private func unique(_ names: [String]) -> [String] {
    var found: [String] = []
    for name in names where !found.contains(name) { found.append(name) }
    return found
  }

  /// Everything found, one row each.
  public var table: CSVTable {
    var table = CSVTable(
      file: "fairness.csv", title: "The same person by route, gaps, overlaps and cliff edges",
      columns: [
        .init("regime", .string, "name of the regime"),
        .init("offer", .string, "course"),
        .init("finding", .string, "what the row tells"),
        .init("route", .string, "route, or the two at the ends"),
        .init("fact", .string, "fact, or what people are told apart by"),
        .init("level", .string, "the value of it"),
        .init("value", .number, "pounds, or a share of people"),
        .init("other_value", .number, "pounds on the other side of a cliff edge"),
        .init("place", .string, "instrument and place in the policy text"),
      ])
    func pounds(_ pence: Int64) -> String { plain(Double(pence) / 100, places: 2) }
    for each in fairness.spreads {
      func add(_ finding: String, _ route: String, _ value: String) {
        table.add([each.regime, each.offer, finding, route, "", "", value, "", ""])
      }
      add("share-with-two-routes", "", plain(each.haveAChoice, places: 6))
      add("median-apart", "", pounds(each.median))
      add("most-apart", "\(each.cheapest) to \(each.dearest)", pounds(each.greatest))
      add("share-without-public-money", "", plain(each.nobodyPays, places: 6))
      add("share-with-two-kinds", "", plain(each.overlap, places: 6))
      for group in each.groups {
        table.add([
          each.regime, each.offer, "mean-given", "", group.by, group.level, pounds(group.given), "",
          "",
        ])
      }
    }
    for cliff in fairness.cliffs {
      table.add([
        cliff.regime, cliff.offer, "cliff-edge", cliff.route, cliff.fact, cliff.at,
        pounds(cliff.below), pounds(cliff.above), "\(cliff.instrument), \(cliff.clause)",
      ])
    }
    return table
  }
}
