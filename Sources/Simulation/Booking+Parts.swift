import FundingValues

// Sums of the parts that were asked for.
extension Booking {
  /// Adds what one person brought about to the parts of their first course.
  mutating func note(
    _ gains: PartedGains, _ lost: LostPay, _ parts: [Measure.Part]
  ) {
    let after = (gains: tally.gains, lost: tally.lostPay)
    for part in parts {
      var sums = parted[part] ?? emptySums
      sums.gains.add(after.gains, less: gains)
      sums.lost.nominal += after.lost.nominal - lost.nominal
      sums.lost.real += after.lost.real - lost.real
      parted[part] = sums
    }
  }

  private var emptySums: PartedSums {
    let none = [Int128](repeating: 0, count: tally.parties + 1)
    return PartedSums(gains: PartedGains(nominal: none, social: none, own: none))
  }

  /// Counts a payment in the tables of who pays, and in those of its parts.
  mutating func count(
    _ kind: PayingAs, _ pence: Int64, _ day: CivilDate, weight: Int64
  ) {
    tally.count(kind, pence, day, weight: weight)
    guard !parts.isEmpty else { return }
    let none = emptySums
    for part in parts {
      parted[part, default: none].paid[kind, default: 0] += Int128(pence) * Int128(weight)
    }
  }
}
