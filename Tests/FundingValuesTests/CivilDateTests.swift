import FundingValues
import TestSupport
import Testing

@Suite("Days of the calendar")
struct CivilDateTests {
  /// A calendar that only knows how to go to the next day.
  struct PlainCalendar {
    var year: Int
    var month: Int
    var day: Int

    static func isLeap(_ year: Int) -> Bool {
      year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    }

    static func days(of month: Int, _ year: Int) -> Int {
      [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    mutating func goOn() {
      day += 1
      if day > PlainCalendar.days(of: month, year) {
        day = 1
        month += 1
      }
      if month > 12 {
        month = 1
        year += 1
      }
    }
  }

  @Test("every day of 400 years comes back")
  func roundTrip() throws {
    var plain = PlainCalendar(year: 1800, month: 1, day: 1)
    let first = try #require(CivilDate(year: 1800, month: 1, day: 1))
    let fault = firstFault(among: 0..<146_097) { count in
      let date = first.adding(days: count)
      let holds =
        date.parts == (plain.year, plain.month, plain.day)
        && CivilDate(year: plain.year, month: plain.month, day: plain.day) == date
        && date.monthNumber == plain.year * 12 + plain.month - 1
      let found = holds ? nil : "\(plain) comes back as \(date)"
      plain.goOn()
      return found
    }
    #expect(fault == nil)
    #expect(plain.year == 2200 && plain.month == 1 && plain.day == 1)
  }

  @Test("known days, and their text")
  func known() {
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.day == 0)
    #expect(CivilDate(year: 2000, month: 3, day: 1)?.day == 11_017)
    #expect(CivilDate(year: 1969, month: 12, day: 31)?.day == -1)
    #expect(CivilDate(year: 2027, month: 8, day: 1)?.description == "2027-08-01")
    #expect(CivilDate(year: 987, month: 1, day: 9)?.description == "0987-01-09")
  }

  @Test(
    "days that are not",
    arguments: [
      (2027, 2, 29), (1900, 2, 29), (2027, 4, 31), (2027, 13, 1), (2027, 0, 1), (2027, 1, 0),
      (0, 1, 1), (10_000, 1, 1),
    ])
  func missing(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test("months added keep the day, or take the last of a shorter month")
  func months() throws {
    var numbers = SeededNumbers(seed: 5)
    let fault = firstFault(among: 0..<20_000) { _ in
      let date = CivilDate(day: Int32(numbers.whole(-200_000...200_000)))
      let count = Int(numbers.whole(-1_200...1_200))
      let later = date.adding(months: count)
      let (year, month, day) = later.parts
      let last = PlainCalendar.days(of: month, year)
      let holds =
        later.monthNumber == date.monthNumber + count && day == min(date.parts.day, last)
        && CivilDate.first(ofMonth: later.monthNumber) == later.adding(days: 1 - day)
      return holds ? nil : "\(count) months after \(date) is \(later)"
    }
    #expect(fault == nil)
    let leap = try #require(CivilDate(year: 2024, month: 2, day: 29))
    let last = try #require(CivilDate(year: 9999, month: 12, day: 31))
    #expect(last.adding(months: 1).description == "10000-01-31")
    #expect(last.adding(months: 12) > last)
    #expect(CivilDate.first(ofMonth: -1).adding(days: 31) == CivilDate.first(ofMonth: 0))
    #expect(leap.adding(months: 12).description == "2025-02-28")
    #expect(leap.adding(months: 48).description == "2028-02-29")
    #expect(leap.adding(months: -12).description == "2023-02-28")
  }

  @Test("no months added change nothing, to the last day of the calendar")
  func noMonths() throws {
    for year in [1, 2, 1_999, 9_998, 9_999] {
      for month in [1, 5, 12] {
        let date = try #require(CivilDate(year: year, month: month, day: 28))
        #expect(date.adding(months: 0) == date)
      }
    }
  }

  @Test(
    "whole years; one born on 29 February is older on 1 March",
    arguments: [
      ("2000-02-29", "2001-02-28", 0), ("2000-02-29", "2001-03-01", 1),
      ("2000-02-29", "2004-02-28", 3), ("2000-02-29", "2004-02-29", 4),
      ("1990-08-15", "2027-08-14", 36), ("1990-08-15", "2027-08-15", 37),
      ("1990-08-15", "1990-08-15", 0), ("1990-08-15", "1990-08-14", -1),
      ("1999-12-31", "2000-01-01", 0), ("2000-01-01", "2000-12-31", 0),
    ])
  func ages(born: String, on: String, years: Int) throws {
    #expect(try date(born).wholeYears(to: try date(on)) == years)
  }

  @Test("whole years are the birthdays that have passed")
  func birthdays() {
    var numbers = SeededNumbers(seed: 6)
    let fault = firstFault(among: 0..<5_000) { _ in
      let born = CivilDate(day: Int32(numbers.whole(-20_000...20_000)))
      let later = born.adding(days: Int(numbers.whole(0...30_000)))
      let (year, month, day) = born.parts
      var passed = 0
      for age in 1...90 {
        let isThere = CivilDate(year: year + age, month: month, day: day)
        let birthday = isThere ?? CivilDate.first(ofMonth: (year + age) * 12 + 2)
        if birthday <= later { passed = age }
      }
      return born.wholeYears(to: later) == passed ? nil : "\(born) to \(later)"
    }
    #expect(fault == nil)
  }

  private func date(_ text: String) throws -> CivilDate {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]))
  }
}
