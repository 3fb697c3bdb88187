public import FundingRules
public import FundingValues
public import PolicyLanguage

/// An example: facts given and what must follow, to the penny.
public struct ExamplePlan: Sendable {
  /// What the example shows.
  public let title: String
  /// The place in the policy text.
  public let place: String
  /// The day on which it is given.
  public let on: CivilDate
  /// The facts given, by the numbers that all plans of the program share.
  public let frame: Frame
  /// Running figures given, such as the balance of an account.
  public let running: [(name: String, property: String, value: Ratio)]
  /// The route it is worked by, if it names one.
  public let route: (regime: String, route: String)?
  /// Whether it says that an employer sponsors.
  public let sponsored: Bool?
  /// What must follow.
  public let expectations: [ExampleExpectation]

  /// An example from its parts.
  package init(
    title: String, place: String, on: CivilDate, frame: Frame,
    running: [(name: String, property: String, value: Ratio)],
    route: (regime: String, route: String)?, sponsored: Bool?, expectations: [ExampleExpectation]
  ) {
    self.title = title
    self.place = place
    self.on = on
    self.frame = frame
    self.running = running
    self.route = route
    self.sponsored = sponsored
    self.expectations = expectations
  }

  /// The facts given, for a plan that may read running figures as well.
  public func frame(in facts: FactTable) -> Frame {
    var result = Frame(count: facts.count)
    for fact in frame.values.indices where frame.known[fact] && fact < facts.count {
      result[fact] = frame.values[fact]
    }
    for figure in running {
      if let fact = facts[figure.name + "." + figure.property] { result[fact] = figure.value }
    }
    return result
  }
}

/// One thing an example expects.
public struct ExampleExpectation: Sendable {
  /// What is expected.
  public enum Outcome: Sendable, Hashable {
    /// A figure; the verb is `pays`, `gives`, `repays`, `charges`, `recovers` or `is`.
    case amount(subject: String, verb: String, value: Ratio, costName: String?, year: Int?)
    /// A route is open or closed.
    case route(String, open: Bool)
  }
  /// What is expected.
  public let outcome: Outcome
  /// The line as written and its place.
  public let clause: Clause
}

/// The examples of a file, those `like` others with what they inherit.
public func examplePlans(of program: Program, file: Int32) throws(PlanError) -> [ExamplePlan] {
  try planned {
    guard let syntax = program.files.first(where: { $0.file == file }) else {
      throw PlanError("there is no such file")
    }
    let examples = syntax.declarations.compactMap { declaration -> ExampleSyntax? in
      if case .example(let example) = declaration { example } else { nil }
    }
    guard !examples.isEmpty else { return [] }
    let unit = try program.unit(ofFile: file)
    let homes = try examples.compactMap { try $0.by.map { try program.regimeUnit($0.regime) } }
    let lowering = try Lowering(program, seenFrom: [unit.id] + homes)
    return try examples.map { try lowering.example($0, among: examples, unit.id) }
  }
}

extension Lowering {
  /// An example with what it inherits.
  fileprivate func example(
    _ syntax: ExampleSyntax, among others: [ExampleSyntax], _ unit: Int
  ) throws -> ExamplePlan {
    let whole = try inherited(by: syntax, among: others, depth: 0)
    guard let on = whole.on?.date else {
      throw PlanError("`\(syntax.title.value)` gives no day", at: syntax.span)
    }
    self.others = try whole.by.map { [try program.regimeUnit($0.regime)] } ?? []
    readParameters(on: on, until: on)
    var frame = Frame(count: facts.count)
    var running: [(name: String, property: String, value: Ratio)] = []
    var sponsored: Bool?
    for given in whole.givens {
      let reference = try reference(given.path, unit)
      let value = try exampleValue(given.value, as: reference, unit)
      switch reference {
      case .running(let owner, let property, _):
        running.append((owner.name.text, property, value))
      case .fact(let record, _, _) where given.path.last != nil:
        running.append((record, String(given.path.text.dropFirst(record.count + 1)), value))
      case .party(let name, let property, _): running.append((name, property, value))
      default:
        let number = try fact(given.path, unit)
        if given.path.text == "route.sponsored" { sponsored = value != .zero }
        if number < frame.values.count { frame[number] = value }
      }
    }
    return ExamplePlan(
      title: syntax.title.value, place: lines.place(syntax.span), on: on, frame: frame,
      running: running, route: whole.by.map { (regime: $0.regime.text, route: $0.route.text) },
      sponsored: sponsored, expectations: try syntax.expects.map { try expectation($0, unit) })
  }

  /// The day, the route and the facts of an example, its own in place of those it inherits.
  private func inherited(
    by syntax: ExampleSyntax, among others: [ExampleSyntax], depth: Int
  ) throws -> (
    on: DateSyntax?, by: (route: NameSyntax, regime: NameSyntax)?, givens: [ExampleSyntax.Given]
  ) {
    guard let like = syntax.like else { return (syntax.on, syntax.by, syntax.givens) }
    guard depth < 100, let base = others.first(where: { $0.title.value == like.value }) else {
      throw PlanError("there is no example \"\(like.value)\" to be like", at: like.span)
    }
    let first = try inherited(by: base, among: others, depth: depth + 1)
    let own = Set(syntax.givens.map(\.path.text))
    return (
      syntax.on ?? first.on, syntax.by ?? first.by,
      first.givens.filter { !own.contains($0.path.text) } + syntax.givens
    )
  }

  private func exampleValue(
    _ value: ExpressionSyntax, as reference: Reference, _ unit: Int
  ) throws -> Ratio {
    guard case .category(let category) = reference.valueType.kind else {
      return try number(value, unit)
    }
    guard let code = try formula(value, unit, expecting: category).constant else {
      throw PlanError("this is not one of the values here", at: value.span)
    }
    return code
  }

  private func expectation(
    _ syntax: ExampleSyntax.Expectation, _ unit: Int
  ) throws -> ExampleExpectation {
    switch syntax {
    case .route(let name, let open, let span):
      return ExampleExpectation(
        outcome: .route(name.text, open: open), clause: lines.clause(span))
    case .amount(let path, let verb, let value, let cost, let year, let span):
      let amount: Ratio
      if let reference = try? reference(path, unit) {
        amount = try exampleValue(value, as: reference, unit)
      } else {
        amount = try number(value, unit)
      }
      return ExampleExpectation(
        outcome: .amount(
          subject: path.text, verb: verb.rawValue, value: amount, costName: cost?.text, year: year),
        clause: lines.clause(span))
    }
  }
}
