import FundingRules
import FundingValues
import PolicyCompiler

/// One person's course under one regime in one draw.
struct Enrolment: Sendable {
  let person: Int
  /// The academic year of the decision, counted from the first.
  let year: Int
  let offer: Int
  let start: CivilDate
  let end: CivilDate
  let application: CivilDate
  /// The day on which it was granted, later than the application for those who waited.
  let granted: CivilDate
  let route: Int
  let sponsored: Bool
  /// The settled costs that instruments help with.
  let costs: [CostSettlement]
  let receipts: [Receipt]
  /// What settles an instalment of those costs anew.
  let terms: [StackTerms]
  /// The parts in which costs fall due.
  let dues: Instalments
  /// Costs that no instrument helps with, in pence, by the party that pays.
  let plain: [(party: Int, pence: Int64)]
  let completes: Bool
  /// How many instalments fall due before the learner leaves.
  let instalmentsDue: Int
  /// The share of the course that is followed, in millionths, for what is paid as it goes.
  let followedMillionths: Int64
  /// The day on which the learner leaves the course or completes it.
  let leaves: CivilDate
  /// When the learner is away from the course.
  let breaks: CourseBreaks
  /// The course's last day by its own calendar, and that of leaving it for one who does not complete.
  let calendarEnd: CivilDate
  let calendarLeaves: CivilDate?
  /// The day on which the learner leaves the employer, where something is paid on it.
  let separates: CivilDate?

  /// Whether any grant or levy money pays for it.
  var isFunded: Bool {
    costs.contains {
      $0.lines.contains { ($0.kind == .grant || $0.kind == .account) && $0.amount > 0 }
    }
  }
}

extension Enrolment {
  /// The day on which a part is paid; nothing if that never comes.
  func day(of when: PaidWhen) -> CivilDate? {
    switch when {
    case .on(.start): start
    case .on(.completion), .on(.outcome): completes ? end : nil
    case .on(.withdrawal): completes ? nil : leaves
    case .on(.separation): separates
    case .day(let day): completes || day <= leaves ? day : nil
    }
  }
}

extension Receipt {
  /// The days on which it is given in someone's course.
  func days(of enrolment: Enrolment) -> [CivilDate] {
    if case .on(.separation) = moment { return enrolment.separates.map { [$0] } ?? [] }
    return days(
      from: enrolment.start, to: enrolment.calendarEnd, leaving: enrolment.calendarLeaves
    ).map(enrolment.breaks.shifted)
  }

  /// The days on which it is given in a course, which is completed unless someone leaves before.
  func days(from start: CivilDate, to end: CivilDate, leaving: CivilDate?) -> [CivilDate] {
    switch moment {
    case .on(.start): return [start]
    case .after:
      // Whoever was there on each day of the span has it, the last day of the course included.
      return after.flatMap { $0 <= (leaving ?? end).adding(days: 1) ? [$0] : nil } ?? []
    case .on(.completion), .on(.outcome): return leaving == nil ? [end] : []
    case .on(.withdrawal): return leaving.map { [$0] } ?? []
    case .on(.separation): return []
    case .each(let period):
      var result = [start]
      while let last = result.last {
        let next = period.next(after: last, courseStart: start)
        guard next > last, next <= leaving ?? end else { break }
        result.append(next)
      }
      if let span { return Array(result.dropFirst(span.lowerBound).prefix(span.count)) }
      return result
    }
  }
}

extension RuleSet {
  /// Whether some instrument of a route pays or gives something when an employee leaves the employer.
  func paysOnSeparation(_ route: Int) -> Bool {
    func isSeparation(_ moment: Moment) -> Bool {
      if case .on(.separation) = moment { true } else { false }
    }
    return routes[route].named.contains { number in
      instruments[number].gifts.contains { isSeparation($0.moment) }
        || instruments[number].payments.contains { $0.parts.contains { isSeparation($0.moment) } }
    }
  }
}
