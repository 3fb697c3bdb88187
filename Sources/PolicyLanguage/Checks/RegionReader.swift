import FundingValues

/// Reads tests as regions of facts on one day.
struct RegionReader {
  let program: Program
  let unit: Int
  let day: CivilDate
  /// Whether a test had too many cases to be decided.
  var isTooWide = false
  private var depth = 0
  /// Regions of derived tests that are read already, so that a shared one is read once.
  private var known: [DerivedTest: Region] = [:]

  /// A derived test that is to hold, or to fail.
  private struct DerivedTest: Hashable {
    let declaration: Int
    let isNegated: Bool
  }

  init(program: Program, unit: Int, day: CivilDate) {
    self.program = program
    self.unit = unit
    self.day = day
  }

  /// The facts for which a test holds, or fails.
  mutating func region(_ test: TestSyntax, negated: Bool = false) -> Region {
    region(test, negated, from: unit)
  }

  private mutating func region(_ test: TestSyntax, _ negated: Bool, from unit: Int) -> Region {
    switch test {
    case .condition(let condition): region(condition, negated, from: unit)
    case .group(let quantifier, let lines, _): region(quantifier, lines, negated, from: unit)
    }
  }

  private mutating func region(
    _ quantifier: TestSyntax.Quantifier, _ lines: [TestSyntax], _ negated: Bool, from unit: Int
  ) -> Region {
    let isNone = quantifier == .none
    let joins = isNone ? !negated : (quantifier == .all ? !negated : negated)
    var result = joins ? Region.everything : Region(boxes: [])
    for line in lines {
      let part = region(line, isNone ? !negated : negated, from: unit)
      guard let next = joins ? result.met(with: part) : result.joined(with: part) else {
        isTooWide = true
        return joins ? result : .everything
      }
      result = next
    }
    return result
  }

  private mutating func region(
    _ condition: ConditionSyntax, _ negated: Bool, from unit: Int
  ) -> Region {
    depth += 1
    defer { depth -= 1 }
    if depth < 20, let expanded = expanded(condition, negated, from: unit) { return expanded }
    switch condition.comparison {
    case .oneOf(let names):
      var evaluator = Evaluator(program, on: day)
      let category = evaluator.category(of: condition.subject, from: unit)
      guard let members = evaluator.members(names, of: category, from: unit) else {
        return opaque(condition, negated)
      }
      return values(condition, Set(members), category, negated)
    case .equals(let other): return equality(condition, other, negated, from: unit)
    case .atLeast(let other), .onOrAfter(let other):
      return half(condition, other, isLower: !negated, isClosed: !negated, from: unit)
    case .above(let other):
      return half(condition, other, isLower: !negated, isClosed: negated, from: unit)
    case .atMost(let other):
      return half(condition, other, isLower: negated, isClosed: !negated, from: unit)
    case .below(let other):
      return half(condition, other, isLower: negated, isClosed: negated, from: unit)
    case .exactly(let other): return range(condition, other, other, negated, from: unit)
    case .between(let low, let high): return range(condition, low, high, negated, from: unit)
    }
  }

  /// The region of a derived test, read in its place.
  private mutating func expanded(
    _ condition: ConditionSyntax, _ negated: Bool, from unit: Int
  ) -> Region? {
    guard case .path(let path) = condition.subject, case .equals(let other) = condition.comparison,
      case .amount(let amount) = other, case .truth(let isYes) = amount.literal,
      case .derived(let declaration, _)? = program.reference(path, from: unit),
      case .derive(let derive) = declaration.syntax, case .test(let test) = derive.definition
    else { return nil }
    let derived = DerivedTest(declaration: declaration.id, isNegated: isYes == negated)
    if let region = known[derived] { return region }
    let region = region(test, derived.isNegated, from: declaration.unit)
    known[derived] = region
    return region
  }

  // MARK: Comparisons

  private func values(
    _ condition: ConditionSyntax, _ members: Set<String>, _ category: String?, _ negated: Bool
  ) -> Region {
    let all = Set(category.flatMap { program.values(of: $0) } ?? [])
    let extent = Extent(
      names: negated ? all.subtracting(members) : members, places: [condition.span])
    if extent.isEmpty { return Region(boxes: []) }
    return Region(boxes: [Box(condition.subject.canonical, extent)])
  }

