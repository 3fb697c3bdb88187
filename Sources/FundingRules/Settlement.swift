public import FundingValues

/// What is left for a case of the finite things that rules draw on.
///
/// This one has everything without end: subclasses say what accounts hold, funds have left and limits
/// have used.
open class Standing {
  /// A standing in which nothing is finite and nothing is used.
  public init() {}
  /// The pence in an account of the case's own holder.
  open func balance(ofAccount account: Int) -> Int64 { 0 }
  /// The pence that another holder's accounts would pass on.
  open func transferable(ofAccount account: Int) -> Int64 { 0 }
  /// The pence left in a fund, or nothing if it has no end.
  open func left(inFund fund: Int) -> Int64? { nil }
  /// What has been used of a limit, in pence or in the unit of its quantity.
  open func used(ofLimit limit: Int) -> Ratio { .zero }
  /// A part of a course's costs falls due on a day, from what is there then.
  open func fallDue(on day: CivilDate) {}
  /// A part was settled: what it used of each limit, and what it drew on each source.
  open func book(used: [Int: Ratio], drawn: [MoneySource: Int64]) {}
  /// What is left of a limit of so much in all.
  open func room(ofLimit limit: Int, of whole: Ratio) -> Ratio { whole - used(ofLimit: limit) }
  /// What is left of a limit for a gift on a day of a course that began on another: in the period that
  /// holds that first day what is said to be left, in a later one the whole.
  open func roomForGifts(
    ofLimit limit: Int, of whole: Ratio, on day: CivilDate, from start: CivilDate, isFirst: Bool
  ) -> Ratio {
    isFirst ? room(ofLimit: limit, of: whole) : whole
  }
}

/// What held a payment down.
public enum LimitedBy: String, Sendable, Hashable {
  case cap, balance, budget, quantity, owed
}

/// How the payer of a line pays.
public enum PaymentKind: String, Sendable, Hashable {
  case grant, loan, account, own
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

/// A cost and the lines that sum to it.
public struct CostSettlement: Sendable {
  /// The number of the cost's fact.
  public let cost: Int
  /// The fact's name, such as `course.fee`.
  public let costName: String
  /// Whole pence.
  public let total: Int64
  /// Who pays what of it, in the order of the stacking.
  public var lines: [PaymentLine]
}

/// Support that is not the payment of a cost.
public struct Receipt: Sendable {
  /// The number of the instrument that gives it.
  public var instrument: Int
  /// Whether it is given, lent or drawn from an account.
  public var kind: PaymentKind
  /// Who pays: a party, a fund's or an account's holder included.
  public var party: Int
  /// The fund or account drawn on, if the money is finite.
  public var source: MoneySource?
  /// To whom.
  public var to: Int
  /// Whole pence, each time it is given.
  public var amount: Int64
  /// How often it is given over the course.
  public var times: Int
  /// What held the amount down, or nothing if it is what the clause gives.
  public var limitedBy: LimitedBy?
  /// The clause it rests on.
  public var clause: Clause?
  /// When it is given.
  public var moment: Moment
  /// Which of the gift's times these are, counted from nought; nothing for all of them.
  public var span: Range<Int>?
  /// What each time uses of limits over periods.
  public var uses: [(limit: Int, amount: Ratio)] = []

  /// Whole pence in all, the most that 64 bits hold if it were more.
  public var total: Int64 { Int64(clamping: Int128(amount) * Int128(times)) }
}

/// Why a route is closed.
public enum Closure: Sendable {
  /// Tests that failed.
  case failed([FailedTest])
  /// The route needs an employer and there is none.
  case noEmployer
  /// Outside the days on which it applies.
  case notInForce
  /// No instrument it names is eligible; the failures of each.
  case nothingEligible([FailedTest])
  /// Money would fall to a party that is not asked on this route.
  case notAsked(party: Int)
}

/// A route's answer: closed and why, or who pays what.
public struct RouteQuote: Sendable {
  /// The number of the route.
  public let route: Int
  /// Why the route is closed, or nothing if it is open.
  public var closure: Closure?
  /// The costs that arise on it, in the order of its stackings; empty if it closed before that.
  public var costs: [CostSettlement]
  /// The gifts that come with it.
  public var receipts: [Receipt]
  /// Costs that stackings of the route name and the case does not give: nobody pays them here.
  public var notGiven: [String] = []

