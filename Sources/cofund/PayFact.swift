import FundingRules
import FundingValues
import Quoting

/// Which fact a policy calls pay: what its taxes on learners, or its plans, are reckoned on in the end.
struct PayFact {
  /// The fact, or nothing where none of the taxes and plans says what pay is.
  private(set) var fact: Int?
  /// Running figures that are nought unless said: nothing has been paid yet.
  private(set) var running: [Int] = []

  /// Looks through the taxes and plans that a file declares itself.
  init(_ rules: RuleSet, _ here: Circumstances, _ own: Set<String>) throws(Failure) {
    let taxes = rules.taxes.filter { $0.on == learnerParty && own.contains($0.name) }
    let plans = rules.plans.filter { own.contains($0.name) }
    let reckonedOn = Set(taxes.map(\.assessedOn) + plans.map(\.of)).sorted()
    if let usual = rules.facts["learner.earnings"],
      reckonedOn.isEmpty || reckonedOn.contains(usual)
    {
      fact = usual
      return
    }
    var found: Set<Int> = []
    for each in reckonedOn { found.formUnion(origins(of: each, rules, here)) }
    try PayFact.requireOne(found.map { rules.facts.names[$0] })
    guard let only = found.first else {
      let names = reckonedOn.map { "`\(rules.facts.names[$0])`" }.joined(separator: " and ")
      throw .wrong(
        "no-pay",
        "taxes and plans here are reckoned on \(names), and no yearly pay of the learner that is not "
          + "given already leads to it, so there is nothing for `--earnings` to be",
        needs: ["a fact of the learner in money per year that \(names) is worked out from"])
    }
    fact = only
  }

  /// Refuses pay that may be several facts.
  static func requireOne(_ names: some Sequence<String>) throws(Failure) {
    let names = Set(names).sorted()
    guard names.count > 1 else { return }
    let words = names.map { "`\($0)`" }.joined(separator: " and ")
    throw .wrong(
      "several-kinds-of-pay",
      "taxes and plans are reckoned on \(words), and `--earnings` can be only one of them: give the "
        + "others by `--set`", needs: names)
  }

  /// The yearly sums of a learner that a fact is worked out from and that nobody has given.
  private mutating func origins(
    of fact: Int, _ rules: RuleSet, _ given: Circumstances
  ) -> Set<Int> {
    var here = given
    var found: Set<Int> = []
    for _ in 0..<rules.facts.count {
      rules.derive(&here.frame, values: here.values, on: here.date)
      guard !here.frame.known[fact],
        case .fact(let origin) = rules.origin(of: .fact(fact), here), !here.frame.known[origin]
      else { break }
      let name = rules.facts.names[origin]
      if rules.facts.kinds[origin] == .moneyPerYear, name.hasPrefix("learner.") {
        found.insert(origin)
      } else if name.hasSuffix(".paid") {
        running.append(origin)
      }
      here.frame[origin] = .zero
    }
    return found
  }
}
