package import FundingRules
package import FundingValues

/// What a course brings about for an employer, its accounts and its payers, in the order of days: the value
/// that a month-by-month table of one employer is made of.
package struct EmployerLedger: Sendable {
  /// One sum on one day.
  package struct Entry: Sendable, Hashable {
    /// What the sum is.
    package enum Kind: String, Sendable, Hashable {
      /// What an account held from the first day.
      case opening
      /// What a levy brought into an account, without its top-up.
      case levied
      /// What was added to what a levy brought.
      case toppedUp = "topped-up"
      /// What a payer credited to an account.
      case credited
      /// What is given by its day, or what uneven pay takes back: below zero what was taken.
      case corrected
      /// What an account paid for the course.
      case used
      /// What may be passed on to other employers in the period that holds the first day.
      case transferable
      /// What lapsed from an account, on the last day of its month.
      case expired
      /// What the employer pays from its own pocket.
      case cash
      /// What a grant pays of what accounts before it leave.
      case coInvestment = "co-investment"
      /// What any other grant pays.
      case grant
      /// What a loan pays.
      case loan
      /// What a limit has left in the window that counts on the day, in pence.
      case capLeft = "cap-left"
    }
    /// The day on which it falls.
    package let day: CivilDate
    /// What the sum is.
    package let kind: Kind
    /// The account, payer or instrument that it is of.
    package let name: String
    /// Whole pence.
    package let pence: Int64
  }
  /// The entries in the order of days; on one day what enters comes before what is paid, and what lapses
  /// comes last.
  package let entries: [Entry]

  /// The ledger of a route's quote whose costs were settled in parts, with what each account may pass on.
  package init(
    _ quote: RouteQuote, _ rules: RuleSet,
    transferable: [(day: CivilDate, account: Int, pence: Int64)] = []
  ) {
    var entries = transferable.map {
      Entry(
        day: $0.day, kind: .transferable, name: rules.accounts[$0.account].name, pence: $0.pence)
    }
    entries += quote.entries.map { entry in
      Entry(
        day: entry.day, kind: Entry.Kind(entry.kind), name: rules.accounts[entry.account].name,
        pence: entry.pence)
    }
    let dues = quote.instalments?.dues ?? []
    for cost in quote.costs {
      var hasAccount = false
      for line in cost.lines {
        if line.kind == .account { hasAccount = true }
        guard let (kind, name) = EmployerLedger.kind(line, hasAccount, rules) else { continue }
        for (number, due) in dues.enumerated() {
          let pence = line.pence(ofInstalment: number)
          if pence != 0 {
            entries.append(Entry(day: due.day, kind: kind, name: name, pence: pence))
          }
        }
      }
    }
    for room in quote.limitsLeft {
      entries.append(
        Entry(day: room.day, kind: .capLeft, name: room.instrument, pence: room.pence))
    }
    self.entries = entries.enumerated().sorted {
      ($0.element.day, $0.element.kind.order, $0.offset)
        < ($1.element.day, $1.element.kind.order, $1.offset)
    }.map(\.element)
  }

  /// What a line is to the employer; nothing for what an account pays, which its own entries tell.
  private static func kind(
    _ line: PaymentLine, _ hasAccount: Bool, _ rules: RuleSet
  ) -> (Entry.Kind, String)? {
    switch line.kind {
    case .account: return nil
    case .own:
      return line.party == employerParty ? (.cash, rules.parties[line.party].name) : nil
    case .grant, .loan:
      let name =
        line.instrument.map { rules.instruments[$0].name } ?? rules.parties[line.party].name
      return (line.kind == .loan ? .loan : hasAccount ? .coInvestment : .grant, name)
    }
  }
}

extension QuoteCase {
  /// What a route brings about for the employer day by day, after it was taken.
  package mutating func ledger(_ number: Int) throws(Missing) -> EmployerLedger {
    let dues = terms.instalments(from: date) ?? Instalments(count: 1, first: date)
    return EmployerLedger(
      try answer(number, in: dues, keepsEntries: true), rules, transferable: transferable)
  }

  /// What each of the employer's accounts may pass on in the period that holds the day; what cannot be
  /// worked out from what is given is left out.
  package var transferable: [(day: CivilDate, account: Int, pence: Int64)] {
    guard hasEmployer else { return [] }
    return rules.accounts.indices.compactMap { account in
      guard rules.accounts[account].heldByEmployer,
        let pence = try? rules.transferable(account, here)
      else { return nil }
      return (date, account, pence)
    }
  }
}

extension EmployerLedger.Entry.Kind {
  /// An account's entry.
  fileprivate init(_ kind: AccountEntry.Kind) {
    switch kind {
    case .opening: self = .opening
    case .levied: self = .levied
    case .toppedUp: self = .toppedUp
    case .credited: self = .credited
    case .corrected: self = .corrected
    case .used: self = .used
    case .expired: self = .expired
    }
  }

  /// The place among the sums of one day.
  fileprivate var order: Int {
    switch self {
    case .opening: 0
    case .transferable: 1
    case .levied: 1
    case .toppedUp: 2
    case .credited: 3
    case .corrected: 4
    case .used: 5
    case .coInvestment: 6
    case .grant: 7
    case .loan: 8
    case .cash: 9
    case .capLeft: 10
    case .expired: 11
    }
  }
}
