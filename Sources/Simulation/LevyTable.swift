import FundingRules
import FundingValues
import PolicyCompiler

/// What a levy charges each employer, in each year, and who receives it.
struct LevyTable: Sendable {
  /// The first days of the years for which charges are worked out, one after another.
  private let years: [CivilDate]
  /// Employers that pay it, by index, with the charge of each year, nothing where it is not due.
  ///
  /// In the order of their identities, so that the order in which they are written decides nothing.
  let charges: [(firm: Int, byYear: [LevyYearCharge?])]
  /// Pence of what is held of each year's charge, year by year for each of the employers in turn; below zero
  /// where none is due.
  private let held: [Int64]
  let name: String
  let account: Int?
  /// The parties that receive what is held and what is left of it.
  let payee: Int
  let restPayee: Int
  /// When it is collected, and what part of a year's charge each time.
  let calendar: LevyCalendar
  /// The year by whose first day values are read, and within which collections add up.
  var year: Period { calendar.year }
  /// Where in `charges` each firm is.
  private let places: [Int: Int]

  init(_ world: World, regime: Int, levy number: Int, values: ParameterValues, from: CivilDate) {
    let rules = world.plan.regimes[regime]
    let levy = rules.levies[number]
    name = levy.name
    account = levy.account
    payee = rules.payee(of: levy)
    restPayee = levy.restTo ?? payee
    calendar = LevyCalendar(levy, rules)
    let year = calendar.year
    let longest = world.offers.map(\.months).max() ?? 0
    let last = world.yearStarts.last?.adding(months: 24 + longest) ?? world.scenario.to
    var years: [CivilDate] = []
    var next = year.start(holding: from)
    while next <= last {
      years.append(next)
      next = year.next(after: next)
    }
    self.years = years
    var result: [(firm: Int, byYear: [LevyYearCharge?])] = []
    var frame = Frame(count: world.plan.facts.count)
    for firm in world.population.firms.indices {
      world.population.fillFirm(&frame, firm)
      let byYear = years.map { start in
        let here = Circumstances(frame: frame, values: values, date: start)
        return (try? rules.charge(of: levy, here, yearFrom: start)) ?? nil
      }
      if byYear.contains(where: { $0 != nil }) { result.append((firm, byYear)) }
    }
    let firms = world.population.firms
    charges = result.sorted { firms[$0.firm].identity < firms[$1.firm].identity }
    held = charges.flatMap { $0.byYear.map { $0?.held ?? -1 } }
    places = Dictionary(uniqueKeysWithValues: charges.enumerated().map { ($1.firm, $0) })
  }

  /// What is held of a year's charge on an employer, by its place; below zero where none is due.
  func held(place: Int, year: Int) -> Int64 { held[place * years.count + year] }

  /// Which of the years holds a day.
  func place(ofYearHolding day: CivilDate) -> Int? {
    years.firstIndex(of: year.start(holding: day))
  }

  /// A year's charge of a firm, zero where it has none.
  func held(firm: Int, yearOf day: CivilDate) -> Int64 {
    guard let place = places[firm], let year = self.place(ofYearHolding: day) else { return 0 }
    return charges[place].byYear[year]?.held ?? 0
  }

  /// The part of a year's pence that is collected on a day.
  func part(of whole: Int64, on day: CivilDate) -> Int64 { calendar.part(on: day).of(whole) }

  /// Micro-pence that all employers together bring into a fund in each of its periods, by their first days.
  func brings(into fund: Fund, _ world: World) -> [CivilDate: Int128] {
    var result: [CivilDate: Int128] = [:]
    var start = fund.period.start(holding: world.scenario.from)
    while let last = years.last, start < year.next(after: last) {
      result[start] = brings(on: start, world)
      let next = fund.period.next(after: start)
      guard next > start else { break }
      start = next
    }
    return result
  }

  /// Micro-pence that all employers together bring where the levy puts it, in the collection period
  /// that begins on a day.
  private func brings(on day: CivilDate, _ world: World) -> Int128 {
    guard calendar.applies.holds(day), let year = self.place(ofYearHolding: day) else { return 0 }
    return charges.reduce(Int128(0)) { sum, each in
      guard let charge = each.byYear[year] else { return sum }
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
