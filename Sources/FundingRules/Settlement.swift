public import FundingValues

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
  /// The day on which it is given, where that is a span after the start.
  public var after: CivilDate?
  /// Which of the gift's times these are, counted from nought; nothing for all of them.
  public var span: Range<Int>?
  /// What each time uses of limits over periods.
  public var uses: [(limit: Int, amount: Ratio)] = []
  /// What other payers pay each time, in the order in which the clause names them.
  var others: [Int64] = []

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
  /// What settles each instalment of the costs, in their order; empty where nothing is paid in parts.
  public var terms: [StackTerms] = []
  /// The parts in which the costs fall due; nothing where they do so whole on the first day.
  public var instalments: Instalments?
  /// What happened in accounts while the costs fell due, account by account in the order of days.
  public var entries: [AccountEntry] = []
  /// What limits in money over periods had left after each part, by the instrument that they hold down.
  public var limitsLeft: [(day: CivilDate, instrument: String, pence: Int64)] = []

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
  /// What is left of accounts, funds and limits; every quote begins with it.
  public var ledgers: CaseLedgers
  /// Whether a route with nothing eligible still stands, as in an example without a route.
  public var standsAnyway = false
  /// The parts in which costs fall due, or nothing if they do so whole on the first day.
  public var instalments: Instalments?
  /// Whether to keep what happened in accounts and what limits had left, part by part.
  public var keepsEntries = false

  /// A settlement of one case.
  public init(
    rules: RuleSet, here: Circumstances, application: CivilDate, ledgers: CaseLedgers
  ) {
    self.rules = rules
    self.here = here
    self.application = application
    self.ledgers = ledgers
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
  func isEligible(
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
    var ledgers = self.ledgers
    if let instalments {
      try settle(stacks, eligible, in: instalments, &ledgers, into: &quote)
      ledgers.fallDue(on: instalments.first, rules, here)
    } else {
      for stack in stacks {
        guard let cost = here.frame[stack.cost] else {
          quote.notGiven.append(stack.costName)
          continue
        }
        let terms = try terms(of: stack, cost, eligible)
        quote.costs.append(try terms.settled(.all, &ledgers.headroom))
      }
    }
    var windows: [LimitWindow: Ratio] = [:]
    for number in eligible {
      for gift in rules.instruments[number].gifts {
        quote.receipts += try receipts(of: gift, from: number, &windows, &ledgers.headroom)
      }
    }
  }
}
