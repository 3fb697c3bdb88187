import FundingRules
import FundingValues
import PolicyLanguage

extension Lowering {
  /// How people respond, from every `behaviour` the plan sees; nothing if there is none.
  func behaviour(readingNamesFrom reader: Int) throws -> BehaviourPlan? {
    var plan: BehaviourPlan?
    for (declaration, unit) in visibleDeclarations {
      guard case .behaviour(let behaviour) = declaration else { continue }
      var read = plan ?? BehaviourPlan()
      for act in behaviour.acts { try self.read(act, unit, into: &read) }
      plan = read
    }
    for (declaration, unit) in visibleDeclarations {
      guard case .outcomes(let outcomes) = declaration else { continue }
      for case .figure(let figure, let value, _) in outcomes.effects {
        plan = plan ?? BehaviourPlan()
        plan?.figures[figure.rawValue] = try formula(value, unit, expecting: nil)
      }
    }
    try refuseUnnamed(plan, readingNamesFrom: reader)
    return plan
  }

  /// Refuses evidence that the engine once found by its name and that no clause names.
  private func refuseUnnamed(
    _ plan: BehaviourPlan?, readingNamesFrom reader: Int
  ) throws {
    guard let plan else { return }
    for figure in EvidenceFigure.allCases where plan.figures[figure.rawValue] == nil {
      guard
        case .found(let found) = program.find(figure.rawValue, from: reader, where: \.isParameter),
        program.units[found.unit].kind == .evidence
      else { continue }
      throw PlanError(
        "no clause names `\(figure.rawValue)`: write `\(figure.clause(figure.rawValue))` beneath "
          + "`\(figure.block)`, or leave the parameter out", at: found.name.span)
    }
  }

  /// The declarations of the files that the plan sees, with each file's unit.
  var visibleDeclarations: [(DeclarationSyntax, Int)] {
    program.files.flatMap { file -> [(DeclarationSyntax, Int)] in
      let unit = program.units.first { $0.file == file.file && $0.parent == nil }
      guard let unit, visible.contains(unit.id) else { return [] }
      return file.declarations.map { ($0, unit.id) }
    }
  }

  private func read(
    _ act: BehaviourSyntax.Act, _ unit: Int, into plan: inout BehaviourPlan
  ) throws {
    func value(_ expression: ExpressionSyntax) throws -> Formula {
      try formula(expression, unit, expecting: nil)
    }
    switch act {
    case .considers(let who, let chance, _):
      plan.consideration.append((try party(who), try value(chance)))
    case .aware(_, let chance, let moves, _):
      plan.awareness = (
        try value(chance),
        try moves.map { (fact: try fact($0.with, unit), correlation: try value($0.correlation)) }
      )
    case .campaign(let raise, let from, _):
      plan.campaigns.append((try value(raise), from.date))
    case .values(_, let weights, _): plan.weights += try weights.map { try weight($0, unit) }
    case .sponsors(_, let when, let hurdle, let spread, let limits, _):
      plan.sponsorship = try sponsorship(
        when, hurdle: try formula(hurdle, unit), spread: try value(spread),
        limits: try limits.map { try limit($0, unit) }, unit)
    case .transfers(_, let chance, _): plan.transfers = try value(chance)
    case .pays: break
    case .otherwiseSpends(_, let share, let account, _):
      plan.background.append((try value(share), account.text))
    case .substitutes(let path, let dissimilarity, _):
      plan.nest = (try fact(path, unit), try value(dissimilarity))
    case .routes(let dissimilarity, _): plan.routeDissimilarity = try value(dissimilarity)
    case .figure(let figure, let amount, _): plan.figures[figure.rawValue] = try value(amount)
    }
  }

  private func weight(
    _ syntax: BehaviourSyntax.Weight, _ unit: Int
  ) throws -> BehaviourPlan.Weight {
    BehaviourPlan.Weight(
      coefficient: try formula(syntax.coefficient, unit, expecting: nil),
      per: try formula(syntax.per, unit), of: try syntax.of.map { try fact($0, unit) },
      condition: try condition(syntax.condition, unit), text: lines.text(syntax.span))
  }

