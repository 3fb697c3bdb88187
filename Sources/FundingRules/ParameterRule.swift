public import FundingValues

/// Where a dated value comes from.
public enum Basis: Sendable, Hashable {
  /// A named source, with its title, its address and the place in it.
  case cited(source: String, title: String, address: String?, place: String?)
  case assumed(String)
  case illustrative
  case missing
}

/// A parameter's rows: one step function of dates for each case of its keys.
public struct ParameterRule: Sendable {
  /// The parameter's own name.
  public let name: String
  /// The header, regime or scenario that declares it.
  public let owner: String
  /// The type as written, such as `money per year`.
  public let unit: String
  /// The facts that select a row.
  public let keys: [Int]
  /// One row for each case of its keys, or one in all.
  public let rows: [Row]

  /// A parameter from its parts.
  public init(name: String, owner: String, unit: String, keys: [Int], rows: [Row]) {
    self.name = name
    self.owner = owner
    self.unit = unit
    self.keys = keys
    self.rows = rows
  }

  /// The formulas that bound the bands of its rows.
  var bounds: [Formula] {
    rows.flatMap(\.cells).flatMap { cell -> [Formula] in
      guard case .band(let from, let to, _) = cell else { return [] }
      return [from, to].compactMap { $0 }
    }
  }

  /// A row of a keyed parameter.
  public struct Row: Sendable {
    /// One cell for each key; empty when there are no keys or this is `otherwise`.
    public let cells: [Cell]
    /// Whether the row is for every case that has none of its own.
    public let isOtherwise: Bool
    /// The case as written, empty when there are no keys.
    public let label: String
    /// In the order of their days.
    public let steps: [Step]
    /// A row from its parts.
    public init(cells: [Cell], isOtherwise: Bool, label: String, steps: [Step]) {
      self.cells = cells
      self.isOtherwise = isOtherwise
      self.label = label
      self.steps = steps
    }
  }

  /// One cell of a key.
  public enum Cell: Sendable, Hashable {
    /// One of some values of a category, a count or yes and no.
    case oneOf([Ratio])
    /// Between two bounds, each of which may be left out: the upper one belongs to it if it takes in
    /// its top, and the lower one if it does not.
    case band(from: Formula?, to: Formula?, takesTop: Bool)
  }

  /// A value from a day on.
  public struct Step: Sendable, Hashable {
    /// The first day on which it holds, until the next step.
    public let from: CivilDate
    /// What stands for the value.
    public let value: Value
    /// Where it comes from.
    public let basis: Basis
    /// The place in the policy text.
    public let place: String
    /// The value as written.
    public let text: String
    /// A step from its parts.
    public init(from: CivilDate, value: Value, basis: Basis, place: String, text: String) {
      self.from = from
      self.value = value
      self.basis = basis
      self.place = place
      self.text = text
    }
  }

  /// What stands for a value.
  public enum Value: Sendable, Hashable {
    case formula(Formula)
    case list([Int])
    /// The number of an uncertain quantity, drawn once a pair of draws.
    case uncertain(Int)
    case unlimited
    /// The value before, raised each year on a day by an index read some months earlier.
    case rises(day: Int, month: Int, index: Formula, monthsBefore: Int, rounding: Rounding?)
    /// What some steps come to from this day on, as if nothing had come between.
    case resumes([Step])

    /// Whether its figure on a day is reckoned instead of written.
    public var isReckoned: Bool {
      switch self {
      case .rises, .resumes: true
      default: false
      }
    }

    /// Whether it is drawn anew in each pair of draws.
    public var isUncertain: Bool {
      switch self {
      case .uncertain: true
      case .resumes(let steps): steps.contains { $0.value.isUncertain }
      default: false
      }
    }
  }
}

/// A limit so large that nothing reaches it: what `no limit` means.
public let unlimitedAmount = Ratio(9_000_000_000_000_000)

/// The values of all parameters in one draw: step functions of dates, indices worked out.
public struct ParameterValues: Sendable {
  struct Steps: Sendable {
    var dates: [Int32] = []
    var values: [Ratio] = []
    var lists: [[Int]] = []

