public import FundingValues

extension Levy {
  /// What the levy charges for a year, in pence: never below nought, exact unless it is rounded.
  ///
  /// The rate of what is charged, less what is left out, kept between the least and the most, times the
  /// count that it is for each of. Whether it is due is not asked here.
  public func charge(_ here: Circumstances) throws(Missing) -> Ratio {
    guard let base = here.frame[of] else { throw .fact(of) }
    var charge = try here.value(of: rate) * base
    if let less { charge = charge - (try here.value(of: less)) }
    charge = max(.zero, charge)
    if let notBelow { charge = max(charge, try here.value(of: notBelow)) }
    if let upTo { charge = min(charge, try here.value(of: upTo)) }
    if let forEach {
      guard let count = here.frame[forEach] else { throw .fact(forEach) }
      charge = charge * count
    }
    return rounding?.applied(to: charge) ?? charge
  }
}
