public import FundingValues

/// A place in the policy text and the words that stand there.
///
/// A class, for clauses go from rules into answers too often to copy both texts each time.
public final class Clause: Sendable, Hashable {
  /// The path and line, such as `Policies/lle-loan.policy:42`.
  public let place: String
  /// The clause as written.
  public let text: String

  /// A clause at a place.
  public init(place: String, text: String) {
    self.place = place
    self.text = text
  }

  /// What stands for a clause where a test has none.
  static let none = Clause(place: "", text: "")

  /// Whether two clauses are one, or say the same at the same place.
  public static func == (left: Clause, right: Clause) -> Bool {
    left === right || left.place == right.place && left.text == right.text
  }

  /// Hashes the place and the text.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(place)
    hasher.combine(text)
  }
}

/// How two values are compared.
public enum ComparisonOperator: Sendable, Hashable {
  case atLeast, atMost, above, below, equal

  /// Whether the comparison holds.
  public func holds(_ left: Ratio, _ right: Ratio) -> Bool {
    switch self {
    case .atLeast: left >= right
    case .atMost: left <= right
    case .above: left > right
    case .below: left < right
    case .equal: left == right
    }
  }
}

/// A test on facts.
public indirect enum Condition: Sendable {
  case compare(Formula, ComparisonOperator, Formula, Clause)
  /// Ends included.
  case between(Formula, Formula, Formula, Clause)
  /// One of the values of a category.
  case oneOf(Formula, [Int], Clause)
  /// One of the values of a list parameter.
  case oneOfParameter(Formula, Int, Clause)
  case all([Condition])
  case any([Condition])
  case none([Condition])

  /// The single tests that it is made of.
  var tests: [Condition] {
    switch self {
    case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(\.tests)
    default: [self]
    }
  }

  /// The facts it reads.
  public var facts: [Int] {
    switch self {
    case .compare(let left, _, let right, _): left.facts + right.facts
    case .between(let subject, let low, let high, _): subject.facts + low.facts + high.facts
    case .oneOf(let subject, _, _), .oneOfParameter(let subject, _, _): subject.facts
    case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(\.facts)
    }
  }

  /// The parameters it reads.
  public var parameters: [Int] {
    switch self {
    case .compare(let left, _, let right, _): left.parameters + right.parameters
    case .between(let subject, let low, let high, _):
      subject.parameters + low.parameters + high.parameters
    case .oneOf(let subject, _, _): subject.parameters
    case .oneOfParameter(let subject, let parameter, _): subject.parameters + [parameter]
    case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(\.parameters)
    }
  }

  /// The parameters that its single tests of some clauses read, each once.
  public func parameters(of clauses: [Clause]) -> [Int] {
    var found: [Int] = []
    for test in tests {
      guard let clause = test.clause, clauses.contains(clause) else { continue }
      for parameter in test.parameters where !found.contains(parameter) { found.append(parameter) }
    }
    return found
  }

  /// The clause that stands for the test in an explanation.
  public var clause: Clause? {
    switch self {
    case .compare(_, _, _, let clause), .between(_, _, _, let clause), .oneOf(_, _, let clause),
      .oneOfParameter(_, _, let clause):
      clause
    case .all(let parts), .any(let parts), .none(let parts): parts.first?.clause
    }
  }
}

/// A test that failed: the clause and the fact behind it.
public struct FailedTest: Sendable, Hashable {
  /// What the fact is compared with, kept as the test has it until somebody asks for it.
  public enum Measure: Sendable, Hashable {
    case nothing
    case value(Ratio)
    case span(Ratio, Ratio)
    /// Values of a category.
    case codes([Int])
  }
  /// The clause.
  public let clause: Clause
  /// The fact that was compared, by its number, if the test compares one.
  public let fact: Int?
  /// The fact's value.
  public let value: Ratio?
  /// What the fact is compared with; nothing where the clause rules it out.
  public let measure: Measure
  /// Whether the clause stands under `none of`, so that it holds and should not.
  public let rulesOut: Bool
  /// The facts that hold beside it, where only all of them together are ruled out.
  public let beside: [FailedTest]
  /// The days on which the clause's thing applies, where the case lies outside them.
  public let applies: DateSpan?

  /// What the fact would have to be compared with; nothing where the clause rules it out.
  public var needed: [Ratio] {
    switch measure {
    case .nothing: []
    case .value(let value): [value]
    case .span(let low, let high): [low, high]
    case .codes(let codes): codes.map { Ratio(Int64($0)) }
    }
  }

  /// A failure from its parts.
  public init(
    clause: Clause, fact: Int?, value: Ratio?, measure: Measure = .nothing, rulesOut: Bool = false,
    beside: [FailedTest] = [], applies: DateSpan? = nil
  ) {
    self.clause = clause
    self.fact = fact
    self.value = value
    self.measure = measure
    self.rulesOut = rulesOut
    self.beside = beside
    self.applies = applies
  }
}

