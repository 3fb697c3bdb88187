import FundingRules
import FundingValues
import PolicyCompiler

/// One example being worked: its facts, its rules and, once asked for, who pays what.
final class ExampleWork {
  let example: ExamplePlan
  let rules: RuleSet
  /// The file that the example stands in.
  let ownPath: String
  let currency: Currency
  /// The case on the day on which its course starts.
  let here: Circumstances
  /// What accounts, funds and limits have on that day.
  let ledgers: CaseLedgers
  /// Running figures given, by their names.
  let figures: [String: Ratio]
  private var settled: RouteQuote?

  init(
    _ example: ExamplePlan, _ rules: RuleSet, _ values: ParameterValues, ownPath: String,
    currency: Currency
  ) {
    self.example = example
    self.rules = rules
    self.ownPath = ownPath
    self.currency = currency
    var frame = example.frame(in: rules.facts)
    ExampleWork.fill(&frame, of: example, rules)
    let start = rules.facts["course.start"].flatMap { frame[$0] }
    let date = start.map { CivilDate(day: Int32(clamping: $0.floor())) } ?? example.on
    rules.derive(&frame, values: values, on: date)
    here = Circumstances(frame: frame, values: values, date: date)
    var figures: [String: Ratio] = [:]
    for figure in example.running { figures[figure.name + "." + figure.property] = figure.value }
    self.figures = figures
    ledgers = ExampleWork.ledgers(figures, rules, here)
  }

  /// What accounts, funds and limits have, from running figures by their names.
  private static func ledgers(
    _ figures: [String: Ratio], _ rules: RuleSet, _ here: Circumstances
  ) -> CaseLedgers {
    var given = GivenFigures(rules)
    var ledgers = CaseLedgers(Headroom(rules), LimitTable(rules))
    given.restart(&ledgers.headroom, rules, here)
    for (name, value) in figures.sorted(by: { $0.key < $1.key }) {
      for effect in GivenFigures.effects(of: name, rules) {
        given.take(value, effect, &ledgers.headroom)
      }
    }
    given.fillAccounts(&ledgers, rules, here)
    return ledgers
  }

  /// The day on which the example is given.
  var day: CivilDate { example.on }

  /// The values of a rule set's parameters for as long as an example may look ahead.
  static func values(
    of rules: RuleSet, _ uncertain: [Ratio], for example: ExamplePlan
  ) -> ParameterValues {
    ParameterValues(
      rules.parameters, uncertain: uncertain, until: horizon(of: example),
      factCount: rules.facts.count)
  }

  /// The last day that an example may look ahead to.
  static func horizon(of example: ExamplePlan) -> CivilDate {
    example.on.adding(months: 12 * 100)
  }

  /// Fills in what the engine says: the days, the pay period, and what the route says of itself.
  private static func fill(_ frame: inout Frame, of example: ExamplePlan, _ rules: RuleSet) {
    let day = Ratio(Int64(example.on.day))
    for name in ["course.start", "application.date"] {
      if let fact = rules.facts[name], !frame.known[fact] { frame[fact] = day }
    }
    if let fact = rules.facts["pay.period"], !frame.known[fact] { frame[fact] = .zero }
    guard let name = example.route?.route,
      let route = rules.routes.first(where: { $0.name == name })
    else { return }
    if let fact = rules.facts["route.sponsored"] {
      frame[fact] = route.needsEmployer ? .one : .zero
    }
    if let fact = rules.facts["route.name"] { frame[fact] = Ratio(Int64(route.code)) }
  }

  /// Who pays what by the example's route, or by all instruments in the order of the file.
  func quote() throws -> RouteQuote {
    if let settled { return settled }
    var settlement = settlement
    let route: Route
    if let named = example.route {
      guard let found = rules.routes.first(where: { $0.name == named.route }) else {
        throw ExampleFault(message: "`\(named.regime)` has no route called `\(named.route)`")
      }
      let open = try settlement.quote(found, number: 0, hasEmployer: true)
      if let closure = open.closure, isOfEligibility(closure) {
        var closed = open
        (closed.costs, closed.receipts) = ([], [])
        settled = closed
        return closed
      }
      if let closure = open.closure {
        throw ExampleFault(
          message: "route `\(found.name)` is closed, so nothing is paid by it",
          notes: words(closure), help: "give other facts, or expect the route closed")
      }
      route = found
    } else {
      route = wholeFile()
    }
    settlement.standsAnyway = true
    let quote = try settlement.quote(route, number: 0, hasEmployer: true)
    settled = quote
    return quote
  }

