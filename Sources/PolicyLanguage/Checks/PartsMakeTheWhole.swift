import FundingValues

extension Checker {
  /// Requires that the parts in which a payment is made total 100% on every date.
  mutating func requireWholeParts(_ pays: PaysSyntax) {
    guard let last = pays.parts.last else { return }
    let shares = pays.parts.map(\.share)
    for day in changeDays(of: shares) {
      let values = shares.map { constant($0, on: day) }
      if values.contains(where: { $0 == nil }) { continue }
      let total = values.compactMap { $0 }.reduce(Ratio.zero, +)
      if total == .one { continue }
      let shown = ValueType.share.text(total, currency: program.currency)
      report(
        "P0505", "the parts of this payment total \(shown), not 100%",
        at: Label(last.share.span, shownShare(values.last ?? nil)),
        with: zip(pays.parts, values).dropLast().map {
          Label($0.share.span, shownShare($1))
        } + [Label(pays.span, "paid in parts")],
        notes: changeDays(of: shares).count > 1 ? ["on \(day)"] : [])
      return
    }
  }

  private func shownShare(_ value: Ratio?) -> String {
    value.map { ValueType.share.text($0, currency: program.currency) } ?? ""
  }

  /// Requires that the two points of a taper ascend wherever both are known.
  mutating func requireAscendingTaper(_ taper: TaperSyntax, _ type: ValueType) {
    for day in changeDays(of: [taper.fromPoint, taper.toPoint]) {
      guard let first = constant(taper.fromPoint, on: day),
        let second = constant(taper.toPoint, on: day), first >= second
      else { continue }
      report(
        "P0504", "the points of this taper do not ascend",
        at: Label(taper.toPoint.span, type.text(second, currency: program.currency)),
        with: [Label(taper.fromPoint.span, type.text(first, currency: program.currency))],
        notes: ["on \(day)", "a taper is straight between its points and flat outside them"])
      return
    }
  }
}