  /// The gain and the cost are turned round when the test is written the other way.
  private func sponsorship(
    _ when: ConditionSyntax, hurdle: Formula?, spread: Formula, limits: [Limit], _ unit: Int
  ) throws -> BehaviourPlan.Sponsorship {
    let left = try formula(when.subject, unit, expecting: nil)
    func plan(_ gain: Formula, _ how: ComparisonOperator, _ cost: Formula)
      -> BehaviourPlan.Sponsorship
    {
      BehaviourPlan.Sponsorship(
        gain: gain, comparison: how, cost: cost, hurdle: hurdle, spread: spread, limits: limits)
    }
    switch when.comparison {
    case .above(let right): return plan(left, .above, try formula(right, unit, expecting: nil))
    case .atLeast(let right): return plan(left, .atLeast, try formula(right, unit, expecting: nil))
    case .below(let right): return plan(try formula(right, unit, expecting: nil), .above, left)
    case .atMost(let right): return plan(try formula(right, unit, expecting: nil), .atLeast, left)
    default: throw PlanError("an employer sponsors when one sum is above another", at: when.span)
    }
  }

  /// What study leads to, from every `outcomes` the plan sees; nothing if there is none.
  func outcomes() throws -> OutcomesPlan? {
    var plan: OutcomesPlan?
    for (declaration, unit) in visibleDeclarations {
      guard case .outcomes(let outcomes) = declaration else { continue }
      var read = plan ?? OutcomesPlan()
      for effect in outcomes.effects { try self.read(effect, unit, into: &read) }
      plan = read
    }
    return plan
  }

  private func read(
    _ effect: OutcomesSyntax.Effect, _ unit: Int, into plan: inout OutcomesPlan
  ) throws {
    func value(_ expression: ExpressionSyntax) throws -> Formula {
      try formula(expression, unit, expecting: nil)
    }
    switch effect {
    case .chance(_, let verb, let chance, let span):
      set(verb, try value(chance), in: &plan)
      if verb == .stepsOff { plan.breaks.append(lines.clause(span)) }
    case .returns(_, let within, let chance, let span):
      plan.returns = (try years(within, unit), try value(chance))
      plan.breaks.append(lines.clause(span))
    case .completing(let raises, let by, let after, let fading, let signal, let span):
      plan.premium = (try fact(raises, unit), try value(by))
      plan.moved.append((try fact(raises, unit), lines.clause(span)))
      plan.fullAfter = try after.map { try years($0, unit) }
      plan.fading = try formula(fading, unit)
      plan.signal = try formula(signal, unit)
    case .partEarns(let share, _): plan.partEarns = try value(share)
    case .keeps(_, let share, _): plan.employerKeeps = try value(share)
    case .discounts(let who, let rate, _): plan.discounts[who.text] = try value(rate)
    case .grows(let path, let rate, let span):
      plan.grows = try value(rate)
      plan.moved.append((try fact(path, unit), lines.clause(span)))
    case .wanders(let path, let persistence, let spread, let span):
      plan.wanders = (try value(persistence), try value(spread))
      plan.moved.append((try fact(path, unit), lines.clause(span)))
    case .jumps(let path, let spread, let span):
      plan.jumps = try value(spread)
      plan.moved.append((try fact(path, unit), lines.clause(span)))
    case .figure: break
    }
  }

  private func set(
    _ verb: OutcomesSyntax.Effect.Verb, _ chance: Formula, in plan: inout OutcomesPlan
  ) {
    switch verb {
    case .completes: plan.completion = chance
    case .stepsOff: plan.stepsOff = chance
    case .losesWork: plan.losesWork = chance
    case .findsWork: plan.findsWork = chance
    case .leaves: plan.leaves = chance
    case .dies: plan.dies = chance
    }
  }
}
