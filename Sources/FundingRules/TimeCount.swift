public import FundingValues

/// What a limit in time counts: days, or months of the calendar; neither is turned into the other.
///
/// Weeks are seven days and years twelve months, wherever they lie. So 28 February has its place in a
/// month of 28 or 29 days, and a course of the days of twelve months is a year however many they are.
public enum TimeCount: Sendable, Hashable {
  case days
  case months

  /// The days from one to another, both included: a number of days, or of years of twelve months.
  ///
  /// Of months, whole ones are counted from the first day, and what is left over is a part of the
  /// month that it lies in. Nothing if the last day comes before the first.
  public func length(from first: CivilDate, through last: CivilDate) -> Ratio {
    guard first <= last else { return .zero }
    let end = last.adding(days: 1)
    if case .days = self { return Ratio(Int64(end.day - first.day)) }
    var whole = end.monthNumber - first.monthNumber
    if first.adding(months: whole) > end { whole -= 1 }
    let from = first.adding(months: whole)
    let month = first.adding(months: whole + 1).day - from.day
    let part = Ratio(Int128(end.day - from.day), over: Int128(max(1, month)))
    return ((Ratio(Int64(whole)) + part) / Ratio(12)).reduced
  }

  /// The whole of the period that holds a day, in the same units.
  public func length(
    of period: Period, holding day: CivilDate, courseStart: CivilDate
  ) -> Ratio {
    let first = period.start(holding: day, courseStart: courseStart)
    let next = period.next(after: day, courseStart: courseStart)
    return length(from: first, through: next.adding(days: -1))
  }
}
