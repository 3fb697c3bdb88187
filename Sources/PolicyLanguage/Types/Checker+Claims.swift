import FundingValues

extension Checker {
  /// Checks a claim: what was published, what is measured, and each reading of it.
  mutating func check(_ claim: ClaimSyntax) {
    place = .data
    let home = unit
    defer { unit = home }
    check(claim.about)
    requireSource(claim.publishedIn)
    if let under = claim.under {
      requireUnit(under.regime, kinds: [.regime, .reform], as: "a regime")
      if let scenario = requireUnit(under.scenario, kinds: [.scenario], as: "a scenario") {
        requireCompared(under.regime, in: scenario)
      }
    }
    let type = check(claim.target, claim)
    if let type {
      let because = Label(claim.target.span, type.words)
      require(claim.value, type, "what was published", because: because)
      require(claim.within, type, "the tolerance", because: because)
      if let value = literalValue(claim.within), value <= .zero {
        report("P0205", "a tolerance must be above nought", at: Label(claim.within.span, ""))
      }
    }
    if let purpose = claim.purpose { check(purpose, claim) }
    for reading in claim.readings { check(reading, claim, type) }
    for need in claim.needs { check(need, claim) }
    requireOnce(claim.needs.map { ($0.path.text, $0.path.span) })
    check(claim.verdict)
  }

  /// Requires that a scenario compares the regime of a claim.
  private mutating func requireCompared(_ regime: NameSyntax, in unit: ProgramUnit) {
    guard case .scenario(let scenario)? = program.declaration(of: unit)?.syntax,
      program.unit(named: regime.text, kinds: [.regime, .reform]) != nil
    else { return }
    let names = [scenario.compare.base] + scenario.compare.others
    if names.contains(where: { $0.text == regime.text }) { return }
    let near = nearestName(to: regime.text, among: names.map(\.text))
    report(
      "P0305", "`\(scenario.name.text)` does not compare `\(regime.text)`",
      at: Label(regime.span, "not compared there"),
      with: [Label(scenario.compare.span, "what it compares")],
      suggestion: near.map {
        Suggestion(nearWords("a regime", regime.text, $0), replace: regime.span, with: $0)
      })
  }

  private mutating func check(_ target: ClaimSyntax.Target, _ claim: ClaimSyntax) -> ValueType? {
    switch target {
    case .metric(let metric):
      if claim.under == nil {
        report(
          "P0801", "a figure of the model needs a regime and a scenario",
          at: Label(metric.span, "measured where?"),
          help: "add `under` a regime `in` a scenario before `expects`")
      }
      requireOneFigure(metric)
      return inScenario(of: claim) { $0.check(metric) }
    case .expression(let expression):
      guard let found = infer(expression) else { return nil }
      if found.type.isNumeric { return measured(found, claim) }
      report(
        "P0202", "a claim is about a number, but `\(text(expression.span))` is \(found.type.words)",
        at: Label(expression.span, found.type.words))
      return nil
    }
  }

  /// A quotient is judged as what was published: a percent or a number.
  private func measured(_ found: Inferred, _ claim: ClaimSyntax) -> ValueType {
    guard found.isQuotient, case .amount(let amount) = claim.value else { return found.type }
    if case .percent = amount.literal { return .share }
    return .number
  }

  /// Checks text that sees what the claim's scenario and regime use as well.
  private mutating func inScenario<T>(of claim: ClaimSyntax, _ body: (inout Checker) -> T) -> T {
    let home = unit
    if let under = claim.under,
      let scenario = program.unit(named: under.scenario.text, kinds: [.scenario])
    {
      unit = scenario.id
      claimUnit = home
    }
    defer {
      unit = home
      claimUnit = nil
    }
    return body(&self)
  }

