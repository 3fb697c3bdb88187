import FundingRules
import FundingValues
import PolicyLanguage

/// The numbers of what one regime holds, by declaration.
struct RegimeNumbers {
  var instruments: [Int: Int] = [:]
  var plans: [Int: Int] = [:]
  var taxes: [Int: Int] = [:]
  var levies: [Int: Int] = [:]
  /// Where the further shares of each levy stand, after all levies.
  var furtherShares: [Int: Int] = [:]
  var accounts: [Int: Int] = [:]
  var funds: [Int: Int] = [:]
  /// Limits shared by several instruments, by the instruments they bind.
  var shared: [Int: [Limit]] = [:]
  var replacements: [RegimeText.Replacement] = []
  /// Clauses that a reform adds to instruments or takes out of them.
  var clauses: [(instrument: Int, change: ClauseChangeSyntax, unit: Int)] = []
  /// Tests within clauses that need a number.
  var tests: [DerivedFact] = []
  /// What the regime holds, in the order of declaration.
  var held: [Declaration] = []
}

extension Lowering {
  /// The rules of a regime or reform; limits are numbered from the first given.
  func ruleSet(of text: RegimeText, firstLimit: Int) throws -> RuleSet {
    nextLimit = firstLimit
    try number(text)
    var rules = RuleSet(facts: facts)
    rules.name = text.name
    rules.title = text.title
    rules.parties = parties
    rules.parameters = try parameterRules(changedBy: text.changes)
    var further: [Levy] = []
    for declaration in numbers.held {
      switch declaration.syntax {
      case .instrument(let it): rules.instruments.append(try instrument(it, declaration))
      case .plan(let it): rules.plans.append(try plan(it, declaration))
      case .tax(let it): rules.taxes.append(try tax(it, declaration))
      case .levy(let it):
        let main = try levy(it, declaration)
        rules.levies.append(main)
        further += try furtherShares(of: main, it, declaration.unit)
      case .account(let it): rules.accounts.append(try account(it, declaration))
      case .fund(let it): rules.funds.append(try fund(it, declaration))
      default: break
      }
    }
    rules.levies += further
    rules.routes = try text.routes.map { try route($0) }
    rules.derived = try derivedFacts() + numbers.tests
    rules.limitCount = nextLimit
    if let year = program.periods["tax-year"], case .year = year { rules.taxYear = year }
    return rules
  }

  private func number(_ text: RegimeText) throws {
    numbers = RegimeNumbers()
    numbers.replacements = text.replacements
    numbers.clauses = text.clauses
    let named = Set(text.routes.flatMap { $0.stacks.flatMap(\.instruments) + $0.also })
    for declaration in program.declarations
    where text.units.contains(declaration.unit) && !text.removed.contains(declaration.id) {
      let id = declaration.id
      switch declaration.syntax {
      case .instrument(let it):
        guard named.contains(id) || !isRemoved(it, declaration.unit, text.removed) else { continue }
        numbers.instruments[id] = numbers.instruments.count
      case .plan: numbers.plans[id] = numbers.plans.count
      case .tax: numbers.taxes[id] = numbers.taxes.count
      case .levy: numbers.levies[id] = numbers.levies.count
      case .account: numbers.accounts[id] = numbers.accounts.count
      case .fund: numbers.funds[id] = numbers.funds.count
      case .limit: break
      default: continue
      }
      numbers.held.append(declaration)
    }
    var next = numbers.levies.count
    for declaration in numbers.held {
      guard case .levy(let levy) = declaration.syntax else { continue }
      numbers.furtherShares[declaration.id] = next
      next += levy.then.count
    }
    for declaration in numbers.held {
      if case .limit(let limit) = declaration.syntax { try share(limit, declaration.unit) }
    }
  }

  /// Whether an instrument draws on or is repaid under something that a reform removed.
  private func isRemoved(_ syntax: InstrumentSyntax, _ unit: Int, _ removed: Set<Int>) -> Bool {
    for name in [syntax.source, syntax.plan].compactMap({ $0 }) {
      if case .found(let owner) = program.find(name.text, from: unit), removed.contains(owner.id) {
        return true
      }
    }
    return false
  }

  private func share(_ syntax: SharedLimitSyntax, _ unit: Int) throws {
    let limit = try limit(syntax.limit, unit)
    for name in syntax.on {
      let bound = try found(name, unit, where: \.isInstrument)
      numbers.shared[bound.id, default: []].append(limit)
    }
  }

  /// The derived facts that the plan sees, each after those it needs.
  private func derivedFacts() throws -> [DerivedFact] {
    var pending: [(fact: DerivedFact, needs: Set<Int>)] = []
    for declaration in program.declarations where visible.contains(declaration.unit) {
      guard case .derive(let derive) = declaration.syntax else { continue }
      let (unit, number) = (declaration.unit, try fact(derive.path, declaration.unit))
      switch derive.definition {
      case .test(let test):
        let test = try condition(test, unit)
        pending.append(
          (DerivedFact(fact: number, definition: .test(test)), needs(of: test)))
      case .formula(let expression):
        var category: String?
        if case .category(let name) = derive.type.measure { category = name.text }
        let formula = try formula(expression, unit, expecting: category)
        pending.append(
          (DerivedFact(fact: number, definition: .formula(formula)), needs(of: formula)))
      }
    }
    return sorted(pending, by: \.fact.fact, needs: \.needs).map(\.fact)
  }

  /// The facts a formula needs, those that select its parameters' rows included.
  func needs(of formula: Formula) -> Set<Int> {
    var needed = Set(formula.facts)
    for parameter in formula.parameters where baseRules.indices.contains(parameter) {
      needed.formUnion(baseRules[parameter].keys)
    }
    return needed
  }

  /// The facts a test needs.
  func needs(of test: Condition) -> Set<Int> {
    switch test {
    case .compare(let left, _, let right, _): needs(of: left).union(needs(of: right))
    case .between(let subject, let low, let high, _):
      needs(of: subject).union(needs(of: low)).union(needs(of: high))
    case .oneOf(let subject, _, _): needs(of: subject)
    case .oneOfParameter(let subject, let parameter, _):
      needs(of: subject).union(
        baseRules.indices.contains(parameter) ? baseRules[parameter].keys : [])
    case .all(let parts), .any(let parts), .none(let parts):
      parts.reduce(into: []) { $0.formUnion(needs(of: $1)) }
    }
  }

  /// Things in their order, but each after those whose facts it needs.
  func sorted<Item>(
    _ items: [Item], by fact: (Item) -> Int, needs: (Item) -> Set<Int>
  ) -> [Item] {
    FactOrder.places(making: items.map(fact), needing: items.map(needs)).map { items[$0] }
  }
}
