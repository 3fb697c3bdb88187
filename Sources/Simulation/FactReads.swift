package import FundingRules
import FundingValues
import PolicyCompiler

/// The facts and parameters that some rules read, followed through parameters and derived facts.
package struct FactReads {
  private let rules: RuleSet
  /// The numbers of the facts read.
  package private(set) var facts: Set<Int> = []
  /// The numbers of the parameters read.
  package private(set) var parameters: Set<Int> = []

  /// Nothing read yet of a regime's rules.
  package init(_ rules: RuleSet) { self.rules = rules }

  /// Adds what a formula reads.
  package mutating func add(_ formula: Formula?) {
    guard let formula else { return }
    for fact in formula.facts { add(fact: fact) }
    for parameter in formula.parameters { add(parameter: parameter) }
  }

  /// Adds what a test reads.
  package mutating func add(_ condition: Condition?) {
    guard let condition else { return }
    switch condition {
    case .compare(let left, _, let right, _):
      add(left)
      add(right)
    case .between(let subject, let low, let high, _):
      add(subject)
      add(low)
      add(high)
    case .oneOf(let subject, _, _): add(subject)
    case .oneOfParameter(let subject, let parameter, _):
      add(subject)
      add(parameter: parameter)
    case .all(let parts), .any(let parts), .none(let parts):
      for part in parts { add(part) }
    }
  }

  /// Adds a fact, and what it is derived from.
  package mutating func add(fact: Int) {
    guard facts.insert(fact).inserted else { return }
    for derived in rules.derived where derived.fact == fact {
      switch derived.definition {
      case .formula(let formula): add(formula)
      case .test(let test): add(test)
      }
    }
  }

  /// Adds a parameter, its keys and what its values are worked out from.
  package mutating func add(parameter: Int) {
    guard parameters.insert(parameter).inserted else { return }
    let rule = rules.parameters[parameter]
    for key in rule.keys { add(fact: key) }
    for row in rule.rows {
      for case .band(let from, let below) in row.cells {
        add(from)
        add(below)
      }
      for step in row.steps { add(step.value) }
    }
  }

  private mutating func add(_ value: ParameterRule.Value) {
    switch value {
    case .formula(let formula): add(formula)
    case .rises(_, _, let index, _, _): add(index)
    case .resumes(let steps): for step in steps { add(step.value) }
    default: break
    }
  }

  /// Adds what shapes a payment or a gift.
  package mutating func add(_ shaping: Shaping) {
    for each in shaping.exceptions + shaping.additions {
      add(each.amount)
      add(each.test)
    }
    for each in [
      shaping.inAllAtMost, shaping.notBelow, shaping.inProportionTo, shaping.nothingBelow,
    ] { add(each) }
    if let taper = shaping.taper {
      for each in [taper.fromShare, taper.fromPoint, taper.toShare, taper.toPoint] { add(each) }
      add(fact: taper.of)
    }
    if let cut = shaping.reduction {
      for each in [cut.by, cut.forEach, cut.above] { add(each) }
      add(fact: cut.of)
    }
    for limit in shaping.limits {
      add(limit.amount)
      add(limit.condition)
      if let quantity = limit.quantity { add(fact: quantity) }
    }
  }

  /// Adds what an instrument reads.
  package mutating func add(_ instrument: Instrument) {
    add(instrument.eligible)
    for payment in instrument.payments {
      add(fact: payment.cost)
      add(payment.amount)
      add(payment.countsAtMost)
      add(payment.shaping)
      for leave in payment.leaves {
        add(leave.amount)
        add(leave.condition)
      }
      for part in payment.parts { add(part.share) }
    }
    for gift in instrument.gifts {
      add(gift.amount)
      add(gift.condition)
      add(gift.shaping)
      if case .each = gift.moment, let end = rules.facts["course.end"] { add(fact: end) }
    }
  }

  /// Adds what a route reads, the costs that nobody helps with left out.
  package mutating func add(_ route: Route) {
    add(route.openWhen)
    for number in route.stacks.flatMap(\.instruments) + route.also {
      add(rules.instruments[number])
    }
    for stack in route.stacks {
      if rules.settles(stack) { add(fact: stack.cost) }
      for rest in stack.rests { add(rest.condition) }
    }
  }

  /// Whether a value read is drawn anew each pair of draws.
  var isUncertain: Bool {
    parameters.contains { parameter in
      rules.parameters[parameter].rows.contains { row in
        row.steps.contains { $0.value.isUncertain }
      }
    }
  }

  /// Whether a value read changes on a day within a stretch.
  func changes(between first: CivilDate, and last: CivilDate) -> Bool {
    parameters.contains { parameter in
      rules.parameters[parameter].rows.contains { row in
        row.steps.contains { step in
          switch step.value {
          case .rises, .resumes: return true
          default: break
          }
          return step.from > first && step.from <= last
        }
      }
    }
  }
}
