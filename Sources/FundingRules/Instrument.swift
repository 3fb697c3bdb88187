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
  /// The instrument's name.
  public var name: String
  /// Its title, or its name.
  public var title: String
  /// Whether it is lent and repaid under a plan, instead of given.
  public var isLoan: Bool
  /// Where its money comes from.
  public var source: MoneySource
  /// The plan under which a loan is repaid.
  public var plan: Int?
  /// The days on which it is to be had, both ends included.
  public var applies: DateSpan
  /// Dates count by the day of application instead of the course's start.
  public var byApplication: Bool
  /// Who may have it; nothing for everyone.
  public var eligible: Condition?
  /// What it pays towards costs, one for a cost at most.
  public var payments: [Payment]
  /// What it gives to people, not towards a cost.
  public var gifts: [Gift]
  /// What it takes back; empty where nothing is.
  public var recoveries: [Recovery]
  /// Funds that what it pays also counts against.
  public var countsAgainst: [Int]
  /// Where it is declared, and its first line.
  public var clause: Clause
  /// An instrument from its parts.
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
  /// The first day included, or nothing for no beginning.
  public let from: CivilDate?
  /// The last day included.
  public let to: CivilDate?
  /// A stretch of days between two, both included.
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
  /// What the amount is a share of: the cost, or what is left of it; `towards` is a sum of pence.
  public enum Base: Sendable { case whole, rest, towards }
  /// The number of the cost's fact.
  public var cost: Int
  /// What the amount is a share of, if it is one.
  public var base: Base
  /// A share of the base, or money.
  public var amount: Formula
  /// The most pence of the cost that count; nothing where all of it does.
  public var countsAtMost: Formula?
  /// What changes the amount.
  public var shaping: Shaping
  /// What is left for others to pay.
  public var leaves: [SetAside]
  /// The parts in which it is paid; empty if it is paid whole.
  public var parts: [Part]
  /// Where its line stands, and what it says.
  public var clause: Clause
  /// A payment from its parts.
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
  /// The party that receives it, by number.
  public var to: Int
  /// Pence, each time it is given.
  public var amount: Formula
  /// When it is given, and how often.
  public var moment: Moment
  /// What changes the amount.
  public var shaping: Shaping
  /// Other payers and their shares, rounded so that the whole is paid to the penny.
  public var shared: [(party: Int, share: Formula)]
  /// Who is given it; nothing for everyone who is eligible.
  public var condition: Condition?
  /// Where its line stands, and what it says.
  public var clause: Clause
  /// A gift from its parts.
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
  /// Amounts that take the place of the first; that of the first test that holds does.
  public var exceptions: [(amount: Formula, test: Condition, clause: Clause)]
  /// Amounts that are added, all of those whose tests hold.
  public var additions: [(amount: Formula, test: Condition, clause: Clause)]
  /// The most that the amount may be after additions, in its own unit.
  public var inAllAtMost: Formula?
  /// The share that the amount is multiplied by, or nothing.
  public var taper: Taper?
  /// What is taken off by steps, or nothing.
  public var reduction: Reduction?
  /// The least that it comes to, in pence.
  public var notBelow: Formula?
  /// A share that it is multiplied by, kept between nought and one.
  public var inProportionTo: Formula?
  /// What it may come to, limits shared with other instruments included.
  public var limits: [Limit]
  /// The pence below which nothing is paid at all.
  public var nothingBelow: Formula?
  /// Nothing shaped yet.
  public init() {
    self.init(
      exceptions: [], additions: [], inAllAtMost: nil, taper: nil, reduction: nil, notBelow: nil,
      inProportionTo: nil, limits: [], nothingBelow: nil)
  }

  /// The clauses that shape an amount, from their parts.
  public init(
    exceptions: [(amount: Formula, test: Condition, clause: Clause)],
    additions: [(amount: Formula, test: Condition, clause: Clause)], inAllAtMost: Formula?,
    taper: Taper?, reduction: Reduction?, notBelow: Formula?, inProportionTo: Formula?,
    limits: [Limit], nothingBelow: Formula?
  ) {
    self.exceptions = exceptions
    self.additions = additions
    self.inAllAtMost = inAllAtMost
    self.taper = taper
    self.reduction = reduction
    self.notBelow = notBelow
    self.inProportionTo = inProportionTo
    self.limits = limits
    self.nothingBelow = nothingBelow
  }
}

