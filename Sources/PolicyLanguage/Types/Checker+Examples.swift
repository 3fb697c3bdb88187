extension Checker {
  /// Checks an example: the facts given, and what is expected of them.
  mutating func check(_ example: ExampleSyntax) {
    breadcrumb = Breadcrumb(word: "example", name: "\"\(example.title.value)\"")
    let errors = errorCount
    let home = unit
    defer { unit = home }
    let original = original(of: example)
    if let like = example.like, original == nil {
      report(
        "P0801", "no example in this file is called \"\(like.value)\"",
        at: Label(like.span, "not there"))
      return
    }
    if let by = example.by ?? original?.by { enter(by, of: example) }
    checkGivens(example)
    for expectation in example.expects { check(expectation, example, original) }
    if errors == errorCount { requireFacts(example, original) }
  }

  /// The example that another begins from, with what that one begins from.
  func original(of example: ExampleSyntax, depth: Int = 0) -> ExampleSyntax? {
    guard let like = example.like, depth < 100 else { return nil }
    let file = program.files.first { $0.file == example.span.file }
    for case .example(let other) in file?.declarations ?? []
    where other.title.value == like.value && other.span != example.span {
      guard let first = original(of: other, depth: depth + 1) else { return other }
      return ExampleSyntax(
        title: other.title, like: other.like, on: other.on ?? first.on, by: other.by ?? first.by,
        givens: first.givens + other.givens, expects: other.expects, span: other.span)
    }
    return nil
  }

  /// Sees what the regime named after `by` sees, and requires its route.
  private mutating func enter(
    _ by: (route: NameSyntax, regime: NameSyntax), of example: ExampleSyntax
  ) {
    guard let regime = requireUnit(by.regime, kinds: [.regime, .reform], as: "a regime") else {
      return
    }
    unit = regime.id
    let known = routes(of: regime)
    if known.contains(where: { $0.name.text == by.route.text }) { return }
    let near = nearestName(to: by.route.text, among: known.map(\.name.text))
    reportName(
      "P0301", "`\(by.regime.text)` has no route called `\(by.route.text)`",
      at: Label(by.route.span, "not a route of it"),
      suggestion: near.map {
        Suggestion(nearWords("a route", by.route.text, $0), replace: by.route.span, with: $0)
      })
  }

  private mutating func checkGivens(_ example: ExampleSyntax) {
    var known: [String: SourceSpan] = [:]
    for given in example.givens {
      if let earlier = known.updateValue(given.span, forKey: given.path.text) {
        report(
          "P0303", "`\(given.path.text)` is given twice", at: Label(given.span, "given again"),
          with: [Label(earlier, "given here")])
      }
      guard let type = resolve(fact: given.path, "a fact given") else { continue }
      if case .parameter? = program.reference(given.path, from: unit) {
        report(
          "P0801", "`\(given.path.text)` is a parameter, so it cannot be given",
          at: Label(given.path.span, "has a dated value"))
        continue
      }
      requireGivable(given.path)
      let words = givenWords(given.path, type)
      require(given.value, type, "`\(given.path.text)`", words: words)
    }
    guard let by = example.by, let sponsored = known["route.sponsored"] else { return }
    report(
      "P0801", "an example of a route does not say whether it is sponsored",
      at: Label(sponsored, "the route says so"), with: [Label(by.route.span, "the route")],
      help: "leave `route.sponsored` out")
  }

  private func givenWords(_ path: PathSyntax, _ type: ValueType) -> String {
    if case .fact(_, _, let written)? = program.reference(path, from: unit) { return written.words }
    return type.words
  }

  private mutating func check(
    _ expectation: ExampleSyntax.Expectation, _ example: ExampleSyntax, _ original: ExampleSyntax?
  ) {
    switch expectation {
    case .route(let name, _, let span):
      if let by = example.by ?? original?.by {
        guard let regime = program.unit(named: by.regime.text, kinds: [.regime, .reform]) else {
          return
        }
        let known = routes(of: regime).map(\.name.text)
        if known.contains(name.text) { return }
        let near = nearestName(to: name.text, among: known)
        reportName(
          "P0301", "`\(by.regime.text)` has no route called `\(name.text)`",
          at: Label(name.span, "not a route of it"),
          suggestion: near.map {
            Suggestion(nearWords("a route", name.text, $0), replace: name.span, with: $0)
          })
      } else {
        report(
          "P0808", "an example without `by` has no routes", at: Label(span, ""),
          help: "say `by` a route `of` a regime after the day")
      }
    case .amount(let path, let verb, let amount, let cost, let year, let span):
      if let cost { requireCost(cost) }
      if let year, year < 1 {
        report("P0808", "the first year is year 1", at: Label(span, ""))
      } else if let year, year > 100 {
        report("P0808", "an example looks at most 100 years ahead", at: Label(span, ""))
      }
      guard let type = expectedType(path, verb) else { return }
      require(
        amount, type, "what `\(path.text)` \(verb.rawValue)",
        because: Label(path.span, type.words))
    }
  }

  /// The type of what is expected, if the thing named can do what the verb says.
  private mutating func expectedType(
    _ path: PathSyntax, _ verb: ExampleSyntax.Expectation.Verb
  ) -> ValueType? {
    if verb == .is { return resolve(fact: path, "what is expected") }
    guard path.parts.count == 1 else {
      report(
        "P0808", "`\(path.text)` is a figure, so it is something", at: Label(path.span, "a figure"),
        help: "write `expect \(path.text) is` and an amount")
      return nil
    }
    let name = path.parts[0]
    if case .found(let id) = program.lookup(name.text, from: unit, where: \.hasFigures) {
      keep(id, name.span)
      let syntax = program.declarations[id].syntax
      if syntax.can(verb) { return .money }
      report(
        "P0808", "`\(name.text)` is \(syntax.noun), which never \(verb.rawValue)",
        at: Label(name.span, syntax.noun),
        help: syntax.verbs.isEmpty
          ? nil : "it \(syntax.verbs.map { "`\($0.rawValue)`" }.joined(separator: " or "))")
      return nil
    }
    if program.isParty(name.text, from: unit) {
      requireParty(name)
      if verb != .charges { return .money }
      report(
        "P0808", "`\(name.text)` charges nothing; a tax or a levy does", at: Label(name.span, ""))
      return nil
    }
    reportUnknownActor(name)
    return nil
  }

  private mutating func reportUnknownActor(_ name: NameSyntax) {
    if case .ambiguous(let ids) = program.lookup(name.text, from: unit, where: \.hasFigures) {
      reportAmbiguous(name, ids)
      return
    }
    let names =
      program.namesVisible(from: unit, where: { $0.hasFigures || $0.isPayer }) + EngineFacts.parties
    let near = nearestName(to: name.text, among: names)
    reportName(
      "P0301", "nothing that pays is called `\(name.text)`", at: Label(name.span, notDeclared),
      suggestion: near.map {
        Suggestion(nearWords("something that pays", name.text, $0), replace: name.span, with: $0)
      })
  }
}

extension DeclarationSyntax {
  /// What it may be expected to do.
  var verbs: [ExampleSyntax.Expectation.Verb] {
    switch self {
    case .instrument(let instrument):
      instrument.kind == .loan ? [.pays, .gives, .repays, .recovers] : [.pays, .gives, .recovers]
    case .plan: [.repays]
    case .tax, .levy: [.charges]
    case .account, .fund: [.pays]
    default: []
    }
  }

  /// Whether it may be expected to do something.
  func can(_ verb: ExampleSyntax.Expectation.Verb) -> Bool { verbs.contains(verb) }
}
