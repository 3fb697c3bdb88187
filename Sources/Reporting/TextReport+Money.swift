import Analysis
import FundingValues
import Simulation

extension TextReport {
  /// Who pays, in the money of the day.
  var payers: [String] {
    let always = ["learner", "employer", supportParty]
    var lines = comparison.parties(of: "paid").map { party in
      ReportLine(
        payerWords(party), comparison.measure("paid", party: party),
        isAlwaysTold: always.contains(party))
    }
    lines.append(
      ReportLine(
        "pay during release, by employers",
        comparison.measure("release-wages", party: "employer"), isAlwaysTold: false))
    return tables(
      "Who pays, over the whole run", "Change in who pays", lines,
      note: "In \(comparison.result.currency.words) of the day, undiscounted.")
  }

  /// What each party gets back.
  var gains: [String] {
    let always = ["learner", "employer", "treasury", "society"]
    var lines = comparison.parties(of: "gain").map { party in
      ReportLine(
        "gain of \(party)", comparison.measure("gain", party: party, .discounted),
        isAlwaysTold: always.contains(party))
    }
    let others: [(String, String, String)] = [
      ("earnings gained by learners", "earnings-gain", "learner"),
      ("tax and insurance gained", "tax-gain", "treasury"),
      ("loan repayments", "repayments", "treasury"),
      ("loans written off", "written-off", "treasury"),
      ("loans let off", "let-off", "treasury"),
      ("signalling, taken out of society's gain", "signalling", "society"),
      ("displacement, taken out of society's gain", "displacement", "society"),
    ]
    for (words, name, usual) in others {
      let party = comparison.parties(of: name).first ?? usual
      lines.append(
        ReportLine(
          words, comparison.measure(name, party: party, .discounted), isAlwaysTold: false))
    }
    let date = comparison.result.priceDate
    let prices = date.isEmpty ? "real prices" : "prices of \(date)"
    return tables(
      "What each gets back", "Change in what each gets back", lines,
      note: "In \(prices), each discounted at that party's own rate."
        + (comparison.parties(of: "charged").isEmpty
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
        guard let additional = comparison.measure("additional-completions"),
          let estimate = comparison.total(additional, regime: regime)
        else { return "" }
        return estimate.isExactlyZero ? "nobody is additional" : FigureText.unresolved
      })
    if let society = comparison.measure("gain", party: "society", .discounted) {
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
  private func payerWords(_ party: String) -> String {
    switch party {
    case "learner": "learners, from their own pocket"
    case "employer": "employers, in cash"
    case "levy": "levy accounts"
    case "treasury-grant": title("treasury") + ", in grants"
    case supportParty: "support: levy, grants and funds together"
    default:
      party.hasSuffix("-loan") && comparison.result.partyTitles[party] == nil
        ? title(String(party.dropLast(5))) + ", in loans paid out" : party
    }
  }

  /// A party as it is declared.
  private func title(_ party: String) -> String {
    comparison.result.partyTitles[party] ?? party
  }
}
