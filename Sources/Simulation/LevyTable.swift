import FundingRules
import FundingValues
import PolicyCompiler

/// What a levy charges each employer, in each year, and who receives it.
struct LevyTable: Sendable {
  /// A year's charge in pence: what goes where the levy puts it, and the rest of it.
  struct Charge: Sendable {
    let held: Int64
    let rest: Int64
  }
  /// Employers that pay it, by index, with the year's charge by the year's first day.
  ///
  /// In the order of their identities, so that the order in which they are written decides nothing.
  let charges: [(firm: Int, byYear: [CivilDate: Charge])]
  let name: String
  let account: Int?
  /// The parties that receive what is held and what is left of it.
  let payee: Int
  let restPayee: Int
  /// The year by whose first day values are read, and within which collections add up.
  let year: Period
  private let collection: LevyCollection
  private let applies: DateSpan
  /// Where in `charges` each firm is.
  private let places: [Int: Int]

  init(_ world: World, regime: Int, levy number: Int, values: ParameterValues, from: CivilDate) {
    let rules = world.plan.regimes[regime]
    let levy = rules.levies[number]
    name = levy.name
    account = levy.account
    payee = rules.payee(of: levy)
    restPayee = levy.restTo ?? payee
    applies = levy.applies
    year = rules.year(reckoning: levy.collectedEach)
    collection = LevyCollection(each: LevyTable.months(levy.collectedEach), year: year)
    let longest = world.offers.map(\.months).max() ?? 0
    let last = world.yearStarts.last?.adding(months: 24 + longest) ?? world.scenario.to
    var result: [(firm: Int, byYear: [CivilDate: Charge])] = []
    var frame = Frame(count: world.plan.facts.count)
    for firm in world.population.firms.indices {
      world.population.fillFirm(&frame, firm)
      var byYear: [CivilDate: Charge] = [:]
      var start = year.start(holding: from)
      while start <= last {
        let next = year.next(after: start)
        let day = max(start, levy.applies.from ?? start)
        if day < next, let charge = LevyTable.charge(levy, rules, frame, values, on: day) {
          byYear[start] = charge
        }
        start = next
      }
      if !byYear.isEmpty { result.append((firm, byYear)) }
    }
    let firms = world.population.firms
    charges = result.sorted { firms[$0.firm].identity < firms[$1.firm].identity }
    places = Dictionary(uniqueKeysWithValues: charges.enumerated().map { ($1.firm, $0) })
  }

  private static func charge(
    _ levy: Levy, _ rules: RuleSet, _ frame: Frame, _ values: ParameterValues, on day: CivilDate
  ) -> Charge? {
    guard levy.applies.holds(day) else { return nil }
    var frame = frame
    if !rules.derived.isEmpty { rules.derive(&frame, values: values, on: day) }
    let here = Circumstances(frame: frame, values: values, date: day)
    if let due = levy.due, (try? here.holds(due)) != true { return nil }
    guard let charge = (try? levy.charge(here))?.roundedHalfUp() else { return nil }
    let share = levy.inProportionTo.flatMap { try? here.value(of: $0) } ?? .one
    let held = (Ratio(charge) * share).roundedHalfUp()
    return charge > 0 ? Charge(held: held, rest: charge - held) : nil
  }

  /// A year's charge of a firm, nought where it has none.
  func held(firm: Int, yearOf day: CivilDate) -> Int64 {
    places[firm].flatMap { charges[$0].byYear[year.start(holding: day)]?.held } ?? 0
  }

  /// How often a run collects: it counts in months, so a week's and a day's money come each month.
  private static func months(_ each: Period) -> Period {
    switch each {
    case .week, .day: .month
    default: each
    }
  }

  /// The day within a calendar month on which the levy is collected, if there is one.
  func collection(inMonthFrom first: CivilDate) -> CivilDate? {
    let day: CivilDate
    switch collection.each {
    case .year, .quarter:
      day = collection.each.start(holding: first.adding(months: 1).adding(days: -1))
    default: day = first
    }
    return day >= first && applies.holds(day) ? day : nil
  }

  /// The part of a year's pence that is collected on a day.
  func part(of whole: Int64, on day: CivilDate) -> Int64 { collection.part(of: whole, on: day) }

  /// Micro-pence that all employers together bring where the levy puts it, in the collection period
  /// that begins on a day.
  func brings(on day: CivilDate, _ world: World) -> Int128 {
    guard applies.holds(day) else { return 0 }
    let start = year.start(holding: day)
    return charges.reduce(Int128(0)) { sum, each in
      guard let charge = each.byYear[start] else { return sum }
      let weight = Int128(world.population.firms[each.firm].weight)
      return sum + Int128(part(of: charge.held, on: day)) * weight
    }
  }
}

extension RuleSet {
  /// Who receives what a levy puts into an account, a fund or a purse.
  fileprivate func payee(of levy: Levy) -> Int {
    if let payer = levy.payer { return payer }
    if let fund = levy.fund { return funds[fund].heldBy }
    return payer(ofAccount: levy.account)
  }

  /// Who pays for what an account buys: whom its money lapses to, the Treasury if it does not say.
  private func payer(ofAccount account: Int?) -> Int {
    account.flatMap { accounts[$0].lapsesTo } ?? party(named: "treasury") ?? employerParty
  }
}
