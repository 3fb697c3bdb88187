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
  private let standing: QuoteStanding
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
    standing = QuoteStanding(
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
    var quotes: [RouteQuote] = []
    var missing: [Missing] = []
    for (number, route) in rules.routes.enumerated() {
      do throws(Missing) {
        quotes.append(
          try settlement(by: route).quote(route, number: number, hasEmployer: hasEmployer))
      } catch {
        missing.append(error)
        missing += wanted(by: route).map(Missing.fact)
      }
    }
    for quote in quotes where quote.isOpen && quote.costs.isEmpty {
      missing += rules.routes[quote.route].stacks.prefix(1).map { Missing.fact($0.cost) }
    }
    if !missing.isEmpty { throw .missing(missing, rules) }
    return quotes
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
      guard instrument.applies.holds(date), let test = instrument.eligible else { continue }
      wanted.formUnion(here.outlook(of: test).wanted)
    }
    if let stack = route.stacks.first, here.frame[stack.cost] == nil { wanted.insert(stack.cost) }
    let derived = Set(rules.derived.map(\.fact))
    return wanted.subtracting(derived).sorted()
  }
}

/// What accounts, funds and limits are said to hold; unsaid, an account is empty and a fund whole.
final class QuoteStanding: Standing {
  private var balances: [Int: Int64] = [:]
  private var fundsLeft: [Int: Int64] = [:]
  private var used: [Int: Ratio] = [:]

  init(_ figures: [String: Ratio], _ rules: RuleSet, _ here: Circumstances) {
    super.init()
    for (number, account) in rules.accounts.enumerated() {
      balances[number] = figures[account.name + ".balance"]?.roundedHalfUp()
    }
    for (number, fund) in rules.funds.enumerated() {
      let budget = fund.budget.flatMap { try? here.value(of: $0) }
      fundsLeft[number] = (figures[fund.name + ".left"] ?? budget)?.roundedHalfUp()
    }
    for instrument in rules.instruments {
      guard let paid = figures[instrument.name + ".paid"] else { continue }
      let limits = instrument.payments.flatMap(\.shaping.limits)
      for limit in limits where limit.quantity == nil && limit.scope != .course {
        used[limit.number] = (used[limit.number] ?? .zero) + paid
      }
    }
  }

  override func balance(ofAccount account: Int) -> Int64 { balances[account] ?? 0 }
  override func left(inFund fund: Int) -> Int64? { fundsLeft[fund] }
  override func used(ofLimit limit: Int) -> Ratio { used[limit] ?? .zero }
}
