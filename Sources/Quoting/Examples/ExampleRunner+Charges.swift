import FundingRules
import FundingValues
import PolicyCompiler

extension ExampleWork {
  /// The first day of a year of taxes: that which holds the example's day, or a later one; the year is
  /// the tax's or the levy's own where it names one.
  func taxYear(_ year: Int, _ own: Period) -> CivilDate {
    rules.year(reckoning: own).start(holding: day).adding(months: 12 * (max(1, year) - 1))
  }

  /// The pay period that the example asks about, if it gives one.
  var payPeriod: PayPeriod? {
    guard let fact = rules.facts["pay.period"], example.frame[fact] != nil,
      let code = here.frame[fact], let names = rules.facts.categories["pay-period"],
      names.indices.contains(Int(clamping: code.floor()))
    else { return nil }
    return PayPeriod(payPeriod: names[Int(clamping: code.floor())])
  }

  /// How often somebody is paid, in words.
  func byThe(_ period: PayPeriod) -> String {
    "by the " + (period == .fourWeeks ? "four weeks" : period.rawValue)
  }

  /// Payroll on the example's day, or on the same day of a later year.
  func payroll(year: Int) -> Payroll {
    Payroll(
      rules: rules, here: circumstances(on: day.adding(months: 12 * (max(1, year) - 1))))
  }

  /// The circumstances on another day, with values read then, those of worked-out facts included.
  func circumstances(on date: CivilDate) -> Circumstances { rules.circumstances(here, on: date) }

  /// What a tax or a levy charges in a year.
  func charged(by subject: String, year: Int) throws -> WorkedFigure {
    if let tax = rules.taxes.first(where: { $0.name == subject }) {
      return try charge(of: tax, year: year)
    }
    if let levy = rules.levies.first(where: { $0.name == subject }) {
      try requireBegun(levy.name, levy.applies, on: taxYear(year, levy.collectedEach))
      let exact = try yearlyCharge(of: levy, year: year)
      guard let payPeriod else {
        return WorkedFigure(pence: exact.charge.roundedHalfUp(), how: exact.how)
      }
      let part = exact.charge / Ratio(payPeriod.perYear)
      return WorkedFigure(
        pence: part.roundedHalfUp(), how: exact.how + ["an even part of it \(byThe(payPeriod))"])
    }
    throw unknown(subject)
  }

  /// Refuses a day before a tax or a levy begins: what was charged then is not held, and is not nought.
  private func requireBegun(_ name: String, _ applies: DateSpan, on date: CivilDate) throws {
    guard let first = applies.from, max(date, day) < first else { return }
    throw ExampleFault(
      message: "`\(name)` applies from \(first), and \(max(date, day)) is before that",
      help: "work the example on a later day, or add a policy with earlier values")
  }

  /// The charge of a tax and how it comes about: its relief is what is left of it.
  private func charge(of tax: Tax, year: Int) throws -> WorkedFigure {
    let there = circumstances(on: taxYear(year, tax.period))
    try requireBegun(tax.name, tax.applies, on: there.date)
    guard tax.applies.holds(there.date) || tax.applies.holds(day) else {
      return WorkedFigure(pence: 0, how: ["`\(tax.name)` does not apply on \(there.date)"])
    }
    if let test = tax.due {
      let failures = try there.failures(of: test)
      if !failures.isEmpty {
        return WorkedFigure(
          pence: 0, how: failures.map(words) + ["with values of \(there.date)"])
      }
    }
    guard let assessed = there.frame[tax.assessedOn] else { throw Missing.fact(tax.assessedOn) }
    let charge: Int64
    var valued = there.date
    if let payPeriod {
      let payroll = payroll(year: year)
      valued = payPeriod == .year ? there.date : payroll.here.date
      charge = try payroll.charge(
        of: tax, annualEarnings: assessed.roundedHalfUp(), period: payPeriod)
    } else {
      charge = try TaxSchedule(tax, there).charge(on: assessed.roundedHalfUp())
    }
    let name = rules.facts.names[tax.assessedOn]
    var how = [
      "\(money(charge))\(payPeriod.map { " \(byThe($0))" } ?? "") on \(name) of"
        + " \(money(assessed.roundedHalfUp())), with values of \(valued)"
    ]
    guard tax.relief != nil else { return WorkedFigure(pence: charge, how: how) }
    let off = try relieved(tax, there, charge: charge)
    how.append("less \(money(off)) of relief")
    return WorkedFigure(pence: charge - off, how: how)
  }

