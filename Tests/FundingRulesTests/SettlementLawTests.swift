import FundingRules
import FundingValues
import TestSupport
import Testing

/// A case with random instruments, and what is left for it.
struct RandomCase {
  var made = MadeUpRules()
  var stack: [Int] = []
  var standing = GivenLeft()
  let note: String

  init(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    note = "seed \(seed)"
    made.frame[made.fact("course.fee")] = Ratio(numbers.whole(0...2_000_000))
    made.frame[made.fact("course.credits")] = Ratio(numbers.whole(1...240))
    made.frame[made.fact("course.hours")] = Ratio(numbers.whole(1...2_000))
    made.frame[made.fact("learner.age")] = Ratio(numbers.whole(16...70))
    made.frame[made.fact("learner.earnings")] = Ratio(numbers.whole(0...9_000_000))
    for fund in 0..<2 {
      let number = made.addFund(fund == 0 ? .refuses : .partPays)
      standing.funds[number] = numbers.whole(0...2_000_000)
    }
    let account = made.addAccount(countsAgainst: numbers.happens(50) ? [0] : [])
    standing.balances[account] = numbers.whole(0...1_000_000)
    for limit in 0..<8 {
      standing.used[limit] = Ratio(numbers.whole(0...100))
    }
    for _ in 0..<Int(numbers.whole(1...4)) { addInstrument(&numbers) }
  }

  private mutating func addInstrument(_ numbers: inout SeededNumbers) {
    let sources: [MoneySource] = [
      .party(MadeUpRules.treasury), .party(MadeUpRules.council), .fund(0), .fund(1), .account(0),
    ]
    let share = Ratio(Int128(numbers.whole(0...1_000)), over: 1_000)
    let base: Payment.Base =
      numbers.happens(20) ? .towards : (numbers.happens(40) ? .rest : .whole)
    var leaves: [SetAside] = []
    if numbers.happens(30) {
      leaves.append(
        SetAside(
          amount: Formula(Ratio(numbers.whole(0...400_000))),
          party: numbers.happens(50) ? learnerParty : employerParty, condition: nil))
    }
    let isTowards = if case .towards = base { true } else { false }
    let payment = made.payment(
      isTowards ? Ratio(numbers.whole(0...900_000)) : share, of: base,
      countsAtMost: numbers.happens(30) ? Ratio(numbers.whole(0...1_500_000)) : nil,
      leaves: leaves, parts: parts(&numbers), shaping: shaping(&numbers))
    let eligible = numbers.happens(20) ? made.test("learner.age", .atLeast, Ratio(40)) : nil
    stack.append(
      made.add(
        "instrument", from: sources[Int(numbers.whole(0...4))], [payment], eligible: eligible,
        countsAgainst: numbers.happens(25) ? [Int(numbers.whole(0...1))] : []))
  }

  private func parts(_ numbers: inout SeededNumbers) -> [Part] {
    guard numbers.happens(20) else { return [] }
    let first = numbers.whole(0...100)
    return [(first, EnrolmentEvent.start), (100 - first, .completion)].map { share, event in
      Part(share: Formula(Ratio(Int128(share), over: 100)), moment: .on(event), backTo: nil)
    }
  }

  private func shaping(_ numbers: inout SeededNumbers) -> Shaping {
    var shaping = Shaping()
    let first = made.rules.instruments.count * 2
    if numbers.happens(40) {
      shaping.limits.append(Limit(first % 8, Ratio(numbers.whole(0...800_000))))
    }
    if numbers.happens(40) {
      shaping.limits.append(
        Limit(
          (first + 1) % 8, Ratio(numbers.whole(0...300)), of: made.fact("course.credits"),
          .learner(.courseYear)))
    }
    if numbers.happens(20) {
      shaping.taper = Taper(
        fromShare: Formula(.one), fromPoint: Formula(Ratio(2_000_000)),
        toShare: Formula(Ratio(1, over: 3)), toPoint: Formula(Ratio(5_000_000)),
        of: made.fact("learner.earnings"))
    }
    if numbers.happens(20) {
      shaping.additions = [
        (
          amount: Formula(Ratio(1, over: 10)),
          test: made.test("learner.age", .below, Ratio(25)), clause: MadeUpRules.clause
        )
      ]
    }
    if numbers.happens(20) { shaping.inProportionTo = Formula(Ratio(2, over: 3)) }
    if numbers.happens(10) { shaping.notBelow = Formula(Ratio(numbers.whole(0...50_000))) }
    if numbers.happens(10) { shaping.nothingBelow = Formula(Ratio(5_000)) }
    return shaping
  }

  /// Who pays what.
  func settled() throws -> CostSettlement {
    var settlement = made.settlement(standing.headroom(made.rules))
    settlement.standsAnyway = true
    let quote = try made.quote(stack, rest: learnerParty, settlement)
    return try #require(quote.costs.first)
  }
}

@Suite("Laws of settlement, on random instruments")
struct SettlementLawTests {
  static let cases: Range<UInt64> = 1..<6_001

  @Test("law 1: payments are never negative and sum to the cost")
  func sums() throws {
    let fault = try firstFault(among: SettlementLawTests.cases) { seed -> String? in
      let each = RandomCase(seed: seed)
      let settled = try each.settled()
      let sum = settled.lines.reduce(0) { $0 + $1.amount }
      let holds = sum == settled.total && settled.lines.allSatisfy { $0.amount >= 0 }
      return holds ? nil : "\(each.note): \(settled.lines.map(\.amount)) of \(settled.total)"
    }
    #expect(fault == nil)
  }

