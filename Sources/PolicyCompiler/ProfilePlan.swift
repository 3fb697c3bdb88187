public import FundingRules
public import FundingValues
import PolicyLanguage

/// One employer, some of its staff and what they may take.
public struct ProfilePlan: Sendable {
  /// Staff who are alike but for what varies.
  public struct Staff: Sendable {
    /// How many there are.
    public let count: Int
    /// What they are called.
    public let name: String
    /// Their facts.
    public let facts: [PopulationFact]
    /// The offers they take, by number.
    public let takes: [Int]
  }
  /// The profile's name.
  public let name: String
  /// Its title, or its name.
  public let title: String
  /// The day on which it begins.
  public let on: CivilDate
  /// How many draws are made.
  public let draws: Int
  /// What random numbers are drawn from.
  public let seed: UInt64
  /// The firm's facts, running figures such as a balance among them.
  public let employer: [PopulationFact]
  /// The staff, group by group.
  public internal(set) var staff: [Staff]
  /// What may be taken.
  public let offers: [OfferPlan]
  /// Every award of the program.
  public let awards: [AwardPlan]
  /// The reports in their order.
  public let reports: [ReportPlan]
}

extension Lowering {
  /// One employer, its staff and their offers.
  func profile(_ syntax: ProfileSyntax, _ unit: Int) throws -> ProfilePlan {
    let awards = try awards()
    let offers = try offers(syntax.offers, awards, unit)
    return ProfilePlan(
      name: syntax.name.text, title: title(syntax.about, syntax.name), on: syntax.on.date,
      draws: max(0, syntax.draws.whole ?? 0), seed: UInt64(clamping: syntax.seed.value.floor()),
      employer: try populationFacts(syntax.employer, unit),
      staff: try syntax.staff.map { staff in
        ProfilePlan.Staff(
          count: max(0, staff.count.whole ?? 0), name: staff.name.text,
          facts: try populationFacts(staff.facts, unit),
          takes: try staff.takes.map { name in
            guard let index = offers.firstIndex(where: { $0.name == name.text }) else {
              throw PlanError("there is no offer `\(name.text)`", at: name.span)
            }
            return index
          })
      },
      offers: offers, awards: awards,
      reports: try syntax.reports.map {
        ReportPlan(metric: try metric($0.metric, unit), clause: lines.clause($0.span))
      })
  }
}

extension FundingPlan {
  /// The plan of a profile as that of a scenario of one firm and its staff, who are drawn as a scenario's
  /// people are; nothing if it is no profile's plan.
  public func scenarioOfProfile(following years: Int) -> FundingPlan? {
    guard let profile else { return nil }
    var plan = self
    plan.scenario = ScenarioPlan(
      name: profile.name, title: profile.title, from: profile.on,
      to: profile.on.adding(months: 12).adding(days: -1), step: .month, draws: profile.draws,
      seed: profile.seed, followsYears: years, priceDate: nil, priceIndex: nil,
      populations: profile.populations(facts), offers: profile.offers, awards: profile.awards,
      equalCost: nil, reports: [])
    return plan
  }
}

extension ProfilePlan {
  /// The running figures that the profile gives of the firm, such as a balance, by their names.
  public func figures(
    _ facts: FactTable, _ here: Circumstances
  ) throws(Missing) -> [String: Ratio] {
    var figures: [String: Ratio] = [:]
    for fact in employer where !facts.names[fact.fact].hasPrefix("employer.") {
      guard case .formula(let formula) = fact.source else { continue }
      figures[facts.names[fact.fact]] = try here.value(of: formula)
    }
    return figures
  }

  /// The firm, and after it its staff, group by group, all of whom work for it.
  fileprivate func populations(_ facts: FactTable) -> [PopulationPlan] {
    func population(
      _ name: String, isEmployer: Bool, _ size: Int, _ held: [PopulationFact]
    ) -> PopulationPlan {
      PopulationPlan(
        name: name, isEmployer: isEmployer, size: size, standingFor: nil, employedBy: [],
        data: nil, rows: nil, weightColumn: nil,
        worksFor: isEmployer ? nil : (by: nil, condition: nil), facts: held)
    }
    let own = employer.filter { facts.names[$0.fact].hasPrefix("employer.") }
    return [population(name, isEmployer: true, 1, own)]
      + staff.enumerated().map { place, group in
        // Rows of a table may name one group: each later one has chances of its own.
        let earlier = staff[..<place].count { $0.name == group.name }
        let name = earlier == 0 ? group.name : "\(group.name)/\(earlier + 1)"
        return population(name, isEmployer: false, group.count, group.facts)
      }
  }
}
