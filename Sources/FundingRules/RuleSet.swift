public import FundingValues

/// Everything one regime is made of, numbered: what instruments, accounts, funds and routes do.
public struct RuleSet: Sendable {
  /// The names of the facts, by their numbers in a frame.
  public var facts: FactTable
  public var parameters: [ParameterRule] = []
  /// Who may pay or be paid; the first four are learner, employer, provider and society.
  public var parties: [Party] = []
  public var instruments: [Instrument] = []
  public var plans: [RepaymentPlan] = []
  public var taxes: [Tax] = []
  public var levies: [Levy] = []
  public var accounts: [Account] = []
  public var funds: [Fund] = []
  public var routes: [Route] = []
  /// Facts worked out from others, in an order in which each needs only earlier ones.
  public var derived: [DerivedFact] = []
  /// How many limits there are; each has its own number.
  public var limitCount = 0
  /// The year in which taxes, levies and plans are reckoned that name no year of their own: the declared
  /// `tax-year`, or the British one.
  public var taxYear = Period.taxYear
  public var name = ""
  public var title = ""

  /// A rule set with nothing in it but its facts.
  public init(facts: FactTable) { self.facts = facts }

  /// The number of a party.
  public func party(named name: String) -> Int? { parties.firstIndex { $0.name == name } }

  /// What is really missing when a fact is: the fact itself, or what it is worked out from lacks.
  public func origin(of missing: Missing, _ here: Circumstances) -> Missing {
    guard case .fact(let fact) = missing, let found = derived.first(where: { $0.fact == fact })
    else { return missing }
    do throws(Missing) {
      switch found.definition {
      case .formula(let formula): _ = try here.value(of: formula)
      case .test(let test): _ = try here.holds(test)
      }
    } catch {
      return error == missing ? missing : origin(of: error, here)
    }
    return missing
  }

  /// Failed tests, each of a fact worked out by a test followed by what fails in that.
  public func explained(_ failures: [Failure], _ here: Circumstances) -> [Failure] {
    failures.flatMap { failure -> [Failure] in
      guard failure.value == .zero, !failure.rulesOut,
        let found = derived.first(where: { $0.fact == failure.fact }),
        case .test(let test) = found.definition, let below = try? here.failures(of: test)
      else { return [failure] }
      return [failure] + explained(below, here)
    }
  }

  /// Fills in the facts that `derive` defines, as far as what they need is given.
  public func derive(_ frame: inout Frame, values: ParameterValues, on date: CivilDate) {
    var here = Circumstances(frame: frame, values: values, date: date)
    here.derive(derived)
    frame = here.frame
  }
}

extension Circumstances {
  /// Fills in facts worked out from others, each as far as what it needs is given.
  public mutating func derive(_ facts: [DerivedFact]) {
    for fact in facts {
      switch fact.definition {
      case .formula(let formula): frame[fact.fact] = try? value(of: formula)
      case .test(let test): frame[fact.fact] = (try? holds(test)).map { $0 ? .one : .zero }
      }
    }
  }
}

extension RuleSet {
  /// The facts worked out from any of some facts, directly or through others, in their order.
  public func derived(from facts: Set<Int>) -> [DerivedFact] {
    var moved = facts
    return derived.filter { fact in
      var read: [Int]
      var numbers: [Int]
      switch fact.definition {
      case .formula(let formula): (read, numbers) = (formula.facts, formula.parameters)
      case .test(let test): (read, numbers) = (test.facts, test.parameters)
      }
      var seen = Set(numbers)
      while let number = numbers.popLast() {
        read += parameters[number].keys
        for formula in parameters[number].bounds {
          read += formula.facts
          numbers += formula.parameters.filter { seen.insert($0).inserted }
        }
      }
      guard read.contains(where: moved.contains) else { return false }
      moved.insert(fact.fact)
      return true
    }
  }
}

/// The number of the learner among parties.
public let learnerParty = 0
/// The number of the employer among parties.
public let employerParty = 1
/// The number of the provider among parties.
public let providerParty = 2
/// The number of society among parties: the sum of all, never a payer.
public let societyParty = 3

/// Someone who may pay or be paid.
public struct Party: Sendable, Hashable {
  public let name: String
  public let title: String
  public init(name: String, title: String) {
    self.name = name
    self.title = title
  }
}

/// The facts of a program, numbered.
public struct FactTable: Sendable {
  /// What a fact holds, for reading and writing it.
  public enum Kind: Sendable, Hashable {
    case money, moneyPerYear, share, sharePerYear, count, number, credits, hours, years, days
    case date, truth
    case category(String)
    case other
  }
  public private(set) var names: [String] = []
  public private(set) var kinds: [Kind] = []
  public private(set) var numbers: [String: Int] = [:]
  /// The values of each category.
  public var categories: [String: [String]] = [:]

  /// A table with nothing in it.
  public init() {}

