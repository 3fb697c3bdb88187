extension Checker {
  /// Checks a test; a clause name says that what it reads must be certain.
  mutating func check(_ test: TestSyntax, certain clause: String? = nil) {
    let outer = certainClause
    if let clause { certainClause = clause }
    checkLines(test)
    certainClause = outer
  }

  private mutating func checkLines(_ test: TestSyntax) {
    switch test {
    case .condition(let condition): check(condition)
    case .group(_, let lines, _): for line in lines { checkLines(line) }
    }
  }

  /// Checks one comparison.
  mutating func check(_ condition: ConditionSyntax) {
    guard let subject = infer(condition.subject) else { return }
    let outer = hint
    hint = subject.type
    defer { hint = outer }
    switch condition.comparison {
    case .atLeast(let other), .atMost(let other), .above(let other), .below(let other),
      .exactly(let other), .onOrAfter(let other):
      guard requireOrder(condition, subject) else { return }
      compare(condition.subject, subject, other)
    case .between(let low, let high):
      guard requireOrder(condition, subject) else { return }
      compare(condition.subject, subject, low)
      compare(condition.subject, subject, high)
      requireAscending(low, high, "`between`")
    case .oneOf(let names): checkMembers(condition, subject, names)
    case .equals(let other): checkEquality(condition, subject, other)
    }
  }

  private mutating func requireOrder(_ condition: ConditionSyntax, _ subject: Inferred) -> Bool {
    if case .onOrAfter = condition.comparison, subject.type != .date {
      report(
        "P0202",
        "`\(text(condition.subject.span))` is \(subject.type.words), and only a date is "
          + "on or after another", at: Label(condition.subject.span, subject.type.words),
        help: "write `is at least`")
      return false
    }
    if subject.type.isNumeric || subject.type == .date { return true }
    report(
      "P0202", "`\(text(condition.subject.span))` is \(subject.type.words), which has no order",
      at: Label(condition.subject.span, subject.type.words),
      help: "compare it with `is` or `is one of`")
    return false
  }

  private mutating func compare(
    _ left: ExpressionSyntax, _ subject: Inferred, _ right: ExpressionSyntax
  ) {
    guard let other = infer(right, expecting: subject.type.categoryName) else { return }
    if subject.isComparable(to: other) { return }
    reportUnlike(left, subject, right, other, "compared")
  }

  private mutating func checkMembers(
    _ condition: ConditionSyntax, _ subject: Inferred, _ names: [NameSyntax]
  ) {
    guard case .category(let category) = subject.type.kind,
      let values = program.values(of: category)
    else {
      report(
        "P0202",
        "`is one of` compares categories, but `\(text(condition.subject.span))` is "
          + subject.type.words, at: Label(condition.subject.span, subject.type.words))
      return
    }
    usedCategories.insert(category)
    for (index, name) in names.enumerated() {
      if names[..<index].contains(where: { $0.text == name.text }) {
        report("P0303", "`\(name.text)` is said twice", at: Label(name.span, "said again"))
      }
      if values.contains(name.text) { continue }
      checkList(name, of: category, isAlone: names.count == 1)
    }
  }

  private mutating func checkList(_ name: NameSyntax, of category: String, isAlone: Bool) {
    switch program.lookup(name.text, from: unit, where: \.isParameter) {
    case .found(let id):
      keep(id, name.span)
      guard let type = parameterTypes[id] else { return }
      if type.kind == .list(category) || type.kind == .category(category) { return }
      report(
        "P0202", "`\(name.text)` is \(type.words), not a list of `\(category)`",
        at: Label(name.span, type.words))
    case .ambiguous(let ids): reportAmbiguous(name, ids)
    case .missing:
      if countsUnnamed() { return }
      let lists = program.declarations.filter {
        parameterTypes[$0.id]?.kind == .list(category)
          && program.unitDistances[unit][$0.unit] != nil
      }.map(\.name.text)
      if isAlone, let near = nearestName(to: name.text, among: lists),
        nearestName(to: name.text, among: program.values(of: category) ?? []) == nil
      {
        reportName(
          "P0301", "nothing is called `\(name.text)`", at: Label(name.span, notDeclared),
          suggestion: Suggestion(
            nearWords("a list", name.text, near), replace: name.span, with: near))
      } else {
        reportUnknownValue(name, of: category)
      }
    }
  }

  private mutating func checkEquality(
    _ condition: ConditionSyntax, _ subject: Inferred, _ other: ExpressionSyntax
  ) {
    if !subject.type.isMeasured {
      compare(condition.subject, subject, other)
      return
    }
    guard let found = infer(other) else { return }
    guard subject.isComparable(to: found) else {
      reportUnlike(condition.subject, subject, other, found, "compared")
      return
    }
    report(
      "P0208",
      "`is` does not say how `\(text(condition.subject.span))` and "
        + "`\(text(other.span))` compare",
      at: Label(condition.span, "`is at most`, `is below`, `is exactly`?"),
      with: [Label(condition.subject.span, subject.type.words)],
      notes: ["plain `is` compares categories, counts, and yes or no"],
      suggestion: Suggestion(
        "if they must be equal",
        replace: SourceSpan(
          file: other.span.file, start: other.span.start, end: other.span.start),
        with: "exactly "))
  }

  /// Requires that two literals ascend.
  mutating func requireAscending(
    _ low: ExpressionSyntax, _ high: ExpressionSyntax, _ what: String, code: String = "P0202"
  ) {
    guard let first = literalValue(low), let second = literalValue(high), first >= second else {
      return
    }
    report(
      code, "the ends of \(what) do not ascend", at: Label(high.span, "not above the first"),
      with: [Label(low.span, "first")])
  }

  /// Requires that a formula is free of facts and of uncertain values, as the text of a clause.
  mutating func certainly(_ clause: String, _ body: (inout Checker) -> Void) {
    let outer = certainClause
    certainClause = clause
    body(&self)
    certainClause = outer
  }
}
