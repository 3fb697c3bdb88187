import FundingRules
import FundingValues

/// The words for the numbers of a plan, for its listing.
struct PlanText {
  let facts: FactTable
  let rules: RuleSet

  /// A number with at most six places, or a fraction where that is not exact.
  static func number(_ value: Ratio) -> String {
    let scaled = value * Ratio(1_000_000)
    if scaled.isWhole { return value.decimal(places: 6) }
    let lowest = value.reduced
    return "\(lowest.numerator)/\(lowest.denominator)"
  }

  /// The name of a fact.
  func fact(_ number: Int) -> String {
    facts.names.indices.contains(number) ? facts.names[number] : "fact \(number)"
  }

  /// The name of a party.
  func party(_ number: Int) -> String {
    rules.parties.indices.contains(number) ? rules.parties[number].name : "party \(number)"
  }

  /// A formula as it would be written, in run-time units.
  func formula(_ formula: Formula) -> String {
    var stack: [(text: String, level: Int)] = []
    for operation in formula.operations { push(operation, &stack) }
    return stack.last?.text ?? ""
  }

  private func push(_ operation: Operation, _ stack: inout [(text: String, level: Int)]) {
    func pop() -> (text: String, level: Int) { stack.popLast() ?? ("?", 3) }
    func bracketed(_ term: (text: String, level: Int), above level: Int) -> String {
      term.level < level ? "(\(term.text))" : term.text
    }
    func join(_ sign: String, _ level: Int, _ rightLevel: Int) {
      let right = bracketed(pop(), above: rightLevel)
      let left = bracketed(pop(), above: level)
      stack.append(("\(left) \(sign) \(right)", level))
    }
    func call(_ name: String, _ count: Int) {
      let arguments = (0..<max(0, count)).map { _ in pop().text }.reversed()
      stack.append(("\(name)(\(arguments.joined(separator: ", ")))", 3))
    }
    switch operation {
    case .constant(let value): stack.append((PlanText.number(value), 3))
    case .fact(let number): stack.append((fact(number), 3))
    case .parameter(let number):
      let isKnown = rules.parameters.indices.contains(number)
      stack.append((isKnown ? rules.parameters[number].name : "parameter \(number)", 3))
    case .add: join("+", 1, 1)
    case .subtract: join("-", 1, 2)
    case .multiply: join("*", 2, 2)
    case .divide: join("/", 2, 3)
    case .negate: stack.append(("-" + bracketed(pop(), above: 3), 2))
    case .minimum(let count): call("min", count)
    case .maximum(let count): call("max", count)
    case .logistic: call("logistic", 1)
    case .response: call("response", 2)
    case .addYears: join("+", 1, 2)
    case .chosen(let number, _): stack.append((fact(number), 3))
    }
  }

  /// A test in words.
  func condition(_ condition: Condition) -> String {
    switch condition {
    case .compare(let left, let how, let right, _):
      "\(formula(left)) \(word(how)) \(formula(right))"
    case .between(let subject, let low, let high, _):
      "\(formula(subject)) from \(formula(low)) to \(formula(high))"
    case .oneOf(let subject, let codes, _):
      "\(formula(subject)) in {\(codes.map { code($0, of: subject) }.joined(separator: ", "))}"
    case .oneOfParameter(let subject, let parameter, _):
      "\(formula(subject)) in \(formula(Formula([.parameter(parameter)])))"
    case .all(let parts): "all(\(parts.map(self.condition).joined(separator: "; ")))"
    case .any(let parts): "any(\(parts.map(self.condition).joined(separator: "; ")))"
    case .none(let parts): "none(\(parts.map(self.condition).joined(separator: "; ")))"
    }
  }

  private func word(_ comparison: ComparisonOperator) -> String {
    switch comparison {
    case .atLeast: ">="
    case .atMost: "<="
    case .above: ">"
    case .below: "<"
    case .equal: "="
    }
  }

  private func code(_ code: Int, of subject: Formula) -> String {
    guard let fact = subject.facts.first, facts.kinds.indices.contains(fact),
      case .category(let name) = facts.kinds[fact], let values = facts.categories[name],
      values.indices.contains(code)
    else { return String(code) }
    return values[code]
  }

  /// A period in words.
  static func period(_ period: Period) -> String {
    switch period {
    case .year(let month, let day): "year from \(day)/\(month)"
    case .courseYear: "course year"
    case .quarter: "quarter"
    case .month: "month"
    case .week: "week"
    case .day: "day"
    case .payPeriod: "pay period"
    case .life: "life"
    case .rounds(let rounds):
      "round, "
        + rounds.map {
          "\($0.opens.day)/\($0.opens.month) to \($0.closes.day)/\($0.closes.month)"
        }.joined(separator: " and ")
    }
  }

  /// The days on which a thing applies, with a space before them, or nothing if it always does.
  static func span(_ span: DateSpan) -> String {
    let from = span.from.map { " from \($0)" } ?? ""
    return from + (span.to.map { " to \($0)" } ?? "")
  }

  /// Where money comes from.
  func source(_ source: MoneySource) -> String {
    switch source {
    case .party(let number): party(number)
    case .fund(let number): "fund \(rules.funds[number].name)"
    case .account(let number): "account \(rules.accounts[number].name)"
    case .accountOfAnother(let number): "another's account \(rules.accounts[number].name)"
    }
  }

  /// A limit with its number and its reach.
  func limit(_ limit: Limit) -> String {
    let reach =
      switch limit.scope {
      case .course: "a course"
      case .learner(let period): "a learner a \(PlanText.period(period))"
      case .employer(let period): "an employer a \(PlanText.period(period))"
      case .learnerInAnyYears(let years): "a learner in any \(years) years"
      case .employerInAnyYears(let years): "an employer in any \(years) years"
      }
    let quantity =
      switch limit.counts {
      case .money: ""
      case .fact(let number): " of \(fact(number))"
      case .time(.days): " in days"
      case .time(.months): " in months"
      }
    let test = limit.condition.map { " when \(condition($0))" } ?? ""
    return "limit \(limit.number): \(formula(limit.amount))\(quantity) \(reach)\(test)"
  }
}
