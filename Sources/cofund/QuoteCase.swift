import FundingRules
import FundingValues
import PolicyCompiler
import PolicyLanguage

/// A regime's rules with every parameter worked out, for any number of cases.
struct QuoteRules: Sendable {
  let rules: RuleSet
  let values: ParameterValues
  let sign: String
  /// The facts of employers: a case that gives none of them has no employer.
  let employerFacts: [Int]

  /// The first regime of a plan, with values at their centres up to a last day.
  init(_ plan: FundingPlan, until last: CivilDate, sign: String) throws(Failure) {
    guard let rules = plan.regimes.first else {
      throw .wrong("no-rules", "the regime holds no rules")
    }
    self.rules = rules
    self.sign = sign
    values = ParameterValues(
      rules.parameters, uncertain: plan.centres, until: last.adding(months: 12 * 60),
      factCount: rules.facts.count)
    employerFacts = rules.facts.names.indices.filter {
      rules.facts.names[$0].hasPrefix("employer.")
    }
  }
}

/// One learner, employer and course under one regime on one day.
struct QuoteCase {
  let rules: RuleSet
  let date: CivilDate
  let sign: String
  private let frame: Frame
  private let values: ParameterValues
  private let standing: GivenStanding
  private let hasEmployer: Bool

  /// A case from its facts and running figures.
  init(_ quotes: QuoteRules, _ frame: Frame, _ figures: [String: Ratio], on date: CivilDate) {
    rules = quotes.rules
    values = quotes.values
    sign = quotes.sign
    self.date = date
    var frame = frame
    let day = Ratio(Int64(date.day))
    for name in ["course.start", "application.date"] {
      if let fact = rules.facts[name], !frame.known[fact] { frame[fact] = day }
    }
    if let fact = rules.facts["pay.period"], !frame.known[fact] { frame[fact] = .zero }
    for (name, value) in figures {
      if let fact = rules.facts[name] { frame[fact] = value }
    }
    self.frame = frame
    standing = GivenStanding(
      figures, rules, Circumstances(frame: frame, values: values, date: date))
    hasEmployer = quotes.employerFacts.contains { frame.known[$0] }
  }

  /// The circumstances as a route sees them.
  func here(by route: Route) -> Circumstances {
    var frame = frame
    if let fact = rules.facts["route.sponsored"] {
      frame[fact] = route.needsEmployer ? .one : .zero
    }
    if let fact = rules.facts["route.name"] { frame[fact] = Ratio(Int64(route.code)) }
    rules.derive(&frame, values: values, on: date)
    return Circumstances(frame: frame, values: values, date: date)
  }

  private func settlement(by route: Route) -> RouteSettlement {
    let here = here(by: route)
    let applied = rules.facts["application.date"].flatMap { here.frame[$0] }
    return RouteSettlement(
      rules: rules, here: here,
      application: applied.map { CivilDate(day: Int32(clamping: $0.floor())) } ?? date,
      standing: standing)
  }

  /// Every route's quote, in the regime's order; a fact that any of them lacks ends the command.
  func quotes() throws(Failure) -> [RouteQuote] {
    try requireInForce()
    var quotes: [RouteQuote] = []
    var missing: [(route: String, what: [Missing])] = []
    for (number, route) in rules.routes.enumerated() {
      do throws(Missing) {
        quotes.append(
          try settlement(by: route).quote(route, number: number, hasEmployer: hasEmployer))
      } catch {
        let first = rules.origin(of: error, here(by: route))
        missing.append((route.name, [first] + wanted(by: route).map(Missing.fact)))
      }
    }
    for quote in quotes where quote.isOpen && quote.costs.isEmpty {
      let route = rules.routes[quote.route]
      missing.append((route.name, route.stacks.prefix(1).map { .fact($0.cost) }))
    }
    if !missing.isEmpty { throw .missing(missing, rules) }
    return quotes
  }

  /// Refuses a day on which no route of the regime applies.
  private func requireInForce() throws(Failure) {
    guard let route = rules.routes.first,
      !rules.routes.contains(where: { $0.applies.holds(date) })
    else { return }
    throw .wrong(
      "not-in-force",
      "`\(rules.name)` applies \(rules.words(route.applies)), and \(date) is outside that",
      needs: ["a day within it, or another regime"])
  }

  /// The facts that a route's tests wait for, so that one answer names them all.
  private func wanted(by route: Route) -> [Int] {
    let here = here(by: route)
    var wanted: Set<Int> = []
    if let test = route.openWhen {
      let (holds, needs) = here.outlook(of: test)
      wanted.formUnion(needs)
      if holds == false { return [] }
    }
    for number in Set(route.stacks.flatMap(\.instruments) + route.also) {
      let instrument = rules.instruments[number]
      guard instrument.applies.holds(date) else { continue }
      if let test = instrument.eligible {
        let (holds, needs) = here.outlook(of: test)
        if holds == false { continue }
        wanted.formUnion(needs)
      }
      for payment in instrument.payments {
        wanted.formUnion(here.wanted(by: payment.amount))
        if let most = payment.countsAtMost { wanted.formUnion(here.wanted(by: most)) }
        wanted.formUnion(here.wanted(by: payment.shaping))
        for leave in payment.leaves { wanted.formUnion(here.wanted(by: leave.amount)) }
      }
      for gift in instrument.gifts {
        wanted.formUnion(here.wanted(by: gift.amount))
        wanted.formUnion(here.wanted(by: gift.shaping))
      }
    }
    if let stack = route.stacks.first, here.frame[stack.cost] == nil { wanted.insert(stack.cost) }
    let engine = Set(["course.start", "application.date"].compactMap { rules.facts[$0] })
    return rules.asked(for: wanted, here).subtracting(engine).sorted()
  }
}
