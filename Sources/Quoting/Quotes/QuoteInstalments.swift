package import FundingRules
package import FundingValues

/// How long a course lasts and when its costs fall due, as a case gives them.
package struct CourseTerms: Sendable {
  /// When a share of every cost falls due.
  package enum Milestone: String, Sendable {
    case start = "at start"
    case monthly
    case completion = "on completion"
  }
  /// The names by which they are given.
  package static let names: Set<String> = ["course.length", "course.paid"]
  /// What is given of sums and their days.
  package var dated = DatedTerms()
  /// The course's length in months.
  package var months: Int?
  /// The shares of every cost in hundredths of a percent, and when each falls due; empty for all of it on
  /// the first day.
  package private(set) var milestones: [(share: Int64, when: Milestone)] = []

  /// The names of those that are given.
  package private(set) var given: [String] = []
  /// Whether costs fall due in parts over the course's length, instead of on the first day.
  package var isInParts: Bool { !milestones.isEmpty }

  /// A course without a length, whose costs fall due on its first day.
  package init() {}

  /// Takes in one of them; says what is wrong with a value that means nothing.
  package mutating func take(_ name: String, _ value: String) -> String? {
    if !given.contains(name) { given.append(name) }
    if name == "course.paid" {
      guard let read = CourseTerms.milestones(value) else {
        return "`\(value)` is not one of at-start, monthly, or shares of 100% such as "
          + "`80% monthly, 20% on completion`"
      }
      milestones = read
      return nil
    }
    if let count = Int(value), (1...600).contains(count) {
      months = count
      return nil
    }
    let words = value.split(separator: " ")
    let isYears = words.count == 2 && ["year", "years"].contains(words[1])
    let isMonths = words.count == 1 || words.count == 2 && ["month", "months"].contains(words[1])
    guard isYears || isMonths, let count = Int(words[0]), (1...600).contains(count),
      !isYears || count <= 50
    else { return "`\(value)` is not a whole number of months up to 600, such as 24" }
    months = isYears ? count * 12 : count
    return nil
  }

  /// The parts in which costs fall due in a course of so many months from a day; nothing where they do so
  /// whole on that day.
  package func instalments(from first: CivilDate) -> Instalments? {
    guard isInParts, let months else { return nil }
    var parts: [(day: CivilDate, units: Int64)] = []
    for (share, when) in milestones {
      switch when {
      case .start: parts.append((first, share * Int64(months)))
      case .monthly: for month in 0..<months { parts.append((first.adding(months: month), share)) }
      case .completion:
        parts.append((first.adding(months: months).adding(days: -1), share * Int64(months)))
      }
    }
    let whole = 10_000 * Int64(months)
    var before: Int64 = 0
    let dues = parts.sorted { $0.day < $1.day }.map { part in
      defer { before += part.units }
      return Instalments.Due(
        day: part.day, part: PartOfWhole(from: before, to: before + part.units, whole: whole))
    }
    return Instalments(first: first, dues: dues)
  }

  /// Shares that make the whole and when each falls due: nothing for what is neither.
  private static func milestones(_ value: String) -> [(share: Int64, when: Milestone)]? {
    if value == "at-start" { return [] }
    if value == "monthly" { return [(10_000, .monthly)] }
    var result: [(share: Int64, when: Milestone)] = []
    for part in value.split(separator: ",") {
      let words = part.split(separator: " ")
      guard let first = words.first, first.hasSuffix("%"),
        let when = Milestone(rawValue: words.dropFirst().joined(separator: " ")),
        let share = hundredths(first.dropLast()), share > 0
      else { return nil }
      result.append((share, when))
    }
    return result.reduce(0) { $0 + $1.share } == 10_000 ? result : nil
  }

  /// A percentage with up to two places in hundredths of a percent, from 0 to 100%.
  private static func hundredths(_ text: Substring) -> Int64? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = Int64(halves[0]), (0...100).contains(whole), halves.count <= 2 else {
      return nil
    }
    guard halves.count == 2 else { return whole * 100 }
    guard (1...2).contains(halves[1].count), let rest = Int64(halves[1]), rest >= 0 else {
      return nil
    }
    return whole * 100 + (halves[1].count == 1 ? rest * 10 : rest)
  }
}