  /// Whether the route is open.
  public var isOpen: Bool { closure == nil }

  /// What a party pays towards all costs, in pence, from its own pocket.
  public func ownPayment(of party: Int) -> Int64 {
    var sum: Int64 = 0
    for cost in costs {
      for line in cost.lines where line.party == party && line.kind == .own { sum += line.amount }
    }
    return sum
  }

  /// What instruments of a kind pay towards all costs, in pence.
  public func total(_ kind: PaymentKind) -> Int64 {
    costs.reduce(0) { sum, cost in
      cost.lines.reduce(sum) { $1.kind == kind ? $0 + $1.amount : $0 }
    }
  }
}

/// The scalar reference: what a route of a regime pays for one case.
public struct RouteSettlement {
  /// The rules of the regime.
  public let rules: RuleSet
  /// Facts, values and the course's first day.
  public var here: Circumstances
  /// The day of application.
  public var application: CivilDate
  /// What is left of accounts, funds and limits.
  public var standing: Standing
  /// Whether to write why each line pays what it pays.
  public var explains = false
  /// Whether a route with nothing eligible still stands, as in an example without a route.
  public var standsAnyway = false
  /// The parts in which costs fall due, or nothing if they do so whole on the first day.
  public var instalments: Instalments?
  /// The share of the whole cost that is settled.
  var share = Ratio.one

  /// A settlement of one case.
  public init(
    rules: RuleSet, here: Circumstances, application: CivilDate, standing: Standing
  ) {
    self.rules = rules
    self.here = here
    self.application = application
    self.standing = standing
  }

  /// Quotes a route of the rules by its number, of which only what settles it is read.
  public func quote(_ number: Int, hasEmployer: Bool) throws(Missing) -> RouteQuote {
    var quote = RouteQuote(route: number, closure: nil, costs: [], receipts: [])
    if !rules.routes[number].applies.holds(here.date) {
      quote.closure = .notInForce
    } else if rules.routes[number].needsEmployer && !hasEmployer {
      quote.closure = .noEmployer
    } else {
      try settle(
        rules.routes[number].openWhen, rules.routes[number].named, rules.routes[number].stacks,
        needsEmployer: rules.routes[number].needsEmployer, into: &quote)
    }
    return quote
  }

  /// Quotes a route: whether it is open, and who pays what.
  public func quote(_ route: Route, number: Int, hasEmployer: Bool) throws(Missing) -> RouteQuote {
    var quote = RouteQuote(route: number, closure: nil, costs: [], receipts: [])
    if !route.applies.holds(here.date) {
      quote.closure = .notInForce
    } else if route.needsEmployer && !hasEmployer {
      quote.closure = .noEmployer
    } else {
      try settle(
        route.openWhen, route.named, route.stacks, needsEmployer: route.needsEmployer,
        into: &quote)
    }
    return quote
  }

  /// Settles what a route's test and the instruments it names leave open.
  private func settle(
    _ openWhen: Condition?, _ named: [Int], _ stacks: [Route.Stack], needsEmployer: Bool,
    into quote: inout RouteQuote
  ) throws(Missing) {
    if let test = openWhen {
      let failures = try here.failures(of: test)
      if !failures.isEmpty {
        quote.closure = .failed(failures)
        return
      }
    }
    var eligible: [Int] = []
    var failures: [FailedTest] = []
    for number in named {
      if try isEligible(number, orFails: &failures) { eligible.append(number) }
    }
    if eligible.isEmpty && !named.isEmpty && !standsAnyway {
      quote.closure = .nothingEligible(failures)
      return
    }
    try settle(stacks, eligible, into: &quote)
    if !needsEmployer && !standsAnyway && quote.ownPayment(of: employerParty) > 0 {
      quote.closure = .notAsked(party: employerParty)
    }
  }

