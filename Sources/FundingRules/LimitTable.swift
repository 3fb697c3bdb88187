public import FundingValues

/// What the limits of a rule set count together, by their numbers.
public struct LimitTable: Sendable {
  /// The scope of each limit; nothing for a number that no clause has.
  public let scopes: [Limit.Scope?]
  /// The limits that count in windows of time, in the order of their numbers.
  public let windowed: [Int]

  /// The limits of a rule set.
  public init(_ rules: RuleSet) {
    var scopes: [Limit.Scope?] = Array(repeating: nil, count: rules.limitCount)
    for instrument in rules.instruments {
      let shapings = instrument.payments.map(\.shaping) + instrument.gifts.map(\.shaping)
      for limit in shapings.flatMap(\.limits) {
        while scopes.count <= limit.number { scopes.append(nil) }
        scopes[limit.number] = limit.scope
      }
    }
    self.scopes = scopes
    windowed = scopes.indices.filter { scopes[$0].map { $0 != .course } ?? false }
  }

  /// The scope of a limit.
  public subscript(limit: Int) -> Limit.Scope? { limit < scopes.count ? scopes[limit] : nil }

  /// The first day of the window that counts on a day: a period's first, or the day itself for years
  /// running.
  public func window(of limit: Int, on day: CivilDate, courseStart: CivilDate) -> CivilDate {
    self[limit]?.window(holding: day, courseStart: courseStart) ?? courseStart
  }
}

extension Limit.Scope {
  /// The first day of the window that counts on a day: a period's first, or the day itself for years
  /// running.
  public func window(holding day: CivilDate, courseStart: CivilDate) -> CivilDate {
    switch self {
    case .learner(let period), .employer(let period):
      period.start(holding: day, courseStart: courseStart)
    case .learnerInAnyYears, .employerInAnyYears: day
    case .course: courseStart
    }
  }

  /// How many years run together, for a limit that holds in any such row of years.
  public var yearsRunning: Int? {
    switch self {
    case .learnerInAnyYears(let years), .employerInAnyYears(let years): years
    case .course, .learner, .employer: nil
    }
  }
}

extension Headroom.Room {
  /// The most that is used in any window, others having set so much aside in each; in all windows together
  /// for a limit of years running.
  public func mostUsed(with others: [CivilDate: Ratio], isRunning: Bool) -> Ratio {
    if isRunning {
      return others.values.reduce(windows.reduce(used) { $0 + $1.used }) { $0 + $1 }
    }
    var most = Ratio.zero
    for window in windows { most = max(most, window.used + (others[window.start] ?? .zero)) }
    for (start, amount) in others { most = max(most, amount + used(from: start)) }
    return most + used
  }

  /// What counts as used on a day: of its window, or for years running the most that any row of so many
  /// years which holds the day has seen.
  public func used(_ scope: Limit.Scope, on day: CivilDate, courseStart: CivilDate) -> Ratio {
    guard let years = scope.yearsRunning else {
      return used(from: scope.window(holding: day, courseStart: courseStart))
    }
    let after = day.adding(months: 12 * years)
    var most = Ratio.zero
    for end in windows.map(\.start) + [day] where end >= day && end < after {
      let first = end.adding(months: -12 * years)
      let sum = windows.reduce(Ratio.zero) {
        $1.start > first && $1.start <= end ? $0 + $1.used : $0
      }
      most = max(most, sum)
    }
    return most
  }
}
