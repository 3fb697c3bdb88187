package import FundingRules
package import FundingValues
package import PolicyCompiler
import PolicyLanguage

/// A regime's rules with every parameter worked out, for any number of cases.
package final class QuoteRules: Sendable {
  package let rules: RuleSet
  package let values: ParameterValues
  package let currency: Currency
  package var sign: String { currency.sign }
  /// The facts of employers: a case that gives none of them has no employer.
  package let employerFacts: [Int]
  /// The facts that are the course's first day unless they are given.
  package let startFacts: [Int]
  package let payPeriod: Int?
  package let application: Int?
  package let isSponsored: Int?
  package let routeName: Int?
  /// The facts worked out from what the route is, and so anew for each.
  package let derivedByRoute: [DerivedFact]
  /// The days on which each route applies.
  package let spans: [DateSpan]
  /// Which facts are worked out by a test, whose failing has reasons of its own.
  package let isTest: [Bool]
  /// What each limit counts together.
  package let limits: LimitTable

  /// The first regime of a plan, or some of its routes, with values at their centres up to a last day.
  package init(
    _ plan: FundingPlan, until last: CivilDate, routes: [String] = []
  ) throws(Failure) {
    guard var rules = plan.regimes.first else {
      throw .wrong("no-rules", "the regime holds no rules")
    }
    if !routes.isEmpty { rules.routes = rules.routes.filter { routes.contains($0.name) } }
    self.rules = rules
    currency = plan.currency
    values = ParameterValues(
      rules.parameters, uncertain: plan.centres, until: last.adding(months: 12 * 60),
      factCount: rules.facts.count)
    spans = rules.routes.map(\.applies)
    limits = LimitTable(rules)
    var isTest = Array(repeating: false, count: rules.facts.count)
    for derived in rules.derived {
      if case .test = derived.definition { isTest[derived.fact] = true }
    }
    self.isTest = isTest
    let facts = rules.facts
    employerFacts = facts.names.indices.filter { facts.names[$0].hasPrefix("employer.") }
    startFacts = ["course.start", "application.date"].compactMap { facts[$0] }
    payPeriod = facts["pay.period"]
    application = facts["application.date"]
    isSponsored = facts["route.sponsored"]
    routeName = facts["route.name"]
    derivedByRoute = rules.derived(
      from: Set([facts["route.sponsored"], facts["route.name"]].compactMap { $0 }))
  }
}

