public import FundingValues

/// A tax's figures on one day, for a year or a pay period, in whole pence: what it charges.
public struct TaxSchedule: Sendable {
  /// What is taken off first.
  private let freeUpTo: Int64
  private let reduction: (by: Ratio, forEach: Ratio, above: Int64)?
  private let bands: RateBands
  private let rounding: Rounding?
  /// The step of the rounding in pence, if it is whole.
  private let step: Int64?
  /// The pence that are taken off the charges of all who share it, or nothing for no relief.
  public let relief: Int64?

  /// The schedule of a tax in force under given circumstances, for a pay period.
  ///
  /// A figure of a year is shared out over its periods and cut to the penny; one of the period itself is
  /// that of the published period, as often as the period holds it.
  public init(
    _ tax: Tax, _ here: Circumstances, period: PayPeriod = .year
  ) throws(Missing) {
    freeUpTo =
      try tax.freeUpTo.map { (f) throws(Missing) in
        period.share(ofYear: try here.value(of: f))
      } ?? 0
    if let cut = tax.freeReduction {
      reduction = (
        by: try here.value(of: cut.by), forEach: try here.value(of: cut.forEach),
        above: period.share(ofYear: try here.value(of: cut.above))
      )
    } else {
      reduction = nil
    }
    var floors: [Int64] = [0]
    var rates: [Ratio] = []
    for band in tax.bands {
      let limit = try here.value(of: band.upTo)
      floors.append(
        tax.limitsByPeriod
          ? limit.roundedHalfUp() * period.published.times : period.share(ofYear: limit))
      rates.append(try here.value(of: band.rate))
    }
    rates.append(try here.value(of: tax.restRate))
    bands = RateBands(floors: floors, rates: rates)
    rounding = tax.rounding
    step = tax.rounding?.wholeStep
    relief = try tax.relief(here)?.roundedHalfUp()
  }

  /// The charge on so many pence, rounded as the tax says or else to the nearest penny, halves up;
  /// relief is not taken off.
  public func charge(on pence: Int64) -> Int64 {
    let taxable = max(0, pence - allowance(on: pence))
    guard let rounding else { return bands.charge(on: taxable) }
    if let step, let sum = bands.millionths(on: taxable) {
      return rounding.applied(toMillionths: sum, step: step)
    }
    return rounding.applied(to: bands.exactCharge(on: taxable)).roundedHalfUp()
  }

  /// What is taken off first, less what it falls by for each whole step above a line.
  private func allowance(on pence: Int64) -> Int64 {
    guard let reduction, pence > reduction.above, reduction.forEach > .zero else {
      return freeUpTo
    }
    let steps = Ratio(whole: (Ratio(pence - reduction.above) / reduction.forEach).floor())
    return max(0, freeUpTo - (steps * reduction.by).roundedHalfUp())
  }
}

extension Tax {
  /// What is taken off the charges of all who share it, in exact pence; nothing for no relief.
  func relief(_ here: Circumstances) throws(Missing) -> Ratio? {
    guard let relief else { return nil }
    return try here.value(of: relief.amount)
  }

  /// What relief takes off a charge after some of it has been used, in whole pence.
  public func relieved(
    of charge: Int64, usedBefore used: Ratio, _ here: Circumstances
  ) throws(Missing) -> Int64 {
    guard let whole = try relief(here) else { return 0 }
    return max(0, min(charge, (whole - used).roundedHalfUp()))
  }
}
