import FundingRules
import FundingValues
import PolicyCompiler

/// A course on offer, with its calendar.
struct OfferCalendar: Sendable {
  /// The offer as written.
  let plan: OfferPlan
  /// The course's facts, small units put together.
  let facts: [CourseFact]
  /// The days on which it starts, in order.
  let starts: [CivilDate]
  /// How many months it lasts.
  let months: Int
  /// Identity of the offer, for what varies by offer.
  let identity: UInt64
  /// The share of it after each of which a learner may step off; nothing where it has no breaks.
  let breakShare: Double?
  /// The parts in which its costs fall due, by start.
  let dues: [Instalments]
  /// For each day from the first start to the last, the index of the first start on or after it.
  private let startByDay: [Int32]

  /// An offer from its parts.
  init(
    plan: OfferPlan, facts: [CourseFact], starts: [CivilDate], months: Int, identity: UInt64,
    breakShare: Double? = nil
  ) {
    self.plan = plan
    self.facts = facts
    self.starts = starts
    self.months = months
    self.identity = identity
    self.breakShare = breakShare
    let count = plan.paidMonthly ? max(1, months) : 1
    dues = starts.map { Instalments(count: count, first: $0) }
    var byDay: [Int32] = []
    var day = starts.first?.day ?? 0
    for (index, start) in starts.enumerated() {
      while day <= start.day {
        byDay.append(Int32(index))
        day += 1
      }
    }
    startByDay = byDay
  }

  /// The index of the first start on or after a day.
  func start(after day: CivilDate) -> Int? {
    guard let first = starts.first else { return nil }
    let place = Int(day.day) - Int(first.day)
    if place <= 0 { return 0 }
    return place < startByDay.count ? Int(startByDay[place]) : nil
  }

  /// The instalments in which the fee falls due.
  var instalments: Int { plan.paidMonthly ? max(1, months) : 1 }

  /// The last day of the course.
  func end(from start: CivilDate) -> CivilDate { start.adding(months: months).adding(days: -1) }
}
