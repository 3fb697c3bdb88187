public import FundingValues

/// What a case says of sums and their days: when money entered an account, and what was paid in which
/// month of a year whose sum a fact gives.
public struct DatedMoney: Sendable {
  /// Pence that enter an account on a day, or below zero are taken from it: a correction.
  public struct Sum: Sendable, Hashable {
    /// The day.
    public let day: CivilDate
    /// Whole pence.
    public let pence: Int64
    /// A sum on a day.
    public init(day: CivilDate, pence: Int64) {
      self.day = day
      self.pence = pence
    }
  }
  /// The sums of each account, by its number, in the order of days.
  public var deposits: [Int: [Sum]] = [:]
  /// What of a yearly fact, by its number, falls in a calendar month, counted from year 0.
  public var months: [Int: [Int: Int64]] = [:]
  /// The calendar month in which a yearly fact, by its number, begins to be paid.
  public var begins: [Int: Int] = [:]

  /// Nothing said of any day: what a fact gives for a year falls evenly on its months.
  public init() {}

  /// The pence of the twelve calendar months from one, of a fact that comes to so much in the year: months
  /// that are given have what is given, and the rest falls evenly on the others; nothing where nothing is
  /// given of that year.
  public func months(of fact: Int, from first: Int, _ yearly: Ratio) -> [Ratio]? {
    var given: [Int: Int64] = [:]
    for (month, pence) in months[fact] ?? [:] where (first..<(first + 12)).contains(month) {
      given[month - first] = pence
    }
    if let begins = begins[fact], begins > first {
      for month in 0..<min(12, begins - first) { given[month] = given[month] ?? 0 }
    }
    if given.isEmpty { return nil }
    let rest = max(.zero, yearly - Ratio(given.values.reduce(0, +)))
    let others = Int64(12 - given.count)
    return (0..<12).map { month in
      given[month].map { Ratio($0) } ?? rest / Ratio(others)
    }
  }

  /// The first year, of those that begin in some months, for which more is given than the fact comes to.
  public func excess(of fact: Int, _ yearly: Ratio, years: [Int]) -> Int? {
    years.first { first in
      let given = (months[fact] ?? [:]).filter { (first..<(first + 12)).contains($0.key) }
      return Ratio(given.values.reduce(0, +)) > yearly
    }
  }
}

extension RuleSet {
  /// What each collection of a levy brings in the year that begins on a day where pay is uneven: the charge
  /// on pay so far, with the part of the year's allowances that has run, less what was brought before.
  ///
  /// A collection is below zero where pay so far no longer bears what was charged. Nothing where pay is
  /// level, or nothing is due in the year.
  public func collections(
    of levy: Levy, _ given: Circumstances, yearFrom start: CivilDate, _ dated: DatedMoney
  ) throws(Missing) -> [LevyYearCharge]? {
    guard let yearly = given.frame[levy.of],
      let months = dated.months(of: levy.of, from: start.monthNumber, yearly),
      try charge(of: levy, given, yearFrom: start) != nil
    else { return nil }
    var here = given
    here.date = max(start, levy.applies.from ?? start)
    here.derive(derived)
    let there = here
    let count = LevyCalendar(levy, self).days(from: start).count
    guard count > 0, 12 % count == 0 else { return nil }
    var before = LevyYearCharge(held: 0, rest: 0)
    var result: [LevyYearCharge] = []
    var paid = Ratio.zero
    for number in 1...count {
      for month in (number - 1) * 12 / count..<number * 12 / count { paid = paid + months[month] }
      let run = Ratio(Int128(number), over: Int128(count))
      here.frame[levy.of] = paid / run
      let charge = (try levy.charge(here) * run).roundedHalfUp()
      let sum = try levy.split(charge, there)
      result.append(LevyYearCharge(held: sum.held - before.held, rest: sum.rest - before.rest))
      before = sum
    }
    return result
  }
}
