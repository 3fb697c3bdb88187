package import FundingRules
import FundingValues
import PolicyCompiler

extension Failure {
  /// What several routes lack; what only one or two of them ask for is said with their names.
  package static func missing(_ routes: [(route: String, what: [Missing])], _ rules: RuleSet)
    -> Failure
  {
    var failure = missing(routes.flatMap(\.what), rules)
    guard routes.count > 2, failure.needs.count == failure.explainedNeeds.count else {
      return failure
    }
    for (index, need) in failure.needs.enumerated() {
      let asking = routes.filter { route in
        route.what.contains { rules.facts[need].map(Missing.fact) == $0 }
      }
      if (1...2).contains(asking.count) {
        failure.explainedNeeds[index] +=
          " (for \(asking.map(\.route).joined(separator: " and ")))"
      }
    }
    return failure
  }

  /// How the command line gives a fact.
  private static func setting(_ fact: String, _ value: String = "VALUE") -> String {
    fact.contains(" ") ? "--set \"\(fact)=\(value)\"" : "--set \(fact)=\(value)"
  }

  /// A fact or a value that is not there, with what would let the command go on.
  package static func missing(_ missing: [Missing], _ rules: RuleSet) -> Failure {
    var facts: [String] = []
    for case .fact(let fact) in missing where !facts.contains(rules.facts.names[fact]) {
      facts.append(rules.facts.names[fact])
    }
    if !facts.isEmpty {
      var failure = Failure.wrong(
        "missing-fact",
        facts.count == 1
          ? "`\(facts[0])` is needed; give it with `\(Failure.setting(facts[0]))`"
          : "\(facts.count) facts are needed; give each with `--set NAME=VALUE`: "
            + facts.joined(separator: ", "),
        needs: facts)
      if facts.count > 1 {
        failure.summary = "\(facts.count) facts are needed; give each with `--set NAME=VALUE`"
      }
      failure.explainedNeeds = facts.map {
        "\($0): \(rules.facts.form(of: $0)): " + setting($0, rules.facts.example(of: $0))
      }
      return failure
    }
    for case .parameter(let number, let date) in missing {
      let rule = rules.parameters[number]
      let first = rule.rows.compactMap { $0.steps.first?.from }.min()
      let reason =
        first.map { date < $0 ? "its first value is from \($0)" : "no row fits the facts" }
        ?? "it has no values"
      var failure = Failure.wrong(
        "missing-value", "`\(rule.owner).\(rule.name)` has no value on \(date): \(reason)",
        needs: ["\(rule.owner).\(rule.name)"])
      let value = "a value of your own: `--set \(rule.name)=VALUE`"
      failure.explainedNeeds =
        first.map { date < $0 ? ["a day from \($0) on, or \(value)"] : [value] } ?? [value]
      return failure
    }
    return .wrong("missing-fact", "a fact is missing")
  }
}

extension FactTable {
  /// What the value of a fact may be, in words.
  package func form(of name: String) -> String {
    self[name].map { form(of: kinds[$0]) } ?? "a value"
  }

  /// What a value of a kind may be, in words.
  package func form(of kind: Kind) -> String {
    switch kind {
    case .money: return "money, such as 1700"
    case .moneyPerYear: return "money a year, such as 32000"
    case .share, .sharePerYear: return "a percentage, such as 90"
    case .count, .number, .other: return "a number, such as 4"
    case .credits: return "a number of credits, such as 30"
    case .hours: return "a number of hours, such as 300"
    case .years: return "a number of years, such as 34"
    case .days: return "a number of days, such as 30"
    case .date: return "a day, such as 2027-09-01"
    case .truth: return "yes or no"
    case .category(let category):
      return "one of " + (categories[category] ?? []).joined(separator: ", ")
    }
  }

  /// A value that a fact may have, to be copied and changed.
  package func example(of name: String) -> String {
    guard let fact = self[name] else { return "VALUE" }
    switch kinds[fact] {
    case .truth: return "yes"
    case .category(let category): return categories[category]?.first ?? "VALUE"
    default:
      let words = form(of: kinds[fact])
      return words.split(separator: " ").last.map(String.init) ?? "VALUE"
    }
  }
}

