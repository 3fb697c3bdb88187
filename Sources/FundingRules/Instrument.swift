public import FundingValues

/// Where an instrument's money comes from.
public enum MoneySource: Sendable, Hashable {
  case party(Int)
  case fund(Int)
  case account(Int)
  case accountOfAnother(Int)
}

/// A grant or a loan.
public struct Instrument: Sendable {
  public var name: String
  public var title: String
  public var isLoan: Bool
  public var source: MoneySource
  /// The plan under which a loan is repaid.
  public var plan: Int?
  public var applies: DateSpan
  /// Dates count by the day of application instead of the course's start.
  public var byApplication: Bool
  public var eligible: Condition?
  public var payments: [Payment]
  public var gifts: [Gift]
  public var recoveries: [Recovery]
  /// Funds that what it pays also counts against.
  public var countsAgainst: [Int]
  public var clause: Clause
  public init(
    name: String, title: String, isLoan: Bool, source: MoneySource, plan: Int?,
    applies: DateSpan, byApplication: Bool, eligible: Condition?, payments: [Payment],
    gifts: [Gift], recoveries: [Recovery], countsAgainst: [Int], clause: Clause
  ) {
    self.name = name
    self.title = title
    self.isLoan = isLoan
    self.source = source
    self.plan = plan
    self.applies = applies
    self.byApplication = byApplication
    self.eligible = eligible
    self.payments = payments
    self.gifts = gifts
    self.recoveries = recoveries
    self.countsAgainst = countsAgainst
    self.clause = clause
  }
}

/// A stretch of days, open at either end.
public struct DateSpan: Sendable, Hashable {
  public let from: CivilDate?
  /// The last day included.
  public let to: CivilDate?
  public init(from: CivilDate?, to: CivilDate?) {
    self.from = from
    self.to = to
  }
  /// Whether a day lies within.
  public func holds(_ date: CivilDate) -> Bool {
    if let from, date < from { return false }
    if let to, date > to { return false }
    return true
  }
}

/// What an instrument pays towards one cost.
public struct Payment: Sendable {
  public enum Base: Sendable { case whole, rest, towards }
  /// The number of the cost's fact.
  public var cost: Int
  public var base: Base
  /// A share of the base, or money.
  public var amount: Formula
  public var countsAtMost: Formula?
  public var shaping: Shaping
  public var leaves: [SetAside]
  public var parts: [Part]
  public var clause: Clause
  public init(
    cost: Int, base: Base, amount: Formula, countsAtMost: Formula?, shaping: Shaping,
    leaves: [SetAside], parts: [Part], clause: Clause
  ) {
    self.cost = cost
    self.base = base
    self.amount = amount
    self.countsAtMost = countsAtMost
    self.shaping = shaping
    self.leaves = leaves
    self.parts = parts
    self.clause = clause
  }
}

/// What an instrument gives to a person, not towards a cost.
public struct Gift: Sendable {
  public var to: Int
  public var amount: Formula
  public var moment: Moment
  public var shaping: Shaping
  /// Other payers and their shares, rounded so that the whole is paid to the penny.
  public var shared: [(party: Int, share: Formula)]
  public var condition: Condition?
  public var clause: Clause
  public init(
    to: Int, amount: Formula, moment: Moment, shaping: Shaping,
    shared: [(party: Int, share: Formula)], condition: Condition?, clause: Clause
  ) {
    self.to = to
    self.amount = amount
    self.moment = moment
    self.shaping = shaping
    self.shared = shared
    self.condition = condition
    self.clause = clause
  }
}

/// The clauses that shape a payment or a gift.
public struct Shaping: Sendable {
  public var exceptions: [(amount: Formula, test: Condition, clause: Clause)] = []
  public var additions: [(amount: Formula, test: Condition, clause: Clause)] = []
  public var inAllAtMost: Formula?
  public var taper: Taper?
  public var reduction: Reduction?
  public var notBelow: Formula?
  public var inProportionTo: Formula?
  public var limits: [Limit] = []
  public var nothingBelow: Formula?
  public init() {}
}

/// A share that falls in a straight line between two points, flat outside them.
public struct Taper: Sendable {
  public let fromShare: Formula
  public let fromPoint: Formula
  public let toShare: Formula
  public let toPoint: Formula
  public let of: Int
  public init(
    fromShare: Formula, fromPoint: Formula, toShare: Formula, toPoint: Formula, of: Int
  ) {
    self.fromShare = fromShare
    self.fromPoint = fromPoint
    self.toShare = toShare
    self.toPoint = toPoint
    self.of = of
  }
}

/// So much off for every whole step of a fact above a point.
public struct Reduction: Sendable {
  public let by: Formula
  public let forEach: Formula
  public let of: Int
  public let above: Formula
  public init(by: Formula, forEach: Formula, of: Int, above: Formula) {
    self.by = by
    self.forEach = forEach
    self.of = of
    self.above = above
  }
}

/// A most that may be paid, alone or for each person or firm in a period.
public struct Limit: Sendable {
  public enum Scope: Sendable, Hashable {
    /// For one course.
    case course
    case learner(Period)
    case employer(Period)
    /// For each person in any so many years running.
    case learnerInAnyYears(Int)
    case employerInAnyYears(Int)
  }
  /// Its number; limits shared by several instruments have one number.
  public let number: Int
  public let amount: Formula
  /// For a limit in credits, hours or time: the course's fact that uses it up.
  public let quantity: Int?
  public let scope: Scope
  public let condition: Condition?
  public let clause: Clause
  public init(
    number: Int, amount: Formula, quantity: Int?, scope: Scope, condition: Condition?,
    clause: Clause
  ) {
    self.number = number
    self.amount = amount
    self.quantity = quantity
    self.scope = scope
    self.condition = condition
    self.clause = clause
  }
}

/// Money left to a party by `leaves at least`.
public struct SetAside: Sendable {
  public let amount: Formula
  public let party: Int
  public let condition: Condition?
  public init(amount: Formula, party: Int, condition: Condition?) {
    self.amount = amount
    self.party = party
    self.condition = condition
  }
}

/// Something that happens to an enrolment.
public enum EnrolmentEvent: String, Sendable, Hashable {
  case start, completion, withdrawal, outcome, separation
}

/// When money moves.
public enum Moment: Sendable {
  case on(EnrolmentEvent)
  case after(Formula)
  case each(Period)
}

/// A share of a payment and when it is paid.
public struct Part: Sendable {
  public let share: Formula
  public let moment: Moment
  public let backTo: Int?
  public init(share: Formula, moment: Moment, backTo: Int?) {
    self.share = share
    self.moment = moment
    self.backTo = backTo
  }
}

/// A share taken back when something happens in time.
public struct Recovery: Sendable {
  public let share: Formula
  public let from: Int
  public let event: EnrolmentEvent
  /// A span in years, or nothing for ever.
  public let within: Formula?
  public init(share: Formula, from: Int, event: EnrolmentEvent, within: Formula?) {
    self.share = share
    self.from = from
    self.event = event
    self.within = within
  }
}
