import FundingValues
import Simulation
import TestSupport
import Testing

/// A day of a ledger by its parts.
struct LedgerDay: Hashable, Comparable {
  let year: Int
  let month: Int
  let day: Int

  init(_ date: CivilDate) { (year, month, day) = date.parts }

  /// Months since the year nought.
  var monthNumber: Int { year * 12 + month - 1 }

  /// The year from April in which the day lies.
  var financialYear: Int { month >= 4 ? year : year - 1 }

  static func < (left: LedgerDay, right: LedgerDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

/// What was paid to a provider for one person's courses of one kind.
struct PaidCourse: Hashable {
  let draw: Int
  let regime: String
  let person: UInt64
  let offer: String
}

@Suite("Law 1: what is paid for a course sums to its fee")
struct PaymentLawTests {
  /// The fees of the example, in pence, and the months over which they are paid.
  static let fees: [String: (pence: Int64, months: Int)] = [
    "hnc": (680_000, 24), "hnd-top-up": (680_000, 24), "unit-level-4": (170_000, 1),
    "unit-level-5": (170_000, 1),
  ]

  /// What is wrong with the payments of a run, if anything, and the weights of all its courses.
  ///
  /// A whole course sums to the penny. Someone who leaves has paid the parts of up to three lines, each
  /// line's rounded half up along the course: they are within half a penny of it each.
  private func fault(_ result: SimulationResult) throws -> (fault: String?, weights: Int128) {
    var paid: [PaidCourse: [LedgerEntry]] = [:]
    for entry in result.regimes.flatMap(\.ledger) where entry.payee == "provider" {
      let key = PaidCourse(
        draw: entry.draw, regime: entry.regime, person: entry.person, offer: entry.offer)
      paid[key, default: []].append(entry)
    }
    var weights: Int128 = 0
    let fault = try firstFault(among: paid) { key, entries -> String? in
      let fee = try #require(PaymentLawTests.fees[key.offer], "no fee is known of \(key.offer)")
      if entries.contains(where: { $0.pence < 0 }) { return "\(key) is paid less than nothing" }
      let byDay = Dictionary(grouping: entries) { LedgerDay($0.date) }
      for chain in chains(byDay.keys.sorted(), months: fee.months) {
        let lines = chain.flatMap { byDay[$0] ?? [] }
        weights += Int128(lines[0].weightMillionths)
        let sum = lines.reduce(0) { $0 + $1.pence }
        let months = Int64(fee.months)
        let off = abs(sum * months - fee.pence * Int64(chain.count))
        let holds = chain.count == fee.months ? sum == fee.pence : 2 * off <= 3 * months
        if !holds { return "\(key) is paid \(sum) of \(fee.pence) over \(chain.count) months" }
      }
      return nil
    }
    return (fault, weights)
  }

  /// Days of payment month by month, cut where a month is left out or a course is paid in full.
  private func chains(_ days: [LedgerDay], months: Int) -> [[LedgerDay]] {
    var result: [[LedgerDay]] = []
    for day in days {
      if let last = result.last?.last, day.monthNumber == last.monthNumber + 1,
        (result.last?.count ?? 0) < months
      {
        result[result.count - 1].append(day)
      } else {
        result.append([day])
      }
    }
    return result
  }

  /// Every start of a run, in all draws and regimes.
  private func starts(_ result: SimulationResult) -> Int128 {
    result.regimes.reduce(0) { $0 + $1.whole("starts").reduce(0, +) }
  }

  @Test("in the small example, where funds and accounts run out")
  func small() throws {
    let result = try SmallRun.result.get()
    let (fault, weights) = try fault(result)
    #expect(fault == nil)
    #expect(weights == starts(result), "some course was not paid for, or paid for twice")
    #expect(weights > 1_000_000_000, "too few courses to tell")
  }

  @Test("in the whole example")
  func whole() throws {
    let result = try SmallRun.whole.get()
    let (fault, weights) = try fault(result)
    #expect(fault == nil)
    #expect(weights == starts(result), "some course was not paid for, or paid for twice")
    #expect(weights > 300_000_000)
  }

  @Test("every offer of the example is known here, and used")
  func offers() throws {
    let ledger = try SmallRun.result.get().regimes.flatMap(\.ledger)
    let offers = Set(ledger.filter { $0.instrument != "skills-levy" }.map(\.offer))
    #expect(offers == Set(PaymentLawTests.fees.keys))
  }
}
