import FundingValues

extension Checker {
  /// Checks how people and employers respond.
  mutating func check(_ behaviour: BehaviourSyntax) {
    place = .rule
    for act in behaviour.acts { check(act) }
    place = .data
    requireOnce(behaviour.acts.map(\.said))
    for case .values(_, let weights, _) in behaviour.acts {
      // A block of tests stands beneath its line, which may then be written like another.
      let plain = weights.filter { if case .group? = $0.condition { false } else { true } }
      requireOnce(plain.map { (text($0.span), $0.span) })
    }
  }

  private mutating func check(_ act: BehaviourSyntax.Act) {
    switch act {
    case .considers(let who, let chance, _), .transfers(let who, let chance, _):
      requireActor(who)
      requireChance(chance)
    case .aware(let who, let chance, let moves, _):
      requireActor(who)
      requireChance(chance)
      for each in moves { checkAwareness(each) }
    case .pays(let name, let share, _): checkChoice(name, share)
    case .campaign(let by, _, _): require(by, .share, "what a campaign adds to awareness")
    case .values(let who, let weights, _):
      requireActor(who)
      for weight in weights { check(weight) }
    case .sponsors(let who, let test, let hurdle, let spread, let limits, _):
      requireActor(who)
      check(test)
      if let hurdle { require(hurdle, .sharePerYear, "a hurdle") }
      require(spread, .money, "the spread of what a sponsor sees")
      for limit in limits { check(limit, of: "what a sponsor spends", because: nil) }
    case .otherwiseSpends(let who, let share, let account, _):
      requireActor(who)
      require(share, oneOf: [.share, .sharePerYear], "what is otherwise spent of an account")
      resolve(account, as: "an account", where: \.isAccount)
    case .substitutes(let path, let dissimilarity, _):
      resolve(fact: path, "what offers have in common")
      requireDissimilarity(dissimilarity)
    case .routes(let dissimilarity, _): requireDissimilarity(dissimilarity)
    case .figure(let figure, let value, _): check(figure, value)
    }
  }

  /// Checks what a payer chooses of what `pays at most` allows.
  private mutating func checkChoice(_ name: NameSyntax, _ share: ExpressionSyntax) {
    guard let id = resolve(name, as: "a grant or loan", where: \.isInstrument),
      case .instrument(let instrument) = program.declarations[id].syntax
    else { return }
    guard let pays = instrument.pays.first(where: \.atMost) else {
      report(
        "P0801", "`\(name.text)` pays what its policy says, so nothing is left to choose",
        at: Label(name.span, "says `pays`, not `pays at most`"),
        with: instrument.pays.prefix(1).map { Label($0.span, "pays this") })
      return
    }
    require(share, pays.base == .towards ? .money : .share, "what is chosen")
  }

  private mutating func checkAwareness(_ moves: MovesSyntax) {
    resolve(fact: moves.with, "what awareness moves with")
    require(moves.correlation, .number, "a rank correlation")
    requireWithin(moves.correlation, Ratio(-1), .one, "a rank correlation")
  }

  private mutating func check(_ figure: EvidenceFigure, _ value: ExpressionSyntax) {
    switch figure {
    case .tastePersistence:
      require(value, .share, "the share of a taste that lasts")
      requireWithin(value, .zero, .one, "the share of a taste that lasts", isShare: true)
    case .perceivedShare: require(value, .share, "what a learner expects of the gain")
    case .waitingCost: require(value, .number, "what waiting costs")
    case .retirementAge: require(value, .years, "the age at which a learner retires")
    case .displacement: require(value, .share, "what is displaced of the gain")
    case .loanDiscountRate: require(value, .sharePerYear, "the rate at which loans are valued")
    }
  }

  private mutating func requireDissimilarity(_ expression: ExpressionSyntax) {
    require(expression, .number, "a dissimilarity")
    requireWithin(expression, .zero, .one, "a dissimilarity")
  }

  /// Requires a chance: a percent, or a percent per year that the step scales.
  private mutating func requireChance(_ expression: ExpressionSyntax) {
    guard
      require(expression, oneOf: [.share, .sharePerYear], "a chance", words: "a percent") != nil
    else { return }
    requireWithin(expression, .zero, .one, "a chance", isShare: true)
  }

  /// Requires the name of someone who acts.
  private mutating func requireActor(_ name: NameSyntax, _ others: [String] = []) {
    let actors = ["learner", "employer"] + others
    if actors.contains(name.text) { return }
    let listed = actors.map { "`\($0)`" }.joined(separator: " or ")
    let near = nearestName(to: name.text, among: actors)
    report(
      "P0301", "`\(name.text)` cannot do this", at: Label(name.span, "not \(listed)"),
      suggestion: near.map {
        Suggestion(nearWords("someone", name.text, $0), replace: name.span, with: $0)
      })
  }

