import FundingValues
import TestSupport
import Testing

@Suite("Periods")
struct PeriodTests {
  static let calendars: [Period] = [
    .taxYear, .financialYear, .academicYear, .year(month: 1, day: 1), .year(month: 2, day: 29),
    .quarter, .month, .week, .day, .payPeriod, .courseYear,
  ]

  @Test("every day lies in one period, and the next begins where it ends", arguments: calendars)
  func tiling(period: Period) throws {
    let first = try #require(CivilDate(year: 2023, month: 1, day: 1))
    let course = try #require(CivilDate(year: 2023, month: 9, day: 18))
    let fault = firstFault(among: 0..<(365 * 9)) { count in
      let day = first.adding(days: count)
      let start = period.start(holding: day, courseStart: course)
      let next = period.next(after: day, courseStart: course)
      let before = next.adding(days: -1)
      let holds =
        start <= day && day < next && period.start(holding: start, courseStart: course) == start
        && period.start(holding: next, courseStart: course) == next
        && period.start(holding: before, courseStart: course) == start
      return holds ? nil : "\(day) lies from \(start) to before \(next)"
    }
    #expect(fault == nil)
  }

  @Test(
    "the first days of years",
    arguments: [
      (Period.taxYear, "2027-04-05", "2026-04-06"), (.taxYear, "2027-04-06", "2027-04-06"),
      (.financialYear, "2027-03-31", "2026-04-01"), (.financialYear, "2027-04-01", "2027-04-01"),
      (.academicYear, "2027-07-31", "2026-08-01"), (.academicYear, "2027-08-01", "2027-08-01"),
      (.year(month: 1, day: 1), "2027-12-31", "2027-01-01"),
      (.year(month: 1, day: 1), "2028-01-01", "2028-01-01"),
      (.quarter, "2027-06-30", "2027-04-01"), (.month, "2027-02-28", "2027-02-01"),
      (.week, "2027-08-01", "2027-07-26"), (.week, "2027-08-02", "2027-08-02"),
      (.week, "1969-12-28", "1969-12-22"), (.day, "2027-08-01", "2027-08-01"),
    ])
  func starts(period: Period, day: String, start: String) throws {
    #expect(period.start(holding: try date(day)).description == start)
  }

  @Test("a course year is twelve months from the first of the month in which the course begins")
  func courseYears() throws {
    let course = try date("2027-09-18")
    func start(_ day: String) throws -> String {
      Period.courseYear.start(holding: try date(day), courseStart: course).description
    }
    #expect(try start("2027-09-18") == "2027-09-01")
    #expect(try start("2028-08-31") == "2027-09-01")
    #expect(try start("2028-09-01") == "2028-09-01")
    #expect(Period.courseYear.start(holding: course).description == "2027-09-01")
  }

  @Test("a life is one period")
  func life() throws {
    let early = try date("1900-01-01")
    let late = try date("2199-12-31")
    #expect(Period.life.start(holding: early) == Period.life.start(holding: late))
    #expect(Period.life.next(after: late) > late)
  }

  private func date(_ text: String) throws -> CivilDate {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]))
  }
}