  private mutating func equality(
    _ condition: ConditionSyntax, _ other: ExpressionSyntax, _ negated: Bool, from unit: Int
  ) -> Region {
    var evaluator = Evaluator(program, on: day)
    let category = evaluator.category(of: condition.subject, from: unit)
    if let category {
      guard let name = evaluator.value(other, from: unit, expecting: category)?.name else {
        return opaque(condition, negated)
      }
      return values(condition, [name], category, negated)
    }
    if case .amount(let amount) = other, case .truth(let isYes) = amount.literal {
      let extent = Extent(names: [isYes != negated ? "yes" : "no"], places: [condition.span])
      return Region(boxes: [Box(condition.subject.canonical, extent)])
    }
    return range(condition, other, other, negated, from: unit)
  }

  /// A comparison that cannot be read: it holds or fails by itself.
  private func opaque(_ condition: ConditionSyntax, _ negated: Bool) -> Region {
    let words: String =
      switch condition.comparison {
      case .oneOf(let names): names.map(\.text).joined(separator: ", ")
      case .equals(let other): other.canonical
      default: ""
      }
    let extent = Extent(names: [negated ? "no" : "yes"], places: [condition.span])
    return Region(boxes: [Box("\(condition.subject.canonical) is \(words)", extent)])
  }

  private mutating func half(
    _ condition: ConditionSyntax, _ other: ExpressionSyntax, isLower: Bool, isClosed: Bool,
    from unit: Int
  ) -> Region {
    let (fact, edge) = side(condition.subject, other, from: unit)
    let end = Extent.End(edge: edge, isClosed: isClosed)
    let extent = Extent(
      lowers: isLower ? [end] : [], uppers: isLower ? [] : [end],
      step: step(of: condition.subject, from: unit), places: [condition.span])
    return Region(boxes: [Box(fact, extent)])
  }

  private mutating func range(
    _ condition: ConditionSyntax, _ low: ExpressionSyntax, _ high: ExpressionSyntax,
    _ negated: Bool, from unit: Int
  ) -> Region {
    let below = half(condition, low, isLower: !negated, isClosed: !negated, from: unit)
    let above = half(condition, high, isLower: negated, isClosed: !negated, from: unit)
    if negated { return Region(boxes: below.boxes + above.boxes) }
    return below.met(with: above) ?? .everything
  }

  /// What is compared, and with which edge; two facts are compared by their difference.
  private mutating func side(
    _ subject: ExpressionSyntax, _ other: ExpressionSyntax, from unit: Int
  ) -> (String, Edge) {
    var evaluator = Evaluator(program, on: day)
    if let value = evaluator.number(other, from: unit) {
      return (subject.canonical, .number(value))
    }
    if evaluator.missing.isEmpty, !readsFacts(other, from: unit) {
      return (subject.canonical, .symbol(other.canonical))
    }
    return ("\(subject.canonical) less \(other.canonical)", .number(.zero))
  }

  private func readsFacts(_ expression: ExpressionSyntax, from unit: Int) -> Bool {
    switch expression {
    case .amount: return false
    case .path(let path):
      if case .parameter? = program.reference(path, from: unit) { return false }
      return true
    case .group(let inner, _), .negated(let inner, _): return readsFacts(inner, from: unit)
    case .call(_, let parts, _): return parts.contains { readsFacts($0, from: unit) }
    case .binary(let left, _, let right, _):
      return readsFacts(left, from: unit) || readsFacts(right, from: unit)
    }
  }

  /// The smallest difference between two values of a fact: a penny, a year of age, one of a count.
  private func step(of subject: ExpressionSyntax, from unit: Int) -> Ratio {
    guard case .path(let path) = subject, let reference = program.reference(path, from: unit)
    else { return .zero }
    let type = reference.valueType
    switch type.kind {
    case .whole, .date: return .one
    case .amount: return .one
    case .span where type.dimension.day != 0: return .one
    case .span:
      if case .fact(_, _, let written) = reference, written.measure == .years { return .one }
      return Ratio(1, over: 12)
    default: return .zero
    }
  }
}
