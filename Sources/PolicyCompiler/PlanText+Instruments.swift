import FundingRules
import FundingValues

extension PlanText {
  /// The lines of a grant or a loan.
  func lines(of instrument: Instrument) -> [String] {
    let kind = instrument.isLoan ? "loan" : "grant"
    let by = instrument.byApplication ? " by application" : ""
    var lines = [
      "\(kind) \(instrument.name) from \(source(instrument.source))"
        + PlanText.span(instrument.applies) + by
    ]
    if let test = instrument.eligible { lines.append("  eligible when \(condition(test))") }
    for payment in instrument.payments { lines += self.lines(of: payment) }
    for gift in instrument.gifts { lines += self.lines(of: gift) }
    for recovery in instrument.recoveries { lines.append("  \(self.recovery(recovery))") }
    if let plan = instrument.plan { lines.append("  repaid under \(rules.plans[plan].name)") }
    return lines + against(instrument.countsAgainst)
  }

  private func lines(of payment: Payment) -> [String] {
    let of =
      switch payment.base {
      case .whole: "of"
      case .rest: "of the rest of"
      case .towards: "towards"
      }
    var lines = ["  pays \(formula(payment.amount)) \(of) \(fact(payment.cost))"]
    if let most = payment.countsAtMost { lines.append("    counts at most \(formula(most))") }
    lines += self.lines(of: payment.shaping)
    for leaves in payment.leaves {
      let test = leaves.condition.map { " when \(condition($0))" } ?? ""
      lines.append("    leaves \(formula(leaves.amount)) to \(party(leaves.party))\(test)")
    }
    for part in payment.parts {
      let back = part.backTo.map { " back to \(party($0))" } ?? ""
      lines.append("    paid \(formula(part.share)) \(moment(part.moment))\(back)")
    }
    return lines
  }

  private func lines(of gift: Gift) -> [String] {
    var lines = [
      "  gives \(formula(gift.amount)) to \(party(gift.to)) \(moment(gift.moment))"
    ]
    if let test = gift.condition { lines.append("    when \(condition(test))") }
    lines += self.lines(of: gift.shaping)
    for share in gift.shared {
      lines.append("    of which \(party(share.party)) pays \(formula(share.share))")
    }
    return lines
  }

  private func moment(_ moment: Moment) -> String {
    switch moment {
    case .on(let event): "on \(event.rawValue)"
    case .after(let span): "after \(formula(span))"
    case .each(let period): "each \(PlanText.period(period))"
    }
  }

  private func lines(of shaping: Shaping) -> [String] {
    var lines: [String] = []
    for other in shaping.exceptions {
      lines.append("    except \(formula(other.amount)) when \(condition(other.test))")
    }
    for other in shaping.additions {
      lines.append("    plus \(formula(other.amount)) when \(condition(other.test))")
    }
    if let most = shaping.inAllAtMost { lines.append("    in all at most \(formula(most))") }
    if let taper = shaping.taper {
      lines.append(
        "    tapers \(formula(taper.fromShare)) at \(formula(taper.fromPoint))"
          + " to \(formula(taper.toShare)) at \(formula(taper.toPoint)) of \(fact(taper.of))")
    }
    if let cut = shaping.reduction { lines.append("    \(reduction(cut))") }
    if let floor = shaping.notBelow { lines.append("    not below \(formula(floor))") }
    if let share = shaping.inProportionTo {
      lines.append("    in proportion to \(formula(share))")
    }
    for limit in shaping.limits { lines.append("    \(self.limit(limit))") }
    if let least = shaping.nothingBelow {
      lines.append("    nothing if below \(formula(least))")
    }
    return lines
  }
}
