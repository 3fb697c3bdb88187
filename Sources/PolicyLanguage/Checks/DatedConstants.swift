import FundingValues

extension Checker {
  /// The value of a formula on a day, if it needs no fact and nothing in it is uncertain.
  func constant(_ expression: ExpressionSyntax, on day: CivilDate) -> Ratio? {
    var evaluator = Evaluator(program, on: day)
    return evaluator.number(expression, from: unit)
  }

  /// The days on which a value in some formulas begins or changes; one far day if nothing changes.
  func changeDays(of expressions: [ExpressionSyntax]) -> [CivilDate] {
    var collector = ChangeDays(program: program)
    for expression in expressions { collector.add(expression, from: unit) }
    return collector.sorted
  }

  /// The days on which something that applies can change, because a value it reads changes.
  func changeDays(
    of tests: [TestSyntax], and formulas: [ExpressionSyntax], within about: AboutSyntax
  )
    -> [CivilDate]
  {
    var collector = ChangeDays(program: program)
    for test in tests { collector.add(test, from: unit) }
    for formula in formulas { collector.add(formula, from: unit) }
    let days = collector.sorted
    let applied = applies(about)
    guard let from = applied.from else { return days.filter { $0 <= applied.to ?? $0 } }
    let later = days.filter { $0 > from && $0 <= applied.to ?? $0 }
    return collector.firstDay <= from || days[0] <= from ? [from] + later : later
  }

  /// The days between which something applies: its own, or those of its policy.
  func applies(_ about: AboutSyntax) -> (from: CivilDate?, to: CivilDate?) {
    let header = header(of: unit)?.about
    return (about.from?.date ?? header?.from?.date, about.to?.date ?? header?.to?.date)
  }

  /// The header of the file in which a unit stands.
  func header(of unit: Int) -> HeaderSyntax? {
    let home = program.units[unit].parent ?? unit
    let file = Int(program.units[home].file)
    return program.files.indices.contains(file) ? program.files[file].header : nil
  }
}

/// The days on which the values of parameters change.
struct ChangeDays {
  let program: Program
  private var days: [CivilDate] = []
  /// The first day on which all parameters found have a value.
  private(set) var firstDay = CivilDate(day: .min)
  private var seen: Set<Int> = []
  /// What was found and is still to be followed: a chain may be as long as a program, and no stack is.
  private var open: [Declaration] = []
  private var isFollowing = false

  init(program: Program) { self.program = program }

  /// The days found in order, from that on which everything has a value.
  ///
  /// Where nothing ever changes every day is alike, and the first of 2000 stands for them.
  var sorted: [CivilDate] {
    var later: [CivilDate] = []
    for day in days.sorted() where day >= firstDay && day != later.last { later.append(day) }
    return later.isEmpty ? [CivilDate(day: 10_957)] : later
  }

  /// Adds the days of all parameters in a formula.
  mutating func add(_ expression: ExpressionSyntax, from unit: Int) {
    switch expression {
    case .amount: break
    case .path(let path): add(path, from: unit)
    case .group(let inner, _), .negated(let inner, _): add(inner, from: unit)
    case .call(_, let parts, _): for part in parts { add(part, from: unit) }
    case .binary(let left, _, let right, _):
      add(left, from: unit)
      add(right, from: unit)
    }
  }

  private mutating func add(_ path: PathSyntax, from unit: Int) {
    switch program.reference(path, from: unit) {
    case .parameter(let declaration), .derived(let declaration, _): add(declaration)
    default: break
    }
  }

  /// Adds the days of one parameter or derived fact, and of those that it is worked out from.
  mutating func add(_ declaration: Declaration) {
    guard seen.insert(declaration.id).inserted else { return }
    open.append(declaration)
    if isFollowing { return }
    isFollowing = true
    while let next = open.popLast() { follow(next) }
    isFollowing = false
  }

  private mutating func follow(_ declaration: Declaration) {
    if case .derive(let derive) = declaration.syntax {
      switch derive.definition {
      case .formula(let formula): add(formula, from: declaration.unit)
      case .test(let test): add(test, from: declaration.unit)
      }
    }
    guard case .parameter(let parameter) = declaration.syntax else { return }
    if let first = parameter.rows.map(\.from.date).min() { firstDay = max(firstDay, first) }
    for row in parameter.rows {
      days.append(row.from.date)
      switch row.value {
      case .expressions(let items):
        if case .list = parameter.type.measure { break }
        for item in items { add(item, from: declaration.unit) }
      case .rises(let rise):
        for year in 1...3 { days.append(row.from.date.adding(months: 12 * year)) }
        add(rise.index, from: declaration.unit)
      default: break
      }
    }
  }

  /// Adds the days of all parameters in a test.
  mutating func add(_ test: TestSyntax, from unit: Int) {
    switch test {
    case .group(_, let lines, _): for line in lines { add(line, from: unit) }
    case .condition(let condition):
      add(condition.subject, from: unit)
      switch condition.comparison {
      case .atLeast(let other), .atMost(let other), .above(let other), .below(let other),
        .exactly(let other), .equals(let other), .onOrAfter(let other):
        add(other, from: unit)
      case .between(let low, let high):
        add(low, from: unit)
        add(high, from: unit)
      case .oneOf(let names):
        for name in names {
          if case .found(let id) = program.lookup(name.text, from: unit, where: \.isParameter) {
            add(program.declarations[id])
          }
        }
      }
    }
  }
}
