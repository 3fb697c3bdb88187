public import FundingValues

/// A tax's bands on one day, in whole pence and parts per million: what a year of it charges.
public struct TaxSchedule: Sendable {
  let freeUpTo: Int64
  let reduction: (by: Int64, forEach: Int64, above: Int64)?
  let limits: [Int64]
  let rates: [Ratio]
  let restRate: Ratio

  /// The schedule of a tax in force under given circumstances.
  public init(_ tax: Tax, _ here: Circumstances) throws(Missing) {
    freeUpTo =
      try tax.freeUpTo.map { (f) throws(Missing) in try here.value(of: f) }?
      .roundedHalfUp() ?? 0
    if let cut = tax.freeReduction {
      reduction = (
        by: try here.value(of: cut.by).roundedHalfUp(),
        forEach: max(1, try here.value(of: cut.forEach).roundedHalfUp()),
        above: try here.value(of: cut.above).roundedHalfUp()
      )
    } else {
      reduction = nil
    }
    var limits: [Int64] = []
    var rates: [Ratio] = []
    for band in tax.bands {
      limits.append(try here.value(of: band.upTo).roundedHalfUp())
      rates.append(try here.value(of: band.rate).reduced)
    }
    self.limits = limits
    self.rates = rates
    restRate = try here.value(of: tax.restRate).reduced
  }

  /// The exact charge on so many pence.
  public func exactCharge(on pence: Int64) -> Ratio {
    var free = freeUpTo
    if let reduction, pence > reduction.above {
      free = max(0, free - (pence - reduction.above) / reduction.forEach * reduction.by)
    }
    let taxable = max(0, pence - free)
    var charge = Ratio.zero
    var floor: Int64 = 0
    for (limit, rate) in zip(limits, rates) {
      let slice = min(taxable, limit) - floor
      if slice > 0 { charge = charge + Ratio(slice) * rate }
      floor = max(floor, limit)
      if taxable <= limit { return charge }
    }
    return charge + Ratio(taxable - floor) * restRate
  }

  /// The charge on so many pence, to the nearest penny, halves up.
  public func charge(on pence: Int64) -> Int64 { exactCharge(on: pence).roundedHalfUp() }
}

extension TaxSchedule {
  /// The bands as whole pence and parts per million, for working out many charges fast.
  public struct WholeParts: Sendable {
    let freeUpTo: Int64
    let reduction: (by: Int64, forEach: Int64, above: Int64)?
    let limits: [Int64]
    let millionths: [Int64]

    /// The charge on so many pence, to the nearest penny, halves up: equal to the schedule's own.
    public func charge(on pence: Int64) -> Int64 {
      var free = freeUpTo
      if let reduction, pence > reduction.above {
        free = max(0, free - (pence - reduction.above) / reduction.forEach * reduction.by)
      }
      let taxable = max(0, pence - free)
      var sum: Int64 = 0
      var floor: Int64 = 0
      for index in 0..<limits.count {
        let limit = limits[index]
        if taxable <= limit {
          if taxable > floor { sum += (taxable - floor) * millionths[index] }
          return (sum + 500_000) / 1_000_000
        }
        if limit > floor { sum += (limit - floor) * millionths[index] }
        floor = max(floor, limit)
      }
      sum += (taxable - floor) * millionths[limits.count]
      return (sum + 500_000) / 1_000_000
    }
  }

  /// The whole-number form, or nothing if a rate has more than six places.
  public var wholeParts: WholeParts? {
    var millionths: [Int64] = []
    for rate in rates + [restRate] {
      let scaled = rate * Ratio(1_000_000)
      guard scaled.isWhole, rate >= .zero, rate <= .one else { return nil }
      millionths.append(Int64(clamping: scaled.floor()))
    }
    return WholeParts(
      freeUpTo: freeUpTo, reduction: reduction, limits: limits, millionths: millionths)
  }
}