  /// What relief is left for a charge, after what others have used.
  private func relieved(_ tax: Tax, _ there: Circumstances, charge: Int64) throws -> Int64 {
    let used = figures[tax.name + ".relieved"] ?? .zero
    return try tax.relieved(of: charge, usedBefore: used, there)
  }

  /// What is relieved of a tax in all, what was relieved before included.
  func relieved(_ name: String) throws -> WorkedFigure? {
    guard let tax = rules.taxes.first(where: { $0.name == name }), tax.relief != nil,
      let assessed = here.frame[tax.assessedOn]
    else { return nil }
    let there = circumstances(on: taxYear(1, tax.period))
    let charge = try TaxSchedule(tax, there).charge(on: assessed.roundedHalfUp())
    let before = (figures[name + ".relieved"] ?? .zero).roundedHalfUp()
    return WorkedFigure(pence: before + (try relieved(tax, there, charge: charge)))
  }

  /// A levy's exact charge for a year.
  func yearlyCharge(of levy: Levy, year: Int) throws -> (charge: Ratio, how: [String]) {
    try yearlyCharge(of: levy, on: taxYear(year, levy.collectedEach))
  }

  /// A levy's exact charge for the year that begins on a day.
  func yearlyCharge(
    of levy: Levy, on start: CivilDate
  ) throws -> (charge: Ratio, how: [String]) {
    let there = circumstances(on: start)
    guard levy.applies.holds(there.date) || levy.applies.holds(day) else {
      return (.zero, ["`\(levy.name)` does not apply on \(there.date)"])
    }
    if let test = levy.due {
      let failures = try there.failures(of: test)
      if !failures.isEmpty {
        return (.zero, failures.map(words) + ["with values of \(there.date)"])
      }
    }
    guard let base = there.frame[levy.of] else { throw Missing.fact(levy.of) }
    let rate = try there.value(of: levy.rate)
    var how = ["\(percent(rate)) of \(rules.facts.names[levy.of]) of \(words(base, .moneyPerYear))"]
    if let less = levy.less {
      let off = try there.value(of: less)
      how.append("less \(words(off, .moneyPerYear))")
    }
    if let least = levy.notBelow {
      how.append("not below \(words(try there.value(of: least), .moneyPerYear))")
    }
    if let most = levy.upTo {
      how.append("up to \(words(try there.value(of: most), .moneyPerYear))")
    }
    if let count = levy.forEach, let number = there.frame[count] {
      how.append("for each of \(words(number, .count)) of \(rules.facts.names[count])")
    }
    return (try levy.charge(there), how)
  }

  /// What an account is credited with in the period that holds the day, up to what it may hold.
  func credited(_ name: String) throws -> WorkedFigure? {
    guard let number = rules.accounts.firstIndex(where: { $0.name == name }) else { return nil }
    let account = rules.accounts[number]
    if let opens = account.opens {
      let failures = try here.failures(of: opens)
      if !failures.isEmpty { return WorkedFigure(pence: 0, how: failures.map(words)) }
    }
    var sum = Ratio.zero
    var how: [String] = []
    let before = figures[name + ".credited"] ?? .zero
    for credit in account.credits {
      if credit.each == nil, before > .zero {
        how.append("what is credited once has been")
        continue
      }
      if let test = credit.condition, try !here.holds(test) { continue }
      let there = circumstances(on: credit.each?.start(holding: day) ?? day)
      let amount = try (try? there.value(of: credit.amount)) ?? here.value(of: credit.amount)
      let often = credit.each == nil ? "once" : "each period"
      how.append("\(words(amount, .money)) \(often) from \(rules.parties[credit.from].name)")
      sum = sum + amount
    }
    var pence = sum.roundedHalfUp()
    if let most = account.holdsAtMost {
      let held = (figures[name + ".balance"] ?? .zero).roundedHalfUp()
      let room = try here.value(of: most).roundedHalfUp() - held
      how.append("with room for \(money(max(0, room)))")
      pence = min(pence, max(0, room))
    }
    if let most = account.creditedAtMost {
      let room = try here.value(of: most) - before
      pence = min(pence, max(0, room.roundedHalfUp()))
    }
    return WorkedFigure(pence: pence, how: how)
  }
}
