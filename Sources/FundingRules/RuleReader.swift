/// Goes through all that rules read: every formula, test and fact of every clause.
///
/// Rules hand each of their parts to a reader by `rebuilt(by:)`, which makes the rule again from its parts:
/// a clause that gets a new part does not compile until a reader sees it too.
public protocol RuleReader {
  /// Reads an amount, a share or a span.
  mutating func read(_ formula: Formula)
  /// Reads a test.
  mutating func read(_ test: Condition)
  /// Reads a fact, by its number, that a clause names outside formulas and tests.
  mutating func read(fact: Int)
  /// Reads an amount that counts only where a test holds.
  mutating func read(_ formula: Formula, when test: Condition)
  /// Reads when something happens.
  mutating func read(_ moment: Moment)
  /// Reads the course's time, of which a limit counts so much.
  mutating func read(_ time: TimeCount)
}

extension RuleReader {
  /// Reads the test and the amount, whether the test holds or not.
  public mutating func read(_ formula: Formula, when test: Condition) {
    read(test)
    read(formula)
  }

  /// Reads the span after which something happens.
  public mutating func read(_ moment: Moment) {
    switch moment {
    case .on, .each: break
    case .after(let span): read(span)
    }
  }

  /// Reads nothing more of the course's time.
  public mutating func read(_ time: TimeCount) {}

  /// Reads the course's time and hands it on.
  mutating func through(_ time: TimeCount) -> TimeCount {
    read(time)
    return time
  }

  /// Reads a formula and hands it on.
  mutating func through(_ formula: Formula) -> Formula {
    read(formula)
    return formula
  }

  /// Reads a formula, if there is one, and hands it on.
  mutating func through(_ formula: Formula?) -> Formula? {
    if let formula { read(formula) }
    return formula
  }

  /// Reads a test, if there is one, and hands it on.
  mutating func through(_ test: Condition?) -> Condition? {
    if let test { read(test) }
    return test
  }

  /// Reads a fact and hands it on.
  mutating func through(fact: Int) -> Int {
    read(fact: fact)
    return fact
  }

  /// Reads a fact, if there is one, and hands it on.
  mutating func through(fact: Int?) -> Int? {
    if let fact { read(fact: fact) }
    return fact
  }

  /// Reads a moment and hands it on.
  mutating func through(_ moment: Moment) -> Moment {
    read(moment)
    return moment
  }
}

extension Condition {
  /// The formulas that a test compares, those of the tests that it is made of included.
  public var formulas: [Formula] {
    switch self {
    case .compare(let left, _, let right, _): [left, right]
    case .between(let subject, let low, let high, _): [subject, low, high]
    case .oneOf(let subject, _, _), .oneOfParameter(let subject, _, _): [subject]
    case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(\.formulas)
    }
  }

  /// The list parameters that a test looks in.
  var listParameters: [Int] {
    switch self {
    case .compare, .between, .oneOf: []
    case .oneOfParameter(_, let parameter, _): [parameter]
    case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(\.listParameters)
    }
  }
}
