import FundingRules
import FundingValues
import PolicyCompiler

extension Failure {
  /// A fact or a value that is not there, with what would let the command go on.
  static func missing(_ missing: [Missing], _ rules: RuleSet) -> Failure {
    var facts: [String] = []
    for case .fact(let fact) in missing where !facts.contains(rules.facts.names[fact]) {
      facts.append(rules.facts.names[fact])
    }
    if !facts.isEmpty {
      var failure = Failure.wrong(
        "missing-fact",
        facts.count == 1
          ? "`\(facts[0])` is needed; give it with `--set \(facts[0])=VALUE`"
          : "\(facts.count) facts are needed; give each with `--set NAME=VALUE`",
        needs: facts)
      failure.explainedNeeds = facts.map { "\($0): " + rules.facts.form(of: $0) }
      return failure
    }
    for case .parameter(let number, let date) in missing {
      let rule = rules.parameters[number]
      let first = rule.rows.compactMap { $0.steps.first?.from }.min()
      let reason =
        first.map { date < $0 ? "its first value is from \($0)" : "no row fits the facts" }
        ?? "it has no values"
      return .wrong(
        "missing-value", "`\(rule.owner).\(rule.name)` has no value on \(date): \(reason)",
        needs: ["\(rule.owner).\(rule.name)"])
    }
    return .wrong("missing-fact", "a fact is missing")
  }
}

extension FactTable {
  /// What the value of a fact may be, in words.
  func form(of name: String) -> String {
    guard let fact = self[name] else { return "a value" }
    switch kinds[fact] {
    case .money: return "money, such as 1700"
    case .moneyPerYear: return "money a year, such as 32000"
    case .share, .sharePerYear: return "a percentage, such as 90"
    case .count, .number, .other: return "a number"
    case .credits: return "a number of credits"
    case .hours: return "a number of hours"
    case .years: return "a number of years"
    case .days: return "a number of days"
    case .date: return "a day, such as 2027-09-01"
    case .truth: return "yes or no"
    case .category(let category):
      return "one of " + (categories[category] ?? []).joined(separator: ", ")
    }
  }
}

extension Circumstances {
  /// Whether a test holds as far as can be told, and the facts that are wanted to tell it.
  func outlook(of condition: Condition) -> (holds: Bool?, wanted: Set<Int>) {
    switch condition {
    case .all(let parts): return joined(parts, settledBy: false)
    case .any(let parts): return joined(parts, settledBy: true)
    case .none(let parts):
      let (any, wanted) = joined(parts, settledBy: true)
      return (any.map { !$0 }, wanted)
    default:
      if let holds = try? holds(condition) { return (holds, []) }
      return (nil, Set(condition.facts.filter { !frame.known[$0] }))
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