  /// The number of a fact, added if it is new.
  public mutating func number(of name: String, _ kind: Kind) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    kinds.append(kind)
    return names.count - 1
  }

  /// How many facts there are.
  public var count: Int { names.count }

  /// The number of a fact that is in the table.
  public subscript(name: String) -> Int? { numbers[name] }
}

/// A fact worked out from others.
public struct DerivedFact: Sendable {
  public enum Definition: Sendable {
    case formula(Formula)
    case test(Condition)
  }
  public let fact: Int
  public let definition: Definition
  public init(fact: Int, definition: Definition) {
    self.fact = fact
    self.definition = definition
  }
}

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

/// One way of paying for a course.
public struct Route: Sendable {
  public struct Rest: Sendable {
    public let party: Int
    public let condition: Condition?
    public let recoveries: [Recovery]
    public init(party: Int, condition: Condition?, recoveries: [Recovery]) {
      self.party = party
      self.condition = condition
      self.recoveries = recoveries
    }
  }
  /// Who pays one cost, in which order.
  public struct Stack: Sendable {
    public let cost: Int
    public let costName: String
    public var instruments: [Int]
    public let rests: [Rest]
    /// Whether the cost arises once for all that an employer applies for together.
    public let eachApplication: Bool
    public init(
      cost: Int, costName: String, instruments: [Int], rests: [Rest], eachApplication: Bool = false
    ) {
      self.cost = cost
      self.eachApplication = eachApplication
      self.costName = costName
      self.instruments = instruments
      self.rests = rests
    }
  }
  public var name: String
  public var title: String
  /// The number of the route's name in the category of routes.
  public var code: Int
  public var needsEmployer: Bool
  public var applies: DateSpan
  public var openWhen: Condition?
  public var stacks: [Stack] { didSet { named = Route.named(stacks, also) } }
  public var also: [Int] { didSet { named = Route.named(stacks, also) } }
  /// The instruments of its stacks and besides them, each once, in the order of their numbers.
  public private(set) var named: [Int]
  public var clause: Clause

  private static func named(_ stacks: [Stack], _ also: [Int]) -> [Int] {
    Set(stacks.flatMap(\.instruments) + also).sorted()
  }

  public init(
    name: String, title: String, code: Int, needsEmployer: Bool, applies: DateSpan,
    openWhen: Condition?, stacks: [Stack], also: [Int], clause: Clause
  ) {
    self.name = name
    self.title = title
    self.code = code
    self.needsEmployer = needsEmployer
    self.applies = applies
    self.openWhen = openWhen
    self.stacks = stacks
    self.also = also
    named = Route.named(stacks, also)
    self.clause = clause
  }
}

/// The terms on which loans are repaid.
public struct RepaymentPlan: Sendable {
  public var name: String
  public var title: String
  public var rate: Formula
  public var of: Int
  public var threshold: Formula
  public var oneDeductionWith: [Int]
  /// How payroll rounds what it takes in a pay period.
  public var rounding: Rounding?
  public var startsDay: Int
  public var startsMonth: Int
  /// The day after which the first repayment falls due: a fact, as a rule the end of the course.
  public var startsAfter: Int
  public var interest: Formula
  /// A span in years.
  public var writtenOffAfter: Formula
  public init(
    name: String, title: String, rate: Formula, of: Int, threshold: Formula,
    oneDeductionWith: [Int], rounding: Rounding?, startsDay: Int, startsMonth: Int,
    startsAfter: Int, interest: Formula, writtenOffAfter: Formula
  ) {
    self.name = name
    self.title = title
    self.rate = rate
    self.of = of
    self.threshold = threshold
    self.oneDeductionWith = oneDeductionWith
    self.rounding = rounding
    self.startsDay = startsDay
    self.startsMonth = startsMonth
    self.startsAfter = startsAfter
    self.interest = interest
    self.writtenOffAfter = writtenOffAfter
  }
}

/// A tax or a contribution with bands.
public struct Tax: Sendable {
  public var name: String
  public var title: String
  /// Who pays it.
  public var on: Int
  public var to: Int
  public var applies: DateSpan
  public var due: Condition?
  public var assessedOn: Int
  public var period: Period
  public var freeUpTo: Formula?
  public var freeReduction: Reduction?
  /// Rates and upper limits of all bands but the last.
  public var bands: [(rate: Formula, upTo: Formula)]
  /// Whether limits are figures of the pay period itself instead of a year's.
  public var limitsByPeriod: Bool
  public var restRate: Formula
  public var relief: Limit?
  public var rounding: Rounding?
  public init(
    name: String, title: String, on: Int, to: Int, applies: DateSpan, due: Condition?,
    assessedOn: Int, period: Period, freeUpTo: Formula?, freeReduction: Reduction?,
    bands: [(rate: Formula, upTo: Formula)], limitsByPeriod: Bool, restRate: Formula,
    relief: Limit?, rounding: Rounding?
  ) {
    self.name = name
    self.title = title
    self.on = on
    self.to = to
    self.applies = applies
    self.due = due
    self.assessedOn = assessedOn
    self.period = period
    self.freeUpTo = freeUpTo
    self.freeReduction = freeReduction
    self.bands = bands
    self.limitsByPeriod = limitsByPeriod
    self.restRate = restRate
    self.relief = relief
    self.rounding = rounding
  }
}

