import FundingRules
import FundingValues
import PolicyCompiler
import Randomness

/// A day on which someone who is aware may decide to study: at most one an academic year.
struct Occasion: Sendable {
  /// The index of the person.
  let person: Int
  /// The academic year, counted from the first.
  let year: Int
  /// The day of application.
  let day: CivilDate
  /// The utility of not studying: its own error alone.
  let nothing: Double
  /// Where its offers stand in the draw's list of chances.
  let chances: Range<Int>
  /// Whether some route of some offer could be better than not studying.
  let isOpenQuestion: Bool
  /// Whether the person's employer thinks about sponsoring.
  let employerConsiders: Bool
}

/// What one offer is worth to one person on one occasion, the route aside.
struct OfferChance: Sendable {
  /// The index of the offer.
  let offer: Int
  /// The index of its first start to be had.
  let start: Int
  /// Its utility without the route; minus infinity if no route could beat not studying.
  let utility: Double
}

/// Every occasion of one draw that may matter, in the order of people and years.
struct OccasionBook {
  /// Gains as people and employers expect them; nothing in a book without occasions.
  let gain: PerceivedGain?
  /// The occasions.
  private(set) var occasions: [Occasion] = []
  /// For each offer of each occasion, the first start to be had, the utility and the employer's gain.
  private(set) var chances: [OfferChance] = []
  /// The occasions by month, those of one month in their order, and where each month begins.
  private var byMonth: [Int] = []
  private var monthStarts: [Int] = [0]
  private var firstMonth = 0

  /// A book with nothing in it yet.
  init(gain: PerceivedGain? = nil) { self.gain = gain }

  /// Adds a chance, which belongs to the occasion added next.
  mutating func add(_ chance: OfferChance) { chances.append(chance) }

  /// Adds an occasion.
  mutating func add(_ occasion: Occasion) { occasions.append(occasion) }

  /// Forgets the chances of an occasion that does not come about.
  mutating func dropChances(from first: Int) {
    chances.removeSubrange(first...)
  }

  /// Puts the occasions in the order of months; nothing is added after.
  mutating func sortByMonth() {
    let months = occasions.map { $0.day.monthNumber }
    firstMonth = months.min() ?? 0
    let last = months.max() ?? firstMonth
    monthStarts = Array(repeating: 0, count: last - firstMonth + 2)
    for month in months { monthStarts[month - firstMonth + 1] += 1 }
    for place in monthStarts.indices.dropFirst() { monthStarts[place] += monthStarts[place - 1] }
    var next = monthStarts
    byMonth = Array(repeating: 0, count: occasions.count)
    for (index, month) in months.enumerated() {
      byMonth[next[month - firstMonth]] = index
      next[month - firstMonth] += 1
    }
  }

  /// The occasions of some months: month by month, those of one month in their order.
  func inMonths(_ first: Int, through last: Int) -> ArraySlice<Int> {
    let count = monthStarts.count - 1
    let low = min(max(0, first - firstMonth), count)
    let high = min(max(low, last + 1 - firstMonth), count)
    return byMonth[monthStarts[low]..<monthStarts[high]]
  }
}
