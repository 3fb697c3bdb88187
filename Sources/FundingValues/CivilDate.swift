/// A day of the Gregorian calendar, counted from 1 January 1970.
public struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public let day: Int32

  /// The day with a given count since 1970-01-01.
  @inlinable public init(day: Int32) { self.day = day }

  /// The day of a year, month and day, or nothing if there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    self.init(day: CivilDate.count(year: year, month: month, day: day))
  }

  /// The day written in the ISO form in UTF-8, or nothing if the text is no such day.
  public init?(utf8 text: ArraySlice<UInt8>) {
    guard text.count == 10 else { return nil }
    var numbers = (0, 0, 0)
    for (place, byte) in text.enumerated() {
      if place == 4 || place == 7 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard (48...57).contains(byte) else { return nil }
      let digit = Int(byte) - 48
      switch place {
      case ..<4: numbers.0 = numbers.0 * 10 + digit
      case ..<7: numbers.1 = numbers.1 * 10 + digit
      default: numbers.2 = numbers.2 * 10 + digit
      }
    }
    self.init(year: numbers.0, month: numbers.1, day: numbers.2)
  }

  /// The year, month (1 to 12) and day of the month.
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(day) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, ofYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The year.
  public var year: Int { parts.year }

  /// Months since January of the year nought, for telling months apart.
  public var monthNumber: Int {
    let (year, month, _) = parts
    return year * 12 + month - 1
  }

  /// The first day of a month counted as `monthNumber` counts.
  public static func first(ofMonth number: Int) -> CivilDate {
    let year = number >= 0 ? number / 12 : (number - 11) / 12
    return CivilDate(day: count(year: year, month: number - year * 12 + 1, day: 1))
  }

  /// The same day of a later or earlier month, or the last day of a shorter one.
  ///
  /// Written dates end with the year 9999, but reckoning goes on, so that adding always leads on.
  public func adding(months: Int) -> CivilDate {
    let (_, _, dayOfMonth) = parts
    let bounded = max(-240_000, min(240_000, months))
    let number = max(12, min(479_999, monthNumber + bounded))
    let year = number / 12
    let month = number % 12 + 1
    let last = CivilDate.length(ofMonth: month, year: year)
    return CivilDate(day: CivilDate.count(year: year, month: month, day: min(dayOfMonth, last)))
  }

  /// A day of every year in one of them; 29 February is the 28th in a common year.
  public static func yearly(day: Int, month: Int, in year: Int) -> CivilDate {
    let last = length(ofMonth: month, year: year)
    return CivilDate(day: count(year: year, month: month, day: min(day, last)))
  }

  /// The day a number of days later.
  public func adding(days: Int) -> CivilDate {
    CivilDate(day: Int32(clamping: Int(day) + max(-(1 << 40), min(1 << 40, days))))
  }

  /// Whole years from this day to a later one; one born on 29 February is older on 1 March.
  public func wholeYears(to later: CivilDate) -> Int {
    let (year, month, dayOfMonth) = parts
    let (laterYear, laterMonth, laterDay) = later.parts
    let due = (laterMonth, laterDay) >= (month, dayOfMonth)
    return laterYear - year - (due ? 0 : 1)
  }

  /// The ISO form, such as 2027-08-01.
  public var description: String {
    let (year, month, dayOfMonth) = parts
    return padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(dayOfMonth, to: 2)
  }

  /// Whether one day comes before another.
  @inlinable public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.day < right.day
  }

  /// The number of days in a month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func count(year: Int, month: Int, day: Int) -> Int32 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let shiftedMonth = month > 2 ? month - 3 : month + 9
    let ofYear = (153 * shiftedMonth + 2) / 5 + day - 1
    let ofEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear
    return Int32(era * 146_097 + ofEra - 719_468)
  }
}

/// A whole number written with at least so many digits.
func padded(_ value: Int, to width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