/// A charge on employers that fills an account.
public struct Levy: Sendable {
  public var name: String
  public var title: String
  public var applies: DateSpan
  public var due: Condition?
  public var rate: Formula
  public var of: Int
  public var less: Formula?
  /// The least that is charged, before `forEach`.
  public var notBelow: Formula?
  /// The most that is charged, before `forEach`.
  public var upTo: Formula?
  /// The number of a count by which the charge is multiplied.
  public var forEach: Int?
  /// How the whole is rounded.
  public var rounding: Rounding?
  public var collectedEach: Period
  public var account: Int?
  public var fund: Int?
  /// The party that it goes to at once, where no account or fund holds it.
  public var payer: Int?
  public var inProportionTo: Formula?
  public var restTo: Int?
  public init(
    name: String, title: String, applies: DateSpan, due: Condition?, rate: Formula, of: Int,
    less: Formula?, collectedEach: Period, account: Int?, fund: Int?, payer: Int?,
    inProportionTo: Formula?, restTo: Int?
  ) {
    self.name = name
    self.title = title
    self.applies = applies
    self.due = due
    self.rate = rate
    self.of = of
    self.less = less
    self.collectedEach = collectedEach
    self.account = account
    self.fund = fund
    self.payer = payer
    self.inProportionTo = inProportionTo
    self.restTo = restTo
  }
}

/// Money stamped with its day, held for someone.
public struct Account: Sendable {
  public struct Credit: Sendable {
    public let amount: Formula
    /// Nothing for `once`.
    public let each: Period?
    public let from: Int
    public let condition: Condition?
    public init(amount: Formula, each: Period?, from: Int, condition: Condition?) {
      self.amount = amount
      self.each = each
      self.from = from
      self.condition = condition
    }
  }
  public var name: String
  public var title: String
  public var heldByEmployer: Bool
  public var opens: Condition?
  public var opensWith: (amount: Formula, on: CivilDate)?
  public var credits: [Credit]
  public var topUp: (share: Formula, from: Int)?
  public var holdsAtMost: Formula?
  public var creditedAtMost: Formula?
  /// A span in years, read on the day the money enters.
  public var expiresAfter: Formula?
  public var oldestFirst: Bool
  public var lapsesTo: Int?
  public var transfers: (share: Formula, ofLast: Period, ranks: [Rank])?
  public var countsAgainst: [Int]
  public init(
    name: String, title: String, heldByEmployer: Bool, opens: Condition?,
    opensWith: (amount: Formula, on: CivilDate)?, credits: [Credit],
    topUp: (share: Formula, from: Int)?, holdsAtMost: Formula?, creditedAtMost: Formula?,
    expiresAfter: Formula?, oldestFirst: Bool, lapsesTo: Int?,
    transfers: (share: Formula, ofLast: Period, ranks: [Rank])?, countsAgainst: [Int]
  ) {
    self.name = name
    self.title = title
    self.heldByEmployer = heldByEmployer
    self.opens = opens
    self.opensWith = opensWith
    self.credits = credits
    self.topUp = topUp
    self.holdsAtMost = holdsAtMost
    self.creditedAtMost = creditedAtMost
    self.expiresAfter = expiresAfter
    self.oldestFirst = oldestFirst
    self.lapsesTo = lapsesTo
    self.transfers = transfers
    self.countsAgainst = countsAgainst
  }
}

/// A finite budget and the order in which it is shared out.
public struct Fund: Sendable {
  public enum WhenSpent: String, Sendable { case refuses, partPays, queues }
  public var name: String
  public var title: String
  public var heldBy: Int
  /// The budget of a period, or nothing when a levy fills the fund.
  public var budget: Formula?
  public var period: Period
  public var filledByLevy: Int?
  public var carriesForward: Formula?
  public var reserves: [(amount: Formula, test: Condition)]
  public var ranks: [Rank]
  public var whenSpent: WhenSpent
  public init(
    name: String, title: String, heldBy: Int, budget: Formula?, period: Period,
    filledByLevy: Int?, carriesForward: Formula?,
    reserves: [(amount: Formula, test: Condition)], ranks: [Rank], whenSpent: WhenSpent
  ) {
    self.name = name
    self.title = title
    self.heldBy = heldBy
    self.budget = budget
    self.period = period
    self.filledByLevy = filledByLevy
    self.carriesForward = carriesForward
    self.reserves = reserves
    self.ranks = ranks
    self.whenSpent = whenSpent
  }
}

/// One line of an order of claims.
public enum Rank: Sendable {
  /// Those who meet a condition first.
  case when(Condition)
  case lowest(Int)
  case highest(Int)
  case earliest(Int)
  case lot
}
