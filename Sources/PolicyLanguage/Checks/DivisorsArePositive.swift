import FundingValues

extension Checker {
  /// Requires that every divisor is provably above nought.
  mutating func requirePositiveDivisors() {
    if divisors.isEmpty { return }
    let facts = offeredFacts()
    for divisor in divisors {
      unit = divisor.unit
      breadcrumb = divisor.breadcrumb
      var prover = PositiveProof(program: program, facts: facts)
      if prover.isPositive(divisor.expression, from: divisor.unit) { continue }
      report(
        "P0207",
        "`\(text(divisor.expression.span))` could be nought, and nothing can be divided by it",
        at: Label(divisor.expression.span, "not shown to be above nought"),
        with: prover.culprit.map { [$0] } ?? [],
        notes: [
          "a divisor is a number, a parameter or a fact whose values are all above nought, or is "
            + "made of such"
        ])
    }
    breadcrumb = nil
  }

  /// What scenarios and profiles give for each fact.
  private func offeredFacts() -> [String: [(fact: FactSyntax, unit: Int)]] {
    var facts: [String: [(fact: FactSyntax, unit: Int)]] = [:]
    func add(_ given: [FactSyntax], _ unit: Int) {
      for fact in given { facts[fact.path.text, default: []].append((fact, unit)) }
    }
    for declaration in program.declarations {
      switch declaration.syntax {
      case .scenario(let scenario):
        let unit = program.unit(named: scenario.name.text, kinds: [.scenario])?.id ?? 0
        for population in scenario.populations { add(population.facts, unit) }
        for offer in scenario.offers { add(offer.facts, unit) }
      case .profile(let profile):
        let unit = program.unit(named: profile.name.text, kinds: [.profile])?.id ?? 0
        add(profile.employer, unit)
        for staff in profile.staff { add(staff.facts, unit) }
        for offer in profile.offers { add(offer.facts, unit) }
      default: break
      }
    }
    return facts
  }
}

/// A proof that a formula is above nought whatever happens.
struct PositiveProof {
  let program: Program
  let facts: [String: [(fact: FactSyntax, unit: Int)]]
  /// The value that spoils the proof.
  var culprit: Label?
  private var depth = 0
  /// What was found for declarations, so that one that many formulas share is proved once.
  private var known: [Int: Bool] = [:]

  init(program: Program, facts: [String: [(fact: FactSyntax, unit: Int)]]) {
    self.program = program
    self.facts = facts
  }

  /// Whether a formula is provably above nought.
  mutating func isPositive(_ expression: ExpressionSyntax, from unit: Int) -> Bool {
    depth += 1
    defer { depth -= 1 }
    if depth > 100 { return false }
    switch expression {
    case .amount(let amount):
      if case .date = amount.literal { return false }
      return amount.value(minorUnits: 100) > .zero
    case .group(let inner, _): return isPositive(inner, from: unit)
    case .negated: return false
    case .path(let path): return isPositive(path, from: unit)
    case .call(let name, let parts, _):
      switch name.text {
      case "max": return parts.contains { isPositive($0, from: unit) }
      case "min": return parts.allSatisfy { isPositive($0, from: unit) }
      case "logistic": return true
      default: return false
      }
    case .binary(let left, let sign, let right, _):
      guard sign != .subtract else { return false }
      return isPositive(left, from: unit) && isPositive(right, from: unit)
    }
  }

  private mutating func isPositive(_ path: PathSyntax, from unit: Int) -> Bool {
    switch program.reference(path, from: unit) {
    case .parameter(let declaration), .derived(let declaration, _):
      if let proved = known[declaration.id] { return proved }
      let holds = isPositive(declaration)
      known[declaration.id] = holds
      return holds
    case .engine(let name, _): return name == "course.year" || name == "horizon.years"
    case .fact: return (facts[path.text] ?? []).allSatisfy { isPositive($0.fact, from: $0.unit) }
    case .none: return true
    default: return false
    }
  }

  private mutating func isPositive(_ fact: FactSyntax, from unit: Int) -> Bool {
    let holds =
      switch fact.source {
      case .value(let value): isPositive(value, from: unit)
      case .varies(let shape): isPositive(shape, from: unit)
      }
    if !holds, culprit == nil { culprit = Label(fact.span, "may be nought here") }
    return holds
  }

  private mutating func isPositive(_ declaration: Declaration) -> Bool {
    if case .derive(let derive) = declaration.syntax, case .formula(let formula) = derive.definition
    {
      return isPositive(formula, from: declaration.unit)
    }
    guard case .parameter(let parameter) = declaration.syntax else { return false }
    return parameter.rows.allSatisfy { row in
      let holds =
        switch row.value {
        case .expressions(let items):
          items.allSatisfy { isPositive($0, from: declaration.unit) }
        case .uncertain(let shape): isPositive(shape, from: declaration.unit)
        case .same, .rises, .unlimited: true
        }
      if !holds, culprit == nil { culprit = Label(row.span, "may be nought") }
      return holds
    }
  }

  private mutating func isPositive(_ shape: ShapeSyntax, from unit: Int) -> Bool {
    if shape.family.text == "lognormal" || shape.family.text == "beta" { return true }
    if let bounds = shape.bounds { return isPositive(bounds.low, from: unit) }
    switch shape.family.text {
    case "uniform", "triangular":
      return shape.settings.first { $0.name.text == "low" }.map {
        isPositive($0.value, from: unit)
      } ?? false
    default: return false
    }
  }
}