    func index(on date: CivilDate) -> Int? {
      var index = dates.count - 1
      while index >= 0, dates[index] > date.day { index -= 1 }
      return index >= 0 ? index : nil
    }
  }
  var rules: [ParameterRule]
  var steps: [[Steps]]
  /// Which parameters have one row for every case.
  private let isPlain: [Bool]

  /// Works out every parameter for one draw of the uncertain quantities, indices up to a last day.
  public init(
    _ rules: [ParameterRule], uncertain: [Ratio], until horizon: CivilDate, factCount: Int
  ) {
    self.rules = rules
    steps = rules.map { $0.rows.map { _ in Steps() } }
    isPlain = rules.map { $0.keys.isEmpty && $0.rows.count == 1 }
    resolve(Array(rules.indices), uncertain, until: horizon, factCount: factCount)
  }

  /// Works out parameters, as often as it takes until what each needs is there.
  mutating func resolve(
    _ parameters: [Int], _ uncertain: [Ratio], until horizon: CivilDate, factCount: Int
  ) {
    var pending = ParameterOrder.of(parameters, rules)
    let empty = Frame(count: factCount)
    var before = 0
    while pending.count != before {
      before = pending.count
      pending = pending.filter { !resolve($0, uncertain, horizon, empty) }
    }
  }

  mutating func resolve(
    _ parameter: Int, _ uncertain: [Ratio], _ horizon: CivilDate, _ frame: Frame
  ) -> Bool {
    var resolved: [Steps] = []
    for row in rules[parameter].rows {
      guard let result = reckoned(row.steps, uncertain, horizon, frame) else { return false }
      resolved.append(result)
    }
    steps[parameter] = resolved
    return true
  }

  /// The values of a row's steps, or nothing while an index they need is not worked out.
  private func reckoned(
    _ steps: [ParameterRule.Step], _ uncertain: [Ratio], _ horizon: CivilDate, _ frame: Frame
  ) -> Steps? {
    var result = Steps()
    for (index, step) in steps.enumerated() {
      let end = index + 1 < steps.count ? steps[index + 1].from : horizon
      switch step.value {
      case .list(let codes): result.append(step.from, .zero, codes)
      case .uncertain(let number):
        result.append(step.from, number < uncertain.count ? uncertain[number] : .zero, [])
      case .unlimited: result.append(step.from, unlimitedAmount, [])
      case .formula(let formula):
        guard follow(formula, from: step.from, to: end, frame, &result) else { return nil }
      case .resumes(let base):
        guard let before = reckoned(base, uncertain, horizon, frame) else { return nil }
        result.resume(before, from: step.from, to: end)
      case .rises(let day, let month, let index, let before, let rounding):
        guard let last = result.values.last,
          rise(
            &result, from: step.from, to: end, starting: last, on: (day, month), by: index,
            monthsBefore: before, rounding: rounding, frame: frame)
        else { return nil }
      }
    }
    return result
  }

  /// Works a formula out on its first day, and anew on each day on which a value that it reads changes.
  private func follow(
    _ formula: Formula, from first: CivilDate, to end: CivilDate, _ frame: Frame,
    _ result: inout Steps
  ) -> Bool {
    var days: Set<Int32> = [first.day]
    for row in formula.parameters.flatMap({ steps[$0] }) {
      days.formUnion(row.dates.lazy.filter { $0 > first.day && $0 < end.day })
    }
    for day in days.sorted() {
      let here = Circumstances(frame: frame, values: self, date: CivilDate(day: day))
      guard let value = try? here.value(of: formula) else { return false }
      result.append(here.date, value, [])
    }
    return true
  }

  private func rise(
    _ result: inout Steps, from first: CivilDate, to end: CivilDate, starting: Ratio,
    on anniversary: (day: Int, month: Int), by index: Formula, monthsBefore: Int,
    rounding: Rounding?, frame: Frame
  ) -> Bool {
    var value = starting
    for year in first.year...max(first.year, end.year) {
      let day = CivilDate.yearly(day: anniversary.day, month: anniversary.month, in: year)
      guard day >= first, day < end || day == first else { continue }
      let read = day.adding(months: -monthsBefore)
      let here = Circumstances(frame: frame, values: self, date: read)
      guard let rate = try? here.value(of: index) else { return false }
      let raised = value * (.one + rate)
      value = (rounding?.applied(to: raised) ?? raised).reduced
      result.append(day, value, [])
    }
    return true
  }

