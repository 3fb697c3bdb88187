import FundingRules
import FundingValues
import PolicyCompiler
import Quoting

extension EmployerCase {
  /// Courses that are alike, put together.
  func courses(
    _ settled: [Settled]
  ) throws(SimulationError) -> [EmployerEstimate.Course] {
    var result: [EmployerEstimate.Course] = []
    var places: [[Int]: Int] = [:]
    for course in settled {
      let taken = course.taken
      let key = [taken.group, taken.offer, Int(taken.start.day), course.quote?.route ?? -1]
      if places[key] == nil {
        places[key] = result.count
        result.append(
          EmployerEstimate.Course(
            staff: profile.staff[taken.group].name, people: 0,
            offer: world.offers[taken.offer].plan.name, start: taken.start,
            route: course.quote?.route, ineligible: try ineligible(course),
            closed: course.closed, others: course.others, here: course.work.here))
      }
      if let place = places[key] { result[place].add(course, rules) }
    }
    return result
  }

  /// Instruments of the routes that are not to be had for a course.
  private func ineligible(
    _ course: Settled
  ) throws(SimulationError) -> [(instrument: Int, failures: [FailedTest])] {
    var found: [(instrument: Int, failures: [FailedTest])] = []
    var seen: Set<Int> = []
    do throws(Missing) {
      for route in rules.routes.indices where rules.routes[route].needsEmployer {
        var work = course.work
        work.take(route)
        for number in rules.routes[route].named where seen.insert(number).inserted {
          if let failures = try work.ineligibility(of: number) { found.append((number, failures)) }
        }
      }
    } catch {
      throw SimulationError("eligibility cannot be told: \(world.plan.reason(error))")
    }
    return found
  }
}

extension EmployerEstimate.Course {
  /// Adds one more of the staff.
  fileprivate mutating func add(_ course: EmployerCase.Settled, _ rules: RuleSet) {
    people += 1
    guard let quote = course.quote else { return }
    let helped = rules.helpedCosts(of: quote.route)
    for cost in quote.costs {
      for line in cost.lines {
        switch line.kind {
        case .account: levyUsed += line.amount
        case .loan: learnersBorrow += line.amount
        case .grant: break
        case .own where line.party == employerParty && helped.contains(cost.cost):
          cash += line.amount
        case .own where line.party == employerParty: release += line.amount
        case .own: if line.party == learnerParty { learnersPay += line.amount }
        }
      }
    }
    for receipt in quote.receipts {
      if receipt.to == employerParty { cash -= receipt.total }
      if receipt.to == learnerParty, receipt.kind == .loan { learnersBorrow += receipt.total }
    }
  }
}

extension RuleSet {
  /// The costs of a route with which some instrument helps.
  func helpedCosts(of route: Int) -> Set<Int> {
    Set(routes[route].stacks.filter { settles($0) }.map(\.cost))
  }
}