  private mutating func check(
    _ reading: ClaimSyntax.Reading, _ claim: ClaimSyntax, _ type: ValueType?
  ) {
    for metric in reading.measures {
      requireOneFigure(metric)
      guard let found = inScenario(of: claim, { $0.check(metric) }), let type, found != type else {
        continue
      }
      report(
        "P0202", "a reading measures \(type.words), as the claim does, but this is \(found.words)",
        at: Label(metric.span, found.words), with: [Label(claim.target.span, type.words)])
    }
    for assume in reading.assumes { check(assume.value, for: assume.path, claim) }
    requireOnce(reading.assumes.map { ($0.path.text, $0.path.span) })
  }

  private mutating func check(_ value: ValueSyntax, for path: PathSyntax, _ claim: ClaimSyntax) {
    guard let parameter = requireAssumable(path, claim) else { return }
    let type = parameter.type.valueType
    let because = Label(path.span, parameter.type.words)
    switch value {
    case .expressions(let items):
      if case .list(let category) = type.kind {
        for case .path(let item) in items
        where program.values(of: category)?.contains(item.text) == false {
          reportUnknownValue(item.parts[0], of: category)
        }
      } else if items.count == 1 {
        require(
          items[0], type, "`\(path.text)`", because: because, words: parameter.type.words)
      } else if let first = items.first {
        report("P0202", "`\(path.text)` has one value", at: Label(first.span, "a list"))
      }
    case .uncertain(let shape):
      check(shape, type, "`\(path.text)`", words: parameter.type.words)
    case .same, .rises, .unlimited:
      report("P0202", "a reading assumes one value", at: Label(value.span, ""))
    }
  }

  /// Resolves the parameter that a reading or a need assumes, as the claim or its scenario sees it.
  mutating func requireAssumable(
    _ path: PathSyntax, _ claim: ClaimSyntax
  ) -> ParameterSyntax? {
    let found =
      parameter(path) ?? inScenario(of: claim) { $0.parameter(path) }
    if let found { return found }
    if path.parts.count == 1 {
      let name = path.parts[0]
      if case .ambiguous(let ids) = program.lookup(name.text, from: unit, where: \.isParameter) {
        reportAmbiguous(name, ids)
      } else {
        inScenario(of: claim) { $0.reportUnknown(name) }
      }
    } else {
      reportUnknown(path)
    }
    return nil
  }

  private func parameter(_ path: PathSyntax) -> ParameterSyntax? {
    guard case .parameter(let declaration)? = program.reference(path, from: unit),
      case .parameter(let parameter) = declaration.syntax
    else { return nil }
    return parameter
  }

  private mutating func check(_ need: ClaimSyntax.Need, _ claim: ClaimSyntax) {
    guard let parameter = requireAssumable(need.path, claim) else { return }
    let type = parameter.type.valueType
    guard type.isNumeric else {
      report(
        "P0202", "only a number can be looked for, but `\(need.path.text)` is \(type.words)",
        at: Label(need.path.span, type.words))
      return
    }
    let because = Label(need.path.span, parameter.type.words)
    let role = "the range of `\(need.path.text)`"
    if require(need.low, type, role, because: because, words: parameter.type.words),
      require(need.high, type, role, because: because, words: parameter.type.words)
    {
      requireAscending(need.low, need.high, "this range")
    }
  }

  private mutating func check(_ verdict: (name: NameSyntax, reason: TextSyntax?)?) {
    let known = ["reproduced", "reproduced-if", "not-reproduced", "cannot-be-judged"]
    guard let verdict, !known.contains(verdict.name.text) else { return }
    let near = nearestName(to: verdict.name.text, among: known)
    report(
      "P0801", "no verdict is called `\(verdict.name.text)`",
      at: Label(verdict.name.span, "not a verdict"),
      notes: [
        "there are `reproduced`, `reproduced-if`, `not-reproduced` and `cannot-be-judged`"
      ],
      suggestion: near.map {
        Suggestion(
          nearWords("a verdict", verdict.name.text, $0), replace: verdict.name.span,
          with: $0)
      })
  }
}

extension ClaimSyntax.Target {
  /// Where the target stands.
  var span: SourceSpan {
    switch self {
    case .metric(let metric): metric.span
    case .expression(let expression): expression.span
    }
  }
}