/// One learner, employer and course under one regime on one day; used again for the next.
package struct QuoteCase {
  package let quotes: QuoteRules
  package private(set) var date = CivilDate(day: 0)
  private(set) var settlement: RouteSettlement
  private var given: GivenFigures
  private(set) var hasEmployer = false
  /// How long the course lasts, and when its costs fall due.
  package private(set) var terms = CourseTerms()
  /// What is given of sums and their days.
  private(set) var dated = DatedMoney()
  package var rules: RuleSet { quotes.rules }

  /// A case with no facts yet.
  package init(_ quotes: QuoteRules) {
    self.quotes = quotes
    given = GivenFigures(quotes.rules)
    settlement = RouteSettlement(
      rules: quotes.rules,
      here: Circumstances(
        frame: Frame(count: quotes.rules.facts.count), values: quotes.values,
        date: CivilDate(day: 0)),
      application: CivilDate(day: 0),
      ledgers: CaseLedgers(Headroom(quotes.rules), quotes.limits))
  }

  /// A case from its facts and running figures.
  package init(
    _ quotes: QuoteRules, _ frame: Frame, _ figures: [String: Ratio], _ terms: CourseTerms,
    on date: CivilDate
  ) {
    self.init(quotes)
    begin(from: frame)
    let given = figures.keys.sorted().map { QuoteFigure($0, figures[$0], quotes.rules) }
    finish(given, terms, on: date)
  }

  /// Begins another case with the facts that hold for every one.
  package mutating func begin(from frame: Frame) { settlement.here.frame.take(from: frame) }

  /// Gives a fact by its number.
  package mutating func set(_ fact: Int, _ value: Ratio) { settlement.here.frame[fact] = value }

  /// Takes the figures and the day, and works out what facts follow from others.
  package mutating func finish(_ figures: [QuoteFigure], _ terms: CourseTerms, on date: CivilDate) {
    self.date = date
    self.terms = terms
    dated = terms.dated.isEmpty ? DatedMoney() : DatedMoney(terms.dated, rules)
    settlement.here.date = date
    let day = Ratio(Int64(date.day))
    for fact in quotes.startFacts where !settlement.here.frame.known[fact] {
      settlement.here.frame[fact] = day
    }
    if let months = terms.months { fill(months, from: date) }
    if let fact = quotes.payPeriod, !settlement.here.frame.known[fact] {
      settlement.here.frame[fact] = .zero
    }
    hasEmployer = quotes.employerFacts.contains { settlement.here.frame.known[$0] }
    for index in figures.indices {
      guard let fact = figures[index].fact, let value = figures[index].value else { continue }
      settlement.here.frame[fact] = value
    }
    given.restart(&settlement.ledgers.headroom, quotes.rules, settlement.here)
    for index in figures.indices {
      guard let value = figures[index].value else { continue }
      for effect in figures[index].effects {
        given.take(value, effect, &settlement.ledgers.headroom)
      }
    }
    let applied = quotes.application.flatMap { settlement.here.frame[$0] }
    settlement.application =
      applied.map { CivilDate(day: Int32(clamping: $0.floor())) } ?? date
    settlement.here.derive(quotes.rules.derived)
  }

  /// Fills in the length and the last day of the course, unless that is given.
  private mutating func fill(_ months: Int, from date: CivilDate) {
    let facts = quotes.rules.facts
    if let fact = facts["course.length"] {
      settlement.here.frame[fact] = Ratio(Int128(months), over: 12)
    }
    if let fact = facts["course.end"], !settlement.here.frame.known[fact] {
      settlement.here.frame[fact] = Ratio(Int64(date.adding(months: months).adding(days: -1).day))
    }
  }

  /// The answer of one route, after it was taken.
  private mutating func answer(_ number: Int) throws(Missing) -> RouteQuote {
    try answer(number, in: terms.instalments(from: date))
  }

  /// The answer of one route whose costs fall due in parts, or whole on the first day; keeps what happened
  /// in accounts if that is wanted.
  package mutating func answer(
    _ number: Int, in instalments: Instalments?, keepsEntries: Bool = false
  ) throws(Missing) -> RouteQuote {
    let still = settlement.ledgers
    defer {
      settlement.instalments = nil
      settlement.ledgers = still
    }
    var ledgers = still
    if let instalments {
      settlement.instalments = instalments
      for account in rules.accounts.indices {
        ledgers.fill(
          FillingAccount(
            account, quotes.rules, settlement.here,
            balance: givenBalance(of: account),
            until: instalments.dues.last?.day ?? date, hasEmployer: hasEmployer, dated))
      }
    } else {
      given.fillAccounts(&ledgers, quotes.rules, settlement.here)
      for account in dated.deposits.keys {
        let filled = FillingAccount(
          account, quotes.rules, settlement.here, balance: nil, until: date,
          hasEmployer: hasEmployer, dated)
        ledgers.headroom.balances[account] = filled.balance
        if let missing = filled.missing { ledgers.note(missing, account: account) }
      }
    }
    settlement.ledgers = ledgers
    settlement.keepsEntries = keepsEntries
    let answer = try settlement.quote(number, hasEmployer: hasEmployer)
    for line in answer.costs.flatMap(\.lines) {
      if case .account(let account)? = line.source, let missing = ledgers.missing(account: account)
      {
        throw missing
      }
    }
    return answer
  }

  /// The balance that is given of an account, or nothing.
  func givenBalance(of account: Int) -> Int64? {
    given.isGiven[account] ? settlement.ledgers.headroom.balances[account] : nil
  }

  /// Takes the part of a route: what turns on the route is worked out anew.
  package mutating func take(_ number: Int) {
    if let fact = quotes.isSponsored {
      settlement.here.frame[fact] = settlement.rules.routes[number].needsEmployer ? .one : .zero
    }
    if let fact = quotes.routeName {
      settlement.here.frame[fact] = Ratio(Int64(settlement.rules.routes[number].code))
    }
    settlement.here.derive(quotes.derivedByRoute)
  }

  /// Why an instrument, by its number, is not to be had, after a route was taken; nothing if it is.
  package func ineligibility(of instrument: Int) throws(Missing) -> [FailedTest]? {
    try settlement.ineligibility(of: rules.instruments[instrument])
  }

  /// An account of the employer from the day of the case on, with what is given of its balance.
  package func account(_ number: Int, until last: CivilDate) -> FillingAccount {
    FillingAccount(
      number, rules, settlement.here, balance: givenBalance(of: number), until: last,
      hasEmployer: hasEmployer, dated)
  }

  /// What levies ask of the employer in the years that hold the day.
  package var levyYears: [LevyYear] {
    Quoting.levyYears(
      of: quotes.rules, quotes.values, frame: settlement.here.frame, on: date,
      in: quotes.currency, dated)
  }

  /// The circumstances as the route that was taken last sees them.
  package var here: Circumstances { settlement.here }

  /// The circumstances as a route, by its number, sees them.
  package func here(by route: Int) -> Circumstances {
    var other = self
    other.take(route)
    return other.settlement.here
  }

  /// Every route's quote, in the regime's order; a fact that any of them lacks ends the command.
  package mutating func answers() throws(Failure) -> [RouteQuote] {
    try requireInForce()
    try requireDatedMoney()
    if terms.isInParts && terms.months == nil {
      throw .wrong(
        "missing-fact",
        "`course.length` is needed where a course is paid over its length; give its months with "
          + "`--set course.length=24`", needs: ["course.length"])
    }
    var quotes: [RouteQuote] = []
    quotes.reserveCapacity(self.quotes.spans.count)
    var missing: [(route: String, what: [Missing])] = []
    for number in self.quotes.spans.indices {
      take(number)
      do throws(Missing) {
        quotes.append(try answer(number))
      } catch {
        let first = rules.origin(of: error, here(by: number))
        missing.append(
          (rules.routes[number].name, [first] + wanted(by: number).map(Missing.fact)))
      }
    }
    for index in quotes.indices where quotes[index].isOpen && quotes[index].costs.isEmpty {
      let route = self.quotes.rules.routes[quotes[index].route]
      missing.append((route.name, route.stacks.prefix(1).map { .fact($0.cost) }))
    }
    if !missing.isEmpty { throw .missing(missing, rules) }
    return quotes
  }

  /// Refuses a day on which no route of the regime applies.
  private func requireInForce() throws(Failure) {
    if quotes.spans.contains(where: { $0.holds(date) }) { return }
    guard let route = rules.routes.first else { return }
    throw .wrong(
      "not-in-force",
      "`\(rules.name)` applies \(rules.words(route.applies)), and \(date) is outside that",
      needs: ["a day within it, or another regime"])
  }

  /// The facts that a route's tests wait for, so that one answer names them all.
  private func wanted(by number: Int) -> [Int] {
    let here = here(by: number)
    let route = rules.routes[number]
    var wanted: Set<Int> = []
    if let test = route.openWhen {
      let (holds, needs) = here.outlook(of: test)
      wanted.formUnion(needs)
      if holds == false { return [] }
    }
    for number in route.named {
      let instrument = rules.instruments[number]
      guard instrument.applies.holds(date) else { continue }
      if let test = instrument.eligible {
        let (holds, needs) = here.outlook(of: test)
        if holds == false { continue }
        wanted.formUnion(needs)
      }
      // A cost that is not given is none of the route, and a quantity that is not given is not limited.
      var missing = MissingFacts(here, except: instrument.costsAndQuantities)
      for payment in instrument.payments { payment.rebuilt(by: &missing) }
      for gift in instrument.gifts {
        if let test = gift.condition, here.outlook(of: test).holds == false { continue }
        gift.rebuilt(by: &missing)
      }
      wanted.formUnion(missing.wanted)
    }
    if let stack = route.stacks.first, here.frame[stack.cost] == nil { wanted.insert(stack.cost) }
    let engine = Set(["course.start", "application.date"].compactMap { rules.facts[$0] })
    return rules.asked(for: wanted, here).subtracting(engine).sorted()
  }
}
