package import FundingRules
import PolicyCompiler

extension RuleSet {
  /// Every fact that a rule compares with something, and what it is compared with.
  package var comparedPairs: [(fact: Int, with: Formula)] {
    var pairs: [(fact: Int, with: Formula)] = []
    for condition in conditions { condition.note(in: &pairs) }
    for shaping in instruments.flatMap({ $0.payments.map(\.shaping) + $0.gifts.map(\.shaping) }) {
      if let taper = shaping.taper {
        pairs += [(taper.of, taper.fromPoint), (taper.of, taper.toPoint)]
      }
      if let reduction = shaping.reduction { pairs.append((reduction.of, reduction.above)) }
    }
    for payment in instruments.flatMap(\.payments) {
      if let most = payment.countsAtMost { pairs.append((payment.cost, most)) }
      for limit in payment.shaping.limits {
        switch limit.counts {
        case .money: pairs.append((payment.cost, limit.amount))
        case .fact(let fact): pairs.append((fact, limit.amount))
        case .time: break
        }
      }
    }
    for plan in plans { pairs += plan.bands.map { (plan.of, $0.threshold) } }
    for tax in taxes {
      if let free = tax.freeUpTo { pairs.append((tax.assessedOn, free)) }
      for band in tax.bands { pairs.append((tax.assessedOn, band.upTo)) }
    }
    return pairs
  }

  /// Every test that a rule makes.
  private var conditions: [Condition] {
    var result = instruments.compactMap(\.eligible)
    for shaping in instruments.flatMap({ $0.payments.map(\.shaping) + $0.gifts.map(\.shaping) }) {
      result += shaping.exceptions.map(\.test) + shaping.additions.map(\.test)
      result += shaping.limits.compactMap(\.condition)
    }
    result += instruments.flatMap(\.gifts).compactMap(\.condition)
    result += instruments.flatMap(\.payments).flatMap(\.leaves).compactMap(\.condition)
    result += taxes.compactMap(\.due) + levies.compactMap(\.due) + accounts.compactMap(\.opens)
    result += accounts.flatMap(\.credits).compactMap(\.condition)
    result += routes.compactMap(\.openWhen)
    for fact in derived { if case .test(let test) = fact.definition { result.append(test) } }
    return result
  }
}

extension Condition {
  /// Notes each fact that is compared by itself, with what stands on the other side.
  fileprivate func note(in pairs: inout [(fact: Int, with: Formula)]) {
    switch self {
    case .compare(let left, _, let right, _):
      if let fact = left.onlyFact { pairs.append((fact, right)) }
      if let fact = right.onlyFact { pairs.append((fact, left)) }
    case .between(let subject, let low, let high, _):
      if let fact = subject.onlyFact { pairs += [(fact, low), (fact, high)] }
    case .oneOf, .oneOfParameter: return
    case .all(let parts), .any(let parts), .none(let parts):
      for part in parts { part.note(in: &pairs) }
    }
  }
}

extension Formula {
  /// The fact, if the formula is nothing else.
  fileprivate var onlyFact: Int? {
    if operations.count == 1, case .fact(let fact) = operations[0] { return fact }
    return nil
  }
}
