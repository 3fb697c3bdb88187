import Analysis
import FundingValues
import Simulation

extension BriefReport {
  /// Who pays more and less under one regime than under the baseline: the three largest changes.
  func pays(_ regime: Int) -> String {
    guard regime > 0 else { return "" }
    let changes = comparison.holders(of: .paid).filter { $0 != .support }.compactMap {
      holder -> (Double, String)? in
      guard let measure = comparison.measure(.paid, of: holder),
        let change = comparison.difference(measure, regime: regime)
      else { return nil }
      return words(change, payer(holder), payingMore(holder))
    }
    return together(
      changes, regime,
      "(\(comparison.result.currency.words) of the day, not discounted)")
  }

  /// Who gains more and less under one regime than under the baseline: the three largest changes.
  func gains(_ regime: Int) -> String {
    guard regime > 0 else { return "" }
    let changes = comparison.holders(of: .gain).compactMap { holder -> (Double, String)? in
      guard holder != .party("provider"),
        let measure = comparison.measure(.gain, of: holder, .discounted),
        let change = comparison.difference(measure, regime: regime)
      else { return nil }
      return words(change, holder == .society ? "society in all" : payer(holder), "")
    }
    return together(
      changes, regime,
      "(\(comparison.result.priceDate.monthAndYear) prices, own rates)")
  }

  private func together(_ changes: [(Double, String)], _ regime: Int, _ terms: String) -> String {
    let sorted = changes.sorted { $0.0 > $1.0 }.prefix(3).map(\.1)
    let text = sorted.isEmpty ? "no change can be told from zero" : sorted.joined(separator: "; ")
    return "under \(comparison.quotedTitle(of: regime)): \(text) \(terms)"
  }

  /// A change that can be told from zero, with its size to sort by.
  private func words(_ change: Estimate, _ who: String, _ how: String) -> (Double, String)? {
    guard change.isResolved, !change.isExactlyZero, let seen = change.seen else { return nil }
    let money = comparison.wordsOfMoney.text(seen.value.magnitude, step: seen.step)
    return (seen.value.magnitude, "\(who) \(money) \(seen.value < 0 ? "less" : "more")\(how)")
  }

  /// A payer in words, with the form in which it pays.
  func payerInFull(_ holder: Measure.Holder) -> String {
    payer(holder).firstCapital + payingMore(holder).replacing(" in ", with: ", in ")
  }

  private func payingMore(_ holder: Measure.Holder) -> String {
    switch holder {
    case .loans: " in loans"
    case .grants: " in grants"
    default: ""
    }
  }

  /// A party in words.
  func payer(_ holder: Measure.Holder) -> String {
    switch holder {
    case .learner: return "learners"
    case .employer: return "employers"
    case .accounts: return "levy accounts"
    case .grants(let party), .loans(let party), .party(let party):
      return comparison.result.partyTitles[party] ?? party
    default: return holder.name
    }
  }

  /// The parameters that explain most of the spread of the headline figure.
  var drivers: String {
    let drivers = Drivers(comparison)
    guard !drivers.figure.isEmpty, !comparison.result.uncertain.isEmpty else { return "" }
    if drivers.shares.isEmpty {
      let least = grouped(Int64(2 * leastPairsForShares))
      return "not known: shares of the spread need \(least) draws or more, and a figure that varies"
    }
    let clear = drivers.shares.filter(\.isResolved).prefix(4)
    if clear.isEmpty { return "none of the uncertain parameters stands out" }
    let named = clear.map { "\(BriefReport.words($0.name)) (\(plain($0.share * 100, places: 0))%)" }
    return "\(named.joined(separator: ", ")) of the spread in \(drivers.figureInWords)"
  }

  /// What a reader must know of the run's own limits.
  var doubts: String {
    var doubts: [String] = []
    let carried = context.assumptions.count(where: \.isCarriedOn)
    if carried > 0 {
      doubts.append(
        "\(carried) values are carried on past the last year that their policies cite")
    }
    let warnings = comparison.result.warnings
    if !warnings.isEmpty {
      let noun = warnings.count == 1 ? "1 warning" : "\(warnings.count) warnings"
      doubts.append("\(noun) (`--tables basis`)")
    }
    doubts.append("the sample of people is one of many, its error not measured")
    return doubts.joined(separator: "; ")
  }
}
