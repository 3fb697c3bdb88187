package import FundingRules

extension RuleSet {
  /// The places that the regime's rules and values stand at.
  package var places: [String] {
    var found = routes.map(\.clause.place) + instruments.map(\.clause.place)
    for parameter in parameters {
      for row in parameter.rows { found += row.steps.map(\.place) }
    }
    return found
  }

  /// Who pays a line: an account by its own name, else the party behind the money.
  package func payer(_ party: Int, _ source: MoneySource?, _ kind: PaymentKind) -> String {
    RuleSet.paying(source, kind).map { accounts[$0].name } ?? parties[party].name
  }

  /// The account that pays a line, if one does.
  package static func paying(_ source: MoneySource?, _ kind: PaymentKind) -> Int? {
    switch source {
    case .account(let account)? where kind == .account,
      .accountOfAnother(let account)? where kind == .account:
      account
    default: nil
    }
  }

  /// The running figures that a case may give.
  package var figureNames: Set<String> {
    Set(
      accounts.map { $0.name + ".balance" } + funds.map { $0.name + ".left" }
        + instruments.flatMap { [$0.name + ".paid", $0.name + ".left"] })
  }

  /// Every party that may pay in the regime: learner, employer, its accounts, and who stands behind
  /// its instruments.
  package var payers: [String] {
    var found = [parties[learnerParty].name, parties[employerParty].name]
    for number in Set(routes.flatMap { $0.stacks.flatMap(\.instruments) + $0.also }).sorted() {
      let instrument = instruments[number]
      let name: String
      switch instrument.source {
      case .account(let account), .accountOfAnother(let account): name = accounts[account].name
      case .fund(let fund): name = parties[funds[fund].heldBy].name
      case .party(let party): name = parties[party].name
      }
      if !found.contains(name) { found.append(name) }
    }
    return found
  }
}