/// A share that falls in a straight line between two points, flat outside them.
public struct Taper: Sendable {
  /// The share up to the first point.
  public let fromShare: Formula
  /// The first point, in the unit of the fact.
  public let fromPoint: Formula
  /// The share from the second point on.
  public let toShare: Formula
  /// The second point, in the unit of the fact.
  public let toPoint: Formula
  /// The number of the fact that it follows.
  public let of: Int
  /// A taper from its parts.
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
  /// What is taken off for each whole step: a share or pence, as the amount is.
  public let by: Formula
  /// The width of a step, in the unit of the fact.
  public let forEach: Formula
  /// The number of the fact that it follows.
  public let of: Int
  /// The point from which steps are counted.
  public let above: Formula
  /// A reduction from its parts.
  public init(by: Formula, forEach: Formula, of: Int, above: Formula) {
    self.by = by
    self.forEach = forEach
    self.of = of
    self.above = above
  }
}

/// A most that may be paid, alone or for each person or firm in a period.
public struct Limit: Sendable {
  /// What is counted together: one course, or all of a holder's courses in a period.
  public enum Scope: Sendable, Hashable {
    /// For one course.
    case course
    case learner(Period)
    case employer(Period)
    /// For each person in any so many years running.
    case learnerInAnyYears(Int)
    case employerInAnyYears(Int)
  }
  /// What a limit counts.
  public enum Counted: Sendable, Hashable {
    /// Pence.
    case money
    /// Units of a fact of the course, by its number: credits, hours or a span.
    case fact(Int)
    /// The time of a course, or the days on which a gift is given.
    case time(TimeCount)
  }
  /// Its number; limits shared by several instruments have one number.
  public let number: Int
  /// Pence, or as much of what it counts.
  public let amount: Formula
  /// What uses it up.
  public let counts: Counted
  /// What is counted together.
  public let scope: Scope
  /// When it holds; nothing for always.
  public let condition: Condition?
  /// Where its line stands, and what it says.
  public let clause: Clause
  /// A limit from its parts.
  public init(
    number: Int, amount: Formula, counts: Counted, scope: Scope, condition: Condition?,
    clause: Clause
  ) {
    self.number = number
    self.amount = amount
    self.counts = counts
    self.scope = scope
    self.condition = condition
    self.clause = clause
  }
}

extension Limit {
  /// The first day of the period that holds a day; limits of one course or of years running have one.
  func windowStart(holding day: CivilDate, courseStart: CivilDate) -> CivilDate {
    switch scope {
    case .learner(let period), .employer(let period):
      period.start(holding: day, courseStart: courseStart)
    case .course, .learnerInAnyYears, .employerInAnyYears: courseStart
    }
  }
}

/// Money left to a party by `leaves at least`.
public struct SetAside: Sendable {
  /// The pence that no instrument may pay.
  public let amount: Formula
  /// The party that they are left to, by number.
  public let party: Int
  /// When they are left; nothing for always.
  public let condition: Condition?
  /// What is set aside, from its parts.
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
  /// The part's share of the payment; the last part takes what is left.
  public let share: Formula
  /// When the part is paid; if that never comes, the provider goes without.
  public let moment: Moment
  /// The party that has laid the money out meanwhile, by number, or nothing.
  public let backTo: Int?
  /// A part from its parts.
  public init(share: Formula, moment: Moment, backTo: Int?) {
    self.share = share
    self.moment = moment
    self.backTo = backTo
  }
}

/// A share taken back when something happens in time.
public struct Recovery: Sendable {
  /// The share that is taken back of what was paid.
  public let share: Formula
  /// The party that pays it back, by number.
  public let from: Int
  /// What has to happen.
  public let event: EnrolmentEvent
  /// A span in years, or nothing for ever.
  public let within: Formula?
  /// A recovery from its parts.
  public init(share: Formula, from: Int, event: EnrolmentEvent, within: Formula?) {
    self.share = share
    self.from = from
    self.event = event
    self.within = within
  }
}
