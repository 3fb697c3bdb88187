import FundingValues

extension Checker {
  /// Requires that no two exceptions of one payment can apply together.
  ///
  /// Tests are read as intervals and sets on each day on which a value changes, so the answer is exact
  /// wherever facts are compared with constants and parameters.
  mutating func requireDisjointExceptions(_ instrument: InstrumentSyntax) {
    let shapings = instrument.pays.map(\.shaping) + instrument.gives.map(\.shaping)
    for shaping in shapings where shaping.excepts.count > 1 {
      if shaping.excepts.count > Checker.mostExceptions {
        reportTooWide(shaping.excepts[0], shaping.excepts[Checker.mostExceptions])
        continue
      }
      for second in shaping.excepts.indices.dropFirst() {
        for first in 0..<second {
          if requireDisjoint(shaping.excepts[first], shaping.excepts[second], instrument) { break }
        }
      }
    }
  }

  /// The most exceptions of one payment that are compared, each with each.
  private static let mostExceptions = 128

  private mutating func requireDisjoint(
    _ first: AdjustmentSyntax, _ second: AdjustmentSyntax, _ instrument: InstrumentSyntax
  ) -> Bool {
    if excludes(first.test, second.test) { return false }
    let tests = [first.test, second.test] + (instrument.eligible.map { [$0] } ?? [])
    // The last values are those that a reader will look for.
    for day in changeDays(of: tests, and: [], within: instrument.about).reversed() {
      var reader = RegionReader(program: program, unit: unit, day: day)
      let one = reader.region(first.test)
      let other = reader.region(second.test)
      let both = one.met(with: other)
      if let both, both.boxes.isEmpty, !reader.isTooWide { continue }
      let eligible = instrument.eligible.map { reader.region($0) } ?? .everything
      guard !reader.isTooWide, let all = both?.met(with: eligible) else {
        reportTooWide(first, second)
        return true
      }
      if let box = all.boxes.first {
        reportOverlap(first, second, one, other, box, day)
        return true
      }
    }
    return false
  }

  private mutating func reportTooWide(_ first: AdjustmentSyntax, _ second: AdjustmentSyntax) {
    report(
      "P0501", "it cannot be shown that these two exceptions never apply together",
      at: Label(second.span, "second exception"), with: [Label(first.span, "first exception")],
      help: "use a narrower test, with fewer lines under `any of`")
  }

  private mutating func reportOverlap(
    _ first: AdjustmentSyntax, _ second: AdjustmentSyntax, _ one: Region, _ other: Region,
    _ box: Box, _ day: CivilDate
  ) {
    let mine = conditions(of: first.test)
    let theirs = conditions(of: second.test)
    let meeting = meetingConditions(mine, theirs, box)
    var labels = [Label(first.span, "first exception")]
    for condition in meeting { labels.append(Label(condition.span, phrase(condition, day))) }
    let facts = Set(one.boxes.flatMap(\.order) + other.boxes.flatMap(\.order))
    var notes: [String] = []
    let witness = witness(box, facts, meeting.first?.subject.canonical)
    if !witness.isEmpty { notes.append("for example: \(witness.joined(separator: ", "))") }
    if let rates = rates(first, second, day) { notes.append(rates) }
    report(
      "P0501", "two exceptions can apply to the same learner",
      at: Label(second.span, "second exception"), with: labels, notes: notes,
      help: meeting.isEmpty ? "narrow one of the two tests" : nil,
      suggestion: meetingEdit(meeting))
  }

  private func conditions(of test: TestSyntax) -> [ConditionSyntax] {
    switch test {
    case .condition(let condition): [condition]
    case .group(.all, let lines, _): lines.flatMap { conditions(of: $0) }
    case .group: []
    }
  }

  /// The comparisons of one fact from below and from above that meet where both hold.
  private func meetingConditions(
    _ mine: [ConditionSyntax], _ theirs: [ConditionSyntax], _ box: Box
  ) -> [ConditionSyntax] {
    for first in mine {
      let fact = first.subject.canonical
      guard let extent = box.extents[fact], extent.names == nil,
        let low = extent.lower, let high = extent.upper, low.value <= high.value
      else { continue }
      for second in theirs where second.subject.canonical == fact {
        if first.comparison.faces != 0, first.comparison.faces == -second.comparison.faces {
          return [first, second]
        }
      }
    }
    return []
  }

