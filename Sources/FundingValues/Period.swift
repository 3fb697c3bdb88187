/// A repeating stretch of time in which budgets, limits and taxes are counted.
public enum Period: Sendable, Hashable {
  /// A year that begins on a day of a month, such as the tax year on 6 April.
  case year(month: Int, day: Int)
  /// Twelve months from the first day of the month in which the course begins.
  case courseYear
  /// Three calendar months.
  case quarter
  /// A calendar month.
  case month
  /// Seven days from a Monday.
  case week
  /// One day.
  case day
  /// A pay period: a year unless payroll asks for less.
  case payPeriod
  /// The whole of a life: one period that never ends.
  case life
  /// The rounds of a fund: days of the year on which one opens and closes, in the order of opening. The
  /// stretches in which none is open are periods too.
  case rounds([Round])

  /// A stretch of each year in which a fund takes applications, both days included; one that closes on
  /// an earlier day of the year than it opens runs over the new year.
  public struct Round: Sendable, Hashable {
    /// The first day on which it is open: a month from 1 to 12 and a day of it.
    public let opens: (month: Int, day: Int)
    /// The last day on which it is open, itself included.
    public let closes: (month: Int, day: Int)
    /// A round between two days of the year.
    public init(opens: (month: Int, day: Int), closes: (month: Int, day: Int)) {
      self.opens = opens
      self.closes = closes
    }
    /// Whether both days are the same.
    public static func == (one: Round, other: Round) -> Bool {
      one.opens == other.opens && one.closes == other.closes
    }
    /// Hashes both days, as `==` compares them.
    public func hash(into hasher: inout Hasher) {
      for part in [opens.month, opens.day, closes.month, closes.day] { hasher.combine(part) }
    }
  }

  /// The tax year, from 6 April (Income Tax Act 2007, section 4).
  public static let taxYear = Period.year(month: 4, day: 6)
  /// The financial year, from 1 April.
  public static let financialYear = Period.year(month: 4, day: 1)
  /// The academic year, from 1 August.
  public static let academicYear = Period.year(month: 8, day: 1)

  /// The first day of the period that holds a day; a course's start sets its course years.
  public func start(holding date: CivilDate, courseStart: CivilDate? = nil) -> CivilDate {
    switch self {
    case .year(let month, let day): return Period.yearStart(holding: date, month: month, day: day)
    case .payPeriod: return Period.yearStart(holding: date, month: 4, day: 6)
    case .courseYear:
      let (_, month, _) = (courseStart ?? date).parts
      return Period.yearStart(holding: date, month: month, day: 1)
    case .quarter:
      let number = date.monthNumber
      return .first(ofMonth: number - number % 3)
    case .month: return .first(ofMonth: date.monthNumber)
    case .week:
      let fromMonday = (Int(date.day) + 3) % 7
      return date.adding(days: -(fromMonday < 0 ? fromMonday + 7 : fromMonday))
    case .day: return date
    case .life: return CivilDate(day: Int32.min / 2)
    case .rounds(let rounds):
      let year = date.parts.year
      return Period.edges(of: rounds, from: year - 1, to: year).last { $0 <= date } ?? date
    }
  }

  /// The first day of the period after the one that holds a day.
  public func next(after date: CivilDate, courseStart: CivilDate? = nil) -> CivilDate {
    let first = start(holding: date, courseStart: courseStart)
    switch self {
    case .year(let month, let day):
      return CivilDate.yearly(day: day, month: month, in: first.year + 1)
    case .courseYear, .payPeriod: return first.adding(months: 12)
    case .quarter: return first.adding(months: 3)
    case .month: return first.adding(months: 1)
    case .week: return first.adding(days: 7)
    case .day: return first.adding(days: 1)
    case .life: return CivilDate(day: Int32.max / 2)
    case .rounds(let rounds):
      let year = first.parts.year
      return Period.edges(of: rounds, from: year, to: year + 1).first { $0 > first } ?? first
    }
  }

  /// How many periods the days from one to another touch, both days included; none if they are none.
  public func count(from first: CivilDate, to last: CivilDate, courseStart: CivilDate? = nil) -> Int
  {
    guard first <= last else { return 0 }
    let start = start(holding: first, courseStart: courseStart)
    let end = self.start(holding: last, courseStart: courseStart)
    switch self {
    case .day, .week: return Int(end.day - start.day) / (self == .week ? 7 : 1) + 1
    case .month: return end.monthNumber - start.monthNumber + 1
    case .quarter: return (end.monthNumber - start.monthNumber) / 3 + 1
    case .year, .courseYear, .payPeriod: return end.year - start.year + 1
    case .life: return 1
    case .rounds(let rounds):
      let edges = Period.edges(of: rounds, from: start.year, to: end.year)
      return edges.count { start < $0 && $0 <= last } + 1
    }
  }

  /// How long it is in years, as payments count it: twelve months, four quarters, 52 weeks, 365 days.
  public var years: Ratio {
    switch self {
    case .year, .courseYear, .payPeriod, .life, .rounds: .one
    case .quarter: Ratio(1, over: 4)
    case .month: Ratio(1, over: 12)
    case .week: Ratio(1, over: 52)
    case .day: Ratio(1, over: 365)
    }
  }

  /// Whether money may be asked for on a day: always, but for rounds only while one is open.
  public func isOpen(on date: CivilDate) -> Bool {
    guard case .rounds(let rounds) = self else { return true }
    let year = date.parts.year
    return rounds.contains { round in
      let opens = CivilDate.yearly(day: round.opens.day, month: round.opens.month, in: year)
      let closes = CivilDate.yearly(day: round.closes.day, month: round.closes.month, in: year)
      return opens <= closes ? opens <= date && date <= closes : opens <= date || date <= closes
    }
  }

  /// The days on which a round opens or the days after it are reached, in order.
  private static func edges(of rounds: [Round], from: Int, to: Int) -> [CivilDate] {
    var days: Set<CivilDate> = []
    for year in from...to {
      for round in rounds {
        days.insert(CivilDate.yearly(day: round.opens.day, month: round.opens.month, in: year))
        let last = CivilDate.yearly(day: round.closes.day, month: round.closes.month, in: year)
        days.insert(last.adding(days: 1))
      }
    }
    return days.sorted()
  }

  private static func yearStart(holding date: CivilDate, month: Int, day: Int) -> CivilDate {
    let first = CivilDate.yearly(day: day, month: month, in: date.year)
    return first <= date ? first : CivilDate.yearly(day: day, month: month, in: date.year - 1)
  }
}