  /// Why an instrument is not to be had, or nothing if it is.
  public func ineligibility(of instrument: Instrument) throws(Missing) -> [FailedTest]? {
    if let failure = outside(instrument.applies, instrument.byApplication, instrument.clause) {
      return [failure]
    }
    guard let test = instrument.eligible else { return nil }
    let failures = try here.failures(of: test)
    return failures.isEmpty ? nil : failures
  }

  /// Whether an instrument, by its number, is to be had; if not, adds why.
  private func isEligible(
    _ number: Int, orFails failures: inout [FailedTest]
  ) throws(Missing) -> Bool {
    if let failure = outside(
      rules.instruments[number].applies, rules.instruments[number].byApplication,
      rules.instruments[number].clause)
    {
      failures.append(failure)
      return false
    }
    guard let test = rules.instruments[number].eligible else { return true }
    let before = failures.count
    _ = try here.holds(test, orFails: &failures)
    return failures.count == before
  }

  private func outside(
    _ applies: DateSpan, _ byApplication: Bool, _ clause: Clause
  ) -> FailedTest? {
    if applies.holds(byApplication ? application : here.date) { return nil }
    return FailedTest(clause: clause, fact: nil, value: nil, applies: applies)
  }

  private func settle(
    _ stacks: [Route.Stack], _ eligible: [Int], into quote: inout RouteQuote
  ) throws(Missing) {
    var used: [Int: Ratio] = [:]
    var drawn: [MoneySource: Int64] = [:]
    if let instalments {
      try settle(stacks, eligible, in: instalments, into: &quote)
      standing.fallDue(on: instalments.first)
    } else {
      for stack in stacks {
        guard let cost = here.frame[stack.cost] else {
          quote.notGiven.append(stack.costName)
          continue
        }
        let settled = try settle(stack, cost, eligible, &used, &drawn)
        quote.costs.append(settled)
      }
    }
    var windows: [LimitWindow: Ratio] = [:]
    for number in eligible {
      for gift in rules.instruments[number].gifts {
        quote.receipts += try receipts(of: gift, from: number, &used, &windows, &drawn)
      }
    }
  }

  /// Settles one cost down its stack.
  func settle(
    _ stack: Route.Stack, _ cost: Ratio, _ eligible: [Int], _ used: inout [Int: Ratio],
    _ drawn: inout [MoneySource: Int64]
  ) throws(Missing) -> CostSettlement {
    let total = max(0, cost.roundedHalfUp())
    var state = StackState(total: total, owed: total)
    for number in stack.instruments where eligible.contains(number) {
      for payment in rules.instruments[number].payments where payment.cost == stack.cost {
        try pay(payment, from: number, &state, &used, &drawn)
      }
    }
    for (party, amount) in state.setAside.sorted(by: { $0.key < $1.key }) {
      state.payOwn(party, min(amount, state.owed), because: "set aside for them")
    }
    if state.owed > 0 {
      for rest in stack.rests {
        if let condition = rest.condition, try !here.holds(condition) { continue }
        state.payOwn(rest.party, state.owed, because: "the rest")
        break
      }
    }
    return CostSettlement(
      cost: stack.cost, costName: stack.costName, total: total, lines: state.lines)
  }
}

/// How far the settlement of one cost has come.
struct StackState {
  let total: Int64
  var owed: Int64
  var setAside: [Int: Int64] = [:]
  var lines: [PaymentLine] = []

  init(total: Int64, owed: Int64) {
    self.total = total
    self.owed = owed
  }

  /// What an instrument may still pay: what is owed less what is set aside.
  var payable: Int64 { max(0, owed - setAside.values.reduce(0, +)) }

  /// Lets a party pay from its own pocket.
  mutating func payOwn(_ party: Int, _ amount: Int64, because: String) {
    guard amount > 0 else { return }
    owed -= amount
    if let index = lines.firstIndex(where: { $0.kind == .own && $0.party == party }) {
      lines[index].amount += amount
      lines[index].because = "the rest"
      return
    }
    lines.append(
      PaymentLine(
        instrument: nil, kind: .own, party: party, source: nil, amount: amount, limitedBy: nil,
        uses: [], clause: nil, because: because))
  }
}