  private func phrase(_ condition: ConditionSyntax, _ day: CivilDate) -> String {
    guard let edge = condition.comparison.edge, let value = constant(edge, on: day) else {
      return ""
    }
    let shown = shown(value, of: condition.subject)
    return switch condition.comparison {
    case .atLeast, .onOrAfter: "\(shown) or more"
    case .atMost: "\(shown) or less"
    case .above: "more than \(shown)"
    case .below: "less than \(shown)"
    default: shown
    }
  }

  /// A value of a fact as an author would write it.
  func shown(_ value: Ratio, of subject: ExpressionSyntax) -> String {
    if case .path(let path) = subject, let reference = program.reference(path, from: unit) {
      return reference.valueType.text(value, currency: program.currency)
    }
    return value.decimal(places: 2)
  }

  /// Values of the facts for which both hold, the one where they meet first.
  private func witness(_ box: Box, _ facts: Set<String>, _ leading: String?) -> [String] {
    var order = box.order.filter { facts.contains($0) }
    if let leading, let index = order.firstIndex(of: leading) {
      order.insert(order.remove(at: index), at: 0)
    }
    return order.compactMap { fact in
      guard let extent = box.extents[fact], !fact.contains(" ") else { return nil }
      if let names = extent.names {
        let ordered = names.sorted()
        return ordered.first.map { "\(fact) \($0)" }
      }
      guard let value = extent.witness else { return nil }
      let parts = fact.split(separator: ".").map {
        NameSyntax(String($0), SourceSpan(file: 0, start: 0, end: 0))
      }
      let path = PathSyntax(parts, SourceSpan(file: 0, start: 0, end: 0))
      return "\(fact) \(shown(value, of: .path(path)))"
    }
  }

  private func rates(
    _ first: AdjustmentSyntax, _ second: AdjustmentSyntax, _ day: CivilDate
  ) -> String? {
    guard let a = constant(first.amount, on: day), let b = constant(second.amount, on: day) else {
      return nil
    }
    let one = shownAmount(a, first.amount)
    let other = shownAmount(b, second.amount)
    return "the first would pay \(one) and the second \(other) on \(day)"
  }

  private func shownAmount(_ value: Ratio, _ amount: ExpressionSyntax) -> String {
    var quiet = self
    quiet.diagnostics = []
    let type = quiet.infer(amount)?.type ?? .number
    return type.text(value, currency: program.currency)
  }

  /// The edit that makes two closed ends meet without overlapping.
  private func meetingEdit(_ meeting: [ConditionSyntax]) -> Suggestion? {
    guard meeting.count == 2, let first = meeting[0].comparison.edge,
      let second = meeting[1].comparison.edge, first.canonical == second.canonical
    else { return nil }
    let word: String
    switch (meeting[0].comparison, meeting[1].comparison) {
    case (.atLeast, .atMost): word = " is below "
    case (.atMost, .atLeast): word = " is above "
    default: return nil
    }
    let condition = meeting[1]
    let span = SourceSpan(
      file: condition.span.file, start: condition.subject.span.end, end: second.span.start)
    return Suggestion("make them meet without overlapping", replace: span, with: word)
  }
}

extension ComparisonSyntax {
  /// 1 for a comparison that bounds from below, -1 from above, nought for others.
  var faces: Int {
    switch self {
    case .atLeast, .above, .onOrAfter: 1
    case .atMost, .below: -1
    case .between, .exactly, .oneOf, .equals: 0
    }
  }

  /// The bound of a comparison with one bound.
  var edge: ExpressionSyntax? {
    switch self {
    case .atLeast(let other), .atMost(let other), .above(let other), .below(let other),
      .onOrAfter(let other):
      other
    case .between, .exactly, .oneOf, .equals: nil
    }
  }
}