  /// Who pays what as far as an instrument needs, where the whole cannot be worked out because it
  /// asks for facts that do not bear on it.
  func quote(for subject: String) throws -> RouteQuote {
    do {
      return try quote()
    } catch let missing as Missing {
      guard let number = rules.instruments.firstIndex(where: { $0.name == subject }) else {
        throw missing
      }
      let named = example.route.flatMap { named in rules.routes.first { $0.name == named.route } }
      var settlement = settlement
      settlement.standsAnyway = true
      return try settlement.quote(
        (named ?? wholeFile()).upTo(number, rules), number: 0, hasEmployer: true)
    }
  }

  /// Whether a route is open and why not; nothing for an example without a route.
  func openness(of name: String) throws -> (isOpen: Bool, why: [String])? {
    guard example.route != nil else {
      throw ExampleFault(
        message: "an example without `by` has no routes",
        help: "say `by` a route `of` a regime after the day")
    }
    guard let route = rules.routes.first(where: { $0.name == name }) else {
      throw ExampleFault(message: "no route is called `\(name)`")
    }
    var there = settlement
    if let fact = rules.facts["route.sponsored"] {
      there.here.frame[fact] = route.needsEmployer ? .one : .zero
    }
    if let fact = rules.facts["route.name"] { there.here.frame[fact] = Ratio(Int64(route.code)) }
    let quote = try there.quote(route, number: 0, hasEmployer: true)
    return (quote.isOpen, quote.closure.map(words) ?? [])
  }

  /// How the example's case is settled by a route.
  var settlement: RouteSettlement {
    RouteSettlement(
      rules: rules, here: here, application: rules.application(in: here), ledgers: ledgers)
  }

  private func isOfEligibility(_ closure: Closure) -> Bool {
    switch closure {
    case .nothingEligible, .notAsked: true
    default: false
    }
  }

  /// All instruments in the order of the file; one of another file takes no part where the example
  /// does not give a fact that it asks for. A value that the rules lack is no such fact.
  private func wholeFile() -> Route {
    let numbers = rules.instruments.indices.filter { number in
      let instrument = rules.instruments[number]
      guard
        !instrument.gifts.isEmpty
          || instrument.payments.contains(where: { here.frame.known[$0.cost] })
      else { return false }
      if rules.instruments[number].clause.place.hasPrefix(ownPath + ":") { return true }
      var alone = settlement
      alone.standsAnyway = true
      do throws(Missing) {
        _ = try alone.quote(route(of: [number]), number: 0, hasEmployer: true)
        return true
      } catch {
        if case .fact = error { return false }
        return true
      }
    }
    return route(of: numbers)
  }

  /// A route of some instruments, the rest to the employer who sponsors, else the learner.
  private func route(of numbers: [Int]) -> Route {
    var costs: [Int] = []
    for number in numbers {
      for payment in rules.instruments[number].payments
      where here.frame.known[payment.cost] && !costs.contains(payment.cost) {
        costs.append(payment.cost)
      }
    }
    if costs.isEmpty, let fee = rules.facts["course.fee"], here.frame.known[fee] { costs = [fee] }
    let party = example.sponsored == true ? employerParty : learnerParty
    let stacks = costs.map { cost in
      Route.Stack(
        cost: cost, costName: rules.facts.names[cost],
        instruments: numbers.filter { number in
          rules.instruments[number].payments.contains { $0.cost == cost }
        }, rests: [Route.Rest(party: party, condition: nil, recoveries: [])])
    }
    let stacked = Set(stacks.flatMap(\.instruments))
    return Route(
      name: "", title: "", code: 0, needsEmployer: false,
      applies: DateSpan(from: nil, to: nil), openWhen: nil, stacks: stacks,
      also: numbers.filter { !stacked.contains($0) },
      clause: Clause(place: example.place, text: ""))
  }
}

extension Route {
  /// The route as far as an instrument depends on it: what stands before it on the costs that it
  /// pays towards, and what draws on the same money.
  fileprivate func upTo(_ number: Int, _ rules: RuleSet) -> Route {
    let instrument = rules.instruments[number]
    let against = Set(instrument.countsAgainst)
    var route = self
    route.stacks = []
    for var stack in stacks {
      let place = stack.instruments.firstIndex(of: number)
      let before = place.map { stack.instruments[...$0] } ?? stack.instruments[...]
      stack.instruments = before.filter { other in
        place != nil || rules.instruments[other].source == instrument.source
          || !against.isDisjoint(with: rules.instruments[other].countsAgainst)
      }
      if !stack.instruments.isEmpty { route.stacks.append(stack) }
    }
    route.also = also.filter { $0 == number }
    return route
  }
}