extension Circumstances {
  /// Whether a test holds as far as can be told, and the facts that are wanted to tell it.
  package func outlook(of condition: Condition) -> (holds: Bool?, wanted: Set<Int>) {
    switch condition {
    case .all(let parts): return joined(parts, settledBy: false)
    case .any(let parts): return joined(parts, settledBy: true)
    case .none(let parts):
      let (any, wanted) = joined(parts, settledBy: true)
      return (any.map { !$0 }, wanted)
    default:
      if let holds = try? holds(condition) { return (holds, []) }
      return (nil, condition.formulas.reduce(into: []) { $0.formUnion(wanted(by: $1)) })
    }
  }

  private func joined(
    _ parts: [Condition], settledBy decisive: Bool
  ) -> (holds: Bool?, wanted: Set<Int>) {
    var wanted: Set<Int> = []
    var isOpen = false
    for part in parts {
      let (holds, needs) = outlook(of: part)
      if holds == decisive { return (decisive, []) }
      if holds == nil { isOpen = true }
      wanted.formUnion(needs)
    }
    return (isOpen ? nil : !decisive, wanted)
  }
}

extension Circumstances {
  /// The facts not given that a formula reads, those that select its parameters' rows included.
  package func wanted(by formula: Formula) -> Set<Int> {
    if (try? value(of: formula)) != nil { return [] }
    let keys = formula.parameters.flatMap { values.keys(of: $0) }
    return Set((formula.facts + keys).filter { !frame.known[$0] })
  }
}

extension Instrument {
  /// The costs that it pays towards and the quantities by which it is limited.
  var costsAndQuantities: Set<Int> {
    let limits = payments.flatMap(\.shaping.limits) + gifts.flatMap(\.shaping.limits)
    let counted = limits.compactMap { limit -> Int? in
      if case .fact(let fact) = limit.counts { fact } else { nil }
    }
    return Set(payments.map(\.cost) + counted)
  }
}

/// The facts that are not given and that rules would read in given circumstances, as far as tests leave
/// them open.
package struct MissingFacts: RuleReader {
  private let here: Circumstances
  private let passedOver: Set<Int>
  /// The facts, by number, those worked out from others by themselves.
  package private(set) var wanted: Set<Int> = []

  /// Nothing wanted yet; facts that clauses name outside formulas and tests may be passed over.
  package init(_ here: Circumstances, except passedOver: Set<Int> = []) {
    self.here = here
    self.passedOver = passedOver
  }

  /// Wants what a formula lacks.
  package mutating func read(_ formula: Formula) { wanted.formUnion(here.wanted(by: formula)) }

  /// Wants what a test waits for.
  package mutating func read(_ test: Condition) { wanted.formUnion(here.outlook(of: test).wanted) }

  /// Wants a fact that is not given.
  package mutating func read(fact: Int) {
    if !here.frame.known[fact] && !passedOver.contains(fact) { wanted.insert(fact) }
  }

  /// Wants what a test waits for, and where it holds what the amount lacks.
  package mutating func read(_ formula: Formula, when test: Condition) {
    let (holds, needs) = here.outlook(of: test)
    wanted.formUnion(needs)
    if holds == true { read(formula) }
  }
}

extension RuleSet {
  /// The facts to ask for in place of some: for those worked out, what they are worked out from.
  package func asked(for wanted: Set<Int>, _ here: Circumstances) -> Set<Int> {
    var asked: Set<Int> = []
    var seen = wanted
    var pending = Array(wanted)
    let places = derivedPlaces
    while let fact = pending.popLast() {
      guard let place = places[fact] else {
        asked.insert(fact)
        continue
      }
      let needs: Set<Int>
      switch derived[place].definition {
      case .formula(let formula): needs = here.wanted(by: formula)
      case .test(let test): needs = here.outlook(of: test).wanted
      }
      pending += needs.subtracting(seen)
      seen.formUnion(needs)
    }
    return asked
  }
}
