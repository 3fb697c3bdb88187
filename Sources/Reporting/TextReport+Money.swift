import Analysis
import FundingValues
import Simulation

extension TextReport {
  /// Who pays, in the money of the day.
  var payers: [String] {
    let always: [Measure.Holder] = [.learner, .employer, .support]
    var lines = comparison.holders(of: .paid).map { payer in
      ReportLine(
        payerWords(payer), comparison.measure(.paid, of: payer),
        isAlwaysTold: always.contains(payer))
    }
    lines.append(
      ReportLine(
        "pay during release, by employers",
        comparison.measure(.releaseWages, of: .employer), isAlwaysTold: false))
    return tables(
      "Who pays, over the whole run", "Change in who pays", lines,
      note: "In \(comparison.result.currency.words) of the day, undiscounted.")
  }

  /// What each party gets back.
  var gains: [String] {
    let always: [Measure.Holder] = [.learner, .employer, .treasury, .society]
    var lines = comparison.holders(of: .gain).map { party in
      ReportLine(
        "gain of \(party.name)", comparison.measure(.gain, of: party, .discounted),
        isAlwaysTold: always.contains(party))
    }
    let others: [(String, Measure.Quantity, Measure.Holder)] = [
      ("earnings gained by learners", .earningsGain, .learner),
      ("tax and insurance gained", .taxGain, .treasury),
      ("loan repayments", .repayments, .treasury),
      ("loans written off", .writtenOff, .treasury),
      ("loans let off", .letOff, .treasury),
      ("signalling, taken out of society's gain", .signalling, .society),
      ("displacement, taken out of society's gain", .displacement, .society),
    ]
    for (words, quantity, usual) in others {
      let party = comparison.holders(of: quantity).first ?? usual
      lines.append(
        ReportLine(
          words, comparison.measure(quantity, of: party, .discounted), isAlwaysTold: false))
    }
    let prices = "prices of \(comparison.result.priceDate)"
    return tables(
      "What each gets back", "Change in what each gets back", lines,
      note: "In \(prices), each discounted at that party's own rate."
        + (comparison.holders(of: .charged).isEmpty
          ? "" : " Levies are taken out of employers' gain."))
  }

  /// Value for money: support for each additional completer, net present value, benefits for each pound.
  var money: [String] {
    guard comparison.regimes.count > 1 else { return [] }
    let others = comparison.regimes.indices.dropFirst()
    var table = TextTable(
      "Value for money, less \(comparison.regimes[0])",
      heads: others.map { comparison.regimes[$0] })
    let words = comparison.wordsOfMoney
    func add(_ name: String, _ estimate: (Int) -> Estimate?, else other: (Int) -> String) {
      table.add(name, others.map { estimate($0).map(words.valueWithRange) ?? other($0) })
    }
    add("more support", { comparison.difference(.publicSupport, regime: $0) }, else: { _ in "" })
    add(
      "more support for each additional completer",
      { comparison.supportPerAdditionalCompletion(regime: $0) },
      else: { comparison.headline(of: $0).completers.map(nobody) ?? "" })
    add("net present social value", { comparison.netPresentValue(regime: $0) }, else: { _ in "" })
    add("public cost", { comparison.publicCost(regime: $0) }, else: { _ in "" })
    let ratio = FigureText(.count)
    table.add(
      "benefits for each unit of public cost",
      others.map { regime in
        if let found = comparison.benefitCostRatio(regime: regime) {
          return ratio.valueWithRange(found)
        }
        guard let cost = comparison.publicCost(regime: regime) else { return "" }
        if !cost.isResolved || cost.isExactlyZero { return FigureText.unresolved }
        return cost.value < 0 ? "it saves public money" : FigureText.unresolved
      })
    table.note =
      "Support: levy, grants and funds as paid, and what of loans does not come back. The rest: real, "
      + "at society's rate."
    return table.lines + acceptability + information
  }

  private func nobody(_ completers: Estimate) -> String {
    completers.isExactlyZero ? "nobody is additional" : FigureText.unresolved
  }

  /// Which regime is likeliest best, by what one more completer is held to be worth.
  private var acceptability: [String] {
    var table = TextTable(
      "Chance that each is best, by the worth of one more completer",
      heads: comparison.regimes + ["worth of knowing all"])
    table.note =
      "Best: the most completers at that worth, less support. Knowing all: at most so much, for the "
      + "\(grouped(Int64(comparison.result.learnersStandFor + 0.5))) people of the run."
    let words = comparison.wordsOfMoney
    for point in comparison.acceptability(at: Comparison.worthsOfCompleter) {
      table.add(
        words.text(point.worth, step: 1),
        point.chances.map { plain($0 * 100, places: 0) + "%" }
          + [words.text(point.perfectInformation, step: 0)])
    }
    return table.lines
  }

  /// What knowing uncertain values would be worth for a choice by net present social value.
  private var information: [String] {
    guard let found = comparison.worthOfInformation() else { return [] }
    var table = TextTable(
      "Worth of knowing before choosing by net present social value", heads: ["at most"])
    let words = comparison.wordsOfMoney
    table.add("everything", [words.text(found.whole, step: 0)])
    for part in found.parts.prefix(5) {
      table.add(part.name, [words.text(part.worth, step: 0)])
    }
    table.note =
      "For the people of the run. One value alone: the means of ten bins, less what chance shows."
    return table.lines
  }

  /// A payer in words.
  private func payerWords(_ payer: Measure.Holder) -> String {
    switch payer {
    case .learner: "learners, from their own pocket"
    case .employer: "employers, in cash"
    case .accounts: "levy accounts"
    case .grants(let party): title(party) + ", in grants"
    case .loans(let party): title(party) + ", in loans paid out"
    case .support: "support: levy, grants and funds together"
    default: payer.name
    }
  }

  /// A party as it is declared.
  private func title(_ party: String) -> String {
    comparison.result.partyTitles[party] ?? party
  }
}
