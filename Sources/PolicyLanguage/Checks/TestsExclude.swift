extension Checker {
  /// Whether two tests can be seen never to hold together, whatever the day: a line of one bounds a
  /// fact from below where a line of the other bounds it from above at the same edge, or they name
  /// different values of a category.
  ///
  /// Most exceptions are written so; the others are compared day by day.
  func excludes(_ first: TestSyntax, _ second: TestSyntax) -> Bool {
    anyLine(of: first) { mine in anyLine(of: second) { excludes(mine, $0) } }
  }

  private func anyLine(
    of test: TestSyntax, _ holds: (ConditionSyntax) -> Bool
  ) -> Bool {
    switch test {
    case .condition(let condition): holds(condition)
    case .group(.all, let lines, _): lines.contains { anyLine(of: $0, holds) }
    case .group: false
    }
  }

  private func excludes(
    _ mine: ConditionSyntax, _ theirs: borrowing ConditionSyntax
  ) -> Bool {
    guard isSamePath(mine.subject, theirs.subject) else { return false }
    switch (mine.comparison, theirs.comparison) {
    case (.below(let high), .atLeast(let low)), (.atLeast(let low), .below(let high)),
      (.above(let low), .atMost(let high)), (.atMost(let high), .above(let low)),
      (.below(let high), .above(let low)), (.above(let low), .below(let high)):
      return isSameEdge(low, high)
    case (.equals(let one), .equals(let other)):
      return isOtherValue(one, other)
    default: return false
    }
  }

  private func isSamePath(_ one: ExpressionSyntax, _ other: ExpressionSyntax) -> Bool {
    guard case .path(let first) = one, case .path(let second) = other else { return false }
    return first.text == second.text
  }

  /// Whether two edges are one parameter or one literal; two facts have one value on a day as well.
  private func isSameEdge(_ one: ExpressionSyntax, _ other: ExpressionSyntax) -> Bool {
    switch (one, other) {
    case (.path, .path): return isSamePath(one, other)
    case (.amount(let first), .amount(let second)):
      return first.literal == second.literal && first.per == second.per
    default: return false
    }
  }

  /// Whether two plain names are different values of a category, and no parameters.
  private func isOtherValue(_ one: ExpressionSyntax, _ other: ExpressionSyntax) -> Bool {
    guard case .path(let first) = one, case .path(let second) = other, first.parts.count == 1,
      second.parts.count == 1, first.parts[0].text != second.parts[0].text
    else { return false }
    for name in [first.parts[0].text, second.parts[0].text] {
      if case .missing = program.lookup(name, from: unit, where: \.isParameter) { continue }
      return false
    }
    return true
  }
}
