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
  /// The parts in which its costs fall due, by start.
  let dues: [Instalments]

  /// An offer from its parts.
  init(
    plan: OfferPlan, facts: [CourseFact], starts: [CivilDate], months: Int, identity: UInt64
  ) {
    self.plan = plan
    self.facts = facts
    self.starts = starts
    self.months = months
    self.identity = identity
    let count = plan.paidMonthly ? max(1, months) : 1
    dues = starts.map { Instalments(count: count, first: $0) }
  }

  /// The index of the first start on or after a day.
  func start(after day: CivilDate) -> Int? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low < starts.count ? low : nil
  }

  /// The instalments in which the fee falls due.
  var instalments: Int { plan.paidMonthly ? max(1, months) : 1 }

  /// The last day of the course.
  func end(from start: CivilDate) -> CivilDate { start.adding(months: months).adding(days: -1) }
}
