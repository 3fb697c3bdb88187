import TestSupport

/// What the commands say of one random program and case, figure by figure.
struct Disagreement: CustomStringConvertible {
  let figure: String
  /// What each command says, by its name.
  let said: [(command: String, words: String)]

  var description: String {
    figure + ": " + said.map { "\($0.command) \($0.words)" }.joined(separator: ", ")
  }

  private static let shared =
    (try? Repository.files(in: "Tests/OneMeaningTests/Coverage/Shared", endingIn: "policy")) ?? []

  /// Where example, quote and run differ on a program; a clause left out is left out of the run
  /// alone.
  static func all(_ rules: RandomRules, without clause: RandomClause? = nil) -> [Disagreement] {
    do {
      return try compare(rules, without: clause)
    } catch {
      return [Disagreement(figure: "the program", said: [("is refused:", "\(error)")])]
    }
  }

  private static func compare(
    _ rules: RandomRules, without clause: RandomClause?
  ) throws -> [Disagreement] {
    let whole = given(rules, rules.text())
    let figures = figures(of: rules)
    let quote = try MeaningQuote(whole, isMonthly: rules.isMonthly)
    let other = clause.map { given(rules, rules.text(without: $0)) } ?? whole
    var found: [Disagreement] = []
    // A run works out what others pass on by itself.
    let ofRun = other.changed(facts: other.facts.filter { $0.name != "passed.left" })
    let run = try MeaningRun(
      ofRun, asking: MeaningFigure("learner pays"), isMonthly: rules.isMonthly)
    for figure in figures {
      let quoted = try quote.words(figure)
      let ran = try run.words(figure)
      if quoted != ran {
        found.append(.init(figure: "\(figure)", said: [("quote", quoted), ("run", ran)]))
      }
    }
    if rules.clauses.contains(.levy) {
      let figure = MeaningFigure("charge charges £0 in year 1")
      let quoted = try quote.words(figure)
      let ran = try MeaningRun(ofRun, asking: figure).words(figure)
      if quoted != ran {
        found.append(.init(figure: "\(figure)", said: [("quote", quoted), ("run", ran)]))
      }
    }
    if try quote.words(MeaningFigure("route main is")) == "open" {
      found += try lent(rules, whole, run)
      found += try taxed(rules, whole)
    }
    if !rules.isMonthly { found += try examples(whole, quote, figures, rules) }
    return found
  }

  /// What every instrument, the parties and the council pay and give.
  private static func figures(of rules: RandomRules) -> [MeaningFigure] {
    let payers = rules.payers + (rules.clauses.contains(.loan) ? ["lending"] : [])
    let parties = ["learner", "council"] + (rules.isSponsored ? ["employer"] : [])
    return (payers + parties).map { MeaningFigure($0 + " pays") }
      + rules.givers.map { MeaningFigure($0 + ".given is") }
  }

  /// An example that expects what the quote says of every figure.
  private static func examples(
    _ whole: MeaningCase, _ quote: MeaningQuote, _ figures: [MeaningFigure], _ rules: RandomRules
  ) throws -> [Disagreement] {
    let route = MeaningFigure("route main is")
    let isOpen = try quote.words(route) == "open"
    guard isOpen else {
      return try whole.exampleFaults([(route, "closed")]).map {
        Disagreement(figure: "", said: [("example", $0)])
      }
    }
    var expected: [(figure: MeaningFigure, value: String)] = try figures.map {
      ($0, try quote.words($0))
    }
    if rules.clauses.contains(.levy) {
      let figure = MeaningFigure("charge charges £0 in year 1")
      expected.append((figure, try quote.words(figure)))
    }
    return try whole.exampleFaults(expected).map {
      Disagreement(figure: "", said: [("example", $0)])
    }
  }

  /// What a loan takes of pay in its first two years: an example against the run.
  private static func lent(
    _ rules: RandomRules, _ whole: MeaningCase, _ run: MeaningRun
  ) throws -> [Disagreement] {
    guard rules.clauses.contains(.loan), !rules.isMonthly else { return [] }
    let first = rules.firstYearOfRepayment
    let ran = try (1...2).map { year in
      (
        figure: MeaningFigure("learner repays £0 in year \(year)"),
        value: try run.words(MeaningFigure("learner repays £0 in year \(year + first)"))
      )
    }
    return try whole.exampleFaults(ran).map {
      Disagreement(figure: "the run", said: [("example", $0)])
    }
  }

  /// What a tax takes of a rise in pay of a tenth: the difference of two examples against a run.
  private static func taxed(_ rules: RandomRules, _ whole: MeaningCase) throws -> [Disagreement] {
    guard rules.clauses.contains(.tax) else { return [] }
    let raised = whole.changed(
      facts: whole.facts.filter { $0.name != "passed.left" }
    ).replacing(
      "minds.policy", "learner completes with chance 100%",
      with: "learner completes with chance 100%\n    completing raises learner.earnings by 10%")
    let run = try MeaningRun(raised, asking: MeaningFigure("learner pays"))
    let year = rules.yearsOfStudy + 2
    let ran = try run.words(MeaningFigure("tax charges £0 in year \(year)"))
    let pay = rules.earnings
    let charges = try [pay, pay / 10 * 11].map { pence in
      try whole.giving("learner.earnings", meaningWords(pence: pence) + " per year")
        .exampleAmount(MeaningFigure("pay-tax charges £0 in year 1"))
    }
    let worked = meaningWords(pence: charges[1] - charges[0])
    return worked == ran
      ? [] : [Disagreement(figure: "pay-tax on a rise", said: [("example", worked), ("run", ran)])]
  }

  /// The case of a program, with the words that all share and everybody's wish to study.
  private static func given(_ rules: RandomRules, _ text: String) -> MeaningCase {
    let limit = "up to employer.training-budget per employer per financial-year"
    let shared = shared.map {
      Repository.File(
        path: String($0.path.split(separator: "/").last ?? ""),
        text: $0.text.replacing(
          limit, with: limit + "\n    employer transfers with chance 100%"))
    }
    return MeaningCase(
      files: [Repository.File(path: "page.policy", text: text)] + shared, day: "2027-09-01",
      months: rules.months, saysLength: true, follows: 6, facts: rules.facts, regime: "plain",
      route: "main")
  }
}

extension RandomRules {
  /// How many tax years lie between that of 1 September 2027 and the first of repayment.
  var firstYearOfRepayment: Int { clauses.contains(.loanAfterStart) ? 1 : yearsOfStudy }

  /// How many tax years lie between that of 1 September 2027 and the first that begins after the course.
  var yearsOfStudy: Int { months <= 7 ? 1 : months <= 19 ? 2 : 3 }
}
