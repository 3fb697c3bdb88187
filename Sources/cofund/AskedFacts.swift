import FundingRules
import PolicyCompiler
import PolicyLanguage
import Quoting

/// What a quote of some routes reads: their own rules, and those of the levies, accounts and funds of
/// the regime.
struct AskedFacts {
  private let rules: RuleSet
  private var reads: Reads
  /// The facts that are read, by number.
  var facts: Set<Int> { reads.facts }
  /// The parameters that are read, by number.
  var parameters: Set<Int> { reads.parameters }

  /// What the routes of some rules read.
  init(_ rules: RuleSet) {
    self.rules = rules
    reads = Reads(rules)
    for route in rules.routes { reads.read(route) }
    for levy in rules.levies { add(levy) }
    for account in rules.accounts { add(account) }
    for fund in rules.funds {
      add(fund.budget)
      add(fund.opensWith?.amount)
      add(fund.carriesForward)
      add(fund.ranks)
      for reserve in fund.reserves {
        add(reserve.amount)
        add(reserve.test)
      }
    }
  }

  private mutating func add(_ formula: Formula?) {
    if let formula { reads.read(formula) }
  }

  private mutating func add(_ test: Condition?) {
    if let test { reads.read(test) }
  }

  private mutating func add(_ levy: Levy) {
    add(levy.due)
    reads.read(fact: levy.of)
    for each in [levy.rate, levy.less, levy.notBelow, levy.upTo, levy.inProportionTo] {
      add(each)
    }
    if let each = levy.forEach { reads.read(fact: each) }
  }

  private mutating func add(_ account: Account) {
    add(account.opens)
    for each in [
      account.opensWith?.amount, account.topUp?.share, account.holdsAtMost,
      account.creditedAtMost, account.expiresAfter, account.transfers?.share,
    ] { add(each) }
    for credit in account.credits {
      add(credit.amount)
      add(credit.condition)
    }
    add(account.transfers?.ranks ?? [])
  }

  private mutating func add(_ ranks: [Rank]) {
    for rank in ranks {
      switch rank {
      case .when(let test): add(test)
      case .lowest(let fact), .highest(let fact), .earliest(let fact): reads.read(fact: fact)
      case .lot: break
      }
    }
  }

  /// The names of the facts that somebody has to give, in the order of the table: none that is worked out,
  /// and none that the command itself supplies.
  var given: [String] {
    let derived = Set(rules.derived.map(\.fact))
    return reads.facts.subtracting(derived).sorted().map { rules.facts.names[$0] }.filter {
      Settings.refusal(of: $0) == nil && EngineFacts.facts[$0] == nil
    }
  }

  /// Whether a name is of sums and their days: of an account of some rules, or of the months of a fact.
  static func isDated(_ name: String, _ rules: RuleSet) -> Bool {
    guard let (owner, kind) = DatedTerms.parts(of: name) else { return false }
    return kind == .deposits
      ? rules.accounts.contains { $0.name == owner } : rules.facts[owner] != nil
  }

  /// Whether a fact that is given counts for anything: it is read, it is one by which things happen to a
  /// case, or it says that there is an employer where a route needs one.
  func uses(_ name: String) -> Bool {
    if EngineFacts.facts[name] != nil { return true }
    if let (owner, kind) = DatedTerms.parts(of: name), rules.facts[name] == nil {
      return kind == .deposits
        ? rules.accounts.contains { $0.name == owner }
        : rules.levies.contains { rules.facts.names[$0.of] == owner }
    }
    if name.hasPrefix("employer."), rules.routes.contains(where: \.needsEmployer) { return true }
    if let fact = rules.facts[name] {
      if reads.facts.contains(fact) { return true }
      // A cost that nobody helps with is told too.
      if rules.routes.contains(where: { $0.stacks.contains { $0.cost == fact } }) { return true }
    }
    return !GivenFigures.effects(of: name, rules).isEmpty
  }
}

extension Settings {
  /// The facts and figures that are set and count for nothing in the routes asked.
  ///
  /// What some other regime reads may be said of anyone, and is named in the answer; what none does is
  /// misuse, as is a value of a parameter that nothing asked reads.
  func notRead(
    by rules: RuleSet, others: () throws(Failure) -> [RuleSet]
  ) throws(Failure) -> [String] {
    let asked = AskedFacts(rules)
    let names = ((facts + figures).map(\.name) + dated).filter { !asked.uses($0) }
    var faults: [Failure] = []
    if !names.isEmpty {
      let others = try others().map { AskedFacts($0) }
      for name in names where !others.contains(where: { $0.uses(name) }) {
        faults.append(
          .misuse("`--set \(name)`: nothing in any regime reads `\(name)`", needs: [name]))
      }
    }
    for setting in parameters {
      let isRead = rules.parameters.indices.contains { number in
        let rule = rules.parameters[number]
        return rule.owner + "." + rule.name == setting.name && asked.parameters.contains(number)
      }
      if isRead { continue }
      faults.append(
        .misuse(
          "`--set \(setting.name)`: nothing that is asked of `\(rules.name)` reads it; leave it out",
          needs: [setting.name]))
    }
    if let failure = Failure.together(faults) { throw failure }
    return names
  }
}
