import FundingRules
import FundingValues
import PolicyCompiler
public import PolicyLanguage

/// How one example came out.
public struct ExampleOutcome: Sendable {
  /// The example's title.
  public let title: String
  /// The place in the policy text.
  public let place: String
  /// What came out differently or could not be worked, one finding an expectation.
  public let failures: [Diagnostic]

  /// Whether everything came out as expected.
  public var passes: Bool { failures.isEmpty }
}

/// Works every example of a file, and says of each what came out differently.
public func exampleOutcomes(of program: Program, file: Int32) -> [ExampleOutcome] {
  let syntaxes = ExampleRunner.examples(of: program, file: file)
  guard !syntaxes.isEmpty else { return [] }
  do {
    let plans = try examplePlans(of: program, file: file)
    var runner = ExampleRunner(program, file: file)
    return zip(plans, syntaxes).map { runner.outcome(of: $0, $1) }
  } catch {
    let span = error.span ?? syntaxes[0].title.span
    let failure = Diagnostic(
      "P0826", "the examples of this file cannot be worked", at: Label(span, error.message))
    return syntaxes.enumerated().map { index, syntax in
      ExampleOutcome(
        title: syntax.title.value, place: "", failures: index == 0 ? [failure] : [])
    }
  }
}

/// Works the examples of one file; plans are made once and kept.
struct ExampleRunner {
  let program: Program
  let file: Int32
  private var ownPlan: FundingPlan?
  private var regimePlans: [String: FundingPlan] = [:]

  init(_ program: Program, file: Int32) {
    self.program = program
    self.file = file
  }

  /// The examples of a file, in their order.
  static func examples(of program: Program, file: Int32) -> [ExampleSyntax] {
    let declarations = program.files.first { $0.file == file }?.declarations ?? []
    return declarations.compactMap { declaration in
      if case .example(let example) = declaration { example } else { nil }
    }
  }

  /// How an example comes out.
  mutating func outcome(of example: ExamplePlan, _ syntax: ExampleSyntax) -> ExampleOutcome {
    var failures: [Diagnostic] = []
    do {
      let plan = try plan(for: example)
      guard let rules = plan.regimes.first else { throw PlanError("there are no rules here") }
      let values = ExampleWork.values(of: rules, plan.centres, for: example)
      let work = ExampleWork(
        example, rules, values, ownPath: path, currency: program.currency)
      for (expectation, line) in zip(example.expectations, syntax.expects) {
        if let failure = failure(of: expectation, at: line.span, syntax, work) {
          failures.append(failure)
        }
      }
    } catch {
      let reason = (error as? PlanError)?.message ?? "its rules cannot be worked out"
      failures.append(
        Diagnostic(
          "P0826", "this example cannot be worked", at: Label(syntax.title.span, reason),
          in: ExampleRunner.breadcrumb(syntax)))
    }
    return ExampleOutcome(title: example.title, place: example.place, failures: failures)
  }

  /// The path of the file.
  var path: String {
    program.sources.indices.contains(Int(file)) ? program.sources[Int(file)].path : ""
  }

  /// The plan that an example is worked by.
  mutating func plan(for example: ExamplePlan) throws(PlanError) -> FundingPlan {
    if let regime = example.route?.regime {
      if let known = regimePlans[regime] { return known }
      let plan = try FundingPlan(program, regime: regime)
      regimePlans[regime] = plan
      return plan
    }
    if let ownPlan { return ownPlan }
    let plan = try FundingPlan(program, policiesOfFile: file)
    ownPlan = plan
    return plan
  }

  private static func breadcrumb(_ syntax: ExampleSyntax) -> String {
    "example \"\(syntax.title.value)\""
  }

  /// What is wrong with one expectation, or nothing if it holds.
  private func failure(
    of expectation: ExampleExpectation, at span: SourceSpan, _ syntax: ExampleSyntax,
    _ work: ExampleWork
  ) -> Diagnostic? {
    let breadcrumb = ExampleRunner.breadcrumb(syntax)
    do {
      switch expectation.outcome {
      case .route(let name, let open):
        guard let found = try work.openness(of: name), found.isOpen != open else { return nil }
        return Diagnostic(
          "P0823", "route `\(name)` is \(found.isOpen ? "open" : "closed")",
          at: Label(span, "expected it \(open ? "open" : "closed")"), in: breadcrumb,
          notes: found.why, help: "correct the rule, or what the example expects")
      case .amount(let subject, let verb, let value, let cost, let year):
        let figure = try work.figure(subject, verb, cost: cost, year: year)
        if figure.equals(value) { return nil }
        let actual = work.words(figure.value, figure.kind)
        let expected = work.words(value, figure.kind)
        return Diagnostic(
          "P0821", "`\(subject)` \(verb) \(actual), not \(expected)",
          at: Label(span, "expected \(expected)"), in: breadcrumb, notes: figure.how,
          help: "correct the rule, or what the example expects")
      }
    } catch {
      return fault(error, at: span, syntax, work)
    }
  }

  private func fault(
    _ error: any Error, at span: SourceSpan, _ syntax: ExampleSyntax, _ work: ExampleWork
  ) -> Diagnostic {
    let breadcrumb = ExampleRunner.breadcrumb(syntax)
    let reason = (error as? Missing).map { work.rules.origin(of: $0, work.here) as any Error }
    switch reason ?? error {
    case Missing.fact(let fact):
      let name = work.rules.facts.names[fact]
      return Diagnostic(
        "P0822", "the example does not give `\(name)`", at: Label(span, "depends on `\(name)`"),
        in: breadcrumb, help: "give it a value under `given`")
    case Missing.parameter(let number, let date):
      let name = work.rules.parameters[number].name
      return Diagnostic(
        "P0824", "`\(name)` has no value for this case on \(date)",
        at: Label(span, "depends on `\(name)`"), in: breadcrumb,
        help: "work the example on a later day, or give the parameter an earlier value")
    case let fault as ExampleFault:
      return Diagnostic(
        "P0825", fault.message, at: Label(span, "cannot be worked out"), in: breadcrumb,
        notes: fault.notes, help: fault.help)
    default:
      return Diagnostic(
        "P0826", "this cannot be worked out", at: Label(span, "expected here"), in: breadcrumb)
    }
  }
}

/// Why an expectation cannot be worked out.
struct ExampleFault: Error {
  let message: String
  var notes: [String] = []
  var help: String?
}

/// What came out, what it is and how it came about.
struct WorkedFigure {
  let value: Ratio
  let kind: FactTable.Kind
  var how: [String] = []

  /// Money in whole pence.
  init(pence: some BinaryInteger, how: [String] = []) {
    value = Ratio(whole: Int128(clamping: pence))
    kind = .money
    self.how = how
  }

  /// Any value.
  init(_ value: Ratio, _ kind: FactTable.Kind, how: [String] = []) {
    self.value = value
    self.kind = kind
    self.how = how
  }

  /// Whether the value is the one expected: money to the penny, all else exactly.
  func equals(_ expected: Ratio) -> Bool {
    if kind == .money || kind == .moneyPerYear {
      return value.roundedHalfUp() == expected.roundedHalfUp()
    }
    return value == expected
  }
}

extension ExampleSyntax.Expectation {
  /// Where it stands.
  fileprivate var span: SourceSpan {
    switch self {
    case .amount(_, _, _, _, _, let span), .route(_, _, let span): span
    }
  }
}