  /// The facts that select a parameter's row.
  public func keys(of parameter: Int) -> [Int] { rules[parameter].keys }

  /// The value of a parameter on a day, for the case that the frame describes.
  public func value(
    of parameter: Int, on date: CivilDate, frame: Frame
  ) throws(Missing) -> Ratio {
    let (row, step) = try place(of: parameter, on: date, frame: frame)
    return steps[parameter][row].values[step]
  }

  /// The items of a list parameter on a day.
  public func list(
    of parameter: Int, on date: CivilDate, frame: Frame
  ) throws(Missing) -> [Int] {
    let (row, step) = try place(of: parameter, on: date, frame: frame)
    return steps[parameter][row].lists[step]
  }

  /// The row that fits the facts, and the step in force on a day.
  public func place(
    of parameter: Int, on date: CivilDate, frame: Frame
  ) throws(Missing) -> (row: Int, step: Int) {
    if isPlain[parameter] {
      guard !steps[parameter].isEmpty, let step = steps[parameter][0].index(on: date)
      else { throw .parameter(parameter, date) }
      return (0, step)
    }
    let rule = rules[parameter]
    let row = rule.keys.isEmpty ? 0 : try self.row(of: rule, on: date, frame: frame)
    if let row, row < steps[parameter].count, let step = steps[parameter][row].index(on: date) {
      return (row, step)
    }
    // A case's own row that has not begun leaves the case to `otherwise`.
    if let other = rule.rows.firstIndex(where: \.isOtherwise),
      let step = steps[parameter][other].index(on: date)
    {
      return (other, step)
    }
    throw .parameter(parameter, date)
  }

  private func row(
    of rule: ParameterRule, on date: CivilDate, frame: Frame
  ) throws(Missing) -> Int? {
    var otherwise: Int?
    var wanted: Int?
    for (index, row) in rule.rows.enumerated() {
      if row.isOtherwise {
        otherwise = index
        continue
      }
      var fits = true
      var unknown: Int?
      for (cell, key) in zip(row.cells, rule.keys) {
        guard frame.known[key] else {
          unknown = unknown ?? key
          continue
        }
        if try !self.fits(cell, frame.values[key], date, frame) {
          fits = false
          break
        }
      }
      guard fits else { continue }
      if unknown == nil { return index }
      wanted = wanted ?? unknown
    }
    if let wanted { throw .fact(wanted) }
    return otherwise
  }

  private func fits(
    _ cell: ParameterRule.Cell, _ value: Ratio, _ date: CivilDate, _ frame: Frame
  ) throws(Missing) -> Bool {
    switch cell {
    case .oneOf(let values): return values.contains(value)
    case .band(let from, let to, let takesTop):
      let here = Circumstances(frame: frame, values: self, date: date)
      if let from {
        let low = try here.value(of: from)
        if value < low || (takesTop && value == low) { return false }
      }
      if let to {
        let high = try here.value(of: to)
        if value > high || (!takesTop && value == high) { return false }
      }
      return true
    }
  }
}

extension ParameterValues.Steps {
  /// Takes up other steps from a day on, the one in force on it included.
  fileprivate mutating func resume(_ other: Self, from: CivilDate, to end: CivilDate) {
    if let first = other.index(on: from) { append(from, other.values[first], other.lists[first]) }
    for index in other.dates.indices
    where other.dates[index] > from.day && other.dates[index] < end.day {
      append(CivilDate(day: other.dates[index]), other.values[index], other.lists[index])
    }
  }

  fileprivate mutating func append(_ from: CivilDate, _ value: Ratio, _ list: [Int]) {
    if let last = dates.last, last == from.day {
      values[values.count - 1] = value
      lists[lists.count - 1] = list
      return
    }
    dates.append(from.day)
    values.append(value)
    lists.append(list)
  }
}
