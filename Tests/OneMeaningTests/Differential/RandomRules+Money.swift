import TestSupport

extension RandomRules {
  /// Grants that give something to the learner.
  mutating func writeGifts() {
    let moments: [(RandomClause, String)] = [
      (.giftStart, "on start"), (.giftMonthly, "each month"), (.giftYearly, "each academic-year"),
      (.giftCompletion, "on completion"), (.giftAfter, "after 3 months"),
    ]
    for (number, (clause, moment)) in moments.enumerated() where has(clause, 15) {
      let name = "gift-\(number + 1)"
      self.name(giver: name)
      add("grant \(name) from treasury")
      add("    gives \(money(10...300)) to learner \(moment)", clause)
      if clause == .giftMonthly, has(.giftLimit, 40) {
        add("        up to \(money(50...900)) per learner per academic-year", .giftLimit)
      }
      add("")
    }
  }

  /// A loan for the rest of the fee and the plan that it is repaid under; whether there is one.
  mutating func writeLoan() -> Bool {
    let parts: [RandomClause] = [
      .loanRounded, .loanBands, .loanInterest, .loanLetOff, .loanAfterStart,
    ]
    let wanted = parts.filter { has($0, 30) }
    guard has(.loan, 30) else { return false }
    add("plan terms", .loan)
    let line = numbers.whole(15...35)
    add("    takes \(percent(3...12)) of learner.earnings above £\(line),000 per year")
    if wanted.contains(.loanBands) {
      add("    takes \(percent(13...20)) of learner.earnings above £40,000 per year", .loanBands)
    }
    if wanted.contains(.loanRounded) {
      add("    in each pay period rounded down to £\(numbers.whole(1...20))", .loanRounded)
    }
    let isAfterStart = wanted.contains(.loanAfterStart)
    add(
      "    starting 6 April after course.\(isAfterStart ? "start" : "end")",
      isAfterStart ? .loanAfterStart : nil)
    let rate = wanted.contains(.loanInterest) ? numbers.whole(1...8) : 0
    add("    with interest at \(rate)% per year", rate == 0 ? nil : .loanInterest)
    add("    written off after 30 years")
    if wanted.contains(.loanLetOff) {
      add("    lets off \(percent(10...60)) of the balance on completion", .loanLetOff)
    }
    add("")
    add("loan lending to learner from treasury")
    add("    pays 100% of the rest of course.fee")
    add("    repaid under terms")
    add("")
    return true
  }

  /// A levy that fills an account from which nothing is paid; whether there is one.
  mutating func writeLevy() -> Bool {
    guard has(.levy, 40) else { return false }
    add("levy charge on employer", .levy)
    if has(.levyDue, 30) {
      add("    due when employer.headcount is at least \(numbers.whole(1...20))", .levyDue)
    }
    let less = has(.levyLess, 40) ? " less £\(numbers.whole(1...20)),000 per year" : ""
    add("    charges \(percent(0...2)) of employer.pay-bill\(less)", less.isEmpty ? nil : .levyLess)
    let floor = numbers.whole(1...9)
    if has(.levyFloor, 25) { add("    not below £\(floor),000 per year", .levyFloor) }
    let cap = numbers.whole(9...30)
    if has(.levyCap, 40) { add("    up to £\(cap),000 per year", .levyCap) }
    if has(.levyEach, 35) { add("    for each employer.apprentices", .levyEach) }
    add("    collected each month")
    add("    into treasury")
    add("")
    return true
  }

  /// A tax on pay.
  mutating func writeTax() {
    guard has(.tax, 25) else { return }
    add("tax pay-tax on learner to treasury", .tax)
    add("    assessed on learner.earnings each tax-year")
    if has(.taxFree, 60) { add("    free up to £\(numbers.whole(5...15)),000 per year", .taxFree) }
    if has(.taxBand, 60) {
      add("    charges \(percent(5...25)) up to £\(numbers.whole(15...40)),000 per year", .taxBand)
    }
    add("    charges \(percent(26...50)) on the rest")
    if has(.taxRelieved, 30) {
      add("    relieved up to \(money(50...3_000)) per learner per tax-year", .taxRelieved)
    }
    if has(.taxRounded, 30) { add("    rounded down to £\(numbers.whole(1...100))", .taxRounded) }
    add("")
  }

  /// The regime with its one route.
  mutating func writeRegime(lends: Bool) {
    let paysBooks = lines.contains { $0.clause == .books }
    let costs = paysBooks ? ["course.fee", "course.books"] : ["course.fee"]
    let payer = isSponsored ? "employer" : "learner"
    add("regime plain")
    add("    uses help")
    add("    route main")
    if isSponsored { add("        needs employer") }
    if has(.openWhen, 15) {
      add("        open when learner.age is at least \(numbers.whole(18...30)) years", .openWhen)
    }
    for cost in costs {
      let clause: RandomClause? = cost == "course.books" ? .books : nil
      let isOnce = cost == "course.books" && isSponsored && has(.application, 40)
      add(
        "        stacking for \(cost)\(isOnce ? " each application" : "")",
        isOnce ? .application : clause)
      let stack = payers.filter { cost == "course.fee" || self.paysBooks($0) }
      let all = stack + (lends && cost == "course.fee" ? ["lending"] : [])
      for (index, name) in all.enumerated() {
        add("            \(index == 0 ? "first" : "then") \(name)", clause)
      }
      if cost == "course.fee", has(.restWhen, 20) {
        add("            rest council when learner.children is at least 2", .restWhen)
      }
      add("            rest \(payer)", clause)
    }
    if !givers.isEmpty { add("        also \(givers.joined(separator: ", "))") }
  }

  /// The facts of the case.
  mutating func writeFacts(levies: Bool) {
    give("course.fee", money(300...3_000))
    if clauses.contains(.books) { give("course.books", money(20...600)) }
    give("course.credits", "\(numbers.whole(10...120)) credits")
    give("course.hours", "\(numbers.whole(50...400)) hours")
    give("course.completed", "yes")
    give("learner.age", "\(numbers.whole(18...50)) years")
    give("learner.earnings", "£\(numbers.whole(16...70)),\(numbers.whole(100...999)) per year")
    give("learner.household", "£\(numbers.whole(12...70)),\(numbers.whole(100...999)) per year")
    give("learner.children", "\(numbers.whole(0...3))")
    give("learner.disabled", numbers.happens(50) ? "yes" : "no")
    guard isSponsored else { return }
    give("employer.headcount", "\(numbers.whole(1...40))")
    give("employer.apprentices", "\(numbers.whole(1...4))")
    let millions = numbers.whole(1...9)
    let thousands = numbers.whole(100...999)
    give("employer.pay-bill", "£\(millions),\(thousands),000 per year")
    if shareOfTransfers > 0 {
      let pence = passedOn(payBill: (millions * 1_000 + thousands) * 1_000)
      give("passed.left", meaningWords(pence: pence))
    }
  }

  private func paysBooks(_ name: String) -> Bool {
    guard let start = lines.firstIndex(where: { $0.text.hasPrefix("grant \(name) ") }) else {
      return false
    }
    return lines[start...].prefix { !$0.text.isEmpty }.contains { $0.clause == .books }
  }
}