  @Test("law 2: no fund, account or limit gives more than it has left")
  func finite() throws {
    let fault = try firstFault(among: SettlementLawTests.cases) { seed -> String? in
      let each = RandomCase(seed: seed)
      let lines = try each.settled().lines
      for (fund, left) in each.standing.funds {
        let drawn = lines.reduce(Int64(0)) { sum, line in
          each.draws(line, on: fund) ? sum + line.amount : sum
        }
        if drawn > left { return "\(each.note): \(drawn) drawn on fund \(fund) of \(left)" }
      }
      let account = lines.reduce(Int64(0)) { $1.source == .account(0) ? $0 + $1.amount : $0 }
      if account > each.standing.balances[0] ?? 0 { return "\(each.note): account \(account)" }
      for line in lines {
        for use in line.uses {
          guard let whole = each.quantityLimit(use.limit) else { continue }
          let room = max(.zero, whole - (each.standing.used[use.limit] ?? .zero))
          if use.amount > room { return "\(each.note): limit \(use.limit) uses \(use.amount)" }
        }
      }
      return nil
    }
    #expect(fault == nil)
  }

  /// A fund that refuses what does not fit whole is left out: a larger request may not fit.
  @Test("raising a cap never lowers what its instrument pays")
  func caps() throws {
    var raised = 0
    let fault = try firstFault(among: SettlementLawTests.cases) { seed -> String? in
      var each = RandomCase(seed: seed)
      each.standing.funds[0] = nil
      for number in each.stack {
        let limits = each.made.rules.instruments[number].payments[0].shaping.limits
        for place in limits.indices {
          var other = each
          let old = limits[place]
          let step = old.fact == nil ? Ratio(12_345) : Ratio(7)
          let more = (old.amount.constant ?? .zero) + step
          other.made.rules.instruments[number].payments[0].shaping.limits[place] = Limit(
            old.number, more, of: old.fact, old.scope)
          let before = try each.settled().lines
          let after = try other.settled().lines
          let (low, high) = (each.helps(before, number), each.helps(after, number))
          if high > low { raised += 1 }
          if high < low { return "\(each.note): \(low) falls to \(high)" }
        }
      }
      return nil
    }
    #expect(fault == nil)
    #expect(raised > 500, "few caps bind, so the law was hardly tried")
  }

  @Test("what an instrument leaves to a party stays with it")
  func leaves() throws {
    var kept = 0
    let fault = try firstFault(among: SettlementLawTests.cases) { seed -> String? in
      var each = RandomCase(seed: seed)
      guard let first = each.stack.first else { return nil }
      each.made.rules.instruments[first].eligible = nil
      let leave = SetAside(
        amount: Formula(Ratio(123_456)), party: employerParty, condition: nil)
      for number in each.stack { each.made.rules.instruments[number].payments[0].leaves = [] }
      each.made.rules.instruments[first].payments[0].leaves = [leave]
      let settled = try each.settled()
      let own = settled.lines.reduce(Int64(0)) {
        $1.kind == .own && $1.party == employerParty ? $0 + $1.amount : $0
      }
      if own == 123_456 { kept += 1 }
      return own == min(123_456, settled.total) ? nil : "\(each.note): the employer pays \(own)"
    }
    #expect(fault == nil)
    #expect(kept > 4_000)
  }

  @Test("two limits in credits: the one with less room decides, as with one alone")
  func quantities() throws {
    for (first, second, pays) in [
      (60, 180, 50_000), (180, 60, 50_000), (60, 60, 50_000), (30, 60, 25_000), (120, 240, 100_000),
    ] as [(Int64, Int64, Int64)] {
      var made = MadeUpRules()
      made.frame[made.fact("course.fee")] = Ratio(100_000)
      made.frame[made.fact("course.credits")] = Ratio(120)
      var shaping = Shaping()
      let credits = made.fact("course.credits")
      shaping.limits = [
        Limit(0, Ratio(first), of: credits, .learner(.courseYear)),
        Limit(1, Ratio(second), of: credits, .learner(.life)),
      ]
      let loan = made.add(
        "loan", from: .party(MadeUpRules.treasury), [made.payment(.one, shaping: shaping)])
      #expect(try made.quote([loan], rest: learnerParty).paid(by: loan) == pays)
    }
  }
}

extension RandomCase {
  /// Whether a line draws on a fund, itself or through its account.
  func draws(_ line: PaymentLine, on fund: Int) -> Bool {
    guard let number = line.instrument else { return false }
    let instrument = made.rules.instruments[number]
    if instrument.source == .fund(fund) || instrument.countsAgainst.contains(fund) { return true }
    if case .account(let account) = instrument.source {
      return made.rules.accounts[account].countsAgainst.contains(fund)
    }
    return false
  }

  /// The whole of a limit in credits.
  func quantityLimit(_ number: Int) -> Ratio? {
    made.rules.instruments.flatMap { $0.payments.flatMap(\.shaping.limits) }
      .first { $0.number == number && $0.fact != nil }?.amount.constant
  }

  /// What an instrument pays, its lost parts included.
  func helps(_ lines: [PaymentLine], _ number: Int) -> Int64 {
    lines.reduce(0) { $1.instrument == number ? $0 + $1.amount : $0 }
  }
}
