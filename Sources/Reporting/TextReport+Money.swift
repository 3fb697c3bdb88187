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

  /// Value for money: support for each additional completer.
  var money: [String] {
    guard comparison.regimes.count > 1 else { return [] }
    var table = TextTable(
      "Value for money, less \(comparison.regimes[0])",
      heads: Array(comparison.regimes.dropFirst()))
    let words = comparison.wordsOfMoney
    table.add(
      "more support for each additional completer",
      comparison.regimes.indices.dropFirst().map { regime in
        if let estimate = comparison.supportPerAdditionalCompletion(regime: regime) {
          return words.valueWithRange(estimate)
        }
        guard let additional = comparison.measure(.completionsOf(.additional)),
          let estimate = comparison.total(additional, regime: regime)
        else { return "" }
        return estimate.isExactlyZero ? "nobody is additional" : FigureText.unresolved
      })
    if let society = comparison.measure(.gain, of: .society, .discounted) {
      table.add(
        "net present social value",
        comparison.regimes.indices.dropFirst().map { regime in
          comparison.difference(society, regime: regime).map(words.valueWithRange) ?? ""
        })
    }
    table.note = "Support is what levy accounts, grants and devolved funds pay; loans are apart."
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
