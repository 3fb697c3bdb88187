import FundingValues

/// What a changed clause belongs to: a payment or a gift of an instrument, by its place.
public enum ClauseOwner: Sendable, Hashable {
  case payment(Int)
  case gift(Int)
}

extension InstrumentSyntax {
  /// What the clauses of a change belong to; nothing if that is not said and not certain.
  public func owner(of change: ClauseChangeSyntax) -> ClauseOwner? {
    if let cost = change.cost {
      return pays.firstIndex { $0.cost.text == cost.text }.map { .payment($0) }
    }
    if pays.count == 1 { return .payment(0) }
    return pays.isEmpty && gives.count == 1 ? .gift(0) : nil
  }

  /// The instrument without the clauses that a change takes out.
  public func without(_ change: ClauseChangeSyntax) -> InstrumentSyntax {
    var copy = self
    let gone = Set(change.gives.map(\.canonical))
    copy.gives.removeAll { gone.contains($0.canonical) }
    switch owner(of: change) {
    case .payment(let index)?:
      copy.pays[index].shaping.remove(change.shaping)
      let left = Set(change.leaves.map(\.canonical))
      copy.pays[index].leaves.removeAll { left.contains($0.canonical) }
    case .gift(let index)?:
      if copy.gives.count == gives.count { copy.gives[index].shaping.remove(change.shaping) }
    case nil: break
    }
    return copy
  }
}

extension ShapingSyntax {
  /// Removes the exceptions, additions and limits of another.
  fileprivate mutating func remove(_ other: ShapingSyntax) {
    let excepts = Set(other.excepts.map(\.canonical))
    let pluses = Set(other.pluses.map(\.canonical))
    let limits = Set(other.limits.map(\.canonical))
    self.excepts.removeAll { excepts.contains($0.canonical) }
    self.pluses.removeAll { pluses.contains($0.canonical) }
    self.limits.removeAll { limits.contains($0.canonical) }
  }
}

extension AdjustmentSyntax {
  /// The clause without its place.
  var canonical: String { amount.canonical + " when " + test.canonical }
}

extension LimitSyntax {
  /// The clause without its place.
  var canonical: String {
    let counted =
      switch quantity {
      case .fact(let path)?: " of " + path.text
      case .course?: " of the course"
      case nil: ""
      }
    let over =
      switch scope {
      case .each(let period)?: " per " + period.text
      case .life?: " for life"
      case .anyYears(let years)?: " in any " + years.value.decimal(places: 6)
      case nil: ""
      }
    let per = record.map { " per " + $0.text } ?? ""
    return amount.canonical + counted + per + over
      + (condition.map { " when " + $0.canonical } ?? "")
  }
}

extension LeavesSyntax {
  /// The clause without its place.
  var canonical: String {
    amount.canonical + " to " + to.text + (condition.map { " when " + $0.canonical } ?? "")
  }
}

extension GivesSyntax {
  /// The first line of the clause without its place.
  var canonical: String {
    let when =
      switch moment {
      case .on(let event, _): " on " + event.rawValue
      case .after(let span): " after " + span.canonical
      case .each(let period): " each " + period.text
      }
    return amount.canonical + " to " + to.text + when
      + (condition.map { " when " + $0.canonical } ?? "")
  }
}

extension TestSyntax {
  /// The test without its place.
  var canonical: String {
    switch self {
    case .condition(let condition):
      condition.subject.canonical + " is " + condition.comparison.canonical
    case .group(let quantifier, let parts, _):
      quantifier.rawValue + " of (" + parts.map(\.canonical).joined(separator: "; ") + ")"
    }
  }
}

extension ComparisonSyntax {
  /// The comparison without its place.
  fileprivate var canonical: String {
    switch self {
    case .atLeast(let other): "at least " + other.canonical
    case .atMost(let other): "at most " + other.canonical
    case .above(let other): "above " + other.canonical
    case .below(let other): "below " + other.canonical
    case .between(let low, let high): "between " + low.canonical + " and " + high.canonical
    case .exactly(let other): "exactly " + other.canonical
    case .oneOf(let names): "one of " + names.map(\.text).joined(separator: ", ")
    case .equals(let other): other.canonical
    case .onOrAfter(let other): "on or after " + other.canonical
    }
  }
}
