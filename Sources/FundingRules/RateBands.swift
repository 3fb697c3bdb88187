public import FundingValues

/// Rates that each hold from one amount to the next, as taxes and repayments have them.
public struct RateBands: Sendable, Hashable {
  /// The whole pence from which each rate holds, in ascending order.
  public let floors: [Int64]
  /// The share that is taken of each band.
  public let rates: [Ratio]
  /// The rates in parts per million, or nothing if one of them is finer or not a share.
  private let millionths: [Int64]?

  /// Bands from their floors and rates, equally many of each.
  ///
  /// A floor below the one before is raised to it, so that its band has no width.
  public init(floors: [Int64], rates: [Ratio]) {
    precondition(floors.count == rates.count, "each band has a floor and a rate")
    var highest = Int64.min
    self.floors = floors.map { floor in
      highest = max(highest, floor)
      return highest
    }
    self.rates = rates.map(\.reduced)
    millionths = RateBands.millionths(of: self.rates)
  }

  private static func millionths(of rates: [Ratio]) -> [Int64]? {
    var parts: [Int64] = []
    for rate in rates {
      let scaled = rate * Ratio(1_000_000)
      guard scaled.isWhole, rate >= .zero, rate <= .one else { return nil }
      parts.append(Int64(clamping: scaled.floor()))
    }
    return parts
  }

  /// The exact charge on so many pence.
  public func exactCharge(on pence: Int64) -> Ratio {
    guard let millionths else { return slices(of: pence).reduce(.zero, +) }
    var sum: Int128 = 0
    for index in floors.indices {
      guard pence > floors[index] else { break }
      sum += Int128(width(index, of: pence)) * Int128(millionths[index])
    }
    return Ratio(sum, over: 1_000_000)
  }

  /// The charge on so many pence, to the nearest penny, halves up.
  public func charge(on pence: Int64) -> Int64 {
    guard let sum = millionths(on: pence) else { return exactCharge(on: pence).roundedHalfUp() }
    return (sum + 500_000) / 1_000_000
  }

  /// The charge on so many pence in millionths of a penny, where it is whole and fits.
  func millionths(on pence: Int64) -> Int64? {
    guard let millionths, pence < 9_000_000_000_000 else { return nil }
    var sum: Int64 = 0
    for index in floors.indices {
      guard pence > floors[index] else { break }
      sum += width(index, of: pence) * millionths[index]
    }
    return sum
  }

  /// What each band takes of so many pence, in exact pence.
  public func slices(of pence: Int64) -> [Ratio] {
    floors.indices.map { index in
      pence > floors[index] ? Ratio(width(index, of: pence)) * rates[index] : .zero
    }
  }

  /// The pence of a sum above a band's floor that lie within the band.
  private func width(_ index: Int, of pence: Int64) -> Int64 {
    let top = index + 1 < floors.count ? min(pence, floors[index + 1]) : pence
    return top - floors[index]
  }
}
