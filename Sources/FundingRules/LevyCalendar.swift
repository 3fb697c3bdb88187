public import FundingValues

/// When a levy is collected, and what part of a year's charge each collection takes.
///
/// A year's charge is collected on the first day of each calendar month, of each quarter, or of the
/// year itself, in equal parts that sum to it.
public struct LevyCalendar: Sendable {
  /// The year by whose first day values are read, and within which collections add up.
  public let year: Period
  private let each: Period
  /// The days on which it is levied.
  public let applies: DateSpan

  /// The calendar of a levy of some rules.
  public init(_ levy: Levy, _ rules: RuleSet) {
    self.init(levy.collectedEach, year: rules.year(reckoning: levy.collectedEach), levy.applies)
  }

  /// A calendar from how often a charge of a year is collected, and the days on which it is levied.
  public init(_ each: Period, year: Period, _ applies: DateSpan = DateSpan(from: nil, to: nil)) {
    self.year = year
    self.each = each
    self.applies = applies
  }

  /// The day within a calendar month on which the levy is collected, if there is one.
  public func collection(inMonth month: Int) -> CivilDate? {
    let first = CivilDate.first(ofMonth: month)
    let day: CivilDate
    switch each {
    case .year, .quarter:
      day = each.start(holding: .first(ofMonth: month + 1).adding(days: -1))
    default: day = first
    }
    return day >= first && applies.holds(day) ? day : nil
  }

  /// The days of the year that begins on a day on which the levy is collected.
  public func days(from start: CivilDate) -> [CivilDate] {
    let calendar = LevyCalendar(each, year: year)
    let end = year.next(after: start)
    return (start.monthNumber...end.monthNumber).compactMap { month in
      calendar.collection(inMonth: month).flatMap { $0 >= start && $0 < end ? $0 : nil }
    }
  }

  /// Which part of the charge of the year that holds it is collected on a day.
  public func part(on day: CivilDate) -> PartOfWhole {
    let start = year.start(holding: day)
    let first = start.parts.day == 1 ? start.monthNumber : start.monthNumber + 1
    let months = max(0, day.monthNumber - first)
    switch each {
    case .year: return .all
    case .quarter: return PartOfWhole(months / 3, of: 4)
    default: return PartOfWhole(months, of: 12)
    }
  }
}

/// What a levy charges for a year, in whole pence.
public struct LevyYearCharge: Sendable, Hashable {
  /// What goes where the levy puts it.
  public let held: Int64
  /// The rest of it.
  public let rest: Int64
}

extension RuleSet {
  /// What a levy charges for the year that begins on a day, by the values of that day or of the levy's
  /// first; nothing where it is not due or comes to nothing.
  ///
  /// The facts of the circumstances are an employer's; those worked out from them are worked out anew.
  public func charge(
    of levy: Levy, _ there: Circumstances, yearFrom start: CivilDate
  ) throws(Missing) -> LevyYearCharge? {
    let day = max(start, levy.applies.from ?? start)
    let year = year(reckoning: levy.collectedEach)
    guard day < year.next(after: start), levy.applies.holds(day) else { return nil }
    var here = there
    here.date = day
    here.derive(derived)
    if let due = levy.due, try !here.holds(due) { return nil }
    let charge = try levy.charge(here).roundedHalfUp()
    guard charge > 0 else { return nil }
    return try levy.split(charge, here)
  }
}
