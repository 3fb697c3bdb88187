public import FundingValues

/// What held a payment down.
public enum LimitedBy: String, Sendable, Hashable {
  case cap, balance, budget, quantity, owed, least
}

/// How the payer of a line pays.
public enum PaymentKind: String, Sendable, Hashable {
  case grant, loan, account, own
}

/// When a part of a payment or a gift is paid.
public enum PaidWhen: Sendable, Hashable {
  /// On an event of the enrolment, if it comes.
  case on(EnrolmentEvent)
  /// On a day, if the learner is still there.
  case day(CivilDate)
}

/// A part of a line that is paid as something happens.
public struct ScheduledPart: Sendable, Hashable {
  /// Whole pence.
  public internal(set) var pence: Int64
  /// When it is paid; if that never comes, whoever laid it out has paid it, else the provider goes without.
  public let when: PaidWhen
  /// The party that has laid the money out meanwhile, by number, or nothing.
  public let backTo: Int?
}

/// One line of who pays what.
public struct PaymentLine: Sendable {
  /// The instrument, or nothing for what a party pays itself.
  public var instrument: Int?
  /// Whether it is given, lent, drawn from an account or paid from a party's own pocket.
  public var kind: PaymentKind
  /// Who pays: a party, a fund's or an account's holder included.
  public var party: Int
  /// The fund or account drawn on, if the money is finite.
  public var source: MoneySource?
  /// Whole pence.
  public var amount: Int64
  /// What held the amount down, or nothing if it is what the rate gives.
  public var limitedBy: LimitedBy?
  /// What the line uses of each limit: pence, or units of the limit's quantity.
  public var uses: [(limit: Int, amount: Ratio)]
  /// The clause it rests on.
  public var clause: Clause?
  /// Why it pays this, in words.
  public var because: String
  /// The pence of each instalment, counted from the first; empty where it is not paid in parts.
  public var parts: [Int64] = []
  /// The parts that are paid as things happen, which sum to the amount; empty where all is paid when due.
  public var schedule: [ScheduledPart] = []

  /// A line from its parts.
  public init(
    instrument: Int?, kind: PaymentKind, party: Int, source: MoneySource?, amount: Int64,
    limitedBy: LimitedBy? = nil, uses: [(limit: Int, amount: Ratio)] = [],
    clause: Clause? = nil, because: String = ""
  ) {
    self.instrument = instrument
    self.kind = kind
    self.party = party
    self.source = source
    self.amount = amount
    self.limitedBy = limitedBy
    self.uses = uses
    self.clause = clause
    self.because = because
  }
}
