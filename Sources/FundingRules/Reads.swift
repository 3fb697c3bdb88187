public import FundingValues

/// The facts and parameters that some rules read, followed through parameters and derived facts.
public struct Reads: RuleReader {
  private let rules: RuleSet
  /// The facts read, by number, those that others are worked out from included.
  public private(set) var facts: Set<Int> = []
  /// The parameters read, by number.
  public private(set) var parameters: Set<Int> = []
  /// What makes each derived fact.
  private let definitions: [Int: [DerivedFact.Definition]]
  /// What was read and is still to be followed: a chain may be as long as a program, and no stack is.
  private var open: [Step] = []
  private var isFollowing = false

  /// One step of a chain.
  private enum Step {
    case fact(Int)
    case parameter(Int)
  }

  /// Nothing read yet of a rule set.
  public init(_ rules: RuleSet) {
    self.rules = rules
    var definitions: [Int: [DerivedFact.Definition]] = [:]
    for derived in rules.derived {
      definitions[derived.fact, default: []].append(derived.definition)
    }
    self.definitions = definitions
  }

  /// Reads a formula's facts and parameters.
  public mutating func read(_ formula: Formula) {
    for fact in formula.facts { read(fact: fact) }
    for parameter in formula.parameters { read(parameter: parameter) }
  }

  /// Reads what a test compares and the lists it looks in.
  public mutating func read(_ test: Condition) {
    for formula in test.formulas { read(formula) }
    for parameter in test.listParameters { read(parameter: parameter) }
  }

  /// Reads a fact, and what it is derived from.
  public mutating func read(fact: Int) {
    guard facts.insert(fact).inserted else { return }
    follow(.fact(fact))
  }

  /// Follows a step and all that it leads to, one after another.
  private mutating func follow(_ step: Step) {
    open.append(step)
    if isFollowing { return }
    isFollowing = true
    while let next = open.popLast() {
      switch next {
      case .fact(let fact):
        for definition in definitions[fact] ?? [] {
          switch definition {
          case .formula(let formula): read(formula)
          case .test(let test): read(test)
          }
        }
      case .parameter(let parameter): readRows(of: rules.parameters[parameter])
      }
    }
    isFollowing = false
  }

  /// Reads the facts of the engine by which a moment comes.
  public mutating func read(_ moment: Moment) {
    switch moment {
    case .on(let event):
      switch event {
      case .completion: read(named: "course.completed")
      case .outcome: read(named: "course.outcome")
      case .start, .withdrawal, .separation: break
      }
    case .after(let span): read(span)
    case .each: read(named: "course.end")
    }
  }

  /// Reads the days between which a course lasts, and its length.
  public mutating func read(_ time: TimeCount) {
    for name in ["course.start", "course.end", "course.length"] { read(named: name) }
  }

  private mutating func read(named name: String) {
    if let fact = rules.facts[name] { read(fact: fact) }
  }

  /// Reads a parameter, its keys, the bounds of its rows and what its values are worked out from.
  public mutating func read(parameter: Int) {
    guard parameters.insert(parameter).inserted else { return }
    follow(.parameter(parameter))
  }

  private mutating func readRows(of rule: ParameterRule) {
    for key in rule.keys { read(fact: key) }
    for row in rule.rows {
      for cell in row.cells {
        switch cell {
        case .oneOf: break
        case .band(let from, let below, _):
          if let from { read(from) }
          if let below { read(below) }
        }
      }
      for step in row.steps { read(step.value) }
    }
  }

  private mutating func read(_ value: ParameterRule.Value) {
    switch value {
    case .formula(let formula): read(formula)
    case .rises(_, _, let index, _, _): read(index)
    case .resumes(let steps): for step in steps { read(step.value) }
    case .list, .uncertain, .unlimited: break
    }
  }

  /// Reads a route: its test, its instruments, who pays the rest, and the costs that help goes into.
  public mutating func read(_ route: Route) {
    _ = through(route.openWhen)
    for number in route.named { rules.instruments[number].rebuilt(by: &self) }
    for stack in route.stacks {
      if rules.settles(stack) { read(fact: stack.cost) }
      for rest in stack.rests {
        _ = through(rest.condition)
        for recovery in rest.recoveries { _ = recovery.rebuilt(by: &self) }
      }
    }
  }

  /// Whether a value read is drawn anew each pair of draws.
  public var isUncertain: Bool {
    parameters.contains { parameter in
      rules.parameters[parameter].rows.contains { row in
        row.steps.contains { $0.value.isUncertain }
      }
    }
  }

  /// Whether a value read changes on a day within a stretch.
  public func changes(between first: CivilDate, and last: CivilDate) -> Bool {
    parameters.contains { parameter in
      rules.parameters[parameter].rows.contains { row in
        row.steps.contains { step in
          switch step.value {
          case .rises, .resumes: return true
          case .formula, .list, .uncertain, .unlimited:
            return step.from > first && step.from <= last
          }
        }
      }
    }
  }
}

extension RuleSet {
  /// Whether a cost is settled payment by payment: help goes into it, or it is the provider's fee.
  public func settles(_ stack: Route.Stack) -> Bool {
    !stack.instruments.isEmpty || stack.cost == facts["course.fee"]
  }
}
