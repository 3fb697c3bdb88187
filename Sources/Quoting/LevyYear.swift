public import FundingRules
public import FundingValues
import PolicyCompiler

/// What a levy asks of one employer in the year that holds a day, and what an account gets of it.
public struct LevyYear: Sendable {
  /// What levies bring into an account in the year.
  public struct Credit: Sendable {
    /// The account's name.
    public let account: String
    /// Whole pence, topped up as each part enters; of all levies that fill the account.
    public let pence: Int64
    /// How it comes about.
    public let because: String
    /// When what enters on the day lapses if it is not spent; nothing if it never does.
    public let lapses: CivilDate?
  }
  /// The levy's name.
  public let levy: String
  /// Its title, or its name.
  public let title: String
  /// The first day of the levy's year.
  public let from: CivilDate
  /// The year's charge in whole pence.
  public let charge: Int64
  /// In how many parts it is collected.
  public let parts: Int
  /// One part in whole pence, the year's charge split evenly.
  public let part: Int64
  /// The parts in whole pence in their order where pay is uneven; below zero what is given back.
  public let uneven: [Int64]
  /// How it comes about.
  public let because: String
  /// What comes of it into the account that it fills, if it fills one.
  public let credit: Credit?
}

/// What the levies of a rule set ask of an employer in the years that hold a day.
///
/// Levies that depend on a fact or a figure that is not given are left out: they are no part of what a
/// course costs, so nobody need give their facts to ask what it does.
public func levyYears(
  of rules: RuleSet, _ values: ParameterValues, frame: Frame, on day: CivilDate,
  in currency: Currency, _ dated: DatedMoney = DatedMoney()
) -> [LevyYear] {
  let work = ExampleWork(
    ExamplePlan(
      title: "", place: "", on: day, frame: frame, running: [], route: nil, sponsored: nil,
      expectations: []),
    rules, values, ownPath: "", currency: currency)
  return rules.levies.compactMap { levy in
    let start = work.taxYear(1, levy.collectedEach)
    guard levy.applies.holds(start) || levy.applies.holds(day) else { return nil }
    return try? work.year(of: levy, dated)
  }
}

extension ExampleWork {
  /// What a levy asks and brings in the year that holds the day.
  fileprivate func year(of levy: Levy, _ dated: DatedMoney) throws -> LevyYear {
    let start = taxYear(1, levy.collectedEach)
    let exact = try yearlyCharge(of: levy, year: 1)
    let days = LevyCalendar(levy, rules).days(from: start)
    let parts = days.count
    let uneven = try rules.collections(of: levy, circumstances(on: start), yearFrom: start, dated)
    let credit = try levy.account.flatMap { number -> LevyYear.Credit? in
      let name = rules.accounts[number].name
      guard let entered = try paidIn(name, year: 1) else { return nil }
      let term = try rules.accounts[number].expiresAfter.map { try here.value(of: $0) }
      return LevyYear.Credit(
        account: name,
        pence: try uneven.map { try paidIn($0, on: days, rules.accounts[number]) }
          ?? Int64(clamping: entered.value.roundedHalfUp()),
        because: entered.how.last ?? "",
        lapses: term.flatMap { term in
          // `no limit` and the like never lapse.
          term > Ratio(1_000)
            ? nil : day.adding(months: Int(clamping: (term * Ratio(12)).roundedHalfUp()))
        })
    }
    var charge = exact.charge
    if levy.isFurtherShare, let share = levy.inProportionTo {
      charge = charge * (try circumstances(on: start).value(of: share))
    }
    let into =
      levy.account.map { rules.accounts[$0].name } ?? levy.fund.map { rules.funds[$0].name }
    let name = levy.isFurtherShare ? "\(levy.name) into \(into ?? "a purse")" : levy.name
    return LevyYear(
      levy: name, title: levy.isFurtherShare ? "\(levy.title), a further share" : levy.title,
      from: start, charge: charge.roundedHalfUp(),
      parts: parts, part: (charge / Ratio(Int64(parts))).roundedHalfUp(),
      uneven: uneven?.map { $0.held + $0.rest } ?? [],
      because: exact.how.joined(separator: ", "), credit: credit)
  }

  /// What uneven collections bring into an account, topped up as each enters.
  private func paidIn(
    _ collections: [LevyYearCharge], on days: [CivilDate], _ account: Account
  ) throws -> Int64 {
    var sum: Int64 = 0
    for (collection, day) in zip(collections, days) {
      let topUp = try account.terms(circumstances(on: day)).topUp
      sum += collection.held
      if collection.held > 0 { sum += (Ratio(collection.held) * topUp).roundedHalfUp() }
    }
    return sum
  }
}