extension Circumstances {
  /// Whether a test holds; a fact that is not given matters only if the rest does not settle it.
  public func holds(_ condition: Condition) throws(Missing) -> Bool {
    switch condition {
    case .compare(let left, let comparison, let right, _):
      return comparison.holds(try value(of: left), try value(of: right))
    case .between(let subject, let low, let high, _):
      let middle = try value(of: subject)
      let least = try value(of: low)
      let most = try value(of: high)
      return least <= middle && middle <= most
    case .oneOf(let subject, let values, _):
      return values.contains(Int(try value(of: subject).floor()))
    case .oneOfParameter(let subject, let parameter, _):
      let code = Int(try value(of: subject).floor())
      return try values.list(of: parameter, on: date, frame: frame).contains(code)
    case .all(let parts): return try settled(parts, by: false)
    case .any(let parts): return try settled(parts, by: true)
    case .none(let parts): return try !settled(parts, by: true)
    }
  }

  /// The answer that one part alone can give, if one does, else the other.
  private func settled(_ parts: [Condition], by decisive: Bool) throws(Missing) -> Bool {
    var missing: Missing?
    for part in parts {
      do throws(Missing) {
        if try holds(part) == decisive { return decisive }
      } catch {
        missing = missing ?? error
      }
    }
    if let missing { throw missing }
    return !decisive
  }

  /// The first clauses that fail, with the facts behind them; empty if the test holds.
  public func failures(of condition: Condition) throws(Missing) -> [FailedTest] {
    var found: [FailedTest] = []
    _ = try holds(condition, orFails: &found)
    return found
  }

  /// Whether a test holds; if it does not, adds the first clauses that fail.
  func holds(
    _ condition: Condition, orFails failures: inout [FailedTest]
  ) throws(Missing) -> Bool {
    // Most tests are lists of which all must hold: those are gone through once.
    if case .all(let parts) = condition { return try allHold(parts, orFails: &failures) }
    if try holds(condition) { return true }
    let before = failures.count
    switch condition {
    case .all: break
    case .any(let parts):
      for part in parts { _ = try holds(part, orFails: &failures) }
    case .none(let parts):
      if let part = parts.first(where: { (try? holds($0)) == true }) {
        try addGrounds(of: part, to: &failures)
      }
    default: failures.append(try failure(of: condition))
    }
    // Whoever asks takes no failures for a test that holds.
    if failures.count == before {
      let said = condition.tests.lazy.compactMap { try? failure(of: $0) }.first
      failures.append(
        said ?? FailedTest(clause: condition.tests.first?.clause ?? .none, fact: nil, value: nil))
    }
    return false
  }

  /// Adds why a test holds that rules something out: a test within it, or, where it is itself that none
  /// of some hold, those that do not.
  private func addGrounds(
    of condition: Condition, to failures: inout [FailedTest]
  ) throws(Missing) {
    if case .none(let parts) = condition {
      for part in parts { _ = try holds(part, orFails: &failures) }
      return
    }
    let grounds = grounds(of: condition)
    guard let last = grounds.last else { return }
    failures.append(
      FailedTest(
        clause: last.clause, fact: last.fact, value: last.value, rulesOut: true,
        beside: grounds.dropLast()))
  }

  /// Whether all of some tests hold; if not, adds what fails in the first that says so.
  private func allHold(
    _ parts: [Condition], orFails failures: inout [FailedTest]
  ) throws(Missing) -> Bool {
    let before = failures.count
    var missing: Missing?
    var allHold = true
    for part in parts {
      do throws(Missing) {
        if try holds(part, orFails: &failures) { continue }
        allHold = false
        if failures.count > before { return false }
      } catch {
        missing = missing ?? error
      }
    }
    if allHold, let missing { throw missing }
    return allHold
  }

  /// The single tests by which a test that holds does so.
  private func grounds(of condition: Condition) -> [FailedTest] {
    switch condition {
    case .all(let parts): parts.flatMap { grounds(of: $0) }
    case .any(let parts): parts.first { (try? holds($0)) == true }.map { grounds(of: $0) } ?? []
    case .none: []
    default: (try? failure(of: condition)).map { [$0] } ?? []
    }
  }

  private func failure(of condition: Condition) throws(Missing) -> FailedTest {
    let clause = condition.clause ?? .none
    switch condition {
    case .compare(let left, _, let right, _):
      return FailedTest(
        clause: clause, fact: left.firstFact, value: try value(of: left),
        measure: .value(try value(of: right)))
    case .between(let subject, let low, let high, _):
      return FailedTest(
        clause: clause, fact: subject.firstFact, value: try value(of: subject),
        measure: .span(try value(of: low), try value(of: high)))
    case .oneOf(let subject, let codes, _):
      return FailedTest(
        clause: clause, fact: subject.firstFact, value: try value(of: subject),
        measure: .codes(codes))
    case .oneOfParameter(let subject, let parameter, _):
      let codes = try values.list(of: parameter, on: date, frame: frame)
      return FailedTest(
        clause: clause, fact: subject.firstFact, value: try value(of: subject),
        measure: .codes(codes))
    default: return FailedTest(clause: clause, fact: nil, value: nil)
    }
  }
}
