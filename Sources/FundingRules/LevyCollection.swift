public import FundingValues

/// The days on which a levy's charge for a year is collected, and what is collected on each.
public struct LevyCollection: Sendable {
  /// How often it is collected.
  public let each: Period
  /// The year within which collections add up to the charge.
  public let year: Period

  /// How a levy is collected under some rules.
  public init(_ levy: Levy, _ rules: RuleSet) {
    self.init(each: levy.collectedEach, year: rules.year(reckoning: levy.collectedEach))
  }

  /// Collections each period of a year.
  public init(each: Period, year: Period) {
    self.each = each
    self.year = year
  }

  /// The days of collection in the year that begins on a day: the first days of the periods that begin
  /// within it; the year's own where none does.
  public func days(from start: CivilDate) -> [CivilDate] {
    let end = year.next(after: start)
    var days: [CivilDate] = []
    var day = each.next(after: start)
    while day < end, days.count < 400 {
      days.append(day)
      day = each.next(after: day)
    }
    return days.isEmpty ? [start] : days
  }

  /// The part of a year's whole amount that is collected on a day; the parts of a year make the whole.
  public func part(of whole: Int64, on day: CivilDate) -> Int64 {
    let start = year.start(holding: day)
    let first = start.parts.day == 1 ? start.monthNumber : start.monthNumber + 1
    let months = day.monthNumber - first
    switch each {
    case .year: return whole
    case .quarter: return LevyCollection.part(months / 3, of: 4, whole)
    case .month: return LevyCollection.part(months, of: 12, whole)
    default:
      let days = days(from: start)
      guard let number = days.firstIndex(of: day) else { return 0 }
      return LevyCollection.part(number, of: days.count, whole)
    }
  }

  /// One of some equal parts, counted from nought, whole and so that all make the whole.
  private static func part(_ number: Int, of count: Int, _ whole: Int64) -> Int64 {
    guard (0..<count).contains(number) else { return 0 }
    let (whole, count, number) = (Int128(whole), Int128(count), Int128(number))
    return Int64(clamping: whole * (number + 1) / count - whole * number / count)
  }
}
