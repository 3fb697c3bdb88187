extension Checker {
  /// Checks an account: what comes in, what it may hold and what goes out.
  mutating func check(_ account: AccountSyntax) {
    check(account.about)
    if !requiresHolder(account.heldBy) { requireRecord(account.heldBy) }
    if let opens = account.opens { check(opens, certain: "`opens`") }
    if let with = account.opensWith { require(with.amount, .money, "what the account opens with") }
    for credit in account.credits {
      require(credit.amount, .money, "what is credited")
      if let period = credit.each { requirePeriod(period) }
      requirePayer(credit.from, "an account is credited by")
      if let test = credit.condition { check(test, certain: "`credited`") }
    }
    if let share = account.toppedUpBy { require(share, .share, "a top-up") }
    if let payer = account.toppedUpFrom { requirePayer(payer, "an account is topped up by") }
    if let most = account.holdsAtMost { require(most, .money, "the most an account holds") }
    if let most = account.creditedAtMost { require(most, .money, "the most that is ever credited") }
    if let span = account.expiresAfter { requireSpan(span, "the time after which money expires") }
    if let payer = account.lapsesTo { requirePayer(payer, "what an account holds lapses to") }
    if let transfers = account.transfersUpTo {
      require(transfers.share, .share, "what others may draw")
      requirePeriod(transfers.ofLast)
    }
    if let rations = account.rations { check(rations, "the account") }
    for fund in account.countsAgainst { resolve(fund, as: "a fund", where: \.isFund) }
  }

  private mutating func requiresHolder(_ name: NameSyntax) -> Bool {
    if program.records[name.text] != nil { return true }
    guard case .found(let id) = program.lookup(name.text, from: unit, where: \.isPayer) else {
      return false
    }
    keep(id, name.span)
    return true
  }

  /// Checks a fund: its income and the order in which it is shared out.
  mutating func check(_ fund: FundSyntax) {
    check(fund.about)
    requireParty(fund.heldBy)
    switch fund.income {
    case .budget(let amount, let period):
      require(amount, .money, "the budget of a fund")
      if let period { requirePeriodOrRound(period, of: fund) }
    case .filledBy(let levy):
      if let id = resolve(levy, as: "a levy", where: \.isLevy) { requireFilling(fund, levy, id) }
    }
    if let with = fund.opensWith { checkOpening(fund, with.amount) }
    if let most = fund.carriesForward {
      require(most, .money, "what is carried forward")
    }
    for reserve in fund.reserves {
      require(reserve.amount, .money, "what is reserved")
      check(reserve.test, certain: "`reserves`")
    }
    check(fund.rations, "the fund")
    checkRounds(fund)
  }

  private mutating func requirePeriodOrRound(_ name: NameSyntax, of fund: FundSyntax) {
    if name.text == "round" {
      if !fund.rounds.isEmpty { return }
      report(
        "P0601", "`\(fund.name.text)` has a budget each round, but no rounds",
        at: Label(name.span, "no `round` is declared"), with: [Label(fund.name.span, "fund")])
      return
    }
    requirePeriod(name)
  }

  private mutating func requireFilling(_ fund: FundSyntax, _ name: NameSyntax, _ id: Int) {
    guard case .levy(let levy) = program.declarations[id].syntax else { return }
    if levy.into.text == fund.name.text || levy.restTo?.text == fund.name.text { return }
    if levy.then.contains(where: { $0.into.text == fund.name.text }) { return }
    report(
      "P0601", "`\(fund.name.text)` is filled by `\(name.text)`, which pays into something else",
      at: Label(name.span, "the fund would stay empty"),
      with: [Label(levy.into.span, "pays into this")])
  }

  private mutating func checkOpening(_ fund: FundSyntax, _ amount: ExpressionSyntax) {
    require(amount, .money, "what the fund opens with")
    guard case .budget(_, let each?) = fund.income, each.text == "round" else { return }
    report(
      "P0601", "`\(fund.name.text)` has its money by rounds, so it does not open with any",
      at: Label(amount.span, "a day outside the rounds"), with: [Label(each.span, "each round")],
      help: "put it into the budget of the round that holds the day")
  }

  private mutating func checkRounds(_ fund: FundSyntax) {
    var known: Set<String> = []
    for round in fund.rounds {
      if !known.insert(round.name.text).inserted {
        report(
          "P0303", "the round `\(round.name.text)` is declared twice",
          at: Label(round.name.span, "declared again"))
      }
    }
  }

  /// Checks a limit that several instruments share.
  mutating func check(_ limit: SharedLimitSyntax) {
    check(limit.limit, of: "what they pay together", because: nil)
    for (index, name) in limit.on.enumerated() {
      resolve(name, as: "a grant or loan", where: \.isInstrument)
      if limit.on[..<index].contains(where: { $0.text == name.text }) {
        report("P0303", "`\(name.text)` is said twice", at: Label(name.span, "said again"))
      }
    }
  }
}
