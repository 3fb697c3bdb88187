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

  /// What of some pence of the charge goes where the levy puts it, and what is left for the rest: shares are
  /// rounded together, so that all of them make the whole.
  func split(_ charge: Int64, _ here: Circumstances) throws(Missing) -> LevyYearCharge {
    guard let inProportionTo else { return LevyYearCharge(held: charge, rest: 0) }
    func sum(_ shares: [Formula]) throws(Missing) -> Ratio {
      var sum = Ratio.zero
      for share in shares { sum = sum + (try here.value(of: share)) }
      return sum
    }
    let first = try sum(before)
    let own = first + (try here.value(of: inProportionTo))
    let end = (Ratio(charge) * own).roundedHalfUp()
    let held = before.isEmpty ? end : end - (Ratio(charge) * first).roundedHalfUp()
    if isFurtherShare { return LevyYearCharge(held: held, rest: 0) }
    let all = after.isEmpty ? end : (Ratio(charge) * (own + (try sum(after)))).roundedHalfUp()
    return LevyYearCharge(held: held, rest: max(0, charge - all))
  }
}
