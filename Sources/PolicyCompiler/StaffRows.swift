import FundingRules
public import FundingValues

/// One of the staff, or several alike, as a row of a table says: a group of the profile, and what differs from it.
public struct StaffRow: Sendable {
  /// The group of the profile whose facts hold where the row has none.
  public let group: String
  /// How many there are.
  public let count: Int
  /// Facts by their numbers, in place of the group's.
  public let values: [(fact: Int, value: Ratio)]
  /// The offers taken, in place of the group's; nothing for those of the group.
  public let takes: [String]?

  /// A row from its parts.
  public init(
    group: String, count: Int, values: [(fact: Int, value: Ratio)], takes: [String]?
  ) {
    self.group = group
    self.count = count
    self.values = values
    self.takes = takes
  }
}

extension FundingPlan {
  /// The plan of a profile whose staff are those of some rows.
  /// - Throws: which row names a group or an offer that the profile has not.
  public func with(staff rows: [StaffRow]) throws(PlanError) -> FundingPlan {
    guard var profile else { return self }
    var staff: [ProfilePlan.Staff] = []
    for row in rows {
      guard let group = profile.staff.first(where: { $0.name == row.group }) else {
        let names = profile.staff.map { "`\($0.name)`" }.joined(separator: ", ")
        throw PlanError("the profile has no staff `\(row.group)`; it has \(names)")
      }
      var facts = group.facts
      for (fact, value) in row.values {
        let isWhole = facts.first { $0.fact == fact }?.isWhole ?? false
        facts.removeAll { $0.fact == fact }
        facts.append(
          PopulationFact(
            fact: fact, source: .formula(Formula(value)), isWhole: isWhole, movesWith: []))
      }
      var takes = group.takes
      if let names = row.takes {
        takes = []
        for name in names {
          guard let offer = profile.offers.firstIndex(where: { $0.name == name }) else {
            let known = profile.offers.map { "`\($0.name)`" }.joined(separator: ", ")
            throw PlanError("the profile has no offer `\(name)`; it has \(known)")
          }
          takes.append(offer)
        }
      }
      staff.append(
        ProfilePlan.Staff(count: row.count, name: group.name, facts: facts, takes: takes))
    }
    profile.staff = staff
    var plan = self
    plan.profile = profile
    return plan
  }
}
