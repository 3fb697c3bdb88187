import FundingRules
import FundingValues

/// Rules made by hand, without any policy text.
struct MadeUpRules {
  var rules: RuleSet
  var frame: Frame

  static let treasury = 4
  static let council = 5
  static let names: [(String, FactTable.Kind)] = [
    ("learner.age", .years), ("learner.earnings", .moneyPerYear), ("course.fee", .money),
    ("course.credits", .credits), ("course.hours", .hours), ("course.release-wages", .money),
    ("course.completed", .truth), ("course.outcome", .truth), ("employer.headcount", .count),
    ("employer.agreement", .truth), ("pay.period", .category("pay-period")),
  ]

  init() {
    var facts = FactTable()
    for (name, kind) in MadeUpRules.names { _ = facts.number(of: name, kind) }
    facts.categories["pay-period"] = ["yearly", "monthly", "four-weekly", "weekly"]
    rules = RuleSet(facts: facts)
    rules.parties = ["learner", "employer", "provider", "society", "treasury", "council"].map {
      Party(name: $0, title: $0)
    }
    frame = Frame(count: facts.count)
  }

  /// The number of a fact.
  func fact(_ name: String) -> Int { rules.facts[name] ?? -1 }

  /// A formula that reads a fact.
  func reads(_ name: String) -> Formula { Formula([.fact(fact(name))]) }

  /// A test of one fact.
  func test(_ name: String, _ comparison: ComparisonOperator, _ value: Ratio) -> Condition {
    .compare(reads(name), comparison, Formula(value), MadeUpRules.clause)
  }

  static let clause = Clause(place: "test", text: "a clause")

  /// A payment towards the fee, or another cost.
  func payment(
    _ amount: Ratio, of base: Payment.Base = .whole, cost: String = "course.fee",
    countsAtMost: Ratio? = nil, leaves: [SetAside] = [], parts: [Part] = [],
    shaping: Shaping = Shaping()
  ) -> Payment {
    Payment(
      cost: fact(cost), base: base, amount: Formula(amount),
      countsAtMost: countsAtMost.map { Formula($0) }, shaping: shaping, leaves: leaves,
      parts: parts, clause: MadeUpRules.clause)
  }

  /// Adds an instrument and gives its number.
  @discardableResult
  mutating func add(
    _ name: String, from source: MoneySource, _ payments: [Payment], gifts: [Gift] = [],
    isLoan: Bool = false, eligible: Condition? = nil, countsAgainst: [Int] = []
  ) -> Int {
    rules.instruments.append(
      Instrument(
        name: name, title: name, isLoan: isLoan, source: source, plan: nil,
        applies: DateSpan(from: nil, to: nil), byApplication: false, eligible: eligible,
        payments: payments, gifts: gifts, recoveries: [], countsAgainst: countsAgainst,
        clause: MadeUpRules.clause))
    return rules.instruments.count - 1
  }

  /// Adds a fund held by the council.
  mutating func addFund(_ whenSpent: Fund.WhenSpent = .refuses) -> Int {
    rules.funds.append(
      Fund(
        name: "fund", title: "fund", heldBy: MadeUpRules.council, budget: nil,
        period: .financialYear, filledByLevy: nil, carriesForward: nil, reserves: [],
        ranks: [.lot], whenSpent: whenSpent))
    return rules.funds.count - 1
  }

  /// Adds an employer's account.
  mutating func addAccount(countsAgainst: [Int] = []) -> Int {
    rules.accounts.append(
      Account(
        name: "account", title: "account", heldByEmployer: true, opens: nil, opensWith: nil,
        credits: [], topUp: nil, holdsAtMost: nil, creditedAtMost: nil, expiresAfter: nil,
        oldestFirst: true, lapsesTo: MadeUpRules.treasury, transfers: nil,
        countsAgainst: countsAgainst))
    return rules.accounts.count - 1
  }

  /// Settles costs down one stack of instruments, the rest falling to a party.
  func quote(
    _ instruments: [Int], rest: Int, costs: [String] = ["course.fee"],
    left: Headroom? = nil
  ) throws -> RouteQuote {
    try quote(instruments, rest: rest, costs: costs, settlement(left))
  }

  /// The same by a settlement made ready.
  func quote(
    _ instruments: [Int], rest: Int, costs: [String] = ["course.fee"],
    _ settlement: RouteSettlement
  ) throws -> RouteQuote {
    let route = Route(
      name: "route", title: "route", code: 0, needsEmployer: true,
      applies: DateSpan(from: nil, to: nil), openWhen: nil,
      stacks: costs.map {
        Route.Stack(
          cost: fact($0), costName: $0, instruments: instruments,
          rests: [Route.Rest(party: rest, condition: nil, recoveries: [])])
      }, also: [], clause: MadeUpRules.clause)
    return try settlement.quote(route, number: 0, hasEmployer: true)
  }

  /// A settlement of the case in the frame on 1 September 2027.
  func settlement(_ left: Headroom? = nil) -> RouteSettlement {
    RouteSettlement(
      rules: rules, here: here, application: CivilDate(day: 21_063),
      ledgers: CaseLedgers(left ?? Headroom(rules), LimitTable(rules)))
  }

  /// The case on 1 September 2027, without parameters.
  var here: Circumstances {
    let day = CivilDate(day: 21_063)
    return Circumstances(
      frame: frame,
      values: ParameterValues([], uncertain: [], until: day, factCount: frame.values.count),
      date: day)
  }
}

/// What is left, given outright.
struct GivenLeft {
  var balances: [Int: Int64] = [:]
  var funds: [Int: Int64] = [:]
  var used: [Int: Ratio] = [:]

  /// The headroom of a case.
  func headroom(_ rules: RuleSet) -> Headroom {
    var headroom = Headroom(rules)
    for (account, pence) in balances { headroom.balances[account] = pence }
    for (fund, pence) in funds { headroom.budgets[fund] = pence }
    for (limit, amount) in used {
      while headroom.limits.count <= limit { headroom.limits.append(Headroom.Room()) }
      headroom.limits[limit].used = amount
    }
    return headroom
  }
}

extension Limit {
  /// A limit made by hand.
  init(
    _ number: Int, _ amount: Ratio, of quantity: Int? = nil,
    _ scope: Scope = .course
  ) {
    self.init(
      number: number, amount: Formula(amount), counts: quantity.map { .fact($0) } ?? .money,
      scope: scope, condition: nil, clause: MadeUpRules.clause)
  }

  /// The fact that it counts, if it counts one.
  var fact: Int? { if case .fact(let number) = counts { number } else { nil } }
}

extension RouteQuote {
  /// What an instrument pays of all costs.
  func paid(by instrument: Int) -> Int64 {
    costs.flatMap(\.lines).reduce(0) { $1.instrument == instrument ? $0 + $1.amount : $0 }
  }
}