  /// Checks a line of `values a route by`: a number, perhaps for each amount of a fact.
  private mutating func check(_ weight: BehaviourSyntax.Weight) {
    require(weight.coefficient, .number, "what a line adds to the value of a route")
    if let test = weight.condition { check(test) }
    guard let per = weight.per, let of = weight.of else { return }
    guard let type = resolve(fact: of, "what a line follows") else { return }
    guard type.isNumeric else {
      report(
        "P0202", "a line follows a number, but `\(of.text)` is \(type.words)",
        at: Label(of.span, type.words))
      return
    }
    let outer = place
    place = .data
    require(
      per, type, "the amount after `per`", because: Label(of.span, type.words))
    place = outer
    divisors.append(Divisor(expression: per, unit: unit, breadcrumb: breadcrumb))
  }

  /// Reports what is said of one thing a second time.
  mutating func requireOnce(_ lines: [(what: String, span: SourceSpan)]) {
    var first: [String: SourceSpan] = [:]
    for line in lines {
      if let before = first[line.what] {
        report(
          "P0303", "this is said twice", at: Label(line.span, "said again"),
          with: [Label(before, "first said here")], help: "keep one of the two")
      } else {
        first[line.what] = line.span
      }
    }
  }

  /// Checks what study leads to.
  mutating func check(_ outcomes: OutcomesSyntax) {
    place = .outcomes
    for effect in outcomes.effects { check(effect) }
    place = .data
    requireOnce(outcomes.effects.map(\.said))
  }

  private mutating func check(_ effect: OutcomesSyntax.Effect) {
    switch effect {
    case .chance(let who, _, let chance, _):
      requireActor(who, ["employee"])
      requireChance(chance)
    case .returns(let who, let within, let chance, _):
      requireActor(who)
      requireSpan(within, "the time within which a learner returns")
      requireChance(chance)
    case .completing(let path, let by, let reaching, let fading, let signal, _):
      resolve(fact: path, "what completing raises", oneOf: [.moneyPerYear])
      require(by, .share, "what completing adds")
      if let reaching { requireSpan(reaching, "the time until the rise is full") }
      if let fading { require(fading, .sharePerYear, "how the rise fades") }
      if let signal { require(signal, .share, "the part that is a signal") }
    case .partEarns(let share, _): require(share, .share, "what part of an award earns")
    case .keeps(let who, let share, _):
      requireActor(who)
      require(share, .share, "what is kept of the gain")
    case .discounts(let who, let rate, _):
      if who.text != "society" { requireParty(who) }
      require(rate, .sharePerYear, "a discount rate")
    case .grows(let path, let rate, _):
      resolve(fact: path, "what grows", oneOf: [.moneyPerYear, .money])
      require(rate, .sharePerYear, "growth")
    case .wanders(let path, let persistence, let spread, _):
      resolve(fact: path, "what wanders", oneOf: [.moneyPerYear, .money])
      require(persistence, .number, "persistence")
      requireWithin(persistence, .zero, .one, "persistence")
      require(spread, .number, "the spread of pay")
    case .jumps(let path, let spread, _):
      resolve(fact: path, "what jumps", oneOf: [.moneyPerYear, .money])
      require(spread, .number, "the spread of pay")
    case .figure(let figure, let value, _): check(figure, value)
    }
  }
}

extension BehaviourSyntax.Act {
  /// What the line says something of, which can be said once.
  fileprivate var said: (String, SourceSpan) {
    switch self {
    case .considers(let who, _, let span): ("considers \(who.text)", span)
    case .aware(let who, _, _, let span): ("aware \(who.text)", span)
    case .campaign(_, let date, let span): ("campaign \(date.date)", span)
    case .values(let who, _, let span): ("values \(who.text)", span)
    case .sponsors(let who, _, _, _, _, let span): ("sponsors \(who.text)", span)
    case .transfers(let who, _, let span): ("transfers \(who.text)", span)
    case .pays(let name, _, let span): ("pays \(name.text)", span)
    case .otherwiseSpends(_, _, let account, let span): ("spends \(account.text)", span)
    case .substitutes(let path, _, let span): ("alike \(path.text)", span)
    case .routes(_, let span): ("routes", span)
    case .figure(let figure, _, let span): (figure.rawValue, span)
    }
  }
}

extension OutcomesSyntax.Effect {
  /// What the line says something of, which can be said once.
  fileprivate var said: (String, SourceSpan) {
    switch self {
    case .chance(let who, let verb, _, let span): ("\(who.text) \(verb.rawValue)", span)
    case .returns(let who, _, _, let span): ("returns \(who.text)", span)
    case .completing(let path, _, _, _, _, let span): ("completing \(path.text)", span)
    case .partEarns(_, let span): ("part", span)
    case .keeps(let who, _, let span): ("keeps \(who.text)", span)
    case .discounts(let who, _, let span): ("discounts \(who.text)", span)
    case .grows(let path, _, let span): ("grows \(path.text)", span)
    case .wanders(let path, _, _, let span): ("wanders \(path.text)", span)
    case .jumps(let path, _, let span): ("jumps \(path.text)", span)
    case .figure(let figure, _, let span): (figure.rawValue, span)
    }
  }
}
